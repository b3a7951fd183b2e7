"""The zones room: what is title, list, footnote, boilerplate, navigation and page header, and what stays body."""

from __future__ import annotations

import dataclasses
import hashlib
from itertools import pairwise
from pathlib import Path

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.model.align import Ruler
from pipeline.model.records import Release, Source, Zone
from pipeline.rooms.clean.room import clean_text
from pipeline.rooms.sentences import SentencesRoom
from pipeline.rooms.zones import ZonesRoom
from tests.support.gold import read_gold

EMPTY = Doc(Vocab())
BODY = (
    "Norfrakt and the Port of Moss will open a ferry line on 4 May 2026, the company said on Monday. "
    "The Mayor of Moss, Ola Berg, signed the contract in the town hall on Friday."
)
MORE = (
    "The line will call at Lier, Moss and Horten. Tickets are sold from 1 April. Two ships were bought in Bergen last "
    "year, and a third is on order. The fares will not rise before 2028, and children travel free of charge."
)


def release_of(text: str) -> Release:
    """Give `text` as a release with its clean text and sentences."""
    source = Source("x", "x.txt", text, hashlib.sha256(text.encode()).hexdigest())
    release = Release(source=source, clean=clean_text(text))
    return dataclasses.replace(release, sentences=SentencesRoom()(release, EMPTY))


def zones_of(text: str) -> list[tuple[str, str]]:
    """Give the zones of `text` as (type, clean words)."""
    release = release_of(text)
    assert release.clean is not None
    return [(z.type, release.clean.text[z.start : z.end]) for z in ZonesRoom()(release, EMPTY)]


def page(*blocks: str) -> str:
    """Join paragraphs with blank lines."""
    return "\n\n".join(blocks) + "\n"


def test_headline_label_and_dateline_are_title_and_the_rest_is_body() -> None:
    text = page(
        "FOR IMMEDIATE RELEASE", "# New ferry for Moss", "*Fares stay the same*", "Moss, 2 March 2026", BODY, MORE
    )
    title = "FOR IMMEDIATE RELEASE\n\nNew ferry for Moss\n\nFares stay the same\n\nMoss, 2 March 2026"
    assert zones_of(text) == [("title", title)]


def test_a_text_without_a_headline_has_no_title() -> None:
    assert zones_of(page(BODY, MORE)) == []


def test_a_schedule_under_the_headline_is_body() -> None:
    text = page("Harbour day in Moss", "When: 4 May 2026, 10 a.m.", "Where: Moss town hall", BODY)
    assert zones_of(text) == [("title", "Harbour day in Moss")]


def test_section_headings_are_title_and_a_signature_is_not() -> None:
    text = page("New ferry for Moss", BODY, "## The ships", MORE, "**Ola Berg**\nHarbour Master of Moss")
    assert zones_of(text) == [("title", "New ferry for Moss"), ("title", "The ships")]


LISTS = [
    ("The two towns will:\n\n- buy a ship\n- hire ten sailors", "The two towns will:\n\nbuy a ship\nhire ten sailors"),
    (f"{BODY} These include:\n\n* a quay\n* a lamp", "These include:\n\na quay\na lamp"),
    ("Next steps\n1. To buy a ship.\n2. To hire ten sailors.", "Next steps\nTo buy a ship.\nTo hire ten sailors."),
    (
        "It covers:\n\na quay for ships;\n\na lamp; and\n\na crane.",
        "It covers:\n\na quay for ships;\n\na lamp; and\n\na crane.",
    ),
    (
        "3. The board agreed to:\n\n(a) buy a ship;\n(b) hire ten sailors.",
        "The board agreed to:\n\nbuy a ship;\nhire ten sailors.",
    ),
]


@pytest.mark.parametrize(("block", "expected"), LISTS, ids=["bullets", "last-sentence", "numbers", "clauses", "nested"])
def test_a_list_has_its_items_and_its_lead_in(block: str, expected: str) -> None:
    found = zones_of(page("New ferry for Moss", BODY, block, MORE))
    assert found == [("title", "New ferry for Moss"), ("list", expected)]


@pytest.mark.parametrize("mark", ["- ENDS -", "– End –", "###", "-30-"])
def test_an_end_mark_is_no_item(mark: str) -> None:
    found = zones_of(page("New ferry for Moss", BODY, "It covers:\n\n- a quay\n- a lamp", mark))
    assert ("list", "It covers:\n\na quay\na lamp") in found


def test_a_cut_up_paragraph_under_the_headline_is_body() -> None:
    assert zones_of(
        page("New ferry for Moss", "The company Norfrakt will open a", "ferry line on 4 May 2026.", MORE)
    ) == [("title", "New ferry for Moss")]


