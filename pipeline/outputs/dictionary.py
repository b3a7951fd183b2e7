"""The dictionary of all tables and columns as Markdown: `python -m pipeline.outputs.dictionary`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.outputs.columns import TABLES
from pipeline.outputs.table import Table


def dictionary(tables: Iterable[Table] = TABLES) -> str:
    """Give a section for each table: what it holds, its keys, and each column's type and meaning."""
    return "\n".join(line for table in tables for line in _section(table)).rstrip() + "\n"


def _section(table: Table) -> Iterator[str]:
    yield f"### {table.name}.csv"
    yield ""
    yield table.description
    if table.key:
        yield f"A row is known by {', '.join(f'`{name}`' for name in table.key)}."
    for link in table.links:
        yield f"`{link.column}` names a row of `{link.table}` (`{link.to}`)."
    yield ""
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    for column in table.columns:
        yield f"| `{column.name}` | {column.type} | {column.description.replace('|', chr(92) + '|')} |"
    yield ""


if __name__ == "__main__":
    print(dictionary(), end="")
