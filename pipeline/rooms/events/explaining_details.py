"""Why a record has its status, its participants and its places, as lines of plain text."""

from __future__ import annotations

from pipeline.rooms.events import details
from pipeline.rooms.events.explained import Case, weighed_most, who
from pipeline.rooms.events.references import Reference, find_references
from pipeline.rooms.events.roles import told_role
from pipeline.rooms.events.status import framed_status, possible_odds, status_features
from pipeline.rooms.events.taking_part import is_of_office, may_take_part, part_features, references_in_reach


def status_lines(case: Case) -> list[str]:
    """Tell the status: what decided it, or how probable each one is."""
    framed = framed_status(case.draft)
    if framed is not None:
        return [f"{case.draft.status}: a verb over the event or a hedge decides ({framed})"]
    names = status_features(case.reading, case.draft)
    odds = case.models.status.distribution(names)
    ranked = sorted(odds.items(), key=lambda x: (-x[1], x[0]))
    out = sorted(set(odds) - set(possible_odds(case.reading, case.draft, odds)))
    return [
        f"{case.draft.status}: " + ", ".join(f"{name} {odd:.2f}" for name, odd in ranked),
        *([f"ruled out by the verb form, the type or the date: {', '.join(out)}"] if out else []),
        f"weighed most: {weighed_most(case.models.status, names, case.draft.status)}",
    ]


def participants_lines(case: Case) -> list[str]:
    """Tell who takes part, how each was found, and who was left out."""
    reading, draft = case.reading, case.draft
    chosen = {p.entity or f"@{p.start}": p.role for p in draft.participants}
    lines, left_out = [], []
    for group in references_in_reach(draft, find_references(reading)).values():
        if not may_take_part(draft, group[0]):
            continue
        features = part_features(reading, draft, group)
        odds = 1.0 - case.models.part.distribution(features).get("none", 0.0)
        name = who(case, group[0].entity, group[0].start, group[0].end)
        role = chosen.pop(group[0].entity or f"@{group[0].start}", None)
        if role is None:
            left_out.append(f"{name} {odds:.2f}")
        elif told_role(draft, group):
            lines.append(f"{name}: {role}, told by the grammar around the event")
        else:
            why = weighed_most(case.models.part, features, role, "none")
            lines.append(f"{name}: {role}, takes part {odds:.2f}, counted from {details.PART:.2f}; weighed most: {why}")
    lines += [f"{who(case, key, 0, 0)}: {role}, by the event's own name" for key, role in chosen.items()]
    return [*(lines or ["none"]), *([f"in reach, left out: {'; '.join(left_out)}"] if left_out else [])]


def places_lines(case: Case) -> list[str]:
    """Tell where it happens, and which places were left out."""
    reading, draft = case.reading, case.draft
    lines, left_out = [], []
    for group in references_in_reach(draft, find_references(reading)).values():
        if group[0].kind not in details.PLACE_KINDS or group[0].entity is None:
            continue
        features = part_features(reading, draft, group)
        odds = case.models.place.score(features)
        name = who(case, group[0].entity, 0, 0)
        if group[0].entity in draft.own_places:
            why = weighed_most(case.models.place, features)
            lines.append(f"{name}: {odds:.2f}, counted from {details.PLACE:.2f}; weighed most: {why}")
        else:
            left_out.append(f"{name} {odds:.2f}{_why_out(group, odds)}")
    if draft.part is not None and not draft.is_counted:
        return [f"{who(case, draft.part, 0, 0)}: the place that tells it apart from the records of the same words"]
    inherited = [p for p in draft.places if p not in draft.own_places]
    lines += [f"{who(case, p, 0, 0)}: from the event it is part of" for p in inherited]
    return [*(lines or ["none"]), *([f"in reach, left out: {'; '.join(left_out)}"] if left_out else [])]


def _why_out(group: list[Reference], odds: float) -> str:
    if all(is_of_office(r) for r in group):
        return " (only tells whose office someone holds)"
    return " (the city before it says more)" if odds >= details.PLACE else ""
