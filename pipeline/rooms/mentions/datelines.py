"""The town in capitals that opens a report is a place: `LORVANA, Delmar, May 3 -`, `PORT LORV - May 3, 2024`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.lang.places import country_code, division_codes
from pipeline.rooms.mentions import gazetteer
from pipeline.rooms.mentions.features import calmed
from pipeline.rooms.mentions.repair import Hit, Hits

_DASHES = frozenset(("-", "–", "—", "--", "―"))
_MONTHS = frozenset(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"))
_TOWN_WORDS, _REACH = 3, 14


def settle_dateline(words: Sequence[str], hits: Hits) -> Hits:
    """Give the names of a line with the town of its dateline as a place."""
    town = _town(words)
    if town is None:
        return hits
    first, end = town
    own = [h for h in hits if h.first < end and first < h.end]
    if any(h.first < first or h.end > end or h.type == "PLACE" for h in own):
        return hits
    sure = max((h.sure for h in own), default=0.8)
    rest = [h for h in hits if h not in own]
    place = replace(own[0], first=first, end=end, type="PLACE", rule="dateline") if own else None
    return sorted([*rest, place or Hit(first, end, "PLACE", "dateline", sure)], key=lambda h: h.first)


def _town(words: Sequence[str]) -> tuple[int, int] | None:
    """Give the words of the town that opens a dateline; it needs a dash or a slash, and a date, state or country."""
    first = next((i for i, w in enumerate(words[:3]) if w[:1].isalpha()), 3)
    end = first
    while end < min(len(words), first + _TOWN_WORDS) and words[end].isupper() and len(words[end]) > 2:
        end += 1
    if first == 3 or end == first or end >= len(words) or words[end] not in {",", *_DASHES, "("}:
        return None
    head = words[end : end + _REACH]
    marks = [i for i, w in enumerate(head) if w in _DASHES or w == "/"]
    dated = any(w.lower()[:3] in _MONTHS and w[:1].isupper() for w in head)
    if not marks or not (dated or any(w.isdigit() for w in head)):
        return None
    following = words[end + 1 : end + 3] if words[end] == "," else []
    land = any(country_code(" ".join(following[:n])) or division_codes(" ".join(following[:n])) for n in (1, 2))
    known = gazetteer.places().kind_of([calmed(w) for w in words[first:end]]) is not None
    return (first, end) if dated and (land or known) else None
