"""Tables as CSV that spreadsheets and programs read alike: UTF-8 with a mark, RFC 4180, no live formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from pipeline.outputs.table import Cell, Table

# A spreadsheet takes a cell that begins so for a formula; the apostrophe makes it text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"
_ROWS_A_PIECE = 500


def csv_pieces(table: Table, rows: Iterable[tuple[Cell, ...]]) -> Iterator[bytes]:
    """Yield the bytes of the file."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    yield b"\xef\xbb\xbf"
    types = [column.type for column in table.columns]
    for number, row in enumerate(rows, 1):
        writer.writerow([cell_text(value, kind) for value, kind in zip(row, types, strict=True)])
        if number % _ROWS_A_PIECE == 0:
            yield _take(buffer)
    yield _take(buffer)


def cell_text(value: Cell, kind: str) -> str:
    """Give a cell as it stands in the file; None is empty, a text that could be a formula is guarded."""
    if value is None:
        return ""
    if kind == "boolean":
        return "true" if value else "false"
    if isinstance(value, str):
        return GUARD + value if value.startswith(FORMULA_STARTS) else value
    return str(value)


def _take(buffer: io.StringIO) -> bytes:
    data = buffer.getvalue().encode("utf-8")
    buffer.seek(0)
    buffer.truncate()
    return data
