"""What a join decides about one entity: under which identity it is registered, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.register.parts import Part

# Kinds of joins, the surest first; a row's rule is the least sure one that was needed.
RULES = (
    "single",  # nothing was joined
    "same-name",  # same type and full name
    "same-country",  # same name, and the country is the same
    "known-name",  # same name, which the world over means one body where no evidence says otherwise
    "same-issuer",  # same name in releases of one publisher
    "same-context",  # persons: same name and office, body or publisher
    "only-bearer",  # same name, and all evidence of the run is of one bearer
    "acronym",  # the acronym is paired with the name in a release
    "known-acronym",  # the acronym is known the world over
    "short-form",  # the shorter name is paired with the longer one in a release
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Entities of one `identity` are one row; `reason` says in words why this one belongs to it."""

    identity: str
    rule: str
    reason: str


def identity(type_: str, key: str, *marks: str) -> str:
    """Give the identity of a name: its type, its key, and what tells bearers of the name apart."""
    return "|".join((type_, key, *marks))


def alone(part: Part) -> str:
    """Give the identity of an entity that is never joined over releases."""
    return identity(part.type, part.key, f"in:{part.release_id}")


def is_alone(own: str) -> bool:
    """Say whether an identity reaches no further than one release."""
    return "|in:" in own


def when(part: Part) -> tuple[str, str, str]:
    """Give the order of entities in time: by date of publication (undated last), release and id."""
    return part.published or "9999", part.release_id, part.entity_id


def earliest(parts: Iterable[Part]) -> Part:
    """Give the entity named first in time."""
    return min(parts, key=when)
