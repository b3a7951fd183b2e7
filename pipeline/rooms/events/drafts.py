"""Event records while they are being made."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from pipeline.model.records import Date, EventDate, Participant
from pipeline.rooms.events.candidate import Candidate


@dataclass(eq=False)
class Draft:
    """A happening with the words that name it, which stay the same; the other fields are filled step by step.

    Two drafts are never equal, however alike they are.
    """

    mentions: list[Candidate]
    scores: list[float]
    type: str = ""
    linked: Date | None = None
    link_score: float = 0.0
    date: EventDate = field(default_factory=EventDate)
    status: str = "occurred"
    # Of each date in reach, by its id: how probably it dates a word, and where that word starts.
    date_scores: dict[str, list[tuple[float, int]]] = field(default_factory=dict)
    people: frozenset[str] = frozenset()  # entities named in the clauses of its words
    about: frozenset[str] = frozenset()  # entities among the complements of its words
    score: float = 0.0  # how probably the record is an event by the guidelines
    trust: float = 0.0  # how probably its type and date are right as well
    parent: Draft | None = None
    places: list[str] = field(default_factory=list)
    own_places: list[str] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    name: str | None = None
    document: str | None = None
    part: str | None = None  # what tells apart records that share a trigger: a date id or a place id

    @cached_property
    def first(self) -> Candidate:
        """The earliest mention."""
        return min(self.mentions, key=lambda c: c.start)

    @property
    def main(self) -> Candidate:
        """The mention in whose sentence the date stands, else the best of the body, else the first (T2)."""
        return self.mentions[0]

    @cached_property
    def best(self) -> float:
        """The score of its likeliest word."""
        return max(self.scores)

    @property
    def is_counted(self) -> bool:
        """Whether the record is one of several that a counted plural with coordinated dates stands for."""
        return self.part is not None and self.linked is not None and self.linked.id == self.part

    def score_of(self, date: str) -> float:
        """Give how probably the date (its id) dates one of the words; 0 when none is near it."""
        return max((score for score, _ in self.date_scores.get(date, ())), default=0.0)

    @property
    def likeliest(self) -> float:
        """How probable the likeliest date in reach of its words is, 0 when none is in reach."""
        return max(map(self.score_of, self.date_scores), default=0.0)

    @cached_property
    def is_titled(self) -> bool:
        """Whether one of its words stands in a headline."""
        return any(c.zone == "title" for c in self.mentions)

    @cached_property
    def sentences(self) -> list[int]:
        """The numbers of the sentences with a mention, in order."""
        return sorted({c.sentence for c in self.mentions})
