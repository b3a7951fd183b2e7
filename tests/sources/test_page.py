"""HTML pages: the release, its layout, and what the page says of it."""

from __future__ import annotations

import pytest

from pipeline.model.records import Metadata
from tests.sources.making import BODY, PAGE, codes, extract, found


def test_a_page_gives_the_release_without_the_site() -> None:
    page = extract(PAGE, "a.html")
    assert page.text.startswith(f"# Harbour school opens\n\n{BODY}\n\n## What comes next\n")
    assert "Home" not in page.text
    assert "Cookies" not in page.text
    assert page.kind == "html"
    assert page.metadata == Metadata(
        "2024-05-03", "City of Delft", "https://delft.example/news/harbour-school", "Harbour school opens"
    )


def test_lists_tables_and_notes_keep_their_marks() -> None:
    text = extract(PAGE, "a.html").text
    assert "- plant ninety trees along the quay\n- build a bridge[^1] over the canal\n" in text
    assert "| Year | Trees |\n| 2025 | 40 |\n| 2026 | 50 |" in text
    assert "\n[^1] The bridge has yet to be named" in text


def test_powers_and_ordinals_are_no_notes() -> None:
    page = f"<html><body><p>{BODY} It covers 5 km<sup>2</sup> from the 3<sup>rd</sup> of June.</p></body></html>"
    assert "5 km² from the 3rd of June" in extract(page, "a.html").text


def test_scripts_styles_and_hidden_parts_are_left_out() -> None:
    page = (
        f"<html><body><script>alert('x')</script><style>p {{}}</style><p>{BODY}</p>"
        "<p style='display: none'>Secret</p><p hidden>Secret</p><noscript>Secret</noscript>"
        "<iframe srcdoc='Secret'>Secret</iframe><object>Secret</object></body></html>"
    )
    text = extract(page, "a.html").text
    assert BODY in text
    assert "Secret" not in text
    assert "alert" not in text


JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "Organization", "@id": "#org", "name": "Harbour Fund"},
 {"@type": "NewsArticle", "headline": "Fund grows", "datePublished": "2023-02-01T09:00:00Z",
  "dateModified": "2024-01-01", "publisher": {"@id": "#org"}, "url": "https://fund.example/grows"}]}</script>"""


def test_json_ld_is_believed_first() -> None:
    head = f'{JSON_LD}<meta name="date" content="2020-01-01"><meta property="og:site_name" content="Site">'
    page = (
        f"<html><head><title>Fund grows - News</title>{head}</head><body><h1>Fund grows</h1><p>{BODY}</p></body></html>"
    )
    assert extract(page, "a.html").metadata == Metadata(
        "2023-02-01", "Harbour Fund", "https://fund.example/grows", "Fund grows"
    )


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ('<meta property="article:modified_time" content="2024-01-01">', "", ""),
        ('<meta name="DC.date.issued" content="2022-03-04">', "", "2022-03-04"),
        ("", '<time id="modified" datetime="2024-01-01">', ""),
        ("", '<time datetime="2022-03-04">4 March</time>', "2022-03-04"),
        ("", '<span property="dc:date" content="2022-03-04T00:00:00-05:00">Friday</span>', "2022-03-04"),
        ("", "<h3>March 4, 2022</h3>", "2022-03-04"),
        ('<meta name="date" content="03/04/2022">', "", ""),
    ],
)
def test_the_date_a_page_states(head: str, body: str, published: str) -> None:
    page = (
        f"<html><head><title>Fund grows</title>{head}</head><body><h1>Fund grows</h1>{body}<p>{BODY}</p></body></html>"
    )
    assert extract(page, "a.html").metadata.published == published


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        ("Fund grows | Harbour Fund", "", ("Fund grows", "Harbour Fund")),
        ("Fund grows | Press Release | fund.example", "", ("Fund grows", "")),
        ("Fund grows - Harbour Fund", "Harbour Fund", ("Fund grows", "Harbour Fund")),
        ("Harbour Fund", "Harbour Fund", ("Harbour Fund", "Harbour Fund")),
        ("Fund grows", "fund.example", ("Fund grows", "")),
    ],
)
def test_title_and_issuer(title: str, site: str, expected: tuple[str, str]) -> None:
    meta = f'<meta property="og:site_name" content="{site}">' if site else ""
    page = f"<html><head><title>{title}</title>{meta}</head><body><p>{BODY}</p></body></html>"
    metadata = extract(page, "a.html").metadata
    assert (metadata.title, metadata.issuer) == expected


def test_a_labelled_issuer() -> None:
    page = f"<html><body><h1>Fund grows</h1><p><b>Published by:</b> Office of the Mayor</p><p>{BODY}</p></body></html>"
    assert extract(page, "a.html").metadata.issuer == "Office of the Mayor"


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16", "windows-1252"])
def test_the_encoding_a_page_declares(encoding: str) -> None:
    words = f"Café owners of Nîmes met. {BODY}"
    page = f'<html><head><meta charset="{encoding}"></head><body><p>{words}</p></body></html>'
    assert words in extract(page.encode(encoding), "a.html").text


def test_characters_of_windows_in_a_page() -> None:
    assert (
        "the mayor’s “plan”"
        in extract(f"<html><body><p>{BODY} the mayor&#146;s &#147;plan&#148;</p></body>", "a.html").text
    )


def test_a_short_page_is_read_whole() -> None:
    assert (
        extract("<html><body><div>Mayor Lund resigned.</div></body></html>", "a.html").text == "Mayor Lund resigned.\n"
    )


def test_sections_below_the_main_part_are_kept() -> None:
    filler = "".join(f"<p>{BODY} That was said in part {n} of it.</p>" for n in range(6))
    page = (
        f"<html><body><div class='a'><h1>Fund grows</h1>{filler}</div><div class='b'><h4>Background</h4>"
        f"<p>The fund was set up in 2010 by five ports.</p></div></body></html>"
    )
    assert "Background\n\nThe fund was set up in 2010 by five ports." in extract(page, "a.html").text


@pytest.mark.parametrize("page", ["<html></html>", "<html><body><script>x()</script></body></html>", "<!doctype html>"])
def test_a_page_without_text_is_refused(page: str) -> None:
    assert codes(found(page, "a.html")) == ["no-text"]
