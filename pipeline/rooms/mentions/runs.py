"""Runs of capitalised words and what their head word says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.rooms.mentions.words import CONNECTORS, heads, is_capitalised, strict_heads

_BREAKS = frozenset(
    ["of", "for", "on", "to", "in", "at", "with", "against", "de", "del", "da", "do", "du", "di", "des", "von", "van"]
)
_OPENERS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "in",
        "on",
        "at",
        "for",
        "of",
        "and",
        "by",
        "from",
        "to",
        "as",
        "with",
        "we",
        "our",
        "it",
        "he",
        "she",
        "i",
    ]
)


@dataclass(frozen=True, slots=True)
class Run:
    """Words `[start, end)` of a line; `grain` 0: capitalised words only, 1: joined by small words.

    `head` is the noun that heads the run in lower case and `kind` the type of name it makes, or "".
    """

    start: int
    end: int
    grain: int
    head: str
    kind: str


def find_runs(words: Sequence[str]) -> list[Run]:
    """Give the tight and the wide runs of a line, in order."""
    tight = list(_tight(words))
    found = [_judge(words, a, b, 0) for a, b in tight]
    found += [_judge(words, a, b, 1) for a, b in _joined(words, tight)]
    return found


def _tight(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for i, word in enumerate([*words, "."]):
        inside = is_capitalised(word) and not (i == 0 and word.lower() in _OPENERS)
        if inside and start is None:
            start = i
        elif not inside and start is not None:
            yield start, i
            start = None


def _joined(words: Sequence[str], tight: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    pending: tuple[int, int] | None = None
    for a, b in tight:
        gap = words[pending[1] : a] if pending else ()
        if pending and len(gap) <= 3 and all(w.lower() in CONNECTORS or (w == "," and len(gap) == 3) for w in gap):
            pending = pending[0], b
            continue
        if pending:
            yield pending
        pending = a, b
    if pending:
        yield pending


def head_kind(words: Sequence[str]) -> str:
    """Give the type of name that the head of some words makes, or ""."""
    return _judge(words, 0, len(words), 1).kind if words else ""


def strict_kind(words: Sequence[str]) -> str:
    """Give the type that the head of some words makes (nearly) always, or ""."""
    cut = next((i for i, w in enumerate(words) if i and w.lower() in _BREAKS), len(words))
    if not words:
        return ""
    head = words[cut - 1].lower().rstrip(".")
    opens = strict_heads().get((head, "opens"), "") if cut < len(words) else ""
    return opens or strict_heads().get((head, "ends"), "")


def _judge(words: Sequence[str], start: int, end: int, grain: int) -> Run:
    cut = next((i for i in range(start, end) if words[i].lower() in _BREAKS), end)
    table = heads()
    if cut < end:
        head = words[cut - 1].lower()
        kind = table.get((head, "opens")) or table.get((head, "ends")) or ""
        return Run(start, end, grain, head, kind)
    for i in (end - 1, end - 2, start):
        if i >= start:
            head = words[i].lower().rstrip(".")
            kind = table.get((head, "ends"), "")
            if kind:
                return Run(start, end, grain, head, kind)
    return Run(start, end, grain, words[end - 1].lower(), "")
