"""Rules from lists: well-known names and countries, company suffixes, head nouns, and phrases that are no names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.rooms.mentions import gazetteer
from pipeline.rooms.mentions.repair import Hit, Hits
from pipeline.rooms.mentions.runs import head_kind, strict_kind
from pipeline.rooms.mentions.words import company_suffixes, not_names

# Above this the model's type of a single listed word stands against the list's.
FIRM = 0.95
# Below this a head noun's usual type stands against the model's.
UNSURE = 0.6
# "The next Assembly" is a gathering, "the Assembly" may be the body.
_RECURRING = frozenset(("next", "last", "forthcoming", "upcoming", "annual", "previous"))
_WHERE = frozenset(("in", "at", "from", "near", "to", "(", "of"))
_GOVERNED = frozenset(
    ("mayor", "mayors", "mayoress", "governor", "governors", "prefect", "town", "towns", "village", "villages",
     "municipality", "municipalities", "province", "provinces", "district", "districts", "city", "cities")
)  # fmt: skip
_CONVENED = frozenset(("assembly", "congress", "council", "convention", "forum"))


def apply_lists(words: Sequence[str], hits: Hits, plain: bool) -> Hits:
    """Bring the names of a line in line with the lists; `plain` says that capitals mean something in the line."""
    found = [hit for hit in hits if tuple(words[hit.first : hit.end]) not in not_names()]
    found = [_suffixed(words, hit) for hit in found]
    found = _listed(words, found, plain)
    found = [_headed(words, hit) for hit in found]
    return _placed(words, found) if plain else found


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
    last = words[hit.end - 1].lower()
    if (
        before in _RECURRING
        and last in _CONVENED
        and hit.type == "ORG"
        and not (before == "previous" and last == "council")
    ):
        return replace(hit, type="NAMED_EVENT", rule="head-noun")
    if hit.end - hit.first < 2 or (hit.type == "PERSON" and hit.sure > FIRM):
        return hit
    if _phrase_kind(words[hit.first : hit.end]):
        return hit
    kind = strict_kind(words[hit.first : hit.end])
    if not kind and hit.sure < UNSURE and hit.type != "PERSON":
        kind = head_kind(words[hit.first : hit.end])
    return replace(hit, type=kind, rule="head-noun") if kind and kind != hit.type else hit


def _phrase_kind(words: Sequence[str]) -> str | None:
    return gazetteer.well_known().kind_of(words) or gazetteer.places().kind_of(words)


def _placed(words: Sequence[str], hits: Hits) -> Hits:
    """Find cities and provinces of the gazetteer, and unknown places after `Mayor of`, `province of`."""
    out = []
    for hit in hits:
        size = hit.end - hit.first
        before = words[hit.first - 1].lower() if hit.first else ""
        doubtful = hit.sure < FIRM if size > 1 else hit.sure < 0.6 and before in _WHERE
        if hit.type in ("PERSON", "ORG") and doubtful and gazetteer.places().kind_of(words[hit.first : hit.end]):
            hit = replace(hit, type="PLACE", rule="gazetteer")
        out.append(hit)
    taken = {i for h in out for i in range(h.first, h.end)}
    for first, end, _kind in gazetteer.places().find(words):
        before = words[first - 1].lower() if first else ""
        known = end - first > 1 or (before in _WHERE and len(words[first]) > 3)
        if known and not taken.intersection(range(first, end)) and _alone(words, first, end):
            out.append(Hit(first, end, "PLACE", "gazetteer-city", 0.8))
            taken.update(range(first, end))
    for first, end in _governed(words):
        if not taken.intersection(range(first, end)):
            out.append(Hit(first, end, "PLACE", "governed", 0.8))
            taken.update(range(first, end))
    return sorted(out, key=lambda h: h.first)


def _governed(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the capitalised words after `Mayors of`, and those joined to them by `and`."""
    for i in range(len(words) - 2):
        if words[i].lower() not in _GOVERNED or words[i + 1] != "of":
            continue
        # "a city of Peace and Justice" is what a town calls itself.
        if i and words[i - 1].lower() in ("a", "an"):
            continue
        at = i + 2
        while at < len(words) and words[at][:1].isupper() and words[at].lower() not in ("the", "all"):
            end = at
            while end < len(words) and end - at < 3 and words[end][:1].isupper():
                end += 1
            if _phrase_kind(words[at:end]) or not strict_kind(words[at:end]):
                yield at, end
            if end + 1 >= len(words) or words[end] != "and":
                break
            at = end + 1


def _alone(words: Sequence[str], first: int, end: int) -> bool:
    before, after = words[first - 1] if first else "", words[end] if end < len(words) else ""
    return _free(words, first, end) and not before[:1].isupper() and not after[:1].isupper()


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
            # "WHO:" and "WHAT:" are the labels of a media advisory.
            if plain and _unmistakable(words[first:end]) and words[end : end + 1] != [":"]:
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
