"""Rules from lists: well-known names and countries, company suffixes, head nouns, and phrases that are no names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.rooms.mentions import gazetteer
from pipeline.rooms.mentions.repair import Hit, Hits
from pipeline.rooms.mentions.runs import strict_kind
from pipeline.rooms.mentions.words import company_suffixes, not_names

# Above this the model's type of a single listed word stands against the list's.
FIRM = 0.95
# "The next Assembly" is a gathering, "the Assembly" may be the body.
_RECURRING = frozenset(("next", "last", "forthcoming", "upcoming", "annual", "previous"))
_CONVENED = frozenset(("assembly", "congress", "council", "convention", "forum"))


def apply_lists(words: Sequence[str], hits: Hits, plain: bool) -> Hits:
    """Bring the names of a line in line with the lists; `plain` says that capitals mean something in the line."""
    found = [hit for hit in hits if tuple(words[hit.first : hit.end]) not in not_names()]
    found = [_suffixed(words, hit) for hit in found]
    found = _listed(words, found, plain)
    return [_headed(words, hit) for hit in found]


def _suffixed(words: Sequence[str], hit: Hit) -> Hit:
    end = hit.end
    while end < len(words):
        step = 2 if words[end] == "," and end + 1 < len(words) else 1
        if words[end + step - 1] not in company_suffixes():
            break
        end += step
    if end > hit.end:
        return replace(hit, end=end, type="ORG", rule="company")
    if hit.end - hit.first > 1 and words[hit.end - 1] in company_suffixes() and hit.type != "ORG":
        return replace(hit, type="ORG", rule="company")
    return hit


def _headed(words: Sequence[str], hit: Hit) -> Hit:
    before = words[hit.first - 1].lower() if hit.first else ""
    if before in _RECURRING and words[hit.end - 1].lower() in _CONVENED and hit.type == "ORG":
        return replace(hit, type="NAMED_EVENT", rule="head-noun")
    if hit.end - hit.first < 2 or (hit.type == "PERSON" and hit.sure > FIRM):
        return hit
    kind = strict_kind(words[hit.first : hit.end])
    return replace(hit, type=kind, rule="head-noun") if kind and kind != hit.type else hit


def _phrases(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    yield from gazetteer.well_known().find(words)
    for first, end, kind in gazetteer.places().find(words):
        if kind == "country":
            yield first, end, "PLACE"


def _listed(words: Sequence[str], hits: Hits, plain: bool) -> Hits:
    out = list(hits)
    for first, end, kind in _phrases(words):
        touched = [h for h in out if h.first < end and first < h.end]
        if not _free(words, first, end):
            continue
        if not touched:
            if plain and _unmistakable(words[first:end]):
                out.append(Hit(first, end, kind, "gazetteer", 0.9))
            continue
        if any(h.first < first or h.end > end for h in touched):
            continue
        top = max(h.sure for h in touched)
        same = len(touched) == 1 and (touched[0].first, touched[0].end) == (first, end)
        if same and (touched[0].type == kind or (end - first == 1 and top >= FIRM)):
            continue
        out = [h for h in out if h not in touched]
        out.append(Hit(first, end, kind, "gazetteer", max(top, 0.9)))
    return sorted(out, key=lambda h: h.first)


def _unmistakable(words: Sequence[str]) -> bool:
    """Say whether a listed phrase is a name wherever it stands: several words, an acronym, a country."""
    if len(words) > 1:
        return True
    word = words[0]
    if word.isupper() or any(c.isdigit() for c in word):
        return len(word) > 2 or word in ("UN", "EU", "UK")
    return gazetteer.places().kind_of(words) == "country" or any(c.isupper() for c in word[1:])


def _free(words: Sequence[str], first: int, end: int) -> bool:
    before, after = words[first - 1] if first else "", words[end] if end < len(words) else ""
    return before not in ("-", "@", ".") and after not in ("-", "@")
