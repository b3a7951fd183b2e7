"""Which mentions name the same thing (GUIDELINES.md M17).

Evidence is taken from the surest to the least sure kind; each kind joins whole clusters, so a short form is
compared with what surer evidence has already brought together.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pipeline.lang.places import country_code, division_codes
from pipeline.model.records import Mention
from pipeline.rooms.entities.find_qualifiers import qualifier
from pipeline.rooms.entities.link_persons import same_person
from pipeline.rooms.entities.link_shortforms import essence, full_name_of, is_indefinite, name_words
from pipeline.rooms.entities.names import (
    Item,
    initial_forms,
    initials_fit,
    initials_match,
    is_acronym,
    make_item,
    without_edition,
)

_OPENS = re.compile(r"[\s*_]*[(\[]\s*(?:hereinafter|hereafter|also known as|known as|the|or|formerly)?[\s\"“‘'*_]*")
_CLOSES = re.compile(r"[\s\"”’'*_]*(?:[)\]/;,&]|\s(?:or|and)\s)")
_KNOWN_AS = re.compile(r"[\s,]*(?:or\s+)?(?:\w+ly\s+)?(?:known\s+as|called|abbreviated\s+as)\s+[\"“‘'*_]*")
_DASH = re.compile(r"[\s*_]*[–—-]\s+(?:[Tt]he\s+)?[*_]*")
_GAP_LIMIT = 40
_FEW_NAMES = 60

# Kinds of evidence, the surest first; a cluster's rule is the least sure one that was needed.
KINDS = ("single", "same-name", "country-name", "acronym", "initials", "person-name", "variant", "short-form")


@dataclass
class Clusters:
    """Sets of items that grow by joining; `kind` is the least sure evidence used, by root."""

    items: list[Item]
    parent: list[int] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    acronyms: dict[int, str] = field(default_factory=dict)  # item of the full name -> acronym as written

    def __post_init__(self) -> None:
        self.parent = list(range(len(self.items)))
        self.kind = [0] * len(self.items)

    def root(self, index: int) -> int:
        """Give the item that stands for the cluster of an item (its first mention)."""
        while self.parent[index] != index:
            self.parent[index] = self.parent[self.parent[index]]
            index = self.parent[index]
        return index

    def join(self, left: int, right: int, kind: str) -> None:
        """Make one cluster of two; the earlier mention stands for it."""
        first, second = sorted((self.root(left), self.root(right)))
        if first != second:
            self.parent[second] = first
            self.kind[first] = max(self.kind[first], self.kind[second], KINDS.index(kind))

    def groups(self) -> dict[int, list[Item]]:
        """Give the clusters by root, in order of first mention, members in text order."""
        found: dict[int, list[Item]] = defaultdict(list)
        for item in self.items:
            found[self.root(item.index)].append(item)
        return dict(sorted(found.items()))


def link_clusters(mentions: tuple[Mention, ...], text: str) -> Clusters:
    """Cluster the mentions of one release; `text` is the clean text."""
    ordered = sorted(mentions, key=lambda m: (m.start, m.end))
    clusters = Clusters([make_item(i, mention, text) for i, mention in enumerate(ordered)])
    by_type: dict[str, list[Item]] = defaultdict(list)
    for item in clusters.items:
        by_type[item.mention.type].append(item)
    for kind in sorted(by_type):
        _join_same_names(clusters, by_type[kind], text)
    _join_countries(clusters, by_type["PLACE"])
    _join_bracketed(clusters, text)
    for kind in sorted(by_type):
        if kind != "PERSON":
            _join_initials(clusters, by_type[kind])
    _join_by(clusters, by_type["PERSON"], same_person, "person-name", text)
    for kind in ("ORG", "NAMED_EVENT", "DOCUMENT", "PLACE"):
        _join_by(clusters, by_type[kind], full_name_of, "short-form", text)
    return clusters


def _join_same_names(clusters: Clusters, items: list[Item], text: str) -> None:
    seen: dict[str, list[tuple[Item, str | None]]] = defaultdict(list)
    for item in items:
        stands_in = qualifier(item, text) if item.mention.type == "PLACE" else None
        earlier = seen[_plain(item)]
        match = next(
            (other for other, place in reversed(earlier) if not (place and stands_in) or place == stands_in), None
        )
        if match is not None:
            clusters.join(match.index, item.index, "same-name")
            stands_in = stands_in or next(place for other, place in earlier if other is match)
        earlier.append((item, stands_in))


def _plain(item: Item) -> str:
    """The comparison key: a plural counts as the singular in names of things, spaces count in names of places."""
    if item.mention.type == "PLACE":
        return item.key
    if item.mention.type in ("DOCUMENT", "NAMED_EVENT") and item.tight.endswith("s") and len(item.tight) > 3:
        return item.tight[:-1]
    return item.tight


def _join_countries(clusters: Clusters, places: list[Item]) -> None:
    first: dict[str, int] = {}
    for item in places:
        code = country_code(item.text)
        # Parts of the United Kingdom have its code, but are places of their own.
        if code is None or (division_codes(item.text) and code == "GB"):
            continue
        if code in first:
            clusters.join(first[code], item.index, "country-name")
        else:
            first[code] = item.index


def _join_bracketed(clusters: Clusters, text: str) -> None:
    by_type: dict[str, dict[str, int]] = defaultdict(dict)
    for item, follower in zip(clusters.items, clusters.items[1:], strict=False):
        gap = text[item.mention.end : follower.mention.start]
        if len(gap) > _GAP_LIMIT or item.mention.type != follower.mention.type or item.mention.type == "PERSON":
            continue
        dashed = bool(_DASH.fullmatch(gap) or _KNOWN_AS.fullmatch(gap))
        if not dashed and not (_OPENS.fullmatch(gap) and _CLOSES.match(text, follower.mention.end)):
            continue
        if _is_short_for(follower, item, dashed):
            _pair(clusters, item, follower)
        elif is_acronym(item.text) and _is_short_for(item, follower, True):
            _pair(clusters, follower, item)
    for item in clusters.items:
        if item.inner:
            by_type[item.mention.type].setdefault(item.inner, item.index)
    for item in clusters.items:
        owner = by_type[item.mention.type].get(item.key)
        if owner is not None and initials_fit(item.key, clusters.items[owner].words):
            clusters.acronyms.setdefault(owner, item.text)
            clusters.join(owner, item.index, "acronym")


def _pair(clusters: Clusters, full: Item, short: Item) -> None:
    # "Marlin Petrol (Marlin)" tells a short name, not an acronym.
    if sum(letter.isupper() for letter in short.text) > 1:
        clusters.acronyms.setdefault(full.index, short.text)
    clusters.join(full.index, short.index, "acronym")


def _is_short_for(short: Item, full: Item, careful: bool) -> bool:
    """Say whether a bracketed (or, with more care, dashed or leading) name is short for the one beside it."""
    if len(full.words) < 2 or len(short.words) >= len(full.words) or is_acronym(full.text):
        return False
    if owner_part(short.key, full.words):
        return False
    fits = initials_fit(short.key, full.words)
    if short.mention.type == "PLACE":
        return is_acronym(short.text) and fits
    if careful:
        alike = len(full.words) > 2 and short.key[0] == full.words[0][0]
        return is_acronym(short.text) and (fits or alike)
    return is_acronym(short.text) or (len(short.words) == 1 and fits)


def owner_part(acronym: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the tail of a name that an acronym after it stands for alone, () if it stands for the whole.

    "General Assembly of the Union of Port Towns (UPT)": the union is the owner, the assembly its organ.
    """
    if initials_match(acronym, words):
        return ()
    for position, word in enumerate(words):
        if word in ("of", "at") and initials_match(acronym, tuple(w for w in words[position + 1 :] if w != "the")):
            return words[position + 1 :]
    return ()


