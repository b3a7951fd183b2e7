"""`events.jsonld`: the events as linked data (schema.org Event, JSON-LD 1.1)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.outputs.table import Cell

NAME = "events.jsonld"

Row = Mapping[str, Cell]

# schema.org knows no status of what is over; only of what was to come.
_STATUS = {"planned": "https://schema.org/EventScheduled", "cancelled": "https://schema.org/EventCancelled"}
_KINDS = {"ORG": "Organization", "PERSON": "Person", "PLACE": "Place"}
_PROPERTIES = {"organiser": "organizer", "host": "organizer", "speaker": "performer"}


def linked_data_pieces(
    events: Iterable[Row], participants: Iterable[Row], urls: Mapping[Cell, Cell]
) -> Iterator[bytes]:
    """Yield the bytes of the file from rows of the two tables and the address of each release that has one."""
    taking_part: dict[Cell, list[Row]] = {}
    for row in participants:
        taking_part.setdefault(row["event_id"], []).append(row)
    yield b'{"@context": "https://schema.org", "@graph": ['
    for number, row in enumerate(events):
        yield b",\n" if number else b"\n"
        item = _event(row, taking_part.get(row["event_id"], []), urls.get(row["release_id"]))
        # "<" would end the script element of a page that this is put into
        yield json.dumps(item, ensure_ascii=False).replace("<", "\\u003c").encode("utf-8")
    yield b"\n]}\n"


def _event(row: Row, participants: list[Row], url: Cell) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "Event", "@id": f"urn:dateline:{row['event_id']}", "name": row["title"]}
    found["additionalType"] = row["type"]
    found["startDate"], found["endDate"] = row["date_from"], row["date_to"]
    found["eventStatus"] = _STATUS.get(str(row["status"]))
    found["description"] = row["evidence"]
    found["location"] = [{"@type": "Place", "name": name} for name in _parts(row["places"])]
    found["subjectOf"] = {"@type": "NewsArticle", "identifier": row["release_id"], "datePublished": row["published"]}
    if url:
        found["subjectOf"]["url"] = url
    if row["part_of_id"]:
        found["superEvent"] = {"@id": f"urn:dateline:{row['part_of_id']}"}
    for party in participants:
        kind = _KINDS.get(str(party["participant_type"]), "Thing")
        name = _PROPERTIES.get(str(party["role"]), "contributor")
        found.setdefault(name, []).append({"@type": kind, "name": party["participant"], "roleName": party["role"]})
    return {name: value for name, value in found.items() if value not in (None, [], "")}


def _parts(cell: Cell) -> list[str]:
    return str(cell).split("; ") if cell else []
