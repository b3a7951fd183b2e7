"""What a first reading of the document says of its names, as features for the second reading.

A name that is plain in one place ("the Harbour Trust of Lorvania (HTL)") tells what the same words, their
acronym, their last word or a person's family name are elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.rooms.mentions.words import CONNECTORS, heads

Found = tuple[int, int, str, float]  # first word, end word, type, belief
_SMALL = CONNECTORS | {"a", "an"}


class Memory:
    """Votes of a first reading: for whole names, for their short forms, and for single words."""

    def __init__(self) -> None:
        self.whole: dict[tuple[str, ...], dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self.short: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self.word: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self.longest: dict[str, int] = {}

    def add(self, words: Sequence[str], kind: str, belief: float) -> None:
        """Note one name."""
        key = tuple(words)
        self.whole[key][kind] += belief
        self.longest[key[0]] = max(self.longest.get(key[0], 0), len(key))
        for short in short_forms(key, kind):
            self.short[short][kind] += belief

    def add_words(self, words: Sequence[str], kinds: Sequence[str]) -> None:
        """Note what each capitalised word was part of; `O` for no name."""
        for word, kind in zip(words, kinds, strict=True):
            if word[:1].isupper():
                self.word[word][kind] += 1

    def matches(self, words: Sequence[str]) -> Iterable[tuple[int, int, str, float]]:
        """Give the longest known names in a line as (first, end, type, votes), none overlapping."""
        i = 0
        while i < len(words):
            for n in range(min(self.longest.get(words[i], 0), len(words) - i), 0, -1):
                votes = self.whole.get(tuple(words[i : i + n]))
                if votes:
                    kind, weight = best(votes)
                    yield i, i + n, kind, weight
                    i += n - 1
                    break
            i += 1


def best(votes: dict[str, float]) -> tuple[str, float]:
    """Give the type with most votes and its votes; ties go to the first in alphabetical order."""
    return max(sorted(votes.items()), key=lambda pair: pair[1])


def acronym_of(words: Sequence[str]) -> str:
    """Give the initials of the capitalised words of a name."""
    return "".join(w[0] for w in words if w[:1].isupper())


def short_forms(words: tuple[str, ...], kind: str) -> list[str]:
    """Give single words that may stand for a name later: acronym, head noun, family name."""
    if len(words) < 2:
        return []
    if kind == "PERSON":
        return [w for w in (words[-1], words[0]) if w[:1].isupper() and len(w) > 2]
    out = [acronym_of(words)] if sum(w[:1].isupper() for w in words) > 1 else []
    head = next((words[i - 1] for i, w in enumerate(words) if i and w in ("of", "for", "on", "in")), words[-1])
    if head[:1].isupper() and ((head.lower(), "ends") in heads() or (head.lower(), "opens") in heads()):
        out.append(head)
    if words[-1][:1].isupper() and words[-1] != head:
        out.append(words[-1])
    return out


def build(lines: Iterable[tuple[Sequence[str], Sequence[Found], Sequence[str]]]) -> Memory:
    """Collect a memory from (words, names, type of each word) of every line."""
    memory = Memory()
    for words, names, kinds in lines:
        for first, end, kind, belief in names:
            memory.add(words[first:end], kind, belief)
        memory.add_words(words, kinds)
    return memory


def _grade(weight: float) -> str:
    return "0" if weight < 0.5 else "1" if weight < 0.9 else "2" if weight < 1.8 else "3"


def memory_features(
    memory: Memory, words: Sequence[str], labels: Sequence[str], beliefs: Sequence[float]
) -> list[list[str]]:
    """Give the second reading's further features of each word of a line."""
    n = len(words)
    rows: list[list[str]] = []
    padded = ["<", *labels, ">"]
    for i, word in enumerate(words):
        grade = "a" if beliefs[i] > 0.9 else "b" if beliefs[i] > 0.6 else "c"
        row = [f"m={labels[i]}|{grade}", f"m-1={padded[i]}", f"m+1={padded[i + 2]}", f"mm={padded[i]}|{padded[i + 1]}"]
        row.append(f"mM={padded[i + 1]}|{padded[i + 2]}")
        if word[:1].isupper():
            own = labels[i][2:] or "O"
            votes = dict(memory.word.get(word, {}))
            votes[own] = votes.get(own, 0) - 1
            left = {k: v for k, v in votes.items() if v > 0}
            if left:
                kind, weight = best(left)
                share = "p" if weight == sum(left.values()) else "s"
                row += [f"mw={kind}{share}", f"mw={kind}{share}{min(int(weight), 3)}|{own}"]
            short = memory.short.get(word)
            if short:
                kind, weight = best(short)
                row += [
                    f"ms={kind}",
                    f"ms={kind}|{words[i - 1].lower() if i else '<'}",
                    f"ms={kind}{_grade(weight)}|{own}",
                ]
        rows.append(row)
    for first, end, kind, weight in memory.matches(words):
        size = end - first
        for i in range(first, end):
            place = "U" if size == 1 else "B" if i == first else "L" if i == end - 1 else "I"
            here = max(beliefs[first:end], default=0.0) if labels[i] != "O" else 0.0
            rest = _grade(max(weight - here, 0.0))
            rows[i] += [f"mx={place}|{kind}|{rest}", f"mx={place}|{kind}|{min(size, 4)}|{rest}"]
        if end < n:
            rows[end].append(f"-1mx={kind}")
    return rows
