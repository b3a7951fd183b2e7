"""Bytes to characters."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.sources.decode import decode
from pipeline.sources.issues import RefusedError

ENGLISH = "The mayor’s office – “open” to all – signed in São Tomé. Café at 5 €.\n" * 5


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8", "utf-8"), ("utf-16", "utf-16"), ("utf-32", "utf-32"), ("utf-16-le", "utf-16-le"),
     ("utf-16-be", "utf-16-be"), ("cp1252", "cp1252")],
)  # fmt: skip
def test_text_comes_back_in_every_encoding(encoding: str, expected: str) -> None:
    data = ENGLISH.encode(encoding)
    found = decode(data)
    assert (found.text, found.encoding) == (ENGLISH, expected)
    assert io.TextIOWrapper(io.BytesIO(data), found.encoding, newline="").read() == ENGLISH


def test_the_mark_of_utf8_is_counted() -> None:
    found = decode(b"\xef\xbb\xbfNews")
    assert (found.text, found.encoding) == ("\ufeffNews", "utf-8")


def test_a_guess_is_said() -> None:
    (issue,) = decode("L’été à Nîmes".encode("cp1252")).issues
    assert (issue.code, issue.severity) == ("guessed-encoding", "warning")
    assert "cp1252" in issue.message


def test_other_legacy_encodings_are_detected() -> None:
    text = "Мэр города подписал соглашение о сотрудничестве с университетом. " * 20
    assert decode(text.encode("cp1251")).text == text


def test_utf8_with_a_broken_character_stays_utf8() -> None:
    data = ENGLISH.encode() + b"\xff end"
    found = decode(data)
    assert found.text == ENGLISH + "\ufffd end"
    assert [issue.code for issue in found.issues] == ["damaged-encoding"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_are_kept(newline: str) -> None:
    text = f"One{newline}Two{newline}{newline}Three"
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty-file"), (b" \r\n\t", "empty-file"), (b"\xef\xbb\xbf\n", "empty-file"), (b"%PDF-1.7 x", "binary-file"),
     (b"PK\x03\x04abc", "binary-file"), (bytes(range(256)) * 40, "binary-file"),
     (b"\x00" * 500, "binary-file"), (b"\xff\xfea\x00b", "damaged-encoding")],
)  # fmt: skip
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        decode(data)
    assert caught.value.issue.code == code
    assert caught.value.issue.action


def test_a_nul_in_a_text_stays_and_is_said() -> None:
    found = decode(b"The mayor\x00 signed. " * 2)
    assert found.text.count("\x00") == 2
    assert [(issue.code, "first at 9" in issue.message) for issue in found.issues] == [("nul", True)]


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_end_as_text_or_as_a_reason(data: bytes) -> None:
    try:
        outcome = decode(data).text
    except RefusedError as error:
        outcome = error.issue.message
    assert outcome.encode("utf-8")
