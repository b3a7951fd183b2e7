"""Finding listed phrases in a sequence of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from pipeline.lang.lexicon import read_table

# No listed name has more tokens than this; a bound keeps the look-up linear.
REACH = 9


class Phrases:
    """A set of phrases, each with a kind; case matters, the cut into tokens does not (`U.S.`, `Al-Quds`)."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self._kinds: dict[str, str] = {}
        spaced = set()
        for phrase, kind in entries:
            if " " in phrase:
                spaced.add(phrase.replace(" ", ""))
            self._kinds.setdefault(phrase.replace(" ", "").replace("’", "'"), kind)
        self._single = frozenset(key for key in self._kinds if key.isalpha() and key not in spaced)
        self._openings = frozenset(key[:2] for key in self._kinds)

    def kind_of(self, words: Sequence[str]) -> str | None:
        """Give the kind of a phrase given as its words, None when it is not listed."""
        return self._kinds.get("".join(words).replace("’", "'"))

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Yield (first, end, kind) of the longest phrase at each place, left to right, none overlapping."""
        i, n = 0, len(words)
        while i < n:
            step = 1
            if not words[i].islower() and self._may_open(words, i):
                joined, found = "", ""
                for k in range(i, min(i + REACH, n)):
                    joined += words[k].replace("’", "'")
                    kind = self._kinds.get(joined)
                    # "In a" is not the town of Ina.
                    if kind and (k == i or joined not in self._single):
                        found, step = kind, k + 1 - i
                if found:
                    yield i, i + step, found
            i += step

    def _may_open(self, words: Sequence[str], i: int) -> bool:
        return "".join(words[i : i + 2])[:2].replace("’", "'") in self._openings


@cache
def places() -> Phrases:
    """Give the gazetteer of places; kinds country, capital, city, subdivision."""
    return Phrases((row["name"], row["kind"]) for row in read_table("mentions/places"))


@cache
def well_known() -> Phrases:
    """Give the list of well-known bodies, regions, instruments and events; the kind is the mention type."""
    return Phrases((row["name"], row["type"]) for row in read_table("mentions/names"))
