"""Only English is read; mojibake is mended and said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.lang.lexicon import read_table
from pipeline.lang.mojibake import find_mojibake
from pipeline.sources import Options
from pipeline.sources.language import check_language
from pipeline.sources.mend import mend_mojibake
from tests.sources.making import BODY, PAGE, read

FRENCH = next(row["example"] for row in read_table("sources/languages") if row["code"] == "fr")


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Mayor Lund spoke.",
        "",
        "12 34 56",
        "MEDIA ADVISORY\nMayor Holm, Oslo, 9 am",
        "Ada Lund, Per Holm, Åse Dahl, Jürgen Weiß, José Ñíguez: members of the board",
    ],
)
def test_english_and_what_is_too_short_to_tell_is_read(text: str) -> None:
    assert check_language(text) == ()


def test_another_language_is_named() -> None:
    (issue,) = check_language(FRENCH * 3)
    assert (issue.severity, issue.code) == ("error", "not-english")
    assert "French" in issue.message


def test_a_text_of_two_languages_is_read_and_said() -> None:
    (issue,) = check_language("\n".join([BODY, FRENCH, FRENCH, FRENCH])) or (None,)
    assert issue is None or issue.code == "partly-not-english"
    (issue,) = check_language(f"{BODY}\n" + f"{read_example('ar')}\n" * 4)
    assert (issue.severity, issue.code) == ("warning", "partly-not-english")


def read_example(code: str) -> str:
    return next(row["example"] for row in read_table("sources/languages") if row["code"] == code)


def test_a_release_in_another_language_is_set_aside_whatever_its_kind(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FRENCH * 3)
    (tmp_path / "b.html").write_text(f"<html><body><p>{FRENCH * 3}</p></body></html>")
    (tmp_path / "c.json").write_text(json.dumps({"text": FRENCH * 3}))
    (tmp_path / "d.html").write_text(PAGE)
    readings = read(tmp_path)
    assert {name: [issue.code for issue in r.issues] for name, r in readings.items()} == {
        "a": ["not-english"], "b": ["not-english"], "c": ["not-english"], "d": [],
    }  # fmt: skip
    assert readings["a"].source is None
    assert read(tmp_path, Options(is_exact=True))["a"].source is not None


GOOD = "Café owners met the mayor’s team – “all is well”, they said. Ærø and Åbo signed."


BAD = "".join(bytes([b]).decode("cp1252") if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(b) for b in GOOD.encode())


def test_mojibake_in_an_extracted_text_is_mended_and_said(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"text": f"First line.\n{BAD}\nLast line."}), encoding="utf-8")
    reading = read(tmp_path)["a"]
    assert reading.source is not None
    assert reading.source.text.strip() == f"First line.\n{GOOD}\nLast line."
    (issue,) = reading.issues
    assert (issue.severity, issue.code) == ("warning", "mojibake")
    exact = read(tmp_path, Options(is_exact=True))["a"].source
    assert exact is not None
    assert BAD in exact.text


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_mojibake_in_a_text_file_is_said_and_the_text_stays_as_it_is(tmp_path: Path, name: str) -> None:
    text = f"First line.\n{BAD}\nLast line."
    (tmp_path / name).write_text(text, encoding="utf-8")
    reading = read(tmp_path)["a"]
    assert reading.source is not None
    assert reading.source.text == text
    (issue,) = reading.issues
    assert (issue.severity, issue.code) == ("warning", "mojibake")
    assert "'CafÃ©' is read as 'Café'" in issue.message


def test_what_front_matter_says_is_mended_and_the_text_is_not(tmp_path: Path) -> None:
    text = f"---\ntitle: CafÃ© opens\n---\nThe cafÃ© opened. {BODY}"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    source = read(tmp_path)["a"].source
    assert source is not None
    assert source.metadata.title == "Café opens"
    assert source.text == text


@pytest.mark.parametrize(
    "text", [GOOD, "L’été à Nîmes: «Ça va», dit-il. Ângela Câmara, São Tomé.", "ÅÄÖ åäö ñ ü € £ ©"]
)
def test_what_is_right_stays(text: str) -> None:
    assert mend_mojibake(text) == (text, ())
    assert find_mojibake(text) == []
