"""Which date belongs to which event word (V1-V5)."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.lang.syntax import clause_of, verb_frame
from pipeline.model.records import Date, EventDate
from pipeline.rooms.events.candidate import Candidate
from pipeline.rooms.events.reading import Reading

_LINKED_KINDS = frozenset({"date", "vague"})
_LONGEST_PATH = 5
_PARTS = frozenset({"day", "eve", "week", "hour", "afternoon", "morning"})


@dataclass(frozen=True)
class DateLink:
    """A date that may be the candidate's, and how probable that is."""

    date: Date
    score: float


def dates_in_reach(reading: Reading, candidate: Candidate) -> list[Date]:
    """Give the dates of the candidate's sentence, of the sentences beside it, and of the dateline."""
    found = []
    for number in (candidate.sentence - 1, candidate.sentence, candidate.sentence + 1):
        found += [d for d in reading.dates_by_sentence.get(number, ()) if d.kind in _LINKED_KINDS]
    return found


def linked_dates(reading: Reading) -> list[Date]:
    """Give the dates of the release that may date an event, in text order."""
    return [d for d in reading.dates if d.kind in _LINKED_KINDS]


def is_within_day(candidate: Candidate) -> bool:
    """Say whether the word only tells whose day it is ("the last day of the symposium"): the day is not its date."""
    token = candidate.token
    return token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_.lower() in _PARTS


def dependency_path(start: Token, goal: Token, longest: int = _LONGEST_PATH) -> list[str] | None:
    """Give the labels from `start` up to the common ancestor and down to `goal`; None when longer than `longest`."""
    above: dict[int, list[str]] = {start.i: []}
    at = start
    ups: list[str] = []
    while at.head.i != at.i and len(ups) < longest:
        ups = [*ups, f"^{at.dep_}"]
        at = at.head
        above[at.i] = ups
    at = goal
    downs: list[str] = []
    while True:
        if at.i in above:
            path = above[at.i] + downs
            return path if len(path) <= longest else None
        if at.head.i == at.i or len(downs) >= longest:
            return None
        label = at.lower_ if at.dep_ in {"prep", "agent", "mark"} else at.dep_
        downs = [f"v{label}", *downs]
        at = at.head


def date_features(reading: Reading, candidate: Candidate, date: Date, rivals: list[Candidate]) -> list[str]:
    """Give the names of what is true of the pair; `rivals` are the words that passed the trigger filter."""
    gap = reading.sentence_of(date.start) - candidate.sentence
    head = reading.head_of.get(f"d:{date.id}")
    names = [
        f"gap={gap}",
        f"gap={gap}/{candidate.pos}",
        f"kind={date.kind}/{gap}",
        f"precision={date.precision}",
        f"precision={date.precision}/{gap}",
        f"mod={date.mod}",
        f"zone={candidate.zone}/{reading.zone_of(date.start)}",
        f"type={candidate.type}",
        f"type={candidate.type}/{gap}",
        f"lemma={candidate.lemma}/{gap == 0}",
        f"basis={date.basis}/{gap}",
    ]
    if gap == 0 and head is not None:
        names += _same_sentence(reading, candidate, date, head, rivals)
    else:
        others = len(reading.dates_by_sentence.get(candidate.sentence, ()))
        names += [f"own_dates={min(others, 2)}/{gap}"]
        near = [c for c in rivals if c.sentence == candidate.sentence + gap]
        names += [f"gap_rivals={min(len(near), 3)}/{gap}"]
        first = reading.first_tokens[reading.sentence_of(date.start)]
        if first is not None and head is not None:
            names += [f"opens={first.lower_}/{gap}", f"early={date.start - first.idx < 25}/{gap}"]
    return names


def _same_sentence(
    reading: Reading, candidate: Candidate, date: Date, head: Token, rivals: list[Candidate]
) -> list[str]:
    token = candidate.token
    before = date.start < candidate.start
    side = "before" if before else "after"
    apart = abs(head.i - token.i)
    size = "1-3" if apart < 4 else "4-8" if apart < 9 else "9-16" if apart < 17 else "17-30" if apart < 31 else "31+"
    low, high = min(token.i, head.i), max(token.i, head.i)
    between = sum(1 for c in rivals if low < c.token.i < high)
    dates = reading.dates_by_sentence.get(candidate.sentence, [])
    rival_dates = sum(1 for d in dates if d.kind in _LINKED_KINDS)
    same_clause = clause_of(token) == clause_of(head)
    path = dependency_path(token, head)
    joined = ">".join(path) if path is not None else "far"
    names = [
        f"side={side}", f"apart={side}/{size}", f"apart={size}/{candidate.pos}", f"between={side}/{min(between, 3)}",
        f"clause={same_clause}", f"clause={same_clause}/{candidate.pos}", f"path={joined}",
        f"path={candidate.pos}/{joined}", f"length={len(path) if path is not None else 'far'}",
        f"dates={min(rival_dates, 3)}", f"only={rival_dates == 1}/{same_clause}",
        f"clauses={between == 0}/{same_clause}/{side}",
    ]  # fmt: skip
    governing = head.head if head.dep_ in {"pobj", "npadvmod"} else head
    names.append(f"prep={governing.lower_ if governing.dep_ == 'prep' else head.dep_}")
    names.append(f"prep={governing.lower_ if governing.dep_ == 'prep' else head.dep_}/{candidate.type}")
    names.append(f"tense={verb_frame(clause_of(token)).tense}/{same_clause}")
    nearest = min(dates, key=lambda d: (abs(d.start - candidate.start), d.start))
    names.append(f"nearest={nearest.id == date.id}/{same_clause}")
    first_in = min((c.token.i for c in rivals if c.sentence == candidate.sentence), default=token.i)
    names.append(f"sentence_start={date.start - reading.sentences[candidate.sentence].start < 6}")
    names.append(f"first_rival={first_in == token.i}/{side}")
    return names


def event_date(date: Date | None, basis: str | None = None) -> EventDate:
    """Give the date of an event from the expression linked to it, the empty one when there is none."""
    if date is None:
        return EventDate()
    known = date.kind == "date"
    return EventDate(
        value=date.value if known else None,
        first=date.first if known else None,
        last=date.last if known else None,
        precision=date.precision if known and date.value else None,
        basis=basis or ("explicit" if date.basis == "inferred" else date.basis),
        mention=date.id,
    )
