"""The dates room: expressions and values (D1-D11), the release date (F5), and the TIMEX3 export."""

from __future__ import annotations

import json
from typing import Any

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.model.records import CleanText, Metadata, Release, Source, Zone
from pipeline.rooms.dates import DatesRoom
from pipeline.rooms.dates.room import read_dates
from pipeline.timex import annotate, run_timex

PUBLISHED = "2023-06-20"  # a Tuesday

# A sentence in a release of 20 June 2023; what is found in it and its value (for vague expressions the modifier).
EXPRESSIONS: tuple[tuple[str, list[tuple[str, Any]]], ...] = (
    ("The fair runs from 27 November to 1 December.", [("27 November to 1 December", "2023-11-27/2023-12-01")]),
    ("Two talks were held in May and September 2018.", [("May", "2018-05"), ("September 2018", "2018-09")]),
    ("The forum takes place from 17-19th October 2023.", [("17-19th October 2023", "2023-10-17/2023-10-19")]),
    ("The session of 17th-19th of October was closed.", [("17th-19th of October", "2022-10-17/2022-10-19")]),
    ("They met on 9 and 10 June 2023.", [("9", "2023-06-09"), ("10 June 2023", "2023-06-10")]),
    ("They met on April 10th and 11th.", [("April 10th", "2023-04-10"), ("11th", "2023-04-11")]),
    ("The fair is open on 3, 4 and 5 June 2019.", [("3, 4 and 5 June 2019", "2019-06-03/2019-06-05")]),
    (
        "The road is shut from 9PM on Saturday, July 8, through 9PM on Friday, July 14.",
        [("9PM on Saturday, July 8, through 9PM on Friday, July 14", "2023-07-08T21:00/2023-07-14T21:00")],
    ),
    (
        "The fair runs 8:15 a.m. on Tuesday, Nov. 14 through to Thursday, Nov. 23, 2023.",
        [("8:15 a.m. on Tuesday, Nov. 14 through to Thursday, Nov. 23, 2023", "2023-11-14T08:15/2023-11-23")],
    ),
    (
        "Doors open on October 11th from 14h to 17h45 CET.",
        [("October 11th from 14h to 17h45 CET", "2023-10-11T14:00/2023-10-11T17:45")],
    ),
    (
        "On 19 December, Saturday, from 6 to 10pm, the lamps burn.",
        [("19 December, Saturday, from 6 to 10pm", "2020-12-19T18:00/2020-12-19T22:00")],
    ),
    ("The works end by mid-May.", [("mid-May", "2023-05-11/2023-05-20")]),
    ("The works end by the end of September.", [("the end of September", "2023-09-21/2023-09-30")]),
    ("The works end by the end of the year.", [("the end of the year", "2023-12")]),
    ("The school year begins in late August.", [("late August", "2023-08-21/2023-08-31")]),
    ("By mid-2025 all buses will be electric.", [("mid-2025", "2025-05/2025-08")]),
    ("In end-December 2020 the plan was filed.", [("end-December 2020", "2020-12-21/2020-12-31")]),
    ("The first half of next year is busy.", [("The first half of next year", "2024-01/2024-06")]),
    ("Revenue rose in the second quarter of 2021.", [("the second quarter of 2021", "2021-34")]),
    ("Revenue rose in 4Q2019.", [("4Q2019", "2019-36")]),
    ("First-quarter revenue rose.", [("First-quarter", "2023-33")]),
    ("FY2025 guidance stands.", [("FY2025", "2025")]),
    ("The fiscal year 2020/21 was hard.", [("The fiscal year 2020/21", "2020/2021")]),
    ("The 2021 fiscal year was hard.", [("The 2021 fiscal year", "2021")]),
    ("The 2023-24 season opens soon.", [("2023-24", "2023/2024"), ("soon", "FUTURE")]),
    ("He served from 2001 to 2010.", [("2001 to 2010", "2001/2010")]),
    ("He served between 1948 and 1962.", [("1948 and 1962", "1948/1962")]),
    ("The pact (1995-2007) lapsed.", [("1995-2007", "1995/2007")]),
    ("Since 2016 she has led the fund.", [("2016", "2016/..")]),
    ("It stays open until June 2028.", [("June 2028", "../2028-06")]),
    ("It is not expected to begin until 2026.", [("2026", "2026")]),
    ("Cut emissions by 2030.", [("2030", "2030")]),
    ("Peak emissions around 2030.", [("around 2030", "2030~")]),
    ("The post-2020 plan is out.", [("post-2020", "2020")]),
    ("The rains began at the end of April.", [("the end of April", "2023-04-21/2023-04-30")]),
    ("Since the end of April it has rained.", [("the end of April", "2023-04-21/..")]),
    ("The bank was founded in the 1990s.", [("the 1990s", "199X")]),
    ("In the early seventies he moved.", [("the early seventies", "197X")]),
    ("The 19th century harbour was rebuilt.", [("The 19th century", "18XX")]),
    ("Net zero comes in the second half of the century.", [("the second half of the century", "2051/2100")]),
    ("Over the next six years the grant will double.", [("the next six years", "2023-06-20/2029-06-20")]),
    ("Over the past 50 years the city grew.", [("the past 50 years", "1973-06-20/2023-06-20")]),
    ("The past year and a half was good.", [("The past year and a half", "2021-12-20/2023-06-20")]),
    ("Seven weeks ago the dam broke.", [("Seven weeks ago", "2023-05-01/2023-05-07")]),
    ("Eight years ago the park opened.", [("Eight years ago", "2015")]),
    ("A century ago the park opened.", [("A century ago", "1923~")]),
    ("Yesterday the council met.", [("Yesterday", "2023-06-19")]),
    ("The council met this morning (20).", [("this morning (20)", "2023-06-20")]),
    ("The council will meet tomorrow.", [("tomorrow", "2023-06-21")]),
    ("Last Thursday the council met.", [("Last Thursday", "2023-06-15")]),
    ("On Monday the council heads to Irbid.", [("Monday", "2023-06-19")]),
    ("On Monday the council visited Irbid.", [("Monday", "2023-06-19")]),
    ("The council meets next Tuesday.", [("next Tuesday", "2023-06-27")]),
    ("The council meets this weekend.", [("this weekend", "2023-06-24/2023-06-25")]),
    ("Last weekend was wet.", [("Last weekend", "2023-06-17/2023-06-18")]),
    ("Next week the council meets.", [("Next week", "2023-06-26/2023-07-02")]),
    ("In December last year the council met.", [("December last year", "2022-12")]),
    ("In July of this year the council met.", [("July of this year", "2023-07")]),
    ("Last March the council met.", [("Last March", "2023-03")]),
    ("Next March the council meets.", [("Next March", "2024-03")]),
    ("This autumn the council meets.", [("This autumn", "2023-23")]),
    ("In spring the council met.", [("spring", "2023-21")]),
    ("Thursday 22, town hall, 9 a.m.", [("Thursday 22", "2023-06-22"), ("9 a.m.", "2023-06-22T09:00")]),
    ("Later this month the report comes.", [("Later this month", "2023-06")]),
    ("The report came earlier this year.", [("earlier this year", "2023")]),
    (
        "They met in Durban from 12 to 15 June. The week before, the board had met in Lima.",
        [("12 to 15 June", "2023-06-12/2023-06-15"), ("The week before", "2023-06-05/2023-06-11")],
    ),
    (
        "On 22 June they go to Irbid and, the day after, to Aqaba.",
        [("22 June", "2023-06-22"), ("the day after", "2023-06-23")],
    ),
    ("The gate opens on 5 July. At noon the band plays.", [("5 July", "2023-07-05"), ("noon", "2023-07-05T12:00")]),
    (
        "The report is due on 03/04/2022 and the reply on 24/04/2022.",
        [("03/04/2022", "2022-04-03"), ("24/04/2022", "2022-04-24")],
    ),
    ("Comments close on 4/24/2022, replies on 5/1/2022.", [("4/24/2022", "2022-04-24"), ("5/1/2022", "2022-05-01")]),
    ("Born 1-24-80, he was held.", [("1-24-80", "1980-01-24")]),
    ("The office is closed on New Year's Day.", [("New Year's Day", "2023-01-01")]),
    ("Christmas trees are sold here.", []),
    ("The 2030 Agenda and COP26 were named.", []),
    ("Agenda 2063 was named.", []),
    ("Call 24/7 on 555 2019 2020.", []),
    ("It cost $2015 and 2000 people came.", []),
    ("They may march in May.", [("May", "2023-05")]),
    ("It is their second time and the 60th anniversary.", []),
    ("He is 30 years old.", []),
    ("At the end of the day, all agreed.", []),
    ("They met on the last day of the fair.", []),
    ("The Fisheries Act of 1988 applies.", []),
    ("Resolution 2019 was read.", []),
    ("The coming weeks will tell.", [("The coming weeks", "FUTURE")]),
    ("In recent years it rained.", [("recent years", "PAST")]),
    ("It will open soon.", [("soon", "FUTURE")]),
    ("In the near future it will open.", [("the near future", "FUTURE")]),
    ("Over the years it grew.", [("the years", "PAST")]),
    ("Some years ago it grew.", [("Some years ago", "PAST")]),
    ("We hope that one day peace comes.", [("one day", "FUTURE")]),
    ("The work took three years.", [("three years", "P3Y")]),
    ("A two-day fair opens.", [("two-day", "P2D")]),
    ("Within 72 hours it closed.", [("72 hours", "PT72H")]),
    ("They meet every two years.", [("every two years", "P2Y")]),
    ("The annual fair is near.", [("annual", "P1Y")]),
    ("It is open on Wednesdays.", [("Wednesdays", "XXXX-WXX-3")]),
    ("They meet twice a year.", [("twice a year", "P6M")]),
    ("They meet each March.", [("each March", "XXXX-03")]),
    ("The grant is 20 euros per month.", [("per month", "P1M")]),
    ("The rest of the year is dry.", [("The rest of the year", "2023-06-20/2023-12-31")]),
    ("The last working day of this month is near.", [("The last working day of this month", "2023-06-30")]),
    ("The second Tuesday of March was wet.", [("The second Tuesday of March", "2023-03-14")]),
    ("The week of 6 March 2023 was wet.", [("The week of 6 March 2023", "2023-03-06/2023-03-12")]),
    ("Between 3 and 17 June 2024 it is shut.", [("3 and 17 June 2024", "2024-06-03/2024-06-17")]),
    ("Open Monday through Friday from 7:00am to 5:00pm.", [("Monday through Friday from 7:00am to 5:00pm", "P1W")]),
    ("As from 1 July 2023 fees rise.", [("1 July 2023", "2023-07-01")]),
    ("From 2024 onwards fees rise.", [("2024", "2024/..")]),
    ("No later than 29 November, reply.", [("29 November", "2023-11-29")]),
    ("The 25 June meeting was long.", [("25 June", "2023-06-25")]),
    ("They met on 3 June 2019 (Monday) at 5 p.m.", [("3 June 2019 (Monday) at 5 p.m.", "2019-06-03T17:00")]),
    ("The May budget is out.", [("May", "2023-05")]),
    ("Theresa May spoke in June.", [("June", "2023-06")]),
    ("In June, Jones spoke.", [("June", "2023-06")]),
    ("The 2021 Presidency is theirs.", [("2021", "2021")]),
    ("ISC West 2024 was loud.", []),
    ("In two weeks' time it opens.", [("two weeks' time", "2023-07-03/2023-07-09")]),
    ("The third week of June is busy.", [("The third week of June", "2023-06-15/2023-06-21")]),
)


