"""Single words that the model took for places or persons against what the lists and the document say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.lang.places import city_readings, country_code, division_codes, is_region
from pipeline.rooms.mentions import gazetteer
from pipeline.rooms.mentions.repair import Hit, Hits
from pipeline.rooms.mentions.runs import head_kind, strict_kind

# From here on the model's type stands.
_SURE = 0.9
_WHERE = frozenset(("in", "near", "across", "outside", "throughout", "around", "inside"))
_TOWARDS = frozenset(("of", "from", "to", "at", "between", "via", "the"))
_LANDS = frozenset(("volcano", "village", "town", "area", "region", "railway", "coast", "coastal", "well", "wells"))
_JOINS = frozenset((",", "and", "&", "or", "-", "–", "/"))


def drop_common(lines: Sequence[Sequence[str]], hits: Sequence[Hits]) -> list[Hits]:
    """Drop acronyms that the text spells out in small letters: `over - the - counter ( OTC )` names nothing."""
    common = {short for words in lines for short in _spelled_out(words)}
    if not common:
        return list(hits)
    return [
        [h for h in found if h.end - h.first > 1 or words[h.first] not in common]
        for words, found in zip(lines, hits, strict=True)
    ]


def _spelled_out(words: Sequence[str]) -> Iterator[str]:
    for i in range(2, len(words) - 2):
        short = words[i + 1]
        if words[i] != "(" or words[i + 2] != ")" or not (short.isupper() and 1 < len(short) < 7 and short.isalpha()):
            continue
        before = [w for w in words[max(0, i - 2 * len(short)) : i] if w != "-"][-len(short) :]
        if "".join(w[:1] for w in before) == short.lower() and all(w.islower() for w in before):
            yield short


def mend_unknown(lines: Sequence[Sequence[str]], hits: Sequence[Hits]) -> list[Hits]:
    """Take an unknown word for a body that is nowhere named as where something is: `Sedrel is leading the charge`."""
    located = _located(lines, hits)
    return [[_mended(words, h, found, located) for h in found] for words, found in zip(lines, hits, strict=True)]


def _mended(words: Sequence[str], hit: Hit, hits: Hits, located: frozenset[str]) -> Hit:
    if _is_doubtful(words, hit, hits) and words[hit.first] not in located:
        return replace(hit, type="ORG", rule="unknown-place")
    return _bare_head(words, hit)


def _located(lines: Sequence[Sequence[str]], hits: Sequence[Hits]) -> frozenset[str]:
    """Give the words that stand after `in` somewhere, or that the model is sure to be places somewhere."""
    found = {
        words[i + 1 + (words[i + 1] == "the")] for words in lines for i in range(len(words) - 2) if words[i] in _WHERE
    }
    for words, line in zip(lines, hits, strict=True):
        found.update(words[h.first] for h in line if h.type == "PLACE" and h.sure >= _SURE)
    return frozenset(found)


def _is_doubtful(words: Sequence[str], hit: Hit, hits: Hits) -> bool:
    """Say whether an unsure place is one unknown word that no place stands beside."""
    if hit.type != "PLACE" or hit.end - hit.first != 1 or hit.sure >= _SURE or not hit.rule.startswith("model"):
        return False
    word = words[hit.first]
    if not word[:1].isalpha() or word.endswith(".") or head_kind([word]) or _known(word):
        return False
    before = words[hit.first - 1].lower() if hit.first else ""
    after = words[hit.end] if hit.end < len(words) else ""
    if before in _TOWARDS or after in _LANDS or head_kind([after.capitalize()]) == "PLACE":
        return False
    return not any(h.type == "PLACE" and h is not hit and _beside(words, h, hit) for h in hits)


def _beside(words: Sequence[str], place: Hit, hit: Hit) -> bool:
    between = words[place.end : hit.first] if place.end <= hit.first else words[hit.end : place.first]
    return len(between) < 3 and _JOINS.issuperset(between)


def _known(word: str) -> bool:
    return bool(
        country_code(word)
        or division_codes(word)
        or city_readings(word)
        or is_region(word)
        or gazetteer.places().kind_of((word,))
        or gazetteer.well_known().kind_of((word,))
    )


def _bare_head(words: Sequence[str], hit: Hit) -> Hit:
    """Take `Court` and `Parliament` by themselves for bodies, never for a person or a place."""
    if hit.end - hit.first != 1 or hit.type not in ("PERSON", "PLACE") or hit.sure >= 0.95:
        return hit
    bare = strict_kind([words[hit.first]]) == "ORG" and words[hit.first].lower() in _BODIES
    return replace(hit, type="ORG", rule="head-noun") if bare else hit


_BODIES = frozenset(
    ("court", "parliament", "congress", "senate", "council", "commission", "committee", "cabinet", "board", "bureau",
     "ministry", "agency", "department", "assembly", "government")
)  # fmt: skip
