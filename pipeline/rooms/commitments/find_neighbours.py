"""Names that stand in one enumeration: "Northport, the City of Southport and Eastport Council"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.lang.syntax import head_in
from pipeline.model.records import Mention
from pipeline.rooms.commitments.context import Context

_SHORT = r"(?:\s?\([^()\n]{1,20}\))?"
_ARTICLE = r"(?:(?:the|both|its|their|our|her|his) )?(?:[a-z]+ )?"
_AND = re.compile(rf"{_SHORT}\s?,?\s?(?:and|&|as well as|(?:together|along|jointly) with)\s{_ARTICLE}")
_COMMA = re.compile(rf"{_SHORT},\s{_ARTICLE}")
_MOST = 10
_ADVERBS = ("together", "along", "jointly")
_SUBJECT_LIKE = ("nsubj", "nsubjpass", "conj", "appos", "ROOT", "dep", "nmod", "compound", "npadvmod")


def listed_with(context: Context, mention: Mention) -> list[Mention]:
    """Give the names of the enumeration that a name stands in, itself included; it alone where there is none.

    An enumeration ends behind the name that follows its "and"; without an "and" commas join nothing.
    """
    at = context.place_of(mention)
    first = at
    while first > max(0, at - _MOST) and _joint(context, first - 1) == "," and _may_begin(context, first - 1):
        first -= 1
    if first > 0 and first == at and _joint(context, at - 1) == "and":
        return _closed_by(context, at)
    last = at
    while last + 1 < min(len(context.mentions), at + _MOST):
        joint = _joint(context, last)
        if not joint:
            break
        last += 1
        if joint == "and":
            return list(context.mentions[first : last + 1])
    return [mention]


def _closed_by(context: Context, at: int) -> list[Mention]:
    """Give the enumeration whose last name, behind the "and", is at index `at`."""
    first = at - 1
    while first > max(0, at - _MOST) and _joint(context, first - 1) == "," and _may_begin(context, first - 1):
        first -= 1
    return list(context.mentions[first : at + 1])


def _joint(context: Context, at: int) -> str:
    """Give what joins a name and the next one: "and", "," or "" if they stand apart or are of unlike kinds."""
    left, right = context.mentions[at], context.mentions[at + 1]
    if not ({left.type, right.type} <= {"ORG", "PLACE"} or left.type == right.type):
        return ""
    gap = context.text[left.end : right.start]
    if len(gap) > 50:
        return ""
    return "and" if _AND.fullmatch(gap) else "," if _COMMA.fullmatch(gap) else ""


def _may_begin(context: Context, at: int) -> bool:
    """Say whether a name left of a comma can be one of several: not in "In Northport, Southport and Eastport met"."""
    mention = context.mentions[at]
    head = head_in(context.doc, mention.start, mention.end)
    return head is not None and head.dep_ in _SUBJECT_LIKE


def joined_by_with(noun: Token) -> list[Token]:
    """Give the party behind "Northport, together with its partners, will ...", [] if there is none."""
    doc, i = noun.doc, noun.right_edge.i + 1
    for start in (noun.i + 1, i):
        if start + 3 >= len(doc) or doc[start].text != "," or doc[start + 1].lower_ not in _ADVERBS:
            continue
        preposition = doc[start + 2]
        if preposition.lower_ == "with":
            return [t for t in preposition.rights if t.dep_ == "pobj"][:1]
    return []
