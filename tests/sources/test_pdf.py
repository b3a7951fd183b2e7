"""PDF documents: paragraphs, headers, columns, notes, tables, pages."""

from __future__ import annotations

import pytest

from tests.sources.making import BODY, Line, codes, extract, found, paragraph, pdf

LONG = f"{BODY} {BODY.replace('Delft', 'Bergen')}"


def _page(*parts: list[Line]) -> list[Line]:
    return [line for part in parts for line in part]


def test_lines_become_paragraphs_and_bold_lines_headings() -> None:
    page = _page(
        [(72, 760, 11, "*HARBOUR SCHOOL OPENS IN DELFT")],
        paragraph(LONG),
        paragraph("The school stands at the quay. " * 6, top=560),
    )
    text = extract(pdf([page]), "a.pdf").text
    assert text == f"## HARBOUR SCHOOL OPENS IN DELFT\n\n{LONG}\n\n{('The school stands at the quay. ' * 6).strip()}\n"


def test_running_heads_and_page_numbers_go_but_the_first_head_stays() -> None:
    pages = [
        _page(
            [(72, 800, 9, "City of Delft - Press Office")],
            paragraph(LONG),
            [(280, 40, 9, f"Page {number} of 3"), (72, 52, 9, "Quay 1, Delft")],
        )
        for number in (1, 2, 3)
    ]
    text = extract(pdf(pages), "a.pdf").text
    assert text.count("Press Office") == 1
    assert text.startswith("City of Delft - Press Office\n\n")
    assert text.endswith("\n\nQuay 1, Delft\n")
    assert "Page" not in text


def test_a_paragraph_goes_on_over_the_page_and_pages_are_known() -> None:
    first, second = LONG[: LONG.index("thanked")], LONG[LONG.index("thanked") :]
    filled = paragraph(f"{BODY} {first}", width=78)
    top = _page(filled[:-1], [(72, filled[-1][1], 11, filled[-1][3])])
    found_text = extract(pdf([top, paragraph(second), paragraph("The end is near, said the mayor. " * 5)]), "a.pdf")
    assert [page for _, page in found_text.pages] == [1, 2, 3] or [page for _, page in found_text.pages] == [1, 3]
    start = next(start for start, page in found_text.pages if page == 3)
    assert found_text.text[start:].startswith("The end is near")


def test_two_columns_are_read_one_after_the_other() -> None:
    left = "In the left column the mayor speaks of trees, of quays and of the school. " * 4
    right = "In the right column the port speaks of ships, of cranes and of the canal. " * 4
    page = _page(
        [(72, 780, 16, "*Two columns of news")],
        paragraph(left, width=38, size=10),
        paragraph(right, left=320, width=38, size=10),
    )
    text = extract(pdf([page]), "a.pdf").text
    assert text == f"# Two columns of news\n\n{left.strip()}\n\n{right.strip()}\n"


def test_words_broken_at_line_ends() -> None:
    lines = [
        "The Minis-", "try of Ports signed the agree-", "ment with the munici-", "pality. The Ministry said that the",
        "agreement with the municipality is a long-", "term plan for well-", "known long-term needs of the port.",
    ]  # fmt: skip
    text = extract(pdf([[(72, 700 - 13 * n, 11, line) for n, line in enumerate(lines)]]), "a.pdf").text
    assert "Ministry of Ports signed the agreement with the municipality" in " ".join(text.split())
    assert "long-term plan" in " ".join(text.split())


def test_footnotes_go_to_the_end_with_their_marks() -> None:
    body = paragraph(f"{LONG} The bridge was named", top=760)
    last = body[-1]
    raised: list[Line] = [(last[0] + 5.2 * len(last[3]), last[1] + 4, 6, "1")]
    note: list[Line] = [(72, 80, 6, "1"), (77, 77, 8, "The name was chosen by the people of the town.")]
    pages = [_page(body, raised, note), paragraph(f"It opens soon. {BODY}")]
    text = extract(pdf(pages), "a.pdf").text
    assert text.endswith("\n\n[^1] The name was chosen by the people of the town.\n")


def test_items_and_tables() -> None:
    page = _page(
        paragraph(BODY),
        [(72, 640, 11, "•"), (90, 640, 11, "plant ninety trees"), (72, 624, 11, "•"), (90, 624, 11, "build a bridge")],
        [(72, 580, 11, "*Year"), (200, 580, 11, "*Trees"), (72, 560, 11, "2025"), (200, 560, 11, "40"),
         (72, 540, 11, "2026"), (200, 540, 11, "50")],
        [(72, 500, 11, "Issued by:"), (200, 500, 11, "City of Delft"), (72, 484, 11, "Date:"),
         (200, 484, 11, "3 May 2024")],
    )  # fmt: skip
    text = extract(pdf([page]), "a.pdf").text
    assert "- plant ninety trees\n- build a bridge" in text
    assert "| Year | Trees |\n| 2025 | 40 |\n| 2026 | 50 |" in text
    assert "Issued by: City of Delft\n\nDate: 3 May 2024" in text


def test_a_title_is_believed_when_it_stands_in_the_text() -> None:
    page = _page([(72, 760, 11, "*Harbour school opens")], paragraph(BODY))
    assert extract(pdf([page], title="Harbour School Opens"), "a.pdf").metadata.title == "Harbour School Opens"
    assert extract(pdf([page], title="Microsoft Word - draft3.doc"), "a.pdf").metadata.title == ""


def test_a_page_without_text_is_said() -> None:
    only = extract(pdf([paragraph(LONG), []]), "a.pdf")
    assert [issue.code for issue in only.issues] == ["page-without-text"]


def test_a_scan_is_refused_with_a_reason() -> None:
    assert codes(found(pdf([[], []]), "a.pdf")) == ["no-text"]


def test_a_script_in_a_document_is_not_run() -> None:
    extra = "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
    text = extract(pdf([paragraph(BODY)], extra=extra), "a.pdf").text
    assert text == f"{BODY}\n"


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9])
def test_a_cut_document_is_refused_or_read_as_far_as_it_goes(keep: float) -> None:
    whole = pdf([paragraph(LONG)])
    parts = found(whole[: int(len(whole) * keep)], "a.pdf")
    assert len(parts) == 1
    assert codes(parts) in (["damaged-file"], ["no-text"], [])
