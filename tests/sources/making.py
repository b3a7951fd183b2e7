"""Files of every kind for tests, made here: pages, PDFs, Word documents, mails, feeds, archives."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.sources import Options, Reading, find_files, read_all, read_sheets
from pipeline.sources.bounds import Budget
from pipeline.sources.extract import Context, Extract, Found, Refused
from pipeline.sources.issues import RefusedError
from pipeline.sources.readers import read_bytes

BODY = (
    "The Mayor of Delft, Ada Lund, opened the new harbour school on 3 May 2024 and thanked all who had helped. "
    "The city and the port will plant ninety trees by 2030, and they will report on it in every year."
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Harbour school opens | City of Delft</title>
<meta property="article:published_time" content="2024-05-03T10:00:00+02:00">
<link rel="canonical" href="https://delft.example/news/harbour-school">
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<main><article><h1>Harbour school opens</h1><p>{BODY}</p>
<h2>What comes next</h2><p>The port will also do the following in the coming two years:</p>
<ul><li>plant ninety trees along the quay</li><li>build a bridge<sup>1</sup> over the canal</li></ul>
<table><tr><th>Year</th><th>Trees</th></tr><tr><td>2025</td><td>40</td></tr><tr><td>2026</td><td>50</td></tr></table>
<p><sup>1</sup> The bridge has yet to be named by the people of the town.</p></article></main>
<footer><p>Cookies and terms of use of this site</p></footer></body></html>"""

Line = tuple[float, float, float, str]  # left, baseline, size of type, words; bold when they begin with "*"


def pdf(pages: Sequence[Sequence[Line]], *, title: str = "", extra: str = "") -> bytes:
    """Make a PDF of lines at places of its pages (A4, points)."""
    objects: list[bytes] = []

    def add(body: str | bytes) -> int:
        objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(objects)

    catalog, tree = add(""), add("")
    plain = add("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>")
    bold = add("<< /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        stream = b"".join(_drawn(line) for line in lines)
        content = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(
            add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R "
                f"/Resources << /Font << /F1 {plain} 0 R /F2 {bold} 0 R >> >> >>"
            )
        )
    info = add(f"<< /Title ({title}) >>")
    objects[catalog - 1] = f"<< /Type /Catalog /Pages {tree} 0 R {extra} >>".encode("latin-1")
    names = " ".join(f"{kid} 0 R" for kid in kids)
    objects[tree - 1] = f"<< /Type /Pages /Kids [{names}] /Count {len(kids)} >>".encode("latin-1")
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root %d 0 R /Info %d 0 R >>\n" % (len(objects) + 1, catalog, info))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def _drawn(line: Line) -> bytes:
    left, y, size, words = line
    font = "F2" if words.startswith("*") else "F1"
    words = words.lstrip("*").replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size} Tf {left} {y} Td ({words}) Tj ET\n".encode("cp1252")


def paragraph(text: str, *, left: float = 72, top: float = 700, width: int = 68, size: float = 11) -> list[Line]:
    """Wrap a text into lines of at most `width` characters."""
    lines: list[str] = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [(left, top - number * 1.2 * size, size, line) for number, line in enumerate(lines)]


def docx(*paragraphs: tuple[str, str], rows: Sequence[Sequence[str]] = (), title: str = "") -> bytes:
    """Make a Word document of paragraphs (style, words) and a table."""
    import docx as library

    document = library.Document()
    document.core_properties.title = title
    for style, words in paragraphs:
        document.add_paragraph(words, style=style or None)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(data: bytes, change: dict[str, bytes | None]) -> bytes:
    """Change, add or (None) remove members of a ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in change:
                new.writestr(name, old.read(name))
        for name, body in change.items():
            if body is not None:
                new.writestr(name, body)
    return out.getvalue()


def zipped(**members: bytes | str) -> bytes:
    """Make a ZIP; `__` in a name stands for a dot, `___` for a slash."""
    return zip_of((name.replace("___", "/").replace("__", "."), body) for name, body in members.items())


def zip_of(members: Iterable[tuple[str, bytes | str]]) -> bytes:
    """Make a ZIP of members (name, body)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members:
            archive.writestr(name, body)
    return out.getvalue()


def gzipped(data: bytes) -> bytes:
    """Pack some bytes."""
    return gzip.compress(data, mtime=0)


def found(data: bytes | str, name: str, **options: object) -> list[Found]:
    """Give what `read_bytes` yields and, last, the refusal it ends with."""
    raw = data.encode("utf-8") if isinstance(data, str) else data
    context = Context(name, Budget(), **options)  # type: ignore[arg-type]
    parts: list[Found] = []
    try:
        parts.extend(read_bytes(raw, context))
    except RefusedError as error:
        parts.append(Refused(error.issue))
    return parts


def extract(data: bytes | str, name: str, **options: object) -> Extract:
    """Give the only release of a file."""
    (only,) = found(data, name, **options)
    assert isinstance(only, Extract), only
    return only


def codes(parts: Iterable[Found]) -> list[str]:
    """Give the codes of what was refused."""
    return [part.issue.code for part in parts if isinstance(part, Refused)]


def read(folder: Path, options: Options | None = None) -> dict[str, Reading]:
    """Read a folder as a run does."""
    finding = find_files([folder])
    return {reading.doc_id: reading for reading in read_all(finding.files, read_sheets(finding), options)}
