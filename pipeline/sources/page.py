"""HTML pages: the release without the site around it, and what the page says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.sources.blocks import Block, has_words, lay_out, one_space
from pipeline.sources.bounds import MAX_DOCUMENT
from pipeline.sources.decode import decode
from pipeline.sources.extract import Context, Extract
from pipeline.sources.issues import refuse
from pipeline.sources.markup import blocks_of, mark_notes, parse_html
from pipeline.sources.page_says import read_page_metadata

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})")
_HEAD = 4096
_ELEMENTS = 200_000  # a long report has some thousands
_SHORT = 25  # words; what is shorter than that is looked for in the whole page
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
    if not has_words(text):
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
    everything = blocks_of(root)
    if sum(1 for _ in zip(root.iter(), range(_ELEMENTS), strict=False)) >= _ELEMENTS:
        return everything
    main = _main_part(root)
    found = blocks_of(main) if main is not None else []
    if _words(found) < min(_SHORT, _words(everything)):
        return everything
    return found


def _words(blocks: list[Block]) -> int:
    return sum(len(block.text.split()) for block in blocks)


def _main_part(root: Any) -> Any:
    from trafilatura import bare_extraction

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
