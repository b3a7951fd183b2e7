from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.evaluate.floors import Missed, missed_floors, read_floors
from pipeline.evaluate.gold import GoldError, read_gold, read_predictions
from pipeline.evaluate.measures import Share
from pipeline.evaluate.score import Score
from tests.evaluate.making import TEXT, gold_record, make_folder


def quiet(message: str) -> None:
    raise AssertionError(message)


def test_a_folder_is_read_with_its_metadata(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, ("b", "a"))
    (folder / "raw" / "metadata.csv").write_text("file,published\na.txt,2021-05-03\n")
    found = read_gold([folder], quiet)
    assert [release.source.doc_id for release in found] == ["a", "b"]
    assert [release.source.metadata.published for release in found] == ["2021-05-03", ""]
    assert found[0].source.text == TEXT


def test_doubts_about_metadata_are_said(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    (folder / "raw" / "metadata.csv").write_text("file,published\nharbour.txt,some day\n")
    said: list[str] = []
    assert len(read_gold([folder], said.append)) == 1
    assert len(said) == 1
    assert "some day" in said[0]


def without_text(folder: Path) -> None:
    (folder / "raw" / "harbour.txt").unlink()
    (folder / "raw" / "other.txt").write_text("Other text.")
    (folder / "annotations" / "other.json").write_text("{}")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no folder .*raw": lambda f: (f / "raw").rename(f / "texts"),
    "no folder .*annotations": lambda f: (f / "annotations").rename(f / "records"),
    "harbour.txt has no annotation": lambda f: (f / "annotations" / "harbour.json").unlink(),
    "harbour.json has no text": without_text,
    "harbour.json is not JSON": lambda f: (f / "annotations" / "harbour.json").write_text("{"),
    "must hold a JSON object": lambda f: (f / "annotations" / "harbour.json").write_text("[]"),
    "cannot be read as UTF-8": lambda f: (f / "annotations" / "harbour.json").write_bytes(b"\xff\xfe{"),
    r"mentions\[0\]: 'start'": lambda f: (f / "annotations" / "harbour.json").write_text('{"mentions": [{}]}'),
    "'events' must be a list": lambda f: (f / "annotations" / "harbour.json").write_text('{"events": {}}'),
    "digests differ": lambda f: (f / "annotations" / "harbour.json").write_text('{"text_sha256": "0"}'),
}


@pytest.mark.parametrize("message", DAMAGES)
def test_damaged_folders_are_refused_with_the_reason(message: str, tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "gold")
    DAMAGES[message](folder)
    with pytest.raises(GoldError, match=message):
        read_gold([folder], quiet)


def test_one_release_in_two_folders_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="give only one of them"):
        read_gold([make_folder(tmp_path / "a"), make_folder(tmp_path / "b")], quiet)


def test_missing_and_empty_folders(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no folder"):
        read_gold([tmp_path / "nowhere"], quiet)
    (tmp_path / "empty").mkdir()
    assert read_gold([tmp_path / "empty"], quiet) == []


def test_predictions_from_a_folder_or_from_lines(tmp_path: Path) -> None:
    line = json.dumps({**gold_record(), "doc_id": "2021/harbour"})
    (tmp_path / "releases.jsonl").write_text(f"{line}\n\n", encoding="utf-8")
    (tmp_path / "harbour.json").write_text(line, encoding="utf-8")
    assert read_predictions(tmp_path / "releases.jsonl").keys() == read_predictions(tmp_path).keys() == {"harbour"}


@pytest.mark.parametrize(
    ("text", "message"),
    [("{\n", "line 1 is not JSON"), ("{}\n", "'doc_id' is missing"), ('{"doc_id": "a"}\n{"doc_id": "b/a"}', "twice")],
)
def test_bad_lines_of_predictions(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "releases.jsonl"
    path.write_text(text)
    with pytest.raises(GoldError, match=message):
        read_predictions(path)


def test_floors_name_measures_and_numbers(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text('{"a": 0.5, "b": 1, "c": 0}')
    floors = read_floors(path, ["a", "b", "c"])
    scores = [Score(Share(n, n, "", ""), v, {}, None) for n, v in (("a", 0.4), ("b", None), ("c", 0.0), ("d", 0.1))]
    assert missed_floors(scores, floors) == [Missed("a", 0.4, 0.5), Missed("b", None, 1.0)]
    for wrong, message in (('{"z": 0.5}', "no measure"), ('{"a": 7}', "from 0 to 1"), ('{"a": true}', "from 0 to 1")):
        path.write_text(wrong)
        with pytest.raises(GoldError, match=message):
            read_floors(path, ["a"])
    with pytest.raises(GoldError, match="no floors"):
        read_floors(tmp_path / "none.json", ["a"])
