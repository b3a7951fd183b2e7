"""HTML pages: the release without the site around it, and what the page says of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from pipeline.sources.blocks import Block, lay_out, one_space
from pipeline.sources.bounds import MAX_DOCUMENT
from pipeline.sources.decode import decode
from pipeline.sources.extract import Context, Extract
from pipeline.sources.issues import refuse
from pipeline.sources.markup import blocks_of, drop_hidden, drop_menus, mark_notes, parse_html
from pipeline.sources.page_says import read_page_metadata
from pipeline.sources.page_title import has_label

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})")
_HEAD = 4096
_ELEMENTS = 200_000  # a long report has some thousands
_SHORT = 25  # words; what is shorter than that is looked for in the whole page
_AROUND = frozenset({"footer", "aside"})
# How many blocks above the main part can be its headlines; how far below it a section can begin, and how long it is.
_HEADS, _NEAR, _TAIL, _SECTION = 2, 3, 40, 5
_SAME = re.compile(r"\W+")


def read_page(data: bytes, context: Context) -> Iterator[Extract]:
    """Yield the one release of a page. Raises RefusedError when there is no text in it."""
    if len(data) > MAX_DOCUMENT:
        raise refuse("too-large", f"the page has more than {MAX_DOCUMENT >> 20} MB", "split it")
    decoded = decode(data, declared_charset(data))
    root = parse_html(decoded.text)
    if root is None:
        raise refuse("no-text", "there is no text in the page", "check that it was saved completely")
    metadata, issues = read_page_metadata(root)
    blocks = page_blocks(root)
    text, _ = lay_out(with_title(blocks, metadata.title))
    if not blocks:
        raise refuse("no-text", "there is no text in the page", "check that it was saved completely")
    yield Extract(text, metadata, (*decoded.issues, *issues), "html", decoded.encoding)


def declared_charset(data: bytes) -> str:
    """Give the encoding that a page or an XML file says it has; empty when it says none."""
    head = data[:_HEAD]
    match = _XML_CHARSET.search(head) or _CHARSET.search(head)
    return match.group(1).decode("ascii") if match else ""


def fragment_blocks(markup: str) -> list[Block]:
    """Give all blocks of a piece of HTML (the body of a mail or of a feed's item)."""
    root = parse_html(markup)
    if root is None:
        return []
    mark_notes(root)
    return blocks_of(root)


def page_blocks(root: Any) -> list[Block]:
    """Give the blocks of the release in a page: its main part, or all when no main part is found."""
    mark_notes(root)
    drop_hidden(root)
    drop_menus(root)
    everything = blocks_of(root, _AROUND) or blocks_of(root)
    if not everything:
        return []
    if sum(1 for _ in zip(root.iter(), range(_ELEMENTS), strict=False)) >= _ELEMENTS:
        return everything
    main = _main_part(root)
    found = blocks_of(main) if main is not None else []
    if _words(found) < min(_SHORT, _words(everything)):
        return everything
    return _completed(found, everything)


def _completed(found: list[Block], everything: list[Block]) -> list[Block]:
    """Add what was cut off the main part: headings right above it, and sections such as "Background" below it."""
    keys = [_key(block.text) for block in everything]
    ends = [_key(found[0].text), _key(found[-1].text)]
    if ends[0] not in keys or ends[1] not in keys:
        return found
    first, last = keys.index(ends[0]), len(keys) - 1 - keys[::-1].index(ends[1])
    above = first
    while above > max(first - _HEADS, 0) and everything[above - 1].kind == "heading":
        above -= 1
    below = last + 1
    named = [n for n in range(last + 1, min(last + _TAIL, len(keys))) if _opens_section(everything[n])]
    if named and named[0] <= last + _NEAR:
        below = named[-1] + 1
        while below < len(keys) and everything[below].kind != "heading" and below <= named[-1] + _SECTION:
            if _is_copyright(everything[below].text):
                break
            below += 1
    return [*everything[above:first], *_with_headings(found, everything, keys), *everything[last + 1 : below]]


def _with_headings(found: list[Block], everything: list[Block], keys: list[str]) -> Iterator[Block]:
    """Yield the blocks of the main part, each after the heading that stood above it in the page."""
    places = {key: number for number, key in reversed(list(enumerate(keys)))}
    known = {_key(block.text) for block in found}
    for number, block in enumerate(found):
        place = places.get(_key(block.text), 0)
        above = everything[place - 1] if place and number else None
        if above is not None and above.kind == "heading" and _key(above.text) not in known:
            yield above
        yield block


def _opens_section(block: Block) -> bool:
    return block.kind == "heading" and has_label("section", block.text)


def _is_copyright(text: str) -> bool:
    return text.startswith("©") or text.casefold().startswith("copyright")


def _words(blocks: list[Block]) -> int:
    return sum(len(block.text.split()) for block in blocks)


def _main_part(root: Any) -> Any:
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it would say is said in issues
    # Fixed dates, because the library would else ask the clock; the date itself is read elsewhere.
    dates = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}
    found = bare_extraction(
        root,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        include_links=False,
        deduplicate=False,
        with_metadata=False,
        date_extraction_params=dates,
    )
    return getattr(found, "body", None) if found is not None else None


def with_title(blocks: list[Block], title: str) -> list[Block]:
    """Put the title on top unless the first blocks have it; a heading that is the title becomes the first one."""
    if not title:
        return blocks
    key = _key(title)
    for number, block in enumerate(blocks[:6]):
        if _key(block.text) == key:
            head = Block("heading", block.text, 1, page=block.page)
            return [*blocks[:number], head, *blocks[number + 1 :]]
    if any(key in _key(block.text) for block in blocks[:3] if len(block.text) < 2 * len(title) + 40):
        return blocks
    return [Block("heading", one_space(title), 1, page=blocks[0].page if blocks else 0), *blocks]


def _key(text: str) -> str:
    return _SAME.sub("", text).casefold()
