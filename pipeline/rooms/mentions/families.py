"""A bare family name that the text gives in full elsewhere is that person's, whatever town bears it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.lang.places import country_code
from pipeline.rooms.mentions import gazetteer
from pipeline.rooms.mentions.known import stands_free
from pipeline.rooms.mentions.repair import Hit, Hits
from pipeline.rooms.mentions.words import heads, person_name

_KNOWN = 0.7  # how sure a full name must be
_FIRM = 0.9  # from here on the model's body stands
_AT = frozenset(("in", "at", "near", "outside", "to", "from", "of", "the", "around", "across", "throughout", "into"))


def keep_families(lines: Sequence[Sequence[str]], hits: Sequence[Hits]) -> list[Hits]:
    """Give the names of every line; `Delmar` is a person where `Ann Delmar` is named and nothing is in Delmar."""
    families = _families(lines, hits)
    if not families:
        return list(hits)
    located = {words[i + 1] for words in lines for i in range(len(words) - 1) if words[i] in _AT - {"of", "to", "from"}}
    families -= located
    return [
        [replace(h, type="PERSON", rule="family-name") if _is_bearer(words, h, families) else h for h in found]
        for words, found in zip(lines, hits, strict=True)
    ]


def _families(lines: Sequence[Sequence[str]], hits: Sequence[Hits]) -> set[str]:
    """Give the last words of persons' names that neither a country nor a kind of body is called by."""
    sums: dict[str, float] = defaultdict(float)
    for words, found in zip(lines, hits, strict=True):
        for hit in found:
            last = words[hit.end - 1]
            given = any(person_name(w) in ("given", "both") for w in words[hit.first : hit.end - 1])
            if hit.type == "PERSON" and hit.end - hit.first > 1 and given:
                sums[last] = max(sums[last], hit.sure)
    return {w for w, sure in sums.items() if sure >= _KNOWN and _may_be_family(w)}


def _may_be_family(word: str) -> bool:
    plain = word[:1].isupper() and not word.isupper() and len(word) > 2 and country_code(word) is None
    headed = (word.lower(), "ends") in heads() or (word.lower(), "opens") in heads()
    return plain and not headed and not gazetteer.well_known().kind_of((word,))


def _is_bearer(words: Sequence[str], hit: Hit, families: set[str]) -> bool:
    """Say whether a place or an unsure body of one word is a family name that stands by itself."""
    if hit.end - hit.first != 1 or words[hit.first] not in families or hit.type in ("PERSON", "DOCUMENT"):
        return False
    if hit.type != "PLACE" and hit.sure >= _FIRM:
        return False
    before = words[hit.first - 1] if hit.first else ""
    after = words[hit.end] if hit.end < len(words) else ""
    alone = before.lower() not in _AT and not after[:1].isupper() and not (before == "," and after == ",")
    return alone and stands_free(words, hit.first, hit.end)
