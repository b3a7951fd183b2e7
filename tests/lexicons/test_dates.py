"""Every row of `models/en/dates` is found by its example and stays off its counter-example."""

from __future__ import annotations

import pytest

from pipeline.lang.lexicon import read_table
from pipeline.rooms.dates.find import find_expressions
from pipeline.rooms.dates.patterns import open_patterns
from pipeline.rooms.dates.room import read_dates
from pipeline.rooms.dates.surroundings import words_of
from pipeline.rooms.dates.tense import tense_of
from pipeline.rooms.dates.tokens import tokenize

REFUSING = {
    "counted",
    "count_before",
    "day_name",
    "after_one_day",
    "name_head",
    "instrument",
    "of_today",
    "name_title",
    "for_tomorrow",
    "of_an_age",
    "of_a_paper",
    "of_these_times",
    "state_verb",
    "state_after",
    "pronoun",
    "paper_today",
    "onward",
    "habit",
    "in_a_row",
    "weekday_name_head",
    "same_day_habit",
    "before_mean_age",
    "of_a_coin",
}
OF_ONE_LIST = {
    "in_a_row": {"set:weekdays"},
    "same_day_habit": {"anaphor:unit"},
    "before_mean_age": {"duration:number"},
    "of_a_coin": {"quarter:bare"},
}
MODES = {"both": "edtf", "edtf": "edtf", "timex": "timex"}


def rows(table: str) -> list[dict[str, str]]:
    return list(read_table(f"dates/{table}"))


def found_in(text: str, layer: str = "edtf") -> list[str]:
    return [text[e.start : e.end] for e in find_expressions(tokenize(text), layer)]


@pytest.mark.parametrize("row", rows("patterns"), ids=lambda row: row["name"])
def test_a_pattern_finds_its_example(row: dict[str, str]) -> None:
    tokens = tokenize(row["example"])
    pattern = next(p for p in open_patterns() if p.name == row["name"])
    assert pattern.regex.search(tokens.codes), "the pattern itself does not match"
    assert row["finds"] in found_in(row["example"], MODES[row["layer"]])


@pytest.mark.parametrize("row", [r for r in rows("patterns") if r["counter"]], ids=lambda row: row["name"])
def test_a_pattern_stays_off_its_counter_example(row: dict[str, str]) -> None:
    expressions = find_expressions(tokenize(row["counter"]), MODES[row["layer"]])
    assert row["name"] not in {e.family for e in expressions}


@pytest.mark.parametrize("row", rows("guards"), ids=lambda row: row["name"])
def test_a_guard_takes_its_example_out(row: dict[str, str]) -> None:
    tokens = tokenize(row["example"])
    guard = next(p for p in open_patterns("guards") if p.name == row["name"])
    match = guard.regex.search(tokens.codes)
    assert match is not None
    for expr in find_expressions(tokens):
        assert expr.last < match.start() or expr.first >= match.end()


@pytest.mark.parametrize("row", rows("macros"), ids=lambda row: row["name"])
def test_a_macro_serves_its_example(row: dict[str, str]) -> None:
    assert found_in(row["example"])


@pytest.mark.parametrize("row", rows("words"), ids=lambda row: f"{row['class']}:{row['word']}")
def test_a_word_is_known_in_its_example(row: dict[str, str]) -> None:
    tokens = tokenize(row["example"])
    where = [i for i, word in enumerate(tokens.words) if word.lower() == row["word"]]
    assert any(tokens.has(i, row["class"]) for i in where)
    assert found_in(row["example"], "timex")


@pytest.mark.parametrize("row", rows("holidays"), ids=lambda row: row["name"])
def test_a_holiday_is_found_with_its_year(row: dict[str, str]) -> None:
    (found,) = read_dates(row["example"]).items
    assert found.first is not None
    assert found.first.startswith("2019")
    assert (found.precision == "day") == (row["general"] == "yes")


