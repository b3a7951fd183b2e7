"""What the user's own four documents must show (they are not part of the project: skipped where they are not)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.corridor import Corridor
from pipeline.export import export_release
from tests.support.gold import read_sources

Json = dict[str, Any]


@pytest.fixture(scope="module")
def seeds(gold_root: Path, corridor: Corridor) -> dict[str, Json]:
    """Give the exported record of each document under the three digits its name begins with."""
    return {s.doc_id[:3]: export_release(corridor.walk(s)) for s in read_sources(gold_root / "seeds")}


def events(record: Json, **wanted: str) -> list[Json]:
    return [e for e in record["events"] if all(e[key] == value for key, value in wanted.items())]


def names(record: Json, ids: list[str | None]) -> set[str]:
    return {e["canonical"] for e in record["entities"] if e["id"] in ids}


def entity(record: Json, name: str) -> Json:
    found = [e for e in record["entities"] if name in (e["canonical"], *e["aliases"])]
    assert len(found) == 1, f"{name}: {len(found)} entities"
    return found[0]


def roles(record: Json, person: str) -> set[tuple[str | None, str]]:
    return {(r["title"], *names(record, [r["of"]])) for r in entity(record, person)["roles"]}  # type: ignore[misc]


def zoned(record: Json, kind: str) -> list[tuple[int, int]]:
    return [(z["start"], z["end"]) for z in record["zones"] if z["type"] == kind]


def annotation(gold_root: Path, prefix: str) -> Json:
    (path,) = (gold_root / "seeds" / "annotations").glob(f"{prefix}_*.json")
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def source_text(gold_root: Path, prefix: str) -> str:
    (path,) = (gold_root / "seeds" / "raw").glob(f"{prefix}_*.txt")
    return path.open(encoding="utf-8", newline="").read()


def words_outside(gold: Json, record: Json, kind: str, text: str) -> list[str]:
    """Give the words of the annotated zones of a kind that no zone of that kind covers."""
    found = zoned(record, kind)
    return [
        word.group()
        for start, end in zoned(gold, kind)
        for word in re.compile(r"\w+").finditer(text, start, end)
        if not any(a <= word.start() and word.end() <= b for a, b in found)
    ]


def test_000_the_year_of_the_dateline_comes_from_weekday_and_context(seeds: dict[str, Json]) -> None:
    released = seeds["000"]["release_date"]
    assert (released["value"], released["basis"]) == ("2018-11-27", "dateline")


def test_000_the_mission_is_one_planned_visit_led_by_ries(seeds: dict[str, Json]) -> None:
    record = seeds["000"]
    missions = [e for e in events(record, type="VISIT") if any("ission" in m["text"] for m in e["mentions"])]
    assert len(missions) == 1
    (mission,) = missions
    assert mission["status"] == "planned"
    assert mission["date"]["value"] == "2018-11-27/2018-12-01"
    leaders = [p["entity"] for p in mission["participants"] if p["role"] == "leader"]
    assert names(record, leaders) == {"Roland Ries"}


def test_000_two_other_meetings_are_two_events(seeds: dict[str, Json]) -> None:
    found = [e for e in events(seeds["000"], type="MEETING") if e["mentions"][0]["text"] == "meetings"]
    assert sorted(e["date"]["value"] for e in found) == ["2018-05", "2018-09"]


def test_000_the_fourth_summit_has_no_date(seeds: dict[str, Json]) -> None:
    record = seeds["000"]
    fourth = entity(record, "fourth inter-Korean Summit")["id"]
    found = [e for e in record["events"] if e["name"] == fourth]
    assert len(found) == 1
    assert found[0]["date"]["value"] is None


def test_000_ries_and_rismaharini_have_two_roles_each(seeds: dict[str, Json]) -> None:
    record = seeds["000"]
    assert roles(record, "Roland Ries") == {
        ("Co-President", "United Cities and Local Governments"),
        ("Mayor", "Strasbourg"),
    }
    assert roles(record, "Tri Rismaharini") == {
        ("President", "Asia-Pacific section of UCLG"),
        ("Mayor", "Surabaya"),
    }


def test_001_no_year_is_invented(seeds: dict[str, Json]) -> None:
    found = [d for d in seeds["001"]["dates"] if d["text"] == "1 April"]
    assert found
    assert {(d["value"], d["from"], d["to"]) for d in found} == {("XXXX-04-01", None, None)}
    assert seeds["001"]["release_date"]["value"] is None


def test_001_the_repeated_page_header_is_no_content(seeds: dict[str, Json], gold_root: Path) -> None:
    record, text = seeds["001"], source_text(gold_root, "001")
    headers = zoned(record, "running_header")
    assert words_outside(annotation(gold_root, "001"), record, "running_header", text) == []
    inside = [
        m
        for layer in ("mentions", "dates")
        for m in record[layer]
        if any(start <= m["start"] < end for start, end in headers)
    ]
    assert inside == []


def test_001_the_proposals_have_no_committer(seeds: dict[str, Json]) -> None:
    agentless = [c for c in seeds["001"]["commitments"] if c["class"] == "PROPOSAL" and c["cue"]["text"] == "proposed"]
    passive = [c for c in agentless if not c["committer"]]
    assert len(passive) >= 5


def test_002_the_signing_is_one_agreement_with_two_signatories(seeds: dict[str, Json]) -> None:
    record = seeds["002"]
    found = [e for e in events(record, type="AGREEMENT") if e["date"]["value"]]
    assert len(found) == 1
    assert (found[0]["date"]["from"], found[0]["date"]["to"]) == ("2015-09-11", "2015-09-20")
    # The two bodies sign; the two persons who sign for them may stand beside them, as in the annotation.
    bodies = {e["id"] for e in record["entities"] if e["type"] == "ORG"}
    signatories = [p for p in found[0]["participants"] if p["role"] == "signatory" and p["entity"] in bodies]
    assert len(signatories) == 2


def test_002_each_bullet_is_a_commitment_of_both_parties(seeds: dict[str, Json], gold_root: Path) -> None:
    record, gold = seeds["002"], annotation(gold_root, "002")
    bullets = {c["action"]["sentence"] for c in gold["commitments"] if c["lead_in"]}
    assert len(bullets) == 5
    for bullet in sorted(bullets):
        inside = [c for c in record["commitments"] if c["action"]["sentence"] == bullet]
        assert inside, bullet
        for commitment in inside:
            parties = names(record, [p["entity"] for p in commitment["committer"]])
            assert len(parties) == 2, (bullet, commitment["action"]["text"], parties)


def test_003_the_web_counter_is_navigation(seeds: dict[str, Json], gold_root: Path) -> None:
    text = source_text(gold_root, "003")
    assert words_outside(annotation(gold_root, "003"), seeds["003"], "navigation", text) == []


def test_003_the_three_dates(seeds: dict[str, Json]) -> None:
    record = seeds["003"]
    dates = {(e["type"], e["date"]["value"]) for e in record["events"]}
    assert ("CONFERENCE", "2023-10-17/2023-10-19") in dates  # the symposium
    assert ("CONFERENCE", "2023-10-19") in dates  # the forum
    assert ("MEETING", "2023-07-04") in dates


@pytest.mark.parametrize("acronym", ["KRILA", "MOIS", "KFCC", "KIDI", "KIPA", "KLID", "NDMI"])
def test_003_the_institutes_come_with_their_acronyms(seeds: dict[str, Json], acronym: str) -> None:
    found = [e for e in seeds["003"]["entities"] if e["acronym"] == acronym]
    assert len(found) == 1
    assert len(found[0]["canonical"]) > len(acronym)
