from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from pipeline.cli import evaluate
from tests.evaluate.making import gold_record, make_folder


def call(*args: object) -> int:
    parser = argparse.ArgumentParser()
    evaluate.add_parser(parser.add_subparsers())
    parsed = parser.parse_args(["evaluate", *map(str, args)])
    code: int = parsed.handler(parsed)
    return code


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "gold")


@pytest.fixture
def found(tmp_path: Path) -> Path:
    """Stored predictions in which half of what was found is wrong."""
    record = gold_record()
    record["events"][1]["type"] = "MEETING"
    for layer in ("mentions", "dates", "events", "commitments"):
        for item in record[layer]:
            item["rule"] = "made-up:here"
    folder = tmp_path / "found"
    folder.mkdir()
    (folder / "harbour.json").write_text(json.dumps(record))
    return folder


def test_tables(gold: Path, found: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(gold, "--predictions", found) == 0
    out = capsys.readouterr().out
    assert "mentions exact                                 9     9     9 1.000 1.000 1.000  1.00-1.00" in out
    assert "event type end-to-end                          2     2     1 0.500 0.500 0.500  0.50-0.50" in out
    assert "Precision by grade" in out


def test_json_alone_on_stdout(gold: Path, found: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(gold, "--predictions", found, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["releases"] == 1
    assert report["measures"]["events.type"] == {
        "label": "event type end-to-end",
        **{"value": 0.5, "interval": [0.5, 0.5], "precision": 0.5, "recall": 0.5},
        **{"right": 1, "predicted": 2, "gold": 2},
    }


def test_floors(gold: Path, found: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text('{"events.type": 0.6, "mentions": 1}')
    assert call(gold, "--predictions", found, "--fail-under", floors) == 5
    assert capsys.readouterr().err == "floor missed: events.type is 0.5000, must be at least 0.6000\n"
    floors.write_text('{"events.type": 0.5}')
    assert call(gold, "--predictions", found, "--fail-under", floors) == 0
    floors.write_text('{"events.kind": 0.5}')
    assert call(gold, "--predictions", found, "--fail-under", floors) == 2
    assert "'events.kind' is no measure" in capsys.readouterr().err


def test_floors_of_this_project_name_measures() -> None:
    from pipeline.evaluate.floors import read_floors
    from pipeline.evaluate.measures import MEASURES

    path = Path(__file__).resolve().parents[1] / "gold" / "floors.json"
    assert read_floors(path, [measure.name for measure in MEASURES])


def test_errors_with_their_sentence(gold: Path, found: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(gold, "--predictions", found, "--errors", "events") == 0
    out = capsys.readouterr().out
    assert out.startswith("events: 1 error in 1 release\nby cause: type 1\nby rule: made-up:here 1\n")
    assert "TYPE  harbour S3  (made-up:here)" in out
    assert "  gold  VISIT 'visited' 2021-05-04 occurred" in out
    assert "Mia Holm, President of HL, [visited] the port" in out


def test_errors_as_json_and_limited(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "releases.jsonl"
    empty.write_text('{"doc_id": "harbour"}')
    assert call(gold, "--predictions", empty, "--errors", "mentions", "--limit", 2) == 0
    assert "\n7 more; --limit 0 shows all\n" in capsys.readouterr().out
    assert call(gold, "--predictions", empty, "--errors", "mentions", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)) == 9


def test_grades_are_written(gold: Path, found: Path, tmp_path: Path) -> None:
    path = tmp_path / "grades.csv"
    assert call(gold, "--predictions", found, "--write-grades", path) == 0
    assert "mentions,made-up,1.000,9,B" in path.read_text()
    assert "events,made-up,0.500,2,C" in path.read_text()


def test_releases_without_prediction_count_as_empty(
    tmp_path: Path, found: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    two = make_folder(tmp_path / "two", ("harbour", "port"))
    assert call(two, "--predictions", found) == 0
    captured = capsys.readouterr()
    assert "mentions exact                                18     9     9 1.000 0.500 0.667" in captured.out
    assert "no prediction for 1 release (port); they count as empty" in captured.err


def test_reading_anew_writes_what_was_found(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "kept"
    assert call(gold, "--write-predictions", kept, "--json") == 0
    first = capsys.readouterr().out
    record = json.loads((kept / "harbour.json").read_text())
    assert record["doc_id"] == "harbour"
    assert call(gold, "--predictions", kept, "--json") == 0
    assert capsys.readouterr().out == first


def test_two_systems_are_compared(tmp_path: Path, found: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two = make_folder(tmp_path / "two", ("harbour", "port"))
    (found / "port.json").write_text((found / "harbour.json").read_text())
    worse = tmp_path / "worse.jsonl"
    worse.write_text('{"doc_id": "harbour"}\n{"doc_id": "port"}\n')
    assert call(two, "--predictions", found, "--paired", worse) == 0
    out = capsys.readouterr().out
    assert "mentions exact                             1.000 0.000 +1.000  +1.000 to +1.000  better" in out
    assert call(two, "--predictions", worse, "--paired", found, "--json") == 0
    paired = json.loads(capsys.readouterr().out)["paired"]
    assert paired["events.type"] == {"value": 0.0, "other": 0.5, "interval": [-0.5, -0.5], "verdict": "worse"}
    assert call(two, "--predictions", found, "--paired", found, "--json") == 0
    assert {d["verdict"] for d in json.loads(capsys.readouterr().out)["paired"].values()} == {""}


@pytest.mark.parametrize("name", ["nowhere", "a-file"])
def test_input_that_is_no_folder(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a-file").write_text("text")
    assert call(tmp_path / name) == 2
    assert f"no folder {tmp_path / name}" in capsys.readouterr().err


def test_nothing_to_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(tmp_path) == 4
    assert "no releases in" in capsys.readouterr().err


def test_predictions_are_either_read_or_written(gold: Path, found: Path, tmp_path: Path) -> None:
    assert call(gold, "--predictions", found, "--write-predictions", tmp_path / "x") == 2
    assert call(gold, "--predictions", tmp_path / "nothing") == 2
