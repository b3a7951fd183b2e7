"""`dateline check`: a user's own folder against its recorded tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli.main import main
from tests.batch.making import all_bytes, fix_program, make
from tests.support.light import LightCorridor

RELEASES = {"a.txt": "Mayor Lund opened the hall.", "sub/b.txt": "City Tarnby paid."}


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    fix_program(monkeypatch)
    monkeypatch.setattr("pipeline.cli.run._open_corridor", lambda _max_chars: LightCorridor())


def _check(*arguments: object) -> int:
    return main(["check", *map(str, arguments)])


def test_what_was_recorded_is_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = make(tmp_path / "releases", RELEASES)
    assert _check(raw) == 2
    assert "nothing is recorded; run `dateline check" in capsys.readouterr().err
    assert _check(raw, "--update") == 0
    golden = tmp_path / "releases-golden"
    assert {path.suffix for path in golden.iterdir()} == {".csv"}
    before = all_bytes(golden)
    capsys.readouterr()
    assert _check(raw) == 0
    assert capsys.readouterr() == ("nothing changed\n", "")
    (raw / "a.txt").write_text("Mayor Berg opened the hall.")
    assert _check(raw, "--ignore", "registry") == 5
    out = capsys.readouterr().out
    assert "  - a  PERSON  Mayor Lund\n  + a  PERSON  Mayor Berg\n" in out
    assert _check(raw, "--max-changed", 100) == 0
    assert all_bytes(golden) == before
    assert _check(raw, "--update") == 0
    assert _check(raw) == 0


def test_the_recorded_tables_may_lie_among_the_releases(tmp_path: Path) -> None:
    raw = make(tmp_path / "releases", RELEASES)
    assert _check(raw, "--golden", raw / "golden", "--update") == 0
    assert "golden" not in (raw / "golden" / "issues.csv").read_text()
    assert _check(raw, "--golden", raw / "golden") == 0


def test_wrong_usage(tmp_path: Path) -> None:
    raw = make(tmp_path / "releases", RELEASES)
    assert _check(tmp_path / "gone") == 2
    assert _check(raw, "--golden", raw, "--update") == 2
    assert _check(raw, "--update", "--ignore", "nothing") == 2
    (tmp_path / "empty").mkdir()
    assert _check(tmp_path / "empty", "--update") == 4
    (tmp_path / "releases-golden").mkdir()
    assert _check(raw) == 2
