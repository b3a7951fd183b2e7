"""Tables as Parquet, for notebooks and data warehouses; needs the extra `dateline[parquet]`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.outputs.table import Cell, Table

_ROWS_A_GROUP = 20_000


class ParquetMissingError(Exception):
    """pyarrow is not installed."""


def write_parquet(path: Path, table: Table, rows: Iterable[tuple[Cell, ...]]) -> None:
    """Write a table: days as days, numbers as numbers, the meaning of each column in its metadata.

    Raises ParquetMissingError without pyarrow, OSError when the file cannot be written.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ParquetMissingError("Parquet needs the package pyarrow: pip install 'dateline[parquet]'") from error
    types = {"integer": pa.int64(), "boolean": pa.bool_(), "date": pa.date32()}
    fields = [
        pa.field(c.name, types.get(c.type, pa.string()), metadata={"description": c.description}) for c in table.columns
    ]
    schema = pa.schema(fields, metadata={"title": table.title, "description": table.description})
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in _groups(rows):
            columns = [
                pa.array([_value(row[at], c.type) for row in group], type=fields[at].type)
                for at, c in enumerate(table.columns)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


def _groups(rows: Iterable[tuple[Cell, ...]]) -> Iterator[list[tuple[Cell, ...]]]:
    waiting = iter(rows)
    while group := list(islice(waiting, _ROWS_A_GROUP)):
        yield group


def _value(cell: Cell, kind: str) -> Any:
    return date.fromisoformat(cell) if kind == "date" and isinstance(cell, str) else cell
