"""Looking places up in the gazetteers of `models/en/entities`.

Nothing here reads a text: names go in, ISO 3166-1 alpha-2 codes come out. A name may have several readings; the
caller chooses by evidence.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from pipeline.lang.lexicon import read_table

_NOT_WORD = re.compile(r"[^\w]+")
_APOSTROPHES = re.compile(r"['’ʻʼ‘`´.]")
# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


@lru_cache(maxsize=50_000)
def fold_name(name: str) -> str:
    """Give the key of a name: no case, no accents, no apostrophes or stops, single spaces, no leading "the"."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in folded if not unicodedata.combining(c)).translate(_LETTERS)
    words = _NOT_WORD.sub(" ", _APOSTROPHES.sub("", bare).replace("&", " and ")).strip()
    return words.removeprefix("the ") or words


@cache
def _countries() -> dict[str, str]:
    table = {fold_name(row["name"]): row["alpha2"] for row in read_table("entities/countries")}
    table |= {fold_name(row["name"]): row["country"] for row in read_table("entities/country_names")}
    return table


@cache
def _demonyms() -> dict[str, str]:
    return {fold_name(row["word"]): row["country"] for row in read_table("entities/demonyms")}


@cache
def _cities() -> dict[str, tuple[str, str]]:
    return {row["name"]: (row["kind"], row["readings"]) for row in read_table("entities/cities")}


@cache
def _subdivisions() -> dict[str, tuple[str, ...]]:
    table = {row["name"]: tuple(row["countries"].split()) for row in read_table("entities/subdivisions")}
    table |= {fold_name(row["name"]): tuple(row["countries"].split()) for row in read_table("entities/divisions")}
    return table


@cache
def _major_divisions() -> frozenset[str]:
    return frozenset(fold_name(row["name"]) for row in read_table("entities/divisions") if row["countries"])


@cache
def _regions() -> dict[str, str]:
    return {fold_name(row["name"]): row["country"] for row in read_table("entities/regions")}


def country_code(name: str) -> str | None:
    """Give the country that `name` is a name of ("South Korea", "UK"), None if it is not one."""
    return _countries().get(fold_name(name))


@cache
def _alpha3() -> dict[str, str]:
    return {row["alpha2"]: row["alpha3"] for row in read_table("entities/countries")}


def alpha3_code(alpha2: str | None) -> str | None:
    """Give the ISO 3166-1 alpha-3 code of a country from its alpha-2 code, None when there is none."""
    return _alpha3().get(alpha2 or "")


def demonym_code(word: str) -> str | None:
    """Give the country of a demonym ("Korean", "French"), None if it is not one."""
    return _demonyms().get(fold_name(word))


def is_region(name: str) -> bool:
    """Say whether `name` is a continent, sea or region that is not a state or a part of one."""
    return fold_name(name) in _regions()


def region_code(name: str) -> str | None:
    """Give the country of a listed region that lies in exactly one, None otherwise."""
    return _regions().get(fold_name(name)) or None


def division_codes(name: str) -> tuple[str, ...]:
    """Give the countries that have a first-level division of this name ("Ohio", "Penang"), sorted."""
    return _subdivisions().get(fold_name(name), ())


def is_major_division(name: str) -> bool:
    """Say whether a division is one of those listed by hand, better known than towns of the same name."""
    return fold_name(name) in _major_divisions()


def city_readings(name: str) -> tuple[tuple[str, int], ...]:
    """Give country and population of the towns of this name, one a country, the largest first."""
    _, readings = _cities().get(fold_name(name), ("", ""))
    return tuple((code, int(size)) for code, _, size in (item.partition(":") for item in readings.split()))
