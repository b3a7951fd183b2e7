"""Whatever a file holds, reading it ends as releases or as reasons; nothing is raised, every text can be written.

Each reader gets its own kind of file with pieces changed. `DATELINE_FUZZ=5000` looks longer.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.sources.extract import Extract, Refused
from pipeline.sources.language import check_language
from pipeline.sources.mend import mend_mojibake
from tests.sources.making import BODY, PAGE, docx, found, gzipped, paragraph, pdf, repacked, zip_of
from tests.sources.test_feed import ATOM, RSS
from tests.sources.test_mail import mail

EXAMPLES = int(os.environ.get("DATELINE_FUZZ", "12"))
MAIN = "word/document.xml"
WORD = docx(("Title", "School"), ("", BODY), ("List Bullet", "one"), rows=[["a", "b"], ["c", "d"]])
SEEDS: dict[str, list[bytes]] = {
    "a.html": [PAGE.encode()],
    "a.pdf": [pdf([[*paragraph(BODY), (72, 400, 9, "1"), (90, 400, 9, "Cell")], paragraph(BODY)], title="School")],
    "a.docx": [WORD],
    "a.eml": [mail(BODY, PAGE).as_bytes()],
    "a.mbox": [b"From a@b.example Fri May  3 10:00:00 2024\n" + mail().as_bytes()],
    "a.xml": [RSS.encode(), ATOM.encode()],
    "a.json": [json.dumps({"text": BODY, "title": "T", "details": {"body": f"<p>{BODY}</p>"}}).encode()],
    "a.jsonl": [json.dumps({"text": BODY, "date": "3 May 2024"}).encode() + b"\n" + json.dumps([1]).encode()],
    "a.csv": [f'id,text,date\n1,"{BODY}",2024-05-03\n'.encode()],
    "a.zip": [zip_of([("a.txt", BODY), ("b.html", PAGE), ("metadata.csv", "file,published\na.txt,2024\n")])],
    "a.txt.gz": [gzipped(BODY.encode())],
}
PIECES = (
    b"\x00", b"\xff\xfe",
    b"<", b">", b"</p>", b"<table><tr><td>", b"<ul>", b"&#0;", b"&#xd800;", b"]]>", b"<!--", b'"', b"\\",
    b"{", b"[", b"\n\n", b"\r", b"From ",
    b"\xe2\x80\xae", b"\xc3\xa2\xe2\x82\xac", b"-1", b"9" * 30, b"/Kids [2 0 R]",
    b"endobj", b"stream", b"%PDF-", b"PK\x03\x04", b"<w:p>",
    b"Content-Type: multipart/mixed; boundary=x\n", b"=?utf-8?B?",
)  # fmt: skip


@st.composite
def changed(draw: Callable[..., object], seeds: list[bytes]) -> bytes:
    """Give a file with some of its bytes cut out, doubled, or replaced by pieces that mean something."""
    data = bytearray(draw(st.sampled_from(seeds)))  # type: ignore[arg-type, call-overload]
    for _ in range(draw(st.integers(1, 6))):  # type: ignore[call-overload]
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 40))
        piece = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=8), st.just(bytes(data[at : at + 30]))))
        data[at : at + length] = piece  # type: ignore[index, call-overload]
    return bytes(data)


def _check(data: bytes, name: str) -> None:
    parts = found(data, name)
    assert parts
    for part in parts:
        if isinstance(part, Refused):
            assert part.issue.message
            assert part.issue.action
            continue
        assert isinstance(part, Extract)
        text, _ = mend_mojibake(part.text)
        text.encode("utf-8")
        check_language(text)
        assert part.metadata.published == "" or len(part.metadata.published) in (4, 7, 10)
        assert all(0 <= start <= len(part.text) for start, _ in part.pages)
        for value in (part.metadata.title, part.metadata.issuer, part.metadata.url, part.name):
            value.encode("utf-8")


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_a_changed_file_is_read_or_refused(name: str) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=EXAMPLES < 100)
    @given(changed(SEEDS[name]))
    def check(data: bytes) -> None:
        _check(data, name)

    check()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=EXAMPLES < 100)
@given(st.binary(max_size=300), st.sampled_from([*sorted(SEEDS), "a.txt", "a.md", "a", ""]))
def test_any_bytes_under_any_name(data: bytes, name: str) -> None:
    _check(data, name)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=EXAMPLES < 100)
@given(changed([f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
                f"<w:t>{BODY}</w:t></w:r></w:p></w:body></w:document>".encode()]))  # fmt: skip
def test_a_changed_document_inside_a_word_file(data: bytes) -> None:
    _check(repacked(WORD, {MAIN: data}), "a.docx")
