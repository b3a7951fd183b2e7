"""`dateline run`: what it prints, the codes it ends with, and the same bytes for the same input."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import pipeline.batch
import pipeline.cli.run
from pipeline.cli.main import main
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
    assert names == ["files", "releases", "entities", "dates", "events", "commitments", "issues", "seconds"]
    assert lines[0].split()[1:] == ["4", "(4", "read,", "0", "unchanged)"]
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
    from pipeline.cli.progress import progress_bar

    with progress_bar() as bar:
        assert bar is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress_bar() as bar:
        assert bar is not None
        bar.start(2)
        bar.step("a.txt")
    assert capsys.readouterr().out == ""


def test_the_real_corridor_from_folder_to_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.batch, "take_fingerprint", lambda: Fingerprint("0", "3", {}, "code", {}, {}))
    raw = _make(tmp_path / "raw", {"a.txt": "The Mayor of Oslo will open the City Forum on 3 May 2024.\n"})
    assert _run(raw, "-o", tmp_path / "one", "--quiet") in (0, 3)
    assert _run(raw, "-o", tmp_path / "two", "--quiet") in (0, 3)
    one = _bytes(tmp_path / "one")
    assert one == _bytes(tmp_path / "two")
    assert b"2024" in one["releases.jsonl"]
