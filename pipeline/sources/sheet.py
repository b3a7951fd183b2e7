"""`metadata.csv`: what is known of the releases of a folder, one row a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path, PurePosixPath

from pipeline.model.records import Issue, Metadata
from pipeline.sources.decode import UndecodableError, decode
from pipeline.sources.find import METADATA_FILE, FileIssue, ReleaseFile
from pipeline.sources.published import iso_date

COLUMNS = ("file", *(f.name for f in fields(Metadata)))


@dataclass
class Sheets:
    """The rows that concern each release file (by its path) and what was wrong with the sheets."""

    rows: dict[Path, Metadata] = field(default_factory=dict)
    issues: list[FileIssue] = field(default_factory=list)


def read_sheets(files: Iterable[ReleaseFile]) -> Sheets:
    """Read the metadata.csv of every folder that holds a release or lies above one, down from the input folder.

    A sheet deeper down beats one above it. Of a file given directly only its own row counts.
    """
    sheets = Sheets()
    by_folder: dict[Path, list[ReleaseFile]] = {}
    for file in files:
        folder = file.path.parent
        while True:
            by_folder.setdefault(folder, []).append(file)
            if folder == file.root or folder == folder.parent:
                break
            folder = folder.parent
    for folder in sorted(by_folder, key=lambda path: (len(path.parts), path)):
        path = folder / METADATA_FILE
        if path.is_file():
            _read_sheet(sheets, path, by_folder[folder])
    return sheets


def _read_sheet(sheets: Sheets, path: Path, files: list[ReleaseFile]) -> None:
    root = files[0].root
    name = (path.relative_to(root)).as_posix()
    note = _Notes(sheets, name)
    try:
        text = decode(path.read_bytes()).text.removeprefix("\ufeff")
    except UndecodableError as error:
        return note(error.issue.code, f"the metadata are not read: {error.issue.message}", error.issue.action)
    except OSError as error:
        return note("unreadable-file", f"the metadata are not read: {error.strerror}", "give the right to read it")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        return note("metadata-malformed", f"the metadata are not read: {error}", "mend its quotes")
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    for column in header:
        if column not in COLUMNS:
            note("metadata-column", f"column {column!r} is not known and ignored", f"use {', '.join(COLUMNS)}")
    if "file" not in header:
        return note("metadata-column", "there is no column 'file', so no row can be used", "name the column 'file'")
    wanted = {file.path.relative_to(path.parent).as_posix(): file.path for file in files}
    whole_folder = any(file.root in (path.parent, *path.parents) and file.path != file.root for file in files)
    _read_rows(note, header, rows[1:], wanted, path.parent if whole_folder else None)


def _read_rows(
    note: _Notes, header: list[str], rows: list[list[str]], wanted: Mapping[str, Path], folder: Path | None
) -> None:
    done: set[str] = set()
    for number, cells in enumerate(rows, 2):
        if not any(cell.strip() for cell in cells):
            continue
        where = f"row {number}"
        if len(cells) > len(header):
            note("metadata-row", f"{where} has more cells than the header; the rest is ignored", "quote cells with commas")
        row = {column: " ".join(cell.split()) for column, cell in zip(header, cells, strict=False)}
        file = str(PurePosixPath(row.pop("file").replace("\\", "/")))
        if file not in wanted:
            if folder is not None:
                _note_unknown(note, where, file, folder)
        elif file in done:
            note("metadata-row", f"{where} is a second row for {file!r} and ignored", "keep one row a file")
        else:
            done.add(file)
            note.sheets.rows[wanted[file]] = _merge(
                note.sheets.rows.get(wanted[file], Metadata()), _values(note, where, file, row)
            )


def _note_unknown(note: _Notes, where: str, file: str, folder: Path) -> None:
    if (folder / file).exists():
        note("metadata-file", f"{where} names {file!r}, which is not read as a release", "remove the row")
    else:
        note("metadata-file", f"{where} names {file!r}, which does not exist", "mend the name or remove the row")


def _values(note: _Notes, where: str, file: str, row: dict[str, str]) -> Metadata:
    values = {column: value for column, value in row.items() if column in COLUMNS}
    if values.get("published"):
        try:
            values["published"] = iso_date(values["published"])
        except ValueError as error:
            message = f"{where} ({file}): the date {values['published']!r} is ignored: {error}"
            note("wrong-date", message, "write it as YYYY-MM-DD")
            values["published"] = ""
    return Metadata(**values)


def _merge(below: Metadata, above: Metadata) -> Metadata:
    """Give `above` with its empty fields filled from `below`."""
    return Metadata(**{f.name: getattr(above, f.name) or getattr(below, f.name) for f in fields(Metadata)})


def with_sheet(front_matter: Metadata, sheet: Metadata | None) -> Metadata:
    """Give the metadata of a release: the sheet's where it says something, else the file's own."""
    return _merge(front_matter, sheet) if sheet else front_matter


def _delimiter(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


@dataclass
class _Notes:
    sheets: Sheets
    name: str

    def __call__(self, code: str, message: str, action: str) -> None:
        self.sheets.issues.append(FileIssue(self.name, Issue("source", "warning", code, message, action)))
