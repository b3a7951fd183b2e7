"""Placing known names in the lines of a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pipeline.rooms.mentions.repair import Hit, Hits
from pipeline.rooms.mentions.words import titles

Key = tuple[str, ...]
Test = Callable[[Sequence[str], int, int], bool]
# How sure a name counts as that was carried from elsewhere in the document.
CARRIED = 0.8


class Known:
    """Names with their types, looked up by their first word, so that a line costs its own length only."""

    def __init__(self, kinds: Mapping[Key, str]) -> None:
        self.kinds = dict(kinds)
        self._sizes: dict[str, list[int]] = {}
        for key in self.kinds:
            sizes = self._sizes.setdefault(key[0], [])
            if len(key) not in sizes:
                sizes.append(len(key))
        for sizes in self._sizes.values():
            sizes.sort(reverse=True)

    def ends(self, words: Sequence[str], at: int) -> list[int]:
        """Give where known names that begin at a place end, the longest first."""
        sizes = self._sizes.get(words[at], ())
        return [at + n for n in sizes if at + n <= len(words) and tuple(words[at : at + n]) in self.kinds]


def add_known(words: Sequence[str], hits: Hits, known: Known, rule: str, fits: Test) -> Hits:
    """Add the known names of a line that no hit touches and that pass the test."""
    taken = {i for hit in hits for i in range(hit.first, hit.end)}
    out, i = list(hits), 0
    while i < len(words):
        following = i + 1
        for end in known.ends(words, i):
            if not taken.intersection(range(i, end)) and fits(words, i, end):
                out.append(Hit(i, end, known.kinds[tuple(words[i:end])], rule, CARRIED))
                following = end
                break
        i = following
    return sorted(out, key=lambda h: h.first)


def stretch(words: Sequence[str], hits: Hits, known: Known) -> Hits:
    """Let a name that ends inside a known one run to the known one's end (`Bureau of Lorvan Towns | and Ports`)."""
    out: Hits = []
    for place, hit in enumerate(hits):
        limit = hits[place + 1].first if place + 1 < len(hits) else len(words)
        for i in range(hit.first + 1, hit.end):
            longest = max((e for e in known.ends(words, i) if e <= limit), default=0)
            if longest > hit.end:
                hit = replace(hit, end=longest, rule="stretched")
                break
        out.append(hit)
    return out


def stands_free(words: Sequence[str], first: int, end: int) -> bool:
    """Say whether no hyphen or dot makes the words part of something else."""
    before, after = words[first - 1] if first else "", words[end] if end < len(words) else ""
    glued = after == "." and end + 1 < len(words) and words[end + 1][:1].islower()
    return before not in ("-", "@", ".", "www") and after not in ("-", "@") and not glued


def alone(words: Sequence[str], first: int, end: int) -> bool:
    """Say whether a family name stands without a capitalised neighbour other than a title before it."""
    before, after = words[first - 1] if first else "", words[end] if end < len(words) else ""
    plain = not before[:1].isupper() or before.lower() in titles() or first == 1
    return plain and not after[:1].isupper() and stands_free(words, first, end)


def definite(words: Sequence[str], first: int, end: int) -> bool:
    """Say whether `the` stands before a short form and nothing capitalised or `of` after it."""
    before, after = words[first - 1].lower() if first else "", words[end] if end < len(words) else ""
    return (
        before in ("the", "this")
        and not after[:1].isupper()
        and after not in ("of", "for")
        and stands_free(words, first, end)
    )
