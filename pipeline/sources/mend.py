"""Mojibake: UTF-8 that somebody read as Windows-1252 and saved ("cafÃ©") becomes again what it was.

A text that was taken out of a page or a document is mended. A text file is not: its text is the file's, and
positions count its characters; there the issue is noted, and the clean room reads past it.
"""

from __future__ import annotations

import dataclasses

from pipeline.lang.mojibake import find_mojibake, mend_text
from pipeline.model.records import Issue, Metadata
from pipeline.sources.extract import Extract
from pipeline.sources.issues import warn

_EXACT = ("txt", "md")


def mend_extract(found: Extract) -> tuple[Extract, tuple[Issue, ...]]:
    """Mend what a reader gave; where the text changes, so do the places that count its characters."""
    said = Metadata(*(mend_text(getattr(found.metadata, f.name)) for f in dataclasses.fields(Metadata)))
    found = dataclasses.replace(found, metadata=said)
    if found.kind in _EXACT:
        return found, _noted(found)
    text, issues = mend_mojibake(found.text)
    if not issues:
        return found, ()
    pages = tuple((len(mend_text(found.text[:start])), page) for start, page in found.pages)
    return dataclasses.replace(found, text=text, pages=pages), issues


def mend_mojibake(text: str) -> tuple[str, tuple[Issue, ...]]:
    """Give the text as it was meant and, when anything was changed, the issue that says so."""
    mended = mend_text(text)
    if mended == text:
        return text, ()
    pairs = list(zip(text.split("\n"), mended.split("\n"), strict=True))
    number = sum(a != b for a, b in pairs)
    old, new = _shown(*next((a, b) for a, b in pairs if a != b))
    message = f"characters that were decoded wrongly before they were saved are mended in {number} line(s): {old!r} " \
              f"became {new!r}; positions count the mended text"  # fmt: skip
    return mended, (warn("mojibake", message, "read the text file that was written; mend the source"),)


def _noted(found: Extract) -> tuple[Issue, ...]:
    units = find_mojibake(found.text, found.body_start)
    if not units:
        return ()
    start = units[0].start
    line_start = max(found.text.rfind(end, 0, start) for end in "\r\n") + 1
    line = found.text[line_start : start + 80].splitlines()[0]
    old, new = _shown(line, mend_text(line))
    message = f"{len(units)} character(s) were decoded wrongly before, the first at {start}; {old!r} is " \
              f"read as {new!r}, while the text and all positions stay as in the file"  # fmt: skip
    return (warn("mojibake", message, "mend the file, so that the evidence can be read"),)


def _shown(before: str, after: str) -> tuple[str, str]:
    """Give the first word that differs, before and after."""
    for old, new in zip(before.split(), after.split(), strict=False):
        if old != new:
            return old[:40], new[:40]
    return before.strip()[:40], after.strip()[:40]
