"""PDF documents, read with pdfium: no script in them is run, no link followed, nothing attached opened."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from pipeline.model.records import Issue, Metadata
from pipeline.sources.blocks import Block, has_words, lay_out, one_space
from pipeline.sources.bounds import MAX_DOCUMENT
from pipeline.sources.extract import Context, Extract
from pipeline.sources.issues import refuse, warn
from pipeline.sources.pdf_blocks import blocks_of_pages
from pipeline.sources.pdf_words import Word, words_of_chars

_MAX_PAGES = 1000
_MAX_CHARS_A_PAGE = 60_000
_SCANNED = "run text recognition (OCR) over it, or save its text as .txt"
_FEW_LETTERS = 3  # on a page: a stamp, or nothing


def read_pdf(data: bytes, context: Context) -> Iterator[Extract]:
    """Yield the one release of a document.

    Raises RefusedError when it is encrypted, damaged, scanned without a text, or too long.
    """
    if len(data) > MAX_DOCUMENT:
        raise refuse("too-large", f"the document has more than {MAX_DOCUMENT >> 20} MB", "split it")
    document = _open(data)
    try:
        pages, empty, garbled = _pages(document, context.max_chars)
        stated = _stated_title(document)
    finally:
        document.close()
    blocks = blocks_of_pages(pages)
    text, starts = lay_out(blocks)
    if not has_words(text):
        raise refuse("no-text", "there is no text in the document; it is a scan or holds only pictures", _SCANNED)
    yield Extract(text, _metadata(stated, blocks), tuple(_doubts(empty, garbled, text)), "pdf", "pdf", pages=starts)


def _open(data: bytes) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        number = len(document)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            action = "save a copy without a password"
            raise refuse("encrypted", "the document is encrypted: a password is needed", action) from error
        message = "the document is damaged: it cannot be opened"
        raise refuse("damaged-file", message, "open it in a viewer and save it again") from error
    if number > _MAX_PAGES:
        document.close()
        raise refuse("too-long", f"the document has {number} pages; at most {_MAX_PAGES} are read", "split it")
    if number == 0:
        document.close()
        raise refuse("no-text", "the document has no page", "check that it was saved completely")
    return document


def _pages(document: Any, max_chars: int) -> tuple[list[list[Word]], list[int], int]:
    """Give the words of every page, the numbers of pages without text, and how many characters are unreadable."""
    import pypdfium2

    pages: list[list[Word]] = []
    empty: list[int] = []
    letters = garbled = 0
    for number in range(len(document)):
        try:
            words, bad = _page_words(document[number])
        except pypdfium2.PdfiumError:
            words, bad = [], 0
        pages.append(words)
        count = sum(len(word.text) for word in words)
        letters += count
        garbled += bad
        if count < _FEW_LETTERS:
            empty.append(number + 1)
        if letters > max_chars + max_chars // 4:
            message = f"the text has more than {max_chars} characters; at most that many are read"
            raise refuse("too-long", message, "split the document, or run with a higher --max-chars")
    return pages, empty, garbled


def _page_words(page: Any) -> tuple[list[Word], int]:
    import pypdfium2.raw as raw

    text = page.get_textpage()
    try:
        handle = text.raw
        number = text.count_chars()
        if number > _MAX_CHARS_A_PAGE:
            message = f"a page has {number} characters; at most {_MAX_CHARS_A_PAGE} are read"
            raise refuse("too-long", message, "save its text as .txt")
        x, y = ctypes.c_double(), ctypes.c_double()
        box = raw.FS_RECTF()
        chars = []
        bad = 0
        for i in range(number):
            code = raw.FPDFText_GetUnicode(handle, i)
            if raw.FPDFText_IsGenerated(handle, i) == 1:
                chars.append((" " if code == 32 else "\n", 0.0, 0.0, 0.0, 0.0, 0.0, i))
                continue
            if raw.FPDFText_HasUnicodeMapError(handle, i) == 1 or code in (0, 0xFFFD):
                bad += 1
                continue
            raw.FPDFText_GetCharOrigin(handle, i, x, y)
            raw.FPDFText_GetLooseCharBox(handle, i, box)
            # A hyphen that pdfium takes for a break inside a word comes as U+0002 or U+FFFE.
            char = "\u00ad" if code in (2, 0xFFFE) or raw.FPDFText_IsHyphen(handle, i) == 1 else chr(code)
            angle = raw.FPDFText_GetCharAngle(handle, i)
            chars.append((char, box.left, box.right, y.value, abs(box.top - box.bottom), angle, i))
        return words_of_chars(chars, lambda i: _is_bold(raw, handle, i)), bad
    finally:
        text.close()
        page.close()


def _is_bold(raw: Any, handle: Any, index: int) -> bool:
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, index, buffer, 128, flags)
    name = buffer.value.lower()
    if b"bold" in name or b"black" in name or b"heavy" in name:
        return True
    return bool(not name and raw.FPDFText_GetFontWeight(handle, index) >= 600)


def _stated_title(document: Any) -> str:
    try:
        return one_space(document.get_metadata_value("Title") or "")
    except (ValueError, UnicodeError):
        return ""


def _metadata(stated: str, blocks: list[Block]) -> Metadata:
    """Take the title that the document states if it stands in its text: most are names of drafts."""
    words = "".join(c for block in blocks[:15] for c in block.text if c.isalnum()).casefold()
    key = "".join(c for c in stated if c.isalnum()).casefold()
    return Metadata(title=stated if len(key) > 8 and key in words else "")


def _doubts(empty: list[int], garbled: int, text: str) -> Iterator[Issue]:
    if empty:
        shown = ", ".join(map(str, empty[:10])) + (" …" if len(empty) > 10 else "")
        yield warn("page-without-text", f"no text on page {shown}: a scan, a picture, or empty", _SCANNED)
    if garbled > 20 and garbled > 0.05 * len(text):
        message = f"{garbled} characters of the document have no known meaning and are left out"
        yield warn("garbled-text", message, "compare the text file that was written with the document")
