"""A word that may name a happening."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token


@dataclass(frozen=True)
class Candidate:
    """A word that may name a happening. `type` is the lexicon's, before the context decides."""

    token: Token
    lemma: str
    pos: str  # noun or verb
    type: str
    source: str  # lexicon, context or name
    sentence: int
    zone: str
    name: str | None = None  # id of the NAMED_EVENT entity whose head the word is
    grip: str = "medium"  # how often the lexicon word names a happening at all: strong, medium, weak

    @property
    def start(self) -> int:
        """Offset of the word."""
        return int(self.token.idx)

    @property
    def end(self) -> int:
        """Offset after the word."""
        return int(self.token.idx) + len(self.token)
