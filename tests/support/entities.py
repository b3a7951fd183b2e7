"""Short texts with their mentions, read by the entities room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from spacy.language import Language

from pipeline.lang.segment import sentence_ranges
from pipeline.model.records import CleanText, Entities, Entity, Mention, Metadata, Release, Segment, Sentence, Source
from pipeline.rooms.entities import EntitiesRoom
from pipeline.rooms.parse import load_parser, parse

_TYPES = {"P": "PERSON", "O": "ORG", "L": "PLACE", "E": "NAMED_EVENT", "D": "DOCUMENT"}
_MARK = re.compile(r"\[([POLED]):([^\]]*)\]")


@cache
def parser() -> Language:
    """The stock parser, opened once."""
    return load_parser()


def read(marked: str, issuer: str = "") -> tuple[Entities, dict[str, Entity]]:
    """Read a text in which mentions are marked as `[P:Ann Verne]`; give the layer and its entities by canonical name.

    The letters are P(erson), O(rg), L (place), E (named event), D(ocument).
    """
    text, mentions = unmark(marked)
    sentences = tuple(Sentence(f"S{i}", a, b, a, b) for i, (a, b) in enumerate(sentence_ranges(text), 1))
    clean = CleanText(text, (Segment(0, len(text), 0, len(text)),))
    source = Source("x", "x.txt", text, "", metadata=Metadata(issuer=issuer))
    release = Release(source, clean, sentences, (), mentions)
    layer = EntitiesRoom()(release, parse(parser(), clean, sentences))
    return layer, {item.canonical: item for item in layer.items}


def unmark(marked: str) -> tuple[str, tuple[Mention, ...]]:
    """Take the marks out of a text; give the text and the mentions."""
    text, mentions, position = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[position : match.start()]
        start = len(text)
        text += match.group(2)
        mentions.append(Mention(f"M{len(mentions) + 1}", _TYPES[match.group(1)], start, len(text), "test"))
        position = match.end()
    return text + marked[position:], tuple(mentions)


def roles_of(layer: Entities, name: str) -> list[tuple[str | None, str | None]]:
    """Give title and body name of each role of a person."""
    names = {item.id: item.canonical for item in layer.items}
    person = next(item for item in layer.items if item.type == "PERSON" and item.canonical == name)
    return [(role.title, names[role.of] if role.of else None) for role in person.roles]


def groups(layer: Entities) -> list[tuple[str, ...]]:
    """Give canonical name and aliases of each entity."""
    return [(item.canonical, *item.aliases) for item in layer.items]


def mark(example: str, names: Sequence[tuple[str, str]]) -> str:
    """Mark the first unmarked occurrence of each name, in the order of the text."""
    position = 0
    for letter, name in names:
        at = example.index(name, position)
        example = f"{example[:at]}[{letter}:{name}]{example[at + len(name) :]}"
        position = at + len(name) + 4
    return example
