"""What the explanations of a record are drawn from, and the words they share."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.records import Date
from pipeline.rooms.events import assembly
from pipeline.rooms.events.choosing import Choices, choice_features
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.keeping import record_features
from pipeline.rooms.events.linear import LinearModel
from pipeline.rooms.events.merging import Scored
from pipeline.rooms.events.models import Models
from pipeline.rooms.events.reading import Reading

_MOST_FEATURES = 4
_LONGEST_QUOTE = 60


@dataclass(frozen=True)
class Choice:
    """A date of the release, how probably it is the record's, and why; from whom it would be inherited."""

    date: Date
    score: float
    features: list[str]
    heir: Draft | None
    inherited: float


@dataclass(frozen=True)
class Case:
    """A record with all that decided about it; what later steps change is noted as it stood then."""

    reading: Reading
    models: Models
    scored: list[Scored]
    drafts: list[Draft]
    draft: Draft
    kept_by: list[str]  # what the record filter saw
    choices: list[Choice]  # the likeliest first
    parent_odds: float  # of the record it became a part of


def build_case(reading: Reading, models: Models, number: int) -> Case:
    """Walk the room over the release, and note what decides about the record with that number, counted from 1.

    Raises IndexError when there is no such record.
    """
    scored = assembly.score_candidates(reading, models)
    merged = assembly.merge_candidates(reading, scored, models)
    kept = assembly.keep_drafts(reading, merged, models)
    if not 0 < number <= len(kept):
        raise IndexError(number)
    draft = kept[number - 1]
    kept_by = record_features(reading, draft, merged)
    view = Choices(reading, kept, models)
    choices = []
    for date in view.dates:
        features = choice_features(view, draft, date)
        choices.append(Choice(date, models.choose.score(features), features, *view.heir(draft, date)))
    choices.sort(key=lambda c: (-c.score, c.date.start))
    for other in kept:
        other.parent = None  # the walk itself links the parents
    assembly.complete_kept(reading, kept, models)
    odds = view.parent_score(draft, draft.parent) if draft.parent is not None else 0.0
    return Case(reading, models, scored, kept, draft, kept_by, choices, odds)


def weighed_most(model: LinearModel, features: list[str], label: str = "yes", against: str = "") -> str:
    """Give the features that weighed most for or against the label, as text; "nothing" when none is known.

    `against` is the label it had to beat: what speaks against that one counts as well.
    """
    table, other = model.weights.get(label, {}), model.weights.get(against, {})
    weights = {f: table.get(f, 0.0) - other.get(f, 0.0) for f in set(features) if f in table or f in other}
    known = sorted(((weight, name) for name, weight in weights.items()), key=lambda x: (-abs(x[0]), x[1]))
    return ", ".join(f"{name} {weight:+.2f}" for weight, name in known[:_MOST_FEATURES]) or "nothing"


def id_of(draft: Draft | None, drafts: list[Draft]) -> str:
    """Give the id the record has in the tables."""
    return next((f"EV{n}" for n, d in enumerate(drafts, 1) if d is draft), "another event")


def sentence_id(reading: Reading, offset: int) -> str:
    """Give the id of the sentence at the offset."""
    return reading.sentences[reading.sentence_of(offset)].id


def quoted(reading: Reading, date: Date) -> str:
    """Give the words of the date with its id and sentence."""
    text = " ".join(reading.text[date.start : date.end].split())
    return f'"{text}" ({date.id}, {sentence_id(reading, date.start)})'


def who(case: Case, entity: str | None, start: int, end: int) -> str:
    """Give the name of the entity, else the words in the range, shortened when long."""
    known = case.reading.entity_by_id.get(entity or "")
    words = known.canonical if known is not None else case.reading.text[start:end]
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 2].rstrip() + " …"
