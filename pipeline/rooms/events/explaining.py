"""Why a record stands as it does: its words and rule, its date and the rival dates, what was tested, who and where.

The room is walked again over the same layers, so what is told is what decided. Lines are plain text; offsets in
them are those of the clean text.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.model.records import Date, Release
from pipeline.rooms.events import assembly, details
from pipeline.rooms.events.candidate import Candidate
from pipeline.rooms.events.dating import date_features, dates_in_reach, is_within_day
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.exclusions import is_denied, is_habit, is_phase
from pipeline.rooms.events.keeping import record_features
from pipeline.rooms.events.linear import LinearModel
from pipeline.rooms.events.models import Models, load_models
from pipeline.rooms.events.reading import SILENT_ZONES, Reading
from pipeline.rooms.events.references import find_references
from pipeline.rooms.events.roles import told_role
from pipeline.rooms.events.status import framed_status, status_features
from pipeline.rooms.events.taking_part import may_take_part, part_features, references_in_reach
from pipeline.rooms.events.triggers import trigger_features

Section = tuple[str, list[str]]
_MOST_FEATURES = 4
_LONGEST_QUOTE = 60


@dataclass(frozen=True)
class _Case:
    reading: Reading
    draft: Draft
    models: Models
    rivals: list[Candidate]
    drafts: list[Draft]


def explain_event(release: Release, doc: Doc, number: int) -> list[Section]:
    """Give the sections (heading, lines) about the event with that number, counted from 1.

    The layers before `events` must be filled. Raises IndexError when there is no such event.
    """
    reading, models = Reading(release, doc), load_models()
    drafts = assembly.build_drafts(reading, models)
    if not 0 < number <= len(drafts):
        raise IndexError(number)
    rivals = [s.candidate for s in assembly.score_candidates(reading, models)]
    case = _Case(reading, drafts[number - 1], models, rivals, drafts)
    return [
        ("Rule", _rule(case)),
        ("Words", _words(case)),
        ("Exclusions tested", _exclusions(case)),
        ("Date", _date(case, drafts)),
        ("Status", _status(case)),
        ("Participants", _participants(case)),
        ("Places", _places(case)),
        ("Part of", _parent(case, drafts)),
    ]


def weighed_most(model: LinearModel, features: list[str], label: str = "yes", against: str = "") -> str:
    """Give the features that weighed most for or against the label, as text; "nothing" when none is known.

    `against` is the label it had to beat: what speaks against that one counts as well.
    """
    table, other = model.weights.get(label, {}), model.weights.get(against, {})
    weights = {f: table.get(f, 0.0) - other.get(f, 0.0) for f in set(features) if f in table or f in other}
    known = sorted(((weight, name) for name, weight in weights.items()), key=lambda x: (-abs(x[0]), x[1]))
    return ", ".join(f"{name} {weight:+.2f}" for weight, name in known[:_MOST_FEATURES]) or "nothing"


def _rule(case: _Case) -> list[str]:
    draft = case.draft
    votes = ", ".join(sorted({f"{c.lemma} ({c.type})" for c in draft.mentions}))
    lines = [
        f"type {draft.type}, by the words {votes}",
        f"record filter {draft.score:.2f}, kept from {assembly.KEEP:.2f}",
        f"weighed most: {weighed_most(case.models.record, record_features(case.reading, draft, case.drafts))}",
    ]
    if draft.part is not None:
        lines.append(f"one of several records of the same words, told apart by {draft.part}")
    return lines


def _words(case: _Case) -> list[str]:
    lines = []
    for candidate, score in zip(case.draft.mentions, case.draft.scores, strict=True):
        source = {"lexicon": "trigger list", "context": "context table", "name": "name of a gathering"}[
            candidate.source
        ]
        lines.append(
            f'"{candidate.token.text}" in {_sentence(case.reading, candidate.start)} ({candidate.zone}), '
            f"{candidate.pos}, from the {source}: word filter {score:.2f}, counted from {assembly.MAYBE:.2f}"
        )
        lines.append(f"  weighed most: {weighed_most(case.models.trigger, trigger_features(case.reading, candidate))}")
    return lines


def _exclusions(case: _Case) -> list[str]:
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


def _date(case: _Case, drafts: list[Draft]) -> list[str]:
    draft, reading = case.draft, case.reading
    found: dict[str, tuple[float, Date, Candidate]] = {}
    for candidate in draft.mentions:
        for date in [] if is_within_day(candidate) else dates_in_reach(reading, candidate):
            score = case.models.date.score(date_features(reading, candidate, date, case.rivals))
            if date.id not in found or score > found[date.id][0]:
                found[date.id] = (score, date, candidate)
    ranked = sorted(found.values(), key=lambda x: (-x[0], x[1].start))
    lines = [_date_in_words(case, drafts)]
    if draft.linked is not None and draft.linked.id in found:
        score, date, candidate = found[draft.linked.id]
        features = date_features(reading, candidate, date, case.rivals)
        lines.append(f'linked to the word "{candidate.token.text}": {score:.2f}, linked from {assembly.LINK:.2f}')
        lines.append(f"weighed most: {weighed_most(case.models.date, features)}")
    rivals = [x for x in ranked if draft.linked is None or x[1].id != draft.linked.id]
    lines.append("competing dates: " + ("" if rivals else "none in reach"))
    lines += [f"  {_quoted(reading, d)}, value {d.value or 'unknown'}: {s:.2f}" for s, d, _ in rivals]
    return lines


def _date_in_words(case: _Case, drafts: list[Draft]) -> str:
    date, linked = case.draft.date, case.draft.linked
    if date.basis == "none":
        return "none: no date in reach is likely enough, and no parent has one"
    value = date.value or "no value"
    if date.basis == "inherited":
        at = case.draft.parent
        while at is not None and at.linked is None:
            at = at.parent
        return f"{value}, basis inherited, from {_id_of(at, drafts)}"
    return f"{value}, basis {date.basis}, from {_quoted(case.reading, linked) if linked is not None else 'the text'}"


def _status(case: _Case) -> list[str]:
    framed = framed_status(case.draft)
    if framed is not None:
        return [f"{case.draft.status}: a verb over the event or a hedge decides ({framed})"]
    names = status_features(case.reading, case.draft)
    odds = case.models.status.distribution(names)
    ranked = sorted(odds.items(), key=lambda x: (-x[1], x[0]))
    return [
        f"{case.draft.status}: " + ", ".join(f"{name} {odd:.2f}" for name, odd in ranked),
        f"weighed most: {weighed_most(case.models.status, names, case.draft.status)}",
    ]


def _participants(case: _Case) -> list[str]:
    reading, draft = case.reading, case.draft
    chosen = {p.entity or f"@{p.start}": p.role for p in draft.participants}
    lines, left_out = [], []
    for group in references_in_reach(draft, find_references(reading)).values():
        if not may_take_part(draft, group[0]):
            continue
        features = part_features(reading, draft, group)
        odds = 1.0 - case.models.part.distribution(features).get("none", 0.0)
        who = _who(case, group[0].entity, group[0].start, group[0].end)
        role = chosen.pop(group[0].entity or f"@{group[0].start}", None)
        if role is None:
            left_out.append(f"{who} {odds:.2f}")
        elif told_role(draft, group):
            lines.append(f"{who}: {role}, told by the grammar around the event")
        else:
            why = weighed_most(case.models.part, features, role, "none")
            lines.append(f"{who}: {role}, takes part {odds:.2f}, counted from {details.PART:.2f}; weighed most: {why}")
    lines += [f"{_who(case, key, 0, 0)}: {role}, by the event's own name" for key, role in chosen.items()]
    return [*(lines or ["none"]), *([f"in reach, left out: {'; '.join(left_out)}"] if left_out else [])]


def _places(case: _Case) -> list[str]:
    reading, draft = case.reading, case.draft
    lines, left_out = [], []
    for group in references_in_reach(draft, find_references(reading)).values():
        if group[0].kind not in details.PLACE_KINDS or group[0].entity is None:
            continue
        features = part_features(reading, draft, group)
        odds = case.models.place.score(features)
        who = _who(case, group[0].entity, 0, 0)
        if group[0].entity in draft.own_places:
            why = weighed_most(case.models.place, features)
            lines.append(f"{who}: {odds:.2f}, counted from {details.PLACE:.2f}; weighed most: {why}")
        else:
            left_out.append(f"{who} {odds:.2f}")
    inherited = [p for p in draft.places if p not in draft.own_places]
    lines += [f"{_who(case, p, 0, 0)}: from the event it is part of" for p in inherited]
    return [*(lines or ["none"]), *([f"in reach, left out: {'; '.join(left_out)}"] if left_out else [])]


def _parent(case: _Case, drafts: list[Draft]) -> list[str]:
    parent = case.draft.parent
    return ["none"] if parent is None else [f"{_id_of(parent, drafts)} ({parent.type})"]


def _id_of(draft: Draft | None, drafts: list[Draft]) -> str:
    return next((f"EV{n}" for n, d in enumerate(drafts, 1) if d is draft), "another event")


def _sentence(reading: Reading, offset: int) -> str:
    return reading.sentences[reading.sentence_of(offset)].id


def _quoted(reading: Reading, date: Date) -> str:
    text = " ".join(reading.text[date.start : date.end].split())
    return f'"{text}" ({date.id}, {_sentence(reading, date.start)})'


def _who(case: _Case, entity: str | None, start: int, end: int) -> str:
    known = case.reading.entity_by_id.get(entity or "")
    words = known.canonical if known is not None else case.reading.text[start:end]
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 2].rstrip() + " …"
