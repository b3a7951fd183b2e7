"""The entities room on true mentions: the user's own documents, and the issuer of the annotated releases."""

from __future__ import annotations

import dataclasses
from functools import cache
from pathlib import Path

from pipeline.lang.places import fold_name
from pipeline.model.records import Entities, Entity
from pipeline.rooms.entities import EntitiesRoom
from pipeline.rooms.parse import parse
from tests.support.entities import parser
from tests.support.gold import gold_release, read_gold

ISSUER_SHARE = 0.9


@cache
def read_part(folder: Path) -> tuple[tuple[str, Entities, Entities], ...]:
    """Give document id, annotated and found entities of each release of a part."""
    found = []
    for source, gold in read_gold(folder):
        release = gold_release(source, gold)
        assert release.clean is not None
        assert release.sentences is not None
        assert release.entities is not None
        bare = dataclasses.replace(release, entities=None, dates=None, events=None)
        doc = parse(parser(), release.clean, release.sentences)
        found.append((source.doc_id, release.entities, EntitiesRoom()(bare, doc)))
    return tuple(found)


def names_of(layer: Entities, identity: str | None) -> set[str]:
    """Every name of an entity, folded."""
    return {fold_name(n) for item in layer.items if item.id == identity for n in (item.canonical, *item.aliases)}


def roles_in(layer: Entities, item: Entity) -> set[tuple[str, str]]:
    """Title and canonical name of the body of each role."""
    canonical = {other.id: other.canonical for other in layer.items}
    return {(role.title or "", canonical.get(role.of or "", "")) for role in item.roles}


def test_the_persons_of_the_seeds_have_their_roles(gold_root: Path) -> None:
    wanted = {"000_": 4, "002_": 2, "003_": 1}
    for doc_id, gold, found in read_part(gold_root / "seeds"):
        persons = [item for item in gold.items if item.type == "PERSON"]
        assert len(persons) == wanted.get(doc_id[:4], 0)
        by_name = {item.canonical: item for item in found.items}
        for person in persons:
            assert roles_in(found, by_name[person.canonical]) == roles_in(gold, person), doc_id


def test_the_institutes_of_the_seeds_come_with_their_acronyms(gold_root: Path) -> None:
    ((gold, found),) = [(g, f) for doc_id, g, f in read_part(gold_root / "seeds") if doc_id.startswith("003_")]
    wanted = {(item.canonical, item.acronym) for item in gold.items if item.type == "ORG" and item.acronym}
    assert len(wanted) > 9
    assert wanted <= {(item.canonical, item.acronym) for item in found.items}


def test_the_issuer_is_found_where_it_is_named(gold_root: Path) -> None:
    named = right = 0
    for part in ("seeds", "dev"):
        for _, gold, found in read_part(gold_root / part):
            if gold.issuer:
                named += 1
                right += bool(names_of(gold, gold.issuer) & names_of(found, found.issuer))
    assert right >= ISSUER_SHARE * named, f"{right} of {named}"