@pytest.mark.parametrize("row", rows("contexts"), ids=lambda row: f"{row['list']}:{row['word']}")
def test_a_context_word_lets_a_date_in_or_keeps_it_out(row: dict[str, str]) -> None:
    assert row["word"] in words_of(row["list"])
    if row["list"] in ("no_place_word", "not_released", "header_label", "place_word"):
        released = read_dates(row["example"]).released
        assert (released.value == "2019-06-03") == (row["list"] in ("header_label", "place_word"))
        return
    doubtful = {"year:bare", "weekday:bare", "vague:oneday", "deictic:dayword", "time:partof", "weekend:bare"}
    doubtful |= OF_ONE_LIST.get(row["list"], set())
    families = {e.family for e in find_expressions(tokenize(row["example"]))}
    assert not families & doubtful if row["list"] in REFUSING else families


@pytest.mark.parametrize("row", [r for r in rows("contexts") if r["list"].endswith("_more_than")], ids=str)
def test_more_than_a_length_keeps_its_over(row: dict[str, str]) -> None:
    assert any(text.lower().startswith("over ") for text in found_in(row["example"]))


@pytest.mark.parametrize("row", [r for r in rows("contexts") if r["list"] == "bidding"], ids=lambda row: row["word"])
def test_a_bidding_has_the_day_ahead(row: dict[str, str]) -> None:
    (found,) = read_dates(row["example"], "2019-06-05").items
    assert found.first == "2019-06-10"


@pytest.mark.parametrize("row", [r for r in rows("contexts") if r["list"] == "sets_for"], ids=lambda row: row["word"])
def test_a_day_set_lies_ahead(row: dict[str, str]) -> None:
    (found,) = read_dates(row["example"], "2019-01-20").items
    assert found.value == "2019-05-18"


@pytest.mark.parametrize("row", rows("nowadays"), ids=lambda row: row["name"])
def test_a_phrase_of_these_times_is_no_day(row: dict[str, str]) -> None:
    assert "today" not in [text.lower() for text in found_in(row["example"])]
    match = next(p for p in open_patterns("nowadays") if p.name == row["name"]).regex
    assert match.search(tokenize(row["example"]).codes)
    assert "today" in [text.lower() for text in found_in(row["counter"])]


@pytest.mark.parametrize("row", rows("modifiers"), ids=lambda row: row["cue"])
def test_a_cue_sets_the_modifier(row: dict[str, str]) -> None:
    assert [item.mod for item in read_dates(row["example"]).items] == [row["mod"]]


@pytest.mark.parametrize("row", rows("tense"), ids=lambda row: row["cue"])
def test_a_verb_tells_the_tense(row: dict[str, str]) -> None:
    tokens = tokenize(row["example"])
    (expr,) = find_expressions(tokens)
    assert tense_of(tokens, expr) == {"past": -1, "present": 0, "future": 1}[row["tense"]]


@pytest.mark.parametrize("row", [r for r in rows("contexts") if r["list"] == "yearly"], ids=lambda row: row["word"])
def test_a_yearly_custom_is_a_set(row: dict[str, str]) -> None:
    assert [item.value for item in read_dates(row["example"], "2019-06-05").items][-1] == "P1Y"


@pytest.mark.parametrize("row", [r for r in rows("contexts") if r["list"] == "of_a_rule"], ids=lambda row: row["word"])
def test_a_rule_counts_a_length(row: dict[str, str]) -> None:
    assert [item.value for item in read_dates(row["example"], "2019-06-05").items] == ["P5Y"]


@pytest.mark.parametrize(
    "row", [r for r in rows("contexts") if r["list"] == "programme_part"], ids=lambda row: row["word"]
)
def test_a_part_of_a_programme_falls_on_its_day(row: dict[str, str]) -> None:
    text = f"The fair runs 8-11 September 2025 in Oslo.\n\nWe met.\n\nPasses are sold for {row['example']}"
    assert read_dates(text, "2025-07-16").items[-1].value == "2025-09-09"
