"""Headings and lead-ins whose cue is a noun: "Our commitments", "Recommendations of the forum:"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from pipeline.lang.lexicon import read_table
from pipeline.rooms.commitments.frames import Frame
from pipeline.rooms.commitments.grammar import find_subject


def heading_frame(tokens: list[Token]) -> Frame | None:
    """Read "Our commitments", "Recommendations of the forum:", "The congress took three decisions:"."""
    words = [t for t in tokens if not t.is_punct and not t.is_space]
    named = [t for t in words if t.pos_ in ("NOUN", "PROPN") and (t.tag_ in ("NNS", "NNPS") or t.lower_[-1] == "s")]
    cue = next((t for t in reversed(named) if t.lemma_.lower().removesuffix("s") in _headings()), None)
    if cue is None or not (cue is words[-1] or cue is words[0]) or len(words) > (4 if cue is words[-1] else 12):
        return _taken(words)
    owner = _holder(cue) or (words[0] if words[0].lower_ in ("our", "my") else None)
    commitment_class = "CALL" if _headings()[cue.lemma_.lower().removesuffix("s")] == "CALL" else "OWN"
    strength = "CALL" if commitment_class == "CALL" else "PLEDGE"
    return Frame(cue, commitment_class, strength, "list-heading", cue, owner)


def _taken(words: list[Token]) -> Frame | None:
    """Read "The congress took three decisions:"; who took them is bound."""
    if not 4 < len(words) <= 16 or words[-1].lemma_.lower() not in _headings():
        return None
    cue = words[-1]
    subject = find_subject(cue.head) if cue.dep_ == "dobj" else None
    if subject is None or cue.head.lemma_ not in ("take", "adopt", "make", "reach", "approve", "pass", "issue"):
        return None
    call = _headings()[cue.lemma_.lower()] == "CALL"
    return Frame(cue, "CALL" if call else "OWN", "CALL" if call else "PLEDGE", "list-heading", cue, subject)


def _holder(cue: Token) -> Token | None:
    """Give whose demands a heading announces: "Recommendations of the forum"."""
    for prep in cue.rights:
        if prep.dep_ == "prep" and prep.lower_ in ("of", "by", "from"):
            return next((t for t in prep.rights if t.dep_ == "pobj"), None)
    return next((t for t in cue.lefts if t.dep_ == "poss" and t.tag_ != "PRP$"), None)


@cache
def _headings() -> dict[str, str]:
    rows = read_table("commitments/lead_ins")
    return {row["word"]: row["strength"] for row in rows if row["kind"].startswith("heading")}


@cache
def lead_words(kind: str) -> frozenset[str]:
    """Give the words of lead-ins of one kind."""
    return frozenset(row["word"] for row in read_table("commitments/lead_ins") if row["kind"] == kind)
