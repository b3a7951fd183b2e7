"""Fills `entities`: clusters of mentions with their names, kinds, places, roles, and the issuer."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.model.records import Entities, Entity, Release, Role
from pipeline.rooms.entities.link_clusters import KINDS, Clusters, link_clusters
from pipeline.rooms.entities.link_issuer import link_issuer
from pipeline.rooms.entities.link_parents import complete_parents, link_parents
from pipeline.rooms.entities.link_roles import link_roles
from pipeline.rooms.entities.resolve_countries import resolve_countries
from pipeline.rooms.entities.resolve_names import resolve_names
from pipeline.rooms.entities.resolve_subtypes import resolve_subtype


@dataclass(frozen=True, slots=True)
class EntitiesRoom:
    """Fills `entities`; ids E1, E2, ... in order of first mention."""

    reads: tuple[str, ...] = ("clean", "sentences", "zones", "mentions")
    fills: str = "entities"
    needs_doc: bool = True

    def __call__(self, release: Release, doc: Doc) -> Entities:
        """Give the layer."""
        assert release.clean is not None
        assert release.mentions is not None
        clusters = link_clusters(release.mentions, release.clean.text)
        items = _entities(clusters, release, doc)
        issuer = link_issuer(release, items)
        return Entities(_with_parents(items, clusters, release.clean.text, issuer), issuer)


def _entities(clusters: Clusters, release: Release, doc: Doc) -> tuple[Entity, ...]:
    assert release.clean is not None
    text, issuer = release.clean.text, release.source.metadata.issuer
    groups = clusters.groups()
    ids = {root: f"E{number}" for number, root in enumerate(groups, 1)}
    roles = link_roles(release, doc, groups)
    names = {root: resolve_names(members, clusters.acronyms) for root, members in groups.items()}
    kinds = {root: members[0].mention.type for root, members in groups.items()}
    subtypes = {root: resolve_subtype(kinds[root], (names[root].canonical, *names[root].aliases)) for root in groups}
    places = {root: members for root, members in groups.items() if kinds[root] == "PLACE"}
    countries = resolve_countries(places, subtypes, text, issuer)
    return tuple(
        Entity(
            id=ids[root],
            type=kinds[root],
            canonical=names[root].canonical,
            mentions=tuple(item.mention.id for item in members),
            rule=KINDS[clusters.kind[root]],
            subtype=subtypes[root],
            acronym=names[root].acronym,
            aliases=names[root].aliases,
            country=countries.get(root),
            roles=tuple(
                Role(title, ids[body] if body is not None else None, former, acting)
                for title, body, former, acting in roles.get(root, ())
            ),
        )
        for root, members in groups.items()
    )


def _with_parents(items: tuple[Entity, ...], clusters: Clusters, text: str, issuer: str | None) -> tuple[Entity, ...]:
    groups = clusters.groups()
    roots = dict(zip(groups, (item.id for item in items), strict=True))
    by_id = {identity: root for root, identity in roots.items()}
    parents = link_parents(clusters, groups, text)
    parents = complete_parents(parents, groups, by_id[issuer] if issuer else None)
    return tuple(
        dataclasses.replace(item, part_of=roots[parents[root]]) if root in parents else item
        for root, item in zip(groups, items, strict=True)
    )
