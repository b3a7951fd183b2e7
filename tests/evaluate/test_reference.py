"""Our figures against those of the reference scorer, where the gold annotations are at hand."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate.annotation import read_annotation
from pipeline.evaluate.score import Score, count_release, score_all

SHARED = Path(__file__).resolve().parents[3] / "shared"
SCORER = SHARED / "tools" / "score.py"
pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason="the reference scorer is not at hand")

Json = dict[str, Any]
OURS = {
    "mentions exact": "mentions",
    "  PERSON": "mentions.PERSON",
    "  ORG": "mentions.ORG",
    "  PLACE": "mentions.PLACE",
    "  NAMED_EVENT": "mentions.NAMED_EVENT",
    "  DOCUMENT": "mentions.DOCUMENT",
    "mentions partial": "mentions.partial",
    "cluster B3 precision": "clusters.precision",
    "cluster B3 recall": "clusters.recall",
    "country acc": "countries",
    "roles": "roles",
    "dates detection": "dates.detection",
    "dates end-to-end strict": "dates",
    "dates end-to-end lenient": "dates.lenient",
    "vague dates detection": "dates.vague",
    "events detection strict": "events",
    "events detection lenient": "events.lenient",
    "dated events detection": "events.dated",
    "event type acc on matched": "events.type.accuracy",
    "event status acc on matched": "events.status.accuracy",
    "event date value (null=null) acc on matched": "events.date.accuracy",
    "event date lenient acc on matched": "events.date.similar",
    "event date end-to-end": "events.date",
    "MAIN event: type+date end-to-end": "events.type_and_date",
    "event participants": "participants",
    "event participants+role": "participants.role",
    "event places": "places",
    "MAIN commitments OWN detection": "commitments.own",
    "proposals+calls detection": "commitments.other",
    "commitments all detection": "commitments",
    "commitment class acc on matched": "commitments.class.accuracy",
    "commitment strength acc on matched": "strength.accuracy",
    "commitment strength within 1 acc on matched": "strength.near",
    "commitment committer acc on matched": "committer.accuracy",
    "commitment addressee acc on matched": "addressee.accuracy",
    "commitment counterparty acc on matched": "counterparty.accuracy",
    "commitment polarity acc on matched": "polarity.accuracy",
    "kappa status": "events.status.kappa",
    "kappa strength": "strength.kappa",
    "commitment targets": "targets",
    "commitment deadline acc": "deadlines",
    "action mean token F1": "actions",
    "action corpus tokens": "actions.words",
}


def reference() -> Any:
    spec = importlib.util.spec_from_file_location("reference_scorer", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_records(*parts: str) -> list[Json]:
    files = [file for part in parts for file in sorted((SHARED / "gold" / part / "annotations").glob("*.json"))]
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


class Spoiler:
    """Damages an annotation in every field that is compared, at random from a seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def thinned(self, items: list[Any]) -> list[Any]:
        kept = [item for item in items if self.chance.random() > 0.15]
        return kept + [copy.deepcopy(item) for item in items if self.chance.random() < 0.08]

    def now(self, share: float) -> bool:
        return self.chance.random() < share

    def shift(self, where: Json) -> None:
        if self.now(0.3):
            where["start"] += self.chance.choice((-2, -1, 0, 1, 2))
            where["end"] += self.chance.choice((-2, -1, 0, 1, 3))

    def spoil(self, gold: Json) -> Json:
        found = copy.deepcopy(gold)
        for layer in ("mentions", "dates", "events", "commitments"):
            found[layer] = self.thinned(found[layer])
            if self.now(0.3):
                self.chance.shuffle(found[layer])
        ids = [*(e["id"] for e in found["entities"]), None]
        values = [{k: d[k] for k in ("value", "from", "to")} for d in found["dates"]]
        values.append({"value": None, "from": None, "to": None})
        self.spoil_names(found, ids)
        self.spoil_dates(found, values)
        for event in found["events"]:
            self.spoil_event(event, found["events"], ids, values)
        for commitment in found["commitments"]:
            self.spoil_commitment(commitment, found["commitments"])
        return found

    def spoil_names(self, found: Json, ids: list[str | None]) -> None:
        for entity in found["entities"]:
            if self.now(0.2):
                entity["country"] = self.chance.choice(("FR", "KR", None))
            if self.now(0.1):
                entity["canonical"], entity["aliases"] = f"The {entity['canonical']}", []
            for role in entity.get("roles") or []:
                if self.now(0.2):
                    role["of"] = self.chance.choice(ids)
        for mention in found["mentions"]:
            self.shift(mention)
            if self.now(0.1):
                mention["type"] = self.chance.choice(("ORG", "PLACE", "PERSON"))
            if self.now(0.15):
                mention["entity"] = self.chance.choice(ids)

    def spoil_dates(self, found: Json, values: list[Json]) -> None:
        for item in found["dates"]:
            self.shift(item)
            if self.now(0.2):
                item.update(self.chance.choice(values))
            if self.now(0.1):
                item["kind"] = self.chance.choice(("date", "vague", "duration"))

    def spoil_event(self, event: Json, others: list[Json], ids: list[str | None], values: list[Json]) -> None:
        for trigger in event["mentions"]:
            self.shift(trigger)
        if self.now(0.3):
            event["type"] = self.chance.choice(("MEETING", "CONFERENCE", "LAUNCH"))
        if self.now(0.3):
            event["status"] = self.chance.choice(("planned", "occurred"))
        if self.now(0.4):
            event["date"].update(self.chance.choice(values))
        if self.now(0.1):
            event["mentions"] = copy.deepcopy(self.chance.choice(others)["mentions"])
        event["participants"] = self.thinned(event["participants"])
        for party in event["participants"]:
            if self.now(0.2):
                party["entity"] = self.chance.choice(ids)
            if self.now(0.2):
                party["role"] = "actor"
        if self.now(0.2):
            event["places"] = [i for i in ids[:2] if i]

    def spoil_commitment(self, commitment: Json, others: list[Json]) -> None:
        action = commitment["action"]
        if self.now(0.4):
            action["text"] = " ".join(word for word in action["text"].split() if self.now(0.7))
        if self.now(0.2):
            commitment["action_head"] = None
        if self.now(0.1):
            commitment["action"] = copy.deepcopy(self.chance.choice(others)["action"])
        if self.now(0.3):
            commitment["class"] = self.chance.choice(("OWN", "CALL", "PROPOSAL"))
        if self.now(0.3):
            commitment["strength"] = self.chance.choice(("SIGNED", "PLEDGE", "WILL", "INTEND", "CALL"))
        for slot in ("committer", "counterparty", "addressee"):
            commitment[slot] = self.thinned(commitment.get(slot) or [])
            for party in commitment[slot]:
                if self.now(0.3):
                    party["entity"] = None
        if self.now(0.3):
            late = {"value": "2030", "from": "2030-01-01", "to": "2030-12-31", "mention": None}
            commitment["deadline"] = self.chance.choice((None, late))
        if self.now(0.2):
            commitment["targets"] = []


