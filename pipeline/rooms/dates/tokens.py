"""Cuts a text into tokens with pattern codes, in one pass."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.rooms.dates.lexicon import PUNCTUATION, Lexicon, open_lexicon

_TOKEN = re.compile(
    r"""
    (?P<numdate>(?:\d{4}-\d{1,2}-\d{1,2}(?:T\d\d:\d\d(?::\d\d)?Z?)?
        |\d{4}/\d{1,2}/\d{1,2} |\d{4}\.\d{1,2}\.\d{1,2}
        |\d{1,2}/\d{1,2}/\d{4} |\d{1,2}/\d{1,2}/\d\d
        |\d{1,2}\.\d{1,2}\.\d{4}
        |\d{1,2}-\d{1,2}-\d{4} |\d{1,2}-\d{1,2}-\d\d
        )(?![\w/]|[.-]\d))
    |(?P<clock>\d{1,2}(?:[:.]\d\d(?::\d\d)?)?\ ?(?:[ap]\.\ ?m\b\.?|[ap]m\b|[AP]\.\ ?M\b\.?|[AP]M\b)
        |\d{1,2}:\d\d\ ?[AP]M(?=[a-z])|\d{1,2}:\d\d(?::\d\d)?(?!\d)
        |\d{1,2}\ ?h\ ?\d\d\b|\d{1,2}h\b|\d{4}\ ?(?:hrs|hours)\b)
    |(?P<decade>(?:1[0-9]|20)\d0['’]?s\b|['’]\d0s\b)
    |(?P<quarter>Q[1-4](?!\d)|Q[1-4](?=(?:20|19)\d\d)|[1-4]Q)
    |(?P<halfcode>H[12](?!\d)|[12]H(?=\s?(?:20|19)\d\d))
    |(?P<ord>\d{1,3}(?:st|nd|rd|th)(?:\b|(?=(?:a|and|at|for|he|in|it|of|on|she|the|they|to|was|we|with)\b)))
    |(?P<number>(?:19|20)\d\d(?=1?\d:\d\d\ ?[apAP]\.?\ ?[mM])|\d+(?:,\d{3}(?!\d))*(?:\.\d+)?)
    |(?P<word>[^\W\d_]+)
    |(?P<newline>[\n\r]+)
    |(?P<mark>[^\w\s]|_)
    """,
    re.VERBOSE,
)


# A line that wraps is longer than this; a header such as "3 May" stands alone.
_WRAPPED_TOKENS = 7
# "on the second" / "Friday of every month", "on the second Friday of" / "every month"
_RECURRING = (("ordword", "weekday"), ("lastword", "weekday"), ("=of", "each"))
_DAY_OF_OWN = re.compile(r"\.?[ ]\d{1,2}(?:st|nd|rd|th)?,? \d{4}\b")


@dataclass(slots=True)
class Tokens:
    """The tokens of a text: parallel lists of ranges and words, and one code a token."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    codes: str
    lexicon: Lexicon

    def has(self, index: int, name: str) -> bool:
        """Say whether token `index` exists and is of class `name` (or the word, written `=word`)."""
        return 0 <= index < len(self.words) and self.codes[index] in self.lexicon.members.get(name, ())

    def lower(self, index: int) -> str:
        """Give a token's word in lower case, an empty string outside the text."""
        return self.words[index].lower() if 0 <= index < len(self.words) else ""

    def any_of(self, index: int, words: Sequence[str] | frozenset[str]) -> bool:
        """Say whether a token is one of the (lower-case) words."""
        return self.lower(index) in words

    def touches(self, index: int) -> bool:
        """Say whether there is nothing between token `index` and the one before it."""
        return 0 < index < len(self.words) and self.ends[index - 1] == self.starts[index]


