"""The workbook holds what the tables hold: in openpyxl, in calamine, in LibreOffice; and nothing else."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from pipeline.outputs.columns import EVENTS, TABLES
from pipeline.outputs.links import text_path
from pipeline.outputs.table import Cell, Column, Table
from pipeline.outputs.workbook import write_workbook
from pipeline.outputs.workbook.cells import CUT_MARK, MAX_CHARS, as_day, as_text
from pipeline.outputs.workbook.links import link_of, may_be_link
from pipeline.outputs.workbook.sheet import sheet_order

HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "{=1}", "007", "1e5", "2024-05-03x", "TRUE", "  padded ",
    "_x0041_", "a\u2028b", "\ufffe\uffff", "\u202ertl", "<b>&amp;", "https://example.org/?a=1&b=2", "'quoted",
    "\U0001f600", "\x01\x1f",
)  # fmt: skip


def _column(name: str, kind: str = "string") -> Column:
    return Column(name, kind, f"What {name} means", lambda view, item: None)


THINGS = Table(
    "events", "Events", "Things, one a row.", lambda view: (),
    (
        _column("release_id"), _column("published"), _column("url"), _column("day", "date"), _column("text"),
        _column("evidence"), _column("number", "integer"), _column("flag", "boolean"),
    ),
)  # fmt: skip


def _rows() -> list[tuple[Cell, ...]]:
    days: list[Cell] = ["2024-05-03", "1900-03-01", "1900-02-28", "1066-10-14", None, "2024-02-30"]
    return [
        (f"news/{n:03}", ["2024-05", "2024-05-03"][n % 2], text if text.startswith("http") else None, days[n % 6],
         text, text * 3, n - 3, n % 2 == 0)
        for n, text in enumerate(HOSTILE)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "dateline.xlsx"
    write_workbook(path, [THINGS], lambda table: _rows())
    return path


def _plain(value: Any) -> Any:
    """Give a value as text, number or truth: a day as its ISO form, an empty cell as None."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value


def _expected() -> list[tuple[Any, ...]]:
    def readable(cell: Cell) -> Cell:
        return cell.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") if isinstance(cell, str) else cell

    return [tuple(map(readable, row)) for row in _rows()]


def test_openpyxl_reads_the_same_values(book: Path) -> None:
    sheet = openpyxl.load_workbook(book)["Events"]
    rows = [tuple(_plain(c) for c in row) for row in sheet.iter_rows(min_row=2, values_only=True)]
    # openpyxl reads the format's escape of a control character in its written form
    assert [[_unescaped(c) for c in row] for row in rows] == [list(row) for row in _expected()]


def _unescaped(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), value)


def test_calamine_reads_the_same_values(book: Path) -> None:
    rows = CalamineWorkbook.from_path(book).get_sheet_by_name("Events").to_python()
    for row, expected in zip(rows[1:], _expected(), strict=True):
        assert [_plain(c) for c in row] == list(expected)


def test_days_are_days_from_march_1900_on_and_text_before(book: Path) -> None:
    sheet = openpyxl.load_workbook(book)["Events"]
    found = [sheet.cell(row, 4) for row in range(2, 8)]
    assert [c.is_date for c in found] == [True, True, False, False, False, False]
    assert [c.value for c in found[2:]] == ["1900-02-28", "1066-10-14", None, "2024-02-30"]
    assert as_day("1900-02-28") is None
    assert as_day("1900-03-01") == date(1900, 3, 1)


def test_what_is_said_stands_before_ids_and_offsets() -> None:
    for table in TABLES:
        names = [table.columns[at].name for at in sheet_order(table)]
        assert sorted(names) == sorted(column.name for column in table.columns)
    assert [EVENTS.columns[at].name for at in sheet_order(EVENTS)][:4] == ["release_id", "published", "type", "title"]


