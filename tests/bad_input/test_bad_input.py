"""Everything that can be wrong with the input: nothing stops the run, nothing is lost in silence."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

import pipeline.batch
from pipeline.batch import Summary, run_batch
from pipeline.cli.main import main
from pipeline.corridor import Corridor
from pipeline.sources import Options
from pipeline.store import Fingerprint
from tests.support.light import LightCorridor

GOOD = "Mayor Lund opened the hall."


@pytest.fixture(autouse=True)
def _same_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.batch, "take_fingerprint", lambda: Fingerprint("0", "3", {}, "code", {}, {}))


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """An input folder with one good release, which must come out whatever lies beside it."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD)
    return folder


class Outcome:
    """What a run made of the folder."""

    def __init__(self, raw: Path, walker: Any = LightCorridor, **options: Any) -> None:
        output = raw.parent / "out"
        self.summary: Summary = run_batch([raw], output, walker, **options)
        with (output / "issues.csv").open(encoding="utf-8-sig", newline="") as handle:
            self.issues = list(csv.DictReader(handle))
        lines = (output / "releases.jsonl").read_text(encoding="utf-8").splitlines()
        self.records = {record["doc_id"]: record for record in map(json.loads, lines)}
        assert "good" in self.records
        assert all(issue["message"] and issue["action"] and issue["file"] for issue in self.issues)

    @property
    def codes(self) -> list[tuple[str, str]]:
        return [(issue["file"], issue["code"]) for issue in self.issues]


