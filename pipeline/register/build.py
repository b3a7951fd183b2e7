"""The register of a run from its releases' names."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.register.generic import content_words, is_generic, is_national
from pipeline.register.join_persons import join_persons
from pipeline.register.join_places import join_places
from pipeline.register.join_things import join_things, known_name
from pipeline.register.names import calm, is_acronym, is_shouted, name_key, split_country
from pipeline.register.parts import Named, Office, Part, parts_of
from pipeline.register.verdict import RULES, Verdict, when

_PREFIX = {"PERSON": "per", "ORG": "org", "PLACE": "pla", "NAMED_EVENT": "evt", "DOCUMENT": "doc"}
_DIGITS = 12
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
    for type_ in sorted(by_type):
        parts = sorted(by_type[type_], key=when)
        for part, verdict in _join(type_, parts):
            members[verdict.identity].append((part, verdict))
    ids = {part.entity_id: registry_id(own) for own, pairs in members.items() for part, _ in pairs}
    rows = [
        _row(registry_id(own), sorted(pairs, key=lambda pair: when(pair[0])), ids) for own, pairs in members.items()
    ]
    names = {row["registry_id"]: row["name"] for row in rows}
    for row in rows:
        row["part_of"] = names.get(row["part_of_id"] or "")
    rows.sort(key=lambda row: (row["type"], row["name"].casefold(), row["name"], row["registry_id"]))
    return Register(rows, ids)


def _join(type_: str, parts: Sequence[Part]) -> Iterable[tuple[Part, Verdict]]:
    if type_ == "PERSON":
        return join_persons(parts)
    return join_places(parts) if type_ == "PLACE" else join_things(parts)


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
    acronym = _most_common(part.acronym or (part.name if part.short else None) for part in parts)
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
    if parts[0].type != "PLACE" or not full:
        full = [name for name in counted if not (parts[0].type != "PERSON" and is_acronym(name))]
    if not full:
        known = next(filter(None, map(known_name, parts)), None)
        return known or min(counted, key=lambda form: (-counted[form], form))
    # A ministry of a known country is best called with the country: "U.S. Department of Justice".
    plain = {name for name in full if marks and name_key(name) == key}
    best = min(full, key=lambda form: (is_shouted(form), form in plain, -counted[form], -len(form), form))
    if is_shouted(best):
        key = name_key(best)
        calmer = sorted(form for part in parts for form in part.forms if name_key(form) == key and not is_shouted(form))
        return calmer[0] if calmer else (calm(best) if parts[0].type in ("PERSON", "PLACE") and len(best) > 4 else best)
    return best


def _aliases(parts: Sequence[Part], name: str, acronym: str | None) -> str | None:
    counted = Counter(form for part in parts for form in part.forms if form not in (name, acronym))
    by_use = sorted(counted, key=lambda form: (-counted[form], form))
    return _listed(by_use)


def _country(parts: Sequence[Part]) -> str | None:
    """A place's country; a body's when its name says it."""
    if parts[0].type == "PLACE":
        return _most_common(part.country for part in parts)
    if parts[0].type == "ORG":
        found = {country for part in parts for plain, country in [split_country(part.key)]
                 if country and is_generic(plain) and is_national(plain)}  # fmt: skip
        return next(iter(found)) if len(found) == 1 else None
    return None


def _office(office: Office) -> str | None:
    words = ", ".join(filter(None, (office.title, office.of))) if office.title else office.of and f"for {office.of}"
    marks = [mark for mark, is_so in (("former", office.former), ("acting", office.acting)) if is_so]
    return f"{words} ({', '.join(marks)})" if words and marks else words or None


def _parent(parts: Sequence[Part], ids: Mapping[str, str], row_id: str) -> str | None:
    found = _most_common(ids.get(part.part_of) for part in parts if part.part_of)
    return found if found != row_id else None
