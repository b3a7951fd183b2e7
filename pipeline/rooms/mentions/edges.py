"""Rules within a line: what no name begins or ends with, and two names that the model took for one (M2, M3, M5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.rooms.mentions import gazetteer
from pipeline.rooms.mentions.repair import POSSESSIVE, Hit, Hits
from pipeline.rooms.mentions.runs import head_kind, strict_kind
from pipeline.rooms.mentions.words import heads, person_name

_SURE = 0.9
_MARKUP = re.compile(r"[^<>={}|:.]*+(?:[<>={}|]|(?<=https):|(?<=http):|(?<=www)\.)")
_INITIAL = re.compile(r"[A-Z]\.")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Codes of products and forms: "NXP900", "B-2714".
_CODE = re.compile(r"[A-Z]{1,5}-?\d{3,}[A-Z]?")
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")


@cache
def edge_words(kind: str) -> frozenset[tuple[str, ...]]:
    """Give the phrases of `edges.csv` of one kind, in lower case, cut at spaces."""
    return frozenset(tuple(row["words"].lower().split()) for row in read_table("mentions/edges") if row["kind"] == kind)


def mend_edges(words: Sequence[str], hits: Hits) -> Hits:
    """Give the names of a line with their edges mended; some fall in two, some are none."""
    out: Hits = []
    for hit in hits:
        for part in _parts(words, _bearer(words, hit)):
            mended = _mended(words, part)
            if mended is not None and not _is_thing(words, mended):
                out.append(mended)
    return out


def _bearer(words: Sequence[str], hit: Hit) -> Hit:
    """Take a name between commas after an office for a person: `prefect of Juiz do Lorv, | Ann Verne |, ...`."""
    piece = words[hit.first : hit.end]
    closed = words[hit.end : hit.end + 1] in ([","], ["."]) or hit.end == len(words)
    if hit.type not in ("ORG", "PLACE") or not 1 < len(piece) < 5 or hit.first < 4 or words[hit.first - 1] != ",":
        return hit
    if not closed or not all(w[:1].isupper() and not w.isupper() for w in piece) or head_kind(piece):
        return hit
    if gazetteer.places().kind_of(piece) or gazetteer.well_known().kind_of(piece):
        return hit
    start = next((i for i in range(hit.first - 2, max(0, hit.first - 9), -1) if words[i] == "of"), 0)
    before = [w.lower() for w in words[max(0, start - 3) : start]]
    ruler = bool(before) and (
        tuple(before[-1:]) in edge_words("office") or before[-1] in ("prefect", "head", "director")
    )
    inside = words[start + 1 : hit.first - 1]
    named = person_name(piece[0]) in ("given", "both") or before[-1:] == ["prefect"]
    if ruler and "," not in inside and named:
        return replace(hit, type="PERSON", rule="office-before")
    return hit


def _mended(words: Sequence[str], hit: Hit) -> Hit | None:
    markup = next((i for i in range(hit.first, hit.end) if _MARKUP.match(words[i])), hit.end)
    if markup < hit.end:
        hit = replace(hit, end=markup)
    hit = _opened(words, hit)
    hit = _closed(words, hit)
    if hit.type == "PERSON":
        hit = _person(words, hit)
    if hit.type == "ORG" and hit.sure < _SURE and hit.end - hit.first > 2:
        hit = _led(words, hit)
    return hit if hit.first < hit.end else None


def _opened(words: Sequence[str], hit: Hit) -> Hit:
    """Cut off words that open a headline or a formula, not a name: `Independence of the | Lorvanian Union`."""
    low = tuple(w.lower() for w in words[hit.first : hit.first + 4])
    for size in (3, 2, 1):
        if low[:size] not in edge_words("opener") or hit.first + size >= hit.end or hit.sure >= 0.95:
            continue
        first = hit.first + size
        first += words[first].lower() == "the" and first + 1 < hit.end
        rest = words[first : hit.end]
        kind = gazetteer.well_known().kind_of(rest) or (
            "PLACE" if gazetteer.places().kind_of(rest) else head_kind(rest)
        )
        return replace(hit, first=first, type=kind or hit.type, rule="edge")
    if (
        hit.type == "PLACE"
        and words[hit.first].replace(".", "") in ("NW", "NE", "SW", "SE")
        and hit.end - hit.first > 1
    ):
        return replace(hit, first=hit.first + 1)
    return hit


def _closed(words: Sequence[str], hit: Hit) -> Hit:
    end = hit.end
    # "Moon Jae-in" ends in no preposition.
    while end - hit.first > 1 and words[end - 2] != "-" and (words[end - 1].lower(),) in edge_words("trailing"):
        end -= 1
    if end - hit.first > 1 and _ORDINAL.fullmatch(words[end - 1]) and words[end - 2] in ("the", "of"):
        end += end < len(words) and words[end][:1].isupper()
    return replace(hit, end=end) if end != hit.end else hit


def _person(words: Sequence[str], hit: Hit) -> Hit:
    """Cut offices before and letters after a person's name off; take in initials before it."""
    first, end = hit.first, hit.end
    while end - first > 1 and words[end - 1].replace(".", "") in postnominals():
        end -= 1 + (words[end - 2] == "," and end - first > 2)
    low = [w.lower() for w in words[first:end]]
    for size in (3, 2, 1):
        if tuple(low[:size]) in edge_words("office") and len(low) > size and low[size] != "-":
            first += size
            break
    if first == hit.first:
        while first and _INITIAL.fullmatch(words[first - 1]) and (first < 2 or not words[first - 2][:1].isupper()):
            first -= 1
    end = _descent(words, end)
    return replace(hit, first=first, end=end) if (first, end) != (hit.first, hit.end) else hit


