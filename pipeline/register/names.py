"""Names as keys for comparison, and as an analyst would write them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.lang.lexicon import read_table
from pipeline.lang.places import country_code, demonym_code, fold_name, is_major_division

_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ufeff\u200b\u2028\u2029]+")
_MARKS = re.compile(r"\*{1,3}|_{2,3}|`")
_THE = re.compile(r"(?:the|a)\s+(?=\S)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?<=\w)(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_EDGES = ' \t,;:."“”„«»‘*_|–—-'
_BRACKET = re.compile(r"\s*\(([^()]{1,20})\)$")
_HEADS_THAT_INVERT = frozenset({"department", "ministry"})
_LONG_COUNTRIES = {("united", "states"): "us", ("united", "kingdom"): "uk", ("united", "nations"): "un"}
_STATE_BODIES = frozenset({"ministry", "department", "government", "parliament", "embassy"})
_COUNTRY_WORDS = 4


@lru_cache(maxsize=100_000)
def tidy(name: str) -> str:
    """Give a name as it is written in a list: one line, no leading article, no trailing possessive, no loose marks."""
    line = _BLANK.sub(" ", _MARKS.sub("", name)).strip()
    trimmed = line.strip(_EDGES)
    # A stop that ends an abbreviation ("Kestrel Inc.", "U.S.") is part of the name.
    if line.endswith(".") and trimmed and re.search(r"(?:\b(?:Inc|Ltd|Co|Corp|Bros|Jr|Sr|St)|\.\w)\.$", line):
        trimmed = line.lstrip(_EDGES)
    if trimmed.count("(") != trimmed.count(")"):
        trimmed = trimmed.strip("()").strip() if trimmed.count("(") + trimmed.count(")") == 1 else trimmed
    bare = _POSSESSIVE.sub("", trimmed)
    article = _THE.match(bare)
    if article and (article.group(0).islower() or article.group(0)[0] == "T") and bare[article.end()].isupper():
        bare = bare[article.end() :]
    return bare or trimmed or line


@cache
def _spellings() -> dict[str, str]:
    return {row["word"]: row["same_as"] for row in read_table("register/spellings")}


@lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """Give the key under which spellings of one name meet ("U.S. Labor Department", "US Department of Labour")."""
    words = [w for w in fold_name(_BRACKET.sub("", tidy(name))).split() if w != "the"]
    words = [_spellings().get(word, word) for word in words]
    for at in range(len(words) - 1):
        short = _LONG_COUNTRIES.get((words[at], words[at + 1]))
        if short and len(words) > 2:
            words[at : at + 2] = [short]
            break
    if len(words) > 1 and words[-1] in _HEADS_THAT_INVERT and "of" not in words:
        first = 1 if len(words) > 2 and _country_of(words[0]) else 0
        words = [*words[:first], words[-1], "of", *words[first:-1]]
    return " ".join(words)


def bracketed(name: str) -> str | None:
    """Give the acronym in brackets at the end of a name."""
    found = _BRACKET.search(tidy(name))
    return found.group(1) if found and is_acronym(found.group(1)) else None


@lru_cache(maxsize=100_000)
def is_acronym(name: str) -> bool:
    """Say whether a name is one word, mostly of capitals ("UCLG", "WeGO", "R.I.S.E.")."""
    letters = [c for c in name if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return " " not in name and capitals >= 2 and len(letters) <= 8 and 3 * capitals >= 2 * len(letters)


@lru_cache(maxsize=100_000)
def split_country(key: str) -> tuple[str, str | None]:
    """Give a body's key without the country at its beginning or end, and that country.

    "us department of justice" is ("department of justice", US), "ministry of health of kenya" likewise KE.
    """
    words = key.split()
    for n in range(min(_COUNTRY_WORDS, len(words) - 1), 0, -1):
        code = _country_of(" ".join(words[:n]))
        if code and words[n] not in ("of", "and"):
            return " ".join(words[n:]), code
        code = None if is_major_division(" ".join(words[-n:])) else country_code(" ".join(words[-n:]))
        rest = words[:-n]
        if code and len(rest) > 1 and rest[-1] in ("of", "in"):
            return " ".join(rest[:-1]), code
        if code and rest[0] in _STATE_BODIES:  # "Ministry of Health, Kenya"
            return " ".join(rest), code
    return key, None


def _country_of(words: str) -> str | None:
    """The country of a name or demonym; "Georgia" may as well be the state in the United States."""
    return None if is_major_division(words) else country_code(words) or demonym_code(words)


@lru_cache(maxsize=20_000)
def country_within(name: str) -> str | None:
    """Give the country that a publisher's or body's name names ("Prime Minister of Kestrelia"), the first one."""
    words = fold_name(name).split()
    for at in range(len(words)):
        for n in range(min(_COUNTRY_WORDS, len(words) - at), 0, -1):
            code = _country_of(" ".join(words[at : at + n]))
            if code:
                return code
    return None


def is_shouted(name: str) -> bool:
    """Say whether a name is in capitals; an acronym is so too."""
    return name.upper() == name and any(c.isalpha() for c in name)


_SMALL = frozenset({"of", "and", "the", "for", "in", "on", "at", "to", "de", "la", "du", "van", "von", "bin", "al"})


def calm(name: str) -> str:
    """Give a shouted name with capitals at the beginnings of words only."""
    words = [w.lower() if w.lower() in _SMALL and at else w.capitalize() for at, w in enumerate(name.split())]
    return " ".join(re.sub(r"(?<=[-’'.])(\w)(?=\w)", lambda m: m.group(1).upper(), word) for word in words)
