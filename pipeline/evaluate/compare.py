"""When two names, dates, word sequences or groups of parties count as the same (GUIDELINES.md section 6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.evaluate.assignment import count_pairs

_ARTICLE = re.compile(r"(?:the|an|a)\s+")
_WORD = re.compile(r"\w+")
LONGEST_LENIENT_DAYS = 31


@dataclass(frozen=True, slots=True)
class DateValue:
    """An EDTF value with the first and last day that it covers."""

    value: str | None
    first: str | None
    last: str | None

    @property
    def meaning(self) -> tuple[str | None, str | None] | str | None:
        """What decides equality: the days covered where they are known, else the value; None if unknown."""
        if not self.value:
            return None
        return (self.first, self.last) if self.first or self.last else self.value


def normal_name(name: str) -> str:
    """Fold case, apostrophes and white space, and drop a leading article."""
    folded = name.casefold().replace("’", "'")
    article = _ARTICLE.match(folded)
    return " ".join(folded[article.end() if article else 0 :].split())


def words(text: str) -> list[str]:
    """Give the words of a text, case folded."""
    return _WORD.findall(text.casefold())


def shared_words(left: str, right: str) -> int:
    """Give how many words two texts share, counted as often as both have them."""
    return (Counter(words(left)) & Counter(words(right))).total()


def word_f1(left: str, right: str) -> float:
    """Give the F1 of shared words; 1.0 when neither text has a word."""
    total = len(words(left)) + len(words(right))
    return 2 * shared_words(left, right) / total if total else 1.0


def same_date(left: DateValue, right: DateValue) -> bool:
    """Compare strictly: the same value, or the same days; two unknown dates are the same."""
    return left.value == right.value or (left.meaning is not None and left.meaning == right.meaning)


def similar_date(found: DateValue, gold: DateValue) -> bool:
    """Compare leniently: also when gold's unknown digits hide the difference, or one holds the other in a month."""
    if same_date(found, gold):
        return True
    if not found.value or not gold.value:
        return False
    if "X" in gold.value:
        return len(found.value) == len(gold.value) and all(
            (f in "0123456789X") if g == "X" else f == g for f, g in zip(found.value, gold.value, strict=True)
        )
    try:
        a, b, c, d = (date.fromisoformat(day or "") for day in (found.first, found.last, gold.first, gold.last))
    except ValueError:
        return False
    one_in_other = (c <= a and b <= d) or (a <= c and d <= b)
    return one_in_other and max((b - a).days, (d - c).days) <= LONGEST_LENIENT_DAYS


Names = frozenset[str]


def shared_parties(left: Sequence[Names], right: Sequence[Names]) -> int:
    """Give how many parties of two groups are the same; a party is known by any of its names."""
    return count_pairs(left, right, lambda a, b: a & b)


def same_parties(left: Sequence[Names], right: Sequence[Names]) -> bool:
    """Say whether two groups hold the same parties; two empty groups do."""
    return len(left) == len(right) and shared_parties(left, right) == len(left)
