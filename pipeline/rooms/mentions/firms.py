"""Houses that are lists or hold a town: law firms, `University of Lorvan in Delmar`, `Trade Institute, Delmar`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.rooms.mentions import gazetteer
from pipeline.rooms.mentions.repair import Hit, Hits
from pipeline.rooms.mentions.runs import head_kind, strict_kind
from pipeline.rooms.mentions.words import company_suffixes

_PARTNERSHIPS = frozenset(("LLP", "L.L.P.", "PLLC", "P.C.", "PC", "P.A."))
_JOINS = frozenset(("&", "and"))
# No firm has more partners in its name, none a longer part than "van der Lorv".
_PARTNERS, _WORDS = 6, 3
# Heads of houses that stand in a town which is no part of the name.
_HOUSES = frozenset(
    ("university", "school", "college", "hospital", "institute", "foundation", "museum", "academy", "company", "bank",
     "church", "medicine", "law", "library", "clinic", "theatre", "theater", "stadium")
)  # fmt: skip
_SURE, _UNSURE = 0.98, 0.6


def settle_houses(words: Sequence[str], hits: Hits) -> Hits:
    """Give the names of a line with law firms whole and towns cut off houses."""
    found = [part for hit in hits for part in _towns(words, hit)]
    for firm in _law_firms(words):
        if any(h.type == "PERSON" and h.first < firm.first < h.end for h in found):
            continue
        found = [h for h in found if h.end <= firm.first or firm.end <= h.first]
        found.append(firm)
    return sorted(found, key=lambda h: h.first)


def _law_firms(words: Sequence[str]) -> Iterator[Hit]:
    """Yield lists of surnames closed by a partnership's letters: `Gannet, Dole & Verne LLP` is one name (M2)."""
    for i, word in enumerate(words):
        if word not in _PARTNERSHIPS or i < 3:
            continue
        last = i - 1 - (words[i - 1] == ",")
        start = _run_start(words, last + 1)
        if start < 2 or start > last or words[start - 1] not in _JOINS:
            continue
        first = _run_start(words, start - 1)
        if first == start - 1:
            continue
        opens = _list_start(words, first)
        if words[start - 1] == "and" and opens == first:
            continue  # "at Hale and Orr LLP" may be two firms
        first = opens
        yield Hit(first, i + 1, "ORG", "law-firm", 0.9)


def _list_start(words: Sequence[str], first: int) -> int:
    """Give where a list of single surnames and commas begins that runs up to a word."""
    for _ in range(_PARTNERS):
        if first < 2 or words[first - 1] != "," or not _partner(words, first - 2):
            break
        first -= 2
    return first


def _partner(words: Sequence[str], at: int) -> bool:
    """Say whether a word is a surname that stands alone between commas; a town is none."""
    word = words[at]
    before = words[at - 1] if at else ""
    alone = not before[:1].isupper()
    return word[:1].isupper() and word.isalpha() and alone and not gazetteer.places().kind_of((word,))


def _run_start(words: Sequence[str], end: int) -> int:
    first = end
    while first and end - first < _WORDS and words[first - 1][:1].isupper() and words[first - 1] not in _PARTNERSHIPS:
        first -= 1
    return first


def _towns(words: Sequence[str], hit: Hit) -> Iterator[Hit]:
    """Cut `in Delmar` and `, Delmar` off a house."""
    piece = list(words[hit.first : hit.end])
    at = next((i for i in range(len(piece) - 2, 0, -1) if piece[i] in ("in", ",")), 0)
    town = piece[at + 1 :]
    if hit.type != "ORG" or not at or not gazetteer.places().kind_of(town) or company_suffixes().intersection(town):
        yield hit
        return
    house = piece[:at]
    if not (_stands_in(house, hit.sure) if piece[at] == "in" else _listed_with(house, hit.sure)):
        yield hit
        return
    yield replace(hit, end=hit.first + at, rule="house")
    yield Hit(hit.first + at + 1, hit.end, "PLACE", "house-town", 0.9)


def _stands_in(house: Sequence[str], sure: float) -> bool:
    """Say whether a house merely stands in the town: an embassy's or a mission's land is part of its name."""
    cut = next((i for i, w in enumerate(house) if i and w in ("of", "for")), len(house))
    ends = (house[-1].lower(), house[cut - 1].lower())
    return sure < _SURE and (not _HOUSES.isdisjoint(ends) or (sure < _UNSURE and not head_kind(house)))


def _listed_with(house: Sequence[str], sure: float) -> bool:
    """Say whether a town after a comma only says where: `University of Lorvan, Delmar` is a name with its campus."""
    campus = house[:1] == ["University"] or house[:2] == ["State", "University"] or "," in house
    state = strict_kind(house) == "ORG" and house[0] in ("Ministry", "Department", "Government", "Embassy")
    return sure < 0.9 and len(house) > 1 and not campus and not state
