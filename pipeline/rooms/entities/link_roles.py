"""Roles of persons (GUIDELINES.md M18): found titles become one role a pair of title and body."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from spacy.tokens import Doc

from pipeline.lang.lexicon import read_table
from pipeline.lang.places import fold_name
from pipeline.model.records import Release
from pipeline.rooms.entities.find_appositions import Held
from pipeline.rooms.entities.find_roles import find_roles
from pipeline.rooms.entities.names import Item, head_part, initials_match
from pipeline.rooms.entities.role_tokens import make_tokens
from pipeline.rooms.entities.title_words import title_words

_SPACE = re.compile(r"\s+")
Draft = tuple[str | None, int | None, bool, bool]  # title, root of the body, former, acting


@cache
def _generic() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("entities/name_words") if row["kind"] == "head")


def link_roles(release: Release, doc: Doc, groups: Mapping[int, Sequence[Item]]) -> dict[int, list[Draft]]:
    """Give the roles of every person by cluster root, as title and cluster root of the body."""
    assert release.clean is not None
    assert release.mentions is not None
    text = release.clean.text
    owner = {item.mention.id: root for root, members in groups.items() for item in members}
    headings = [(z.start, z.end) for z in release.zones or () if z.type == "title"]
    tokens = make_tokens(text, doc, release.mentions, owner, release.sentences or (), headings)
    bodies = _bodies_by_head(groups)

    def resolve(words: str, start: int) -> int | None:
        return _nearest(bodies.get(fold_name(words), []), start)

    found = find_roles(tokens, resolve)
    return {root: _merge([d for held in helds for d in _drafts(held, text)]) for root, helds in found.items()}


def _bodies_by_head(groups: Mapping[int, Sequence[Item]]) -> dict[str, list[tuple[int, int]]]:
    """Bodies by the generic word that a text calls them by ("ministry"), with the offsets of their mentions."""
    found: dict[str, list[tuple[int, int]]] = {}
    for root, members in groups.items():
        if members[0].mention.type != "ORG":
            continue
        for word in sorted({head_part(item.words)[-1] for item in members if item.words} & _generic()):
            found.setdefault(word, []).extend((item.mention.start, root) for item in members)
    return found


def _nearest(mentions: Sequence[tuple[int, int]], start: int) -> int | None:
    """The body mentioned last before `start`; the only one of its kind if it is mentioned later."""
    before = [pair for pair in mentions if pair[0] < start]
    if before:
        return max(before)[1]
    roots = {root for _, root in mentions}
    return roots.pop() if len(roots) == 1 else None


def _drafts(held: Held, text: str) -> list[Draft]:
    title: str | None = _SPACE.sub(" ", text[held.start : held.end]).strip(" ,")
    former = held.former
    words = (title or "").split(" ")
    while words and words[0].lower() in title_words("former"):
        words, former = words[1:], True
    title = " ".join(words) or None
    if title and title.lower().startswith("ex-"):
        title, former = title[3:], True
    return [(title, body, former, held.acting) for body in held.of or (None,)]


def _merge(drafts: Sequence[Draft]) -> list[Draft]:
    """Drop what says less than another: "Minister" beside "Minister for Trade", a title without its body."""
    unique: list[Draft] = []
    for draft in drafts:
        if not any(_same(draft, other) for other in unique):
            unique.append(draft)
    unique = _lend_bodies(unique)
    kept = [d for i, d in enumerate(unique) if not any(_says_less(d, o) for j, o in enumerate(unique) if i != j)]
    return list(dict.fromkeys(kept))


def _same(left: Draft, right: Draft) -> bool:
    return left[1] == right[1] and _plain(left[0]) == _plain(right[0])


def _plain(title: str | None) -> str:
    return (title or "").lower().replace("-", " ")


def _lend_bodies(drafts: Sequence[Draft]) -> list[Draft]:
    """A body told with the short title counts for the long one: "Kestrel's Minister" and "Minister for Trade"."""
    found = []
    for draft in drafts:
        title, body, former, acting = draft
        if title and body is None:
            lender = next((o for o in drafts if o[1] is not None and o[0] and _begins(o[0], title)), None)
            body = lender[1] if lender else None
        found.append((title, body, former, acting))
    return found


def _begins(short: str, long: str) -> bool:
    return short.lower() != long.lower() and long.lower().startswith(short.lower() + " ")


def _says_less(draft: Draft, other: Draft) -> bool:
    title, body = draft[0], draft[1]
    if title is None:
        return other[0] is not None and other[1] == body
    if other[0] is None or body not in (None, other[1]):
        return False
    words, longer = title.lower().split(), other[0].lower().split()
    if words == longer:
        return body is None and other[1] is not None
    if len(words) == 1 and len(longer) > 1 and initials_match(words[0], tuple(longer)):
        return True  # "CEO" beside "Chief Executive Officer"
    if len(words) >= len(longer):
        return False
    remaining = iter(longer)
    return all(word in remaining for word in words)