@pytest.mark.parametrize(("text", "expected"), EXPRESSIONS, ids=[text for text, _ in EXPRESSIONS])
def test_expressions_and_values(text: str, expected: list[tuple[str, Any]]) -> None:
    items = read_dates(text, PUBLISHED).items
    assert [(text[i.start : i.end], i.mod if i.kind == "vague" else i.value) for i in items] == expected
    assert [i.id for i in items] == [f"D{n}" for n in range(1, len(items) + 1)]


@pytest.mark.parametrize(
    ("text", "precision", "mod", "basis"),
    [
        ("The plan ends by 2030.", "year", "BEFORE_OR_AT", "explicit"),
        ("It rained since June 2019.", "month", "SINCE", "explicit"),
        ("The fair is open until 5 July.", "day", "BEFORE_OR_AT", "relative"),
        ("The road opens before the end of 2024.", "part_of_year", "BEFORE", "explicit"),
        ("The road opens in mid-July 2024.", "part_of_month", "MID", "explicit"),
        ("The road opens in Q3 2024.", "quarter", None, "explicit"),
        ("The road opens in the first half of 2024.", "half_year", None, "explicit"),
        ("The budget of FY 2024 stands.", "fiscal_year", None, "explicit"),
        ("The road opens around 2030.", "year", "APPROX", "explicit"),
        ("The council met yesterday.", "day", None, "relative"),
        ("The council met on 3 June 2019 at 5 p.m.", "time", None, "explicit"),
        ("The school was built in the early 1990s.", "decade", "START", "explicit"),
    ],
)
def test_precision_modifier_and_basis(text: str, precision: str, mod: str | None, basis: str) -> None:
    (item,) = read_dates(text, PUBLISHED).items
    assert (item.precision, item.mod, item.basis) == (precision, mod, basis)


