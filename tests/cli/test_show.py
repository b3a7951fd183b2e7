from __future__ import annotations

import argparse
import io
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import show
from pipeline.outputs.terminal import open_console, print_release
from tests.evaluate.making import TEXT, at, gold_record

Json = dict[str, Any]


def record(text: str = TEXT) -> Json:
    """Give the made-up annotation with every field that the export has."""
    found = gold_record()
    found.update({"source": "harbour.txt", "issues": []})
    found["release_date"].update({"mention": None, "not_before": None, "not_after": None})
    for date in found["dates"]:
        date.update({"mod": None, "basis": "explicit", "sentence": "S3"})
    for event in found["events"]:
        event.update({"label": "", "grade": "A"})
    for one in found["commitments"]:
        one.setdefault("deadline", None)
        one.update({"cue": at("will" if one["class"] == "OWN" else "calls"), "condition": None, "grade": "B"})
    return found


def shown(found: Json, text: str = TEXT, colour: bool = False, columns: str = "") -> str:
    file = io.StringIO()
    environ = {"FORCE_COLOR": "1"} if colour else {}
    print_release(open_console(file, {**environ, "COLUMNS": columns}), found, text)
    return file.getvalue()


def test_without_colour_brackets_show_the_layers() -> None:
    out = shown(record())
    assert "\x1b" not in out
    assert "[ORG Harbour League] [event opens] office in [PLACE Odense]" in out
    assert "\n5 navi Menu | Contact HL\n" in out
    assert all(len(line) <= 80 and line == line.rstrip() for line in out.splitlines())


def test_tables_follow() -> None:
    out = shown(record(), columns="120")
    assert re.search(r"Names \(3\)\n.*\n +PERSON +Mia Holm +1\n +President, Harbour League", out)
    assert re.search(r"2021-05-03 +LAUNCH +opened +2 S2\n +occurred +in Odense\n +grade A +actor: Harbour League", out)
    assert re.search(r"Harbour League +WILL +publish a report by 2022 +4 S4", out)
    assert "deadline: 2022" in out
    assert "target: 1 report" in out
    assert "asked: cities" in out


def test_with_colour_the_text_is_whole() -> None:
    out = shown(record(), colour=True, columns="200")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", out)
    for line in TEXT.splitlines():
        assert line in plain
    assert "\x1b[32mMia Holm\x1b[0m" in out
    assert re.search(r"\x1b\[7mvisited\x1b", out)


def test_overlaps_keep_both_styles() -> None:
    found = record()
    found["mentions"].append({"id": "M10", "type": "DOCUMENT", "entity": None, **at("report")})
    assert "\x1b[4;95mreport\x1b[0m" in shown(found, colour=True, columns="200")


def test_crossing_marks_leave_the_brackets_whole() -> None:
    found = record()
    found["mentions"].append({"id": "M10", "type": "ORG", "entity": None, **at("(HL) opened")})
    out = shown(found, columns="200")
    assert out.count("[ORG") + out.count("[PLACE") >= 8
    body = out[out.index("1 ") : out.index("Names")]
    assert body.count("[") == body.count("]")


def test_nothing_found() -> None:
    found = record()
    for layer in ("zones", "entities", "mentions", "dates", "events", "commitments"):
        found[layer] = []
    found.update({"release_date": dict.fromkeys(("value", "basis", "mention", "not_before", "not_after"))})
    found["release_date"]["not_before"] = "2021-05-03"
    found["issues"] = [{"stage": "dates", "severity": "error", "message": "it broke", "action": "mend it"}]
    out = shown(found)
    assert "published  unknown, after 2021-05-03\nissuer     unknown" in out
    assert "Events (0)\n none found" in out
    assert "Issues (1)" in out
    assert "it broke" in out


def test_a_text_cannot_steer_the_terminal() -> None:
    text = "Red \x1b[31malert\x07 \u202etxt\x9b1m\ttab\r\nnext\rlast"
    found = record()
    for layer in ("zones", "entities", "mentions", "dates", "events", "commitments"):
        found[layer] = []
    out = shown(found, text)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out)
    assert re.search(r"3 +last", out)


@pytest.mark.parametrize(
    ("environ", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_when_there_is_colour(environ: dict[str, str], coloured: bool) -> None:
    console = open_console(io.StringIO(), environ)
    assert (console.color_system is not None) == coloured
    assert console.width == 80


def call(*args: object) -> int:
    parser = argparse.ArgumentParser()
    show.add_parser(parser.add_subparsers())
    parsed = parser.parse_args(["show", *map(str, args)])
    code: int = parsed.handler(parsed)
    return code


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("plain")
def test_a_file_is_read_and_shown_the_same_every_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "visit.txt"
    path.write_text(TEXT, encoding="utf-8")
    (tmp_path / "metadata.csv").write_text("file,published\nvisit.txt,2021-05-03\n")
    assert call(path) == 0
    first = capsys.readouterr().out
    assert "published  2021-05-03 (metadata)" in first
    assert "Commitments (" in first
    assert call(path) == 0
    assert capsys.readouterr().out == first


@pytest.mark.usefixtures("plain")
def test_options_beat_what_stands_beside_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "visit.txt"
    path.write_text("The mayor met the council yesterday.", encoding="utf-8")
    (tmp_path / "metadata.csv").write_text("file,published\nvisit.txt,2021-05-03\n")
    assert call(path, "--published", "9 June 2022", "--issuer", "Harbour League") == 0
    assert "published  2022-06-09 (metadata)" in capsys.readouterr().out


def test_files_that_cannot_be_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(tmp_path / "nowhere.txt") == 2
    assert "nowhere.txt" in capsys.readouterr().err
    assert call(tmp_path) == 2
    (tmp_path / "sheet.xlsx").write_bytes(b"PK")
    assert call(tmp_path / "sheet.xlsx") == 2
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02\x03" * 50)
    assert call(tmp_path / "binary.txt") == 3
    (tmp_path / "a.txt").write_text("Text.")
    assert call(tmp_path / "a.txt", "--published", "some day") == 2
    assert "some day" in capsys.readouterr().err
