"""Cue phrases of the zones room, from `models/en/zones/*.csv`.

Each table has the columns `kind, match, phrase, example, counter`. `match` says where the phrase must stand:
`whole` (the text is the phrase and nothing else), `start` (the text begins with it), `inside` (anywhere, as whole
words); `start` also counts before a glued capital ("Contact DetailsMoe"). Case, outer punctuation and the kind of
white space do not count; `…` in a phrase stands for up to 60 characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.lang.lexicon import read_table

TABLES = ("navigation", "title", "boilerplate", "footnote", "running_header")
_FRAME = {
    "whole": r"^[\W_]*(?:{})[\W_]*$",
    "start": r"^[\W_]*(?:{})(?-i:(?![a-z0-9_]))",
    "inside": r"(?<!\w)(?:{})(?!\w)",
}


def phrase_pattern(phrase: str) -> str:
    """Give the regular expression for one phrase: flexible spaces, either apostrophe, bounded gaps."""
    parts = [re.escape(part.strip()) for part in phrase.split("…")]
    return r"\b.{0,60}?\b".join(p.replace(r"\ ", r"\s+").replace("'", "['’]") for p in parts)


_KEY = re.compile(r"[\W_]*(\w{2})")  # the letters by which anchored phrases are looked up
_FIRST = re.compile(r"(\w{2})")


@dataclass(frozen=True, slots=True)
class _Cues:
    """The patterns of one kind: those that may stand anywhere, and the anchored ones by their first letters."""

    anywhere: tuple[re.Pattern[str], ...]
    anchored: dict[str, tuple[re.Pattern[str], ...]]

    def patterns(self, text: str) -> tuple[re.Pattern[str], ...]:
        """Give the patterns worth trying on `text`."""
        key = _KEY.match(text)
        return self.anywhere + self.anchored.get(key.group(1).casefold() if key else "", ())


@cache
def _cues(table: str, kind: str) -> _Cues:
    anywhere: dict[str, list[str]] = {}
    anchored: dict[str, dict[str, list[str]]] = {}
    for row in read_table(f"zones/{table}"):
        if row["kind"] == kind:
            first = _FIRST.match(row["phrase"].casefold())
            is_anchored = row["match"] != "inside" and first is not None
            group = anchored.setdefault(first.group(1), {}) if is_anchored and first else anywhere
            group.setdefault(row["match"], []).append(phrase_pattern(row["phrase"]))
    return _Cues(_compile(anywhere), {key: _compile(group) for key, group in anchored.items()})


def _compile(group: dict[str, list[str]]) -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(_FRAME[frame].format("|".join(sorted(found, key=len, reverse=True))), re.IGNORECASE)
        for frame, found in sorted(group.items())
    )


def has_cue(table: str, kind: str, text: str) -> bool:
    """Say whether `text` holds a phrase of that kind where its row wants it."""
    return any(pattern.search(text) for pattern in _cues(table, kind).patterns(text))


def cue_span(table: str, kind: str, text: str) -> tuple[int, int] | None:
    """Give the range in `text` of the first phrase of that kind, or None."""
    found = [match.span() for pattern in _cues(table, kind).patterns(text) if (match := pattern.search(text))]
    return min(found, default=None)


def without_cues(table: str, kind: str, text: str) -> str:
    """Give `text` with every phrase of that kind cut out."""
    for pattern in _cues(table, kind).patterns(text):
        text = pattern.sub(" ", text)
    return text
