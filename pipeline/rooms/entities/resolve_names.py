"""Canonical name, acronym and aliases of a cluster (GUIDELINES.md M17)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.rooms.entities.names import Item, is_acronym

_LONGEST = 6  # letters of an acronym that stands without its full name


@dataclass(frozen=True, slots=True)
class Names:
    """What a cluster is called; `aliases` are all other surface forms in order of first use."""

    canonical: str
    acronym: str | None
    aliases: tuple[str, ...]


def resolve_names(members: Sequence[Item], acronyms: Mapping[int, str]) -> Names:
    """Name a cluster; `acronyms` tells which item was paired with which acronym in the text.

    The full name first paired with an acronym wins, else the longest form, of equals the first.
    """
    paired = [item for item in members if item.index in acronyms and not is_acronym(item.text)]
    chosen = paired[0] if paired else max(members, key=lambda item: (len(item.text), -item.index))
    forms = list(dict.fromkeys(item.text for item in members))
    return Names(
        canonical=chosen.text,
        acronym=_acronym(members, acronyms, chosen),
        aliases=tuple(form for form in forms if form != chosen.text),
    )


def _acronym(members: Sequence[Item], acronyms: Mapping[int, str], chosen: Item) -> str | None:
    if chosen.index in acronyms:
        return acronyms[chosen.index]
    if chosen.mention.type in ("PLACE", "PERSON"):
        return None
    spoken = [acronyms[item.index] for item in members if item.index in acronyms]
    # A long word in capitals that nothing longer explains is a name that shouts: "VERLOWIA".
    alone = all(item.key == chosen.key for item in members)
    written = [item.text for item in members if is_acronym(item.text) and not (alone and _is_long(item.text))]
    return next(iter([*spoken, *written]), None)


def _is_long(acronym: str) -> bool:
    return sum(letter.isalpha() for letter in acronym) > _LONGEST
