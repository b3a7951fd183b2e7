from __future__ import annotations

from typing import Any

import pytest

from pipeline.evaluate.annotation import read_annotation
from pipeline.evaluate.measures import MEASURES
from pipeline.evaluate.score import Score, count_release, score_all
from tests.evaluate.making import at, gold_record

Json = dict[str, Any]


def scores_of(*predictions: Json, draws: int = 0) -> dict[str, Score]:
    gold = read_annotation(gold_record())
    tallies = [count_release(gold, read_annotation(p)) for p in predictions]
    return {score.measure.name: score for score in score_all(tallies, draws)}


def test_gold_against_itself_is_perfect() -> None:
    for name, score in scores_of(gold_record()).items():
        if score.measure in MEASURES and (score.parts.get("gold") or score.parts.get("of")):
            assert score.value == 1.0, name


def test_nothing_predicted_scores_nothing_and_divides_by_nothing() -> None:
    scores = scores_of({}, draws=10)
    assert scores["mentions"].value == 0.0
    assert scores["mentions"].parts == {"precision": 0.0, "recall": 0.0, "right": 0, "predicted": 0, "gold": 9}
    assert scores["events.type.accuracy"].value is None
    assert scores["events.type.accuracy"].interval is None


def test_edges_and_types_decide_a_mention() -> None:
    found = gold_record()
    found["mentions"][0]["end"] -= 1
    found["mentions"][1]["type"] = "ORG"
    found["mentions"].append({"id": "M10", "type": "ORG", "entity": "E1", **at("HL", 3)})  # in navigation
    scores = scores_of(found)
    assert scores["mentions"].parts["right"] == 7
    assert scores["mentions"].parts["predicted"] == 9
    assert scores["mentions.partial"].parts["right"] == 8
    assert scores["mentions.PLACE"].parts["gold"] == 3


def test_a_split_cluster_costs_recall() -> None:
    found = gold_record()
    found["entities"].append({"id": "E9", "type": "ORG", "canonical": "HL"})
    found["mentions"][4]["entity"] = "E9"
    scores = scores_of(found)
    assert scores["clusters.precision"].value == 1.0
    assert scores["clusters.recall"].value == pytest.approx((4 + 4 * 0.8 + 0.2) / 9, abs=0.001)


def test_wrong_values_cost_end_to_end_only() -> None:
    found = gold_record()
    found["dates"][3].update({"value": "2023", "from": "2023-01-01", "to": "2023-12-31"})
    found["events"][0]["type"] = "CONFERENCE"
    found["events"][1]["date"] = {"value": None, "from": None, "to": None}
    scores = scores_of(found)
    assert scores["dates.detection"].value == 1.0
    assert scores["dates"].parts["right"] == 3
    assert scores["events"].value == 1.0
    assert scores["events.type.accuracy"].value == 0.5
    assert scores["events.date.accuracy"].value == 0.5
    assert scores["events.dated"].parts == {"precision": 1.0, "recall": 0.5, "right": 1, "predicted": 1, "gold": 2}
    assert scores["events.type_and_date"].value == 0.0


def test_commitments_are_matched_within_their_sentence() -> None:
    found = gold_record()
    found["commitments"][0]["strength"] = "INTEND"
    found["commitments"][0]["deadline"] = None
    found["commitments"][1]["action"] = at("cities to share their data")
    found["commitments"][1]["addressee"] = []
    scores = scores_of(found)
    assert scores["commitments"].value == 1.0
    assert scores["strength.accuracy"].value == 0.5
    assert scores["strength.near"].value == 1.0
    assert scores["addressee.calls"].value == 0.0
    assert scores["deadlines"].parts["of"] == 1
    assert scores["deadlines"].value == 0.0
    assert scores["actions"].value == pytest.approx((1 + 6 / 8) / 2)


def test_macro_f1_is_the_mean_over_the_labels_of_gold() -> None:
    found = gold_record()
    found["events"][0]["type"] = "VISIT"
    scores = scores_of(found)
    # VISIT: 1 right of 2 predicted and 1 in gold (F1 2/3); LAUNCH: none.
    assert scores["events.type.macro"].value == pytest.approx((2 / 3 + 0) / 2, abs=1e-4)


def test_intervals_are_the_same_every_time_and_hold_the_value() -> None:
    worse = gold_record()
    worse["mentions"] = worse["mentions"][:3]
    first, second = (scores_of(gold_record(), worse, {}, draws=200) for _ in range(2))
    for name, score in first.items():
        assert score == second[name]
    low, high = first["mentions"].interval or (1.0, 0.0)
    assert low <= (first["mentions"].value or 0.0) <= high
    assert low < high


def test_names_of_measures_are_unique() -> None:
    names = [measure.name for measure in MEASURES]
    assert len(names) == len(set(names))