def test_numbered_paragraphs_are_no_list() -> None:
    assert zones_of(page("# New ferry for Moss", f"1. {BODY}", f"2. {MORE}", f"3. {BODY}")) == [
        ("title", "New ferry for Moss")
    ]


NAVIGATION = [
    "Hit |\n1,207 |\nDownload |\nNo File |",
    "Views: 312 | Likes: 9 | Share on Facebook",
    "[Print] [Send to a friend] [Back to top]",
    "Number of readings: 2,316   Print | Share | A+ A-",
    "< Prev: Lost keys    Next >: Harbour day",
    "Press contact: Ana Ruiz, +47 555 01 00, press@norfrakt.example",
    "Contact\n\nAna Ruiz\nHead of Press\npress@norfrakt.example",
    "For more information, visit www.norfrakt.example.",
    "[Timetable of the new line](https://norfrakt.example/timetable.pdf)",
    "Last updated on 4 March 2026",
    "Latest News\n\nMarch 1, 2026\n\nA quay is sold\n\nFebruary 7, 2026\n\nFares rise in Horten",
    "HOME\nFERRIES\nCAREERS\nCONTACT US\nSkip to content",
]


@pytest.mark.parametrize("block", NAVIGATION, ids=[block[:20] for block in NAVIGATION])
def test_web_junk_and_contacts_are_navigation(block: str) -> None:
    found = zones_of(page("New ferry for Moss", BODY, MORE, block))
    wanted = clean_text(block).text.strip()
    assert found == [("title", "New ferry for Moss"), ("navigation", wanted)]


KEPT = [
    "Customers can call 555 01 00 or write to press@norfrakt.example before 1 April 2026 to claim their money.",
    "Contact with the second ship was lost on 3 March 2026 off Horten, and found again at noon.",
    "The press office of the port will move to Horten on 1 June 2026.",
    "Follow-up talks will be held in Lier on 7 May 2026.",
    "The Union of Fjord Towns said today that it will sue the port.",
    "Norfrakt is a leading ferry line, and it will invest 3 million kroner in Moss next year.",
    "He is a member of the foundation that will pay for the quay.",
    "About 300 people came to the opening on Friday.",
]


@pytest.mark.parametrize("block", KEPT)
def test_news_is_never_taken_out(block: str) -> None:
    assert zones_of(page("New ferry for Moss", BODY, MORE, block)) == [("title", "New ferry for Moss")]


BOILERPLATE = [
    "About Norfrakt\n\nNorfrakt runs nine ferry lines. It was founded in 1911.",
    "**About Norfrakt:** Norfrakt runs nine ferry lines.",
    "The Union of Fjord Towns is the largest association of ports in the north. It runs a school for pilots.",
    "Norfrakt, based in Moss, is a leading ferry line. Its ships call at nine ports.",
    "Founded in 1911, Norfrakt runs nine lines and a yard.",
    "Forward-looking statements. This notice contains expectations. Norfrakt does not update them.",
]


@pytest.mark.parametrize("block", BOILERPLATE, ids=[block[:20] for block in BOILERPLATE])
def test_standing_self_description_is_boilerplate(block: str) -> None:
    found = zones_of(page("New ferry for Moss", BODY, MORE, block))
    assert found == [("title", "New ferry for Moss"), ("boilerplate", clean_text(block).text.strip())]


def test_the_issuers_portrait_may_open_the_text() -> None:
    portrait = "The Union of Fjord Towns, UFT, promotes talks between ports."
    assert zones_of(page("New ferry for Moss", portrait, BODY, MORE))[1] == ("boilerplate", portrait)


NOTES = [
    "---\n\n<sup>1</sup> A second line opens in the autumn of 2027.",
    "[1] A second line opens in the autumn of 2027.",
    "Notes to editors\n1. The fares are in kroner.\n2. A second line opens in 2027.",
    "**Notes to editors.** The fares are in kroner, and a second line opens in 2027.",
]


@pytest.mark.parametrize("block", NOTES, ids=[block[:20] for block in NOTES])
def test_notes_are_footnotes(block: str) -> None:
    found = zones_of(page("New ferry for Moss", BODY, MORE, block))
    assert [zone for zone, _ in found] == ["title", "footnote"]


def test_a_page_header_that_comes_back_is_a_running_header() -> None:
    text = page("# Harbour Talks", "PORTS AND THEIR FERRIES\nTALKING", BODY, MORE, "# The Harbour Talks", BODY)
    found = zones_of(text.replace("PORTS AND THEIR FERRIES\nTALKING", "Ports and their ferries talking", 1))
    assert ("running_header", "The Harbour Talks") in found
    assert found[0][0] == "title"


