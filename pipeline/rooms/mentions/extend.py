"""Names that go on beyond what the model took: editions of gatherings, regional organs of bodies (M2, M3, M15)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.lang.places import country_code, is_region
from pipeline.rooms.mentions.repair import Hit, Hits
from pipeline.rooms.mentions.runs import head_kind

_NUMBERED = re.compile(r"\d{1,3}(?:st|nd|rd|th)", re.IGNORECASE)


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("mentions/extensions") if row["kind"] == kind)


def extend(words: Sequence[str], hits: Hits) -> Hits:
    """Give the names of a line, in order, with what belongs to them before or between them."""
    found: Hits = []
    for hit in sorted(hits, key=lambda h: h.first):
        before = found[-1] if found else None
        if hit.type == "NAMED_EVENT":
            found.append(replace(hit, first=_edition(words, hit.first, before.end if before else 0)))
        elif before is not None and _is_organ(words, before, hit):
            found[-1] = replace(before, end=hit.end, type="ORG", rule="organ")
        else:
            found.append(hit)
    return found


def editions(words: Sequence[str], hits: Hits) -> Hits:
    """Add numbered gatherings that nothing touches: `fourth inter-Korean Summit` (two capitalised words or more)."""
    taken = {i for hit in hits for i in range(hit.first, hit.end)}
    added = []
    for at, word in enumerate(words):
        if word.lower() not in _words("ordinal") and not _NUMBERED.fullmatch(word):
            continue
        first = at + 3 if words[at + 1 : at + 2] and words[at + 1].lower() in _words("prefix") else at + 1
        end = first
        while end < min(len(words), first + 6) and words[end][:1].isupper() and not words[end].isupper():
            end += 1
        if end - first >= 2 and head_kind(words[first:end]) == "NAMED_EVENT" and taken.isdisjoint(range(at, end)):
            added.append(Hit(at, end, "NAMED_EVENT", "edition", 0.8))
    return sorted([*hits, *added], key=lambda h: h.first)


def _edition(words: Sequence[str], first: int, free: int) -> int:
    """Take in a hyphenated prefix and the number of the edition: `the | fourth inter-Korean Summit`."""
    if first - 2 >= free and words[first - 1] == "-" and words[first - 2].lower() in _words("prefix"):
        first -= 2
    if first - 1 >= free:
        word = words[first - 1].lower()
        if word in _words("ordinal") or _NUMBERED.fullmatch(word):
            first -= 1
    return first


def _is_wide(name: str) -> bool:
    """Say whether a place is a region or a country: the section of a town is a quarter, not an organ."""
    joined = name.replace(" - ", "-")
    return is_region(joined) or country_code(joined) is not None


def _is_organ(words: Sequence[str], place: Hit, body: Hit) -> bool:
    """Say whether `Asia-Pacific section of UCLG` stands there: a region, a lower-case organ noun, `of`, a body."""
    between = [w for w in words[place.end : body.first] if w != "the"]
    return (
        (place.type, body.type) == ("PLACE", "ORG")
        and _is_wide(" ".join(words[place.first : place.end]))
        and len(between) == 2
        and between[0] in _words("organ")
        and between[1] == "of"
    )
