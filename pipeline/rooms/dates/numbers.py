"""Numbers and ordinals in figures and words."""

from __future__ import annotations

import re

from pipeline.rooms.dates.tokens import Tokens


def number_of(tokens: Tokens, start: int, end: int) -> float | None:
    """Give the number that tokens `[start, end)` spell ("twenty-two", "1,200", "a hundred", "2 and a half")."""
    total, current, seen, halves = 0.0, 0.0, False, 0.0
    for index in range(start, end):
        word = tokens.lower(index)
        if tokens.has(index, "slash"):
            bottom = float(tokens.lower(index + 1) or 1)
            top = float(tokens.lower(index - 1) or 0)
            current = current - top + (top / bottom if bottom else 0.0)
        elif tokens.has(index, "int") and tokens.has(index - 1, "slash") and index > start:
            continue
        elif tokens.has(index, "int") or tokens.has(index, "decimal"):
            current, seen = current + float(word.replace(",", "")), True
        elif word in ("a", "an"):
            current, seen = (current or 1.0), True
        elif word == "half":
            halves = 0.5
            current -= 0.0
        elif tokens.has(index, "scale"):
            scale = float(tokens.lexicon.value(word, "scale"))
            current = (current or 1.0) * scale
            seen = True
            if scale >= 1000:
                total, current = total + current, 0.0
        elif tokens.has(index, "number") or tokens.has(index, "tens"):
            current, seen = current + float(tokens.lexicon.value(word, "number")), True
    return total + current + halves if seen else None


def ordinal_of(tokens: Tokens, start: int, end: int) -> int | None:
    """Give the whole number that tokens `[start, end)` name: `3`, `3rd`, "third", "twenty-first"; "last" is -1."""
    total, seen = 0, False
    for index in range(start, end):
        word = tokens.lower(index)
        if digits := re.match(r"\d+", word):
            total, seen = total + int(digits[0]), True
        elif tokens.has(index, "ordword"):
            total, seen = total + int(tokens.lexicon.value(word, "ordword")), True
        elif tokens.has(index, "lastword"):
            return -1
        elif tokens.has(index, "tens"):
            total, seen = total + int(tokens.lexicon.value(word, "tens")), True
    return total if seen else None