def _descent(words: Sequence[str], end: int) -> int:
    """Give where `Ravin s/o Mohran` ends: son, daughter or wife of, and the words of the other's name."""
    mark = "".join(words[end : end + 3]).lower()
    if mark not in ("s/o", "d/o", "w/o") or not words[end + 3 : end + 4] or not words[end + 3][:1].isupper():
        return end
    stop = end + 3
    while stop < min(len(words), end + 6) and words[stop][:1].isupper() and words[stop][1:2].islower():
        stop += 1
    return max(stop, end + 4)


def _led(words: Sequence[str], hit: Hit) -> Hit:
    """Cut the office of a list of members off a body: `Chairman | Council of Lorvan Ports`."""
    leads = (words[hit.first].lower(),) in edge_words("lead")
    following = words[hit.first + 1]
    return replace(hit, first=hit.first + 1) if leads and following[:1].isupper() else hit


@cache
def postnominals() -> frozenset[str]:
    """Give the letters that follow a person's name and are no part of it, without stops."""
    return frozenset(row["words"] for row in read_table("mentions/edges") if row["kind"] == "postnominal")


def _is_thing(words: Sequence[str], hit: Hit) -> bool:
    """Say whether the words are a code, a vehicle of a year, or letters after a person's name."""
    first = words[hit.first]
    if hit.end - hit.first > 1:
        return hit.type == "PLACE" and bool(_YEAR.fullmatch(first)) and not head_kind(words[hit.first : hit.end])
    if (
        hit.type in ("ORG", "PLACE", "PERSON")
        and _CODE.fullmatch(first)
        and not gazetteer.well_known().kind_of((first,))
    ):
        return True
    after_name = hit.first > 1 and words[hit.first - 1] == "," and words[hit.first - 2][:1].isupper()
    return after_name and first in postnominals() and hit.type == "ORG"


def _parts(words: Sequence[str], hit: Hit) -> Iterator[Hit]:
    """Cut a name that is two: an owner and its own, two bodies joined by *and*, a gathering and its town."""
    piece = words[hit.first : hit.end]
    for i, word in enumerate(piece):
        if word in POSSESSIVE and 0 < i < len(piece) - 1 and _owns(piece[:i]) and _owned(piece[i + 1 :]):
            yield replace(hit, end=hit.first + i, type="ORG", rule="possessor")
            yield replace(hit, first=hit.first + i + 1, type=head_kind(piece[i + 1 :]) or "ORG", rule="possessed")
            return
        if word == "and" and hit.type == "ORG" and _is_institution(piece[:i]) and _is_institution(piece[i + 1 :]):
            yield replace(hit, end=hit.first + i)
            yield from _parts(words, replace(hit, first=hit.first + i + 1))
            return
        if (
            word in ("in", "at")
            and (hit.type == "NAMED_EVENT" or (hit.type == "ORG" and piece[0].isdigit()))
            and hit.sure < _SURE
            and i > 1
            and _is_town(piece[i + 1 :])
        ):
            yield replace(hit, end=hit.first + i, type="NAMED_EVENT")
            yield Hit(hit.first + i + 1, hit.end, "PLACE", "gazetteer", hit.sure)
            return
    yield hit


def _owns(words: Sequence[str]) -> bool:
    """Say whether the words before a possessive are a body: `Department of Lorvan Trade | 's`, not `People | 's`."""
    return len(words) > 1 and strict_kind(words) == "ORG"


def _owned(words: Sequence[str]) -> bool:
    return len(words) > 1 and head_kind(words) in ("ORG", "NAMED_EVENT", "DOCUMENT")


def _is_institution(words: Sequence[str]) -> bool:
    """Say whether the words are a whole name of a house: `Lorvan University Law School`, not `Ministry of Trade`."""
    if len(words) < 2 or not all(w[:1].isupper() or w in ("of", "the", "for") for w in words):
        return False
    last, first = words[-1].lower(), words[0].lower()
    by_end = len(words) > 1 and (last,) in edge_words("house") and "of" not in words
    return by_end or ((first,) in edge_words("house") and words[1:2] == ["of"] and (first, "opens") in heads())


def _is_town(words: Sequence[str]) -> bool:
    return gazetteer.places().kind_of(words) in ("country", "capital", "city") if words else False
