"""Writes a resolved expression as a TIMEX3 type and value."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.calendar import add_months
from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.reference import Reference
from pipeline.rooms.dates.relative import anaphor_value
from pipeline.rooms.dates.tokens import Tokens
from pipeline.rooms.dates.values import Value

_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
_LETTERS = {
    "day": "D",
    "week": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "E",
    "century": "C",
    "hour": "TH",
    "minute": "TM",
    "second": "TS",
    "weekend": "WE",
    "fortnight": "W",
}
# Frequencies that TimeML annotators of news leave alone.
_UNMARKED = ("annual", "annually", "quarterly", "biannual", "semiannual")
_VAGUE = {"PAST": "PAST_REF", "FUTURE": "FUTURE_REF", None: "PRESENT_REF"}


def timex_of(
    tokens: Tokens, expr: Expr, value: Value, reference: Reference | None, quarter: str | None = None
) -> tuple[str, str] | None:
    """Give TIMEX3 type and value, None for what TimeML does not mark; `quarter` is the one last spoken of."""
    if expr.kind == "ref":
        return _reference_word(expr, value, reference, quarter)
    if expr.kind == "vague":
        return _vague(expr, value)
    if expr.family == "set:frequency" and tokens.any_of(expr.first, _UNMARKED):
        return None
    if expr.kind in ("duration", "set"):
        shown = value.value or _unknown_count(expr)
        if shown == "P10Y" and expr.point is not None and expr.point.unit == "decade":
            shown = "P1E"
        return ("DURATION" if expr.kind == "duration" else "SET"), shown
    if expr.stretch is not None and "ago" not in expr.flags:
        return "DURATION", duration(expr.stretch[1], expr.stretch[2])
    return _date(expr, value)


def duration(count: float, unit: str) -> str:
    """Give a TIMEX3 duration, `P2W`, `PT36H`, `P1E`; halves go into the finer unit."""
    whole = int(count)
    half = count != whole
    if unit == "year" and half:
        return f"P{whole}Y6M" if whole else "P6M"
    if unit == "hour" and half:
        return f"PT{whole}H30M" if whole else "PT30M"
    letter = _LETTERS.get(unit, "D")
    if letter.startswith("T"):
        return f"PT{count:g}{letter[1:]}"
    if unit == "fortnight":
        count *= 2
    if unit in ("decade", "century") and (count != 1):
        return f"P{count * (10 if unit == 'decade' else 100):g}Y"
    return f"P{count:g}{letter}"


def _unknown_count(expr: Expr) -> str:
    unit = expr.point.unit if expr.point and expr.point.unit else "day"
    letter = _LETTERS.get(unit, "D")
    return f"PTX{letter[1:]}" if letter.startswith("T") else f"PX{letter}"


def _vague(expr: Expr, value: Value) -> tuple[str, str]:
    if expr.family in ("stretch:few", "stretch:fewmost", "vague:years", "vague:ahead", "vague:tocome"):
        return "DURATION", _unknown_count(expr)
    return "DATE", _VAGUE[expr.mod]


def _reference_word(
    expr: Expr, value: Value, reference: Reference | None, quarter: str | None
) -> tuple[str, str] | None:
    if expr.value == "YEAR":
        return ("DATE", f"{reference.day.year:04d}") if reference else None
    if expr.value is not None:
        return "DATE", expr.value
    if reference is None:
        return "DATE", "XXXX"
    if "yearago" in expr.flags:
        return "DATE", f"{int(quarter[:4]) - 1:04d}{quarter[4:]}" if quarter else str(reference.day.year - 1)
    if "theunit" in expr.flags and expr.point is not None:
        if expr.point.grain in ("quarter", "period") and quarter:
            return "DATE", quarter
        return "DATE", _unit_at(reference.day, expr.point.grain)
    if expr.anaphor is not None:
        day = reference.day.isoformat()
        found = anaphor_value(expr.anaphor, day, day)
        return ("DATE", found.value) if found and found.value else None
    return None


def _unit_at(day: dt.date, grain: str) -> str:
    if grain in ("quarter", "period"):
        ended = add_months(day, -3)
        return f"{ended.year}-Q{(ended.month + 2) // 3}"
    if grain == "week":
        return f"{day.isocalendar()[0]}-W{day.isocalendar()[1]:02d}"
    return {"year": f"{day.year:04d}", "month": day.isoformat()[:7]}.get(grain, day.isoformat())


def _date(expr: Expr, value: Value) -> tuple[str, str] | None:
    if value.value is None:
        return "DATE", _without_reference(expr)
    point = expr.point
    shown = value.value
    if expr.mod is None and value.mod in ("SINCE", "BEFORE_OR_AT"):
        shown = re.sub(r"/\.\.\Z|\A\.\./", "", shown)
    first = value.first or value.last
    unit = point.grain if point else (expr.stretch or expr.anaphor or (0, 0, "day"))[2]
    if point is not None and point.daypart is not None and first is not None:
        return "TIME", f"{first}T{point.daypart}"
    if unit == "time" or value.precision == "time":
        return "TIME", shown.split("/")[0]
    return "DATE", _as_unit(unit, shown, first, point)


def _as_unit(unit: str, shown: str, first: str | None, point: Point | None) -> str:
    """Write a value as TimeML does: weeks by number, quarters Q1-Q4, parts of a unit as the unit."""
    if first is not None and unit in ("week", "weekend", "fortnight"):
        year, week, _ = dt.date.fromisoformat(first).isocalendar()
        return f"{year}-W{week:02d}" + ("-WE" if unit == "weekend" else "")
    if unit == "day" and point is not None and point.unit == "week" and first is not None:
        year, week, _ = dt.date.fromisoformat(first).isocalendar()
        return f"{year}-W{week:02d}"
    if first is not None and point is not None and point.part and unit in ("month", "year"):
        return first[:7] if unit == "month" else first[:4]
    if "/" in shown and first is not None:
        length = {"year": 4, "month": 7, "quarter": 7, "half": 4, "decade": 3}.get(unit)
        if unit == "half":
            return f"{first[:4]}-H{1 if first[5:7] < '07' else 2}"
        if length:
            return first[:length]
        return shown.split("/")[0]
    shown = shown.rstrip("~?")
    if unit == "year" and point is not None and point.part and re.fullmatch(r"\d{4}-\d\d", shown):
        return shown[:4]
    if match := re.fullmatch(r"(\d{4}|XXXX)-(2[1-4])", shown):
        return f"{match[1]}-{_SEASONS[match[2]]}"
    if match := re.fullmatch(r"(\d{4}|XXXX)-(3[3-6])", shown):
        return f"{match[1]}-Q{int(match[2]) - 32}"
    if re.fullmatch(r"\d{3}X", shown):
        return shown[:3]
    return shown[:2] if re.fullmatch(r"\d{2}XX", shown) else shown


def _without_reference(expr: Expr) -> str:
    point = expr.point
    if point is not None and point.weekday is not None:
        return f"XXXX-WXX-{point.weekday}"
    return "XXXX"
