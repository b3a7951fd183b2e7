"""A word or phrase that stands for somebody or some place."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token


@dataclass(frozen=True)
class Reference:
    """A word that stands for an entity (`entity` is its id) or for people without a name (`entity` None)."""

    entity: str | None
    token: Token
    start: int
    end: int
    kind: str  # PERSON, ORG, GPE, LOC, FAC, nominal
    form: str  # name, pronoun, office, nominal
    anchor: Token | None = None  # head of the first member of the list it stands in, itself when alone
    position: int = 0  # its place in that list
