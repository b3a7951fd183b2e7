"""Finding listed phrases in a sequence of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.lang.lexicon import read_table


class Phrases:
    """A set of phrases, each with a kind, that are looked up by their words (case matters)."""

    def __init__(self, entries: Iterator[tuple[str, str]]) -> None:
        self.kinds: dict[tuple[str, ...], str] = {}
        self.longest: dict[str, int] = {}
        for phrase, kind in entries:
            words = tuple(phrase.replace("-", " - ").replace("'", " '").replace(".", ". ").split())
            if words:
                self.kinds.setdefault(words, kind)
                self.longest[words[0]] = max(self.longest.get(words[0], 0), len(words))

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Yield (first, end, kind) of the longest phrase at each place, left to right, none overlapping."""
        i = 0
        while i < len(words):
            reach = self.longest.get(words[i], 0)
            for n in range(min(reach, len(words) - i), 0, -1):
                kind = self.kinds.get(tuple(words[i : i + n]))
                if kind:
                    yield i, i + n, kind
                    i += n - 1
                    break
            i += 1


@cache
def places() -> Phrases:
    """Give the gazetteer of places; kinds country, capital, city, subdivision, region."""
    return Phrases((row["name"], row["kind"]) for row in read_table("mentions/places"))


@cache
def organisations() -> Phrases:
    """Give the list of well-known bodies, instruments and events; the kind is the mention type."""
    return Phrases((row["name"], row["type"]) for row in read_table("mentions/names"))
