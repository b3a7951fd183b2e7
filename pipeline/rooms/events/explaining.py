"""Why a record stands as it does: its words and rule, its date and the rival dates, what was tested, who and where.

The room is walked again over the same layers, so what is told is what decided. Lines are plain text; offsets in
them are those of the clean text.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from pipeline.model.records import Release
from pipeline.rooms.events import assembly, choosing, parents
from pipeline.rooms.events.exclusions import is_denied, is_habit, is_phase
from pipeline.rooms.events.explained import Case, build_case, id_of, quoted, sentence_id, weighed_most
from pipeline.rooms.events.explaining_details import participants_lines, places_lines, status_lines
from pipeline.rooms.events.models import load_models
from pipeline.rooms.events.reading import SILENT_ZONES, Reading
from pipeline.rooms.events.room import BANDS, rule_of
from pipeline.rooms.events.status import POSTPONED, framed_status
from pipeline.rooms.events.triggers import trigger_features
from pipeline.rooms.events.trusting import trust_features

Section = tuple[str, list[str]]
_SOURCES = {"lexicon": "trigger list", "context": "context table", "name": "name of a gathering"}
_MOST_RIVALS = 5


def explain_event(release: Release, doc: Doc, number: int) -> list[Section]:
    """Give the sections (heading, lines) about the event with that number, counted from 1.

    The layers before `events` must be filled. Raises IndexError when there is no such event.
    """
    case = build_case(Reading(release, doc), load_models(), number)
    return [
        ("Rule", _rule(case)),
        ("Words", _words(case)),
        ("Exclusions tested", _exclusions(case)),
        ("Date", _date(case)),
        ("Status", status_lines(case)),
        ("Participants", participants_lines(case)),
        ("Places", places_lines(case)),
        ("Part of", _parent(case)),
    ]


def _rule(case: Case) -> list[str]:
    draft = case.draft
    votes = ", ".join(sorted({f"{c.lemma} ({c.type})" for c in draft.mentions}))
    bands = ", ".join(f"{name} from {least:.2f}" for least, name in BANDS)
    trust = trust_features(case.reading, draft, case.drafts)
    lines = [
        f"type {draft.type}, by the words {votes}",
        f"record filter {draft.score:.2f}, kept from {assembly.KEEP:.2f}",
        f"weighed most: {weighed_most(case.models.record, case.kept_by)}",
        f"type and date right {draft.trust:.2f}, hence {rule_of(draft)} ({bands}, else weak)",
        f"weighed most: {weighed_most(case.models.trust, trust)}",
    ]
    if draft.is_counted:
        lines.append(f"counted and dated: the record filter gives at least {assembly.COUNTED:.2f}")
    if draft.part is not None:
        lines.append(f"one of several records of the same words, told apart by {draft.part}")
    return lines


def _words(case: Case) -> list[str]:
    lines = []
    reading = case.reading
    place = {s.candidate.token.i: n for n, s in enumerate(case.scored)}
    own = [place[c.token.i] for c in case.draft.mentions]
    odds = assembly.merge_odds(reading, case.scored, case.models)
    for candidate, score in zip(case.draft.mentions, case.draft.scores, strict=True):
        lines.append(
            f'"{candidate.token.text}" in {sentence_id(reading, candidate.start)} ({candidate.zone}), {candidate.pos}, '
            f"from the {_SOURCES[candidate.source]}: word filter {score:.2f}, counted from {assembly.MAYBE:.2f}"
        )
        lines.append(f"  weighed most: {weighed_most(case.models.trigger, trigger_features(reading, candidate))}")
        if len(own) > 1:
            at = place[candidate.token.i]
            lines.append(f"  names the same as {_likeliest(case, odds, at, [n for n in own if n != at])}")
    left = [n for n in range(len(case.scored)) if n not in own]
    if left:
        best = max(own, key=lambda n: (max(odds[n, m] for m in left), -n))
        lines.append(f"likeliest word of another record or of none: {_likeliest(case, odds, best, left)}")
    return lines


def _likeliest(case: Case, odds: NDArray[np.float64], at: int, others: list[int]) -> str:
    """Name the word that most probably shares the record with the word, and how probably the two of them do."""
    best = max(others, key=lambda n: (odds[at, n], -n))
    word = case.scored[best].candidate
    return f'"{word.token.text}" in {sentence_id(case.reading, word.start)}: {1 / (1 + math.exp(-odds[at, best])):.2f}'


def _exclusions(case: Case) -> list[str]:
    reading, words = case.reading, case.draft.mentions
    tests = (
        ("F4 standing text or navigation", [c for c in words if c.zone in SILENT_ZONES]),
        ("N3 habit (told with how often)", [c for c in words if is_habit(reading, c)]),
        ("N8 denied (not, no, never)", [c for c in words if is_denied(c)]),
        ("phase of another event (the session opened)", [c for c in words if is_phase(reading, c)]),
        ("word inside another name", [c for c in words if c.token.i in reading.mention_at and c.source == "lexicon"]),
    )
    return [f"{name}: {'found, let through' if hit else 'not found, passed'}" for name, hit in tests] + [
        "N1-N5, N7 (reports, states, hypotheticals, results, sub-steps): weighed by the word and record filters above"
    ]


def _date(case: Case) -> list[str]:
    draft = case.draft
    lines = [_date_in_words(case)]
    if draft.is_counted:
        return [*lines, "one of the dates told together with the plural: not weighed against others"]
    if framed_status(draft) == POSTPONED:
        return [*lines, "the date the event was moved to, if one is told: not weighed against others"]
    chosen = next((c for c in case.choices if c.date.id == draft.date.mention), None)
    if chosen is not None:
        own = draft.score_of(chosen.date.id)
        lines += [
            f"chosen {chosen.score:.2f}, counted from {choosing.CHOOSE:.2f}; by its own words {own:.2f}, "
            f"by an event it may be part of {chosen.inherited:.2f}",
            f"weighed most: {weighed_most(case.models.choose, chosen.features)}",
        ]
    rivals = [c for c in case.choices if c is not chosen][:_MOST_RIVALS]
    lines.append("competing dates: " + ("" if rivals else "none in the release"))
    lines += [f"  {quoted(case.reading, c.date)}, value {c.date.value or 'unknown'}: {c.score:.2f}" for c in rivals]
    return [line.rstrip() for line in lines]


def _date_in_words(case: Case) -> str:
    date = case.draft.date
    if date.mention is None:
        return "none: no date is likely enough"
    value = date.value or "no value"
    chosen = next((c for c in case.choices if c.date.id == date.mention), None)
    if chosen is None:
        return f"{value}, basis {date.basis}, from {date.mention}"
    text = quoted(case.reading, chosen.date)
    if date.basis == "inherited":
        return f"{value}, basis inherited, from {text}, the date of {id_of(chosen.heir, case.drafts)}"
    return f"{value}, basis {date.basis}, from {text}"


def _parent(case: Case) -> list[str]:
    parent = case.draft.parent
    if parent is None:
        return ["none"]
    named = f"{id_of(parent, case.drafts)} ({parent.type}): {case.parent_odds:.2f}"
    if case.parent_odds > parents.PARENT:
        return [f"{named}, counted from {parents.PARENT:.2f}"]
    return [f"{named}, because its date is inherited from it"]
