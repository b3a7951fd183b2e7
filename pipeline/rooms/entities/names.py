"""Comparing names: folded words, acronyms, initials, editions.

An `Item` is one mention with its name in forms fit for comparison; offsets are in the clean text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.lang.lexicon import read_table
from pipeline.lang.places import fold_name
from pipeline.model.records import Mention

SMALL_WORDS = frozenset(
    [
        "of",
        "for",
        "on",
        "in",
        "at",
        "to",
        "and",
        "the",
        "against",
        "with",
        "by",
        "de",
        "la",
        "le",
        "du",
        "des",
        "a",
        "an",
        "as",
        "from",
    ]
)
PREPOSITIONS = frozenset(
    [
        "of",
        "for",
        "on",
        "in",
        "at",
        "to",
        "against",
        "with",
        "by",
        "from",
        "towards",
        "under",
        "within",
        "between",
        "concerning",
    ]
)
_SPACE = re.compile(r"\s+")
_POSSESSIVE = re.compile(r"['’]s?$")
_BRACKETS = re.compile(r"\s*\(([^()]{2,20})\)")
_NUMERAL = re.compile(r"\d+(?:st|nd|rd|th)?|(?:19|20)\d\d|[ivx]{1,4}")
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&+./'’-]{1,14}")
_CAPITALS = re.compile(r"[A-Z]")


@dataclass(frozen=True, slots=True)
class Item:
    """A mention and its name: `text` collapsed, `key` folded, `tight` the key without spaces."""

    index: int
    mention: Mention
    text: str
    key: str
    words: tuple[str, ...]
    inner: str  # acronym in brackets inside the name, folded, or ""

    @property
    def tight(self) -> str:
        """The key without spaces, so that "UN-Habitat" equals "UN Habitat" and "UNHabitat"."""
        return self.key.replace(" ", "")


def make_item(index: int, mention: Mention, text: str) -> Item:
    """Give the item of a mention in the clean text."""
    name = surface(text[mention.start : mention.end])
    if mention.type == "PERSON":
        name = _leading_honorifics().sub("", name) or name
    inner = _BRACKETS.search(name)
    bare = _BRACKETS.sub("", name) if inner and is_acronym(inner.group(1)) else name
    key = fold_name(bare)
    acronym = fold_name(inner.group(1)) if inner and is_acronym(inner.group(1)) else ""
    return Item(index, mention, name, key, tuple(key.split()), acronym)


@cache
def honorifics(*kinds: str) -> re.Pattern[str]:
    """Give the pattern of one honorific, longest first; the kind *before* may also be part of a name ("Don")."""
    listed = {row["honorific"] for row in read_table("entities/honorifics") if row["kind"] in kinds}
    words = sorted(listed, key=lambda word: (-len(word), word))
    body = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<![\w.])(?:{body})(?![\w’'-]|\s+Lanka)")


@cache
def _leading_honorifics() -> re.Pattern[str]:
    return re.compile(rf"^(?:{honorifics('always').pattern}\s+)+(?=\w)")


def surface(text: str) -> str:
    """Give a name as it is shown: one space between words, no leading "the", no trailing possessive."""
    name = _SPACE.sub(" ", text).strip()
    if name.startswith("the "):
        name = name[4:]
    return name[:-2] if name.endswith(("'s", "’s")) else name


@lru_cache(maxsize=20_000)
def is_acronym(name: str) -> bool:
    """Say whether a name looks like an acronym: "UCLG", "WeGO", "UN DESA", "R.I.S.E."."""
    words = name.split()
    if not 1 <= len(words) <= 3 or not all(_ACRONYM.fullmatch(word) or word in "&-" for word in words):
        return False
    letters = [c for c in name if c.isalpha()]
    capitals = len(_CAPITALS.findall(name))
    if len(words) > 1:
        return capitals == len(letters) and len(letters) <= 12
    return capitals >= 2 and len(letters) <= 12 and 2 * capitals >= len(letters)


def initials_match(acronym: str, words: tuple[str, ...]) -> bool:
    """Say whether the letters of a folded acronym are the initials of the words, with or without small words."""
    letters = acronym.replace(" ", "")
    return len(letters) > 1 and letters in initial_forms(words)


@lru_cache(maxsize=20_000)
def initial_forms(words: tuple[str, ...]) -> frozenset[str]:
    """Give the initials of the words: of all, of all but the small ones, and with *of* and *and* counted."""
    every = "".join(word[0] for word in words)
    content = "".join(word[0] for word in words if word not in SMALL_WORDS)
    some = "".join(word[0] for word in words if word not in SMALL_WORDS - {"of", "and"})
    return frozenset((every, content, some))


def partly_initials(short: Item, words: tuple[str, ...]) -> bool:
    """Say whether a name is the words with some of them shortened: "Kestrel FA", "KPT Fund"."""
    mine = list(short.words)
    theirs = list(words)
    first = last = 0
    while mine and theirs and mine[0] == theirs[0]:
        mine, theirs, first = mine[1:], theirs[1:], first + 1
    while mine and theirs and mine[-1] == theirs[-1]:
        mine, theirs, last = mine[:-1], theirs[:-1], last + 1
    if len(mine) != 1 or not first + last or len(theirs) < 2:
        return False
    shown = next((word for word in short.text.split() if fold_name(word) == mine[0]), "")
    return is_acronym(shown) and initials_match(mine[0], tuple(theirs))


def initials_fit(acronym: str, words: tuple[str, ...]) -> bool:
    """Say whether an acronym can be read off the words: its letters in order, the first beginning a word."""
    letters = acronym.replace(" ", "")
    joined = " ".join(words)
    if not letters or not words or letters[0] not in {word[0] for word in words}:
        return False
    position = 0
    for letter in letters:
        position = joined.find(letter, position) + 1
        if position == 0:
            return False
    return True


@cache
def _ordinals() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("entities/ordinals"))


@lru_cache(maxsize=20_000)
def editions(words: tuple[str, ...]) -> frozenset[str]:
    """Give what tells editions of a series apart: numbers, years and ordinals in the head or at the end."""
    found = set()
    for word in (*head_part(words), *words[-1:]):
        if _NUMERAL.fullmatch(word) or word in _ordinals():
            found.add(word)
        elif len(word) > 2 and word[-1].isdigit() and not word[0].isdigit():
            found.add(word.lstrip("abcdefghijklmnopqrstuvwxyz"))
    return frozenset(found)


@lru_cache(maxsize=20_000)
def without_edition(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words without numbers, years and ordinals at either end."""
    marks = editions(words) | {"annual"}
    first, last = 0, len(words)
    while first < last and words[first] in marks:
        first += 1
    while last > first and words[last - 1] in marks:
        last -= 1
    return words[first:last]


@lru_cache(maxsize=20_000)
def head_part(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words before the first preposition ("general assembly" of "general assembly of the union")."""
    for position, word in enumerate(words):
        if word in PREPOSITIONS and position:
            return words[:position]
    return words


def within_one_edit(left: str, right: str) -> bool:
    """Say whether one insertion, deletion or replacement turns one word into the other."""
    if abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    rest_left, rest_right = left[start:], right[start:]
    return rest_left[1:] == rest_right[1:] or rest_left == rest_right[1:] or rest_left[1:] == rest_right
