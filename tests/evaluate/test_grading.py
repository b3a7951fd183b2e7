from __future__ import annotations

from pathlib import Path

from pipeline.evaluate.annotation import Made, read_annotation
from pipeline.evaluate.grading import (
    Family,
    Judged,
    grade_families,
    judge,
    measure_families,
    precision_by_grade,
    write_grades,
)
from tests.evaluate.making import gold_record


def judged(layer: str, rule: str, right: int, wrong: int, grade: str = "") -> list[Judged]:
    made = Made(rule, grade)
    return [Judged(layer, made, True)] * right + [Judged(layer, made, False)] * wrong


def test_what_makes_a_row_right() -> None:
    found = gold_record()
    found["mentions"][0]["end"] -= 1
    found["mentions"][7]["entity"] = "E3"
    found["dates"][0].update({"value": "2021", "from": "2021-01-01", "to": "2021-12-31"})
    found["events"][0]["date"] = {"value": None, "from": None, "to": None}
    found["events"][1]["type"] = "MEETING"
    found["commitments"][0]["class"] = "PROPOSAL"
    marks: dict[str, list[bool]] = {}
    for one in judge(read_annotation(gold_record()), read_annotation(found)):
        marks.setdefault(one.layer, []).append(one.is_right)
    assert marks["mentions"].count(False) == 1
    assert marks["entities"] == [True, True, False]
    assert marks["dates"] == [False, True, True, True]
    assert marks["events"] == [True, False]
    assert marks["commitments"] == [False, True]


def test_families_are_rules_up_to_the_colon() -> None:
    found = measure_families([*judged("dates", "full:day", 3, 1), *judged("dates", "full:month", 1, 0)])
    assert found == [Family("dates", "full", 4, 5)]


def test_grades_keep_their_promise() -> None:
    families = measure_families(
        [
            *judged("events", "sure", 19, 1),
            *judged("events", "few", 9, 0),
            *judged("events", "likely", 80, 20),
            *judged("events", "hardly", 75, 25),
            *judged("events", "rare", 1, 0),
            *judged("dates", "sure", 1, 99),
        ]
    )
    grades = {(family.layer, family.name): grade for family, grade in grade_families(families)}
    assert grades == {
        ("events", "sure"): "A",
        ("events", "few"): "B",
        ("events", "likely"): "B",
        ("events", "hardly"): "C",  # .75 would pass alone, but A and B together would fall below .80
        ("events", "rare"): "C",
        ("dates", "sure"): "C",
    }


def test_the_table_is_written_in_order(tmp_path: Path) -> None:
    path = tmp_path / "grades.csv"
    write_grades([(Family("events", "b", 1, 2), "C"), (Family("dates", "a", 19, 20), "A")], path)
    assert path.read_bytes() == b"layer,family,precision,n,grade\ndates,a,0.950,20,A\nevents,b,0.500,2,C\n"


def test_precision_by_grade_adds_up() -> None:
    marks = [*judged("events", "a", 9, 1, "A"), *judged("events", "b", 3, 1, "B"), *judged("events", "c", 0, 6)]
    assert precision_by_grade(marks, {}) == [
        Family("events", "A", 9, 10),
        Family("events", "A and B", 12, 14),
        Family("events", "all", 12, 20),
    ]
    assert precision_by_grade(marks, {("events", "c"): "A"})[0] == Family("events", "A", 0, 6)
