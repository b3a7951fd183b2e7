"""A made-up release with its annotation, and a folder of such releases."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

Json = dict[str, Any]
TEXT = """Harbour League opens office in Odense
Odense, 3 May 2021 - The Harbour League (HL) opened its office in Odense on 3 May 2021.
Mia Holm, President of HL, visited the port on 4 May 2021.
HL will publish a report by 2022. It calls on cities to share their data.
Menu | Contact HL
"""


def at(quote: str, nth: int = 0, text: str = TEXT) -> Json:
    """Give the range of the nth occurrence of `quote`."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return {"start": start, "end": start + len(quote), "text": quote}


def _sentences() -> list[Json]:
    found, start = [], 0
    for number, line in enumerate(TEXT.splitlines(keepends=True), 1):
        found.append({"id": f"S{number}", "start": start, "end": start + len(line.rstrip())})
        start += len(line)
    return found


def _day(value: str) -> Json:
    return {"value": value, "from": value, "to": value, "mention": None}


def gold_record() -> Json:
    """Give a full annotation of `TEXT`."""
    year = {"value": "2022", "from": "2022-01-01", "to": "2022-12-31", "mention": "D4"}
    return copy.deepcopy(
        {
            "doc_id": "harbour",
            "release_date": {"value": "2021-05-03", "basis": "dateline"},
            "issuer": "E1",
            "zones": [{"type": "navigation", **at("Menu | Contact HL")}],
            "sentences": _sentences(),
            "entities": [
                {"id": "E1", "type": "ORG", "canonical": "Harbour League", "aliases": ["HL"]},
                {"id": "E2", "type": "PLACE", "canonical": "Odense", "aliases": [], "country": "DK"},
                {
                    **{"id": "E3", "type": "PERSON", "canonical": "Mia Holm", "aliases": []},
                    "roles": [{"title": "President", "of": "E1"}],
                },
            ],
            "mentions": [
                {"id": "M1", "type": "ORG", "entity": "E1", **at("Harbour League")},
                {"id": "M2", "type": "PLACE", "entity": "E2", **at("Odense")},
                {"id": "M3", "type": "PLACE", "entity": "E2", **at("Odense", 1)},
                {"id": "M4", "type": "ORG", "entity": "E1", **at("Harbour League", 1)},
                {"id": "M5", "type": "ORG", "entity": "E1", **at("HL")},
                {"id": "M6", "type": "PLACE", "entity": "E2", **at("Odense", 2)},
                {"id": "M7", "type": "PERSON", "entity": "E3", **at("Mia Holm")},
                {"id": "M8", "type": "ORG", "entity": "E1", **at("HL", 1)},
                {"id": "M9", "type": "ORG", "entity": "E1", **at("HL", 2)},
            ],
            "dates": [
                {"id": "D1", "kind": "date", **at("3 May 2021"), **_day("2021-05-03")},
                {"id": "D2", "kind": "date", **at("3 May 2021", 1), **_day("2021-05-03")},
                {"id": "D3", "kind": "date", **at("4 May 2021"), **_day("2021-05-04")},
                {"id": "D4", "kind": "date", **at("2022"), **year},
            ],
            "events": [
                {
                    **{"id": "EV1", "type": "LAUNCH", "sentence": "S2", "mentions": [at("opened"), at("opens")]},
                    **{"date": _day("2021-05-03"), "status": "occurred", "places": ["E2"]},
                    "participants": [{"entity": "E1", "role": "actor", "text": None}],
                },
                {
                    **{"id": "EV2", "type": "VISIT", "sentence": "S3", "mentions": [at("visited")]},
                    **{"date": _day("2021-05-04"), "status": "occurred", "places": []},
                    "participants": [{"entity": "E3", "role": "attendee", "text": None}],
                },
            ],
            "commitments": [
                {
                    **{"id": "C1", "class": "OWN", "strength": "WILL", "sentence": "S4", "polarity": "positive"},
                    **{"action": at("publish a report by 2022"), "action_head": at("publish")},
                    **{"committer": [{"entity": "E1", "text": None}], "deadline": year},
                    "targets": [{"amount": "1", "unit": "report"}],
                },
                {
                    **{"id": "C2", "class": "CALL", "strength": "CALL", "sentence": "S4", "polarity": "positive"},
                    **{"action": at("share their data"), "action_head": at("share")},
                    **{
                        "committer": [{"entity": "E1", "text": None}],
                        "addressee": [{"entity": None, "text": "cities"}],
                    },
                },
            ],
        }
    )


def make_folder(folder: Path, names: tuple[str, ...] = ("harbour",), text: str = TEXT) -> Path:
    """Write a gold folder that holds the made-up release under each name."""
    for part in ("raw", "annotations"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / "raw" / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
        record = {**gold_record(), "doc_id": name}
        (folder / "annotations" / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")
    return folder
