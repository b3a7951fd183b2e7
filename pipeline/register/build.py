"""The register of a run from its releases' names."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.register.generic import body_country, content_words
from pipeline.register.join_persons import join_persons
from pipeline.register.join_places import join_places
from pipeline.register.join_things import join_things, known_name
from pipeline.register.names import calm, is_acronym, is_shouted, name_key, split_country
from pipeline.register.parts import Named, Office, Part, parts_of
from pipeline.register.verdict import RULES, Verdict, is_alone, when

_PREFIX = {"PERSON": "per", "ORG": "org", "PLACE": "pla", "NAMED_EVENT": "evt", "DOCUMENT": "doc"}
_DIGITS = 12
_CODE = 4  # a place in capitals of at most so many letters is a code: "UAE", "NSW", "U.K."
_MANY = 20  # names, offices, reasons and entity ids listed in one cell

Row = dict[str, Any]


@dataclass(frozen=True)
class Register:
    """The rows in their order, and the id of the row of every entity."""

    rows: Sequence[Row]
    ids: Mapping[str, str]  # entity_id -> registry_id


def build_register(releases: Iterable[Named]) -> Register:
    """Join the entities of all releases; the order of the releases does not matter."""
    by_type: dict[str, list[Part]] = defaultdict(list)
    for named in releases:
        for part in parts_of(named):
            by_type[part.type].append(part)
    members: dict[str, list[tuple[Part, Verdict]]] = defaultdict(list)
    identities: dict[str, str] = {}
    for part, verdict in _verdicts(by_type, identities):
        own = verdict.identity
        if is_alone(own) and own in members:  # two of one release that it keeps apart, two Mrs Lund
            own = f"{own}|{part.entity_id}"
        identities[part.entity_id] = own
        members[own].append((part, verdict))
    row_ids = {own: registry_id(own) for own in members}
    ids = {entity_id: row_ids[own] for entity_id, own in identities.items()}
    rows = [
        _row(registry_id(own), sorted(pairs, key=lambda pair: when(pair[0])), ids) for own, pairs in members.items()
    ]
    names = {row["registry_id"]: row["name"] for row in rows}
    for row in rows:
        row["part_of"] = names.get(row["part_of_id"] or "")
    rows.sort(key=lambda row: (row["type"], row["name"].casefold(), row["name"], row["registry_id"]))
    return Register(rows, ids)


def _verdicts(by_type: Mapping[str, list[Part]], bodies: Mapping[str, str]) -> Iterator[tuple[Part, Verdict]]:
    """Yield all verdicts, persons last: their offices are compared by what `bodies` has gathered by then."""
    for type_ in sorted(by_type.keys() - {"PERSON", "PLACE"}):
        yield from join_things(sorted(by_type[type_], key=when))
    yield from join_places(sorted(by_type.get("PLACE", ()), key=when))
    yield from join_persons(sorted(by_type.get("PERSON", ()), key=when), bodies)


def registry_id(identity: str) -> str:
    """Give the id of a row: a prefix for the type, and the beginning of the identity's SHA-256."""
    prefix = _PREFIX[identity.partition("|")[0]]
    return f"{prefix}-{hashlib.sha256(identity.encode('utf-8')).hexdigest()[:_DIGITS]}"


def _row(row_id: str, pairs: Sequence[tuple[Part, Verdict]], ids: Mapping[str, str]) -> Row:
    parts = [part for part, _ in pairs]
    name = _name(pairs)
    releases = {part.release_id for part in parts}
    dates = sorted({part.published for part in parts if part.published})
    rules = [verdict.rule for _, verdict in pairs] if len(pairs) > 1 else ["single"]
    acronym = _most_common(_acronym(part) for part in parts)
    return {
        "registry_id": row_id,
        "type": parts[0].type,
        "subtype": _most_common(part.subtype for part in parts),
        "name": name,
        "acronym": acronym
        if acronym and not content_words(name_key(acronym)) <= content_words(name_key(name))
        else None,
        "aliases": _aliases(parts, name, acronym),
        "country": _country(parts),
        "roles": _listed(_office(office) for part in parts for office in part.offices),
        "part_of_id": _parent(parts, ids, row_id),
        "releases": len(releases),
        "mentions": sum(part.mentions for part in parts),
        "first_published": dates[0] if dates else None,
        "last_published": dates[-1] if dates else None,
        "reason": _listed(verdict.reason for _, verdict in pairs) if len(pairs) > 1 else None,
        "entity_ids": _listed(part.entity_id for part in parts),
        "rule": max(rules, key=RULES.index),
        "grade": min(part.grade for part in parts),
    }


