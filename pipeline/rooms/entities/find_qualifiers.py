"""The country that a text writes right after a place."""

from __future__ import annotations

import re

from pipeline.lang.places import city_readings, country_code, division_codes, is_major_division
from pipeline.rooms.entities.names import Item

_QUALIFIER = re.compile(r"[\s*_]*(\(|,)\s*(?:the\s+)?")
_LARGE_TOWN = 500_000


def qualifier(item: Item, text: str) -> str | None:
    """Give the country written right after a place: "Valencia (Spain)", "Toledo, Ohio"; None if there is none."""
    end = item.mention.end
    match = _QUALIFIER.match(text, end, end + 8)
    if not match:
        return None
    bracket = match.group(1) == "("
    for length in (4, 3, 2, 1):
        words = re.compile(rf"[^\W\d_][\w.’'-]*(?:\s[^\W\d_][\w.’'-]*){{{length - 1}}}").match(text, match.end())
        if words:
            name = words.group().rstrip(".")
            divisions = division_codes(name) if len(name) > 3 or name.isupper() else ()
            if divisions and not is_major_division(name) and _is_town_elsewhere(name, divisions):
                divisions = ()
            code = _meant(item.text, country_code(name), divisions)
            if code and name != item.text and code != country_code(item.text):
                return code if bracket or not _is_list(item.text, name, code) else None
    return None


def _is_town_elsewhere(name: str, divisions: tuple[str, ...]) -> bool:
    """Say whether the largest town of a small province's name lies in another country: "Santa Ana"."""
    readings = city_readings(name)
    return bool(readings) and readings[0][0] not in divisions


def _meant(place: str, country: str | None, divisions: tuple[str, ...]) -> str | None:
    """Choose between a country and a state of its name: "Columbus, Georgia" has no namesake in the country."""
    others = [code for code in divisions if code != country]
    if country and len(others) == 1:
        towns = {code for code, _ in city_readings(place)} | set(division_codes(place))
        if others[0] in towns and country not in towns:
            return others[0]
    return country or (divisions[0] if len(divisions) == 1 else None)


def _is_list(place: str, name: str, code: str) -> bool:
    """Say whether a comma lists towns rather than says where the first lies: "Berlin, Hong Kong"."""
    listed = any(size >= _LARGE_TOWN and at == code for at, size in city_readings(name))
    return listed and any(size >= _LARGE_TOWN and at != code for at, size in city_readings(place))