def test_without_a_release_date_deictics_stay_unknown() -> None:
    items = read_dates("The council met yesterday. It meets again next month, on 3 May and in the coming weeks.").items
    assert [(i.kind, i.value, i.precision) for i in items] == [
        ("date", None, "vague"),
        ("date", None, "vague"),
        ("date", "XXXX-05-03", "day"),
        ("vague", None, "vague"),
    ]


def test_a_day_dated_elsewhere_gives_its_year() -> None:
    text = (
        "On 4th July 2023 they met. They meet again from 17 to 19 October 2023. On 19 October, after 4 July, all end."
    )
    items = read_dates(text).items
    assert [i.value for i in items][2:] == ["2023-10-19", "2023-07-04"]


def test_a_numbered_day_shows_which_day_the_text_calls_today() -> None:
    text = "The president met the envoys this morning (19). He travels on tomorrow."
    assert [i.value for i in read_dates(text, PUBLISHED).items] == ["2023-06-19", "2023-06-20"]


RELEASED = (
    ("Lomé, 3 May 2022 – The port opened.", "", ("2022-05-03", "dateline", "D1")),
    ("LOME (May 3, 2022) - The port opened.", "", ("2022-05-03", "dateline", "D1")),
    ("For Immediate Release: May 3, 2022\nThe port opened.", "", ("2022-05-03", "dateline", "D1")),
    ("3 May 2022\n\nThe port opened.", "", ("2022-05-03", "dateline", "D1")),
    ("The port opened today.\n\n3 May 2022", "", ("2022-05-03", "dateline", "D2")),
    ("Tuesday 27th November\n\nIn April 2018 they met.", "", ("2018-11-27", "dateline", "D1")),
    ("Lomé, 3 May – In April 2022 the port opened.", "", ("2022-05-03", "dateline", "D1")),
    ("Lomé, 3 May – The port opened.", "", (None, "none", None)),
    ("Lomé, 3 May 2022 – The port opened.", "2022-05-04", ("2022-05-04", "metadata", None)),
    ("Lomé, 4 May 2022 – The port opened.", "2022-05-04", ("2022-05-04", "metadata", "D1")),
    ("The pact was signed this mid September 2015 by all.", "", ("2015-09", "inferred", "D1")),
    ("Visas are issued until 3 May 2022.", "", (None, "inferred", None)),
    ("The port opened.", "", (None, "none", None)),
    ("**Quito, December 7, 2022.** The port opened.", "", ("2022-12-07", "dateline", "D1")),
    ("Quito, December 7, 2022. The port opened.", "", ("2022-12-07", "dateline", "D1")),
    ("**Lublin, 14 March 2019.** The port opened.", "", ("2019-03-14", "dateline", "D1")),
    ("*Granada, October 8, 2020.-* The port opened.", "", ("2020-10-08", "dateline", "D1")),
    ("Port news\n\nAncona, 23 September 2021\n\nThe port opened.", "", ("2021-09-23", "dateline", "D1")),
    ("Ancona (19 August 2022)\nThe port opened.", "", ("2022-08-19", "dateline", "D1")),
    ("Sent: Monday, 30 January 2023 08:02\n\nThe port opened.", "", ("2023-01-30", "dateline", "D1")),
    ("02.11.2023 12:40\n\nThe port opened.", "", ("2023-11-02", "dateline", "D1")),
    ("The port opened.\n\nDone at Dakar, 19 October 2016", "", ("2016-10-19", "dateline", "D1")),
    (
        "Amman, 12 Rabi II 1444 AH, corresponding to November 6, 2022 – The port opened.",
        "",
        ("2022-11-06", "dateline", "D1"),
    ),
    ("Kabul, November 6, 2022 (KNA) -- The port opened.", "", ("2022-11-06", "dateline", "D1")),
    ("Press note 52 – Ancona, 23 September 2021\n\nThe port opened.", "", ("2021-09-23", "dateline", "D1")),
    ("Bulletin 077 · Mérida, February 18, 2025\n\nThe port opened.", "", ("2025-02-18", "dateline", "D1")),
    ("Port news\n2079 Bhadra 3 (19 August 2022)\n\nThe port opened.", "", ("2022-08-19", "dateline", "D1")),
    ("Port news\nIssued at 9.30 p.m., 10th February 2018\n\nIt opened.", "", ("2018-02-10", "dateline", "D1")),
    ("They said today, 19 October 2018, that it opened.", "", ("2018-10-19", "inferred", "D1")),
    ("PRESS RELEASE No. 12/2019\n\nThursday, May 16\n\nThe port opened.", "", ("2019-05-16", "dateline", "D1")),
)


