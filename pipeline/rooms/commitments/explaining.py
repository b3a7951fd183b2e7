"""Why a commitment stands as it does: its cue and rule, what was tested, its parties and its deadline.

The room is walked again over the same layers, so what is told is what decided.
"""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.lang.syntax import token_at
from pipeline.model.records import Commitment, Party, Release
from pipeline.rooms.commitments.candidates import Candidate, find_candidates
from pipeline.rooms.commitments.context import Context
from pipeline.rooms.commitments.judge import THRESHOLD, rules, score_of, weights
from pipeline.rooms.commitments.resolve_deadline import _rank
from pipeline.rooms.commitments.resolve_pairs import Pairs
from pipeline.rooms.commitments.resolve_voices import Voices
from pipeline.rooms.commitments.room import CommitmentsRoom

Section = tuple[str, list[str]]
_MOST_FEATURES = 6
_RANKS = ("does not bound the action", "stands by the action", "bounds the action (by, before, until, within)")
# What the filter looks at, said in words: the test and the features that show it.
_TESTS = (
    ("X1 only attending, holding or being there", ("verb=attend",)),
    ("X2 an effect, not a deed", ("verb=effect", "no-deed")),
    ("X3 a statement, not a deed", ("verb=state",)),
    ("a thing, a gathering or nobody as the subject", ("who=thing", "who=things", "who=gathering", "who=none")),
    ("passive without an agent", ("passive&agentless",)),
    ("under a condition (if, when, where, because)", ("when", "where")),
    ("inside the action of another commitment", ("nested",)),
    ("told as past", ("past",)),
    ("negated", ("negative",)),
)


def explain_commitment(release: Release, doc: Doc, number: int) -> list[Section]:
    """Give the sections (heading, lines) about the commitment with that number, counted from 1.

    The layers before `commitments` must be filled. Raises IndexError when there is no such commitment.
    """
    records = CommitmentsRoom()(release, doc)
    if not 0 < number <= len(records):
        raise IndexError(number)
    record, context = records[number - 1], Context(release, doc)
    pairs, voices = Pairs(context), Voices(context)
    candidate = _candidate(record, find_candidates(context, pairs, voices))
    return [
        ("Rule", _rule(context, record, candidate)),
        ("Exclusions tested", _exclusions(context, record, candidate)),
        ("Committer", _parties(context, record, candidate)),
        ("Deadline", _deadline(context, record)),
    ]


def _candidate(record: Commitment, candidates: list[Candidate]) -> Candidate | None:
    """Give the candidate the record was made from; None for a bullet that a lead-in governs."""
    for candidate in candidates:
        heads = {a.head.idx for a in candidate.actions}
        if candidate.frame.cue.idx == record.cue.start and record.action_head.start in heads:
            return candidate
    return None


def _rule(context: Context, record: Commitment, candidate: Candidate | None) -> list[str]:
    text = context.text
    lines = [
        f'cue "{text[record.cue.start : record.cue.end]}", '
        f'action head "{text[record.action_head.start : record.action_head.end]}"',
        f"class {record.commitment_class}, strength {record.strength}",
    ]
    if candidate is None:
        lead = " ".join(text[record.lead_in.start : record.lead_in.end].split()) if record.lead_in else ""
        return [*lines, f'a bullet under the lead-in "{lead}": it takes the cue and committer of the lead-in (L1)']
    if candidate.frame.strength != record.strength:
        lines.append(f"the cue alone gives {candidate.frame.strength}; raised because a signed instrument says it")
    lines.append(f"filter {score_of(candidate.features):+.2f} (log-odds), kept from {THRESHOLD:+.2f}")
    table = weights()
    known = sorted(((table[f], f) for f in candidate.features if f in table), key=lambda x: (-abs(x[0]), x[1]))
    lines.append("weighed most: " + ", ".join(f"{name} {weight:+.2f}" for weight, name in known[:_MOST_FEATURES]))
    for needed, weight in rules():
        if needed <= candidate.features:
            lines.append(f"rule over the filter: {' and '.join(sorted(needed))} {weight:+.2f}")
    return lines


def _exclusions(context: Context, record: Commitment, candidate: Candidate | None) -> list[str]:
    zone = context.zone_at(record.cue.start)
    lines = [f"F4 standing text, navigation, running header: not found (zone {zone}), passed"]
    if candidate is None:
        return [*lines, "a bullet is taken under its lead-in; the filter is not asked"]
    table = weights()
    for name, features in _TESTS:
        hit = [f for f in features if f in candidate.features]
        told = ", ".join(f"{f} {table.get(f, 0.0):+.2f}" for f in hit)
        lines.append(f"{name}: {f'found, weighed ({told}), passed' if hit else 'not found, passed'}")
    return lines


def _parties(context: Context, record: Commitment, candidate: Candidate | None) -> list[str]:
    who = ", ".join(_name(context, p) for p in record.committer) or "nobody"
    subject = candidate.frame.subject if candidate is not None else None
    lines = [f'{who}, from the words "{subject.text}" in the sentence' if subject is not None else who]
    if candidate is not None and candidate.frame.agentless:
        lines.append("the action is told without who does it")
    if record.speaker is not None:
        lines.append(f"said in a quotation of {_name(context, Party(record.speaker))}")
    if record.addressee:
        lines.append("asked: " + ", ".join(_name(context, p) for p in record.addressee))
    return lines


def _deadline(context: Context, record: Commitment) -> list[str]:
    chosen = record.deadline
    lines = [f"{chosen.value or 'no value'} from {chosen.mention}" if chosen is not None else "none"]
    head = token_at(context.doc, record.action_head.start)
    inside = [d for d in context.dates if record.action.start <= d.start < record.action.end]
    for date in inside if head is not None else ():
        assert head is not None
        words = " ".join(context.text[date.start : date.end].split())
        lines.append(f'"{words}" ({date.id}): {_RANKS[_rank(context, date, head)]}')
    if not inside:
        lines.append("no date stands in the action")
    return lines


def _name(context: Context, party: Party) -> str:
    entity = context.entities.get(party.entity or "")
    if entity is not None:
        return " ".join(entity.canonical.split())
    if party.start is None or party.end is None:
        return "unknown"
    return " ".join(context.text[party.start : party.end].split())
