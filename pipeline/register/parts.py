"""What the register knows of one entity of one release."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.lang.lexicon import read_table
from pipeline.register.names import bracketed, country_within, is_acronym, name_key, tidy

_CHANNEL = re.compile(r"^(?:newswire|agency|wire):", re.IGNORECASE)
_TOWNS = frozenset({"city", "county", "town", "township", "village", "borough"})
_BRACKETS = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Named:
    """The names of one exported release: its entities (records of `export`) and what places them."""

    release_id: str
    published: str | None
    publisher: str | None  # as the publisher's metadata has it
    issuer: str | None  # id of the entity that publishes
    entities: Sequence[Mapping[str, Any]]
    mentions: Mapping[str, int]  # by entity id


@dataclass(frozen=True, slots=True)
class Office:
    """A role of a person; `of` and `of_id` are name and entity_id of the body or place, `country` a state it names."""

    title: str | None
    of: str | None
    of_id: str | None
    country: str | None
    former: bool
    acting: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One entity of one release, its name in forms fit for comparison."""

    entity_id: str
    release_id: str
    published: str | None
    type: str
    subtype: str | None
    name: str
    key: str
    acronym: str | None
    forms: tuple[str, ...]  # all names, tidy, the canonical one first
    country: str | None
    issuer: str  # key of the publisher's name, "" if not known
    issuer_country: str | None
    part_of: str | None  # entity_id
    part_of_name: str | None
    offices: tuple[Office, ...]
    mentions: int
    grade: str

    @property
    def short(self) -> bool:
        """Whether it is named by an acronym alone."""
        return self.type != "PERSON" and is_acronym(self.name)

    @property
    def acronyms(self) -> tuple[str, ...]:
        """All its acronyms: the paired one and short forms in capitals."""
        found = [self.acronym] if self.acronym else []
        return tuple(dict.fromkeys([*found, *(form for form in self.forms[1:] if is_acronym(form))]))


def parts_of(named: Named) -> Iterator[Part]:
    """Yield what is known of each entity of a release."""
    by_id = {entity["id"]: entity for entity in named.entities}
    issuer = _issuer_name(named, by_id)
    issuer_key = name_key(_BRACKETS.sub("", issuer).strip() or issuer)
    issuer_country = _issuer_country(issuer)
    for entity in named.entities:
        forms = tuple(dict.fromkeys(filter(None, map(tidy, (entity["canonical"], *entity["aliases"])))))
        if not forms:
            continue
        parent = by_id.get(entity["part_of"] or "")
        yield Part(
            entity_id=f"{named.release_id}#{entity['id']}",
            release_id=named.release_id,
            published=named.published,
            type=entity["type"],
            subtype=entity["subtype"],
            name=forms[0],
            key=name_key(forms[0]),
            acronym=tidy(entity["acronym"]) if entity["acronym"] else bracketed(forms[0]),
            forms=forms,
            country=entity.get("country"),
            issuer=issuer_key,
            issuer_country=issuer_country,
            part_of=f"{named.release_id}#{parent['id']}" if parent else None,
            part_of_name=tidy(parent["canonical"]) if parent else None,
            offices=tuple(_office(role, by_id, named.release_id) for role in entity.get("roles", ())),
            mentions=named.mentions.get(entity["id"], 0),
            grade=entity.get("grade", "C"),
        )


def _issuer_name(named: Named, by_id: Mapping[str, Mapping[str, Any]]) -> str:
    """The publisher as the metadata or else the text names it; a wire that spreads releases is none."""
    if named.publisher and not _CHANNEL.match(named.publisher.strip()):
        return named.publisher.strip()
    entity = by_id.get(named.issuer or "")
    return str(entity["canonical"]) if entity else ""


@lru_cache(maxsize=20_000)
def _issuer_country(issuer: str) -> str | None:
    """The country that a publisher's name tells; a town's tells none, were it "City of West Jordan"."""
    if not _TOWNS.isdisjoint(name_key(issuer).split()):
        return None
    rows = read_table("register/issuers")
    listed = next((row["country"] for row in rows if row["words"].casefold() in issuer.casefold()), None)
    return country_within(issuer) or listed


def _office(role: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]], release_id: str) -> Office:
    of = by_id.get(role["of"] or "")
    name = tidy(of["canonical"]) if of else None
    return Office(
        title=tidy(role["title"]) if role["title"] else None,
        of=name,
        of_id=f"{release_id}#{role['of']}" if of else None,
        # A town's country does not tell two of its country's people apart; a state's or ministry's does.
        country=country_within(name) if name else None,
        former=bool(role["former"]),
        acting=bool(role["acting"]),
    )