def _join_initials(clusters: Clusters, items: list[Item]) -> None:
    by_letters: dict[str, dict[int, Item]] = defaultdict(dict)
    for item in items:
        if not is_acronym(item.text):
            for letters in sorted(_letters_of(item)):
                by_letters[letters].setdefault(clusters.root(item.index), item)
    for item in items:
        bare = without_edition(item.words)
        if not is_acronym(item.text) and not (len(bare) == 1 and is_acronym(item.text.split()[0])):
            continue
        letters = "".join(word for word in bare if word != "and" or "&" not in item.text)
        fitting = {clusters.root(full.index): full for full in by_letters.get(letters, {}).values()}
        if len(letters) > 1 and len(fitting) == 1:
            owner = next(iter(fitting.values()))
            clusters.acronyms.setdefault(owner.index, item.text)
            clusters.join(owner.index, item.index, "initials")


def _letters_of(full: Item) -> set[str]:
    """The initials of a name, of it without department or country, and from its head on."""
    found = set(initial_forms(full.words) | initial_forms(essence(full.words)))
    for k, word in enumerate(full.words[:4]):
        if k and word in name_words("head"):
            found |= {letters for letters in initial_forms(full.words[k:]) if len(letters) > 2}
    return found


def _join_by(
    clusters: Clusters,
    items: list[Item],
    find_owner: Callable[[Item, Iterable[tuple[int, Item]], str], tuple[int, str] | None],
    kind: str,
    text: str,
) -> None:
    """Join each cluster, longest names first, to the cluster whose name it abbreviates."""
    names: dict[tuple[int, str], Item] = {}
    for item in items:
        key = (clusters.root(item.index), item.key)
        if key not in names or is_indefinite(names[key], text):
            names[key] = item
    listed = sorted(names.values(), key=lambda item: item.index)
    by_word: dict[str, list[int]] = defaultdict(list)
    for position, item in enumerate(listed):
        for word in dict.fromkeys(item.words):
            by_word[word].append(position)
    for position, item in sorted(enumerate(listed), key=lambda pair: (-len(pair[1].words), pair[0])):
        root = clusters.root(item.index)
        near = _candidates(item, position, by_word, len(listed))
        others = [(clusters.root(listed[k].index), listed[k]) for k in near]
        found = find_owner(item, [pair for pair in others if pair[0] != root], text)
        if found is not None:
            clusters.join(found[0], item.index, found[1] or kind)


def _candidates(item: Item, position: int, by_word: dict[str, list[int]], total: int) -> list[int]:
    """The names that share a word with `item`, at most a hundred a word: the nearest ones.

    A short form of a place ("the State") may share none, so few names are all candidates.
    """
    if total <= _FEW_NAMES:
        return list(range(total))
    found: set[int] = set()
    for word in item.words:
        listed = by_word[word]
        at = bisect_left(listed, position)
        found.update(listed[max(0, at - _FEW_NAMES // 2) : at + _FEW_NAMES // 2])
    return sorted(found)