def test_there_is_no_formula_whatever_the_text_says(book: Path) -> None:
    with zipfile.ZipFile(book) as archive:
        for name in archive.namelist():
            assert b"<f>" not in archive.read(name)
            assert not name.startswith(("xl/externalLinks", "xl/vba"))
    assert all(c.data_type != "f" for sheet in openpyxl.load_workbook(book) for row in sheet.iter_rows() for c in row)


def test_sheets_have_a_frozen_header_a_filter_and_an_explanation(book: Path) -> None:
    loaded = openpyxl.load_workbook(book)
    assert loaded.sheetnames == ["Overview", "Events", "Columns"]
    sheet = loaded["Events"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:H{len(HOSTILE) + 1}"
    explained = {row[1]: row[3] for row in loaded["Columns"].iter_rows(min_row=2, values_only=True)}
    assert explained == {column.name: column.description for column in THINGS.columns}
    assert loaded["Overview"].cell(4, 2).value == len(HOSTILE)
    assert sheet.cell(2, 6).alignment.wrap_text


def test_links_lead_to_the_text_and_the_web_and_nowhere_else(book: Path) -> None:
    sheet = openpyxl.load_workbook(book)["Events"]
    links = {cell.coordinate: cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links["A2"].replace("\\", "/") == "text/news/000.txt"
    assert links["C18"] == "https://example.org/?a=1&b=2"
    assert len(links) == len(HOSTILE) + 1


def test_a_release_leads_to_the_file_that_holds_its_text() -> None:
    for release_id in ("news/visit", "a.txt/b", "what?", "=forum", "über"):
        path = text_path(release_id)
        assert link_of("release_id", release_id) == link_of("text_file", path) == f"external:{quote(path, safe='/')}"
    assert may_be_link("releases", "text_file")
    assert not may_be_link("releases", "release_id")  # one that could not be read has no text


def test_no_cell_is_over_the_limit_without_a_mark() -> None:
    for text in ("x" * 40_000, "\U0001f600" * 20_000, "x" * 32_767):
        found = as_text(text)
        assert len(found.encode("utf-16-le")) // 2 <= MAX_CHARS
        assert found == text or found.endswith(CUT_MARK)
    assert as_text("x" * MAX_CHARS) == "x" * MAX_CHARS


def test_rows_beyond_a_sheet_go_on_in_the_next(tmp_path: Path) -> None:
    write_workbook(tmp_path / "b.xlsx", [THINGS], lambda table: _rows(), max_rows=10)
    loaded = openpyxl.load_workbook(tmp_path / "b.xlsx")
    names = ["Events", "Events (2)", "Events (3)"]
    assert loaded.sheetnames == ["Overview", *names, "Columns"]
    assert sum(loaded[name].max_row - 1 for name in names) == len(HOSTILE)


def test_same_tables_same_bytes(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    write_workbook(tmp_path / "again.xlsx", [THINGS], lambda table: _rows())
    assert (tmp_path / "again.xlsx").read_bytes() == book.read_bytes()


@pytest.fixture
def libre_office() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.skip("LibreOffice is not installed")
    return found


def test_libre_office_opens_it_without_a_word(book: Path, tmp_path: Path, libre_office: str) -> None:
    # 44,34,76: comma, quote, UTF-8; then: cells as shown, the second sheet alone
    kind = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
    done = subprocess.run(
        [libre_office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", kind,
         "--outdir", str(tmp_path), str(book)],
        capture_output=True, text=True, timeout=180, check=True,
    )  # fmt: skip
    assert "rror" not in done.stderr.replace("Gtk-WARNING", "")
    (path,) = tmp_path.glob("*.csv")
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle))
    assert rows[0] == [column.name for column in THINGS.columns]
    shown = [(row[3], row[4], row[6], row[7]) for row in rows[1:]]
    for (day, text, number, flag), expected in zip(shown, _expected(), strict=True):
        assert (day or None, number, flag == "TRUE") == (expected[3], str(expected[6]), expected[7])
        if expected[4].isprintable() and "\U0001f600" not in expected[4]:
            assert text == expected[4]
