"""One release for the page: its text, and where in it each finding stands.

Offsets here count UTF-16 code units, as the strings of a browser do.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from pipeline.outputs.columns import DATES, ENTITIES
from pipeline.outputs.table import Table
from pipeline.outputs.view import Item, View

# What the page shows of the names and dates of a release beside its text.
PANELS: dict[str, tuple[Table, tuple[str, ...]]] = {
    "entities": (
        ENTITIES,
        ("type", "subtype", "name", "acronym", "aliases", "roles", "country", "part_of", "mentions", "rule", "grade"),
    ),
    "dates": (DATES, ("text", "kind", "date", "date_from", "date_to", "modifier", "basis", "rule", "grade")),
}

# Characters that take two code units.
_WIDE = re.compile("[\U00010000-\U0010ffff]")


class Units:
    """Translates offsets from code points to UTF-16 code units."""

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [found.start() for found in _WIDE.finditer(text)]

    def __call__(self, offset: int) -> int:
        """Give the offset in code units."""
        return offset + bisect_left(self._wide, offset) if self._wide else offset


def describe_release(view: View) -> Item:
    """Give what `assets/reader.js` shows.

    text; zones [type, start, end]; names and dates: the cells of PANELS; mentions [start, end, which name, type];
    spans of dates [start, end]; of each event and commitment its id and parts [kind, start, end].
    """
    at = Units(view.text)
    which = {entity["id"]: number for number, entity in enumerate(view.items("entities"))}
    return {
        "text": view.text,
        "zones": [[zone["type"], at(zone["start"]), at(zone["end"])] for zone in view.items("zones")],
        "mentions": [[at(m["start"]), at(m["end"]), which.get(m["entity"]), m["type"]] for m in view.items("mentions")],
        "spans": [[at(date["start"]), at(date["end"])] for date in view.items("dates")],
        "events": [[event["id"], _parts(at, _of_event(view, event))] for event in view.items("events")],
        "commitments": [[item["id"], _parts(at, _of_commitment(view, item))] for item in view.items("commitments")],
        **{layer: _cells(view, layer) for layer in PANELS},
    }


def _cells(view: View, layer: str) -> list[list[Any]]:
    table, names = PANELS[layer]
    fills = {column.name: column.fill for column in table.columns}
    return [[fills[name](view, item) for name in names] for item in view.items(layer)]


def _parts(at: Units, found: list[tuple[str, Item | None]]) -> list[list[Any]]:
    return [
        [kind, at(span["start"]), at(span["end"])] for kind, span in found if span and span.get("start") is not None
    ]


def _of_event(view: View, event: Item) -> list[tuple[str, Item | None]]:
    return [
        *(("trigger", span) for span in event["mentions"]),
        ("date", view.find("dates", event["date"]["mention"])),
        *((party["role"], party) for party in event["participants"]),
    ]


def _of_commitment(view: View, item: Item) -> list[tuple[str, Item | None]]:
    return [
        ("action", item["action"]),
        ("cue", item["cue"]),
        ("deadline", view.find("dates", (item["deadline"] or {}).get("mention"))),
        ("condition", item["condition"]),
        ("lead-in", item["lead_in"]),
        *(("committer", party) for party in item["committer"]),
        *(("addressee", party) for party in item["addressee"]),
        *(("counterparty", party) for party in item["counterparty"]),
        *(("target", target) for target in item["targets"]),
    ]
