"""`dateline run`: what it prints, the codes it ends with, and the same bytes for the same input."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import pipeline.batch
import pipeline.cli.run
import pipeline.plan
from pipeline.cli.main import main
from pipeline.cli.progress import Bar, JsonLines, Lines, Silent, watch
from pipeline.model.records import Release, Source
from pipeline.store import Fingerprint
from tests.support.light import LightCorridor

RELEASES = {
    "a.txt": "Mayor Lund opened the hall.\nCity Tarnby paid.",
    "b.md": "---\ntitle: B\ndate: 2024-05-07\n---\n# News\n\nMayor Berg signed.",
    "sub/c.txt": "Mayor Lund spoke.",
    "sub/a.txt": "Mayor Dahl left.",
}


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> LightCorridor:
    """The command with a light corridor, and a program that does not change under it."""
    corridor = LightCorridor()
    fingerprint = Fingerprint("0", "3", {}, "code", {}, {})
    monkeypatch.setattr(pipeline.cli.run, "_open_corridor", lambda _max_chars: corridor)
    monkeypatch.setattr(pipeline.batch, "take_fingerprint", lambda: fingerprint)
    monkeypatch.setattr(pipeline.plan, "take_fingerprint", lambda: fingerprint)
    return corridor


def _make(folder: Path, releases: dict[str, str] = RELEASES) -> Path:
    for name, text in releases.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def _bytes(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _run(*arguments: object) -> int:
    return main(["run", *map(str, arguments)])


@pytest.mark.usefixtures("light")
def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    raw = _make(tmp_path / "raw")
    assert _run(raw, "-o", tmp_path / "one") == 0
    assert _run(raw, "-o", tmp_path / "two") == 0
    first = _bytes(tmp_path / "one")
    assert first == _bytes(tmp_path / "two")
    assert _run(raw, "-o", tmp_path / "one") == 0
    assert first == _bytes(tmp_path / "one")


@pytest.mark.usefixtures("light")
def test_the_order_of_files_does_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = _make(tmp_path / "raw")
    files = [raw / name for name in RELEASES]
    assert _run(*files, "-o", tmp_path / "one") == 0
    assert _run(*reversed(files), "-o", tmp_path / "two") == 0
    read_all = pipeline.batch.read_all

    def shuffled(*arguments: object) -> object:
        readings = list(read_all(*arguments))  # type: ignore[arg-type]
        random.Random(5).shuffle(readings)
        return iter(readings)

    monkeypatch.setattr(pipeline.batch, "read_all", shuffled)
    assert _run(*files, "-o", tmp_path / "three") == 0
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two") == _bytes(tmp_path / "three")


def test_a_second_run_reads_only_what_changed(tmp_path: Path, light: LightCorridor) -> None:
    raw = _make(tmp_path / "raw")
    assert _run(raw, "-o", tmp_path / "out") == 0
    light.walked.clear()
    (raw / "sub" / "c.txt").unlink()
    (raw / "new.txt").write_text("Mayor New came.")
    (raw / "a.txt").write_text("Mayor Changed spoke.")
    (raw / "metadata.csv").write_text("file,published\nsub/a.txt,2024\n")
    assert _run(raw, "-o", tmp_path / "out") == 0
    assert light.walked == ["a", "new", "sub/a"]
    shutil.rmtree(tmp_path / "again", ignore_errors=True)
    assert _run(raw, "-o", tmp_path / "again") == 0
    assert _bytes(tmp_path / "out") == _bytes(tmp_path / "again")


def test_another_program_reads_everything_anew(
    tmp_path: Path, light: LightCorridor, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = _make(tmp_path / "raw")
    _run(raw, "-o", tmp_path / "out")
    light.walked.clear()
    monkeypatch.setattr(pipeline.batch, "take_fingerprint", lambda: Fingerprint("0", "3", {}, "other code", {}, {}))
    _run(raw, "-o", tmp_path / "out")
    assert len(light.walked) == 4


@pytest.mark.usefixtures("light")
def test_the_summary_is_short_and_says_what_to_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = _make(tmp_path / "raw")
    _run(raw, "-o", tmp_path / "out")
    out, err = capsys.readouterr()
    assert err == ""
    lines = out.splitlines()
    names = [line.split()[0] for line in lines[:8]]
    assert names == ["found", "releases", "entities", "dates", "events", "commitments", "issues", "seconds"]
    assert lines[0].split(maxsplit=1)[1] == "4  = 4 read + 0 unchanged"
    assert f"{tmp_path / 'out' / 'events.csv'}  " in out
    _run(raw, "-o", tmp_path / "out", "--quiet")
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("light")
def test_a_layer_that_is_missing_is_code_3(tmp_path: Path) -> None:
    raw = _make(tmp_path / "raw", {"a.txt": "Mayor Lund. FAIL", "b.txt": "Mayor Berg."})
    assert _run(raw, "-o", tmp_path / "out") == 3
    assert "stage-failed" in (tmp_path / "out" / "issues.csv").read_text()
    assert "Mayor Lund" in (tmp_path / "out" / "mentions.csv").read_text()


@pytest.mark.usefixtures("light")
def test_layers_that_do_not_fit_the_text_cost_one_release(tmp_path: Path) -> None:
    raw = _make(tmp_path / "raw", {"a.txt": "Mayor Lund. ASTRAY", "b.txt": "Mayor Berg."})
    assert _run(raw, "-o", tmp_path / "out") == 3
    assert "export-failed" in (tmp_path / "out" / "issues.csv").read_text()
    assert (tmp_path / "out" / "releases.jsonl").read_text().count("\n") == 2


@pytest.mark.usefixtures("light")
def test_nothing_to_do_is_code_4_and_keeps_an_earlier_output(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert _run(tmp_path / "empty", "-o", tmp_path / "out") == 4
    assert "empty-folder" in (tmp_path / "out" / "issues.csv").read_text()
    raw = _make(tmp_path / "raw")
    _run(raw, "-o", tmp_path / "kept")
    before = _bytes(tmp_path / "kept")
    assert _run(tmp_path / "empty", "-o", tmp_path / "kept") == 4
    assert _bytes(tmp_path / "kept") == before


@pytest.mark.usefixtures("light")
def test_wrong_usage_is_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = _make(tmp_path / "raw")
    assert _run(tmp_path / "gone", "-o", tmp_path / "out") == 2
    assert "gone" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert _run(raw, "-o", raw) == 2
    assert _run(raw, "-o", raw / "a.txt") == 2
    assert main([]) == 2
    for arguments in (["run"], ["run", "x"], ["run", "x", "-o", "y", "--max-chars", "0"], ["fly"]):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 2


def test_an_unexpected_error_is_one_line_and_code_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_max_chars: int) -> LightCorridor:
        raise RuntimeError("the model\nis gone")

    monkeypatch.setattr(pipeline.cli.run, "_open_corridor", broken)
    raw = _make(tmp_path / "raw")
    assert _run(raw, "-o", tmp_path / "out") == 1
    assert capsys.readouterr().err.splitlines() == [
        "dateline: RuntimeError: the model is gone (set DATELINE_DEBUG=1 to see where)"
    ]
    monkeypatch.setenv("DATELINE_DEBUG", "1")
    assert _run(raw, "-o", tmp_path / "out") == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.usefixtures("light")
def test_an_interrupted_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, light: LightCorridor) -> None:
    raw = _make(tmp_path / "raw")
    walk: Callable[[object], object] = light.walk  # type: ignore[assignment]

    def stops(source: object) -> object:
        if len(light.walked) == 2:
            raise KeyboardInterrupt
        return walk(source)

    monkeypatch.setattr(light, "walk", stops)
    assert _run(raw, "-o", tmp_path / "out") == 130
    monkeypatch.undo()
    monkeypatch.setattr(pipeline.cli.run, "_open_corridor", lambda _max_chars: light)
    monkeypatch.setattr(pipeline.batch, "take_fingerprint", lambda: Fingerprint("0", "3", {}, "code", {}, {}))
    light.walked.clear()
    assert _run(raw, "-o", tmp_path / "out") == 0
    assert len(light.walked) == 2
    assert _run(raw, "-o", tmp_path / "fresh") == 0
    assert _bytes(tmp_path / "out") == _bytes(tmp_path / "fresh")


def test_help_teaches_with_examples_and_loads_no_model(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], ["run", "--help"]):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 0
        assert "examples:\n  dateline run raw -o output" in capsys.readouterr().out


def test_the_command_line_is_light() -> None:
    import subprocess

    code = "import sys; from pipeline.cli.main import _parser; _parser(); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_bar_is_drawn_only_for_a_person(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with watch() as watcher:
        assert type(watcher) is Lines
    with watch(quiet=True) as watcher:
        assert type(watcher) is Silent
    with watch(quiet=True, log_format="json") as watcher:
        assert type(watcher) is JsonLines
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with watch() as watcher:
        assert type(watcher) is Bar
        watcher.start(2)
        watcher.step("a.txt")
        watcher.say("set aside: it hangs", "a.txt")
    out, err = capsys.readouterr()
    assert out == ""
    assert "dateline run: a.txt: set aside: it hangs\n" in err


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_line_a_minute_says_how_fast_and_how_long_still(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    lines = Lines(clock)
    lines.start(1000)
    for _ in range(300):
        clock.now += 0.5
        lines.step("a.txt")
    assert capsys.readouterr().err.splitlines() == [
        "dateline run: 120 of 1000 files, 2.0 a second, 7 min left",
        "dateline run: 240 of 1000 files, 2.0 a second, 6 min left",
    ]
    clock.now += 7200
    lines.step("b.txt")
    assert capsys.readouterr().err == "dateline run: 301 of 1000 files, 0.0 a second, 23.0 h left\n"


def test_the_log_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    lines = JsonLines(clock)
    lines.start(4)
    clock.now += 80
    lines.step("a.txt")
    lines.say("set aside: it hangs", "a.txt")
    logged = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [set(one) - {"time"} for one in logged] == [
        {"event", "files"},
        {"event", "done", "files", "per_second", "seconds_left"},
        {"event", "message", "file"},
    ]
    assert (logged[1]["done"], logged[1]["per_second"], logged[1]["seconds_left"]) == (1, 0.01, 240)


@pytest.mark.usefixtures("light")
def test_a_run_logged_as_json_ends_with_its_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = _make(tmp_path / "raw", {**RELEASES, "bad.txt": ""})
    assert _run(raw, "-o", tmp_path / "out", "--log-format", "json") == 3
    out, err = capsys.readouterr()
    assert out == ""
    end = json.loads(err.splitlines()[-1])
    assert (end["event"], end["exit_code"], end["counts"]["releases"]) == ("end", 3, 5)
    parts = ("done", "unchanged", "quarantined", "removed", "left")
    assert [end[part] for part in ("found", *parts)] == [5, 4, 0, 1, 0, 0]


@pytest.mark.usefixtures("light")
def test_the_summary_adds_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = _make(tmp_path / "raw", {**RELEASES, "bad.txt": "", "torn.txt": "FAIL"})
    _run(raw, "-o", tmp_path / "out")
    assert capsys.readouterr().out.splitlines()[0].split(maxsplit=1)[1] == "6  = 5 read + 0 unchanged + 1 quarantined"
    (raw / "a.txt").rename(raw / "z.txt")
    (raw / "b.md").unlink()
    (raw / "new.txt").write_text("Mayor New.")
    _run(raw, "-o", tmp_path / "out")
    line = capsys.readouterr().out.splitlines()[0].split(maxsplit=1)[1]
    assert line == "8  = 1 read + 4 unchanged, of them 1 renamed + 1 quarantined + 2 removed"


@pytest.mark.usefixtures("light")
@pytest.mark.parametrize(
    ("wish", "code"), [("any", 3), ("never", 0), ("0%", 3), ("39%", 3), ("40%", 0), ("50.5%", 0), ("100%", 0)]
)
def test_fail_on(tmp_path: Path, wish: str, code: int) -> None:
    raw = _make(tmp_path / "raw", {"a.txt": "x", "b.txt": "y", "c.txt": "z", "bad.txt": "", "torn.txt": "FAIL"})
    assert _run(raw, "-o", tmp_path / "out", "--fail-on", wish) == code


def test_wrong_options_are_code_2() -> None:
    for option in (["--fail-on", "5"], ["--fail-on", "101%"], ["--fail-on", "%"], ["--jobs", "-1"], ["--timeout", "0"],
                   ["--max-memory", "0"], ["--log-format", "xml"]):  # fmt: skip
        with pytest.raises(SystemExit) as caught:
            main(["run", "raw", "-o", "out", *option])
        assert caught.value.code == 2


def test_a_dry_run_says_what_and_why_and_writes_nothing(
    tmp_path: Path, light: LightCorridor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, out = _make(tmp_path / "raw"), tmp_path / "out"
    assert _run(raw, "-o", out, "--dry-run") == 0
    assert not out.exists()
    assert capsys.readouterr().out.splitlines() == [
        *[f"new            {file}" for file in ("a.txt", "b.md", "sub/a.txt", "sub/c.txt")],
        "",
        "new                 4  is read: not in the output yet",
    ]
    _run(raw, "-o", out)
    before = _bytes(out)
    (raw / "sub" / "c.txt").unlink()
    (raw / "new.txt").write_text("Mayor New came.")
    (raw / "a.txt").write_text("Mayor Changed spoke.")
    (raw / "b.md").rename(raw / "c.md")
    light.walked.clear()
    capsys.readouterr()
    assert _run(raw, "-o", out, "--dry-run") == 0
    assert capsys.readouterr().out.splitlines() == [
        "changed        a.txt",
        "renamed        c.md  (was b)",
        "new            new.txt",
        "removed        b.md",
        "removed        sub/c.txt",
        "",
        "new                 1  is read: not in the output yet",
        "changed             1  is read: its text or what is known of it has changed",
        "renamed             1  is taken over: a release with the same content was read before",
        "removed             2  leaves the tables: no longer in the input",
        "unchanged           1  stays as it is",
    ]
    assert _run(raw, "-o", out, "--dry-run", "--log-format", "json") == 0
    logged = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["action"] for one in logged] == ["changed", "renamed", "new", "unchanged", "removed", "removed"]
    assert logged[1]["like"] == "b"
    assert light.walked == []
    assert _bytes(out) == before
    assert _run(raw, "-o", out) == 0
    assert light.walked == ["a", "new"]
    capsys.readouterr()
    monkeypatch.setattr(pipeline.plan, "take_fingerprint", lambda: Fingerprint("0", "3", {}, "other code", {}, {}))
    assert _run(raw, "-o", out, "--dry-run", "--quiet") == 0
    assert capsys.readouterr().out == (
        "other program       4  is read: made by another version of the program, its models or libraries\n"
    )
    assert _run(tmp_path / "gone", "-o", out, "--dry-run") == 2


def test_a_dry_run_after_a_killed_run(tmp_path: Path, light: LightCorridor, capsys: pytest.CaptureFixture[str]) -> None:
    raw, out = _make(tmp_path / "raw"), tmp_path / "out"
    child = os.fork()
    if child == 0:
        walk = light.walk

        def dies(source: Source) -> Release:
            if len(light.walked) == 2:
                os.kill(os.getpid(), signal.SIGKILL)
            return walk(source)

        light.walk = dies  # type: ignore[method-assign]
        _run(raw, "-o", out)
        os._exit(0)
    os.waitpid(child, 0)
    before = _bytes(out)
    assert "dateline.sqlite-wal" in before
    assert _run(raw, "-o", out, "--dry-run", "--quiet") == 0
    numbers = [line.split()[:2] for line in capsys.readouterr().out.splitlines()]
    assert numbers == [["new", "2"], ["unchanged", "2"]]
    assert _bytes(out) == before


def test_a_renamed_release_is_not_read_again(tmp_path: Path, light: LightCorridor) -> None:
    raw = _make(tmp_path / "raw", {**RELEASES, "torn.txt": "Mayor Torn. FAIL"})
    _run(raw, "-o", tmp_path / "out")
    light.walked.clear()
    (raw / "archive").mkdir()
    (raw / "a.txt").rename(raw / "archive" / "q.txt")
    (raw / "torn.txt").rename(raw / "torn2.txt")
    (raw / "b.md").rename(raw / "b.txt")  # the same release, in another file
    shutil.copy(raw / "sub" / "c.txt", raw / "copy.txt")
    assert _run(raw, "-o", tmp_path / "out") == 3
    assert light.walked == []
    _run(raw, "-o", tmp_path / "fresh")
    assert _bytes(tmp_path / "out") == _bytes(tmp_path / "fresh")


def test_names_that_change_places(tmp_path: Path, light: LightCorridor) -> None:
    raw = _make(tmp_path / "raw")
    _run(raw, "-o", tmp_path / "out")
    (raw / "a.txt").rename(raw / "x")
    (raw / "sub" / "c.txt").rename(raw / "a.txt")
    (raw / "x").rename(raw / "sub" / "c.txt")
    _run(raw, "-o", tmp_path / "out")
    _run(raw, "-o", tmp_path / "fresh")
    assert _bytes(tmp_path / "out") == _bytes(tmp_path / "fresh")


def test_removed_releases_can_be_kept(tmp_path: Path, light: LightCorridor) -> None:
    raw, out = _make(tmp_path / "raw"), tmp_path / "out"
    _run(raw, "-o", out)
    whole = _bytes(out)
    (raw / "a.txt").rename(tmp_path / "a.txt")
    assert _run(raw, "-o", out, "--keep-removed") == 0
    releases = (out / "releases.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[3] for line in releases[1:]] == ["removed", "complete", "complete", "complete"]
    assert "Mayor Lund" in (out / "mentions.csv").read_text().splitlines()[1]
    kept = _bytes(out)
    assert _run(raw, "-o", out, "--keep-removed") == 0
    assert _bytes(out) == kept
    (tmp_path / "a.txt").rename(raw / "a.txt")  # it comes back: nothing need be read
    light.walked.clear()
    _run(raw, "-o", out)
    assert light.walked == []
    assert _bytes(out) == whole
    (raw / "a.txt").rename(tmp_path / "a.txt")
    _run(raw, "-o", out, "--keep-removed")
    _run(raw, "-o", out)
    _run(raw, "-o", tmp_path / "fresh")
    assert _bytes(out) == _bytes(tmp_path / "fresh")


def test_the_real_corridor_from_folder_to_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.batch, "take_fingerprint", lambda: Fingerprint("0", "3", {}, "code", {}, {}))
    raw = _make(tmp_path / "raw", {"a.txt": "The Mayor of Oslo will open the City Forum on 3 May 2024.\n"})
    assert _run(raw, "-o", tmp_path / "one", "--quiet") in (0, 3)
    assert _run(raw, "-o", tmp_path / "two", "--quiet") in (0, 3)
    one = _bytes(tmp_path / "one")
    assert one == _bytes(tmp_path / "two")
    assert b"2024" in one["releases.jsonl"]
