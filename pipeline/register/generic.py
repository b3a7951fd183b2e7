"""Names that many bodies, gatherings or documents bear ("Ministry of Health", "Board of Directors", "Agreement")."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.lang.lexicon import read_table
from pipeline.lang.places import country_code
from pipeline.register.names import name_key, split_country

_NUMBER = re.compile(r"\d[\d.]*(?:st|nd|rd|th)?|[ivxl]+")
_ADJECTIVES = frozenset({"joint", "annual", "executive", "presidential", "draft", "final"})
_ALONE = {"DOCUMENT": ("document",), "NAMED_EVENT": ("event", "organ", "house")}


@cache
def _kinds() -> dict[str, str]:
    return {name_key(row["word"]): row["kind"] for row in read_table("register/common_words")}


@cache
def _small() -> frozenset[str]:
    return frozenset({"of", "and", "for", "on", "in", "to", "at", "the", "a", "an"})


def kind_of_word(word: str) -> str | None:
    """Give the kind that `common_words.csv` lists a word under."""
    return _kinds().get(word)


def content_words(key: str) -> frozenset[str]:
    """Give the words of a key but articles, prepositions and the like."""
    return frozenset(key.split()) - _small()


@lru_cache(maxsize=100_000)
def is_generic(key: str) -> bool:
    """Say whether no word of a key tells one bearer of the name from another."""
    return all(word in _kinds() or _NUMBER.fullmatch(word) for word in key.split())


@lru_cache(maxsize=100_000)
def has_number(key: str) -> bool:
    """Say whether a key has a number or year, in digits or as a Roman numeral."""
    return any(_NUMBER.fullmatch(word) or word[-1].isdigit() for word in key.split())


@lru_cache(maxsize=100_000)
def is_mere_kind(type_: str, key: str) -> bool:
    """Say whether a key only says what kind of document or event it is ("Joint Statement", "Annual Meeting")."""
    kinds = _ALONE.get(type_, ())
    words = [word for word in key.split() if word not in _small()]
    return bool(kinds) and all(_kinds().get(word) in kinds or word in _ADJECTIVES for word in words)


@lru_cache(maxsize=100_000)
def is_national(key: str) -> bool:
    """Say whether a generic name is one that a country has once ("Ministry of Health", not "City Council")."""
    return any(_kinds().get(word) == "national" for word in key.split()) and not is_local(key)


@lru_cache(maxsize=100_000)
def is_local(key: str) -> bool:
    """Say whether a generic name is one that every town, county or district may have ("City Council")."""
    return is_of_many(key) or any(_kinds().get(word) == "local" for word in key.split())


@lru_cache(maxsize=100_000)
def is_of_many(key: str) -> bool:
    """Say whether a country has several bodies of a name even if it names the country ("U.S. District Court")."""
    return any(_kinds().get(word) == "many" for word in key.split())


@cache
def _abroad() -> frozenset[tuple[str, str]]:
    return frozenset((row["country"], row["word"]) for row in read_table("register/abroad"))


def is_abroad(country: str, key: str) -> bool:
    """Say whether a country's publisher means another country's body by a generic name."""
    return any((country, word) in _abroad() for word in key.split())


@lru_cache(maxsize=100_000)
def is_common_spot(key: str) -> bool:
    """Say whether a key is a street's, or a building's that nothing tells from others ("City Hall")."""
    return is_generic(key) or any(_kinds().get(word) == "road" for word in key.split())


@lru_cache(maxsize=100_000)
def without_legal_form(key: str) -> str:
    """Give a company's key without "inc", "ltd" and the like at its end."""
    words = key.split()
    while len(words) > 1 and _kinds().get(words[-1]) == "legal":
        words.pop()
    return " ".join(words)


@lru_cache(maxsize=100_000)
def body_country(key: str) -> str | None:
    """Give the country of a body that its name says it is of: "kenyan ministry of health", "lorvan food agency"."""
    plain, country = split_country(key)
    if country is None or not is_generic(plain) or is_local(plain):
        return None
    rest = key.removesuffix(plain) if key.endswith(plain) else key.removeprefix(plain)
    stated = country_code(rest.strip().removeprefix("of ").removeprefix("in "))
    return country if stated or is_national(plain) else None
