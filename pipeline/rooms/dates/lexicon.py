"""The words of `models/en/dates` and the one-character codes that stand for them in patterns.

A text becomes a string with one character a token. The character stands for everything the tables say of the
token (its classes), so that a pattern is a regular expression over that string: short, fast and free of spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from pipeline.lang.lexicon import read_table

# First code point of the private area: no character of it means anything to `re`.
_FIRST_CODE = 0xE000
PUNCTUATION = {
    ",": "comma",
    ".": "dot",
    "-": "dash",
    "‐": "dash",
    "‑": "dash",
    "–": "dash",
    "—": "dash",
    "−": "dash",
    "/": "slash",
    "(": "lparen",
    ")": "rparen",
    "[": "lparen",
    "]": "rparen",
    ":": "colon",
    ";": "semicolon",
    "'": "apos",
    "’": "apos",
    "‘": "apos",
    '"': "quote",
    "“": "quote",
    "”": "quote",
    "&": "amp",
    "$": "currency",
    "€": "currency",
    "£": "currency",
    "¥": "currency",
    "%": "percent",
    "#": "hash",
    "|": "bar",
    "*": "star",
    "~": "tilde",
    "+": "plus",
    "\n": "newline",
}
_SHAPES = ("low", "cap", "upper")


@dataclass(slots=True)
class Lexicon:
    """Classes of words with their values, and the code of every set of classes."""

    entries: dict[str, list[tuple[str, str, str]]]  # word -> (class, value, case)
    literals: frozenset[str]
    codes: dict[frozenset[str], str] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)  # class -> codes
    known: dict[str, str] = field(default_factory=dict)  # word as written -> code
    unknown: dict[str, str] = field(default_factory=dict)  # shape -> code

    def code(self, classes: frozenset[str]) -> str:
        """Give the code of a set of classes, making one if the set is new."""
        found = self.codes.get(classes)
        if found is None:
            found = self.codes[classes] = chr(_FIRST_CODE + len(self.codes))
            for name in classes:
                self.members.setdefault(name, []).append(found)
        return found

    def code_of_word(self, word: str) -> str:
        """Give the code of a word as it is written (its capitals count)."""
        found = self.known.get(word)
        if found is None:
            shape, lower = shape_of(word), word.lower()
            if lower not in self.entries and lower not in self.literals:
                return self.unknown[shape]
            found = self.known[word] = self.code(self.classes(lower, shape))
        return found

    def classes(self, lower: str, shape: str) -> frozenset[str]:
        """Give the classes of a lower-cased word in a shape: its own, `=word` if patterns name it, the shape."""
        found = {shape}
        if lower in self.literals:
            found.add(f"={lower}")
        for name, _value, case in self.entries.get(lower, ()):
            if case == "" or (case == "capital" and shape != "low") or (case == "upper" and shape == "upper"):
                found.add(name)
        return frozenset(found)

    def value(self, word: str, name: str) -> str:
        """Give the value of a word in a class. Raises KeyError when it is not in the class."""
        for found, value, _case in self.entries.get(word.lower(), ()):
            if found == name:
                return value
        raise KeyError(f"{word!r} is no {name}")


def shape_of(word: str) -> str:
    """Say how a word is capitalised: low, cap (any capital) or upper (all capitals, two letters at least)."""
    if word.islower() or not any(c.isupper() for c in word):
        return "low"
    return "upper" if len(word) > 1 and word.isupper() else "cap"


@cache
def open_lexicon() -> Lexicon:
    """Read the tables once and give every possible token its code.

    Raises FileNotFoundError or ValueError when a table is missing or malformed.
    """
    entries: dict[str, list[tuple[str, str, str]]] = {}
    for row in read_table("dates/words"):
        entries.setdefault(row["word"], []).append((row["class"], row["value"], row["case"]))
    patterns = " ".join(
        row["pattern"] for name in ("macros", "patterns", "guards", "nowadays") for row in read_table(f"dates/{name}")
    )
    names = " ".join(row["name"] for row in read_table("dates/holidays"))
    literals = frozenset(re.findall(r"'([a-z]+)'", patterns)) | frozenset(re.findall(r"[a-z]+", names))
    lexicon = Lexicon(entries, literals)
    for shape in _SHAPES:
        lexicon.unknown[shape] = lexicon.code(frozenset({shape}))
    for word in sorted({*entries, *literals}):
        for shape in _SHAPES:
            lexicon.code(lexicon.classes(word, shape))
    for classes in _number_classes():
        lexicon.code(classes)
    for name in sorted(set(PUNCTUATION.values())):
        lexicon.code(frozenset({name}))
    lexicon.code(frozenset({"other"}))
    return lexicon


def _number_classes() -> Iterable[frozenset[str]]:
    for name in ("numdate", "clock", "decade", "quarter", "halfcode", "decimal", "glued"):
        yield frozenset({name})
    yield frozenset({"ord"})
    yield frozenset({"ord", "ord31"})
    for extra in ((), ("int2",), ("int31",), ("int31", "int2"), ("year",), ("year", "modern")):
        yield frozenset({"int", *extra})
