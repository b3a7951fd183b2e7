"""The words of a PDF page and the rows and segments they stand in.

Coordinates are points; y grows upwards from the bottom of the page.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median

Char = tuple[str, float, float, float, float, float, int]  # character, left, right, baseline, height, angle, index
_QUARTER = math.pi / 4
_BULLET_CODES = dict.fromkeys((0xF0B7, 0xF0A7, 0xF0D8, 0xF076, 0xF0FC, 0xF0A8, 0x25AA, 0xF02D), "•")
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st"}
_GAP = 1.1  # heights of a line: a wider gap parts segments


@dataclass(slots=True)
class Word:
    """A word with its box: `y` is the baseline, `size` the height of its line of type."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    raised: bool = False


@dataclass(slots=True)
class Segment:
    """Words of one row without a wide gap between them."""

    words: list[Word]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.words[-1].right

    @property
    def text(self) -> str:
        """Its words; raised note numbers as `[^1]`."""
        parts: list[str] = []
        for word in self.words:
            if word.raised and parts and re.fullmatch(r"\d{1,2}|\*{1,3}", word.text):
                parts[-1] += f"[^{word.text}]"
            elif word.raised and parts and word.text.isalpha() and parts[-1][-1:].isdigit():
                parts[-1] += word.text  # "30" + "th"
            else:
                parts.append(word.text)
        return " ".join(parts)


@dataclass(slots=True)
class Row:
    """What stands at one height of a page or column, from left to right."""

    segments: list[Segment]
    page: int
    y: float
    size: float

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.segments[-1].right

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(segment.text for segment in self.segments)

    @property
    def words(self) -> list[Word]:
        """The words of all its segments."""
        return [word for segment in self.segments for word in segment.words]

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(word.bold for word in self.words if word.text.isalnum())


def words_of_chars(chars: list[Char], is_bold: Callable[[int], bool]) -> list[Word]:
    """Make words of a page's characters, turned upright; text across the page's direction is left out."""
    chars = _upright(chars)
    words: list[Word] = []
    current: list[Char] = []
    for char in chars:
        if char[0].isspace() or char[4] == 0.0 or (current and _is_apart(current[-1], char)):
            _end_word(words, current, is_bold)
        if not char[0].isspace() and char[4] != 0.0:
            current.append(char)
    _end_word(words, current, is_bold)
    return words


def _upright(chars: list[Char]) -> list[Char]:
    """Turn a page whose text runs upwards or downwards; drop what runs across the main direction."""
    turns = [round(c[5] / (2 * _QUARTER)) % 4 if c[4] else 0 for c in chars]
    drawn = Counter(turn for turn, c in zip(turns, chars, strict=True) if c[4])
    if not drawn:
        return chars
    main = min(drawn, key=lambda turn: (-drawn[turn], turn))
    kept = [c for turn, c in zip(turns, chars, strict=True) if not c[4] or turn == main]
    if main == 0:
        return kept
    # Of turned text only the baseline and the left edge are known well enough; boxes swap their sides.
    turned: list[Char] = []
    for text, left, right, y, size, angle, index in kept:
        if main == 1:
            turned.append((text, -y, -y + size / 2, left, size, angle, index))
        elif main == 2:
            turned.append((text, -right, -left, -y, size, angle, index))
        else:
            turned.append((text, y, y + size / 2, -right, size, angle, index))
    return turned


def _is_apart(one: Char, other: Char) -> bool:
    height = max(min(one[4], other[4]), 1.0)
    if abs(one[3] - other[3]) > 0.15 * height and max(one[4], other[4]) > 1.18 * height:
        return True  # a raised note number
    return (
        abs(one[3] - other[3]) > 0.5 * height
        or other[1] - one[2] > 0.17 * height
        or other[1] < one[1] - 0.5 * height
    )  # fmt: skip


def _end_word(words: list[Word], chars: list[Char], is_bold: Callable[[int], bool]) -> None:
    if not chars:
        return
    text = "".join(_LIGATURES.get(c[0], _BULLET_CODES.get(ord(c[0]), c[0])) for c in chars)
    size = max(c[4] for c in chars)
    words.append(
        Word(text, min(c[1] for c in chars), max(c[2] for c in chars), chars[0][3], size, is_bold(chars[0][6]))
    )
    chars.clear()


def rows_of_words(words: Iterable[Word], page: int) -> list[Row]:
    """Put words of about one height into rows, from the top down."""
    ordered = sorted(words, key=lambda w: (-w.y, w.left))
    groups: list[list[Word]] = []
    for word in ordered:
        group = groups[-1] if groups else None
        if group is not None and _same_row(group, word):
            group.append(word)
        else:
            groups.append([word])
    return [_row(sorted(group, key=lambda w: w.left), page) for group in _joined_raised(groups)]


def _same_row(group: list[Word], word: Word) -> bool:
    largest = max(group, key=lambda w: w.size)
    return abs(largest.y - word.y) < 0.35 * max(largest.size, word.size) if word.size > 0 else False


def _joined_raised(groups: list[list[Word]]) -> list[list[Word]]:
    """Join a row of nothing but small raised words with the row below it."""
    found: list[list[Word]] = []
    for group in groups:
        above = found[-1] if found else None
        if above is not None:
            size = median(w.size for w in group)
            small = all(w.size < 0.85 * size and len(w.text) <= 3 for w in above)
            if small and 0 < above[0].y - median(w.y for w in group) < 0.6 * size:
                found[-1] = [*above, *group]
                continue
        found.append(group)
    return found


def _row(words: list[Word], page: int) -> Row:
    size = _typical_size(words)
    base = median(w.y for w in words if w.size >= 0.9 * size)
    segments: list[Segment] = []
    for word in words:
        word.raised = word.size < 0.86 * size and word.y > base + 0.08 * size
        if segments and word.left - segments[-1].right <= _GAP * size:
            segments[-1].words.append(word)
        else:
            segments.append(Segment([word]))
    return Row(segments, page, base, size)


def _typical_size(words: list[Word]) -> float:
    """Give the size in which most characters are set; of two the larger."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size, 1)] += len(word.text)
    return max(sizes, key=lambda s: (sizes[s], s))
