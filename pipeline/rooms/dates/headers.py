"""Finds the dates that stand as a dateline, a header line or a dated signature, the surest first (F5)."""

from __future__ import annotations

from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.surroundings import words_of
from pipeline.rooms.dates.tokens import Tokens

HEAD_TOKENS = 400  # a dateline stands in the first lines; a header of a long page may push it down
_PLACE_TOKENS = 14
_LINE_TOKENS = 20
_SHORT_PLACE = 6
_TITLE_TOKENS = 100
_OTHER_NEWS = ("more", "latest", "related", "recent", "other")
_OWN_LINE = (2, 4)  # the ranks of a date that has a line for itself
_PLACE_CLASSES = (
    "cap",
    "upper",
    "comma",
    "lparen",
    "rparen",
    "dash",
    "dot",
    "slash",
    "star",
    "bar",
    "colon",
    "other",
    "apos",
)


def header_expressions(tokens: Tokens, found: list[Expr]) -> list[int]:
    """Give the indexes of day expressions that stand as a dateline or a header date, the surest first."""
    ranked = []
    for index, expr in enumerate(found):
        point = expr.point
        if expr.kind != "date" or point is None or expr.until or point.month is None or point.day is None:
            continue
        rank = _header_rank(tokens, expr)
        if rank is not None:
            ranked.append((rank, index))
    ranked.sort()
    listed = _lines_of_a_list(found, [index for rank, index in ranked if rank in _OWN_LINE])
    return [index for _, index in ranked if index not in listed]


def _lines_of_a_list(found: list[Expr], lines: list[int]) -> set[int]:
    """Give the dates on lines of their own that belong to a list of other releases ("More news") or a table.

    Several such lines of one spelling with different days date other things, unless one opens the text.
    """
    days: dict[str, set[tuple[int | None, int | None, int | None]]] = {}
    for index in lines:
        point = found[index].point
        assert point is not None
        days.setdefault(found[index].family, set()).add((point.year, point.month, point.day))
    return {i for i in lines if len(days[found[i].family]) > 1 and found[i].first > _TITLE_TOKENS}


def _header_rank(tokens: Tokens, expr: Expr) -> int | None:
    start = expr.first
    while start > 0 and not tokens.has(start - 1, "newline"):
        start -= 1
        if expr.first - start > _LINE_TOKENS:
            return None
    before = range(start, expr.first)
    after = expr.last + 1
    ends_line = after >= len(tokens.words) or tokens.has(after, "newline")
    closes = ends_line or _closes(tokens, after)
    is_early = expr.first < HEAD_TOKENS
    label = [tokens.lower(i) for i in before]
    places = list(before)
    if label[-2:] == ["corresponding", "to"]:  # a day of another calendar stands first
        places = [i for i in before[:-2] if not tokens.has(i, "int")]
        label = label[:-2]
    elif tokens.has(expr.first - 1, "lparen") and tokens.has(after, "rparen"):
        places = [i for i in before if not tokens.has(i, "int")]
    elif ends_line:
        cuts = [i for i in before if tokens.has(i, "bar") or tokens.has(i, "dash") or tokens.words[i] in "·•"]
        places = [i for i in before if not cuts or i > cuts[-1]] or places  # "Press note 52 - Ancona, 3 May 2021"
    if ends_line and label[:2] in (["done", "at"], ["done", "in"], ["given", "at"], ["issued", "at"]):
        return 4
    is_embargo = any(w in ("embargo", "embargoed") for w in label[:3])
    if not is_embargo and any(w in words_of("not_released") for w in label):
        return None
    if is_early and is_embargo:
        return 3  # an embargo ends on another day than the release is dated, where both are stated
    if is_early and label and _is_label(label):
        return 0
    if not label and tokens.lower(start - 2) in ("news", "releases") and tokens.any_of(start - 3, _OTHER_NEWS):
        return None
    if not label:
        if ends_line or (is_early and (closes or tokens.any_of(after, ("posted", "by", "published", ",")))):
            return 2 if is_early else 4
        return None
    if "[" in label or "[" in "".join(tokens.words[start : expr.first]):
        return None  # a source note: "[Statement, 5/12/23]"
    if is_early and closes and len(label) <= _PLACE_TOKENS and all(_is_place_token(tokens, i) for i in places):
        return 1
    if is_early and _is_sentence_of_place(tokens, expr, before):
        return 3
    if is_early and tokens.has(expr.first - 1, "dash") and tokens.has(after, "dash"):
        return 1
    return None


def _closes(tokens: Tokens, after: int) -> bool:
    """Say whether the signs after a date end a dateline: a dash, a bracket, a bar, ".-", "(KNA) --", "**"."""
    if any(tokens.has(after, c) for c in ("dash", "rparen", "slash", "colon", "bar")):
        return True
    if tokens.has(after, "lparen") and tokens.has(after + 2, "rparen") and tokens.has(after + 3, "dash"):
        return True
    if tokens.has(after, "dot"):
        after += 1
    return tokens.has(after, "star") or (tokens.has(after - 1, "dot") and tokens.has(after, "dash"))


def _is_sentence_of_place(tokens: Tokens, expr: Expr, before: range) -> bool:
    """Say whether a place and a full date stand as a sentence before the text: "Quito, December 7, 2022. The ..."."""
    after = expr.last + 1
    full = expr.point is not None and expr.point.year is not None and tokens.has(after, "dot")
    opens_text = tokens.has(after + 1, "cap") or tokens.has(after + 1, "quote")
    is_place = len(before) <= _SHORT_PLACE and all(_is_place_token(tokens, i) for i in before)
    return full and opens_text and is_place and tokens.has(before[-1], "comma") and tokens.has(before[0], "cap")


def _is_label(words: list[str]) -> bool:
    """Say whether a line up to a date is a label: "Release date:", "For immediate release", "Posted on"."""
    labels = words_of("header_label")
    if len(words) > 12 or not any(w in labels for w in words[-5:]):
        return False
    if words[-1] in (":", "-", "–", "—"):
        return True
    return len(words) <= 4 and (words[-1] in labels or (words[-1] == "on" and words[-2] in labels))


def _is_place_token(tokens: Tokens, index: int) -> bool:
    word = tokens.lower(index)
    if word in words_of("no_place_word"):
        return False
    return any(tokens.has(index, name) for name in _PLACE_CLASSES) or word in words_of("place_word")