@pytest.mark.parametrize(("text", "published", "expected"), RELEASED, ids=[text for text, _, _ in RELEASED])
def test_the_release_date(text: str, published: str, expected: tuple[str | None, str, str | None]) -> None:
    released = read_dates(text, published).released
    assert (released.value, released.basis, released.mention) == expected


def test_bounds_of_an_unknown_release_date() -> None:
    text = "The council met on 4 July 2023. The symposium will be held from 17 to 19 October 2023."
    released = read_dates(text).released
    assert (released.value, released.not_before, released.not_after) == (None, "2023-07-04", "2023-10-16")


def test_the_room_leaves_navigation_out() -> None:
    text = "Posted 3 May 2022\nThe port opened on 4 May 2022."
    source = Source("a", "a.txt", text, "0", metadata=Metadata(published="2022-05-05"))
    zones = (Zone("navigation", 0, 17, "test"),)
    release = Release(source, clean=CleanText(text, ()), zones=zones)
    dates = DatesRoom()(release, Doc(Vocab()))
    assert [(d.id, d.value) for d in dates.items] == [("D1", "2022-05-04")]


TIMEXES = (
    ("He said Friday that prices rose.", [("Friday", "DATE", "2023-06-16")]),
    ("Prices rose last week.", [("last week", "DATE", "2023-W24")]),
    ("Prices rose over the past two months.", [("the past two months", "DURATION", "P2M")]),
    ("Prices rose from 1992 to 1996.", [("1992", "DATE", "1992"), ("1996", "DATE", "1996")]),
    ("Prices now rise daily.", [("now", "DATE", "PRESENT_REF"), ("daily", "SET", "P1D")]),
    ("Prices rose in early May.", [("early May", "DATE", "2023-05")]),
    ("Prices rose in the third quarter of 2022.", [("the third quarter of 2022", "DATE", "2022-Q3")]),
    ("They met Monday night.", [("Monday night", "TIME", "2023-06-19TNI")]),
    ("Prices rose in recent years.", [("recent years", "DURATION", "PXY")]),
    ("They met in the summer of 2019.", [("the summer of 2019", "DATE", "2019-SU")]),
    ("They met in the 1960s.", [("the 1960s", "DATE", "196")]),
    ("They met in the 19th century.", [("the 19th century", "DATE", "18")]),
)


