"""Compiles the pattern language of `models/en/dates/patterns.csv` to regular expressions over token codes.

A pattern is a row of items: a class (`weekday`), a word (`'of'`), a macro (`DAY`), a group (`day:DAY`), and the
signs `( ) | ? * {2}` with their usual meaning. Repetition is bounded, so matching is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.rooms.dates.lexicon import Lexicon, open_lexicon

_ITEM = re.compile(
    r"\s*(?:(?P<group>[a-z0-9]+):(?=\S)|(?P<sign>\(|\)|\||\?|\{\d(?:,\d)?\})|'(?P<word>[a-z]+)'|(?P<name>\w+))"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row: its compiled form, the builder that reads a match, and constants for the builder."""

    name: str
    regex: re.Pattern[str]
    build: str
    constants: dict[str, str]
    layer: str  # both, edtf (the dates layer only) or timex (the TIMEX3 export only)
    rank: int


def compile_pattern(source: str, lexicon: Lexicon, macros: dict[str, str]) -> str:
    """Give the regular expression of a pattern. Raises ValueError at an unknown class or a stray sign."""
    parts: list[str] = []
    position = 0
    pending: list[str] = []
    source = source.strip()
    while position < len(source):
        match = _ITEM.match(source, position)
        if match is None:
            raise ValueError(f"cannot read {source[position:]!r} in pattern {source!r}")
        position = match.end()
        if match["group"]:
            pending.append(match["group"])
            continue
        if match["sign"] == "(":
            parts.append(f"(?P<{pending.pop()}>" if pending else "(?:")
            continue
        if match["sign"]:
            parts.append(match["sign"])
            continue
        piece = _piece(match, lexicon, macros)
        parts.append(f"(?P<{pending.pop()}>{piece})" if pending else piece)
    return "".join(parts)


def _piece(match: re.Match[str], lexicon: Lexicon, macros: dict[str, str]) -> str:
    name = match["name"]
    if name and name in macros:
        return f"(?:{macros[name]})"
    members = lexicon.members.get(f"={match['word']}" if match["word"] else name or "")
    if not members:
        raise ValueError(f"no class or word {match.group().strip()!r} in the tables of dates")
    return members[0] if len(members) == 1 else f"[{''.join(members)}]"


@cache
def open_macros() -> dict[str, str]:
    """Compile the macros in the order of their table; a macro may use earlier ones."""
    lexicon, macros = open_lexicon(), dict[str, str]()
    for row in read_table("dates/macros"):
        macros[row["name"]] = compile_pattern(row["pattern"], lexicon, macros)
    return macros


@cache
def open_patterns(table: str = "patterns") -> tuple[Pattern, ...]:
    """Compile a table of patterns. Raises ValueError naming the row that cannot be read."""
    lexicon, macros = open_lexicon(), open_macros()
    found = []
    for rank, row in enumerate(read_table(f"dates/{table}")):
        try:
            regex = re.compile(compile_pattern(row["pattern"], lexicon, macros))
        except (ValueError, re.error) as error:
            raise ValueError(f"dates/{table}.csv, pattern {row['name']}: {error}") from error
        constants = dict(pair.split("=", 1) for pair in row.get("constants", "").split(";") if pair)
        found.append(Pattern(row["name"], regex, row.get("build", ""), constants, row.get("layer", "both"), rank))
    return tuple(found)
