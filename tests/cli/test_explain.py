"""`dateline explain` says what made a row, and says plainly what is wrong with a call."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli.main import main
from tests.cli.explaining import KEPT, ROOT, SAMPLES, explained, name_of, without_weights

HEADINGS = {
    "event": ["Rule", "Words", "Exclusions tested", "Date", "Status", "Participants", "Places", "Part of"],
    "commitment": ["Rule", "Exclusions tested", "Committer", "Deadline"],
}


@pytest.mark.parametrize(("file", "kind", "number"), SAMPLES)
def test_a_sample_row_is_explained_as_kept(file: str, kind: str, number: str) -> None:
    assert explained(file, kind, number) == (KEPT / name_of(file, number)).read_text(encoding="utf-8")


@pytest.mark.parametrize(("file", "kind", "number"), SAMPLES[:2])
def test_every_section_is_there(capsys: pytest.CaptureFixture[str], file: str, kind: str, number: str) -> None:
    assert main(["explain", str(ROOT / "raw" / f"{file}.txt"), f"--{kind}", f"{file}#{number}"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(number)
    assert [line for line in lines if line in HEADINGS[kind]] == HEADINGS[kind]
    assert all(len(line) <= 118 and line == line.rstrip() for line in lines[1:])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["raw/w02.txt", "--event", "C1"], "'C1' is no id of an event"),
        (["raw/w02.txt", "--commitment", "EV1"], "'EV1' is no id of a commitment"),
        (["raw/w02.txt", "--event", "EV0"], "'EV0' is no id of an event"),
        (["raw/w02.txt", "--event", "EV999"], "has no event EV999; its events: EV1 to EV"),
        (["raw/nowhere.txt", "--event", "EV1"], "nowhere.txt"),
        (["raw/w02.txt", "--event", "EV1", "--published", "yesterday"], "--published yesterday"),
    ],
)
def test_a_wrong_call_is_told(capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    assert main(["explain", str(ROOT / arguments[0]), *arguments[1:]]) == 2
    captured = capsys.readouterr()
    assert not captured.out
    assert captured.err.startswith("dateline explain: ")
    assert message in captured.err
    assert captured.err.count("\n") == 1


def test_one_of_the_two_ids_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["explain", "raw/w02.txt"])
    assert left.value.code == 2
    assert "--event" in capsys.readouterr().err


def test_a_file_that_is_no_text_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    assert main(["explain", str(path), "--event", "EV1"]) in {2, 3}
    assert "empty.txt" in capsys.readouterr().err


def test_weights_are_left_out_of_the_kept_text() -> None:
    text = "Date\n  linked: 0.91\n  weighed most: a +0.10,\n      b -0.20\n  Oslo: host, 0.50; weighed most: c +1.00\n"
    assert without_weights(text) == "Date\n  linked: #\n  Oslo: host, #\n"
