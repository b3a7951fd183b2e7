"""The day that deictics count from, and how a text's own numbering of its days moves it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from pipeline.calendar.arithmetic import add_days
from pipeline.rooms.dates.expressions import Expr


@dataclass(frozen=True, slots=True)
class Reference:
    """The day that deictics count from. `grain`: how finely it is known (day, month, year).

    A `guessed` reference only helps to complete years; deictics stay unknown.
    """

    day: dt.date
    grain: str = "day"
    guessed: bool = False


def heed_day_notes(reference: Reference, found: list[Expr]) -> Reference:
    """Move the reference when the text numbers its own days otherwise ("today (16)" in a release of the 17th)."""
    offsets = set()
    for expr in found:
        if expr.point and expr.point.shift is not None and expr.point.day is not None and expr.point.grain == "day":
            if expr.point.unit is not None:
                continue
            for offset in (0, -1, 1, -2, 2):
                if add_days(reference.day, offset + expr.point.shift).day == expr.point.day:
                    offsets.add(offset)
                    break
    if len(offsets) == 1 and offsets != {0}:
        return replace(reference, day=add_days(reference.day, offsets.pop()))
    return reference
