"""From blocks (headings, paragraphs, list items, table rows, notes) to a text whose layout later stages know.

The marks are those of Markdown: `# ` before a heading, `- ` or `1. ` before an item, `| a | b |` for a row, `[^1]`
for a note. A blank line parts blocks; short items of one list and rows of one table follow each other without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_LONE_JOINER = re.compile(r"(?<!\w)[\u200c\u200d]|[\u200c\u200d](?!\w)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_WORD = re.compile(r"\w")
_SHORT_ITEM = 400  # characters; longer items are numbered paragraphs


@dataclass(frozen=True, slots=True)
class Block:
    """One block. `level`: of a heading from 1, or how deep an item is nested from 0. `mark`: "-", "3.", "[^1]"."""

    kind: str  # paragraph, heading, item, row, note
    text: str
    level: int = 0
    mark: str = ""
    page: int = 0

    @property
    def line(self) -> str:
        """The block with its mark."""
        if self.kind == "heading":
            return f"{'#' * min(max(self.level, 1), 6)} {self.text}"
        if self.kind == "item":
            return f"{'  ' * min(self.level, 6)}{self.mark or '-'} {self.text}"
        if self.kind == "row":
            return f"| {self.text} |"
        return f"{self.mark} {self.text}" if self.kind == "note" and self.mark else self.text


def one_space(text: str) -> str:
    """Collapse white space, drop characters that cannot be seen, and trim."""
    text = _INVISIBLE.sub("", _CONTROL.sub(" ", text))
    return _SPACE.sub(" ", _LONE_JOINER.sub("", text)).strip()


def lines_of_block(text: str) -> str:
    """Tidy each line of a block on its own; empty lines go."""
    return "\n".join(filter(None, map(one_space, text.split("\n"))))


def has_words(text: str) -> bool:
    """Say whether there is a letter or digit."""
    return bool(_WORD.search(text))


def _belong_together(one: Block, other: Block) -> bool:
    if one.kind != other.kind:
        return False
    return one.kind == "row" or (one.kind == "item" and max(len(one.text), len(other.text)) <= _SHORT_ITEM)


def lay_out(blocks: Iterable[Block]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Give the text of the blocks, and at which code points which page begins (for blocks that know theirs)."""
    parts: list[str] = []
    pages: list[tuple[int, int]] = []
    length = 0
    before: Block | None = None
    for block in blocks:
        if before is not None:
            gap = "\n" if _belong_together(before, block) else "\n\n"
            parts.append(gap)
            length += len(gap)
        if block.page and (not pages or pages[-1][1] != block.page):
            pages.append((length, block.page))
        parts.append(block.line)
        length += len(parts[-1])
        before = block
    return "".join(parts) + ("\n" if parts else ""), tuple(pages)
