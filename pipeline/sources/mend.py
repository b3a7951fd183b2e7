"""Mojibake: UTF-8 that somebody read as Windows-1252 and saved ("cafÃ©") becomes again what it was."""

from __future__ import annotations

import re

from pipeline.model.records import Issue
from pipeline.sources.issues import warn

# Every repair begins with one of these; without them the library is not opened.
_SUSPECT = re.compile(
    "[\u0080-\u009fÂÃâãäåæçèéêëìíîïðÐÑØÙŒœ\u0192ˆ‡†Åˇ€]"
    "[\u0080-\u00bf\u2018-\u2026\u20ac\u0152-\u0192\u02c6\u02dc\u2122\u2030\u2039\u203a\u2013\u2014 ]"
)


def mend_mojibake(text: str) -> tuple[str, tuple[Issue, ...]]:
    """Give the text as it was meant and, when anything was changed, the issue that says so."""
    if not _SUSPECT.search(text):
        return text, ()
    import ftfy

    # fix_encoding alone: quotes, widths and line ends stay as they are.
    lines = text.splitlines(keepends=True)
    mended = [ftfy.fix_encoding(line) if _SUSPECT.search(line) else line for line in lines]
    number = sum(a != b for a, b in zip(lines, mended, strict=True))
    if not number:
        return text, ()
    before, after = next((a, b) for a, b in zip(lines, mended, strict=True) if a != b)
    old, new = _shown(before, after)
    message = f"characters that were decoded wrongly before they were saved are mended in {number} line(s): {old!r} " \
              f"became {new!r}; positions count the mended text"  # fmt: skip
    return "".join(mended), (warn("mojibake", message, "read the text file that was written; mend the source"),)


def _shown(before: str, after: str) -> tuple[str, str]:
    """Give the first word that differs, before and after."""
    for old, new in zip(before.split(), after.split(), strict=False):
        if old != new:
            return old[:40], new[:40]
    return before.strip()[:40], after.strip()[:40]
