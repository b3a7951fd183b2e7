"""Measures the dates room beside dateparser.search: words per second, and value F1 on a TIMEX3 gold file.

    python benchmarks/dates.py                         the releases of raw/
    python benchmarks/dates.py FOLDER                  every .txt and .md file below a folder
    python benchmarks/dates.py FILE.jsonl              one text a line: {"text", "doc_id" or "id", "dct" or "published"}
    python benchmarks/dates.py FILE.jsonl --gold FILE  gold lines {"doc_id", "dct", "text", "timex": [{"start",
                                                       "end", "type", "value"}]}; their texts are scored too

All systems read the same texts in the same process, on one core, one after the other in every repeat; the figure is
the median of the repeats. Parsing and cleaning are not measured: the texts are read before the clock starts.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import dateparser  # noqa: E402
from dateparser.search import search_dates  # noqa: E402

from pipeline.rooms.dates.room import read_dates  # noqa: E402
from pipeline.timex import annotate  # noqa: E402

_FALLBACK_DAY = "2020-01-01"


@dataclass(frozen=True)
class Text:
    """A text to read: its name, its day (ISO, or empty) and its characters."""

    name: str
    day: str
    text: str


def read_texts(place: Path) -> list[Text]:
    """Give the texts of a folder (every .txt and .md below it) or of a JSONL file, in the order of names or lines."""
    if place.is_dir():
        files = sorted(p for p in place.rglob("*") if p.suffix in (".txt", ".md") and p.is_file())
        return [Text(p.name, "", p.read_text("utf-8", errors="replace")) for p in files]
    records = [json.loads(line) for line in place.read_text("utf-8").splitlines() if line.strip()]
    return [
        Text(str(r.get("doc_id") or r.get("id") or n), str(r.get("dct") or r.get("published") or "")[:10], r["text"])
        for n, r in enumerate(records)
    ]


def with_room(texts: list[Text]) -> None:
    """Find and resolve with the dates room (EDTF layer)."""
    for text in texts:
        read_dates(text.text, text.day)


def with_timex(texts: list[Text]) -> None:
    """Find and resolve with the TIMEX3 export."""
    for text in texts:
        annotate(text.name, text.day or _FALLBACK_DAY, text.text)


def with_dateparser(texts: list[Text]) -> None:
    """Find and resolve with dateparser.search in English, relative to the same day."""
    for text in texts:
        base = dateparser.parse(text.day or _FALLBACK_DAY, languages=["en"])
        search_dates(text.text, languages=["en"], settings={"RELATIVE_BASE": base} if base else None)


SYSTEMS: dict[str, Callable[[list[Text]], None]] = {
    "dates room (read_dates)": with_room,
    "timex export (annotate)": with_timex,
    "dateparser.search": with_dateparser,
}


def measure(texts: list[Text], repeats: int) -> dict[str, float]:
    """Give the median words per second of processor time of every system, after one unmeasured warm-up each."""
    words = sum(len(text.text.split()) for text in texts)
    spent: dict[str, list[float]] = {name: [] for name in SYSTEMS}
    for run in SYSTEMS.values():
        run(texts[:1])
    for _ in range(repeats):
        for name, run in SYSTEMS.items():
            start = time.process_time()
            run(texts)
            spent[name].append(time.process_time() - start)
    return {name: words / max(statistics.median(times), 1e-9) for name, times in spent.items()}


def value_f1(gold: Path) -> tuple[float, float, float]:
    """Give strict F1, relaxed F1 and value F1 of the TIMEX3 export, as TempEval-3 defines them.

    A predicted expression counts as found when it overlaps a gold one that no earlier prediction has taken; value F1
    is relaxed F1 times the share of right values among the found.
    """
    exact = found = right = n_gold = n_made = 0
    for line in gold.read_text("utf-8").splitlines():
        if not line.strip():
            continue
        record = json.loads(line)
        made = annotate(record["doc_id"], record["dct"], record["text"])["timex"]
        wanted = record["timex"]
        n_gold, n_made = n_gold + len(wanted), n_made + len(made)
        taken: set[int] = set()
        for timex in made:
            for index, other in enumerate(wanted):
                if index in taken or timex["start"] >= other["end"] or other["start"] >= timex["end"]:
                    continue
                taken.add(index)
                found += 1
                exact += (timex["start"], timex["end"]) == (other["start"], other["end"])
                right += timex["value"] == other["value"]
                break
    total = n_gold + n_made
    return (2 * exact / total, 2 * found / total, 2 * right / total) if total else (0.0, 0.0, 0.0)


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark and print its table; give 0, or 2 when there is nothing to read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("texts", nargs="?", type=Path, default=ROOT / "raw", help="a folder or a JSONL file")
    parser.add_argument("--gold", type=Path, help="TIMEX3 gold as JSONL, to score the export on")
    parser.add_argument("--repeats", type=int, default=5, help="how often every system reads all texts")
    parser.add_argument("--most", type=int, default=0, help="read only the first N texts")
    options = parser.parse_args(arguments)
    texts = [t for t in read_texts(options.texts) if t.text.strip()]
    texts = texts[: options.most] if options.most else texts
    if not texts:
        print(f"no texts in {options.texts}", file=sys.stderr)
        return 2
    print(f"{len(texts)} texts, {sum(len(t.text.split()) for t in texts)} words, {options.repeats} repeats, one core")
    rates = measure(texts, max(options.repeats, 1))
    for name, rate in rates.items():
        print(f"  {name:<26}{rate:>10,.0f} words/s  {rate / rates['dateparser.search']:>6.2f} x dateparser")
    if options.gold:
        strict, relaxed, value = value_f1(options.gold)
        print(f"{options.gold.name}: strict F1 {strict:.2%}, relaxed F1 {relaxed:.2%}, value F1 {value:.2%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
