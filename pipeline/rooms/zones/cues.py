"""Cue phrases of the zones room, from `models/en/zones/*.csv`.

Each table has the columns `kind, match, phrase, example, counter`. `match` says where the phrase must stand:
`whole` (the text is the phrase and nothing else), `start` (the text begins with it), `inside` (anywhere, as whole
words). Case, outer punctuation and the kind of white space do not count; `…` in a phrase stands for up to 60
characters.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.lang.lexicon import read_table

TABLES = ("navigation", "title", "boilerplate", "footnote", "running_header")
_FRAME = {"whole": r"^[\W_]*(?:{})[\W_]*$", "start": r"^[\W_]*(?:{})(?!\w)", "inside": r"(?<!\w)(?:{})(?!\w)"}


def phrase_pattern(phrase: str) -> str:
    """Give the regular expression for one phrase: flexible spaces, either apostrophe, bounded gaps."""
    parts = [re.escape(part.strip()) for part in phrase.split("…")]
    return r".{0,60}?".join(p.replace(r"\ ", r"\s+").replace("'", "['’]") for p in parts)


@cache
def _patterns(table: str, kind: str) -> tuple[re.Pattern[str], ...]:
    by_frame: dict[str, list[str]] = {}
    for row in read_table(f"zones/{table}"):
        if row["kind"] == kind:
            by_frame.setdefault(row["match"], []).append(phrase_pattern(row["phrase"]))
    return tuple(
        re.compile(_FRAME[frame].format("|".join(sorted(found, key=len, reverse=True))), re.IGNORECASE)
        for frame, found in sorted(by_frame.items())
    )


def has_cue(table: str, kind: str, text: str) -> bool:
    """Say whether `text` holds a phrase of that kind where its row wants it."""
    return any(pattern.search(text) for pattern in _patterns(table, kind))


def cue_span(table: str, kind: str, text: str) -> tuple[int, int] | None:
    """Give the range in `text` of the first phrase of that kind, or None."""
    found = [match.span() for pattern in _patterns(table, kind) if (match := pattern.search(text))]
    return min(found, default=None)


def without_cues(table: str, kind: str, text: str) -> str:
    """Give `text` with every phrase of that kind cut out."""
    for pattern in _patterns(table, kind):
        text = pattern.sub(" ", text)
    return text
