"""From the rows of PDF pages to blocks: paragraphs put together again, headings, items, tables, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.sources.blocks import Block, has_words, lines_of_block, one_space
from pipeline.sources.pdf_columns import Region, regions_of_page
from pipeline.sources.pdf_furniture import take_out_furniture
from pipeline.sources.pdf_style import HYPHENS, Style, style_of
from pipeline.sources.pdf_words import Row, Word, rows_of_words

_BULLET = re.compile(r"[•·▪◦○●■➢✓–‣⁃∙◆❖►▶▸*-]\s+|o\s+(?=[A-Z])")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s+|\d{1,2}\s+(?=[A-Z\"“‘(])")
_CLOSED = re.compile(r"[.!?:;][\"”’)\]]*(?:\[\^[\d*]+\])?$")
_BIG = 1.15  # times the body's size makes a heading
_HEADING_LENGTH = 250
_SPACED = 1.3  # times the usual distance of lines parts paragraphs
_WIDELY = 2.3  # times the size of type: no lines of one paragraph stand farther apart


def blocks_of_pages(pages: list[list[Word]]) -> list[Block]:
    """Give the blocks of a document, its footnotes and footers last."""
    rows = [rows_of_words(words, number) for number, words in enumerate(pages, 1)]
    style = style_of(rows)
    furniture = take_out_furniture(rows, style.size)
    style.learn_words(furniture.pages)
    writer = _Writer(style)
    for page in furniture.pages:
        for region in regions_of_page(page):
            writer.add(region)
    blocks = writer.finish()
    rest = [*furniture.notes, *furniture.footers]
    return [block for block in map(_tidy, [*blocks, *rest]) if has_words(block.text)]


def _tidy(block: Block) -> Block:
    text = lines_of_block(block.text.replace("\u00ad\n", "").replace("\u00ad", ""))
    return Block(block.kind, text, block.level, block.mark, block.page)


@dataclass
class _Paragraph:
    rows: list[Row]
    right: float  # the right margin of the region it stands in
    width: float
    is_item: bool
    kind: str  # heading or text
    forced: list[bool] = field(default_factory=list)  # whether each row but the first begins a line of its own


class _Writer:
    def __init__(self, style: Style) -> None:
        self.style = style
        self.blocks: list[Block] = []
        self.open: _Paragraph | None = None

    def add(self, region: Region) -> None:
        """Add a region in reading order."""
        if region.cells is not None:
            self._end()
            self.blocks.extend(_table_blocks(region))
            return
        for row, (left, right) in zip(region.rows, self._margins(region.rows, region.is_column), strict=True):
            self._add_row(row, right, right - left)

    def _margins(self, rows: list[Row], is_column: bool) -> list[tuple[float, float]]:
        """Give each row the margins of the rows that follow each other closely around it."""
        found: list[tuple[float, float]] = []
        start = 0
        for at in range(1, len(rows) + 1):
            if at < len(rows) and 0 < rows[at - 1].y - rows[at].y < _SPACED * max(self.style.leading, rows[at].size):
                continue
            group = rows[start:at]
            left, right = min(r.left for r in group), max(r.right for r in group)
            if len(group) <= 3 or _is_uneven(group, left, right):  # says little of the margins
                others = sorted(r.right for r in rows)
                right = max(right, others[len(others) * 4 // 5 - 1], 0.0 if is_column else self.style.right)
            found += [(left, right)] * len(group)
            start = at
        return found

    def finish(self) -> list[Block]:
        """End the last paragraph and give all blocks."""
        self._end()
        return self.blocks

    def _add_row(self, row: Row, right: float, width: float) -> None:
        kind = self._kind(row)
        before = self.open
        if before is not None and not self._begins(before, row, kind):
            before.forced.append(self._is_forced(before, row) and not row.text[:1].islower())
            before.rows.append(row)
            return
        self._end()
        is_item = bool(_BULLET.match(row.text) or _NUMBERED.match(row.text))
        self.open = _Paragraph([row], right, width, is_item, kind)

    def _kind(self, row: Row) -> str:
        is_bold = row.bold and not self.style.is_bold and any(w.text.isalnum() for w in row.words)
        return "heading" if row.size >= _BIG * self.style.size or is_bold else "text"

    def _begins(self, before: _Paragraph, row: Row, kind: str) -> bool:
        """Say whether a row begins a new paragraph."""
        last = before.rows[-1]
        text = row.text
        if abs(row.size - last.size) > 0.12 * self.style.size:
            return True
        if kind != before.kind and self._is_other_kind(before, row):
            return True
        if (_BULLET.match(text) and not self._is_dash(before, row)) or (
            _NUMBERED.match(text) and (before.is_item or self._may_end(before))
        ):
            return True
        step = last.y - row.y
        if row.page != last.page or step < 0:
            return kind == "heading" or not self._goes_on(before, row)
        usual = max(self.style.leading, 1.05 * last.size) if before.kind == "text" else 1.3 * row.size
        if step > _SPACED * usual and (step > _WIDELY * row.size or not self._runs_on(before, row)):
            return True
        if kind == "heading" and before.kind == "heading":
            is_centred = abs(row.left + row.right - last.left - last.right) < 2 * row.size
            is_centred = is_centred and abs(row.left - last.left) > 0.3 * row.size
            return self._is_forced(before, row) and not is_centred
        is_indented = row.left - min(r.left for r in before.rows[-2:]) > 1.2 * row.size and not before.is_item
        return self._may_end(before) and (self._is_forced(before, row) or (is_indented and len(before.rows) > 1))

    def _is_dash(self, before: _Paragraph, row: Row) -> bool:
        """Say whether a dash at the head of a row belongs to the sentence of the row before."""
        last = before.rows[-1]
        stands_below = abs(row.left - last.left) < 0.3 * row.size and last.y - row.y < _WIDELY * row.size
        is_list = bool(_BULLET.match(before.rows[0].text))
        return row.text[0] in "-–" and not is_list and stands_below and self._runs_on(before, row)

    def _may_end(self, before: _Paragraph) -> bool:
        return bool(_CLOSED.search(before.rows[-1].text))

    def _runs_on(self, before: _Paragraph, row: Row) -> bool:
        """Say whether the row before is full and its sentence unfinished, as in widely spaced text."""
        is_heading = before.kind == "heading" or self._kind(row) == "heading"
        return not (is_heading or self._may_end(before) or self._is_forced(before, row))

    def _is_other_kind(self, before: _Paragraph, row: Row) -> bool:
        """Say whether a bold row ends or begins here, rather than stand in the middle of a sentence."""
        if self._may_end(before) or self._is_forced(before, row) or before.rows[-1].page != row.page:
            return True
        last = before.rows[-1].text
        is_open = last.endswith((",", *HYPHENS)) or last.split()[-1].islower()
        return before.kind == "heading" and not is_open and not row.text[:1].islower()

    def _goes_on(self, before: _Paragraph, row: Row) -> bool:
        """Say whether a paragraph goes on in the next column or on the next page."""
        last = before.rows[-1].text
        return not self._may_end(before) and not self._is_forced(before, row) and (
            row.text[:1].islower() or last.endswith((",", *HYPHENS)) or last[-1:].isalnum()
        )  # fmt: skip

    def _is_forced(self, before: _Paragraph, row: Row) -> bool:
        """Say whether the first word of a row would have fitted in the row before: then the break was meant."""
        last = before.rows[-1]
        first = row.words[0]
        room = before.right - last.right
        return room > (first.right - first.left) + 0.35 * last.size + 0.02 * before.width

    def _end(self) -> None:
        done, self.open = self.open, None
        if done is None:
            return
        text = done.rows[0].text
        for row, is_forced in zip(done.rows[1:], done.forced, strict=True):
            text = self._joined(text, row.text, is_forced and done.kind == "text")
        page = done.rows[0].page
        self.blocks.append(self._block(done, text, page))

    def _block(self, done: _Paragraph, text: str, page: int) -> Block:
        if match := _BULLET.match(text):
            return Block("item", text[match.end() :].replace("\n", " "), mark="-", page=page)
        is_closed = bool(re.search(r"[.:;,][\"”’)]*$", text))
        if done.kind == "heading" and len(text) <= _HEADING_LENGTH and not is_closed and not done.is_item:
            return Block("heading", text, 1 if done.rows[0].size >= 1.3 * self.style.size else 2, page=page)
        if match := re.match(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)](?=\s)", text):
            return Block("item", text[match.end() :].strip().replace("\n", " "), mark=match.group(), page=page)
        return Block("paragraph", text, page=page)

    def _joined(self, text: str, row: str, is_forced: bool) -> str:
        """Join two rows of a paragraph; a word broken at the end of the first one becomes one word."""
        if is_forced:
            return f"{text}\n{row}"
        if text.endswith(HYPHENS) and text[-2:-1].isalpha() and row[:1].isalpha():
            left = re.split(r"[\s(\"“‘/]", text[:-1])[-1].casefold()
            right = re.split(r"[^\w'’-]", row)[0].casefold()
            return text[:-1] + row if self._is_broken(left, right, row[0]) else f"{text[:-1]}-{row}"
        return f"{text} {row}"

    def _is_broken(self, left: str, right: str, first: str) -> bool:
        """Say whether a hyphen at the end of a row only breaks a word ("minis-try"), unlike "long-term"."""
        known = self.style
        if first.isupper() or f"{left}-{right}" in known.compounds:
            return False
        if left + right in known.words:
            return True
        if left in known.words and right in known.words:
            return False
        return known.breaks_words


def _is_uneven(rows: list[Row], left: float, right: float) -> bool:
    """Say whether rows end here and there, as those of lists and addresses do, so that none reaches the margin."""
    full = sum(row.right > right - 0.12 * (right - left) for row in rows[:-1])
    return full < 0.5 * len(rows)


def _table_blocks(region: Region) -> Iterator[Block]:
    """Yield a table's rows; a row of a label ("Date:") and what it says becomes a line."""
    for cells in region.cells or ():
        texts = [lines_of_block(cell.replace("\u00ad", "-")) for cell in cells]
        filled = [text for text in texts if text]
        if len(filled) == 1:
            yield from _lone_cell(filled[0], region.page)
        elif len(filled) == 2 and (filled[0].endswith(":") or filled[1].startswith(":")):
            yield Block("paragraph", f"{filled[0].rstrip(' :')}: {filled[1].lstrip(' :')}", page=region.page)
        elif filled:
            yield Block("row", " | ".join(one_space(text.replace("|", "/")) for text in texts), page=region.page)


def _lone_cell(text: str, page: int) -> Iterator[Block]:
    """Yield the lines of a row's only cell: items where they begin with bullets, else a paragraph."""
    lines = text.split("\n")
    if not any(_BULLET.match(line) for line in lines):
        yield Block("paragraph", text, page=page)
        return
    for line in lines:
        match = _BULLET.match(line)
        kind, start = ("item", match.end()) if match else ("paragraph", 0)
        yield Block(kind, line[start:], mark="-" if match else "", page=page)
