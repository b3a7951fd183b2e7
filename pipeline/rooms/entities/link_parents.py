"""Which body an organ belongs to (GUIDELINES.md M15): "Executive Bureau of UCLG" is part of UCLG."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.lang.places import fold_name
from pipeline.rooms.entities.link_clusters import Clusters, owner_part
from pipeline.rooms.entities.names import PREPOSITIONS, Item, head_part, is_acronym

_SLASH = re.compile(r"\s?/\s?")
_UNDER = re.compile(
    r"(?:,\s*|\s+)(?:an?\s+(?:agency|office|unit|arm)\s+)?(?:part\s+)?(?:of|under|within|at)\s+(?:the\s+)?"
)
_OWNING = re.compile(r"['’]s?\s+$")


@cache
def _organs() -> frozenset[str]:
    return frozenset(r["word"] for r in read_table("entities/name_words") if r["kind"] == "part")


def link_parents(clusters: Clusters, groups: Mapping[int, Sequence[Item]], text: str) -> dict[int, int]:
    """Give the parent's cluster root of each body that the text places inside another one; no circles."""
    bodies = {root: members for root, members in groups.items() if members[0].mention.type == "ORG"}
    names: dict[str, int] = {}
    for root, members in bodies.items():
        for item in members:
            names.setdefault(item.key, root)
    found: dict[int, int] = {}
    chained = _chains(clusters, text)
    for root, members in bodies.items():
        candidates = (chained.get(root), _by_name(members, names, root), _by_neighbour(members, clusters, text))
        parent = next((c for c in candidates if c is not None and c != root), None)
        if parent is not None and not _above(found, parent, root):
            found[root] = parent
    return found


def complete_parents(
    found: Mapping[int, int], groups: Mapping[int, Sequence[Item]], issuer: int | None
) -> dict[int, int]:
    """Give an organ whose name is generic ("Executive Board", "Secretariat") to the issuer, when there is one."""
    completed = dict(found)
    for root, members in groups.items():
        if members[0].mention.type != "ORG" or root in completed or issuer is None or root == issuer:
            continue
        if all(_is_generic(item) for item in members) and not _above(completed, issuer, root):
            completed[root] = issuer
    return completed


def _is_generic(item: Item) -> bool:
    return bool(item.words) and item.words[-1] in _organs() and all(w in _organs() for w in item.words)


def _above(found: Mapping[int, int], start: int, goal: int) -> bool:
    """Say whether `goal` lies on the way up from `start`."""
    steps = 0
    while start in found and steps < len(found):
        start, steps = found[start], steps + 1
        if start == goal:
            return True
    return False


def _chains(clusters: Clusters, text: str) -> dict[int, int]:
    """Read "(UNPOG/DPIDG/UN DESA)": each body is part of the next."""
    found: dict[int, int] = {}
    for item, follower in zip(clusters.items, clusters.items[1:], strict=False):
        same = item.mention.type == follower.mention.type == "ORG"
        if not same or not _SLASH.fullmatch(text[item.mention.end : follower.mention.start]):
            continue
        opened = text.rfind("(", max(0, item.mention.start - 60), item.mention.start)
        if opened >= 0 and ")" not in text[opened : item.mention.start]:
            found.setdefault(clusters.root(item.index), clusters.root(follower.index))
    return found


def _by_name(members: Sequence[Item], names: Mapping[str, int], root: int) -> int | None:
    """The parent's name is in the organ's: after *of* or *at*, or before the rest ("UCLG ASPAC")."""
    for item in members:
        for position, word in enumerate(item.words):
            if word in ("of", "at", "to") and position and head_part(item.words)[-1] in _organs():
                tail = " ".join(item.words[position + 1 :]).removeprefix("the ")
                if names.get(tail, root) != root:
                    return names[tail]
        for length in range(len(item.words) - 1, 0, -1):
            lead = " ".join(item.words[:length])
            rest = item.words[length:]
            if (
                names.get(lead, root) != root
                and len(lead) > 1
                and _is_organ_rest(rest)
                and is_acronym(item.text.split()[0])
            ):
                return names[lead]
    return None


def _is_organ_rest(words: tuple[str, ...]) -> bool:
    """Say whether the words after the parent's name may make an organ: "UCLG World Council"."""
    return words[0] not in {"and", "in", "for", *PREPOSITIONS} and (len(words) == 1 or words[-1] in _organs())


def _by_neighbour(members: Sequence[Item], clusters: Clusters, text: str) -> int | None:
    """The parent owns the organ ("UCLG's Executive Bureau"), follows it after *of*, or as an acronym in a bracket."""
    for item in members:
        before = clusters.items[item.index - 1] if item.index else None
        if before is not None and before.mention.type == "ORG" and item.words and item.words[-1] in _organs():
            gap = text[before.mention.end : item.mention.start]
            if _OWNING.fullmatch(gap):
                return clusters.root(before.index)
        after = clusters.items[item.index + 1] if item.index + 1 < len(clusters.items) else None
        if after is None or after.mention.type != "ORG":
            continue
        gap = text[item.mention.end : after.mention.start]
        if gap.strip() == "(" and owner_part(fold_name(after.text), item.words):
            return clusters.root(after.index)
        if _UNDER.fullmatch(gap) and {*head_part(item.words)[-1:]} & _organs():
            return clusters.root(after.index)
    return None
