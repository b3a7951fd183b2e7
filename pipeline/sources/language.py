"""Is it English? A release in another language is set aside, not read as if it were English."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pipeline.lang.lexicon import read_table
from pipeline.model.records import Issue
from pipeline.sources.issues import STAGE, warn

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_LETTER = re.compile(r"[^\W\d_]")
_SAMPLE = 40_000  # characters: the model's time grows with the length
_FEW, _ENOUGH = 8, 20  # words
# Share of common English words (that other languages do not have) from which on no model need be asked: prose has
# about 0.2, no other language more than 0.04.
_PLAINLY_ENGLISH = 0.12
# Measured on 890 English releases and texts in 98 other languages: from 20 words on English gets more, they less.
_NOT_ENGLISH, _NOT_ENGLISH_SHORT = 0.02, 0.002
_PART = 0.4  # so much of a text must be English for it to be read
_ACTION = "give an English version; Dateline reads English alone"


def check_language(text: str) -> tuple[Issue, ...]:
    """Give an error when the text is in another language, a warning when a good part is, else nothing."""
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    if letters < _FEW:
        return ()
    if len(_LATIN.findall(sample)) < 0.5 * letters:
        return _other(text, _name_of(_likeliest(sample)))
    words = _words(sample)
    if len(words) < _FEW or _common_share(words) >= _PLAINLY_ENGLISH or _is_english(sample, len(words)):
        return ()
    return _other(text, _name_of(_likeliest(sample)))


def is_plain_english(text: str) -> bool:
    """Say whether a text is English prose, without asking the model."""
    words = _words(text[:_SAMPLE])
    return len(words) >= _ENOUGH and _common_share(words) >= _PLAINLY_ENGLISH


def _other(text: str, language: str) -> tuple[Issue, ...]:
    """Read a text with a good English part all the same, and say so."""
    english = total = 0
    for line in text[:_SAMPLE].split("\n"):
        words = _words(line)
        weight = max(len(words), len(_LETTER.findall(line)) // 5)
        total += weight
        if len(words) >= _FEW and _common_share(words) >= _PLAINLY_ENGLISH:
            english += weight
    if total and english >= _PART * total:
        message = f"{100 - round(100 * english / total)} % of the text is not English but {language}"
        return (warn("partly-not-english", message, "look at what was found in that part"),)
    return (Issue(STAGE, "error", "not-english", f"the text is not English but {language}", _ACTION),)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _common_share(words: list[str]) -> float:
    return sum(word in _common() for word in words) / max(len(words), 1)


@cache
def _common() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("sources/english"))


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _is_english(text: str, words: int) -> bool:
    share = float(dict(_identifier().rank(text)).get("en", 0.0))
    return share >= (_NOT_ENGLISH if words >= _ENOUGH else _NOT_ENGLISH_SHORT)


def _likeliest(text: str) -> str:
    return next((str(code) for code, _ in _identifier().rank(text) if code != "en"), "")


def _name_of(code: str) -> str:
    names = {row["code"]: row["name"] for row in read_table("sources/languages")}
    return names.get(code, f"another language ({code})")
