"""The pool of workers: same bytes as one process, and a bad release costs itself alone."""

from __future__ import annotations

import csv
import os
import signal
import time
from pathlib import Path

import pytest

from pipeline.batch import Summary, run_batch
from pipeline.engine import Workers
from pipeline.engines.machine import physical_cores, resident_mb
from pipeline.engines.pool import EngineError
from tests.batch.making import all_bytes, fix_program, make, many
from tests.support.light import LightCorridor
from tests.support.rough import MARK, open_dying, open_nothing, open_rough


@pytest.fixture(autouse=True)
def _same_program(monkeypatch: pytest.MonkeyPatch) -> None:
    fix_program(monkeypatch)


def _run(raw: Path, output: Path, jobs: int = 2, **limits: float) -> Summary:
    return run_batch([raw], output, open_rough, workers=Workers(jobs, **limits))  # type: ignore[arg-type]


def _issues(output: Path) -> list[tuple[str, str, str]]:
    with (output / "issues.csv").open(encoding="utf-8-sig", newline="") as handle:
        return [(row["file"], row["code"], row["message"]) for row in csv.DictReader(handle)]


def test_any_number_of_workers_gives_the_same_bytes(tmp_path: Path) -> None:
    raw = make(tmp_path / "raw", {**many(40), "empty.txt": "", "slow.txt": "Mayor Slow. SLOW", "f.txt": "FAIL"})
    run_batch([raw], tmp_path / "here", open_rough)
    for jobs in (2, 8):
        summary = _run(raw, tmp_path / str(jobs), jobs)
        assert (summary.found, summary.done, summary.quarantined) == (43, 42, 1)
        assert all_bytes(tmp_path / str(jobs)) == all_bytes(tmp_path / "here")


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_bad_release_costs_itself_alone(tmp_path: Path, jobs: int) -> None:
    bad = {"crash.txt": "CRASH", "hang.txt": "HANG", "eat.txt": "EAT", "raise.txt": "RAISE"}
    raw = make(tmp_path / "raw", {**many(12), **bad})
    summary = _run(raw, tmp_path / "out", jobs, timeout=6, max_memory=250)
    assert (summary.found, summary.done, summary.quarantined, summary.failures) == (16, 12, 4, 4)
    assert _issues(tmp_path / "out") == [
        ("crash.txt", "crashed", "the process that read it died (SIGSEGV), 2 times in turn"),
        ("eat.txt", "out-of-memory", "it took more than 250 MB of memory, 2 times in turn"),
        ("hang.txt", "timed-out", "it took longer than 6 seconds, 2 times in turn"),
        ("raise.txt", "crashed", "the program failed: RuntimeError: made up, 2 times in turn"),
    ]
    again = _run(raw, tmp_path / "out", jobs, timeout=6, max_memory=250)
    assert (again.done, again.unchanged, again.quarantined) == (0, 12, 4)


def test_a_second_try_helps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MARK, str(tmp_path / "mark"))
    raw = make(tmp_path / "raw", {**many(5), "once.txt": "Mayor Once. ONCE"})
    summary = _run(raw, tmp_path / "out")
    assert (summary.done, summary.quarantined) == (6, 0)
    assert (tmp_path / "mark").exists()
    run_batch([raw], tmp_path / "here", open_rough)
    assert all_bytes(tmp_path / "out") == all_bytes(tmp_path / "here")


def test_a_higher_limit_or_a_wish_tries_again(tmp_path: Path) -> None:
    raw = make(tmp_path / "raw", {"slow.txt": "Mayor Slow. SLOW", "crash.txt": "CRASH"})
    assert _run(raw, tmp_path / "out", 1, timeout=0.1).quarantined == 2
    assert _run(raw, tmp_path / "out", 1, timeout=0.05).unchanged == 0
    assert (tmp_path / "out" / "releases.jsonl").read_bytes() == b""
    summary = _run(raw, tmp_path / "out", 1, timeout=20)
    assert (summary.done, summary.quarantined) == (1, 1)
    (raw / "crash.txt").write_text("Mayor Mended.")
    assert _run(raw, tmp_path / "out", 1, timeout=20).quarantined == 0


def test_what_crashed_stays_aside_until_it_is_asked_for(tmp_path: Path) -> None:
    raw = make(tmp_path / "raw", {"a.txt": "Mayor Lund.", "raise.txt": "RAISE"})
    _run(raw, tmp_path / "out")
    summary = run_batch([raw], tmp_path / "out", LightCorridor)  # would not fail, but is not asked to try
    assert (summary.done, summary.unchanged, summary.quarantined) == (0, 1, 1)
    summary = run_batch([raw], tmp_path / "out", LightCorridor, retry=True)
    assert (summary.done, summary.unchanged, summary.quarantined) == (1, 1, 0)


def test_models_that_cannot_be_opened_end_the_run(tmp_path: Path) -> None:
    raw = make(tmp_path / "raw", many(3))
    with pytest.raises(EngineError, match="OSError: the model is gone"):
        run_batch([raw], tmp_path / "out", open_nothing, workers=Workers(2))
    with pytest.raises(EngineError, match="SIGKILL"):
        run_batch([raw], tmp_path / "out", open_dying, workers=Workers(1, timeout=9))
    with pytest.raises(EngineError, match="the models alone"):
        _run(raw, tmp_path / "out", max_memory=5)


def test_a_stopped_pool_finishes_what_is_in_hand(tmp_path: Path) -> None:
    raw = make(tmp_path / "raw", {f"{n}.txt": f"Mayor Slow{n}. SLOW" for n in range(8)})
    calls = []

    def stop() -> bool:
        calls.append(1)
        return len(calls) > 8

    summary = run_batch([raw], tmp_path / "out", open_rough, workers=Workers(2), stop=stop)
    assert 0 < summary.done < 8
    assert summary.found == 8 == summary.done + summary.left
    _run(raw, tmp_path / "out")
    run_batch([raw], tmp_path / "here", open_rough)
    assert all_bytes(tmp_path / "out") == all_bytes(tmp_path / "here")


def test_no_worker_outlives_the_run(tmp_path: Path) -> None:
    """A parent that is killed takes its workers along, even one that hangs."""
    raw = make(tmp_path / "raw", {"hang.txt": "HANG"})
    child = os.fork()
    if child == 0:
        run_batch([raw], tmp_path / "out", open_rough, workers=Workers(2))
        os._exit(0)
    deadline = time.monotonic() + 60
    while not (workers := _children(child)) and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(0.5)
    workers = _children(child)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while any(_is_alive(pid) for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert workers
    assert not any(_is_alive(pid) for pid in workers)


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    if not listed.exists():
        pytest.skip("the system does not tell the children of a process")
    return [int(child) for child in listed.read_text().split()]


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_the_machine_is_measured() -> None:
    assert 1 <= physical_cores() <= (os.cpu_count() or 1)
    assert 5 < resident_mb(os.getpid()) < 20_000
    assert resident_mb(2**22 + 1) == 0
