"""What a kept record tells: its status, document, participants and places."""

from __future__ import annotations

from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.model.records import Participant
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.merging import complements
from pipeline.rooms.events.models import Models
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.references import Reference, find_references
from pipeline.rooms.events.roles import named_owners, told_role
from pipeline.rooms.events.status import resolve_status
from pipeline.rooms.events.taking_part import is_of_office, may_take_part, part_features, references_in_reach

PLACE = 0.25
PART = 0.25
DOCUMENTED = frozenset({"AGREEMENT", "DECISION", "PUBLICATION", "LAUNCH", "STATEMENT", "DEADLINE"})
PLACE_KINDS = frozenset({"GPE", "LOC", "FAC", "PLACE"})


def complete_drafts(reading: Reading, drafts: list[Draft], models: Models) -> None:
    """Fill status, document, participants and places of every draft."""
    references = find_references(reading)
    for draft in drafts:
        draft.status = resolve_status(reading, draft, models)
        draft.document = link_document(reading, draft)
        groups = list(references_in_reach(draft, references).values())
        described = [(group, part_features(reading, draft, group)) for group in groups if _may_count(draft, group)]
        link_people(reading, draft, described, models)
        link_places(reading, draft, described, models)
    for draft in drafts:
        inherit_places(draft)


def inherit_places(draft: Draft) -> None:
    """Take the places of the nearest parent that has some when the draft has none (P5)."""
    at = draft.parent
    while not draft.places and at is not None:
        draft.places = list(at.own_places)
        at = at.parent


def link_document(reading: Reading, draft: Draft) -> str | None:
    """Give the DOCUMENT that the happening signs, adopts or brings out: among the complements of its words."""
    if draft.type not in DOCUMENTED:
        return None
    for candidate in draft.mentions:
        for head in [candidate.token, *complements(candidate)]:
            mention = reading.mention_at.get(head.i)
            entity = reading.entity_by_mention.get(mention.id) if mention is not None else None
            if entity is not None and entity.type == "DOCUMENT":
                return entity.id
    return None


@cache
def roles_of(kind: str) -> tuple[str, ...]:
    """Give the roles that events of the type have, from the table."""
    return next(tuple(row["roles"].split()) for row in read_table("events/roles_by_type") if row["type"] == kind)


def _may_count(draft: Draft, group: list[Reference]) -> bool:
    return may_take_part(draft, group[0]) or group[0].kind in PLACE_KINDS


def link_people(
    reading: Reading, draft: Draft, described: list[tuple[list[Reference], list[str]]], models: Models
) -> None:
    """Fill the participants with their roles, in text order."""
    found: list[tuple[int, Participant]] = []
    for group, features in described:
        first = group[0]
        if not may_take_part(draft, first):
            continue
        told = told_role(draft, group)
        odds = {told: 1.0} if told else models.part.distribution(features)
        if 1.0 - odds.get("none", 0.0) < PART:
            continue
        role = max(sorted(set(odds) & set(roles_of(draft.type))), key=lambda r: odds[r])
        named = first.entity is not None
        at = (None, None) if named else (first.start, first.end)
        found.append((first.start, Participant(first.entity, role, *at)))
    known = {p.entity for _, p in found}
    found += [(-1, Participant(e, "organiser", None, None)) for e in named_owners(reading, draft) if e not in known]
    draft.participants = [p for _, p in sorted(found, key=lambda x: x[0])]


def link_places(
    reading: Reading, draft: Draft, described: list[tuple[list[Reference], list[str]]], models: Models
) -> None:
    """Fill the places where the event happens, in text order."""
    chosen: list[Reference] = []
    for group, features in described:
        if group[0].kind not in PLACE_KINDS or group[0].entity is None or all(is_of_office(r) for r in group):
            continue
        if models.place.score(features) >= PLACE:
            chosen.append(group[0])
    chosen.sort(key=lambda r: r.start)
    # "in Kigali, Rwanda": the city alone (P5).
    kept = [r for r in chosen if not any(_is_country_of(reading, r, c) for c in chosen)]
    draft.places = list(dict.fromkeys(r.entity for r in kept if r.entity is not None))
    draft.own_places = list(draft.places)


def _is_country_of(reading: Reading, place: Reference, city: Reference) -> bool:
    """Say whether the place stands right after the city as what it lies in: "Kigali, Rwanda"."""
    if reading.text[city.end : place.start].strip() != "," or place.kind != "GPE" or city.kind != "GPE":
        return False
    inner, outer = (reading.entity_by_id.get(r.entity or "") for r in (city, place))
    return inner is not None and outer is not None and inner.country is not None and inner.country == outer.country
