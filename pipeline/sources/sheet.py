"""`metadata.csv`: what is known of the releases of a folder, one row a file."""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from pipeline.model.records import Issue, Metadata
from pipeline.sources.decode import decode
from pipeline.sources.find import FileIssue, Finding, ReleaseFile, SheetFile
from pipeline.sources.issues import RefusedError
from pipeline.sources.published import iso_date

COLUMNS = ("file", *(f.name for f in fields(Metadata)))
_LIST = ", ".join(COLUMNS)


@dataclass
class Sheets:
    """The rows that concern each release file (by its path) and what was wrong with the sheets."""

    rows: dict[Path, Metadata] = field(default_factory=dict)
    issues: list[FileIssue] = field(default_factory=list)


def read_sheets(finding: Finding) -> Sheets:
    """Read every metadata.csv that was found; one deeper down beats one above it.

    Rows that cannot be used leave an issue; of the sheet beside a file given directly only its row is read.
    """
    sheets = Sheets()
    files = {file.path: file for file in finding.files}
    for sheet in finding.sheets:
        _Sheet(sheet, sheets, files).read()
    return sheets


def rows_of_sheet(data: bytes) -> dict[str, Metadata]:
    """Read a metadata.csv that lies in an archive: what it says by the names in its column `file`.

    Raises RefusedError when it is no text; what cannot be read in it is left out.
    """
    text = decode(data).text.removeprefix("\ufeff")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error:
        return {}
    header = [cell.strip().lower() for cell in rows[0]]
    found: dict[str, Metadata] = {}
    for cells in rows[1:]:
        row = {column: " ".join(cell.split()) for column, cell in zip(header, cells, strict=False)}
        with contextlib.suppress(ValueError):
            row["published"] = iso_date(row["published"]) if row.get("published") else ""
            found[row.get("file", "").replace("\\", "/")] = Metadata(**{c: row.get(c, "") for c in COLUMNS[1:]})
    return found


@dataclass
class _Sheet:
    sheet: SheetFile
    sheets: Sheets
    files: Mapping[Path, ReleaseFile]

    def note(self, code: str, message: str, action: str) -> None:
        self.sheets.issues.append(FileIssue(self.sheet.file, Issue("source", "warning", code, message, action)))

    def read(self) -> None:
        try:
            text = decode(self.sheet.path.read_bytes()).text.removeprefix("\ufeff")
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
        except RefusedError as error:
            return self.note(error.issue.code, f"the metadata are not read: {error.issue.message}", error.issue.action)
        except OSError as error:
            message = f"the metadata are not read: {error.strerror or type(error).__name__}"
            return self.note("unreadable-file", message, "give the user who runs dateline the right to read it")
        except csv.Error as error:
            return self.note("metadata-malformed", f"the metadata are not read: {error}", "mend its quotes")
        header = [cell.strip().lower() for cell in rows[0]]
        for column in header:
            if column not in COLUMNS:
                self.note("metadata-column", f"column {column!r} is not known and ignored", f"use {_LIST}")
        if "file" not in header:
            return self.note("metadata-column", "without a column 'file' no row can be used", "add it")
        self._read_rows(header, rows[1:])

    def _read_rows(self, header: list[str], rows: list[list[str]]) -> None:
        done: set[Path] = set()
        for number, cells in enumerate(rows, 2):
            if not any(cell.strip() for cell in cells):
                continue
            where = f"row {number}"
            if len(cells) > len(header):
                message = f"{where} has more cells than the header; the rest is ignored"
                self.note("metadata-row", message, "put cells that hold a comma in quotes")
            row = {column: " ".join(cell.split()) for column, cell in zip(header, cells, strict=False)}
            name = row.get("file", "").replace("\\", "/")
            path = Path(os.path.normpath(self.sheet.path.parent / name))
            if path not in self.files:
                self._note_unknown(where, name, path)
            elif path in done:
                message = f"{where} is a second row for {name!r} and ignored"
                self.note("metadata-row", message, "keep one row a file")
            else:
                done.add(path)
                above = self.sheets.rows.get(path, Metadata())
                self.sheets.rows[path] = _merge(above, self._values(where, name, row))

    def _note_unknown(self, where: str, name: str, path: Path) -> None:
        if not self.sheet.is_whole:
            return
        if os.path.lexists(path):
            message = f"{where} names {name!r}, which is not read as a release"
        else:
            message = f"{where} names {name!r}, which does not exist"
        self.note("metadata-file", message, "mend the name or remove the row")

    def _values(self, where: str, name: str, row: dict[str, str]) -> Metadata:
        values = {column: row[column] for column in COLUMNS[1:] if column in row}
        if values.get("published"):
            try:
                values["published"] = iso_date(values["published"])
            except ValueError as error:
                message = f"{where} ({name}): the date {values['published']!r} is ignored: {error}"
                self.note("wrong-date", message, "write it as YYYY-MM-DD")
                values["published"] = ""
        return Metadata(**values)


def _merge(below: Metadata, above: Metadata) -> Metadata:
    """Give `above` with its empty fields filled from `below`."""
    return Metadata(**{f.name: getattr(above, f.name) or getattr(below, f.name) for f in fields(Metadata)})


def with_sheet(front_matter: Metadata, sheet: Metadata | None) -> Metadata:
    """Give the metadata of a release: the sheet's where it says something, else the file's own."""
    return _merge(front_matter, sheet) if sheet else front_matter


def filled(own: Metadata, sheet: Metadata) -> Metadata:
    """Give what a release says itself, and the sheet's where it says nothing."""
    return _merge(sheet, own)


def _delimiter(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)