@pytest.mark.parametrize(("text", "expected"), TIMEXES, ids=[text for text, _ in TIMEXES])
def test_timex_export(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = annotate("a", PUBLISHED, text)
    assert found["doc_id"] == "a"
    assert [(t["text"], t["type"], t["value"]) for t in found["timex"]] == expected
    assert all(text[t["start"] : t["end"]] == t["text"] for t in found["timex"])


def test_timex_lines() -> None:
    line = json.dumps({"doc_id": "a", "dct": "20230620", "text": "They met today."})
    (answer,) = run_timex([line, "", "  \n"])
    assert json.loads(answer)["timex"][0]["value"] == "2023-06-20"
    with pytest.raises(ValueError, match="line 2"):
        list(run_timex([line, '{"doc_id": 1}']))
    with pytest.raises(ValueError, match="line 1"):
        list(run_timex(['{"doc_id": "a", "dct": "soon", "text": ""}']))


def test_today_of_a_standing_description_is_no_day() -> None:
    text = "The mayor came today.\n\nAbout the firm\nIt gives a share, which today equals two boats."
    zones = (Zone("boilerplate", 23, len(text), "test"),)
    assert [(d.start, d.value) for d in read_dates(text, PUBLISHED, zones).items] == [(15, PUBLISHED)]
