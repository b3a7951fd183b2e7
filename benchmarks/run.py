"""Measures whole runs beside the bare stock parse: words a second, rooms, workers, second run, start-up, memory.

    python benchmarks/run.py TEXTS.jsonl                   one release a line: {"id", "text", "published", "url"}
    python benchmarks/run.py TEXTS.jsonl --limit 200       the first 200 of them
    python benchmarks/run.py TEXTS.jsonl --only run,second parts: run, rooms, jobs, second, memory
    python benchmarks/run.py TEXTS.jsonl --json            figures as JSON

Every measurement is a process of its own with one thread for each process; runs and bare parses of the same clean
texts take turns (--repeats), and the figure is the median of the ratios of each turn. Times are processor seconds
(seconds of the clock for workers), so that a busy machine spoils them less; compare only what one command printed.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.engines.machine import ONE_THREAD  # noqa: E402

PARTS = ("run", "rooms", "jobs", "second", "memory")
MEMORY_AT = (200, 2_000, 17_000)
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Cost:
    """What a process took: seconds by the clock, processor seconds (workers included), MB at its peak."""

    wall: float
    cpu: float
    peak: float


def write_releases(file: Path, folder: Path, limit: int | None) -> int:
    """Write the releases of a JSON Lines file as a folder with a metadata.csv; give their number."""
    folder.mkdir(parents=True)
    number = 0
    with file.open(encoding="utf-8") as lines, (folder / "metadata.csv").open("w", newline="", encoding="utf-8") as out:
        sheet = csv.writer(out)
        sheet.writerow(["file", "published", "url"])
        for number, line in enumerate(lines, 1):
            record = json.loads(line)
            name = f"{number:05}-{_UNSAFE.sub('-', str(record.get('id', '')))[:80]}.txt"
            (folder / name).write_text(record["text"], encoding="utf-8")
            sheet.writerow([name, record.get("published") or "", record.get("url") or ""])
            if number == limit:
                break
    return number


def cost_of(*command: str) -> tuple[Cost, str]:
    """Run a command to its end; give its cost and what it printed. Raises CalledProcessError when it fails."""
    started = time.perf_counter()
    environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(command, stdout=out, env=environment, cwd=ROOT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - started
        if process.returncode not in (0, 3):  # 3: some releases could not be read completely
            raise subprocess.CalledProcessError(process.returncode, command)
        out.seek(0)
        peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
        return Cost(wall, usage.ru_utime + usage.ru_stime, peak), out.read()


def dateline_run(raw: Path, output: Path, *options: str) -> Cost:
    """Do a run from the beginning, or again when the output is there."""
    command = (sys.executable, "-m", "pipeline", "run", str(raw), "-o", str(output), "--quiet", *options)
    return cost_of(*command)[0]


def child(what: str, *arguments: str) -> dict[str, Any]:
    """Measure a part in a process of its own."""
    cost, printed = cost_of(sys.executable, str(Path(__file__).resolve()), "--child", what, *arguments)
    found: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return {**found, "peak": cost.peak}


def child_clean(raw: str, file: str) -> dict[str, Any]:
    """Write the clean texts of a folder; they are what the stock model is given."""
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from pipeline.model.records import Release
    from pipeline.rooms.clean import CleanRoom
    from pipeline.sources import find_files, read_all, read_sheets

    room, nobody = CleanRoom(), Doc(Vocab())
    finding = find_files([Path(raw)])
    words = 0
    with Path(file).open("w", encoding="utf-8") as out:
        for reading in read_all(finding.files, read_sheets(finding)):
            if reading.source is not None:
                text = room(Release(source=reading.source), nobody).text
                words += len(text.split())
                out.write(json.dumps(text) + "\n")
    return {"words": words}


def child_stock(file: str) -> dict[str, Any]:
    """Parse texts with the stock model as it is."""
    import spacy

    from pipeline.rooms.parse import STOCK_MODEL

    texts = [json.loads(line) for line in Path(file).read_text(encoding="utf-8").splitlines()]
    loading = time.process_time()
    nlp = spacy.load(STOCK_MODEL)
    begun = time.process_time()
    for _doc in nlp.pipe(texts):
        pass
    return {"cpu": time.process_time() - begun, "load": begun - loading}


def child_open() -> dict[str, Any]:
    """Open all models and lexicons."""
    begun = time.process_time()
    from pipeline.corridor import open_corridor

    open_corridor()
    return {"cpu": time.process_time() - begun}


def child_rooms(raw: str) -> dict[str, Any]:
    """Walk every release of a folder; give the processor seconds of each room, and of reading and exporting."""
    import pipeline.corridor
    from pipeline.export import export_release
    from pipeline.sources import find_files, read_all, read_sheets

    corridor = pipeline.corridor.open_corridor()
    taken: Counter[str] = Counter()
    attempt = pipeline.corridor._attempt

    def timed(stage: str, work: Any) -> Any:
        begun = time.process_time()
        done = attempt(stage, work)
        taken[stage] += time.process_time() - begun  # type: ignore[assignment]
        return done

    pipeline.corridor._attempt = timed
    finding = find_files([Path(raw)])
    mark = time.process_time()
    for reading in read_all(finding.files, read_sheets(finding)):
        taken["source"] += time.process_time() - mark  # type: ignore[assignment]
        if reading.source is not None:
            release = corridor.walk(reading.source)
            mark = time.process_time()
            export_release(release)
            taken["export"] += time.process_time() - mark  # type: ignore[assignment]
        mark = time.process_time()
    return dict(taken)


def measure_run(raw: Path, folder: Path, repeats: int) -> dict[str, Any]:
    """Whole runs and bare parses in turn."""
    texts = folder / "texts.jsonl"
    words = child("clean", str(raw), str(texts))["words"]
    turns = []
    for turn in range(repeats):
        stock = child("stock", str(texts))
        output = folder / f"turn{turn}"
        run = dateline_run(raw, output)
        opened = child("open")["cpu"]
        shutil.rmtree(output)
        turns.append({"stock": stock["cpu"], "load": stock["load"], "run": run.cpu, "open": opened, "peak": run.peak})

    def middle(name: str) -> float:
        return statistics.median(turn[name] for turn in turns)

    rest = statistics.median((turn["run"] - turn["open"]) / turn["stock"] for turn in turns)
    return {
        "words": words,
        "stock_seconds": middle("stock"),
        "run_seconds": middle("run"),
        "stock_words_per_second": words / middle("stock"),
        "run_words_per_second": words / middle("run"),
        "run_to_stock": statistics.median(turn["run"] / turn["stock"] for turn in turns),
        "run_without_opening_to_stock": rest,
        "open_seconds": middle("open"),
        "stock_load_seconds": middle("load"),
        "peak_mb": middle("peak"),
    }


def measure_jobs(raw: Path, folder: Path) -> dict[str, Any]:
    """One worker against two, by the clock, on cores that should be free."""
    walls = {}
    for jobs in (1, 2):
        output = folder / f"jobs{jobs}"
        walls[jobs] = dateline_run(raw, output, "--jobs", str(jobs)).wall
    same = (folder / "jobs1" / "releases.jsonl").read_bytes() == (folder / "jobs2" / "releases.jsonl").read_bytes()
    for jobs in walls:
        shutil.rmtree(folder / f"jobs{jobs}")
    return {"jobs_1_wall": walls[1], "jobs_2_wall": walls[2], "speed_up": walls[1] / walls[2], "same_records": same}


def measure_second(raw: Path, folder: Path) -> dict[str, Any]:
    """A first run, and a second over the same input."""
    output = folder / "second"
    first, second = dateline_run(raw, output), dateline_run(raw, output)
    shutil.rmtree(output)
    return {"first_wall": first.wall, "second_wall": second.wall, "second_cpu": second.cpu}


def measure_memory(file: Path, folder: Path, limit: int | None) -> dict[str, Any]:
    """The peak of runs over more and more releases."""
    peaks = {}
    for number in MEMORY_AT:
        if limit is not None and number > limit:
            break
        raw, output = folder / f"memory{number}", folder / f"memory{number}-out"
        if write_releases(file, raw, number) < number:
            break
        peaks[f"peak_mb_at_{number}"] = dateline_run(raw, output).peak
        shutil.rmtree(raw)
        shutil.rmtree(output)
    return peaks


def main(arguments: list[str]) -> int:
    """Measure what is asked for and print it."""
    if arguments[:1] == ["--child"]:
        work = {"clean": child_clean, "stock": child_stock, "open": child_open, "rooms": child_rooms}[arguments[1]]
        print(json.dumps(work(*arguments[2:])))  # type: ignore[operator]
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--limit", type=int, help="measure on the first so many releases")
    parser.add_argument("--repeats", type=int, default=3, help="turns of run and bare parse (default 3)")
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts to measure: {','.join(PARTS)}")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(arguments)
    parts = args.only.split(",")
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory(prefix="dateline-benchmark-") as name:
        folder = Path(name)
        raw = folder / "raw"
        number = write_releases(args.texts, raw, args.limit)
        measures = {
            "run": lambda: measure_run(raw, folder, args.repeats),
            "rooms": lambda: child("rooms", str(raw)),
            "jobs": lambda: measure_jobs(raw, folder),
            "second": lambda: measure_second(raw, folder),
            "memory": lambda: measure_memory(args.texts, folder, args.limit),
        }
        for part in parts:
            found[part] = measures[part]()
            if not args.json:
                print(f"{part} ({number} releases)")
                for key, value in found[part].items():
                    print(f"  {key:<30} {value:>12.2f}" if isinstance(value, float) else f"  {key:<30} {value!s:>12}")
                print(flush=True)
    if args.json:
        print(json.dumps({"releases": number, **found}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
