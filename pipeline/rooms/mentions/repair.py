"""Rules after the model, within a line: edges of names, possessors, acronyms in brackets and slashes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.rooms.mentions import gazetteer
from pipeline.rooms.mentions.memory import acronym_of
from pipeline.rooms.mentions.runs import head_kind, strict_kind
from pipeline.rooms.mentions.words import heads, honorifics, titles

POSSESSIVE = frozenset(("'s", "’s", "’", "'"))
# Short forms of bodies that own what stands after them: "the City's Parks and Recreation".
_SHORT_OWNERS = dict.fromkeys(("City", "County", "Bank", "Ministry", "Department", "Union", "Council"), "ORG")
_RULERS = frozenset(("mayor", "mayors", "governor", "governors", "prefect", "prefects"))
_SURE = 0.9  # from here on the model's type stands
_ACRONYM = re.compile(r"[A-Z][A-Za-z&.-]{0,8}[A-Z]s?\d{0,2}|[A-Z]{2,}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name in a line: words `[first, end)`, its type, the rule that gave it and how sure the model was.

    `clip` letters at the end of its last word are no part of it: the `s` of a text that lost its apostrophes.
    """

    first: int
    end: int
    type: str
    rule: str
    sure: float
    clip: int = 0


Hits = list[Hit]


def mend_line(words: Sequence[str], hits: Iterable[Hit]) -> Hits:
    """Mend the edges of the names of one line (M3, M4, M5)."""
    found: Hits = []
    for hit in hits:
        for part in (p for half in _split(words, hit) for p in _cut_office(words, half)):
            trimmed = _trim(words, part)
            if trimmed is not None:
                found.append(_as_place(words, _with_office_after(words, trimmed)))
    return found


def flat(hits: Iterable[Hit]) -> Hits:
    """Give the names in order; of two that overlap the one that begins first, then the longer, stays (M2)."""
    out: Hits = []
    for hit in sorted(hits, key=lambda h: (h.first, -h.end)):
        if not out or hit.first >= out[-1].end:
            out.append(hit)
    return out


def _split(words: Sequence[str], hit: Hit) -> Iterator[Hit]:
    piece = words[hit.first : hit.end]
    slashes = [i for i, w in enumerate(piece) if w == "/"]
    if slashes and any(w.isupper() for w in piece) and all(w == "/" or w[:1].isupper() for w in piece):
        bounds = [-1, *slashes, len(piece)]
        kind = "ORG" if hit.type == "NAMED_EVENT" else hit.type
        for a, b in pairwise(bounds):
            if b > a + 1:
                yield replace(hit, first=hit.first + a + 1, end=hit.first + b, type=kind, rule="slash-list")
        return
    if len(piece) > 3 and piece[1] == "(" and is_acronym_of(piece[0], piece[2:]):
        yield replace(hit, end=hit.first + 1, rule="acronym")
        yield replace(hit, first=hit.first + 2, end=hit.end - (piece[-1] == ")"), rule="acronym")
        return
    for i, word in enumerate(piece):
        if word in POSSESSIVE and 0 < i < len(piece) - 1:
            owner = _listed(tuple(piece[:i])) or (_SHORT_OWNERS.get(piece[0]) if i == 1 else None)
            if owner:
                kind = head_kind(piece[i + 1 :]) or hit.type
                yield replace(hit, end=hit.first + i, type=owner, rule="possessor")
                yield replace(hit, first=hit.first + i + 1, type=kind, rule="possessed")
                return
    yield hit


def _cut_office(words: Sequence[str], hit: Hit) -> Iterator[Hit]:
    """Cut an office out of a name: `Mayors of | Lorvania`, `UN | Special Envoy | de Vasquin` (M3)."""
    piece = [w.lower() for w in words[hit.first : hit.end]]
    if hit.type == "PERSON" or hit.rule == "slash-list":
        yield hit
        return
    opening = office_at(piece, 0) or (1 + office_at(piece, 1) if office_at(piece, 1) and piece[1] != "chair" else 0)
    if opening and piece[opening : opening + 1] == ["of"] and (hit.type in ("PLACE", "ORG") or hit.sure < 0.6):
        first = hit.first + opening + 1
        first += words[first].lower() == "the" if first < hit.end else 0
        if first < hit.end:
            kind = _listed(tuple(words[first : hit.end])) or (hit.type if hit.type == "ORG" else "PLACE")
            if kind == "ORG" and piece[0] in _RULERS and not strict_kind(words[first : hit.end]):
                kind = "PLACE"
            joined = piece.index("and", opening) if kind == "PLACE" and "and" in piece[opening:-1] else 0
            if joined:
                yield replace(hit, first=first, end=hit.first + joined, type=kind, rule="office-cut")
                first = hit.first + joined + 1
            yield replace(hit, first=first, type=kind, rule="office-cut")
            return
    for at in range(1, len(piece) - 1):
        size = office_at(piece, at)
        owner = _listed(tuple(words[hit.first : hit.first + at])) if size else None
        if owner and _looks_like_person(words[hit.first + at + size : hit.end]):
            yield replace(hit, end=hit.first + at, type=owner, rule="office-cut")
            yield replace(hit, first=hit.first + at + size, type="PERSON", rule="office-cut")
            return
    at = piece.index("to", 1) if hit.type == "PLACE" and "to" in piece[1:-1] else 0
    if at and words[hit.first + at + 1][:1].isupper():
        yield replace(hit, end=hit.first + at)
        yield replace(hit, first=hit.first + at + 1)
        return
    yield hit


