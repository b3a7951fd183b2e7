"""An element tree (HTML, or the simpler one that trafilatura gives) as blocks. Nothing in it is run or fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from pipeline.sources.blocks import Block, has_words, lines_of_block, one_space

_DROPPED = frozenset(
    (
        "script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg", "math",
        "canvas", "audio", "video", "map", "button", "select", "option", "textarea", "input", "nav",
        "head", "title", "meta", "link", "base", "dialog",
    )
)  # fmt: skip
_BLOCKS = frozenset(
    (
        "p", "div", "section", "article", "main", "aside", "header", "footer", "address", "blockquote",
        "quote", "figure", "figcaption", "fieldset", "details", "summary", "hgroup", "center", "dl", "dt",
        "dd", "ul", "ol", "list", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "row",
        "cell", "li", "item", "pre", "body", "html", "hr", "h1", "h2", "h3", "h4", "h5", "h6",
    )
)  # fmt: skip
_AMP = ("ad", "analytics", "auto-ads", "consent", "embed", "iframe", "lightbox", "sidebar", "social-share", "sticky-ad",
        "user-notification")  # fmt: skip
_UNSEEN = frozenset(
    ("style", "noscript", "template", "iframe", "object", "embed", "applet", *(f"amp-{name}" for name in _AMP))
)
_LISTS = {"ul": "-", "ol": "1", "list": "-", "menu": "-", "dir": "-"}
_TABLE_INSIDE = ("p", "div", "table", "ul", "ol", "list", "h1", "h2", "h3", "h4", "section")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOTE_TEXT = re.compile(r"\s*[\[(]?\s*(\d{1,3}|[ivx]{1,4}|\*{1,3})\s*[\])]?\s*$")
_UNIT = re.compile(r"(?:(?<=\d)|(?<![A-Za-z]))(?:m|km|cm|mm|ft|in|mi|yd|CO)$")
_LINK = 25  # characters of a link in a menu, on average
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# In Windows code pages these bytes are quotes and dashes; browsers read them so wherever they turn up.
_C1 = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}  # fmt: skip


def parse_html(text: str) -> Any:
    """Give the root of an HTML text, or None when there is no element in it."""
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, recover=True
    )
    data = text.replace("\x00", " ").translate(_C1).encode("utf-8", "replace")
    try:
        return lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def mark_notes(root: Any) -> None:
    """Write raised note numbers as `[^1]`, so that they do not run into the word before them."""
    for raised in list(root.iter("sup")):
        match = _NOTE_TEXT.match("".join(raised.itertext()))
        if match is None or raised.getparent() is None:
            continue
        before = _text_before(raised)
        number = match.group(1)
        is_power = number in ("2", "3") and _UNIT.search(before) and raised.find(".//a") is None
        new = number.translate(_RAISED) if is_power else f"[^{number}]"
        for child in list(raised):
            raised.remove(child)
        raised.text = new
        raised.tag = "span"


def drop_hidden(root: Any) -> None:
    """Take out what no reader of the page sees; what follows it stays."""
    hidden = [e for e in root.iter() if isinstance(e.tag, str) and (e.tag in _UNSEEN or _is_hidden(e))]
    for element in hidden:
        if element is not root and element.tag not in ("body", "main", "article") and element.getparent() is not None:
            element.drop_tree()


def drop_menus(root: Any) -> None:
    """Take out the cells of a page laid out by tables that hold nothing but short links."""
    for cell in list(root.iter("td")):
        links = ["".join(link.itertext()).strip() for link in cell.iter("a")]
        words = re.sub(r"\s+", "", "".join(cell.itertext()))
        of_links = sum(len(re.sub(r"\s+", "", link)) for link in links)
        is_menu = len(links) > 2 and of_links >= 0.9 * len(words) and of_links < _LINK * len(links)
        if is_menu and cell.getparent() is not None and not _is_data_row(cell.getparent()):
            cell.drop_tree()


def _text_before(element: Any) -> str:
    previous = element.getprevious()
    if previous is not None:
        return (previous.tail or "") or "".join(previous.itertext())[-20:]
    parent = element.getparent()
    return (parent.text or "") if parent is not None else ""


@dataclass
class _Writer:
    """Collects blocks while the tree is walked."""

    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    lists: list[tuple[str, int]] = field(default_factory=list)  # mark and number of each open list
    cells: list[str] | None = None  # of the row that is open
    kinds: list[tuple[str, int]] = field(default_factory=list)  # what the open blocks are
    item_open: bool = False  # the item's mark has not been written yet

    def flush(self) -> None:
        """End the block that is open."""
        text = lines_of_block("".join(self.parts))
        self.parts.clear()
        if not has_words(text):
            return
        if self.cells is not None:
            self.cells[-1] = " ".join(filter(None, (self.cells[-1], " ".join(text.split("\n"))))) if self.cells else ""
            return
        kind, level = self.kinds[-1] if self.kinds else ("paragraph", 0)
        if kind == "heading":
            self.blocks.append(Block("heading", " ".join(text.split("\n")), level))
        elif self.lists and self.item_open:
            mark, number = self.lists[-1]
            self.item_open = False
            text = text.replace("\n", " ")
            self.blocks.append(Block("item", text, len(self.lists) - 1, "-" if mark == "-" else f"{number}."))
        else:
            self.blocks.append(Block("paragraph", text))


def blocks_of(root: Any, without: frozenset[str] = frozenset()) -> list[Block]:
    """Give the blocks of an element in reading order, those in elements called as in `without` left out.

    Time is linear in its size, whatever its depth.
    """
    writer = _Writer()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        tag = tag.rsplit("}", 1)[-1].lower()
        if event == "start":
            if tag in without or _is_dropped(tag, element):
                walk.skip_subtree()
                if tag in ("nav", "iframe", "video"):
                    writer.flush()
                continue
            _open(writer, tag, element)
            if element.text:
                writer.parts.append(_inline(element.text, tag))
        elif event == "end":
            if not (tag in without or _is_dropped(tag, element)):
                _close(writer, tag)
            if element is not root and element.tail:
                writer.parts.append(_inline(element.tail, _parent_tag(element)))
        elif element is not root and element.tail:
            writer.parts.append(_inline(element.tail, ""))
    writer.flush()
    return list(_without_repeats(writer.blocks))


def _parent_tag(element: Any) -> str:
    parent = element.getparent()
    tag = parent.tag if parent is not None else ""
    return tag if isinstance(tag, str) else ""


def _inline(text: str, tag: str) -> str:
    return text if tag == "pre" else re.sub(r"[ \t\r\n\f\v]+", " ", text)


def _is_dropped(tag: str, element: Any) -> bool:
    if tag == "head":
        return element.get("rend") is None  # with it, it is trafilatura's name for a heading
    return tag in _DROPPED or _is_hidden(element)


def _is_hidden(element: Any) -> bool:
    get = element.get
    return get("hidden") is not None or get("aria-hidden") == "true" or bool(_HIDDEN.search(get("style") or ""))


def _open(writer: _Writer, tag: str, element: Any) -> None:
    if tag in ("br", "lb"):
        writer.parts.append("\n")
        return
    if tag == "head" or re.fullmatch(r"h[1-6]", tag):
        writer.flush()
        level = (element.get("rend") or "h2") if tag == "head" else tag
        writer.kinds.append(("heading", int(level[1]) if level[1:].isdigit() else 2))
    elif tag in _LISTS:
        writer.flush()
        rend = element.get("rend") or ""
        mark = "1" if tag == "ol" or rend.startswith("ol") else "-"
        start = element.get("start") or "1"
        writer.lists.append((mark, int(start) - 1 if start.isdigit() and len(start) < 5 else 0))
    elif tag in ("li", "item") and writer.lists:
        writer.flush()
        mark, number = writer.lists[-1]
        writer.lists[-1] = (mark, number + 1)
        writer.item_open = True
    elif tag in ("tr", "row"):
        writer.flush()
        if writer.cells is None and _is_data_row(element):
            writer.cells = []
    elif tag in ("td", "th", "cell"):
        writer.flush()
        if writer.cells is not None:
            writer.cells.append("")
    elif tag in _BLOCKS:
        writer.flush()


def _close(writer: _Writer, tag: str) -> None:
    if tag == "head" or re.fullmatch(r"h[1-6]", tag):
        writer.flush()
        if writer.kinds:
            writer.kinds.pop()
    elif tag in _LISTS:
        writer.flush()
        if writer.lists:
            writer.lists.pop()
        writer.item_open = False
    elif tag in ("tr", "row"):
        writer.flush()
        if writer.cells is not None:
            cells = [one_space(cell) for cell in writer.cells]
            writer.cells = None
            if any(has_words(cell) for cell in cells):
                writer.blocks.append(Block("row", " | ".join(cell.replace("|", "/") for cell in cells)))
    elif tag in _BLOCKS:
        writer.flush()


def _is_data_row(row: Any) -> bool:
    """Tell a row of data from a table that only lays out a page: two cells or more, none holding blocks."""
    cells = [cell for cell in row if isinstance(cell.tag, str) and cell.tag.lower() in ("td", "th", "cell")]
    if len(cells) < 2:
        return False
    for cell in cells:
        for number, inside in enumerate(cell.iter()):
            if number > 200 or (inside is not cell and inside.tag in _TABLE_INSIDE and _is_big(inside, cell)):
                return False
    return True


def _is_big(inside: Any, cell: Any) -> bool:
    """Say whether a block in a cell makes the cell a part of the page: a lone paragraph does not."""
    if inside.tag not in ("p", "div"):
        return True
    return sum(1 for _ in cell.iter("p", "div")) > 3 or len("".join(cell.itertext())) > 600


def _without_repeats(blocks: list[Block]) -> Iterator[Block]:
    """Drop a block that says again what the one before it said (a heading that is also its own link's text)."""
    before = ""
    for block in blocks:
        if block.text != before or block.kind in ("row", "item"):
            yield block
        before = block.text
