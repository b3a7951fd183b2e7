"""What can be said of a single word without its neighbours; cached, as words repeat."""

from __future__ import annotations

from functools import cache, lru_cache

from pipeline.lang.lexicon import read_table
from pipeline.lang.places import fold_name

# Small words that may stand inside a name between two capitalised ones.
CONNECTORS = frozenset(
    [
        "of",
        "the",
        "for",
        "and",
        "on",
        "to",
        "in",
        "&",
        "de",
        "del",
        "la",
        "las",
        "los",
        "le",
        "les",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "des",
        "di",
        "e",
        "y",
        "et",
        "und",
        "von",
        "van",
        "der",
        "den",
        "al",
        "el",
        "bin",
        "ibn",
        "ul",
        "-",
        "–",
        "/",
        "'",
        "’s",
        "'s",
        "at",
        "with",
        "against",
    ]
)


@cache
def heads() -> dict[tuple[str, str], str]:
    """Map (word in lower case, `opens` or `ends`) to the type of name it heads."""
    return {(row["word"].lower(), row["position"]): row["type"] for row in read_table("mentions/heads")}


@cache
def strict_heads() -> dict[tuple[str, str], str]:
    """Like `heads`, but only the nouns that make the same type of name (nearly) always."""
    return {(r["word"].lower(), r["position"]): r["type"] for r in read_table("mentions/heads") if r["strict"] == "yes"}


@cache
def not_names() -> frozenset[tuple[str, ...]]:
    """Give the capitalised phrases, cut at spaces, that are no names by themselves."""
    return frozenset(tuple(row["phrase"].split()) for row in read_table("mentions/not_names"))


@cache
def company_suffixes() -> frozenset[str]:
    """Give the words that close the name of a company."""
    return frozenset(row["suffix"] for row in read_table("mentions/company_suffixes"))


@cache
def titles() -> dict[str, str]:
    """Map a title in lower case to `office` or `honorific`."""
    return {row["title"].lower(): row["kind"] for row in read_table("mentions/titles")}


@cache
def honorifics() -> frozenset[str]:
    """Give the honorifics in lower case, without the stop."""
    return frozenset(t.rstrip(".") for t, kind in titles().items() if kind == "honorific")


@cache
def word_classes() -> dict[str, tuple[str, str]]:
    """Map a word to its fine and coarse distributional class."""
    return {row["word"]: (row["fine"], row["coarse"]) for row in read_table("mentions/word_classes")}


@cache
def _person_names() -> dict[str, str]:
    return {row["name"]: row["kind"] for row in read_table("mentions/person_names")}


@lru_cache(maxsize=50_000)
def person_name(word: str) -> str:
    """Say whether a capitalised word is a listed `given` or `family` name, or `both`; "" if it is neither."""
    return _person_names().get(fold_name(word), "") if word[:1].isupper() and len(word) > 1 else ""


def is_capitalised(word: str) -> bool:
    """Say whether the first letter of a word is a capital: `Kim`, `e-Government` is not, `7th` is not."""
    return word[:1].isupper()


def shape_of(word: str) -> str:
    """Give the form of a word: letters to X or x, digits to d, runs longer than two cut to two."""
    out: list[str] = []
    for c in word[:24]:
        k = "X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c
        if out[-2:] != [k, k]:
            out.append(k)
    return "".join(out)


@lru_cache(maxsize=50_000)
def word_features(word: str) -> tuple[str, ...]:
    """Give the features of a word that do not depend on where it stands."""
    lower = word.lower()
    names = [f"w={lower}", f"s={shape_of(word)}"]
    if word.isalpha() or len(word) > 3:
        names += [f"p2={word[:2]}", f"p3={word[:3]}", f"p4={lower[:4]}"]
        names += [f"x2={lower[-2:]}", f"x3={lower[-3:]}", f"x4={lower[-4:]}"]
    if word.isupper():
        names.append("upper1" if len(word) == 1 else "upper")
    elif any(c.isupper() for c in word[1:]):
        names.append("mixed")
    known = word_classes()
    classes = known.get(word) or known.get(word.capitalize())
    if classes:
        names += [f"c={classes[0]}", f"k={classes[1]}"]
    else:
        names.append("c=?")
    return tuple(names)


@lru_cache(maxsize=50_000)
def outline(word: str) -> tuple[str, str, str]:
    """Give the word in lower case, its shape and its coarse class, for the neighbours' features."""
    known = word_classes()
    classes = known.get(word) or known.get(word.capitalize()) or ("?", "?")
    return word.lower(), shape_of(word), classes[0]
