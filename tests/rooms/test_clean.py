"""The clean room: what it drops, mends and keeps, and that every character keeps its place in the source."""

from __future__ import annotations

import pytest

from pipeline.model.align import Ruler
from pipeline.rooms.clean.room import clean_text

MENDED = [
    ("see *this* and **that** and __those__", "see this and that and those"),
    ("in the paper _[Nordlys](https://x.example/a_b)_ today", "in the paper Nordlys today"),
    ("the [Harbour Fund](https://x.example/fund?a=1) paid", "the Harbour Fund paid"),
    ("the[Harbour Fund](https://x.example)paid", "the Harbour Fund paid"),
    ("[Annex (2 MB)](/files/Annex A (final).pdf) follows", "Annex (2 MB) follows"),
    ('a [link](https://x.example){:target="_blank"} here', "a link here"),
    ("![a ship](/ship.png)The ship", "The ship"),
    ("the fee.[1]Moreover, it rose", "the fee. Moreover, it rose"),
    ("the fee[[2]](#ftn2) rose", "the fee rose"),
    ("on 27<sup>th</sup> May<sup>1</sup>", "on 27th May"),
    ("Lier<br>Moss", "Lier Moss"),
    ("Lier &amp; Moss&nbsp;&nbsp;agreed&#58 yes", "Lier & Moss agreed: yes"),
    ("“yes”, she said: ‘no’", "\"yes\", she said: 'no'"),
    ("1\\. First \\[sic\\] point", "First [sic] point"),
    ("the port\u00a0of\u2009Lier\u200b", "the port of Lier"),
    ("ports,ferries and 1,000 ships", "ports, ferries and 1,000 ships"),
    ("It ended.The next began", "It ended. The next began"),
    (
        "write to Ola.Berg@lier.example or see www.LierPort.example",
        "write to Ola.Berg@lier.example or see www.LierPort.example",
    ),
    ("both willopen ofBergen in May2014", "both will open of Bergen in May 2014"),
    ("a willing widow of Williams and McDonald", "a willing widow of Williams and McDonald"),
    ("top\u2028below", "top\nbelow"),
    ("the cafÃ© of JosÃ© NÃºÃ±ez in GdaÅ„sk", "the café of José Núñez in Gdańsk"),
    ("â€œItâ€™s Ã‰lanâ€\x9d, â‚¬5Â\xa0million, [Ã†rÃ¸](https://x.example/Ã¸)", '"It\'s Élan", €5 million, Ærø'),
    ("â\x80\x9cyesâ\x80\x9d, said Ã\x89lan", '"yes", said Élan'),
    ("one lone Ã© of a font", "one lone Ã© of a font"),
    ("Ângela of SÃO PAULO and Ærø", "Ângela of SÃO PAULO and Ærø"),
    ("a\x00b\x0cc", "a b c"),
]


@pytest.mark.parametrize(("source", "clean"), MENDED, ids=[source[:30] for source, _ in MENDED])
def test_what_is_mended(source: str, clean: str) -> None:
    assert clean_text(source).text == clean


LAID_OUT = [
    ("## The port", "The port", ("heading",)),
    ("- one", "one", ("bullet",)),
    ("\uf0b7 one", "one", ("bullet",)),
    ("â€¢ one", "one", ("bullet",)),
    ("<li>one</li>", "one", ("bullet",)),
    ('<p style="margin: 0">a)&nbsp;&nbsp; one</p>', "one", ("numbered",)),
    ("(iv) four", "four", ("numbered",)),
    ("> she said", "she said", ("quote",)),
    ("| Lier | 12 |", "Lier | 12 |", ("table",)),
    ("**The port**", "The port", ("bold",)),
    ("<h2>The port</h2>", "The port", ("heading",)),
    ("# # #", "", ("rule",)),
    ("\\---------", "", ("rule",)),
    ("---|---", "", ("rule",)),
    ('{:start="2"}', "", ()),
    ("5. May was cold", "May was cold", ("numbered",)),
    ("5.5 million", "5.5 million", ()),
    ("-5 degrees", "-5 degrees", ()),
]


