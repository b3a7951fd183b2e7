"""Which references stand in one list, so that what is said of the first member holds for all."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.reference import Reference

_LISTED = re.compile(
    r"\s*(?:\([^()]{0,60}\))?\)?\s*(?:,|;|/|and|&|or|,\s*and|;\s*and|as well as|,\s*as well as|along with|"
    r"together with)\s*(?:the|a|its|by|from|for|with|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Prof\.?|H\.?E\.?)?\s*"
)
_LONGEST_GAP = 90
_LONGEST_TITLE = 160  # between two persons in a list stand the office of the one and the title of the other
_SEPARATOR = re.compile(r",|;|\band\b|&|\n")
_TITLE_PREPOSITIONS = frozenset({"of", "for", "at", "from", "in", "as", "along", "by"})
_BRACKET = re.compile(r"\s*[(\[]\s*")


def with_anchors(reading: Reading, references: list[Reference]) -> list[Reference]:
    """Give the references of a sentence with the first member of their list ("Mali, Chad (KI) and Niger")."""
    found: list[Reference] = []
    persons: Reference | None = None
    for reference in references:
        before = found[-1] if found else None
        listed = _in_brackets(reading, before, reference) or _in_list(reading, before, reference)
        if listed is None and reference.kind == "PERSON" and persons is not None:
            listed = _after_title(reading, persons, reference)
        placed = listed or replace(reference, anchor=reference.token)
        persons = placed if placed.kind == "PERSON" and placed.form == "name" else persons
        found.append(placed)
    return found


def _in_brackets(reading: Reading, before: Reference | None, reference: Reference) -> Reference | None:
    """Place a short form after its full one: "Kora Institute (KI), Oslo College (OC)"."""
    if before is None or before.entity is None or before.entity != reference.entity:
        return None
    if _BRACKET.fullmatch(reading.text[before.end : reference.start]):
        return replace(reference, anchor=before.anchor, position=before.position)
    return None


def _in_list(reading: Reading, before: Reference | None, reference: Reference) -> Reference | None:
    if before is None or before.end > reference.start or reference.start - before.end >= _LONGEST_GAP:
        return None
    # "Ana Ruiz, Kora director" is a person and where she works.
    alike = (before.kind == "PERSON") == (reference.kind == "PERSON")
    if alike and _LISTED.fullmatch(reading.text[before.end : reference.start]):
        return replace(reference, anchor=before.anchor, position=before.position + 1)
    return None


def _after_title(reading: Reading, before: Reference, reference: Reference) -> Reference | None:
    """Place a person after another with an office: "Ana Ruiz, mayor of Oslo, and Kora director Ben Low"."""
    if before.end > reference.start or reference.start - before.end > _LONGEST_TITLE or reference.form != "name":
        return None
    if _SEPARATOR.search(reading.text, before.end, reference.start) is None:
        return None
    last = before.token
    while last.idx < before.end and last.i + 1 < len(last.doc):
        last = last.nbor(1)
    between = last.doc[last.i : reference.token.i]
    for token in between:
        if token.idx >= reference.start:
            break
        if token.pos_ in {"VERB", "AUX", "PRON", "SCONJ"} and token.i not in reading.mention_at:
            return None
        if token.pos_ == "ADP" and token.lower_ not in _TITLE_PREPOSITIONS and token.i not in reading.mention_at:
            return None
    return replace(reference, anchor=before.anchor, position=before.position + 1)
