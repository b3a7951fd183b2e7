"""Pages and documents in the layouts that sites and offices use: the release, its day, its title and its issuer."""

# ruff: noqa: E501  pages as they are written

from __future__ import annotations

import re

import pytest

from pipeline.model.records import Metadata
from pipeline.sources.extract import Extract
from tests.sources.making import Line, extract, paragraph, pdf

TITLE = "Lier opens a second ferry to Moss"
FIRST = (
    "LIER, 14 March 2023 - The Lier Port Authority will run a second ferry to Moss from 1 June, its director, "
    "Ola Berg, told a meeting of the two towns on Tuesday, and the fare will stay as it is until the year is over."
)
SECOND = (
    "“The boat is built, the crew is hired, and the pier is ready,” said Mr Berg. The towns will each pay half of "
    "the cost of 12 million crowns, which the county council had agreed to in its last session of the winter."
)
THIRD = (
    "Passengers will find the new timetable at every stop from 15 May on. The authority will report on the use of "
    "the line twice in each year, and it will decide in 2025 whether a third boat is needed on the fjord."
)
STORY = (FIRST, SECOND, THIRD)
NOISE = ("Cookie", "Subscribe", "Most read", "Related", "Follow us", "All rights reserved", "Leave a reply")
MENU = "".join(f'<li><a href="/{n}">{n}</a></li>' for n in ("Home", "About", "Ships", "Tickets", "Jobs", "Contact"))
TEASERS = "".join(
    f'<li><a href="/n{n}">Harbour master greets the {n}th ship of the year</a><span>{n} January 2021</span></li>'
    for n in range(4, 9)
)


def _paragraphs() -> str:
    return "".join(f"<p>{text}</p>" for text in STORY)


WORDPRESS = f"""<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8"><title>{TITLE} &#8211; Lier Port Authority</title>
<meta property="og:type" content="article"><meta property="og:site_name" content="Lier Port Authority">
<meta property="article:modified_time" content="2024-02-02T08:00:00+00:00">
<meta property="article:published_time" content="2023-03-14T08:00:00+00:00">
<link rel="canonical" href="https://lierport.example/2023/03/ferry/"></head>
<body class="post-template-default single"><div id="page" class="site"><header class="site-header"><h1 class="site-title">
<a href="/">Lier Port Authority</a></h1><nav><ul>{MENU}</ul></nav></header><div id="content"><article class="post hentry">
<header class="entry-header"><h1 class="entry-title">{TITLE}</h1><div class="entry-meta">Posted on <time class="updated"
datetime="2024-02-02">2 February 2024</time> by <a class="author" href="/author/kb">kb</a></div></header>
<div class="entry-content">{_paragraphs()}<div class="sharedaddy"><h3>Share this:</h3><ul><li>Twitter</li></ul></div></div>
<footer class="entry-footer">Categories: News</footer></article><div id="comments"><h2>Leave a reply</h2><form><p>Your
email address will not be published.</p></form></div></div><aside class="widget-area"><section class="widget"><h2>Related
posts</h2><ul>{TEASERS}</ul></section></aside><footer class="site-footer">Proudly powered. All rights reserved.</footer>
</div></body></html>"""

DRUPAL = f"""<!DOCTYPE html><html lang="en" prefix="dc: http://purl.org/dc/terms/"><head><title>{TITLE} | Lier Port
Authority</title><meta name="dcterms.publisher" content="Lier Port Authority"><meta name="dcterms.title" content="{TITLE}">
<meta name="dcterms.date" content="2023-03-14"></head><body class="page-node-8 node-type-press-release"><div id="skip-link">
<a href="#main">Skip to main content</a></div><div class="region region-header"><ul class="menu">{MENU}</ul></div>
<div class="breadcrumb"><a href="/">Home</a> » <a href="/press">Press</a></div><div id="main"><h1 class="page-title">{TITLE}
</h1><div class="node node-press-release"><div class="field field-name-field-date"><div class="field-items"><div
class="field-item even"><span class="date-display-single">Tuesday, March 14, 2023</span></div></div></div><div class="field
field-name-body"><div class="field-items"><div class="field-item even" property="content:encoded">{_paragraphs()}
<ul><li>Fare: 40 crowns</li><li>First boat: 6.15 a.m.</li></ul></div></div></div></div></div><div class="region
region-sidebar-second"><div class="block"><h2>Most read</h2><ul>{TEASERS}</ul></div></div><div class="region-footer"><p>Follow
us on all channels. All rights reserved.</p></div></body></html>"""

GOVERNMENT = f"""<!DOCTYPE html><html lang="en"><head><title>{TITLE} - Lier Port Authority - County of Viken</title></head>
<body><div class="banner"><p>An official website of the county. Cookie settings can be changed.</p></div><div role="navigation">
<ul>{MENU}</ul></div><main id="content"><p class="type">Press release</p><h1>{TITLE}</h1><dl class="metadata"><dt>From:</dt>
<dd><a href="/lpa">Lier Port Authority</a></dd><dt>Published:</dt><dd>14 March 2023</dd></dl><p class="summary">The boat will
call at four piers, on every day of the week.</p><div class="body">{_paragraphs()}<h2>Notes to editors</h2><ol><li>The line
was opened in 1951.</li><li>Questions are answered by the press desk on 32 00 00 00.</li></ol></div></main><footer><ul>
<li>Accessibility</li><li>Privacy</li></ul><p>© Crown. All rights reserved.</p></footer></body></html>"""

