"""Word documents."""

from __future__ import annotations

import pytest

from tests.sources.making import BODY, codes, docx, extract, found, repacked, zip_of

MAIN = "word/document.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _with_body(inner: str, **more: bytes) -> bytes:
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{inner}</w:body></w:document>'
    return repacked(docx(("", "x")), {MAIN: document.encode(), **more})


def test_headings_lists_and_tables() -> None:
    data = docx(
        ("Title", "Harbour school opens"), ("", BODY), ("Heading 2", "What comes next"), ("List Bullet", "plant trees"),
        ("List Bullet", "build a bridge"), ("List Number", "first"), ("List Number", "second"),
        rows=[["Year", "Trees"], ["2025", "40"]], title="Harbour School Opens",
    )  # fmt: skip
    only = extract(data, "a.docx")
    assert only.text == (
        f"# Harbour school opens\n\n{BODY}\n\n## What comes next\n\n"
        "- plant trees\n- build a bridge\n1. first\n2. second\n\n"
        "| Year | Trees |\n| 2025 | 40 |\n"
    )
    assert (only.kind, only.metadata.title) == ("docx", "Harbour School Opens")


def test_deleted_hidden_and_field_text_is_left_out() -> None:
    only = extract(
        _with_body(
            f"<w:p><w:r><w:t>{BODY}</w:t></w:r><w:del><w:r><w:delText>Gone</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t xml:space='preserve'> New.</w:t></w:r></w:ins>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret</w:t></w:r>"
            "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r></w:p>"
        ),
        "a.docx",
    )
    assert only.text == f"{BODY} New.\n"
    assert [issue.code for issue in only.issues] == ["left-out"]


def test_a_document_of_another_name_is_told_by_its_content() -> None:
    only = extract(docx(("", BODY)), "a.pdf")
    assert only.kind == "docx"
    assert [issue.code for issue in only.issues] == ["wrong-ending"]


@pytest.mark.parametrize("keep", [0.2, 0.6, 0.95])
def test_a_cut_document_is_refused(keep: float) -> None:
    whole = docx(("", BODY))
    assert codes(found(whole[: int(len(whole) * keep)], "a.docx")) == ["damaged-file"]


def test_documents_made_to_do_harm_are_refused() -> None:
    bomb = repacked(docx(("", BODY)), {MAIN: b"<x>" + b" " * 90_000_000 + b"</x>"})
    assert codes(found(bomb, "a.docx")) == ["archive-bomb"]
    entity = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    body = f"<w:document {W}><w:body><w:p><w:r><w:t>&e; {BODY}</w:t></w:r></w:p></w:body></w:document>"
    parts = found(repacked(docx(("", "x")), {MAIN: (entity + body).encode()}), "a.docx")
    assert "root:" not in str(parts)
    assert codes(found(zip_of([("word/document.xml", "<x/>")]), "a.docx")) == ["damaged-file"]


def test_a_document_of_pictures_is_refused() -> None:
    assert codes(found(docx(("", "")), "a.docx")) == ["no-text"]
