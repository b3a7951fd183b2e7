"""A run may end at any moment, in any way: the next one gives the bytes of a run that never ended."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import pipeline.outputs.files
import pipeline.store.ledger
from pipeline.batch import run_batch
from pipeline.cli.main import main
from pipeline.store import Store, StoreError
from tests.batch.making import all_bytes, fix_program, make, many
from tests.support.rough import open_rough

KILLS = 50


@pytest.fixture(autouse=True)
def _same_program(monkeypatch: pytest.MonkeyPatch) -> None:
    fix_program(monkeypatch)
    monkeypatch.setattr("pipeline.cli.run._open_corridor", lambda _max_chars: open_rough())


def _in_child(work: Callable[[], object]) -> int:
    """Do the work in a child process; give its id."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return child


def test_killed_at_any_moment_nothing_is_lost(tmp_path: Path) -> None:
    raw = make(tmp_path / "raw", many(200))
    begun = time.monotonic()
    run_batch([raw], tmp_path / "whole", open_rough)
    whole, seconds = all_bytes(tmp_path / "whole"), time.monotonic() - begun
    out, moments = tmp_path / "out", random.Random(11)
    unfinished = 0
    for kill in range(KILLS):
        if kill % 5 == 0:  # five kills one after the other on the same output, then a run to its end
            shutil.rmtree(out, ignore_errors=True)
        child = _in_child(lambda: run_batch([raw], out, open_rough))
        time.sleep(moments.uniform(0, seconds))
        os.kill(child, signal.SIGKILL)
        unfinished += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        if kill % 5 == 4:
            summary = run_batch([raw], out, open_rough)
            assert summary.found == 200 == summary.done + summary.unchanged
            assert all_bytes(out) == whole
    assert unfinished > KILLS // 5


