"""The dictionary of all tables and columns as Markdown: `python -m pipeline.outputs.dictionary`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.outputs.columns import TABLES
from pipeline.outputs.table import Table

_OPENING, _CLOSING = "<!-- dictionary", "<!-- end of dictionary -->"


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


def put_into(page: str, text: str) -> str:
    """Give the page with `text` between its two dictionary marks. Raises ValueError when a mark is missing."""
    head, opening, rest = page.partition(_OPENING)
    opening_line, _, rest = rest.partition("\n")
    _old, closing, tail = rest.partition(_CLOSING)
    if not opening or not closing:
        raise ValueError(f"the page has no {_OPENING!r} ... {_CLOSING!r}")
    return f"{head}{opening}{opening_line}\n{text}{closing}{tail}"


def main(arguments: Sequence[str]) -> None:
    """Print the dictionary, or with `--readme FILE` put it into that page."""
    if len(arguments) == 2 and arguments[0] == "--readme":
        path = Path(arguments[1])
        path.write_text(put_into(path.read_text(encoding="utf-8"), dictionary()), encoding="utf-8")
    else:
        print(dictionary(), end="")


if __name__ == "__main__":
    main(sys.argv[1:])
