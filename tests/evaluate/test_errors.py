from __future__ import annotations

from typing import Any

from pipeline.evaluate.annotation import read_annotation
from pipeline.evaluate.errors import LAYERS, Miss
from tests.evaluate.making import at, gold_record

Json = dict[str, Any]


def misses(layer: str, found: Json) -> list[Miss]:
    return list(LAYERS[layer](read_annotation(gold_record()), read_annotation(found)))


def causes(layer: str, found: Json) -> list[str]:
    return sorted(miss.cause for miss in misses(layer, found))


def test_gold_has_no_errors() -> None:
    for layer in LAYERS:
        assert misses(layer, gold_record()) == []


def test_everything_is_missing_from_nothing() -> None:
    assert causes("mentions", {}) == ["missing"] * 9
    assert causes("roles", {}) == ["missing"]
    assert causes("dates", {}) == ["missing"] * 4
    assert causes("events", {}) == causes("commitments", {}) == ["missing"] * 2
    assert causes("frame", {}) == ["issuer", "release date"]


def test_mentions_say_what_is_wrong_with_them() -> None:
    found = gold_record()
    found["mentions"][0]["end"] -= 1
    found["mentions"][1]["type"] = "ORG"
    found["mentions"][6].update({"type": "ORG", "end": found["mentions"][6]["end"] + 1})
    found["mentions"].append({"id": "M10", "type": "PLACE", "rule": "guess:x", **at("port")})
    assert causes("mentions", found) == ["edges", "spurious", "type", "type and edges"]
    spurious = next(m for m in misses("mentions", found) if m.cause == "spurious")
    assert (spurious.rule, spurious.wanted, spurious.got) == ("guess:x", "", "PLACE 'port'")


def test_entities_split_merged_and_elsewhere() -> None:
    found = gold_record()
    found["entities"].append({"id": "E9", "type": "ORG", "canonical": "HL"})
    found["mentions"][4]["entity"] = "E9"
    found["mentions"][6]["entity"] = "E1"
    found["entities"][1]["country"] = None
    assert causes("entities", found) == ["country", "merged", "split"]


def test_events_participants_and_places() -> None:
    found = gold_record()
    found["events"][0].update({"type": "CONFERENCE", "status": "planned", "places": []})
    found["events"][0]["participants"] = [{"entity": "E1", "role": "host"}, {"entity": None, "text": "the port"}]
    found["events"][1]["participants"] = []
    found["events"].append({**found["events"][1], "id": "EV3", "mentions": [at("calls")]})
    assert causes("events", found) == ["spurious", "type and status"]
    assert causes("participants", found) == ["missing", "role", "spurious"]
    assert causes("places", found) == ["places"]


def test_commitments_name_each_wrong_field() -> None:
    found = gold_record()
    found["commitments"][0].update({"strength": "PLEDGE", "committer": [], "deadline": None, "targets": []})
    found["commitments"][1].update({"class": "OWN", "addressee": []})
    assert causes("commitments", found) == ["class and addressee", "strength and committer and deadline and targets"]
