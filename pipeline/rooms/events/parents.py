"""Which gathering, visit or campaign an event is a part of (T5)."""

from __future__ import annotations

import bisect

from pipeline.lang.syntax import clause_of
from pipeline.rooms.events.dating import dependency_path
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.models import Models
from pipeline.rooms.events.reading import Reading

PARENT = 0.33
_PART_WORDS = {"during", "at", "within", "alongside", "sidelines", "margins", "part", "programme", "program",
               "agenda", "include", "included", "includes", "including", "featured", "feature", "framework", "side",
               "while"}  # fmt: skip


class Order:
    """In which order the records of a release are first told of."""

    def __init__(self, drafts: list[Draft]) -> None:
        ordered = sorted(drafts, key=lambda d: d.first.start)
        self.rank = {draft: n for n, draft in enumerate(ordered)}
        self._starts: dict[str, list[int]] = {}
        for draft in ordered:
            self._starts.setdefault(draft.type, []).append(draft.first.start)

    def between(self, parent: Draft, child: Draft) -> int:
        """Say how many records of the parent's type are first told of after it and before the child."""
        starts = self._starts[parent.type]
        after = bisect.bisect_right(starts, parent.first.start)
        return max(0, bisect.bisect_left(starts, child.first.start) - after)


def parent_scores(reading: Reading, drafts: list[Draft], models: Models) -> dict[tuple[int, int], float]:
    """Give how probably each record is part of each other one, by their places in `drafts`: (child, parent)."""
    order = Order(drafts)
    return {
        (c, p): models.parent.score(_features(reading, child, parent, order))
        for c, child in enumerate(drafts)
        for p, parent in enumerate(drafts)
        if c != p
    }


def link_parents(drafts: list[Draft], scores: dict[tuple[int, int], float]) -> None:
    """Give each draft the most probable other record as its parent; never one that is already below it."""
    for c, draft in enumerate(drafts):
        best: tuple[Draft | None, float] = (None, PARENT)
        for p, other in enumerate(drafts):
            if is_below(other, draft) or date_relation_of(draft, other) == "apart":
                continue
            if scores[c, p] > best[1]:
                best = (other, scores[c, p])
        draft.parent = best[0]


def is_below(draft: Draft, other: Draft) -> bool:
    """Say whether the draft is the other one or a part of it."""
    at: Draft | None = draft
    while at is not None:
        if at is other:
            return True
        at = at.parent
    return False


def parent_features(reading: Reading, child: Draft, parent: Draft, drafts: list[Draft]) -> list[str]:
    """Give the names of what is true of the pair of records, two of `drafts`."""
    return _features(reading, child, parent, Order(drafts))


def _features(reading: Reading, child: Draft, parent: Draft, order: Order) -> list[str]:
    gap = min(abs(a - b) for a in child.sentences for b in parent.sentences)
    size = str(gap) if gap < 3 else "3-5" if gap < 6 else "6+"
    rank = order.rank[parent]
    ahead = parent.first.start < child.first.start
    kinds = f"{child.type}<{parent.type}"
    dates = date_relation_of(child, parent)
    names = [
        f"types={kinds}", f"gap={size}", f"types={kinds}/{size}", f"ahead={ahead}", f"rank={min(rank, 3)}/{ahead}",
        f"dates={dates}", f"dates={dates}/{size}", f"dates={dates}/{kinds}",
        f"named={parent.name is not None}/{child.name is not None}", f"size={min(len(parent.mentions), 4)}",
        f"child_size={min(len(child.mentions), 3)}", f"parent={parent.type}/{min(rank, 3)}",
        f"title={parent.is_titled}/{child.is_titled}",
        f"sentences={min(len(parent.sentences), 5)}", f"lemmas={child.main.lemma}<{parent.main.lemma}",
        f"child={child.main.lemma}/{child.main.pos}", f"same_name={child.name == parent.name}",
    ]  # fmt: skip
    if parent.linked is not None:
        spread = parent.linked.first != parent.linked.last
        names += [f"spread={spread}", f"spread={spread}/{kinds}", f"precision={parent.linked.precision}"]
    if gap == 0:
        names += _together(reading, child, parent)
    names.append(f"between={min(order.between(parent, child), 3)}")
    return names


def _together(reading: Reading, child: Draft, parent: Draft) -> list[str]:
    names = set()
    for a in child.mentions:
        for b in parent.mentions:
            if a.sentence != b.sentence:
                continue
            path = dependency_path(a.token, b.token)
            joined = ">".join(path) if path is not None else "far"
            names |= {f"path={joined}", f"clause={clause_of(a.token) == clause_of(b.token)}"}
            low, high = min(a.token.i, b.token.i), max(a.token.i, b.token.i)
            words = {t.lower_ for t in reading.doc[max(0, low - 3) : high]}
            names |= {f"word={w}" for w in words & _PART_WORDS}
            if b.token.head.dep_ == "prep" or b.token.dep_ == "pobj":
                names.add(f"under={b.token.head.lower_}")
            if a.token.dep_ == "pobj":
                names.add(f"child_under={a.token.head.lower_}")
    return sorted(names)


def date_relation_of(child: Draft, parent: Draft) -> str:
    """Say how the own dates of the two agree: none/own..., shared, equal, inside, apart or unknown."""
    a, b = child.linked, parent.linked
    if a is None or b is None:
        return f"{'none' if a is None else 'own'}/{'none' if b is None else 'own'}"
    if a.id == b.id:
        return "shared"
    if a.value is not None and a.value == b.value:
        return "equal"
    if None in (a.first, a.last, b.first, b.last):
        return "unknown"
    inside = str(b.first) <= str(a.first) and str(a.last) <= str(b.last)
    return "inside" if inside else "apart"
