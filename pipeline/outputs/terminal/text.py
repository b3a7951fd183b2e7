"""The text of a release, line by line, with what was found in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.outputs.terminal.page import LEGEND, STYLES, ZONE_NAMES, Json, Page, flat, harmless

# What is not marked where there is no colour: it would hide the rest.
_UNMARKED = ("zone", "title", "action")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of source text and the layer it shows."""

    start: int
    end: int
    layer: str


class TextView:
    """The head and the text of a page, in colour or with brackets."""

    def __init__(self, page: Page, with_colour: bool) -> None:
        self.page = page
        self.with_colour = with_colour

    def head(self) -> RenderableType:
        """Give what is known of the release and what the marks mean."""
        released = self.page.record["release_date"]
        date = released["value"] or _bounds(released)
        basis = f" ({released['basis']})" if released["value"] else ""
        said = (self.page.record.get("metadata") or {}).get("issuer")
        issuer = self.page.names.get(self.page.record["issuer"] or "") or flat(said) or "unknown"
        grid = Table.grid(padding=(0, 2))
        grid.add_row(Text("release", style="bold"), Text(flat(self.page.record["source"])))
        grid.add_row(Text("published", style="bold"), Text(date + basis))
        grid.add_row(Text("issuer", style="bold"), Text(issuer))
        grid.add_row(Text("marks", style="bold"), self._legend())
        return grid

    def _legend(self) -> Text:
        found = Text()
        for layer in LEGEND:
            if self.with_colour:
                found.append(layer, STYLES[layer]).append("  ")
            elif layer not in _UNMARKED:
                found.append(f"[{layer}…] ")
        if self.with_colour:
            found.append("not body", STYLES["zone"])
        return found

    def body(self) -> RenderableType:
        """Give the numbered lines with their zones and marks."""
        grid = Table.grid(padding=(0, 1))
        grid.add_column(justify="right", style="dim", no_wrap=True)
        grid.add_column(style="dim", no_wrap=True)
        grid.add_column(overflow="fold")
        marks = self._marks_by_line()
        zones = self._zones_by_line()
        for number, (start, end) in enumerate(self.page.lines):
            draw = self._coloured if self.with_colour else self._bracketed
            grid.add_row(str(number + 1), zones.get(number, ""), draw(start, end, marks.get(number, ())))
        return grid

    def _coloured(self, start: int, end: int, marks: Iterable[Mark]) -> Text:
        line = Text(harmless(self.page.text[start:end]))
        for mark in marks:
            line.stylize(STYLES[mark.layer], max(mark.start - start, 0), min(mark.end, end) - start)
        return line

    def _bracketed(self, start: int, end: int, marks: Iterable[Mark]) -> Text:
        """Give a line with brackets around what is found; what crosses a bracket is left out."""
        pieces: list[str] = []
        ends: list[int] = []
        position = start

        def close_until(limit: int) -> None:
            nonlocal position
            while ends and ends[-1] <= limit:
                pieces.append(self.page.text[position : ends[-1]] + "]")
                position = ends.pop()

        shown = (m for m in marks if m.layer not in _UNMARKED)
        for mark in sorted(shown, key=lambda m: (m.start, -m.end, LEGEND.index(m.layer))):
            left, right = max(mark.start, start), min(mark.end, end)
            close_until(left)
            if ends and right > ends[-1]:
                continue
            pieces.append(f"{self.page.text[position:left]}[{mark.layer} ")
            position = left
            ends.append(right)
        close_until(end)
        return Text(harmless("".join(pieces) + self.page.text[position:end]))

    def _marks_by_line(self) -> dict[int, list[Mark]]:
        found: dict[int, list[Mark]] = {}
        order = {layer: number for number, layer in enumerate(STYLES)}
        for mark in sorted(set(_marks(self.page.record)), key=lambda m: (order[m.layer], m.start, m.end)):
            for number in self.page.lines_of(mark.start, mark.end):
                start, end = self.page.lines[number]
                if mark.start < end and start < mark.end:
                    found.setdefault(number, []).append(mark)
        return found

    def _zones_by_line(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for zone in self.page.record["zones"]:
            for number in self.page.lines_of(zone["start"], zone["end"]):
                if self.page.text[slice(*self.page.lines[number])].strip():
                    found.setdefault(number, ZONE_NAMES.get(zone["type"], zone["type"]))
        return found


def _marks(record: Json) -> Iterator[Mark]:
    for zone in record["zones"]:
        if zone["type"] != "list":
            yield Mark(zone["start"], zone["end"], "title" if zone["type"] == "title" else "zone")
    for mention in record["mentions"]:
        yield Mark(mention["start"], mention["end"], mention["type"])
    for date in record["dates"]:
        yield Mark(date["start"], date["end"], "date")
    for event in record["events"]:
        for trigger in event["mentions"]:
            yield Mark(trigger["start"], trigger["end"], "event")
    for one in record["commitments"]:
        yield Mark(one["action"]["start"], one["action"]["end"], "action")
        if one["cue"]:
            yield Mark(one["cue"]["start"], one["cue"]["end"], "cue")


def _bounds(released: Json) -> str:
    known = [f"{word} {released[k]}" for word, k in (("after", "not_before"), ("before", "not_after")) if released[k]]
    return "unknown" + (f", {' and '.join(known)}" if known else "")