@pytest.mark.parametrize(("source", "clean", "marks"), LAID_OUT, ids=[source[:20] for source, *_ in LAID_OUT])
def test_layout_becomes_marks(source: str, clean: str, marks: tuple[str, ...]) -> None:
    found = clean_text(source)
    assert found.text.strip() == clean
    assert tuple(mark.kind for mark in found.marks) == marks


def test_markup_over_two_lines_is_dropped_and_its_words_are_kept() -> None:
    link = "[Harbour\nFund](https://x.example/a-\nb)"
    source = f'It met the {link} and <a\nhref="https://x.example">left</a>.<!-- so\nit was -->\n'
    assert clean_text(source).text.split() == ["It", "met", "the", "Harbour", "Fund", "and", "left."]


WRAPPED = "\n".join(
    [
        "The ports of Lier and Moss have agreed to run one ferry from the first",
        "day of May on, and to share what it costs. The boat is to be a peer-",
        "reviewed design, and it will call at four piers on every working day,",
        "at two on Sundays and at none on the feast of the patron saint. Both",
        "towns will sell the same ticket, which is valid for a year or for one",
        "hundred trips, whichever ends first.",
        "",
        "Ola Berg",
        "Harbour Master",
        "4 Quay Street",
    ]
)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_hard_wraps_are_joined_and_address_lines_are_not(end: str) -> None:
    lines = clean_text(WRAPPED.replace("\n", end)).text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert lines[0].startswith("The ports of Lier and Moss have agreed to run one ferry from the first day of May")
    assert "peer-reviewed design" in lines[0]
    assert lines[0].endswith("whichever ends first.")
    assert lines[-2:] == ["Harbour Master", "4 Quay Street"]


def test_a_line_that_its_author_broke_is_not_joined() -> None:
    wrapped = WRAPPED.replace(
        "at two on Sundays", "at two piers in summer, and then in small-\nand large ships, on Sundays"
    )
    names = "Signed by the mayors of both of the towns:  \nOla Berg"
    address = "Questions to the desk of the line in Moss: desk@norfrakt.example\nHarbour Line Office"
    lines = clean_text(f"{wrapped}\n\n{names}\n\n{address}").text.split("\n")
    assert "small- and large ships" in lines[0]
    assert "Ola Berg" in lines[-4:]
    assert lines[-2:] == address.split("\n")


SOURCES = [source for source, _ in MENDED] + [source for source, *_ in LAID_OUT] + [WRAPPED]


@pytest.mark.parametrize("source", SOURCES, ids=[source[:20] for source in SOURCES])
def test_every_word_stands_where_the_source_has_it(source: str) -> None:
    clean = clean_text(source)
    ruler = Ruler(clean)
    for at, char in enumerate(clean.text):
        start, end = ruler.to_source(at, at + 1)
        assert 0 <= start <= end <= len(source)
        if char.isalnum() and start + 1 == end:
            assert source[start:end] == char


def test_a_misread_name_stands_where_the_source_has_it() -> None:
    source = "It is â€œÃ‰cole de NÃ®mesâ€\x9d, said JosÃ© NÃºÃ±ez on 3 May."
    clean = clean_text(source)
    for name, quote in (("École de Nîmes", "Ã‰cole de NÃ®mes"), ("José Núñez", "JosÃ© NÃºÃ±ez"), ("3 May", "3 May")):
        at = clean.text.index(name)
        start, end = Ruler(clean).to_source(at, at + len(name))
        assert source[start:end] == quote


def test_what_stands_before_the_body_is_left_out() -> None:
    source = "---\ntitle: x\n---\nThe port"
    clean = clean_text(source, source.index("The"))
    assert clean.text == "The port"
    assert Ruler(clean).to_source(0, 3) == (source.index("The"), source.index("The") + 3)


@pytest.mark.parametrize("piece", ["[", "<!--", "<a\n", "[](", "![", "*", "_", "&", "will", "a,"])
def test_odd_text_costs_no_more_than_its_length(piece: str) -> None:
    assert len(clean_text(piece * 20000).text) <= len(piece) * 30000