def _looks_like_person(words: Sequence[str]) -> bool:
    """Say whether words after an office may be a person's name: one to four, none of them a head noun."""
    return 0 < len(words) < 5 and all(
        (w[:1].isupper() or w in ("de", "van", "bin", "al", "-")) and (w.lower(), "ends") not in heads() for w in words
    )


def _as_place(words: Sequence[str], hit: Hit) -> Hit:
    """Take a body whose whole name is a city's or country's for the place that acts (M12), unless the model is sure."""
    if hit.type != "ORG" or hit.sure >= _SURE or words[hit.first].isupper():
        return hit
    kind = gazetteer.places().kind_of(tuple(words[hit.first : hit.end]))
    return replace(hit, type="PLACE", rule="gazetteer-type") if kind in ("country", "capital", "city") else hit


def _with_office_after(words: Sequence[str], hit: Hit) -> Hit:
    """Take a name that its office follows for a person: `Tamsin Verlow | , Chair of the ...`."""
    piece = words[hit.first : hit.end]
    if hit.type not in ("PLACE", "ORG") or hit.sure >= _SURE or len(piece) < 2 or not _looks_like_person(piece):
        return hit
    following = [w.lower() for w in words[hit.end : hit.end + 6]]
    size = office_at(following, 1) if following[:1] == [","] else 0
    closes = words[hit.end + 1 + size : hit.end + 2 + size] if size else ()
    if closes and not closes[0][:1].isupper() and not any(_listed((w,)) for w in piece):
        return replace(hit, type="PERSON", rule="office-after")
    return hit


def office_at(words: Sequence[str], at: int) -> int:
    """Give how many words of an office stand at a place, 0 for none; `words` are in lower case."""
    for size in (3, 2, 1):
        phrase = " ".join(words[at : at + size])
        if len(words) >= at + size and (titles().get(phrase) == "office" or titles().get(phrase[:-1]) == "office"):
            return size
    return 0


def _listed(words: tuple[str, ...]) -> str | None:
    kind = gazetteer.well_known().kind_of(words)
    if kind:
        return kind
    return "PLACE" if gazetteer.places().kind_of(words) == "country" else None


def _trim(words: Sequence[str], hit: Hit) -> Hit | None:
    first, end = hit.first, hit.end
    while end > first and (words[end - 1] in POSSESSIVE or not any(c.isalnum() for c in words[end - 1].rstrip(")."))):
        if words[end - 1] == ")" and "(" in words[first : end - 1]:
            break
        end -= 1
    while first < end and (words[first].lower() in ("the", "a", "an") or not any(c.isalnum() for c in words[first])):
        if words[first] == "The" and (
            words[first + 1 : first + 2] == ["Hague"] or hit.type in ("DOCUMENT", "NAMED_EVENT")
        ):
            break
        first += 1
    if hit.type == "PERSON":
        first, end = _name_of_person(words, first, end)
    if words[first:end].count("(") > words[first:end].count(")"):
        if end < len(words) and words[end] == ")":
            end += 1
        elif "(" in words[first + 1 : end]:
            end = first + 1 + list(words[first + 1 : end]).index("(")
    return replace(hit, first=first, end=end) if first < end else None


def _name_of_person(words: Sequence[str], first: int, end: int) -> tuple[int, int]:
    """Cut honorifics off and take in the other half of a hyphenated given name (`Il-jae Kim`, `Moon Jae-in`)."""
    while first < end and (words[first].lower().rstrip(".") in honorifics() or words[first] == "."):
        first += 1
    if first > 2 and words[first - 2] == "-" and words[first - 1].islower() and words[first - 3][:1].isupper():
        first -= 3
    if end + 1 < len(words) and words[end] == "-" and words[end + 1].islower() and len(words[end + 1]) < 6:
        end += 2
    return first, end


def is_acronym_of(short: str, words: Sequence[str]) -> bool:
    """Say whether the letters of an acronym are initials of a name's words, in order, starting with the first."""
    letters = [c for c in short.upper().rstrip("S" if short.endswith("s") else "") if c.isalpha()]
    initials = [w[0].upper() for w in words if w[:1].isalpha()]
    if len(letters) < 2 or not initials or initials[0] != letters[0]:
        return False
    full = acronym_of(words)
    if full == short.upper():
        return True
    at = 0
    for initial in initials:
        if at < len(letters) and initial == letters[at]:
            at += 1
    return at == len(letters)


def bracketed(words: Sequence[str], hits: Hits) -> Hits:
    """Give the acronym in brackets after a name the name's type; it is a name of its own (M4)."""
    found = sorted(hits, key=lambda h: h.first)
    out: Hits = []
    for i, hit in enumerate(found):
        out.append(hit)
        a = hit.end
        if a + 2 < len(words) + 0 and words[a : a + 1] == ["("] and words[a + 2] == ")":
            short = words[a + 1]
            if _ACRONYM.fullmatch(short) and is_acronym_of(short, words[hit.first : hit.end]):
                following = found[i + 1] if i + 1 < len(found) else None
                if following and following.first == a + 1 and following.end == a + 2:
                    found[i + 1] = replace(following, type=hit.type, rule="acronym")
                elif not following or following.first > a + 1:
                    out.append(Hit(a + 1, a + 2, hit.type, "acronym", hit.sure))
    return out
