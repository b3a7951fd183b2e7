"""A line that can be read without the source: "Northport: build a school"."""

from __future__ import annotations

import re

from pipeline.lang.syntax import token_at
from pipeline.model.records import Party, Span
from pipeline.rooms.commitments.context import Context

_LONGEST = 110
_LONGEST_NAME = 60
_PRONOUNS = (
    "we",
    "our",
    "us",
    "i",
    "my",
    "he",
    "his",
    "she",
    "her",
    "it",
    "its",
    "they",
    "their",
    "them",
    "this",
    "that",
)


def title_of(
    context: Context,
    commitment_class: str,
    action: Span,
    committer: tuple[Party, ...],
    addressee: tuple[Party, ...],
    negative: bool,
    passive: bool = False,
) -> str:
    """Give the title of a commitment, never empty: who, then what; calls name who is asked."""
    who = _names(context, addressee if commitment_class == "CALL" and addressee else committer)
    if commitment_class == "CALL":
        by = _names(context, committer)
        who = (
            f"{who} (asked by {by})"
            if addressee and by
            else f"{who} (asked)"
            if addressee
            else f"call by {by}"
            if by
            else "call"
        )
    elif commitment_class == "PROPOSAL":
        who = f"proposed by {who}" if who else "proposed"
    what = _deed(context, action)
    what = f"to be {what}" if passive else what
    what = f"not {what}" if negative else what
    title = f"{who}: {what}" if who else what
    first = title.split(" ", 1)[0]
    return title[0].upper() + title[1:] if first.rstrip(":").isalpha() and first.islower() else title


def _deed(context: Context, action: Span) -> str:
    """Give the action on one line, its first verb as an infinitive ("supporting the plan": "support the plan")."""
    what = re.sub(r"\s+", " ", context.text[action.start : action.end]).strip()
    first = token_at(context.doc, action.start)
    if first is not None and first.tag_ == "VBG" and first.dep_ not in {"amod", "compound", "nsubj"}:
        what = first.lemma_.lower() + what[len(first) :]
    elif first is not None and first.dep_ == "det":
        what = re.sub(r"^(?:the|a|an) ", "", what, flags=re.IGNORECASE)
    if len(what) > _LONGEST:
        what = what[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    if what.count('"') % 2:
        what = what.replace('"', "")
    return what.replace("“", "").replace("”", "") if what.count("“") != what.count("”") else what


def _names(context: Context, parties: tuple[Party, ...]) -> str:
    names = []
    for party in parties:
        entity = context.entities.get(party.entity) if party.entity else None
        if entity is not None:
            names.append(entity.acronym or entity.canonical)
        elif party.start is not None and party.end is not None:
            words = re.sub(r"\s+", " ", context.text[party.start : party.end])
            if words.lower() not in _PRONOUNS:
                names.append(_shortened(words))
    names = list(dict.fromkeys(names))
    if len(names) > 3:
        return f"{', '.join(names[:2])} and {len(names) - 2} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _shortened(words: str) -> str:
    """Give a described party in few words, a sentence's opening article in lower case."""
    words = words.strip("\"“”'‘’ ")
    if words.startswith(("The ", "This ", "These ", "All ", "Our ")):
        words = words[0].lower() + words[1:]
    if len(words) <= _LONGEST_NAME:
        return words
    return words[:_LONGEST_NAME].rsplit(" ", 1)[0].rstrip(",;:") + " …"
