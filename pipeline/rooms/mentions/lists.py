"""Names that end in an enumeration: `Ministry of Culture, Youth and Sports`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.rooms.mentions import gazetteer
from pipeline.rooms.mentions.repair import Hit, Hits
from pipeline.rooms.mentions.words import heads

_TYPES = frozenset(("ORG", "DOCUMENT", "NAMED_EVENT"))
# No enumeration in a name has more members, no member more words.
_MEMBERS, _WORDS = 6, 5
_SURE = 0.9


def enumerate_names(words: Sequence[str], hits: Hits) -> Hits:
    """Let a name with `of`, `on` or `for` run on through `, A, B and C` when all its members are capitalised."""
    out: Hits = []
    end = 0
    for hit in sorted(hits, key=lambda h: h.first):
        if hit.first < end:
            continue
        if hit.type in _TYPES and {"of", "on", "for"}.intersection(words[hit.first : hit.end]):
            taken = {i for h in hits if h is not hit and h.sure >= _SURE for i in range(h.first, h.end)}
            reach = _reach(words, hit, taken)
            hit = replace(hit, end=reach, rule="enumeration") if reach > hit.end else hit
        end = hit.end
        out.append(hit)
    return out


def _reach(words: Sequence[str], hit: Hit, taken: set[int]) -> int:
    at = hit.end
    for _ in range(_MEMBERS):
        if at >= len(words) or words[at] not in (",", "and", "&"):
            return hit.end
        last = words[at] != ","
        start = at + 1
        if words[at] == "," and words[start : start + 1] in (["and"], ["&"]):
            last, start = True, start + 1
        stop = _member(words, start, taken)
        if stop == start:
            return hit.end
        if last:
            # `Ministry of Finance and Health` alone is left to the model: only a comma makes an enumeration.
            if at == hit.end and "," not in words[hit.first : hit.end]:
                return hit.end
            pair = _member(words, stop + 1, taken) if words[stop : stop + 1] == ["and"] else 0
            return pair if pair > stop + 1 else stop
        at = stop
    return hit.end


def _member(words: Sequence[str], start: int, taken: set[int]) -> int:
    stop = start
    while stop < len(words) and stop - start < _WORDS and words[stop][:1].isupper() and stop not in taken:
        stop += 1
    member = words[start:stop]
    if not member or (member[0].lower(), "opens") in heads() or gazetteer.places().kind_of(member):
        return start
    if words[stop : stop + 1] == ["("] and words[stop + 2 : stop + 3] == [")"] and words[stop + 1].isupper():
        following = words[stop + 3 : stop + 4]
        stop += 3 if following in ([","], ["and"]) else 0
    return stop
