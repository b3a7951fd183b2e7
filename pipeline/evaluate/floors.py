"""Floors: the least that measures may reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.evaluate.gold import GoldError, read_json
from pipeline.evaluate.score import Score


@dataclass(frozen=True, slots=True)
class Missed:
    """A measure below its floor; `value` is None where the measure is undefined."""

    name: str
    value: float | None
    floor: float


def read_floors(path: Path, known: Sequence[str]) -> dict[str, float]:
    """Read `{"measure": minimum}`; names are those that `--json` gives, F1 or share.

    Raises GoldError for a file that cannot be read, a name that is no measure or a minimum outside 0 to 1.
    """
    if not path.is_file():
        raise GoldError(f"no floors at {path}")
    floors: dict[str, float] = {}
    for name, floor in read_json(path).items():
        if name not in known:
            raise GoldError(f"{path}: '{name}' is no measure; there are {', '.join(known)}")
        if not isinstance(floor, int | float) or isinstance(floor, bool) or not 0 <= floor <= 1:
            raise GoldError(f"{path}: the floor of '{name}' must be a number from 0 to 1, not {floor!r}")
        floors[name] = float(floor)
    return floors


def missed_floors(scores: Sequence[Score], floors: dict[str, float]) -> list[Missed]:
    """Give the floors that are not reached, in the order of the report."""
    found = []
    for score in scores:
        floor = floors.get(score.measure.name)
        if floor is not None and (score.value is None or score.value < floor):
            found.append(Missed(score.measure.name, score.value, floor))
    return found