WIRE = f"""<html><head><title>{TITLE}</title><script type="application/ld+json">{{"@context":"https://schema.org",
"@type":["NewsArticle"],"headline":"{TITLE}","datePublished":"2023-03-14T07:30:00.000Z","dateModified":"2023-03-15T01:00:00Z",
"author":{{"@type":"Organization","name":"Lier Port Authority"}}}}</script></head><body><div class="top"><div class="ad">
Advertisement</div><ul>{MENU}</ul></div><div class="grid"><div class="left rail"><h4>Most read</h4><ol>{TEASERS}</ol></div>
<div class="story"><h1>{TITLE}</h1><h2>Fare stays as it is for the year</h2><div class="byline">NEWS PROVIDED BY <b>Lier Port
Authority</b> Mar 14, 2023, 08:30 CET</div><section class="release-body">{_paragraphs()}<p>SOURCE Lier Port Authority</p>
</section><div class="tools">Share this article</div></div><div class="right rail"><h4>Related stories</h4><ul>{TEASERS}</ul>
<div class="signup"><p>Subscribe to our daily letter</p></div></div></div></body></html>"""

AMP = f"""<!doctype html><html ⚡ lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>
<link rel="canonical" href="https://lierport.example/ferry"><script async src="https://cdn.example/v0.js"></script>
<script type="application/ld+json">{{"@type":"Article","headline":"{TITLE}","datePublished":"2023-03-14",
"publisher":{{"@type":"Organization","name":"Lier Port Authority"}}}}</script><style amp-custom>p{{}}</style></head><body>
<amp-sidebar id="side"><ul>{MENU}</ul></amp-sidebar><header>Lier</header><article><h1>{TITLE}</h1>
<amp-img src="boat.jpg" alt="The boat" width="4" height="3"></amp-img>{_paragraphs()}<amp-ad type="x"><div fallback>Subscribe
now</div></amp-ad></article><amp-consent><div id="consent"><p>Cookie choices for this page</p></div></amp-consent></body></html>"""

TABLES = f"""<HTML><HEAD><TITLE>{TITLE}</TITLE></HEAD><BODY BGCOLOR="#FFFFFF"><TABLE WIDTH="760"><TR><TD COLSPAN="2"><IMG
SRC="logo.gif" ALT="Lier"></TD></TR><TR><TD WIDTH="150" VALIGN="TOP"><FONT SIZE="1"><A HREF="/">Home</A><BR><A HREF="/s">
Ships</A><BR><A HREF="/t">Tickets</A></FONT></TD><TD VALIGN="TOP"><FONT SIZE="2"><CENTER><B>PRESS RELEASE</B></CENTER>
<P>Issued by: Lier Port Authority<P>14 March 2023<P><B>{TITLE}</B><P>{FIRST}<P>{SECOND}<TABLE BORDER="1"><TR><TD>Pier</TD>
<TD>First boat</TD></TR><TR><TD>Lier</TD><TD>6.15</TD></TR><TR><TD>Moss</TD><TD>7.05</TD></TR></TABLE><P>{THIRD}</FONT></TD></TR>
</TABLE></BODY></HTML>"""

DIVS = f"""<!DOCTYPE html><html><head><title>{TITLE} | Newsroom | Lier Port Authority</title><meta itemprop="datePublished"
content="2023-03-14"></head><body><div><div><div>{MENU}</div></div></div><div><div><div><h1><span>{TITLE}</span></h1></div>
<div><div>Mar 14, 2023</div></div><div><div>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</div></div></div></div>
<div><div>Subscribe</div><div>Follow us</div></div></body></html>"""

PAGES = {
    "wordpress": WORDPRESS, "drupal": DRUPAL, "government": GOVERNMENT, "wire": WIRE, "amp": AMP, "tables": TABLES,
    "divs": DIVS,
}  # fmt: skip


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _assert_story(found: Extract) -> None:
    places = [_plain(found.text).find(_plain(part)) for part in STORY]
    assert -1 not in places
    assert places == sorted(places)
    assert sum(found.text.count(part[:40]) for part in STORY) <= len(STORY)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page(name: str) -> None:
    page = extract(PAGES[name], "a.html")
    _assert_story(page)
    assert TITLE in page.text
    assert page.text.count(TITLE) == 1
    said = page.metadata
    assert (said.title, said.published, said.issuer) == (TITLE, "2023-03-14", "Lier Port Authority")
    assert not [word for word in (*NOISE, "greets the", "Tickets") if word in page.text]


