"""What is wrong, one by one: the misses of a layer with their sentences, for reading and mending."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.evaluate.annotation import (
    Annotation,
    Happening,
    NameMention,
    Somebody,
    Stretch,
    Thing,
    Undertaking,
)
from pipeline.evaluate.assignment import pair_up
from pipeline.evaluate.commitments import pair_commitments, parties, scored_commitments
from pipeline.evaluate.compare import DateValue, same_date, same_parties
from pipeline.evaluate.dates import pair_dates, scored_dates
from pipeline.evaluate.describe import (
    say_commitment,
    say_date,
    say_entity,
    say_event,
    say_name,
    say_party,
    say_roles,
)
from pipeline.evaluate.events import pair_events, scored_events, shares_trigger
from pipeline.evaluate.names import key_of, offices, scored_names

MISSING, SPURIOUS = "missing", "spurious"


@dataclass(frozen=True, slots=True)
class Miss:
    """One error: what gold has (`wanted`) and what was predicted (`got`); an empty side has nothing."""

    cause: str
    where: Stretch | None
    wanted: str
    got: str
    rule: str = ""


def name_misses(gold: Annotation, found: Annotation) -> Iterator[Miss]:
    """Give mentions that do not match exactly, near ones paired as wrong in type or edges."""
    theirs, ours = _leftovers(scored_names(gold, gold), scored_names(gold, found))

    def weigh(a: NameMention, b: NameMention) -> float:
        shared = min(a.where.end, b.where.end) - max(a.where.start, b.where.start)
        return float(max(shared, 0))

    pairs = pair_up(ours, theirs, weigh)
    for i, j in pairs:
        a, b = ours[i], theirs[j]
        causes = ["type"] * (a.type != b.type) + ["edges"] * (key_of(a)[:2] != key_of(b)[:2])
        yield Miss(" and ".join(causes), b.where, say_name(b), say_name(a), a.made.rule)
    for j in _unpaired(len(theirs), [j for _, j in pairs]):
        yield Miss(MISSING, theirs[j].where, say_name(theirs[j]), "")
    for i in _unpaired(len(ours), [i for i, _ in pairs]):
        yield Miss(SPURIOUS, ours[i].where, "", say_name(ours[i]), ours[i].made.rule)


def entity_misses(gold: Annotation, found: Annotation) -> Iterator[Miss]:
    """Give clusters that are split, merged or of another country, judged on exactly matched mentions."""
    ours = {key_of(m): m for m in scored_names(gold, found)}
    pairs = [(m, ours[key_of(m)]) for m in scored_names(gold, gold) if key_of(m) in ours]
    by_gold: dict[str | None, dict[str | None, NameMention]] = {}
    by_found: dict[str | None, dict[str | None, NameMention]] = {}
    for b, a in pairs:
        by_gold.setdefault(b.entity, {}).setdefault(a.entity, a)
        by_found.setdefault(a.entity, {}).setdefault(b.entity, a)
    for entity, parts in by_gold.items():
        if len(parts) > 1:
            names = " | ".join(f"{say_entity(found, part)} ({m.where.text})" for part, m in parts.items())
            last = list(parts.values())[-1]
            yield Miss("split", last.where, say_entity(gold, entity), names, _rule(found.things.get(last.entity or "")))
    for entity, parts in by_found.items():
        if len(parts) > 1:
            names = " | ".join(say_entity(gold, part) for part in parts)
            last = list(parts.values())[-1]
            yield Miss("merged", last.where, names, say_entity(found, entity), _rule(found.things.get(entity or "")))
    for entity, parts in by_gold.items():
        want = gold.things.get(entity or "")
        for part, m in parts.items():
            got = found.things.get(part or "")
            if want and got and want.type == "PLACE" and want.country != got.country:
                yield Miss("country", m.where, f"{want.canonical}: {want.country}", str(got.country), got.made.rule)


def role_misses(gold: Annotation, found: Annotation) -> Iterator[Miss]:
    """Give roles that only one side has."""
    theirs, ours = offices(gold), offices(found)
    pairs = pair_up(ours, theirs, lambda a, b: 1.0 if a.matches(b) else 0.0)
    places = _places_of_holders(gold), _places_of_holders(found)
    wanted = {j: say_roles(gold)[j] for j in _unpaired(len(theirs), [j for _, j in pairs])}
    extra = {i: say_roles(found)[i] for i in _unpaired(len(ours), [i for i, _ in pairs])}
    for j, text in wanted.items():
        yield Miss(MISSING, places[0].get(theirs[j].holder), text, "")
    for i, text in extra.items():
        yield Miss(SPURIOUS, places[1].get(ours[i].holder), "", text)


def date_misses(gold: Annotation, found: Annotation) -> Iterator[Miss]:
    """Give expressions of kind date that are missing, spurious or of another value."""
    theirs, ours = scored_dates(gold, gold, ("date",)), scored_dates(gold, found, ("date",))
    pairs = pair_dates(ours, theirs)
    for i, j in pairs:
        if not same_date(ours[i].date, theirs[j].date):
            yield Miss("value", theirs[j].where, say_date(theirs[j]), say_date(ours[i]), ours[i].made.rule)
    for j in _unpaired(len(theirs), [j for _, j in pairs]):
        yield Miss(MISSING, theirs[j].where, say_date(theirs[j]), "")
    for i in _unpaired(len(ours), [i for i, _ in pairs]):
        yield Miss(SPURIOUS, ours[i].where, "", say_date(ours[i]), ours[i].made.rule)


def event_misses(gold: Annotation, found: Annotation) -> Iterator[Miss]:
    """Give events that are missing, spurious, or wrong in type, date or status."""
    for a, b in _event_pairs(gold, found):
        if a and b:
            causes = ["type"] * (a.type != b.type)
            causes += ["date"] * (not same_date(a.date, b.date)) + ["status"] * (a.status != b.status)
            if causes:
                yield Miss(" and ".join(causes), b.triggers[0], say_event(b), say_event(a), a.made.rule)
        elif b:
            yield Miss(MISSING, b.triggers[0], say_event(b), "")
        elif a:
            yield Miss(SPURIOUS, a.triggers[0], "", say_event(a), a.made.rule)


def participant_misses(gold: Annotation, found: Annotation) -> Iterator[Miss]:
    """Give participants of matched events that only one side has, and those in another role."""
    for a, b in _event_pairs(gold, found):
        if a is None or b is None:
            continue
        ours, theirs = list(a.participants), list(b.participants)
        pairs = pair_up(ours, theirs, _party_weight(gold, found))
        for i, j in pairs:
            if ours[i].role != theirs[j].role:
                yield Miss("role", b.triggers[0], say_party(gold, theirs[j]), say_party(found, ours[i]), a.made.rule)
        for j in _unpaired(len(theirs), [j for _, j in pairs]):
            yield Miss(MISSING, b.triggers[0], say_party(gold, theirs[j]), "")
        for i in _unpaired(len(ours), [i for i, _ in pairs]):
            yield Miss(SPURIOUS, a.triggers[0], "", say_party(found, ours[i]), a.made.rule)


def place_misses(gold: Annotation, found: Annotation) -> Iterator[Miss]:
    """Give matched events whose places differ."""
    for a, b in _event_pairs(gold, found):
        if a and b:
            ours, theirs = [found.names_of(x) for x in a.places], [gold.names_of(x) for x in b.places]
            if not same_parties(ours, theirs):
                wanted, got = (
                    ", ".join(say_entity(side, x) for x in event.places) or "no place"
                    for side, event in ((gold, b), (found, a))
                )
                yield Miss("places", b.triggers[0], f"{say_event(b)}: {wanted}", got, a.made.rule)


def commitment_misses(gold: Annotation, found: Annotation) -> Iterator[Miss]:
    """Give commitments that are missing, spurious, or wrong in class, strength, parties, deadline or targets."""
    ours, theirs = scored_commitments(gold, found), gold.commitments
    pairs = pair_commitments(ours, gold)
    for i, j in pairs:
        a, b = ours[i], theirs[j]
        causes = list(_commitment_causes(a, b, gold, found))
        if causes:
            yield Miss(" and ".join(causes), b.action, say_commitment(gold, b), say_commitment(found, a), a.made.rule)
    for j in _unpaired(len(theirs), [j for _, j in pairs]):
        yield Miss(MISSING, theirs[j].action, say_commitment(gold, theirs[j]), "")
    for i in _unpaired(len(ours), [i for i, _ in pairs]):
        yield Miss(SPURIOUS, ours[i].action, "", say_commitment(found, ours[i]), ours[i].made.rule)


def frame_misses(gold: Annotation, found: Annotation) -> Iterator[Miss]:
    """Give a wrong release date or issuer."""
    if gold.released != found.released:
        yield Miss("release date", None, gold.released or "unknown", found.released or "unknown")
    if gold.issuer and not gold.names_of(gold.issuer) & found.names_of(found.issuer):
        yield Miss("issuer", None, say_entity(gold, gold.issuer), say_entity(found, found.issuer))


LAYERS: dict[str, Callable[[Annotation, Annotation], Iterator[Miss]]] = {
    "frame": frame_misses,
    "mentions": name_misses,
    "entities": entity_misses,
    "roles": role_misses,
    "dates": date_misses,
    "events": event_misses,
    "participants": participant_misses,
    "places": place_misses,
    "commitments": commitment_misses,
}


def _leftovers(gold: list[NameMention], found: list[NameMention]) -> tuple[list[NameMention], list[NameMention]]:
    """Give the mentions of both sides that have no exact counterpart."""
    common = Counter(map(key_of, gold)) & Counter(map(key_of, found))

    def rest(mentions: list[NameMention]) -> list[NameMention]:
        budget, kept = Counter(common), []
        for mention in mentions:
            if budget[key_of(mention)]:
                budget[key_of(mention)] -= 1
            else:
                kept.append(mention)
        return kept

    return rest(gold), rest(found)


def _event_pairs(gold: Annotation, found: Annotation) -> Iterator[tuple[Happening | None, Happening | None]]:
    ours, theirs = scored_events(gold, found), gold.events
    pairs = [(i, j) for i, j in pair_events(ours, gold) if shares_trigger(ours[i], theirs[j])]
    yield from ((ours[i], theirs[j]) for i, j in pairs)
    yield from ((None, theirs[j]) for j in _unpaired(len(theirs), [j for _, j in pairs]))
    yield from ((ours[i], None) for i in _unpaired(len(ours), [i for i, _ in pairs]))


def _commitment_causes(a: Undertaking, b: Undertaking, gold: Annotation, found: Annotation) -> Iterator[str]:
    if a.kind != b.kind:
        yield "class"
    elif a.strength != b.strength:
        yield "strength"
    for slot in ("committer", "addressee", "counterparty"):
        if not same_parties(parties(found, a, slot), parties(gold, b, slot)):
            yield slot
    nothing = DateValue(None, None, None)
    if bool(a.deadline) != bool(b.deadline) or not same_date(a.deadline or nothing, b.deadline or nothing):
        yield "deadline"
    if Counter(a.targets) != Counter(b.targets):
        yield "targets"
    if a.action.text != b.action.text:
        yield "action"


def _party_weight(gold: Annotation, found: Annotation) -> Callable[[Somebody, Somebody], float]:
    def weigh(a: Somebody, b: Somebody) -> float:
        same = found.names_of_party(a) & gold.names_of_party(b)
        return 1.0 + 0.5 * (a.role == b.role) if same else 0.0

    return weigh


def _unpaired(size: int, paired: list[int]) -> list[int]:
    return sorted(set(range(size)) - set(paired))


def _places_of_holders(side: Annotation) -> dict[frozenset[str], Stretch]:
    found: dict[frozenset[str], Stretch] = {}
    for mention in side.names:
        found.setdefault(side.names_of(mention.entity), mention.where)
    return found


def _rule(thing: Thing | None) -> str:
    return thing.made.rule if thing else ""
