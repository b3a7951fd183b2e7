"""Which kind of file some bytes are, by what they hold first and by their name second."""

from __future__ import annotations

import dataclasses
import re
from pathlib import PurePosixPath

HEAD = 8192  # bytes that tell the kind
_BY_ENDING = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf", ".docx": "docx", ".eml": "eml", ".mbox": "mbox", ".rss": "xml", ".atom": "xml", ".xml": "xml",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".zip": "zip", ".gz": "gz",
}  # fmt: skip
ENDINGS = tuple(_BY_ENDING)
# What else is known by its first bytes; it is named, not read.
_OTHER = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", "save it as .docx"),
    (b"{\\rtf", "an RTF document", "save it as .docx or .txt"),
    (b"\x89PNG", "a PNG image", "run text recognition (OCR), if it shows a text"),
    (b"\xff\xd8\xff", "a JPEG image", "run text recognition (OCR), if it shows a text"),
    (b"GIF8", "a GIF image", "run text recognition (OCR), if it shows a text"),
    (b"II*\x00", "a TIFF image", "run text recognition (OCR), if it shows a text"),
    (b"MM\x00*", "a TIFF image", "run text recognition (OCR), if it shows a text"),
    (b"\x7fELF", "a program", "remove it"),
    (b"MZ\x90\x00", "a program", "remove it"),
    (b"SQLite format 3\x00", "an SQLite database", "export its texts as .csv"),
    (b"BZh", "a bzip2 archive", "unpack it"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it"),
)
HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}"
    rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(
    rb"\s*(?:<\?xml\b|<(?:rss|feed|rdf:RDF|transcripts?|!DOCTYPE\s+(?!html)\w+|!ENTITY)\b)", re.IGNORECASE
)
TAG = re.compile(rb"<(?:p|div|h[1-6]|br|ul|table|title|meta|script|span|article|section)\b[^<>]{0,300}>", re.IGNORECASE)
_MAILBOX = re.compile(rb"From [^\r\n]{1,300}\d{4}[^\r\n]{0,40}\r?\n(?:[A-Z>][\w-]{0,60}:|From )")
_MAIL = re.compile(rb"(?:[A-Z][\w-]{0,60}:[ \t][^\r\n]{0,2000}\r?\n(?:[ \t][^\r\n]{0,2000}\r?\n){0,50}){2,200}\r?\n")
_MAIL_HEADS = (b"message-id:", b"mime-version:", b"received:", b"return-path:", b"content-type:", b"delivered-to:")
_FRONT_MATTER = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n[A-Za-z_][\w -]{0,40}:[^\n]{0,2000}\n")
_NO_RELEASES = frozenset(["license", "licence", "readme", "copying", "notice", "changelog", "authors", "makefile"])
_JSON = re.compile(rb"\s*(?:\{\s*(?:\"|\})|\[\s*(?:\{|\"|\]))")


@dataclasses.dataclass(frozen=True, slots=True)
class Kind:
    """What a file is. `name` is empty when it is not read: then `what` and `action` say why not."""

    name: str
    what: str = ""
    action: str = ""
    is_wrong_ending: bool = False


def ending_of(name: str) -> str:
    """Give the last ending of a file's name, in lower case."""
    return PurePosixPath(name).suffix.casefold()


def kind_of(head: bytes, name: str) -> Kind:
    """Tell the kind from a file's first bytes and its name; what has no name and is nothing else is plain text."""
    by_name = _BY_ENDING.get(ending_of(name), "")
    found = _by_bytes(head, by_name)
    if isinstance(found, Kind):
        return found
    if found:
        return Kind(found, is_wrong_ending=_differs(found, by_name))
    if by_name in ("pdf", "docx", "zip", "gz", "mbox"):
        return _instead(head, by_name)
    if by_name:
        return Kind(by_name)
    if _FRONT_MATTER.match(head):
        return Kind("md")
    if not name or _is_prose(head, name):
        return Kind("txt")
    return Kind("", "of a kind that is not read", f"save its text as .txt or .md if it is a release ({_readable()})")


