"""Places told by their neighbours in a line: lists of places, `Town (Country)`, `Mayor of Town`, datelines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.lang.places import country_code, division_codes
from pipeline.rooms.mentions import gazetteer
from pipeline.rooms.mentions.features import calmed
from pipeline.rooms.mentions.repair import Hit, Hits
from pipeline.rooms.mentions.runs import strict_kind

_SURE = 0.9
_FOUND = 0.8  # how sure a place counts that only its neighbours tell
_RULERS = frozenset(("mayor", "mayors", "mayoress", "governor", "governors", "prefect", "prefects", "alderman"))
_BEFORE = frozenset(("in", "at", "of", "from", "near", "to"))
_ACRONYM = re.compile(r"[A-Z]{3,6}")


def settle_places(words: Sequence[str], hits: Hits, plain: bool) -> Hits:
    """Add and retype the places of a line; `plain` says that capitals mean something in the line."""
    found = [_loud(words, hit) for hit in hits]
    found = _add(found, _loud_places(words))
    found = _add(found, _ruled(words, found))
    if plain:
        found = [_no_place(words, hit) for hit in found]
        found = _add(found, _listed(words, found))
        found = _add(found, _bracketed(words, found))
    return found


def _add(hits: Hits, places: Iterator[Hit]) -> Hits:
    """Let places take the room of what they overlap; the generator has judged that they may."""
    for place in list(places):
        hits = [h for h in hits if h.end <= place.first or place.end <= h.first]
        hits.append(place)
    return sorted(hits, key=lambda h: h.first)


def _loud(words: Sequence[str], hit: Hit) -> Hit:
    """Take a body in capitals whose name is a place's for the place: `VICTORIA, LORVANIA, 3 May`."""
    piece = words[hit.first : hit.end]
    if hit.type == "PLACE" or hit.sure >= 0.95 or not all(w.isupper() for w in piece) or len("".join(piece)) < 4:
        return hit
    if gazetteer.well_known().kind_of(piece) or (len(piece) == 1 and hit.type == "PERSON"):
        return hit
    calm = [calmed(w) for w in piece]
    return replace(hit, type="PLACE", rule="gazetteer-type") if gazetteer.places().kind_of(calm) else hit


def _loud_places(words: Sequence[str]) -> Iterator[Hit]:
    """Yield places of several words in capitals: `FLOODS IN PORT OF LORVAN`; what touches them is no better."""
    if not any(w.isupper() and len(w) > 3 for w in words):
        return
    for first, end, kind in gazetteer.places().find([calmed(w) for w in words]):
        piece = words[first:end]
        if end - first > 1 and kind != "city" and all(w.isupper() for w in piece):
            before, after = words[first - 1 : first], words[end : end + 1]
            if not (before and before[0].isupper() and calmed(before[0]) in ("Of", "The")) and not strict_kind(
                [*after]
            ):
                yield Hit(first, end, "PLACE", "gazetteer", _FOUND)


def _ruled(words: Sequence[str], hits: Hits) -> Iterator[Hit]:
    """Yield the places after `Mayor of`, `Mayors of A and B`, unless what stands there is plainly a body."""
    starts = {h.first: h for h in hits}
    for i in range(len(words) - 2):
        if words[i].lower() not in _RULERS or words[i + 1] != "of" or (i and words[i - 1] == "of"):
            continue  # "Board of Governors of" is a body's
        at = i + 2 + (words[i + 2] == "the")
        for _ in range(4):
            end = _capitals(words, at, 4)
            hit = starts.get(at)
            sure = hit is not None and hit.sure >= 0.95
            if end == at or sure or strict_kind(words[at:end]) or words[at].lower() in ("state", "states"):
                break
            if hit is None or hit.type != "PLACE" or hit.end != end:
                yield Hit(at, end, "PLACE", "governed", _FOUND)
            if words[i].lower() in ("mayor", "governor", "prefect") or words[end : end + 1] != ["and"]:
                break
            at = end + 1


def _capitals(words: Sequence[str], first: int, most: int) -> int:
    """Give where a run of capitalised words ends; particles inside it count (`Juiz do Prado`)."""
    end = at = first
    while at < len(words) and at - first < most:
        if words[at][:1].isupper():
            end = at + 1
        elif words[at] not in ("de", "do", "da", "del", "la", "el", "-", "los", "las"):
            break
        at += 1
    return end


def _no_place(words: Sequence[str], hit: Hit) -> Hit:
    """Take an acronym that no gazetteer knows for a body: the model saw only where it stands."""
    word = words[hit.first]
    if hit.type != "PLACE" or hit.end - hit.first > 1 or hit.sure >= _SURE or not _ACRONYM.fullmatch(word):
        return hit
    known = country_code(word) or division_codes(word) or gazetteer.well_known().kind_of((word,))
    return hit if known or gazetteer.places().kind_of((word,)) else replace(hit, type="ORG", rule="acronym-type")


def _listed(words: Sequence[str], hits: Hits) -> Iterator[Hit]:
    """Yield the last of a list of places: `in Qamen, Sarvin and | Talmen`; with one before it, a listed town only."""
    sure = {h.end: h for h in hits if h.type == "PLACE" and h.sure >= 0.6}
    starts = {h.first: h for h in hits}
    for end, place in sorted(sure.items()):
        at = end + (words[end : end + 1] == [","])
        if words[at : at + 1] not in (["and"], ["or"]) or at + 1 >= len(words):
            continue
        first = at + 1
        stop = _capitals(words, first, 3)
        hit = starts.get(first)
        stop = hit.end if hit else stop
        if stop == first or (hit and (hit.type == "PLACE" or hit.sure >= _SURE or hit.type not in ("PERSON", "ORG"))):
            continue
        if words[stop : stop + 1] and (words[stop] in ("'s", "’s", "-") or words[stop][:1].isupper()):
            continue
        piece = words[first:stop]
        earlier = words[place.first - 1 : place.first] == [","] and (place.first - 1) in sure
        listed = gazetteer.places().kind_of(piece) is not None
        if listed or (earlier and hit is None and len(piece) < 3 and not strict_kind(piece) and not piece[0].isupper()):
            yield Hit(first, stop, "PLACE", "listed-place", _FOUND)


def _bracketed(words: Sequence[str], hits: Hits) -> Iterator[Hit]:
    """Yield the name before the bracket of a country or province: `council of Riosur (Lorvania)`."""
    starts = {h.first: h for h in hits}
    for place in hits:
        if (
            place.type != "PLACE"
            or place.first < 3
            or words[place.first - 1] != "("
            or words[place.end : place.end + 1] == []
        ):
            continue
        name = " ".join(words[place.first : place.end])
        if not (country_code(name) or division_codes(name)):
            continue
        end = place.first - 1
        first = end
        while first and end - first < 3 and words[first - 1][:1].isupper():
            first -= 1
        hit = starts.get(first)
        if first == end or not first or words[first - 1] not in _BEFORE or strict_kind(words[first:end]):
            continue
        if first > 1 and words[first - 2][:1].isupper():
            continue  # "Republic of Lorvania (Delmar)": the name began before
        if hit is None or (hit.type in ("PERSON", "ORG") and hit.sure < 0.6 and hit.end == end):
            yield Hit(first, end, "PLACE", "bracketed-place", _FOUND)
