"""Where a text holds UTF-8 that somebody read as Windows-1252 and saved ("cafÃ©"), and what it was meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Every repair begins with one of these; without them the library is not opened.
_SUSPECT = re.compile(
    "[\u0080-\u009fÂÃâãäåæçèéêëìíîïðÐÑØÙŒœ\u0192ˆ‡†Åˇ€]"
    "[\u0080-\u00bf\u2018-\u2026\u20ac\u0152-\u0192\u02c6\u02dc\u2122\u2030\u2039\u203a\u2013\u2014 ]"
)
_RUN = re.compile("[^\x00-\x7f]+(?:(?<=\u00c3) )?")
_LINE = re.compile(r"[^\r\n]+")
_SURE = 3  # characters: no run of that length is fit to be UTF-8 by chance


class Unit(NamedTuple):
    """A range of the text and the characters that it was meant to be."""

    start: int
    end: int
    meant: str


def mend_text(text: str) -> str:
    """Give the text as it was meant; line ends stay."""
    if not _SUSPECT.search(text):
        return text
    return _LINE.sub(lambda line: _mended(line.group()), text)


def find_mojibake(text: str, start: int = 0) -> list[Unit]:
    """Give, in order, what of the text from `start` on was decoded wrongly, when it is sure that some of it was.

    A unit is one character as it was meant, or a run of them where they cannot be told apart. Sure is a run of three
    characters, two runs, or one that touches a letter. Time is linear in the length of the text.
    """
    if not _SUSPECT.search(text, start):
        return []
    runs = [run for line in _LINE.finditer(text, start) for run in _runs(text, *line.span())]
    is_sure = len(runs) > 1 or any(
        run.end - run.start >= _SURE
        or text[run.start] == "Â"
        or text[max(run.start - 1, 0) : run.start].isalpha()
        or text[run.end : run.end + 1].isalpha()
        for run in runs
    )
    return [unit for run in runs for unit in _units(text, run)] if is_sure else []


def _mended(line: str) -> str:
    if not _SUSPECT.search(line):
        return line
    import ftfy

    # fix_encoding alone: quotes, widths and line ends stay as they are.
    return ftfy.fix_encoding(line)


def _runs(text: str, start: int, end: int) -> Iterator[Unit]:
    """Yield the runs of a line that change; characters of ASCII stay, and the runs between them correspond."""
    line = text[start:end]
    whole = _mended(line)
    if whole == line:
        return
    runs, meant = list(_RUN.finditer(line)), _RUN.findall(whole)
    corresponds = len(runs) == len(meant) and _RUN.split(line) == _RUN.split(whole)
    for number, run in enumerate(runs):
        new = meant[number] if corresponds else _mended(run.group())
        if new != run.group():
            yield _trimmed(Unit(start + run.start(), start + run.end(), new), run.group())


def _trimmed(unit: Unit, old: str) -> Unit:
    """Leave out what does not change at either end of a run."""
    head = 0
    while head < min(len(old), len(unit.meant)) - 1 and old[head] == unit.meant[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(unit.meant)) - head - 1 and old[-1 - tail] == unit.meant[-1 - tail]:
        tail += 1
    return Unit(unit.start + head, unit.end - tail, unit.meant[head : len(unit.meant) - tail])


def _units(text: str, run: Unit) -> Iterator[Unit]:
    """Yield the characters of a run one by one where each stands for as many as its UTF-8 has bytes."""
    sizes = [len(c.encode("utf-8", "replace")) for c in run.meant]
    if sum(sizes) != run.end - run.start:
        yield run
        return
    start = run.start
    for char, size in zip(run.meant, sizes, strict=True):
        yield Unit(start, start + size, char)
        start += size
