"""Where a release's text lies, and links into the original: to words on a web page, or to a page of a PDF."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath
from urllib.parse import quote

TEXT_FOLDER = "text"
_LONGEST = 180  # bytes of one name; file systems allow 255
_UNSAFE = frozenset('%\\:*?"<>|')
_LONG = 80  # characters of a quotation that is given whole; of longer ones only the ends are
_WORDS = 4  # at each end
_LAYOUT = re.compile(r"^[ \t]*(?:#{1,6}|[-*•|>]|\d{1,3}[.)])[ \t]+|\s*\[\^[^\]]{1,4}\]|\*{1,3}|\s*\|\s*$", re.MULTILINE)
_CELLS = re.compile(r"\s+\|\s+")
_ADDRESS = re.compile(r"https?://[^\s]+$")


def link_to(url: str, words: str, page: int | None) -> str | None:
    """Give the link, or None when the address is no web address or there are no words to be found."""
    if not _ADDRESS.match(url):
        return None
    address = url.split("#", 1)[0]
    if page is not None:
        return f"{address}#page={page}"
    plain = _CELLS.split(_LAYOUT.sub("", words).strip())[0]
    lines = [" ".join(line.split()) for line in plain.splitlines() if line.strip()]
    if not lines:
        return None
    if len(lines) == 1 and len(lines[0]) <= _LONG:
        return f"{address}#:~:text={_encoded(lines[0])}"
    first, last = lines[0].split()[:_WORDS], lines[-1].split()[-_WORDS:]
    return f"{address}#:~:text={_encoded(' '.join(first))},{_encoded(' '.join(last))}"


def _encoded(words: str) -> str:
    """Encode for a text fragment, in which commas, hyphens and ampersands mean something."""
    return quote(words, safe="").replace("-", "%2D")


def text_path(release_id: str) -> str:
    """Give the path of a release's text below the output folder; it is another one for every release."""
    parts = release_id.split("/")
    names = [_file_name(part, is_folder=number < len(parts)) for number, part in enumerate(parts, 1)]
    return str(PurePosixPath(TEXT_FOLDER, *names)) + ".txt"


def _file_name(part: str, *, is_folder: bool) -> str:
    """Write what some file systems do not take as `%XX`, and shorten what is too long."""
    name = "".join(f"%{ord(c):02X}" if c in _UNSAFE or not c.isprintable() else c for c in part)
    if name.startswith(".") or not name:
        name = "%2E" + name[1:]
    if name.endswith((".", " ")) or (is_folder and name.endswith(".txt")):
        name = f"{name}%"  # a folder "a.txt" would stand in the way of the text of release "a"
    if len(name.encode("utf-8")) > _LONGEST:
        digest = hashlib.sha256(part.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        name = name.encode("utf-8")[: _LONGEST - 20].decode("utf-8", "ignore") + "%" + digest
    return name
