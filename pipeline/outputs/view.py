"""One stored release as the columns see it: names instead of ids, sentences instead of offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pipeline.outputs.links import link_to

Item = dict[str, Any]
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ufeff\u200b\u2028\u2029]+")


def one_line(text: str | None) -> str | None:
    """Collapse white space and control characters, so that a cell is one line; empty becomes None."""
    return (_BLANK.sub(" ", text).strip() or None) if text else None


def joined(parts: Iterable[str | None]) -> str | None:
    """Join names for one cell, without repeats and in their order."""
    return "; ".join(dict.fromkeys(part for part in parts if part)) or None


@dataclass(frozen=True)
class View:
    """A release of the store. `record` is None for a file that is quarantined without a text."""

    release_id: str | None
    file: str
    state: str
    encoding: str | None
    text: str
    record: Item | None
    issues: tuple[Item, ...] = field(default=())

    def items(self, layer: str) -> list[Item]:
        """Give the records of a layer."""
        found: list[Item] = self.record[layer] if self.record else []
        return found

    @property
    def released(self) -> Item:
        """What is known of the release's date."""
        return dict(self.record["release_date"]) if self.record else {}

    @property
    def metadata(self) -> Item:
        """What the publisher says of the release."""
        return dict(self.record["metadata"]) if self.record else {}

    @property
    def issuer(self) -> str | None:
        """The id of the entity that publishes the release."""
        return self.record["issuer"] if self.record else None

    @property
    def published(self) -> str | None:
        """The day, month or year of the release: as resolved, else as the publisher says."""
        return self.released.get("value") or self.metadata.get("published")

    def name(self, entity: str | None) -> str | None:
        """Give the name of an entity."""
        found = self._by_id["entities"].get(entity or "")
        return one_line(found["canonical"]) if found else None

    def names(self, entities: Iterable[str | None]) -> str | None:
        """Give the names of entities in one cell."""
        return joined(self.name(entity) for entity in entities)

    def key(self, layer: str, item: str | None) -> str | None:
        """Give the id of a record across releases ("news/visit#EV1"), None when there is no such record."""
        return f"{self.release_id}#{item}" if item and item in self._by_id[layer] else None

    def event(self, item: str | None) -> str | None:
        """Give an event in a few words: its title, else its name, else its trigger."""
        event = self._by_id["events"].get(item or "")
        if event is None:
            return None
        words = event["mentions"][0]["text"] if event["mentions"] else None
        return one_line(event["label"]) or self.name(event["name"]) or one_line(words)

    def find(self, layer: str, item: str | None) -> Item:
        """Give the record with an id, or an empty one."""
        return self._by_id[layer].get(item or "", {})

    def party(self, party: Item) -> str | None:
        """Give the name of who is meant, else the words used."""
        return self.name(party["entity"]) or one_line(party["text"])

    def parties(self, parties: Iterable[Item]) -> str | None:
        """Give who is meant, in one cell."""
        return joined(self.party(party) for party in parties)

    def sentence(self, item: str | None) -> str | None:
        """Give the words of a sentence in one line."""
        found = self._by_id["sentences"].get(item or "")
        return one_line(self.text[found["start"] : found["end"]]) if found else None

    def sentence_at(self, start: int) -> str | None:
        """Give the id of the sentence that covers a place."""
        at = bisect_right(self._sentence_starts, start) - 1
        found = self.items("sentences")[at] if at >= 0 else None
        return found["id"] if found and start < found["end"] else None

    def first_mention(self, entity: str) -> Item:
        """Give the earliest mention of an entity, or an empty record."""
        return self._mentions.get(entity, [{}])[0]

    def mention_count(self, entity: str) -> int:
        """Give how often an entity is named."""
        return len(self._mentions.get(entity, ()))

    def page(self, start: int | None) -> int | None:
        """Give the page of the original (a PDF) on which a place of the text stands."""
        if start is None or not self._pages:
            return None
        at = bisect_right(self._pages, (start, 1_000_000)) - 1
        return self._pages[at][1] if at >= 0 else None

    def link(self, span: Item) -> str | None:
        """Give the address of a span in the original: the page of a PDF, else its sentence on a web page."""
        url = self.metadata.get("url")
        whole = self.find("sentences", span.get("sentence")) or span
        if not url or span.get("start") is None:
            return None
        return link_to(url, self.text[whole["start"] : whole["end"]], self.page(span["start"]))

    def zone(self, start: int) -> str:
        """Give the kind of text at a place: a zone's type, or body."""
        starts, ends, kinds = self._zones
        at = bisect_right(starts, start) - 1
        return kinds[at] if at >= 0 and start < ends[at] else "body"

    @cached_property
    def _by_id(self) -> dict[str, dict[str, Item]]:
        layers = ("sentences", "entities", "mentions", "dates", "events", "commitments")
        return {layer: {item["id"]: item for item in self.items(layer)} for layer in layers}

    @cached_property
    def _pages(self) -> list[tuple[int, int]]:
        return [(part["start"], part["page"]) for part in (self.record or {}).get("pages", ())]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence["start"] for sentence in self.items("sentences")]

    @cached_property
    def _mentions(self) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = {}
        for mention in sorted(self.items("mentions"), key=lambda m: (m["start"], m["end"])):
            if mention["entity"]:
                found.setdefault(mention["entity"], []).append(mention)
        return found

    @cached_property
    def _zones(self) -> tuple[list[int], list[int], list[str]]:
        zones = sorted(self.items("zones"), key=lambda z: (z["start"], z["end"]))
        return [z["start"] for z in zones], [z["end"] for z in zones], [z["type"] for z in zones]
