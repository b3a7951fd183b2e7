"""Broken and hostile files of every kind: each ends as an issue row, none stops the run, none is executed."""

# ruff: noqa: E501  the table of cases

from __future__ import annotations

import csv
import json
from collections import Counter

import pytest

import pipeline.batch
from pipeline.batch import run_batch
from pipeline.sources import Options
from pipeline.sources.kinds import _BY_ENDING
from pipeline.store import Fingerprint
from tests.sources.making import BODY, PAGE, docx, gzipped, paragraph, pdf, repacked, zip_of, zipped
from tests.sources.test_feed import RSS
from tests.sources.test_mail import mail
from tests.support.light import LightCorridor

RTL = "\u202e"
MIXED = "Café ".encode() + "Nîmes ".encode("cp1252") + BODY.encode()
MAIN = "word/document.xml"
WORD = docx(("", BODY))
MAIL = mail().as_bytes()
BOX = b"From a@b.example Fri May  3 10:00:00 2024\n"
PDF = pdf([paragraph(BODY)])
JSON = json.dumps({"text": BODY})
NOISE = bytes(range(256)) * 40


def _encrypted_pdf() -> bytes:
    mark = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<41> <41>]"
    return PDF.replace(b"trailer << ", f"trailer << {mark} ".encode())


def _mail_of(body: bytes, charset: str = "utf-8") -> bytes:
    return MAIL.split(b"\n\n")[0].replace(b'charset="utf-8"', f'charset="{charset}"'.encode()) + b"\n\n" + body


def _huge_page() -> bytes:
    return f"<html><body>{''.join(f'<p>{number} {BODY}</p>' for number in range(5_500))}</body></html>".encode()