def _assert_exact(record: dict[str, Any], text: str) -> None:
    assert record["text_length"] == len(text)
    for mention in record["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["text"]
    for sentence in record["sentences"]:
        assert text[sentence["start"] : sentence["end"]].strip()


def test_an_empty_file(raw: Path) -> None:
    (raw / "empty.txt").write_bytes(b"")
    outcome = Outcome(raw)
    assert outcome.codes == [("empty.txt", "empty-file")]
    assert outcome.summary.states == {"complete": 1, "quarantined": 1}
    assert outcome.summary.failures == 1


def test_a_binary_file_named_txt(raw: Path) -> None:
    (raw / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50)
    (raw / "noise.txt").write_bytes(bytes(range(256)) * 50)
    assert Outcome(raw).codes == [("noise.txt", "binary-file"), ("picture.txt", "binary-file")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"])
def test_other_encodings(raw: Path, encoding: str) -> None:
    text = "Mayor Løkke’s café opened. Then Mayor Dahl spoke – at length.\n"
    (raw / "other.txt").write_bytes(text.encode(encoding))
    outcome = Outcome(raw)
    _assert_exact(outcome.records["other"], "\ufeff" + text if encoding == "utf-8-sig" else text)
    assert [m["text"] for m in outcome.records["other"]["mentions"]] == ["Mayor Løkke", "Mayor Dahl"]
    assert outcome.summary.failures == 0
    guessed = encoding not in ("utf-16", "utf-8-sig")
    assert outcome.codes == ([("other.txt", "guessed-encoding")] if guessed else [])


def test_a_nul(raw: Path) -> None:
    text = "Mayor Lund\x00 met Mayor Dahl."
    (raw / "nul.txt").write_text(text)
    outcome = Outcome(raw)
    assert outcome.codes == [("nul.txt", "nul")]
    _assert_exact(outcome.records["nul"], text)


def test_one_line_of_5_mb(raw: Path) -> None:
    (raw / "long.txt").write_text("Mayor Lund spoke. " * 300_000)
    outcome = Outcome(raw)
    assert outcome.codes == [("long.txt", "too-long")]
    assert "--max-chars" in outcome.issues[0]["action"]


def test_a_long_line_can_be_asked_for(raw: Path) -> None:
    text = "And so it went on, as it always does, " * 30_000 + "until Mayor Lund spoke."
    (raw / "long.txt").write_text(text)
    outcome = Outcome(raw, options=Options(max_chars=2_000_000))
    assert outcome.codes == []
    _assert_exact(outcome.records["long"], text)
    assert [m["text"] for m in outcome.records["long"]["mentions"]] == ["Mayor Lund"]


def test_100_000_short_lines(raw: Path) -> None:
    text = "Go on.\n" * 99_999 + "Mayor Lund"
    (raw / "lines.txt").write_text(text)
    outcome = Outcome(raw)
    assert outcome.codes == []
    record = outcome.records["lines"]
    assert len(record["sentences"]) == 100_000
    assert (record["mentions"][0]["start"], record["mentions"][0]["sentence"]) == (len(text) - 10, "S100000")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends(raw: Path, newline: str, corridor: Corridor) -> None:
    text = newline.join(
        ["# Harbour news", "", "The City of Oslo signed on 3 May 2024.", "", "- Mayor Ada Lund spoke.", ""]
    )
    (raw / "lines.txt").write_bytes(text.encode())
    outcome = Outcome(raw, lambda: corridor)
    record = outcome.records["lines"]
    _assert_exact(record, text)
    assert [text[s["start"] : s["end"]] for s in record["sentences"]][1:] == [
        "The City of Oslo signed on 3 May 2024.",
        "- Mayor Ada Lund spoke.",
    ]
    for date in record["dates"]:
        assert text[date["start"] : date["end"]] == date["text"]


def test_an_unreadable_file(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (raw / "closed.txt").write_text(GOOD)
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "closed.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    outcome = Outcome(raw)
    assert outcome.codes == [("closed.txt", "unreadable-file")]
    assert "Permission denied" in outcome.issues[0]["message"]


def test_an_unreadable_folder(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (raw / "closed").mkdir()
    iterdir = Path.iterdir

    def refuse(path: Path) -> Any:
        if path.name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    outcome = Outcome(raw)
    assert outcome.codes == [("closed", "unreadable-folder")]
    assert outcome.summary.failures == 1


def test_a_broken_link_and_a_loop(raw: Path) -> None:
    (raw / "broken.txt").symlink_to(raw / "nowhere.txt")
    (raw / "loop").symlink_to(raw)
    outcome = Outcome(raw)
    assert outcome.codes == [("broken.txt", "broken-link"), ("loop", "link-loop")]
    assert outcome.summary.failures == 1


def test_a_missing_folder_beside_a_good_one(raw: Path) -> None:
    output = raw.parent / "out"
    summary = run_batch([raw.parent / "gone", raw], output, LightCorridor)
    assert summary.failures == 1
    assert "missing-input" in (output / "issues.csv").read_text()


def test_a_missing_folder_alone_is_wrong_usage(tmp_path: Path) -> None:
    assert main(["run", str(tmp_path / "gone"), "-o", str(tmp_path / "out")]) == 2


def test_an_empty_folder_is_nothing_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["run", str(tmp_path / "empty"), "-o", str(tmp_path / "out")]) == 4


def test_two_files_of_one_name_in_two_folders(raw: Path) -> None:
    for folder in ("one", "two"):
        (raw / folder).mkdir()
        (raw / folder / "same.txt").write_text(GOOD)
    outcome = Outcome(raw)
    assert sorted(outcome.records) == ["good", "one/same", "two/same"]
    assert outcome.codes == []


def test_two_files_of_one_name_in_two_inputs(raw: Path) -> None:
    (raw.parent / "more").mkdir()
    (raw.parent / "more" / "good.txt").write_text("Mayor Dahl.")
    output = raw.parent / "out"
    run_batch([raw, raw.parent / "more"], output, LightCorridor)
    lines = (output / "releases.jsonl").read_text().splitlines()
    assert [json.loads(line)["doc_id"] for line in lines] == ["good", "good.txt"]
    assert "same-id" in (output / "issues.csv").read_text()


@pytest.mark.parametrize(
    ("sheet", "codes", "published"),
    [
        ("file,publised,title\ngood.txt,2024,T\n", ["metadata-column"], None),
        ("name,published\ngood.txt,2024\n", ["metadata-column", "metadata-column"], None),
        ("file,published\ngood.txt,2024-02-31\n", ["wrong-date"], None),
        ("file,published\ngood.txt,03/04/2024\n", ["wrong-date"], None),
        ("file,published\ngone.txt,2024\ngood.txt,2023\n", ["metadata-file"], "2023"),
        ("file,published\ngood.txt,2023\ngood.txt,2024\n", ["metadata-row"], "2023"),
        ("file,published\ngood.txt,2023,more,cells\n", ["metadata-row"], "2023"),
        ('file,published\n"good.txt,2023\n', ["metadata-malformed"], None),
        ("", ["empty-file"], None),
        ("file\ngood.txt\n", [], None),
    ],
)
def test_a_sheet_with_faults(raw: Path, sheet: str, codes: list[str], published: str | None) -> None:
    (raw / "metadata.csv").write_text(sheet)
    outcome = Outcome(raw)
    assert outcome.codes == [("metadata.csv", code) for code in codes]
    assert outcome.records["good"]["metadata"]["published"] == published
    assert outcome.summary.failures == 0


def test_a_binary_sheet(raw: Path) -> None:
    (raw / "metadata.csv").write_bytes(bytes(range(256)) * 20)
    assert Outcome(raw).codes == [("metadata.csv", "binary-file")]


def test_other_kinds_of_files_are_named(raw: Path) -> None:
    (raw / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    outcome = Outcome(raw)
    assert outcome.codes == [("photo.jpg", "skipped")]
    assert outcome.summary.failures == 0


def test_nothing_but_front_matter(raw: Path) -> None:
    (raw / "head.md").write_text("---\ntitle: A\n---\n\n")
    assert Outcome(raw).codes == [("head.md", "empty-file")]
