"""Tables and values as compact JSON that can stand in a page.

What is packed here is unpacked by `assets/data.js`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.outputs.table import Cell, Table

# Stands for "<release_id>#" in cells that hold ids; a cell of an id column cannot hold it otherwise.
OWN = "\x01"
_LONE = re.compile("[\ud800-\udfff]")


def script_json(value: Any) -> str:
    r"""Give JSON that may stand between script tags: no `<`, so that nothing in it can end the script.

    Lone surrogates, which UTF-8 cannot hold, are written as `\udXXX`.
    """
    line = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    line = line.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return _LONE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def pack_table(table: Table, rows: Iterable[Sequence[Cell]]) -> dict[str, Any]:
    """Give a table column by column; `columns` say what they mean, `data` are their cells."""
    names = [column.name for column in table.columns]
    release = names.index("release_id") if "release_id" in names else None
    ids = [name.endswith(("_id", "_ids")) for name in names]
    cells: list[list[Cell]] = [[] for _ in names]
    size = 0
    for row in rows:
        size += 1
        own = f"{row[release]}#" if release is not None and row[release] else None
        for column, is_id, value in zip(cells, ids, row, strict=True):
            column.append(value.replace(own, OWN) if is_id and own and isinstance(value, str) else value)
    return {
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "columns": describe_columns(table, names),
        "size": size,
        "data": [pack_column(column) for column in cells],
    }


def describe_columns(table: Table, names: Iterable[str]) -> list[dict[str, str]]:
    """Give name, type and meaning of the columns with these names, in their order."""
    by_name = {column.name: column for column in table.columns}
    return [{"name": name, "type": by_name[name].type, "description": by_name[name].description} for name in names]


def pack_column(values: Sequence[Cell]) -> Any:
    """Give a column: None when it is empty, {"v": values, "i": which of them} when they recur, else a list."""
    seen: dict[Cell, int] = {}
    which = [seen.setdefault(value, len(seen)) for value in values]
    if not seen or list(seen) == [None]:
        return None
    if len(seen) * 2 <= len(values):
        return {"v": list(seen), "i": which}
    return list(values)
