"""Short forms of persons' names: surname, first name, initials."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.rooms.entities.names import Item, within_one_edit

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "esq"})
_PARTICLES = frozenset({"al", "el", "de", "da", "di", "van", "von", "bin", "bint", "ibn", "del", "dos", "la", "le"})


def same_person(item: Item, others: Iterable[tuple[int, Item]], text: str) -> tuple[int, str] | None:
    """Give the cluster of the fuller name that `item` shortens and the kind of evidence, None if there is none.

    A surname counts before a first name; of several persons who bear it, the one named last before the mention.
    """
    words = _core(item.words)
    ranked: list[tuple[int, int, int]] = []
    for root, other in others:
        rank = _shortens(words, _core(other.words))
        if rank:
            before = other.mention.start <= item.mention.start
            distance = abs(other.mention.start - item.mention.start)
            ranked.append((rank, distance if before else distance + len(text), root))
    if not ranked:
        return None
    return min(ranked)[2], "person-name"


def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w for w in words if w not in _SUFFIXES) or words


def _shortens(short: tuple[str, ...], full: tuple[str, ...]) -> int:
    """Rank how `short` abbreviates `full`: 0 not at all, 1 surest."""
    if len(short) == len(full) > 1:
        differing = [(a, b) for a, b in zip(short, full, strict=True) if a != b]
        if len(differing) == 1:
            left, right = differing[0]
            alike = within_one_edit(left, right) and min(len(left), len(right)) >= 5
            return 2 if alike or _is_initial(left, right) or _is_initial(right, left) else 0
        return 0
    if len(short) >= len(full):
        return 0
    if short == full[-len(short) :]:
        return 1
    if len(short) == 1 and len(short[0]) < 2:
        return 0
    if len(short) == 1 and (any(within_one_edit(short[0], word) for word in full[-1:]) and len(short[0]) >= 7):
        return 3
    if short == full[: len(short)] and short[0] not in _PARTICLES:
        return 2
    if len(short) == 1:
        return 3 if short[0] in full and short[0] not in _PARTICLES else 0
    return 2 if _in_order(short, full) else 0


def _is_initial(short: str, full: str) -> bool:
    return len(short) == 1 and full.startswith(short)


def _in_order(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Say whether every word, or an initial for it, comes in the fuller name in the same order."""
    position = 0
    for word in short:
        while position < len(full) and not (full[position] == word or _is_initial(word, full[position])):
            position += 1
        if position == len(full):
            return False
        position += 1
    return True
