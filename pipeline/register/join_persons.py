"""Persons: a full name joins unless its bearers hold offices that nothing connects; a bare surname never joins.

Two bearers of a name are connected by a body or place they hold office in, a publisher that names them, the country
of their offices when these are a state's, or one title of several words ("Secretary of State"). Bearers with offices
that are not connected are apart, and then a bearer without an office goes only where its publisher is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.register.names import name_key
from pipeline.register.parts import Part
from pipeline.register.verdict import Verdict, alone, earliest, identity

_ALONE = "single"


def join_persons(parts: Iterable[Part], bodies: Mapping[str, str]) -> Iterator[tuple[Part, Verdict]]:
    """Yield each person with the verdict; `bodies` gives the identity of every body and place by its entity_id."""
    by_name: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        by_name[_without_initials(part.key)].append(part)
    for name in sorted(by_name):
        if len(name.split()) < 2 or name in _nobody():
            for part in by_name[name]:
                yield part, Verdict(alone(part), _ALONE, "")
        else:
            yield from _join_initials(name, by_name[name], bodies)


def _without_initials(key: str) -> str:
    """The key without single letters in its middle ("anna m berg" is "anna berg")."""
    words = key.split()
    return " ".join([*words[:1], *(word for word in words[1:-1] if len(word) > 1), *words[1:][-1:]])


def _initials(key: str) -> str:
    return "".join(word for word in key.split()[1:-1] if len(word) == 1)


def _join_initials(name: str, parts: Sequence[Part], bodies: Mapping[str, str]) -> Iterator[tuple[Part, Verdict]]:
    """Persons whose middle initials differ are apart; one without initial joins when only one is in use."""
    initials = sorted({_initials(part.key) for part in parts} - {""})
    if len(initials) < 2:
        yield from _join_name(name, parts, bodies)
        return
    for letters in ("", *initials):
        same = [part for part in parts if _initials(part.key) == letters]
        yield from _join_name(f"{name} {letters or '-'}", same, bodies)


def _join_name(name: str, parts: Sequence[Part], bodies: Mapping[str, str]) -> Iterator[tuple[Part, Verdict]]:
    marks = {part.entity_id: _marks(part, bodies) for part in parts}
    groups = _connected(parts, marks)
    held = [any(marks[part.entity_id] for part in group) for group in groups]
    if sum(held) < 2:
        for part in parts:
            yield part, Verdict(identity("PERSON", name), *_why(len(groups)))
        return
    for group, is_held in zip(groups, held, strict=True):
        if is_held:
            first = earliest(part for part in group if marks[part.entity_id])
            own = identity("PERSON", name, min(marks[first.entity_id]))
            for part in group:
                yield part, Verdict(own, "same-context", "same name, and office or publisher in common")
        else:
            for part in group:
                yield part, Verdict(alone(part), _ALONE, "")


def _why(groups: int) -> tuple[str, str]:
    if groups == 1:
        return "same-context", "same name, and office or publisher in common"
    return "only-bearer", "same name, and no release says otherwise"


@cache
def _nobody() -> frozenset[str]:
    """Names that stand for a person whose name is not told."""
    return frozenset(name_key(row["name"]) for row in read_table("register/nobody"))


def _marks(part: Part, bodies: Mapping[str, str]) -> set[str]:
    """What a person's offices say of who this is: the identities of the bodies and places they are held in."""
    return {f"of:{bodies[office.of_id]}" for office in part.offices if office.of_id and office.of_id in bodies}


def _tokens(part: Part, marks: set[str]) -> set[str]:
    """What may connect two bearers of a name."""
    found = marks | {f"state:{office.country}" for office in part.offices if office.country}
    titles = {name_key(office.title) for office in part.offices if office.title}
    found |= {f"title:{title}" for title in titles if " " in title}
    if part.issuer:
        found.add(f"by:{part.issuer}")
    return found


def _connected(parts: Sequence[Part], marks: Mapping[str, set[str]]) -> list[list[Part]]:
    """Group the parts that share a token, directly or through others; in the order of their first parts in time."""
    parent = list(range(len(parts)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    holder: dict[str, int] = {}
    for at, part in enumerate(parts):
        for token in sorted(_tokens(part, marks[part.entity_id])):
            other = root(holder.setdefault(token, at))
            parent[max(other, root(at))] = min(other, root(at))
    groups: dict[int, list[Part]] = defaultdict(list)
    for at, part in enumerate(parts):
        groups[root(at)].append(part)
    return list(groups.values())