def test_a_page_header_may_be_cut_up_otherwise_when_it_comes_back() -> None:
    text = page(
        "## Harbour Talks",
        "Ports and their ferries talking",
        BODY,
        MORE,
        "# Harbour Talks",
        "PORTS AND THEIR\nFERRIES TALKING",
        BODY,
    )
    assert ("running_header", "Harbour Talks\n\nPORTS AND THEIR\nFERRIES TALKING") in zones_of(text)


def test_page_numbers_are_running_headers() -> None:
    text = page(
        "NORFRAKT | MOSS | Page 1 of 2",
        "New ferry for Moss",
        BODY,
        MORE,
        "NORFRAKT | MOSS | Page 2 of 2",
        BODY,
        "– 3 –",
    )
    assert [zone for zone, _ in zones_of(text)] == ["running_header", "title", "running_header", "running_header"]


def test_a_line_that_comes_back_in_the_body_stays() -> None:
    text = page(
        "New ferry for Moss", BODY, "Moss town hall\n4 Quay Street", MORE, BODY, "Moss town hall\n4 Quay Street"
    )
    assert "running_header" not in [zone for zone, _ in zones_of(text)]


SAMPLES = sorted(Path(__file__).resolve().parents[2].glob("raw/**/*.txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_zones_of_the_samples_are_in_order_and_fit(path: Path) -> None:
    release = release_of(path.open(encoding="utf-8", newline="").read())
    assert release.clean is not None
    zones: tuple[Zone, ...] = ZonesRoom()(release, EMPTY)
    assert zones, "every sample has at least a title"
    assert zones == ZonesRoom()(release, EMPTY)
    for zone, following in pairwise(zones):
        assert zone.end <= following.start
    for zone in zones:
        words = release.clean.text[zone.start : zone.end]
        assert words
        assert words == words.strip()
    covered = sum(z.end - z.start for z in zones if z.type in ("navigation", "boilerplate", "running_header"))
    assert covered < 0.45 * len(release.clean.text)


def seed_zones(gold_root: Path, prefix: str) -> list[tuple[str, str]]:
    """Give the zones of one of the four seed documents."""
    path = next((gold_root / "seeds" / "raw").glob(f"{prefix}*.txt"))
    return zones_of(path.open(encoding="utf-8", newline="").read())


def test_a_page_builders_stamps_and_a_list_of_other_releases_are_navigation() -> None:
    tail = "News Releases\nView All\nPosted on: Mar 06, 2025\nFerry late\nPosted on: Jan 01, 2025\nFerry early"
    found = zones_of(f"New ferry for Moss\n\n{BODY}\n\n{MORE}\n2026-03-12 16:00:12\n2026-03-13 13:45:54\n{tail}\n")
    assert found[-1][0] == "navigation"
    assert all(words in found[-1][1] for words in ("16:00:12", "13:45:54", "Mar 06", "Jan 01"))


def test_seed_000_keeps_its_footnote(gold_root: Path) -> None:
    assert [zone for zone, _ in seed_zones(gold_root, "000")] == ["title", "boilerplate", "footnote"]


def test_seed_001_sets_the_page_header_apart(gold_root: Path) -> None:
    found = seed_zones(gold_root, "001")
    assert [zone for zone, _ in found] == ["title", "list", "running_header", "list"]
    assert len(found[2][1].splitlines()) == 4


def test_seed_003_takes_the_web_counter_for_navigation(gold_root: Path) -> None:
    found = seed_zones(gold_root, "003")
    assert [zone for zone, _ in found] == ["navigation", "title", "navigation"]
    assert "1,207" in found[2][1]


@pytest.mark.parametrize("part", ["seeds", "dev", "train"])
def test_no_annotated_event_or_commitment_is_taken_out(gold_root: Path, part: str) -> None:
    out = ("navigation", "running_header", "boilerplate")
    lost = []
    for source, gold in read_gold(gold_root / part):
        clean = clean_text(source.text, source.body_start)
        release = Release(source=source, clean=clean)
        release = dataclasses.replace(release, sentences=SentencesRoom()(release, EMPTY))
        taken = [zone for zone in ZonesRoom()(release, EMPTY) if zone.type in out]
        wanted = [event["mentions"][0] for event in gold["events"]] + [c["action_head"] for c in gold["commitments"]]
        for place in wanted:
            span = Ruler(clean).to_clean(place["start"], place["end"])
            assert span is not None
            lost += [(source.doc_id, zone.rule, place["text"]) for zone in taken if zone.start <= span.start < zone.end]
    assert lost == []
