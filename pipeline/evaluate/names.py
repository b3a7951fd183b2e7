"""Counting names: mentions, clusters, countries, offices, the issuer and the release date."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.evaluate.annotation import Annotation, NameMention
from pipeline.evaluate.assignment import count_pairs
from pipeline.evaluate.compare import normal_name

Tally = Counter[str]
Key = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """A role with all names of who holds it and of where."""

    holder: frozenset[str]
    title: str
    at: frozenset[str]

    def matches(self, other: HeldOffice) -> bool:
        """Say whether both name the same person, title and body (or both no body)."""
        same_body = bool(self.at & other.at) or self.at == other.at
        return bool(self.holder & other.holder) and self.title == other.title and same_body


def key_of(mention: NameMention) -> Key:
    """Give what an exact match must agree in."""
    return mention.where.start, mention.where.end, mention.type


def scored_names(gold: Annotation, side: Annotation) -> list[NameMention]:
    """Give the mentions of one side that are compared: those outside gold's unscored zones."""
    return [m for m in side.names if gold.is_scored(m.where)]


def offices(side: Annotation) -> list[HeldOffice]:
    """Give every role of every entity."""
    return [
        HeldOffice(thing.names, normal_name(role.title), side.names_of(role.of))
        for thing in side.things.values()
        for role in thing.roles
    ]


def count_names(gold: Annotation, found: Annotation, tally: Tally) -> None:
    """Add the counts of section 6.1 for one release."""
    theirs, ours = scored_names(gold, gold), scored_names(gold, found)
    _count_mentions(theirs, ours, tally)
    _count_clusters(theirs, ours, tally)
    _count_countries(gold, found, theirs, ours, tally)
    gold_offices, found_offices = offices(gold), offices(found)
    tally["roles.pred"] += len(found_offices)
    tally["roles.gold"] += len(gold_offices)
    tally["roles.tp"] += count_pairs(found_offices, gold_offices, HeldOffice.matches)


def count_frame(gold: Annotation, found: Annotation, tally: Tally) -> None:
    """Add whether release date and issuer are right."""
    tally["frame.releases"] += 1
    tally["frame.date.same"] += gold.released == found.released
    tally["frame.date.gold"] += gold.released is not None
    tally["frame.date.pred"] += found.released is not None
    tally["frame.date.tp"] += gold.released is not None and gold.released == found.released
    tally["frame.issuer.gold"] += gold.issuer is not None
    tally["frame.issuer.pred"] += found.issuer is not None
    tally["frame.issuer.tp"] += bool(gold.names_of(gold.issuer) & found.names_of(found.issuer))


def _count_mentions(theirs: list[NameMention], ours: list[NameMention], tally: Tally) -> None:
    gold_keys, found_keys = Counter(map(key_of, theirs)), Counter(map(key_of, ours))
    for (_, _, kind), number in (gold_keys & found_keys).items():
        tally["mentions.tp"] += number
        tally[f"mentions.{kind}.tp"] += number
    for side, mentions in (("gold", theirs), ("pred", ours)):
        tally[f"mentions.{side}"] += len(mentions)
        for mention in mentions:
            tally[f"mentions.{mention.type}.{side}"] += 1
    tally["mentions.partial.tp"] += count_pairs(
        ours, theirs, lambda a, b: a.type == b.type and a.where.overlaps(b.where)
    )


def _count_clusters(theirs: list[NameMention], ours: list[NameMention], tally: Tally) -> None:
    """Add B-cubed on exactly matched mentions, each mention's share rounded to a thousandth."""
    entity_of = {key_of(m): m.entity for m in ours}
    matched = [(m.entity, entity_of[key_of(m)]) for m in theirs if key_of(m) in entity_of]
    both = Counter(matched)
    in_gold, in_found = Counter(g for g, _ in matched), Counter(f for _, f in matched)
    for pair in matched:
        tally["clusters.n"] += 1
        tally["clusters.precision.milli"] += round(1000 * both[pair] / in_found[pair[1]])
        tally["clusters.recall.milli"] += round(1000 * both[pair] / in_gold[pair[0]])


def _count_countries(
    gold: Annotation, found: Annotation, theirs: list[NameMention], ours: list[NameMention], tally: Tally
) -> None:
    """Add, for each gold place with a country, whether an entity found at one of its spans has that country."""
    found_at = {(m.where.start, m.where.end): m.entity for m in ours}
    counterparts: dict[str, set[str]] = {}
    for (start, end), entity in {(m.where.start, m.where.end): m.entity for m in theirs}.items():
        other = found_at.get((start, end))
        if entity and other:
            counterparts.setdefault(entity, set()).add(other)
    for thing in gold.things.values():
        if thing.type == "PLACE" and thing.country:
            others = (found.things.get(other) for other in counterparts.get(thing.id, ()))
            tally["countries.n"] += 1
            tally["countries.right"] += any(other and other.country == thing.country for other in others)