def tokenize(text: str, soft_newlines: bool = False) -> Tokens:
    """Cut `text`; with `soft_newlines` a single line end counts as a space (hard-wrapped news)."""
    lexicon = open_lexicon()
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    codes: list[str] = []
    marks = {sign: lexicon.code(frozenset({name})) for sign, name in PUNCTUATION.items()}
    other = lexicon.code(frozenset({"other"}))
    dotted = lexicon.entries
    last_end = 0
    for match in _TOKEN.finditer(text):
        kind, start, end = match.lastgroup, match.start(), match.end()
        if start < last_end:
            continue
        word = match.group()
        if kind == "word":
            code = lexicon.code_of_word(word)
            if text.startswith(".", end) and any(c == "dotted" for c, _, _ in dotted.get(word.lower(), ())):
                end += 1
        elif kind == "mark":
            code = marks.get(word, other)
        elif kind == "newline":
            if soft_newlines and word in ("\n", "\r\n", "\r"):
                continue
            code, word = marks["\n"], "\n"
        else:
            code = lexicon.code(_number_classes(kind or "", word, text, start, end))
        if codes and codes[-1] == marks["\n"] and _runs_on(text, lexicon, starts, codes, code, end):
            for column in (starts, ends, words, codes):
                column.pop()
        starts.append(start)
        ends.append(end)
        words.append(word)
        codes.append(code)
        last_end = end
    return Tokens(text, starts, ends, words, "".join(codes), lexicon)


def _runs_on(text: str, lexicon: Lexicon, starts: list[int], codes: list[str], code: str, end: int) -> bool:
    """Say whether the line end at the end of `codes` cuts a date in two ("on 3" / "June 2019" in a wrapped text).

    `end` is where the token after the line end ends.
    """

    def is_a(index: int, name: str) -> bool:
        return codes[index] in lexicon.members.get(name, ())

    if len(codes) < _WRAPPED_TOKENS or text[starts[-1] : starts[-1] + 3].strip("\r")[:2].strip(" ") == "\n\n":
        return False
    if any(is_a(-index, "newline") for index in range(2, _WRAPPED_TOKENS)):
        return False
    if any(is_a(-2, left) and code in lexicon.members.get(right, ()) for left, right in _RECURRING):
        return True
    here = {name for name in ("month", "int31", "ord31", "modern") if code in lexicon.members.get(name, ())}
    if "month" in here:
        if _DAY_OF_OWN.match(text, end) or (is_a(-3, "cap") and not is_a(-3, "weekday")):
            return False  # "Room 9" / "June 3, 2019"
        return (is_a(-2, "int31") or is_a(-2, "ord31")) and not is_a(-3, "int")
    if "modern" in here and is_a(-2, "comma"):
        return is_a(-3, "int31") and is_a(-4, "month")
    return bool(here) and is_a(-2, "month") and not is_a(-3, "int31" if "int31" in here else "newline")


def _number_classes(kind: str, word: str, text: str, start: int, end: int) -> frozenset[str]:
    """Give the classes of a token that begins with a digit."""
    if kind != "number":
        if kind == "ord":
            return frozenset({"ord", "ord31"}) if 1 <= int(word[:-2]) <= 31 else frozenset({"ord"})
        if kind in ("quarter", "halfcode") and _is_inside_code(text, start, end):
            return frozenset({"glued"})
        if kind == "numdate" and start and (text[start - 1].isalnum() or text[start - 1] in "/-.$"):
            return frozenset({"glued"})
        return frozenset({kind})
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if after.isalpha() or (before.isalpha() and not _opens_code(text, start)):
        return frozenset({"glued"})
    if "." in word:
        return frozenset({"decimal"})
    if "," in word or len(word) > 4:
        return frozenset({"int"})
    number = int(word)
    if len(word) == 4:
        if 1900 <= number <= 2099:
            return frozenset({"int", "year", "modern"})
        return frozenset({"int", "year"}) if 1000 <= number < 2200 else frozenset({"int"})
    extra = {"int"}
    if 1 <= number <= 31 and len(word) <= 2:
        extra.add("int31")
    if len(word) == 2:
        extra.add("int2")
    return frozenset(extra)


def _is_inside_code(text: str, start: int, end: int) -> bool:
    """Say whether letters stick to a quarter's code, as in the address of a page (`yJ4QLX`)."""
    before = start > 0 and text[start - 1].isalnum()
    after = end < len(text) and text[end].isalpha() and not text.startswith("FY", end)
    return before or after


def _opens_code(text: str, start: int) -> bool:
    """Say whether the letters before a number are FY, Q3 or H1 (FY2025, 4Q2019), which a year may follow."""
    head = text[max(0, start - 3) : start]
    return bool(re.search(r"(?:^|[^A-Za-z])(?:FY|[1-4]Q|Q|[12]H)$|(?:^|[^A-Za-z\d])Q[1-4]$", head))
