"""How sure a kind of finding is: a grade for each rule family, from its precision measured on gold.

`models/en/grades.csv` (columns layer, family, precision, n, grade) is written by `dateline evaluate
--write-grades`. A rule is `family` or `family:detail`; a family that was never measured is grade C.
"""

from __future__ import annotations

from functools import cache

from pipeline.lang.lexicon import read_table

UNMEASURED = "C"


@cache
def _table() -> dict[tuple[str, str], str]:
    return {(row["layer"], row["family"]): row["grade"] for row in read_table("grades")}


def grade_of(layer: str, rule: str) -> str:
    """Give A, B or C for a rule of a layer."""
    return _table().get((layer, rule.split(":", 1)[0]), UNMEASURED)