def _is_prose(head: bytes, name: str) -> bool:
    """Say whether a file whose name tells nothing holds English sentences."""
    ending = ending_of(name)
    if (ending and re.fullmatch(r"\.[a-z][a-z0-9]{0,5}|\.\d", ending)) or _is_binary(head):
        return False
    if PurePosixPath(name).stem.casefold() in _NO_RELEASES:
        return False
    from pipeline.sources.language import is_plain_english

    text = head.decode("utf-8", "replace")
    return text.count("\ufffd") < 20 and bool(re.search(r"[a-z]{2}[.!?]\s", text)) and is_plain_english(text)


def _readable() -> str:
    return "read are txt, md, html, pdf, docx, eml, mbox, rss, xml, json, jsonl, csv, zip, gz"


def _by_bytes(head: bytes, by_name: str) -> str | Kind:
    if (b"%PDF-" in head[:1024] and not _is_texty(head[: head.find(b"%PDF-")])) or head.lstrip().startswith(b"%PDF-"):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _packed(head, by_name)
    if head.startswith(b"\x1f\x8b"):
        return "gz"
    for signature, what, action in _OTHER:
        if head.startswith(signature):
            return Kind("", what, action)
    if head[257:262] == b"ustar":
        return Kind("", "a tar archive", "unpack it, or pack it as .zip")
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if HTML.match(plain):
        return "html"
    if _MAILBOX.match(plain):
        return "mbox"
    if by_name in ("csv", "jsonl"):
        return ""
    if _is_mail(plain, by_name):
        return "eml"
    if by_name != "md" and _XML.match(plain):
        return "xml"
    if by_name not in ("txt", "md") and by_name != "json" and _JSON.match(plain):
        return "json" if by_name in ("", "html", "xml", "eml", "pdf", "docx") else ""
    return ""


_PACKED = (
    (b"word/", "docx", "", ""),
    (b"xl/", "", "an Excel workbook", "save the sheet with the texts as .csv"),
    (b"ppt/", "", "a PowerPoint presentation", "save its text as .txt"),
    (b"mimetypeapplication/epub", "", "an e-book", "save its text as .txt"),
    (b"mimetypeapplication/vnd.oasis", "", "an OpenDocument file", "save it as .docx"),
    (b"META-INF/", "", "a program", "remove it"),
)  # fmt: skip


def _packed(head: bytes, by_name: str) -> str | Kind:
    """Tell Office documents, which are ZIP archives too, from archives of files."""
    is_office = b"[Content_Types].xml" in head or b"mimetype" in head[:60] or by_name == "docx"
    if is_office or b"META-INF/MANIFEST.MF" in head:
        for mark, name, what, action in _PACKED:
            if mark in head:
                return name or Kind("", what, action)
        return "docx"
    return "zip"


def _is_texty(data: bytes) -> bool:
    """Say whether there are words before what looks like the beginning of a PDF: then it is only quoted."""
    return bool(re.search(rb"[A-Za-z]{3,} [A-Za-z]{2,}", data))


def _is_mail(head: bytes, by_name: str) -> bool:
    if by_name == "eml":
        return bool(re.match(rb"[A-Za-z][\w-]{0,60}:", head))
    match = _MAIL.match(head)
    if not match:
        return False
    names = match.group().lower()
    return sum(mark in b"\n" + names for mark in (b"\nfrom:", b"\nsubject:", b"\ndate:", b"\nto:")) >= 2 and any(
        b"\n" + mark in b"\n" + names for mark in _MAIL_HEADS
    )


def _differs(found: str, by_name: str) -> bool:
    return bool(by_name) and found != by_name and {found, by_name} not in ({"eml", "mbox"}, {"html", "xml"})


def _instead(head: bytes, by_name: str) -> Kind:
    """Give the kind of a file that is not what its ending says: text or HTML, or damaged."""
    if _is_binary(head) or not head.strip():
        return Kind(by_name)  # its reader will say what is wrong
    return Kind("html" if TAG.search(head) else "eml" if by_name == "mbox" else "txt", is_wrong_ending=True)


def _is_binary(head: bytes) -> bool:
    odd = sum(head.count(bytes([code])) for code in (*range(9), *range(14, 27)))
    return odd > 0.01 * len(head)
