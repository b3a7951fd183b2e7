"""What was found in a release, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.outputs.terminal.page import LEGEND, STYLES, Json, Page, flat


class TableView:
    """The tables of a page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tables(self) -> Iterator[tuple[str, RenderableType]]:
        """Yield each table with its title."""
        makers = {
            "Names": ("entities", self._names),
            "Dates": ("dates", self._dates),
            "Events": ("events", self._events),
            "Commitments": ("commitments", self._commitments),
        }
        for title, (layer, make) in makers.items():
            records = self.page.record[layer]
            yield f"{title} ({len(records)})", make(records) if records else Text("none found", style="dim")
        if self.page.record.get("issues"):
            yield f"Issues ({len(self.page.record['issues'])})", _issues(self.page.record["issues"])

    def _names(self, entities: list[Json]) -> Table:
        counts: dict[str | None, int] = {}
        for mention in self.page.record["mentions"]:
            counts[mention["entity"]] = counts.get(mention["entity"], 0) + 1
        table = _table("Type", "Name", "Also", "Times", wide=("Name", "Also"))
        for entity in sorted(entities, key=lambda e: LEGEND.index(e["type"])):
            table.add_row(
                Text(entity["type"], style=STYLES[entity["type"]]),
                _lines(flat(entity["canonical"]), self._facts(entity)),
                Text(", ".join(flat(a) for a in entity["aliases"] if flat(a) != flat(entity["canonical"]))),
                Text(str(counts.get(entity["id"], 0))),
            )
        return table

    def _facts(self, entity: Json) -> Iterator[str]:
        if entity.get("country"):
            yield entity["country"]
        if entity.get("part_of"):
            yield f"part of {self.page.names.get(entity['part_of'], '?')}"
        for role in entity.get("roles") or ():
            kind = "former " if role.get("former") else "acting " if role.get("acting") else ""
            of = f", {self.page.names[role['of']]}" if role.get("of") in self.page.names else ""
            yield f"{kind}{flat(role['title']) or 'representative'}{of}"

    def _dates(self, dates: list[Json]) -> Table:
        table = _table("Date", "Words", "Kind", "Line", wide=("Words",))
        for date in dates:
            parts = [date["kind"] if date["kind"] != "date" else date["basis"], date["mod"]]
            table.add_row(
                Text(date["value"] or "unknown", style=STYLES["date"]),
                Text(flat(date["text"])),
                Text(", ".join(p for p in parts if p)),
                self._where(date["start"], date.get("sentence")),
            )
        return table

    def _events(self, events: list[Json]) -> Table:
        table = _table("Date", "Type", "Event", "Line", wide=("Event",))
        for event in events:
            _part_rows(table)
            date = event["date"]
            trigger = event["mentions"][0]
            table.add_row(
                Text((date["value"] or "unknown").replace("/", "/\n"), style=STYLES["date"]),
                Text(f"{event['type']}\n{event['status']}{_grade(event)}"),
                _lines(flat(event["label"]) or flat(trigger["text"]), self._event_facts(event)),
                self._where(trigger["start"], event.get("sentence")),
            )
        return table

    def _event_facts(self, event: Json) -> Iterator[str]:
        if event["places"]:
            yield "in " + ", ".join(self.page.names.get(place, "?") for place in event["places"])
        by_role: dict[str, list[str]] = {}
        for party in event["participants"]:
            by_role.setdefault(party["role"], []).append(self.page.party(party))
        for role, parties in by_role.items():
            yield f"{role}: {', '.join(parties)}"

    def _commitments(self, commitments: list[Json]) -> Table:
        table = _table("Who", "How firm", "Action", "Line", wide=("Who", "Action"))
        for one in commitments:
            _part_rows(table)
            action = one["action"]
            who = "\n".join(self.page.party(p) for p in one["committer"]) or "nobody named"
            table.add_row(
                Text(who),
                Text(f"{one['strength']}\n{one['class'].lower()}{_grade(one)}"),
                _lines(flat(action["text"]), self._commitment_facts(one)),
                self._where(action["start"], one.get("sentence")),
            )
        return table

    def _commitment_facts(self, one: Json) -> Iterator[str]:
        if one["polarity"] == "negative":
            yield "NOT to be done"
        for slot, word in (("addressee", "asked"), ("counterparty", "with or for")):
            if one.get(slot):
                yield f"{word}: {', '.join(self.page.party(p) for p in one[slot])}"
        if one.get("deadline"):
            yield f"deadline: {one['deadline']['value'] or 'unknown'}"
        for target in one.get("targets") or ():
            yield f"target: {' '.join(flat(str(target[k])) for k in ('amount', 'unit') if target[k])}"
        if one.get("condition"):
            yield f"condition: {flat(one['condition']['text'])}"

    def _where(self, start: int, sentence: str | None) -> Text:
        return Text(f"{self.page.line_at(start) + 1} {sentence or ''}".rstrip(), style="dim", overflow="fold")


def _lines(first: str, rest: Iterable[str]) -> Text:
    found = Text(first)
    for line in rest:
        found.append(f"\n{line}", style="dim")
    return found


def _grade(record: Json) -> str:
    return f"\ngrade {record['grade']}" if record.get("grade") else ""


def _table(*columns: str, wide: tuple[str, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(column, ratio=1 if column in wide else None, overflow="fold")
    return table


def _part_rows(table: Table) -> None:
    """Leave a line free before a row of several lines, unless it is the first."""
    if table.row_count:
        table.add_row()


def _issues(issues: list[Json]) -> Table:
    table = _table("Stage", "Severity", "What", "To do", wide=("What", "To do"))
    for issue in issues:
        table.add_row(*(Text(flat(issue[k])) for k in ("stage", "severity", "message", "action")))
    return table
