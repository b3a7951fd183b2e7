"""Which kind of file some bytes are."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from pipeline.sources import find_files, read_all, read_sheets
from pipeline.sources.find import STDIN
from pipeline.sources.kinds import kind_of
from tests.sources.making import BODY, PAGE, docx, extract, found, gzipped, pdf, zipped

MAIL = f"From: a@b.example\nSubject: x\nMIME-Version: 1.0\nDate: Fri, 3 May 2024 10:00:00 +0000\n\n{BODY}\n"


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (PAGE, "a.html", "html"), (PAGE, "a.txt", "html"), (PAGE, "a.pdf", "html"), (PAGE, "page", "html"),
        (BODY, "a.txt", "txt"), (BODY, "a.md", "md"), (BODY, "a release of may", "txt"), (BODY, "a.pdf", "txt"),
        ("---\ntitle: A\n---\nText", "a-post-of-2024", "md"), (BODY, "LICENSE", ""), (BODY, "a.py", ""),
        ("x = 1\n", "Makefile", ""), (MAIL, "a.eml", "eml"), (MAIL, "a.txt", "eml"), (MAIL, "a", "eml"),
        (f"Date: 3 May 2024\nSubject: a new port\n\n{BODY}", "a.txt", "txt"),
        (f"From x@y.example Fri May  3 10:00:00 2024\n{MAIL}", "a.mbox", "mbox"),
        ("<?xml version='1.0'?><rss><channel/></rss>", "a.txt", "xml"), ("<feed xmlns='x'/>", "feed", "xml"),
        ('{"text": "x"}', "a.json", "json"), ('{"text": "x"}', "a.jsonl", "jsonl"), ('{"text": "x"}', "a", "json"),
        ("{ and so on", "a.txt", "txt"), ("text\nx", "a.csv", "csv"), ("<p>A</p> fragment", "a.htm", "html"),
        (pdf([[]]), "a.txt", "pdf"), (docx(("", BODY)), "a", "docx"), (zipped(a__txt=BODY), "a.docx", "docx"),
        (zipped(a__txt=BODY), "a.bin", "zip"), (gzipped(b"x"), "a.bin", "gz"), (b"\x89PNG\r\n\x1a\n", "a.txt", ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", ""), (b"{\\rtf1 x}", "a.rtf", ""), (b"\x7fELF", "a", ""),
    ],
)  # fmt: skip
def test_the_content_decides_before_the_name(head: bytes | str, name: str, kind: str) -> None:
    data = head.encode() if isinstance(head, str) else head
    assert kind_of(data[:8192], name).name == kind


def test_a_wrong_ending_is_said_once() -> None:
    assert [issue.code for issue in extract(PAGE, "a.txt").issues] == ["wrong-ending"]
    assert [issue.code for issue in extract(BODY, "a.html").issues] == ["wrong-ending"]
    assert extract(PAGE, "a.html").issues == ()
    assert len(found(b"", "a.pdf")) == 1


@pytest.mark.parametrize(("text", "kind"), [(PAGE, "html"), ("Mayor Lund spoke.", "txt"), (MAIL, "eml")])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, text: str, kind: str) -> None:
    class Stdin:
        buffer = io.BytesIO(text.encode())

    monkeypatch.setattr(sys, "stdin", Stdin())
    finding = find_files([STDIN])
    (reading,) = read_all(finding.files, read_sheets(finding))
    assert reading.source is not None
    assert (reading.doc_id, reading.file, reading.source.kind) == ("stdin", "stdin", kind)
    assert reading.issues == ()


def test_nothing_heavy_is_imported_for_plain_texts(tmp_path: Path) -> None:
    import subprocess

    (tmp_path / "a.txt").write_text(BODY)
    script = (
        "import sys; from pathlib import Path; from pipeline.sources import *;"
        f"f = find_files([Path({str(tmp_path)!r})]); list(read_all(f.files, read_sheets(f)));"
        "heavy = ('trafilatura', 'lxml', 'pypdfium2', 'docx', 'ftfy', 'py3langid', 'htmldate');"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
