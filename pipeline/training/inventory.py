"""Brings the row counts of models/README.md up to date.

python -m pipeline.training.inventory models/README.md
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from pipeline.lang.lexicon import read_table

_ROW = re.compile(r"^\| (?P<name>[a-z_]+/[a-z_]+)\.csv \| (?P<rows>[\d,]*) \|", re.MULTILINE)


def counted(page: str) -> str:
    """Give the page with the number of rows of each table it lists. Raises FileNotFoundError for a table not there."""
    return _ROW.sub(lambda m: f"| {m['name']}.csv | {len(read_table(m['name'])):,} |", page)


def listed(page: str) -> list[str]:
    """Give the tables that the page lists, as `room/table`."""
    return [m["name"] for m in _ROW.finditer(page)]


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(counted(path.read_text(encoding="utf-8")), encoding="utf-8")
