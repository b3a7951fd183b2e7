from __future__ import annotations

import pytest

from pipeline.evaluate.compare import (
    DateValue,
    normal_name,
    same_date,
    same_parties,
    shared_parties,
    similar_date,
    word_f1,
)

UNKNOWN = DateValue(None, None, None)


def day(value: str) -> DateValue:
    return DateValue(value, value, value)


MAY = DateValue("2021-05", "2021-05-01", "2021-05-31")
YEAR = DateValue("2021", "2021-01-01", "2021-12-31")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("The  Harbour\nLeague", "harbour league"),
        ("an Office", "office"),
        ("Theatre", "theatre"),
        ("People’s Council ", "people's council"),
        ("the", "the"),
        ("", ""),
    ],
)
def test_names_are_folded(name: str, wanted: str) -> None:
    assert normal_name(name) == wanted


@pytest.mark.parametrize(
    ("left", "right", "strict", "lenient"),
    [
        (day("2021-05-03"), day("2021-05-03"), True, True),
        (UNKNOWN, UNKNOWN, True, True),
        (UNKNOWN, day("2021-05-03"), False, False),
        (DateValue("2021-05-01/2021-05-31", "2021-05-01", "2021-05-31"), MAY, True, True),
        (day("2021-05-03"), MAY, False, True),
        (MAY, YEAR, False, False),
        (day("2021-06-03"), MAY, False, False),
        (day("2021-04-01"), DateValue("XXXX-04-01", None, None), False, True),
        (DateValue("XXXX-04-01", None, None), day("2021-04-01"), False, False),
        (day("2021-04-02"), DateValue("XXXX-04-01", None, None), False, False),
        (DateValue("2019/..", "2019-01-01", None), DateValue("2019/..", "2019-01-01", None), True, True),
    ],
)
def test_dates(left: DateValue, right: DateValue, strict: bool, lenient: bool) -> None:
    assert (same_date(left, right), similar_date(left, right)) == (strict, lenient)


def test_word_overlap() -> None:
    assert word_f1("Share their data", "share the data") == pytest.approx(2 / 3)
    assert word_f1("", "...") == 1.0
    assert word_f1("share", "") == 0.0


def test_parties_are_known_by_any_name() -> None:
    league, port = frozenset({"harbour league", "hl"}), frozenset({"port of odense"})
    assert same_parties([league, port], [port, frozenset({"hl"})])
    assert same_parties([], [])
    assert not same_parties([league], [league, port])
    assert shared_parties([league], [league, port]) == 1
