"""Word documents (DOCX): paragraphs, headings, lists, tables and notes in reading order. No macro is looked at."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from pipeline.model.records import Metadata
from pipeline.sources.blocks import Block, has_words, lay_out, lines_of_block, one_space
from pipeline.sources.bounds import MAX_DOCUMENT
from pipeline.sources.extract import Context, Extract
from pipeline.sources.issues import refuse, warn

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_NOTE_PARTS = (("footnotes", f"{_W}footnote"), ("endnotes", f"{_W}endnote"))
_SKIPPED = frozenset(
    f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "commentReference", "rubyBase")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_BROKEN = "open it in a word processor and save it again, or save its text as .txt"
_UNPACKED = 400 * 2**20
_UNPACKED_RATIO = 200


def read_word(data: bytes, context: Context) -> Iterator[Extract]:
    """Yield the one release of a document. Raises RefusedError when it is broken, a bomb, or has no text."""
    _refuse_bomb(data)
    document = _open(data)
    reader = _Word(document)
    blocks = [*reader.blocks(document.element.body), *reader.notes()]
    text, _ = lay_out(blocks)
    if not has_words(text):
        raise refuse("no-text", "there is no text in the document, perhaps only pictures", "save its text as .txt")
    issues = [warn("left-out", "changes that were struck out are left out", "look at them")] if reader.struck else []
    yield Extract(text, _metadata(document, blocks), tuple(issues), "docx", "docx")


def _refuse_bomb(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise refuse("damaged-file", f"the document is damaged: {error}", _BROKEN) from error
    whole = sum(info.file_size for info in infos)
    texts = [info for info in infos if info.filename.endswith(".xml")]
    is_bomb = any(t.file_size > 2**20 and t.file_size > _UNPACKED_RATIO * max(t.compress_size, 1) for t in texts)
    if is_bomb or whole > _UNPACKED or any(t.file_size > MAX_DOCUMENT for t in texts):
        raise refuse("archive-bomb", f"the document unpacks to {whole >> 20} MB", "open it yourself, if you trust it")


def _open(data: bytes) -> Any:
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml import etree

    try:
        return docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError, zipfile.BadZipFile,
            OSError, EOFError, NotImplementedError, RuntimeError) as error:  # fmt: skip
        message = f"the document is damaged: {type(error).__name__}: {error}"
        raise refuse("damaged-file", message[:200], _BROKEN) from error


class _Word:
    """Walks the elements of a document. `struck`: something is left out because it was deleted."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.struck = False
        self.counters: dict[tuple[str, int], int] = {}
        self.styles = {style.style_id: style for style in document.styles if style.style_id}
        self.numbering = self._numbering()

    def blocks(self, parent: Any) -> Iterator[Block]:
        """Yield the blocks of a body, cell or text box; containers of any depth are looked into."""
        stack = list(reversed(list(parent)))
        while stack:
            element = stack.pop()
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
                for box in element.iter(f"{_W}txbxContent"):
                    if not any(a.tag in _SKIPPED for a in box.iterancestors()):
                        yield from self.blocks(box)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
                stack.extend(reversed(list(element)))
            elif element.tag in (f"{_W}del", f"{_W}moveFrom"):
                self.struck = True

    def notes(self) -> Iterator[Block]:
        """Yield footnotes, then endnotes, with their marks."""
        from lxml import etree

        for part in self.document.part.package.iter_parts():
            for name, tag in _NOTE_PARTS:
                if not str(part.partname).endswith(f"/{name}.xml"):
                    continue
                parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
                try:
                    root = etree.fromstring(part.blob, parser)
                except etree.XMLSyntaxError:
                    continue
                for note in root.iter(tag):
                    words = one_space(" ".join(self._text(p) for p in note.iter(f"{_W}p")))
                    if note.get(f"{_W}type") in (None, "normal") and has_words(words):
                        yield Block("note", words, mark=self._mark(name, note.get(f"{_W}id") or ""))

    @staticmethod
    def _mark(part: str, number: str) -> str:
        return f"[^{number}]" if part == "footnotes" else f"[^{_roman(number)}]"

    def _paragraph(self, element: Any) -> Iterator[Block]:
        text = lines_of_block(self._text(element))
        if not has_words(text):
            return
        style = self._style(element)
        name = (style.name or "").casefold() if style is not None else ""
        level = self._heading_level(element, name)
        if level:
            yield Block("heading", text.replace("\n", " "), level)
            return
        mark, depth = self._item(element, name)
        if mark:
            yield Block("item", text.replace("\n", " "), depth, mark)
        else:
            yield Block("paragraph", text)

    def _text(self, element: Any) -> str:
        """Give the words of a paragraph without what is deleted, hidden or a field's code."""
        parts: list[str] = []
        stack = list(reversed(list(element)))
        while stack:
            node = stack.pop()
            tag = node.tag
            if tag in _SKIPPED:
                self.struck = self.struck or tag in (f"{_W}del", f"{_W}moveFrom")
            elif tag == f"{_W}t":
                parts.append(node.text or "")
            elif tag == f"{_W}tab":
                parts.append("\t")
            elif tag in (f"{_W}br", f"{_W}cr"):
                parts.append("\n")
            elif tag == f"{_W}noBreakHyphen":
                parts.append("-")
            elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                part = "footnotes" if tag.endswith("}footnoteReference") else "endnotes"
                parts.append(self._mark(part, node.get(f"{_W}id") or ""))
            elif tag == f"{_W}r" and node.find(f"{_W}rPr/{_W}vanish") is not None:
                continue
            elif tag not in (f"{_W}txbxContent", f"{_W}footnoteRef", f"{_W}endnoteRef"):
                stack.extend(reversed(list(node)))
        return "".join(parts)

    def _style(self, element: Any) -> Any:
        found = element.find(f"{_W}pPr/{_W}pStyle")
        return self.styles.get(found.get(_VAL)) if found is not None else None

    def _heading_level(self, element: Any, style: str) -> int:
        if style == "title":
            return 1
        if style == "subtitle":
            return 2
        if style.startswith("heading ") and style[8:9].isdigit():
            return int(style[8:9])
        outline = element.find(f"{_W}pPr/{_W}outlineLvl")
        level = outline.get(_VAL) if outline is not None else None
        return int(level) + 1 if level is not None and level.isdigit() and int(level) < 6 else 0

    def _item(self, element: Any, style: str) -> tuple[str, int]:
        """Give an item's mark ("-", "3.") and depth; an empty mark for what is no item."""
        numbers = element.find(f"{_W}pPr/{_W}numPr")
        owner = self._style(element)
        while numbers is None and owner is not None:
            numbers = owner.element.find(f"{_W}pPr/{_W}numPr")
            owner = owner.base_style if owner.base_style is not owner else None
        if numbers is None:
            return ("-", 0) if style.startswith("list bullet") else ("", 0)
        key, depth = numbers.find(f"{_W}numId"), numbers.find(f"{_W}ilvl")
        number = key.get(_VAL) if key is not None else "0"
        level = int(depth.get(_VAL)) if depth is not None and (depth.get(_VAL) or "").isdigit() else 0
        if number in (None, "0"):
            return "", 0
        shape = self.numbering.get((number, level), "bullet")
        if shape in ("bullet", "none"):
            return ("-", level)
        for deeper in [k for k in self.counters if k[0] == number and k[1] > level]:
            del self.counters[deeper]
        count = self.counters[(number, level)] = self.counters.get((number, level), 0) + 1
        if shape.endswith("Letter"):
            return (f"({_letter(count)})", level)
        return (f"({_roman(str(count))})" if shape.endswith("Roman") else f"{count}.", level)

    def _numbering(self) -> dict[tuple[str, int], str]:
        try:
            root = self.document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError, ValueError):
            return {}
        shapes: dict[str, dict[int, str]] = {}
        for abstract in root.iter(f"{_W}abstractNum"):
            levels = shapes.setdefault(abstract.get(f"{_W}abstractNumId") or "", {})
            for level in abstract.iter(f"{_W}lvl"):
                shape = level.find(f"{_W}numFmt")
                at = level.get(f"{_W}ilvl") or ""
                if shape is not None and at.isdigit():
                    levels[int(at)] = shape.get(_VAL) or "bullet"
        found = {}
        for number in root.iter(f"{_W}num"):
            link = number.find(f"{_W}abstractNumId")
            for level, shape in shapes.get(link.get(_VAL) if link is not None else "", {}).items():
                found[(number.get(f"{_W}numId") or "", level)] = shape
        return found

    def _table(self, table: Any) -> Iterator[Block]:
        rows = [row for row in table if row.tag == f"{_W}tr"]
        cells = [[c for c in row.iter(f"{_W}tc") if _nearest(c, f"{_W}tr") is row] for row in rows]
        if max(map(len, cells), default=0) < 2 or any(self._is_part_of_page(c) for row in cells for c in row):
            for row in cells:
                for cell in row:
                    yield from self.blocks(cell)
            return
        for row in cells:
            words = [one_space(" ".join(self._text(p) for p in cell.iter(f"{_W}p"))) for cell in row]
            if any(map(has_words, words)):
                yield Block("row", " | ".join(word.replace("|", "/") for word in words))

    def _is_part_of_page(self, cell: Any) -> bool:
        """Say whether a cell holds what is no cell's content: a table, or many long paragraphs."""
        if cell.find(f".//{_W}tbl") is not None:
            return True
        texts = [self._text(p) for p in cell.iter(f"{_W}p")]
        return sum(has_words(t) for t in texts) > 3 and sum(map(len, texts)) > 600


def _nearest(element: Any, tag: str) -> Any:
    return next((a for a in element.iterancestors() if a.tag == tag), None)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)


def _roman(number: str) -> str:
    if not number.isdigit() or not 0 < int(number) < 100:
        return number
    tens, ones = divmod(int(number), 10)
    return ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")[tens] + (
        "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"
    )[ones]  # fmt: skip


def _metadata(document: Any, blocks: list[Block]) -> Metadata:
    """Take the title a document states, if it stands in the text: properties are often left from a template."""
    try:
        stated = one_space(document.core_properties.title or "")
    except (KeyError, ValueError, AttributeError):
        stated = ""
    words = "".join(c for block in blocks[:12] for c in block.text if c.isalnum()).casefold()
    key = "".join(c for c in stated if c.isalnum()).casefold()
    if len(key) > 8 and key in words:
        return Metadata(title=stated)
    top = next((b.text for b in blocks[:8] if b.kind == "heading" and b.level == 1), "")
    return Metadata(title=top if len(top) <= 300 else "")
