"""Subtypes of places, named events and documents (GUIDELINES.md 1.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.lang.places import city_readings, country_code, division_codes, fold_name, is_region
from pipeline.rooms.entities.names import editions, head_part

_DEFAULTS = {"NAMED_EVENT": "PROGRAMME", "DOCUMENT": "OTHER", "PLACE": "GPE"}

_ADDRESS = re.compile(r"\d+[A-Za-z]?[ -]\w")  # "1500 Kestrel Ave"


@cache
def _heads(kind: str) -> dict[str, str]:
    return {row["word"]: row["subtype"] for row in read_table("entities/subtypes") if row["type"] == kind}


def resolve_subtype(kind: str, names: Sequence[str]) -> str | None:
    """Give the subtype of an entity of type `kind` from its names, the fullest first; None for ORG and PERSON."""
    if kind not in _DEFAULTS:
        return None
    if kind == "PLACE" and any(country_code(name) for name in names):
        return "GPE"
    if kind == "PLACE" and any(_ADDRESS.match(name) for name in names):
        return "FAC"
    for name in names:
        if kind == "PLACE" and is_region(name):
            return "LOC"
        found = _by_head(kind, fold_name(name))
        if found and not (kind == "PLACE" and _is_town(name, found)):
            return found
    if kind == "NAMED_EVENT" and any(_has_edition(name) for name in names):
        return "CONFERENCE"
    return _DEFAULTS[kind]


def _by_head(kind: str, folded: str) -> str | None:
    """Look for the head: the last listed word before the first preposition, else the first one after it."""
    heads = _heads(kind)
    words = tuple(
        re.sub(r"s$", "", w) if w not in heads and re.sub(r"s$", "", w) in heads else w for w in folded.split()
    )
    head = head_part(words)
    for length in (3, 2):
        for start in range(len(words) - length, -1, -1):
            if found := heads.get(" ".join(words[start : start + length])):
                return found
    for end in range(len(head), 0, -1):
        for length in (2, 1):
            if end >= length and (found := heads.get(" ".join(head[end - length : end]))):
                return found
    return next((heads[word] for word in words if word in heads), None)


def _is_town(name: str, subtype: str) -> bool:
    """Say whether a name with the head of a landmark or a landscape is a town: "Cape Town", "Boat Harbour"."""
    return subtype != "GPE" and bool(division_codes(name) or any(size >= 20_000 for _, size in city_readings(name)))


def _has_edition(name: str) -> bool:
    return bool(editions(tuple(fold_name(name).split())))