def _acronym(part: Part) -> str | None:
    """The acronym of a part; a short name ("Kestrel") or one with the edition ("TDS 2023") is an alias only."""
    short = part.acronym or (part.name if part.short else None)
    in_capitals = short is not None and short.upper() == short and not any(word.isdigit() for word in short.split())
    return short if short and (in_capitals or is_acronym(short)) else None


def _most_common(values: Iterable[str | None]) -> str | None:
    """The value that most have, of equals the first in the alphabet."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def _listed(values: Iterable[str | None]) -> str | None:
    """The first distinct values in one cell."""
    found = list(dict.fromkeys(value for value in values if value))[:_MANY]
    return "; ".join(found) or None


def _name(pairs: Sequence[tuple[Part, Verdict]]) -> str:
    """The full name as most releases write it: no acronym, not in capitals and no code when there is another form."""
    parts = [part for part, _ in pairs]
    counted = Counter(part.name for part in parts)
    _, key, *marks = pairs[0][1].identity.split("|")
    full = [
        name for name in counted if not is_shouted(name) and key in (name_key(name), split_country(name_key(name))[0])
    ]
    if parts[0].type != "PLACE":
        full = [name for name in counted if parts[0].type == "PERSON" or not is_acronym(name)]
        known = next(filter(None, map(known_name, parts)), None)
        if not full and known:
            return known
    # A ministry of a known country is best called with the country: "U.S. Department of Justice".
    plain = {name for name in full if marks and name_key(name) == key}
    other = {name for name in full if marks and split_country(name_key(name))[0] != key} - plain
    best = min(
        full or counted,
        key=lambda form: (is_shouted(form), form in other, form in plain, -counted[form], -len(form), form),
    )
    return _calmed(best, parts)


def _calmed(name: str, parts: Sequence[Part]) -> str:
    """A name in capitals as another mention writes it, if one does; people and places never shout."""
    if not is_shouted(name) or (parts[0].type not in ("PERSON", "PLACE") and is_acronym(name)):
        return name
    key = name_key(name)
    calmer = sorted(form for part in parts for form in part.forms if name_key(form) == key and not is_shouted(form))
    if calmer:
        return calmer[0]
    return calm(name) if parts[0].type in ("PERSON", "PLACE") and len(name) > _CODE else name


def _aliases(parts: Sequence[Part], name: str, acronym: str | None) -> str | None:
    counted = Counter(form for part in parts for form in part.forms if form not in (name, acronym))
    by_use = sorted(counted, key=lambda form: (-counted[form], form))
    return _listed(by_use)


def _country(parts: Sequence[Part]) -> str | None:
    """A place's country; a body's when its name says it."""
    if parts[0].type == "PLACE":
        return _most_common(part.country for part in parts)
    if parts[0].type == "ORG":
        found = {code for part in parts if (code := body_country(part.key))}
        return next(iter(found)) if len(found) == 1 else None
    return None


def _office(office: Office) -> str | None:
    words = ", ".join(filter(None, (office.title, office.of))) if office.title else office.of and f"for {office.of}"
    marks = [mark for mark, is_so in (("former", office.former), ("acting", office.acting)) if is_so]
    return f"{words} ({', '.join(marks)})" if words and marks else words or None


def _parent(parts: Sequence[Part], ids: Mapping[str, str], row_id: str) -> str | None:
    found = _most_common(ids.get(part.part_of) for part in parts if part.part_of)
    return found if found != row_id else None
