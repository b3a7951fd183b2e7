"""Made-up releases for the register, as `export` writes their entities."""

from __future__ import annotations

from typing import Any

from pipeline.register import Named

Entity = dict[str, Any]


def entity(
    id_: str,
    type_: str,
    name: str,
    *aliases: str,
    acronym: str | None = None,
    country: str | None = None,
    part_of: str | None = None,
    subtype: str | None = None,
    roles: tuple[tuple[str | None, str | None], ...] = (),
) -> Entity:
    """Give an entity's record; a role is a title and the id of the body or place."""
    found: Entity = {
        "id": id_, "type": type_, "canonical": name, "aliases": list(aliases), "subtype": subtype,
        "acronym": acronym, "part_of": part_of, "rule": "made:up", "grade": "B",
    }  # fmt: skip
    if type_ == "PLACE":
        found["country"] = country
    if type_ == "PERSON":
        found["roles"] = [{"title": title, "of": of, "former": False, "acting": False} for title, of in roles]
    return found


def release(
    id_: str, *entities: Entity, publisher: str | None = None, published: str | None = None, issuer: str | None = None
) -> Named:
    """Give a release that names each of its entities once."""
    return Named(id_, published, publisher, issuer, entities, {found["id"]: 1 for found in entities})