def test_killed_between_any_two_steps_of_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of a run renames and removes files; a kill before each of these is tried."""
    raw = make(tmp_path / "raw", many(3))
    run_batch([raw], tmp_path / "whole", open_rough)
    whole, step = all_bytes(tmp_path / "whole"), 0
    while step < 100:
        out = tmp_path / f"out{step}"
        child = _in_child(lambda out=out, step=step: _run_until(step, raw, out))  # type: ignore[misc]
        was_killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        run_batch([raw], out, open_rough)
        assert all_bytes(out) == whole
        if not was_killed:
            break
        step += 1
    assert step > 12  # the store, every table, the records, the descriptions


def _run_until(step: int, raw: Path, out: Path) -> None:
    left = [step]

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return function(*arguments, **named)

        return call

    for name in ("replace", "unlink", "fsync"):
        setattr(os, name, counted(getattr(os, name)))
    run_batch([raw], out, open_rough)


@pytest.mark.parametrize(("signum", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_run_in_good_order(
    tmp_path: Path, signum: int, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = make(tmp_path / "raw", many(9))
    corridor = open_rough()
    walk = corridor.walk

    def walk_and_hear(source: Any) -> Any:
        if len(corridor.walked) == 3:
            os.kill(os.getpid(), signum)
        return walk(source)

    monkeypatch.setattr(corridor, "walk", walk_and_hear)
    monkeypatch.setattr("pipeline.cli.run._open_corridor", lambda _max_chars: corridor)
    assert main(["run", str(raw), "-o", str(tmp_path / "out")]) == code
    assert (tmp_path / "out" / "releases.jsonl").read_text().count("\n") == 4
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    assert main(["run", str(raw), "-o", str(tmp_path / "out"), "--quiet"]) == 0
    assert len(corridor.walked) == 9
    run_batch([raw], tmp_path / "whole", open_rough)
    assert all_bytes(tmp_path / "out") == all_bytes(tmp_path / "whole")


def test_a_second_signal_ends_it_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = make(tmp_path / "raw", many(9))

    class Insistent:
        def walk(self, source: Any) -> Any:
            os.kill(os.getpid(), signal.SIGTERM)
            os.kill(os.getpid(), signal.SIGTERM)
            raise AssertionError("the second signal was not heard")

    monkeypatch.setattr("pipeline.cli.run._open_corridor", lambda _max_chars: Insistent())
    assert main(["run", str(raw), "-o", str(tmp_path / "out")]) == 143
    assert not (tmp_path / "out" / "manifest.json").exists()
    assert run_batch([raw], tmp_path / "out", open_rough).done == 9


def test_a_full_disk_under_the_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw, out = make(tmp_path / "raw", many(9)), tmp_path / "out"
    run_batch([raw], tmp_path / "whole", open_rough)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(out / ".dates.csv.new"))

    with monkeypatch.context() as patch:
        patch.setattr(pipeline.outputs.files.os, "fsync", full)
        assert main(["run", str(raw), "-o", str(out)]) == 1
    assert "No space left on device" in capsys.readouterr().err
    assert [path.name for path in out.iterdir() if path.name.endswith(".csv")] == []
    assert main(["run", str(raw), "-o", str(out), "--quiet"]) == 0
    assert all_bytes(out) == all_bytes(tmp_path / "whole")


def test_a_full_disk_under_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw, out = make(tmp_path / "raw", many(60)), tmp_path / "out"
    run_batch([raw], tmp_path / "whole", open_rough)
    connect = pipeline.store.ledger.connect

    def small(path: Path) -> sqlite3.Connection:
        db = connect(path)
        db.execute("PRAGMA max_page_count=45")
        return db

    with monkeypatch.context() as patch:
        patch.setattr(pipeline.store.ledger, "connect", small)
        assert main(["run", str(raw), "-o", str(out)]) == 1
    assert "no space left; make room and run again" in capsys.readouterr().err
    summary = run_batch([raw], out, open_rough)
    assert summary.unchanged > 0
    assert summary.done + summary.unchanged == 60
    assert all_bytes(out) == all_bytes(tmp_path / "whole")


def test_an_output_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw, out = make(tmp_path / "raw", many(2)), tmp_path / "out"
    run_batch([raw], out, open_rough)
    before = all_bytes(out)
    (raw / "new.txt").write_text("Mayor New.")
    connect = pipeline.store.ledger.connect
    monkeypatch.setattr(
        pipeline.store.ledger,
        "connect",
        lambda path: sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None) or connect(path),
    )
    assert main(["run", str(raw), "-o", str(out)]) == 1
    assert "cannot be written" in capsys.readouterr().err
    assert all_bytes(out) == before
    with monkeypatch.context() as patch:
        refused = PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(tmp_path / "no"))
        patch.setattr(Path, "mkdir", _raising(refused))
        assert main(["run", str(raw), "-o", str(tmp_path / "no")]) == 1
    assert f"{tmp_path / 'no'}: Permission denied" in capsys.readouterr().err


def _raising(error: OSError) -> Callable[..., None]:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise error

    return refuse


def test_two_runs_at_once_in_one_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw, out = make(tmp_path / "raw", {"hang.txt": "HANG"}), tmp_path / "out"
    child = _in_child(lambda: run_batch([raw], out, open_rough))
    deadline = time.monotonic() + 30
    while not (out / "dateline.sqlite").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    for option in ([], ["--dry-run"]):
        assert main(["run", str(raw), "-o", str(out), *option]) == 1
        assert "is in use by another run; wait for it to end" in capsys.readouterr().err
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    (raw / "hang.txt").write_text("Mayor Free.")
    assert run_batch([raw], out, open_rough).done == 1


def _damages() -> dict[str, Callable[[bytes], bytes]]:
    return {
        "no database": lambda data: b"no database at all " * 500,
        "cut short": lambda data: data[: len(data) // 2],
        "a page of zeros": lambda data: data[:8192] + bytes(4096) + data[12288:],
        "empty header": lambda data: bytes(100) + data[100:],
    }


@pytest.mark.parametrize("damage", _damages())
def test_a_damaged_store_is_set_aside_and_made_anew(
    tmp_path: Path, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    raw, out = make(tmp_path / "raw", many(40)), tmp_path / "out"
    run_batch([raw], out, open_rough)
    whole, store = all_bytes(out), out / "dateline.sqlite"
    damaged = _damages()[damage](store.read_bytes())
    store.write_bytes(damaged)
    assert main(["run", str(raw), "-o", str(out), "--dry-run", "--quiet"]) == 0
    assert store.read_bytes() == damaged
    capsys.readouterr()
    assert main(["run", str(raw), "-o", str(out)]) == 0
    err = capsys.readouterr().err
    assert f"{store} is damaged" in err
    assert "set aside as dateline.sqlite.broken-1; every release is read anew" in err
    aside = out / "dateline.sqlite.broken-1"
    assert aside.read_bytes() == damaged
    aside.rename(tmp_path / "aside")
    assert all_bytes(out) == whole


def test_a_second_damage_takes_the_next_name(tmp_path: Path) -> None:
    raw, out = make(tmp_path / "raw", many(2)), tmp_path / "out"
    for _ in range(2):
        run_batch([raw], out, open_rough)
        (out / "dateline.sqlite").write_bytes(b"broken")
    run_batch([raw], out, open_rough)
    assert sorted(path.name for path in out.glob("*.broken-*")) == [
        "dateline.sqlite.broken-1",
        "dateline.sqlite.broken-2",
    ]


def test_a_store_of_an_older_version_is_made_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw, out = make(tmp_path / "raw", many(3)), tmp_path / "out"
    run_batch([raw], out, open_rough)
    whole = all_bytes(out)
    with sqlite3.connect(out / "dateline.sqlite") as db:
        db.execute("ALTER TABLE events DROP COLUMN title")
    db.close()
    assert main(["run", str(raw), "-o", str(out)]) == 0
    assert "made by another version of Dateline: every release is read anew" in capsys.readouterr().err
    assert all_bytes(out) == whole


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw, out = make(tmp_path / "raw", many(3)), tmp_path / "out"
    run_batch([raw], out, open_rough)
    with sqlite3.connect(out / "dateline.sqlite") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    before = all_bytes(out)
    assert main(["run", str(raw), "-o", str(out)]) == 1
    assert "newer Dateline; upgrade" in capsys.readouterr().err
    assert all_bytes(out) == before


def test_a_journal_left_behind_never_meets_a_new_store(tmp_path: Path) -> None:
    """SQLite plays whatever journal lies beside a file; the end of a run removes it before the new file comes."""
    path = tmp_path / "s"
    with Store(path, ()) as store, store._transaction():
        pass
    assert store.is_changed
    with Store(path, ()) as store:
        store.finish()
        assert [p.name for p in tmp_path.iterdir()] == ["s"]


def test_errors_of_the_database_are_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be used: no such table"), Store(tmp_path / "s", ()) as store:
        store._db.execute("SELECT * FROM nowhere")
