"""ZIP and GZ, and files inside files."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from pipeline.sources.extract import Extract
from tests.sources.making import BODY, PAGE, codes, docx, extract, found, gzipped, read, zip_of, zipped


def test_the_files_of_an_archive_are_read_like_those_of_a_folder() -> None:
    data = zip_of([("b/one.txt", BODY), ("a.html", PAGE), ("c.docx", docx(("", BODY))), (".hidden.txt", BODY),
                   ("__MACOSX/x.txt", BODY), ("pic.png", b"\x89PNG\r\n\x1a\n")])  # fmt: skip
    parts = found(data, "news.zip")
    assert [(part.name, part.member) for part in parts] == [
        ("a", "a.html"), ("b/one", "b/one.txt"), ("c", "c.docx"), ("pic.png", "pic.png"),
    ]  # fmt: skip
    assert codes(parts) == ["skipped"]


def test_a_sheet_in_an_archive_holds_for_its_files(tmp_path: Path) -> None:
    sheet = "file,published,issuer\nnews/a.txt,2024-05-03,City\n"
    (tmp_path / "all.zip").write_bytes(zip_of([("metadata.csv", sheet), ("news/a.txt", BODY)]))
    source = read(tmp_path)["all/news/a"].source
    assert source is not None
    assert (source.metadata.published, source.metadata.issuer) == ("2024-05-03", "City")
    assert source.file == "all.zip/news/a.txt"


def test_a_packed_file_keeps_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "one.txt.gz").write_bytes(gzipped(BODY.encode()))
    (tmp_path / "two.jsonl.gz").write_bytes(gzipped(b'{"id": "x", "text": "%s"}\n' % BODY.encode()))
    assert sorted(read(tmp_path)) == ["one", "two/x"]


def test_archives_in_archives_have_an_end() -> None:
    data = zipped(a__txt=BODY)
    for _ in range(2):
        data = zipped(inner__zip=data)
    assert isinstance(found(data, "a.zip")[0], Extract)
    for _ in range(3):
        data = zipped(inner__zip=data)
    assert codes(found(data, "a.zip")) == ["archive-too-deep"]


@pytest.mark.parametrize("pack", [gzipped, lambda data: zipped(a__txt=data)])
def test_a_bomb_is_refused(pack: object) -> None:
    assert codes(found(pack(b"\0" * 300_000_000), "a.zip")) == ["archive-bomb"]  # type: ignore[operator]


def test_an_archive_that_lies_about_its_sizes_is_bounded() -> None:
    data = bytearray(zipped(a__txt=b" " * 50_000_000))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)  # the size it says it unpacks to
    assert len(codes(found(bytes(data), "a.zip"))) == 1


def test_names_that_lead_out_of_the_archive_stay_inside(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zip_of([("../../evil.txt", BODY), ("/abs.txt", BODY), ("c:\\x\\y.txt", BODY)]))
    assert sorted(read(tmp_path)) == ["a/abs", "a/c/x/y", "a/evil"]


def test_an_encrypted_member_costs_only_itself() -> None:
    data = bytearray(zipped(a__txt=BODY, b__txt=BODY))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    parts = found(bytes(data), "a.zip")
    assert codes(parts) == ["encrypted"]
    assert len(parts) == 2


@pytest.mark.parametrize("keep", [0.3, 0.7, 0.98])
def test_a_cut_archive_is_refused(keep: float) -> None:
    for pack in (zipped(a__txt=BODY * 50), gzipped(BODY.encode() * 50)):
        assert codes(found(pack[: int(len(pack) * keep)], "a.zip")) == ["damaged-file"]


def test_an_empty_archive() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w"):
        pass
    assert codes(found(out.getvalue(), "a.zip")) == ["no-release"]


def test_office_files_that_are_not_read_are_named() -> None:
    book = zip_of([("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", "<x/>")])
    assert codes(found(book, "a.xlsx")) == ["skipped"]


def test_a_member_of_one_name_with_a_file_beside_the_archive(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(BODY)
    (tmp_path / "news.zip").write_bytes(zipped(a__txt=BODY))
    assert sorted(read(tmp_path)) == ["news/a", "news/a~2"]


def test_a_mail_in_a_packed_archive() -> None:
    only = extract(gzipped(zipped(a__txt=BODY)), "a.zip.gz")
    assert only.text == BODY
