"""Feeds and other XML."""

from __future__ import annotations

import pytest

from pipeline.model.records import Metadata
from pipeline.sources.extract import Extract
from tests.sources.making import BODY, codes, extract, found

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>City of Delft - RSS</title><link>https://delft.example/</link><pubDate>Sat, 01 Jun 2024 00:00:00 GMT</pubDate>
<item><title>School opens</title><link>https://delft.example/news/school-opens/</link><guid>77</guid>
<pubDate>Fri, 03 May 2024 10:00:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{BODY}</p><ul><li>one</li></ul>]]></content:encoded></item>
<item><title>Bridge named</title><guid isPermaLink="false">tag:delft,2024:78</guid>
<pubDate>2024-05-04</pubDate>
<description>&lt;p&gt;The &lt;b&gt;bridge&lt;/b&gt; has a name.&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Fund</title><updated>2024-06-01T00:00:00Z</updated>
<entry><title>Fund grows</title><id>urn:1</id><link rel="alternate" href="https://fund.example/2024/fund-grows.html"/>
<link rel="self" href="https://fund.example/api/1"/><published>2024-05-03T08:00:00Z</published>
<author><name>Ada Lund</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p></div></content></entry></feed>"""
RECORD = f"""<?xml version="1.0"?><transcripts><transcript><transcript-id>12</transcript-id><title>A new port</title>
<release-date>%s</release-date><content><![CDATA[<p>%s</p><p>{BODY}</p>]]></content></transcript></transcripts>"""


def test_each_item_of_a_feed_is_a_release() -> None:
    school, bridge = found(RSS, "a.xml")
    assert isinstance(school, Extract)
    assert isinstance(bridge, Extract)
    assert school.name == "school-opens"
    assert school.text == f"# School opens\n\n{BODY}\n\n- one\n"
    assert school.metadata == Metadata(
        "2024-05-03", "City of Delft", "https://delft.example/news/school-opens/", "School opens"
    )
    assert bridge.name == "tag-delft-2024-78"
    assert bridge.text == "# Bridge named\n\nThe bridge has a name.\n"
    assert bridge.metadata.published == "2024-05-04"


def test_atom() -> None:
    only = extract(ATOM, "a.xml")
    assert only.name == "fund-grows"
    assert only.metadata == Metadata(
        "2024-05-03", "Harbour Fund", "https://fund.example/2024/fund-grows.html", "Fund grows"
    )
    assert only.text == f"# Fund grows\n\n{BODY}\n"


def test_a_new_item_changes_no_other_name() -> None:
    item = "<item><title>New</title><description>It is new.</description></item>"
    names = [part.name for part in found(RSS.replace("<item>", item + "<item>", 1), "a.xml")]
    assert names == ["new", *(part.name for part in found(RSS, "a.xml"))]


@pytest.mark.parametrize(
    ("written", "said", "published"),
    [
        ("02/09/1991", "2 SEPTEMBER 1991", "1991-09-02"),
        ("02/09/1991", "February 9, 1991", "1991-02-09"),
        ("02/09/1991", "1991", ""),
        ("25/01/2003", "", "2003-01-25"),
    ],
)
def test_the_text_tells_how_a_date_is_written(written: str, said: str, published: str) -> None:
    only = extract(RECORD % (written, said), "a.xml")
    assert (only.metadata.published, only.metadata.title, only.name) == (published, "A new port", "")


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:9/x.dtd"> %e;]>',
    ],
)
def test_entities_are_refused(prolog: str) -> None:
    assert codes(found(f'<?xml version="1.0"?>{prolog}<x><content>&b; &e; {BODY}</content></x>', "a.xml")) == [
        "xml-entities"
    ]


def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    parts = found(RSS[: RSS.index("<description>&lt;p")], "a.xml")
    assert isinstance(parts[0], Extract)
    assert parts[0].issues[0].code == "damaged-file"


def test_entities_of_html_and_other_tags_do_not_matter() -> None:
    text = RSS.replace("Short.", "Short&nbsp;&mdash; and caf&eacute;.").replace(
        "school-opens/", "school-opens/?a=1&b=2"
    )
    assert isinstance(found(text, "a.rss")[0], Extract)


def test_what_is_no_feed() -> None:
    assert codes(found("<?xml version='1.0'?><rss><channel><title>x</title></channel></rss>", "a.xml")) == [
        "no-release"
    ]
    assert codes(found("<?xml version='1.0'?>", "a.xml")) == ["damaged-file"]
