"""Opening the knowledge in `models/`."""

from __future__ import annotations

import csv
import os
from functools import cache
from pathlib import Path


def models_dir() -> Path:
    """Give the folder of models: `$DATELINE_MODELS`, the one beside the package, or the installed copy.

    Raises FileNotFoundError when none of them is there.
    """
    package = Path(__file__).resolve().parent.parent
    wanted = os.environ.get("DATELINE_MODELS")
    candidates = [Path(wanted)] if wanted else [package.parent / "models", package / "_models"]
    for folder in candidates:
        if (folder / "en").is_dir():
            return folder
    raise FileNotFoundError(f"no models folder with an 'en' folder in it at {', '.join(map(str, candidates))}")


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Read `models/en/<name>.csv` (UTF-8, comma, header row) as one dictionary a row.

    Raises FileNotFoundError when the table is missing and ValueError when a row has too many or too few cells.
    """
    path = models_dir() / "en" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise ValueError(f"{name}.csv line {number}: the number of cells differs from the header's")
    return tuple(rows)