def reference_table(scorer: Any, pairs: list[tuple[Json, Json]], draws: int) -> tuple[Json, dict[str, Any]]:
    """Give the reference scorer's figures, with its own way of drawing the intervals."""
    counted = [scorer.score_doc(gold, found) for gold, found in pairs]
    drawn: dict[str, list[float]] = {}
    chance = random.Random(13)
    for _ in range(draws):
        total: Counter[str] = Counter()
        for _ in counted:
            total.update(chance.choice(counted))
        for label, figure in scorer.table(total).items():
            if isinstance(figure, dict):
                drawn.setdefault(label, []).append(figure["F1"])
    intervals = {k: (sorted(v)[int(0.025 * draws)], sorted(v)[int(0.975 * draws) - 1]) for k, v in drawn.items()}
    return scorer.table(sum(counted, Counter())), intervals


def expected(figure: Any) -> Any:
    if isinstance(figure, dict):
        return tuple(figure[k] for k in ("P", "R", "F1", "tp", "pred", "gold"))
    top, bottom = figure
    return round(top / bottom, 4) if bottom and top == top else None


def ours(score: Score) -> Any:
    if "precision" in score.parts:
        p = score.parts
        return p["precision"], p["recall"], score.value, p["right"], p["predicted"], p["gold"]
    return score.value


def assert_same(pairs: list[tuple[Json, Json]], draws: int = 0) -> None:
    table, intervals = reference_table(reference(), pairs, draws)
    tallies = [count_release(read_annotation(gold), read_annotation(found)) for gold, found in pairs]
    scores = {score.measure.name: score for score in score_all(tallies, draws)}
    assert set(table) == set(OURS)
    for label, figure in table.items():
        assert ours(scores[OURS[label]]) == expected(figure), label
        if label in intervals:
            assert scores[OURS[label]].interval == intervals[label], label


def test_gold_against_itself() -> None:
    assert_same([(gold, gold) for gold in gold_records("seeds", "dev", "train")])


def test_gold_against_nothing() -> None:
    empty: Json = {k: [] for k in ("entities", "mentions", "dates", "events", "commitments")}
    assert_same([(gold, empty) for gold in gold_records("seeds", "dev")])


@pytest.mark.parametrize("seed", range(6))
def test_damaged_gold(seed: int) -> None:
    spoiler = Spoiler(seed)
    assert_same([(gold, spoiler.spoil(gold)) for gold in gold_records("seeds", "dev")], draws=60 if seed < 2 else 0)


def test_much_damaged_gold() -> None:
    spoiler = Spoiler(99)
    pairs = [(gold, spoiler.spoil(spoiler.spoil(spoiler.spoil(gold)))) for gold in gold_records("train")]
    assert_same(pairs)
