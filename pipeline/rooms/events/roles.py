"""Roles that the grammar around the event word tells outright (P1): who leads, hosts, organises or attends."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from pipeline.lang.lexicon import read_table
from pipeline.lang.syntax import agents, clause_of, subjects
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.references import Reference

_OWNING = frozenset({"poss", "compound", "nmod"})
_WORDS = re.compile(r"\w+")
_LED = frozenset({"CONFERENCE", "MEETING", "VISIT"})


@cache
def _role_verbs() -> dict[tuple[str, str], str]:
    return {(row["verb"], row["part"]): row["role"] for row in read_table("events/role_verbs")}


@cache
def _role_phrases() -> dict[tuple[str, str], str]:
    return {(row["noun"], row["preposition"]): row["role"] for row in read_table("events/role_phrases")}


def told_role(draft: Draft, references: list[Reference]) -> str | None:
    """Give the role that the grammar around the gathering tells, else None.

    By a verb over it ("led by", "hosted the forum"), by a set phrase ("in cooperation with") or by the name of its
    owner ("the Kora Institute's forum").
    """
    if draft.type not in _LED:
        return None
    return _by_verb(draft, references) or _by_phrase(draft, references) or _as_owner(draft, references)


def _by_phrase(draft: Draft, references: list[Reference]) -> str | None:
    """Tell the role by a phrase in the sentence of the event: "in cooperation with", "at the invitation of"."""
    for reference in references:
        at = reference.anchor or reference.token
        if at.dep_ != "pobj" or at.head.head.i == at.head.i:
            continue
        role = _role_phrases().get((at.head.head.lower_, at.head.lower_))
        if role is not None and any(
            c.token.sent == at.sent and _is_over(c.token, at.head.head) for c in draft.mentions
        ):
            return role
    return None


def _is_over(event: Token, noun: Token) -> bool:
    """Say whether the phrase of the noun hangs on the event word or on its verb."""
    clause = clause_of(noun)
    return clause.i == event.i or clause.i == clause_of(event).i or any(t.i == event.i for t in noun.ancestors)


def _as_owner(draft: Draft, references: list[Reference]) -> str | None:
    """Tell the body that owns a gathering with a programme: its possessor, its modifier, "the session of"."""
    if draft.type != "CONFERENCE":
        return None
    events = {c.token.i for c in draft.mentions if c.pos == "noun"}
    for reference in references:
        at = reference.anchor or reference.token
        if reference.kind != "ORG":
            continue
        if at.dep_ in _OWNING and at.head.i in events:
            return "organiser"
        if at.dep_ == "pobj" and at.head.lower_ == "of" and at.head.head.i in events:
            return "organiser"
    return None


def named_owners(reading: Reading, draft: Draft) -> list[str]:
    """Give the ids of the bodies whose name or acronym opens the gathering's own name ("KORA Forum")."""
    name = reading.entity_by_id.get(draft.name or "")
    if name is None or draft.type != "CONFERENCE":
        return []
    words = _WORDS.findall(name.canonical)
    found = []
    for entity in reading.entities.items:
        if entity.type != "ORG":
            continue
        for form in (entity.canonical, *entity.aliases):
            own = _WORDS.findall(form)
            at = [n for n in range(min(3, len(words))) if words[n : n + len(own)] == own]
            if own and at and len(own) < len(words):
                found.append(entity.id)
                break
    return found


def _by_verb(draft: Draft, references: list[Reference]) -> str | None:
    for candidate in draft.mentions:
        if candidate.pos != "noun":
            continue
        verb, part = _verb_over(candidate.token)
        role = _role_verbs().get((verb.lemma_.lower(), part)) if verb is not None else None
        if verb is None or role is None:
            continue
        heads = agents(verb) if part == "agent" else subjects(verb)
        # Only the first: "led by Ana Ruiz, Kora director" is often read as a coordination.
        anchors = {h.i for h in heads[:1]}
        if any(r.token.i in anchors or (r.anchor is not None and r.anchor.i in anchors) for r in references):
            return role
    return None


def _verb_over(token: Token) -> tuple[Token | None, str]:
    """Give the verb done to the noun and where its doer stands: its agent or its subject."""
    for child in token.children:
        if child.dep_ == "acl" and child.tag_ == "VBN":
            return child, "agent"
    if token.dep_ == "nsubjpass":
        return token.head, "agent"
    if token.dep_ == "dobj":
        return token.head, "subject"
    if token.dep_ == "pobj" and token.head.lower_ == "over":
        return token.head.head, "subject"
    return None, ""
