"""Texts that lost their apostrophes: `the Justice Departments Tax Division`, `the FBIs Lorvan office`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.lang.places import country_code
from pipeline.rooms.mentions import gazetteer
from pipeline.rooms.mentions.repair import POSSESSIVE, Hit, Hits
from pipeline.rooms.mentions.runs import head_kind

# Holders of an office that is called after them.
_HOLDERS = frozenset(("Attorneys", "Sheriffs", "Mayors", "Governors", "Coroners", "Solicitors", "Prosecutors"))
_SMALL = frozenset(("and", "of", "for", "in", "to", "who", "have", "are", "were", "from", "at"))


def lost_apostrophes(lines: Sequence[Sequence[str]]) -> bool:
    """Say whether a text of some length has no possessive at all."""
    size = 0
    for words in lines:
        size += len(words)
        if not POSSESSIVE.isdisjoint(words):
            return False
    return size > 150


def part_owners(words: Sequence[str], hits: Hits, text: str) -> Hits:
    """Cut the names of a line after an owner that lost its apostrophe; the owner's `s` is clipped off."""
    return [part for hit in hits for part in _parts(words, hit, text)]


def _parts(words: Sequence[str], hit: Hit, text: str) -> Iterator[Hit]:
    piece = words[hit.first : hit.end]
    following = words[hit.end : hit.end + 1]
    owns = bool(following) and following[0][:1].isalpha() and following[0].lower() not in _SMALL
    if hit.type == "PLACE" and len(piece) == 1 and owns and _is_country(piece[0]):
        yield replace(hit, rule="possessor", clip=1)
        return
    for i, word in enumerate(piece):
        if hit.type == "PERSON" or not word.endswith("s") or len(word) < 3 or not word[0].isupper():
            continue
        owner = [*piece[:i], word[:-1]]
        rest = piece[i + 1 :]
        if rest[:1] == ["Office"] and word in _HOLDERS:
            continue  # "U.S. Attorneys Office" is one name
        if not rest and word in _HOLDERS and following == ["Office"]:
            yield replace(hit, end=hit.end + 1, type="ORG", rule="possessed")
            return
        if not (_is_body(owner, text) and (not rest or (rest[0][:1].isupper() and head_kind(rest)))):
            continue
        if rest or owns:
            yield replace(hit, end=hit.first + i + 1, type="ORG", rule="possessor", clip=1)
            if rest:
                yield replace(hit, first=hit.first + i + 1, type=head_kind(rest) or hit.type, rule="possessed")
            return
    yield hit


def _is_country(word: str) -> bool:
    return word.endswith("s") and country_code(word) is None and country_code(word[:-1]) is not None


def _is_body(owner: Sequence[str], text: str) -> bool:
    """Say whether words without their last `s` are a body that the text names, or a well-known one."""
    name = " ".join(owner)
    if gazetteer.well_known().kind_of(owner) == "ORG":
        return True
    if len(owner) == 1 and not (name.isupper() and len(name) > 1):
        return False
    at = text.find(name)
    while at >= 0:
        after = text[at + len(name) : at + len(name) + 1]
        if not after.isalpha() and (len(owner) > 1 or not text[at - 1 : at].isalpha()):
            return len(owner) == 1 or head_kind(owner) == "ORG"
        at = text.find(name, at + 1)
    return False
