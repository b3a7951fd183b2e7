"""Bytes to characters: byte order mark, strict UTF-8, what the file declares, then a cautious guess.

The text is exactly what `open(path, encoding=<encoding>, newline="")` gives: line ends are kept, and so is the
byte order mark of a UTF-8 file (as U+FEFF), because offsets count it (GUIDELINES.md F1).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes

from pipeline.model.records import Issue
from pipeline.sources.issues import refuse, warn

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
# Share of NULs and other control characters from which on a file is taken for binary. Damaged texts have a
# few in ten thousand; compressed data has about one in nine.
_BINARY_SHARE = 0.01
_CONTROL = bytes({*range(32)} - {*b"\t\n\r\f\x1a\x1b"}) + b"\x7f"
# Enough to tell an encoding; the detector's time grows with the length.
_SAMPLE = 200_000
_LIKELY = re.compile("(?<=[A-Za-z])[à-öø-ÿß]|[À-ÖØ-öø-ÿ](?=[A-Za-z])|\\bà\\b|[‘’“”‚„…–—•€£©®™°·×§«»\u00a0]")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_TURN = re.compile("[\u202a-\u202e\u2066-\u2069\u200f]")
# Browsers read these as the larger code page that Windows made of them.
_WEB_NAMES = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
              "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "iso-8859-9": "cp1254"}  # fmt: skip
_NO_CHARSETS = frozenset((
    "base64", "bz2", "hex", "quopri", "rot13", "uu", "zlib", "punycode", "idna", "unicode_escape", "undefined",
    "raw_unicode_escape", "unicode-escape", "raw-unicode-escape", "mbcs", "oem", "utf-7",
    "utf-16", "utf-32", "utf-16-le", "utf-16-be",
))  # fmt: skip
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file, the codec that gives them, and what was doubtful about it."""

    text: str
    encoding: str
    issues: tuple[Issue, ...] = ()


def decode(data: bytes, declared: str = "") -> Decoded:
    """Give the text of a file; `declared` is the encoding that the file or its envelope says it has.

    Raises RefusedError when it is empty, binary or in no known encoding.
    """
    if not data:
        raise refuse("empty-file", "the file has no content", "fill or remove it")
    found = _by_mark(data)
    if found is None:
        _refuse_known_binary(data)
        found = _by_nul_pattern(data)
    if found is None:
        _refuse_control_characters(data)
        found = _utf8(data) or _declared(data, declared) or _damaged_utf8(data) or _guessed(data)
    if not found.text.strip("\ufeff \t\r\n\x00"):
        raise refuse("empty-file", "the file holds only white space", "fill or remove it")
    return Decoded(found.text, found.encoding, (*found.issues, *_odd_characters(found.text)))


def _odd_characters(text: str) -> Iterator[Issue]:
    nul = text.find("\x00")
    if nul >= 0:
        message = f"{text.count(chr(0))} NUL character(s), the first at {nul}; read as spaces"
        yield warn("nul", message, "remove them from the file")
    turn = _TURN.search(text)
    if turn:
        message = f"marks that turn the direction of writing, the first at {turn.start()}: what is shown may differ"
        yield warn("direction-marks", message, "read the text file that was written, and remove the marks")


def _declared(data: bytes, declared: str) -> Decoded | None:
    """Believe a declaration that holds: the bytes are no UTF-8, and fit what is declared."""
    try:
        name = codecs.lookup(_WEB_NAMES.get(declared.strip().casefold(), declared.strip())).name
    except (LookupError, ValueError):
        return None
    # Not: UTF-8 (tried before), and codecs that unpack or turn letters rather than decode.
    if not declared.strip() or name.startswith("utf-8") or name in _NO_CHARSETS:
        return None
    text = _try(data, name)
    return Decoded(text, name) if text is not None else None


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if not data.startswith(mark):
            continue
        try:
            return Decoded(data.decode(encoding), encoding)
        except UnicodeDecodeError as error:
            if encoding == "utf-8":
                return None
            if encoding == "utf-32":  # the mark of UTF-16-LE followed by a NUL looks the same
                continue
            message = f"the file begins as {encoding.upper()}, but byte {error.start} does not fit"
            raise refuse("damaged-encoding", message, "save it again as UTF-8") from error
    return None


def _by_nul_pattern(data: bytes) -> Decoded | None:
    """Recognise UTF-16 without a mark: in English nearly every second byte is NUL."""
    head = data[:_SAMPLE]
    if head.count(0) < 0.3 * len(head) or len(data) % 2:
        return None
    big = head[::2].count(0) > head[1::2].count(0)
    encoding = "utf-16-be" if big else "utf-16-le"
    if head[1 if big else 0 :: 2].count(0) > 0.01 * len(head):
        return None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return Decoded(text, encoding, (_guess_issue(encoding),))


def _refuse_known_binary(data: bytes) -> None:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            action = "save its text as UTF-8 .txt or .md, or give it its right ending"
            raise refuse("binary-file", f"the file is {what}, not a text", action)


def _refuse_control_characters(data: bytes) -> None:
    controls = len(data) - len(data.translate(None, _CONTROL))
    if controls > max(_BINARY_SHARE * len(data), 4):
        message = f"the file is binary: {controls} of its {len(data)} bytes are control characters"
        raise refuse("binary-file", message, "save its text as UTF-8 .txt or .md")


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _damaged_utf8(data: bytes) -> Decoded | None:
    """Accept UTF-8 with a few broken characters rather than read all its accents wrongly."""
    good = len(_UTF8_SEQUENCE.findall(data))
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if good < 3 * bad:
        return None
    message = f"{bad} character(s) are no valid UTF-8 and stand as U+FFFD, the first at {text.find(chr(0xFFFD))}"
    return Decoded(text, "utf-8", (warn("damaged-encoding", message, "mend the file or save it again as UTF-8"),))


def _guessed(data: bytes) -> Decoded:
    """Take Windows-1252 where it gives plausible English, else what the detector says."""
    western = _try(data, "cp1252")
    if western is not None and _plausible(western[:_SAMPLE]) >= 0.8:
        return Decoded(western, "cp1252", (_guess_issue("cp1252"),))
    best = from_bytes(data[:_SAMPLE]).best()
    text = _try(data, best.encoding) if best is not None else None
    if best is not None and text is not None:
        return Decoded(text, best.encoding, (_guess_issue(best.encoding),))
    if western is not None:
        return Decoded(western, "cp1252", (_guess_issue("cp1252"),))
    raise refuse("unknown-encoding", "the characters are in no encoding known here", "save the file as UTF-8")


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _plausible(text: str) -> float:
    """Give the share of non-ASCII characters that English releases do have, where they have them."""
    unusual = len(_NON_ASCII.findall(text))
    return len(_LIKELY.findall(text)) / unusual if unusual else 1.0


def _guess_issue(encoding: str) -> Issue:
    message = f"the file is not UTF-8; it was read as {encoding}"
    return warn("guessed-encoding", message, "check its accents and quotes; save it as UTF-8 to be sure")