def test_what_belongs_to_the_release_is_kept() -> None:
    drupal, government = (extract(PAGES[name], "a.html").text for name in ("drupal", "government"))
    assert "- Fare: 40 crowns\n- First boat: 6.15 a.m." in drupal
    assert "The boat will call at four piers" in _plain(government)
    assert "Notes to editors\n\n1. The line was opened in 1951.\n2. Questions" in government.replace("\nwas", " was")
    assert "Fare stays as it is for the year" in extract(WIRE, "a.html").text
    assert "| Lier | 6.15 |\n| Moss | 7.05 |" in extract(TABLES, "a.html").text


def _columns() -> bytes:
    """Two columns under a headline across both, a note below each, a number and a header on every page."""

    def page(number: int, left: str, right: str, notes: tuple[str, str]) -> list[Line]:
        return [
            (72, 800, 8, "Lier Port Authority - Press releases"),
            *paragraph(left, left=72, top=690, width=36, size=9),
            *paragraph(right, left=310, top=690, width=36, size=9),
            (72, 120, 6, notes[0]), (310, 120, 6, notes[1]),
            (290, 40, 9, str(number)),
        ]  # fmt: skip

    head: list[Line] = [(72, 750, 16, f"*{TITLE}")]
    return pdf([
        [*head, *page(1, FIRST, SECOND, ("1 The line was opened in 1951.", "2 All sums are without tax."))],
        page(2, THIRD, f"{THIRD.replace('Passengers', 'Travellers')}", ("3 See the annual report.", "4 As of March.")),
    ])  # fmt: skip


def _letter() -> bytes:
    """A letterhead at the right, a table of labels, a body, a signature."""
    side: list[Line] = [(430, 780 - 12 * n, 8, words) for n, words in enumerate(
        ("Lier Port Authority", "4 Quay Street", "3401 Lier", "Phone 32 00 00 00", "post@lierport.example"))]  # fmt: skip
    labels: list[Line] = [(72, 690, 11, "Date:"), (160, 690, 11, "14 March 2023"), (72, 674, 11, "To:"),
                          (160, 674, 11, "All newsrooms")]  # fmt: skip
    top = 600
    body: list[Line] = []
    for part in STORY:
        lines = paragraph(part, top=top)
        body += lines
        top = int(lines[-1][1]) - 28
    end: list[Line] = [(72, top, 11, "Ola Berg"), (72, top - 13.2, 11, "Director")]
    return pdf([[*side, *labels, (72, 630, 13, f"*{TITLE}"), *body, *end]])


def _sidebar() -> bytes:
    """A narrow column of facts beside the text, its lines at heights of their own."""
    facts = ("Facts", "Boats: 2", "Piers: 4", "Crew: 31", "Built in Moss", "Paid by both", "Opens 1 June")
    top, body = 690, []
    for part in STORY:
        lines = paragraph(part, left=200, top=top, width=52, size=10)
        body += lines
        top = int(lines[-1][1]) - 26
    return pdf([[(60, 760, 18, f"*{TITLE}"), *body, *[(60, 684 - 17 * n, 8, words) for n, words in enumerate(facts)]]])


def _spaced() -> bytes:
    """Lines set widely apart, numbered paragraphs, bullets, over two pages."""
    numbered = [f"{n}. {part}" for n, part in enumerate(STORY, 1)]
    top, body = 700, [(72.0, 750.0, 14.0, f"*{TITLE}")]
    for part in numbered[:2]:
        lines = [(left, 700 - (700 - y) * 1.6 - (700 - top), size, words) for left, y, size, words in paragraph(part)]
        body += lines
        top = int(lines[-1][1]) - 36
    bullets: list[Line] = [
        (90, top - 20 * n, 11, f"\u2022 {words}") for n, words in enumerate(("the pier;", "the boat."))
    ]
    return pdf([[*body, *bullets], paragraph(numbered[2], top=760)])


PDFS = {"columns": _columns, "letter": _letter, "sidebar": _sidebar, "spaced": _spaced}


@pytest.mark.parametrize("name", sorted(PDFS))
def test_a_document(name: str) -> None:
    found = extract(PDFS[name](), "a.pdf")
    _assert_story(found)
    assert re.search(rf"^#+ {TITLE}$", found.text, re.MULTILINE)
    assert not re.search(r"^\d$", found.text, re.MULTILINE)


def test_the_parts_of_documents_are_told_apart() -> None:
    columns = extract(_columns(), "a.pdf")
    assert columns.pages[0] == (0, 1)
    assert "[^1] The line was opened in 1951." in columns.text
    assert "[^4] As of March." in columns.text
    assert columns.text.count("Press releases") == 1
    letter = extract(_letter(), "a.pdf").text
    assert "4 Quay Street\n3401 Lier" in letter
    assert "Date: 14 March 2023" in letter
    assert letter.rstrip().endswith("Ola Berg\nDirector")
    assert "Piers: 4" in extract(_sidebar(), "a.pdf").text
    spaced = extract(_spaced(), "a.pdf").text
    assert "- the pier;\n- the boat." in spaced
    assert "2. “The boat is built" in spaced


def test_nothing_is_said_of_a_document_that_says_nothing() -> None:
    assert extract(_letter(), "a.pdf").metadata == Metadata()