# name, bytes, the issues it must leave (one of them), and whether a release comes out all the same
CASES: list[tuple[str, bytes, set[str], bool]] = [
    ("html-empty.html", b"", {"empty-file"}, False),
    ("html-cut.html", PAGE[:250].encode(), {"no-text"}, False),
    ("html-noise.html", NOISE, {"binary-file"}, False),
    ("html-nul.html", PAGE.replace("harbour", "har\x00bour").encode(), {"nul"}, True),
    ("html-mixed.html", b"<html><body><p>" + MIXED + b"</p></body></html>", {"guessed-encoding", "damaged-encoding"}, True),
    ("html-turned.html", PAGE.replace("school on", f"school {RTL} on").encode(), {"direction-marks"}, True),
    ("html-nested.html", ("<div>" * 60_000 + BODY + "</div>" * 60_000).encode(), {"no-text", "damaged-file"}, False),
    ("html-huge.html", _huge_page(), {"too-long"}, False),
    ("html-is-png.html", b"\x89PNG\r\n\x1a\n" + NOISE, {"binary-file"}, False),
    ("html-in.pdf", PAGE.encode(), {"wrong-ending"}, True),
    ("pdf-empty.pdf", b"", {"empty-file", "damaged-file"}, False),
    ("pdf-cut.pdf", PDF[:300], {"damaged-file", "no-text"}, False),
    ("pdf-noise.pdf", b"%PDF-1.7\n" + NOISE, {"damaged-file"}, False),
    ("pdf-scan.pdf", pdf([[], []]), {"no-text"}, False),
    ("pdf-locked.pdf", _encrypted_pdf(), {"encrypted", "damaged-file"}, False),
    ("pdf-in.docx", PDF, {"wrong-ending"}, True),
    ("pdf-loop.pdf", PDF.replace(b"/Count 1", b"/Count 99").replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]"), {"damaged-file", "no-text"}, False),
    ("pdf-long.pdf", pdf([[(10, 800 - n, 1, "long words " * 40) for n in range(700)]] * 4), {"too-long"}, False),
    ("docx-empty.docx", b"", {"empty-file", "damaged-file"}, False),
    ("docx-cut.docx", WORD[: len(WORD) // 2], {"damaged-file"}, False),
    ("docx-no-parts.docx", zipped(a__xml="<x/>"), {"damaged-file"}, False),
    ("docx-bomb.docx", repacked(WORD, {MAIN: b" " * 70_000_000}), {"archive-bomb"}, False),
    ("docx-no-xml.docx", repacked(WORD, {MAIN: b"<w:p>"}), {"damaged-file"}, False),
    ("docx-blank.docx", docx(("", "")), {"no-text"}, False),
    ("docx-in.txt", WORD, {"wrong-ending"}, True),
    ("eml-no-text.eml", MAIL.split(b"\n\n")[0] + b"\n\n", {"no-text"}, False),
    ("eml-noise.eml", NOISE, {"binary-file", "no-text"}, False),
    ("eml-mixed.eml", _mail_of(b"Caf\xe9 and \xff\xfe " + BODY.encode()), {"guessed-encoding", "damaged-encoding"}, True),
    ("eml-odd-charset.eml", _mail_of("Café. ".encode("cp1252") + BODY.encode(), "x-none"), {"guessed-encoding"}, True),
    ("eml-date.eml", MAIL.replace(b"Fri, 03 May 2024", b"Fri, 99 Mud 2024"), {"wrong-date"}, True),
    ("eml-nul.eml", MAIL.replace(b"harbour", b"har\x00bour"), {"nul"}, True),
    ("md-empty.md", b"", {"empty-file"}, False),
    ("md-head-only.md", b"---\ntitle: A\n---\n\n", {"empty-file"}, False),
    ("md-head-open.md", f"---\ntitle: A\n{BODY}\n".encode(), {"front-matter"}, True),
    ("md-head-laughs.md", f"---\na: &a [x]\nb: *a\ntitle: !!python/object/apply:os.system ['id']\n---\n{BODY}\n".encode(), set(), True),
    ("md-noise.md", NOISE, {"binary-file"}, False),
    ("md-mixed.md", MIXED, {"guessed-encoding", "damaged-encoding"}, True),
    ("md-turned.md", f"# {RTL}Title\n\n{BODY}".encode(), {"direction-marks"}, True),
    ("md-script.md", f"# A\n\n<script>alert(1)</script>\n\n{BODY}\x00".encode(), {"nul"}, True),
    ("md-misread.md", f"The cafÃ© of JosÃ© is open. {BODY}".encode(), {"mojibake"}, True),
    ("mbox-empty.mbox", b"", {"empty-file", "damaged-file"}, False),
    ("mbox-nul.mbox", BOX + MAIL.replace(b"harbour", b"har\x00bour"), {"nul"}, True),
    ("mbox-mixed.mbox", BOX + MAIL + b"\n" + BOX + _mail_of(b"Caf\xe9 and \xff\xfe " + BODY.encode()), {"guessed-encoding", "damaged-encoding"}, True),
    ("mbox-date.mbox", BOX + MAIL.replace(b"Fri, 03 May 2024", b"Fri, 99 Mud 2024"), {"wrong-date"}, True),
    ("mbox-empty-mail.mbox", BOX + MAIL + b"\n" + BOX + b"Subject: none\n\n\n", {"no-text"}, True),
    ("mbox-cut.mbox", b"From a@b.example Fri May  3 10:00:00 2024\nSubject: x\n", {"no-text"}, False),
    ("mbox-noise.mbox", NOISE, {"damaged-file", "binary-file", "no-release"}, False),
    ("mbox-text.mbox", BODY.encode(), {"no-text", "wrong-ending"}, False),
    ("rss-empty.xml", b"", {"empty-file"}, False),
    ("rss-entity.xml", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss>&e;</rss>', {"xml-entities"}, False),
    ("rss-laughs.xml", b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>', {"xml-entities"}, False),
    ("rss-no-item.xml", b"<?xml version='1.0'?><rss><channel/></rss>", {"no-release"}, False),
    ("rss-cut.xml", RSS[: len(RSS) - 150].encode(), {"damaged-file"}, True),
    ("rss-nested.xml", b"<?xml version='1.0'?>" + b"<a>" * 50_000 + b"</a>" * 50_000, {"damaged-file", "no-text", "no-release"}, False),
    ("rss-noise.xml", NOISE, {"binary-file"}, False),
    ("json-empty.json", b"", {"empty-file"}, False),
    ("json-cut.json", JSON[:-5].encode(), {"damaged-file"}, False),
    ("json-nested.json", b"[" * 200_000, {"damaged-file"}, False),
    ("json-no-text.json", b'{"a": 1}', {"no-text"}, False),
    ("json-turned.json", JSON.replace("harbour", f"{RTL}harbour").encode(), {"direction-marks"}, True),
    ("json-noise.json", NOISE, {"binary-file"}, False),
    ("json-number.json", b"1" * 10_000, {"damaged-file", "no-text"}, False),
    ("jsonl-line.jsonl", JSON.encode() + b"\n{oh\n", {"damaged-line"}, True),
    ("jsonl-empty.jsonl", b"", {"empty-file"}, False),
    ("jsonl-noise.jsonl", NOISE, {"binary-file"}, False),
    ("jsonl-no-text.jsonl", b'{"a": 1}\n{"b": 2}\n', {"no-text"}, False),
    ("jsonl-deep.jsonl", JSON.encode() + b"\n" + b"[" * 200_000 + b"\n", {"damaged-line"}, True),
    ("jsonl-turned.jsonl", JSON.replace("harbour", f"{RTL}harbour").encode() + b"\n" + JSON.encode(), {"direction-marks"}, True),
    ("jsonl-script.jsonl", json.dumps({"html": f"<p>{BODY}</p><script>alert(1)</script>"}).encode() + b"\n{", {"damaged-line"}, True),
    ("jsonl-types.jsonl", b"[]\n1\nnull\n", {"damaged-line"}, False),
    ("csv-none.csv", b"a,b\n1,2\n", {"no-text-column"}, False),
    ("csv-header.csv", b"text\n", {"no-release"}, False),
    ("csv-empty.csv", b"", {"empty-file"}, False),
    ("csv-quote.csv", f'text\n"{BODY}\nand no end'.encode(), set(), True),
    ("csv-formula.csv", f"text,title\n{BODY.replace(',', ' ')},=cmd|' /C calc'!A0\n,x\n".encode(), {"no-text"}, True),
    ("csv-noise.csv", NOISE, {"binary-file"}, False),
    ("csv-huge-cell.csv", b"text\n" + b"x" * 21_000_000, {"damaged-file"}, False),
    ("zip-empty.zip", b"PK\x05\x06" + b"\0" * 18, {"no-release"}, False),
    ("zip-cut.zip", zipped(a__txt=BODY * 9)[:-40], {"damaged-file"}, False),
    ("zip-bomb.zip", zipped(a__txt=b"\0" * 200_000_000), {"archive-bomb"}, False),
    ("zip-of-noise.zip", zip_of([("a.txt", NOISE)]), {"binary-file"}, False),
    ("zip-deep.zip", zipped(b__zip=zipped(c__zip=zipped(d__zip=zipped(e__txt=BODY)))), {"archive-too-deep"}, False),
    ("gz-cut.txt.gz", gzipped(BODY.encode())[:-12], {"damaged-file"}, False),
    ("gz-of-nothing.txt.gz", gzipped(b""), {"empty-file"}, False),
    ("gz-tail.txt.gz", gzipped(BODY.encode()) + b"tail", {"damaged-file"}, False),
    ("gz-deep.gz", gzipped(gzipped(gzipped(gzipped(gzipped(BODY.encode()))))), {"archive-too-deep"}, False),
    ("gz-empty.gz", b"", {"empty-file", "damaged-file"}, False),
    ("gz-text.gz", BODY.encode(), {"damaged-file", "wrong-ending"}, False),
    ("gz-noise.gz", b"\x1f\x8b" + NOISE, {"damaged-file"}, False),
    ("gz-bomb.gz", gzipped(b"\0" * 200_000_000), {"archive-bomb"}, False),
    ("gz-bombs.gz", gzipped(gzipped(b"\0" * 200_000_000)), {"archive-bomb"}, False),
    ("gz-png.gz", gzipped(b"\x89PNG\r\n\x1a\n"), {"skipped", "binary-file"}, False),
]  # fmt: skip


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, set[str]], set[str]]:
    """All cases in one folder beside a good release: the codes of each file, and which files gave a release."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "raw").mkdir()
    (folder / "raw" / "good.txt").write_text(BODY)
    for name, data, _, _ in CASES:
        (folder / "raw" / name).write_bytes(data)
    patch = pytest.MonkeyPatch()
    patch.setattr(pipeline.batch, "take_fingerprint", lambda: Fingerprint("0", "3", {}, "code", {}, {}))
    try:
        run_batch([folder / "raw"], folder / "out", LightCorridor, options=Options())
    finally:
        patch.undo()
    with (folder / "out" / "issues.csv").open(encoding="utf-8-sig", newline="") as handle:
        issues = list(csv.DictReader(handle))
    assert all(issue["message"] and issue["action"] for issue in issues)
    codes: dict[str, set[str]] = {}
    for issue in issues:
        codes.setdefault(issue["file"].split("/")[0], set()).add(issue["code"])
    lines = (folder / "out" / "releases.jsonl").read_text(encoding="utf-8").split("\n")
    records = [json.loads(line) for line in lines if line]
    for record in records:
        text = (folder / "out" / "text" / f"{record['doc_id']}.txt").read_bytes().decode("utf-8")
        assert len(text) == record["text_length"]
        for mention in record["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["text"]
    released = {record["source"].split("/")[0] for record in records}
    assert "good.txt" in released
    return codes, released


@pytest.mark.parametrize(("name", "data", "wanted", "is_read"), CASES, ids=[case[0] for case in CASES])
def test_it_ends_as_an_issue(
    outcome: tuple[dict[str, set[str]], set[str]], name: str, data: bytes, wanted: set[str], is_read: bool
) -> None:
    codes, released = outcome
    assert not wanted or codes.get(name, set()) & wanted, codes.get(name)
    assert (name in released) == is_read or (is_read is False and "wrong-ending" in codes[name])


def test_every_kind_has_five_cases() -> None:
    kinds = Counter(name.split("-")[0] for name, *_ in CASES)
    wanted = (set(_BY_ENDING.values()) - {"xml"} | {"rss"}) - {"txt"}  # of plain text: test_bad_input.py
    assert set(kinds) == wanted
    assert min(kinds.values()) >= 5, kinds
