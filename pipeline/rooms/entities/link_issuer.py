"""Which entity publishes the release (GUIDELINES.md F6): what the publisher says first, the text second."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.lang.places import country_code, demonym_code, fold_name
from pipeline.model.records import Entity, Mention, Release, Zone
from pipeline.rooms.entities.link_shortforms import essence
from pipeline.rooms.entities.names import SMALL_WORDS, initials_match, is_acronym

_BRACKET = re.compile(r"\(([^()]*)\)")
_CHANNEL = re.compile(r"^(?:newswire|agency|wire):", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.|[a-z]+:)?([\w-]+(?:\.[\w-]+)*)\.\w{2,}", re.IGNORECASE)
_ADDRESS = re.compile(r"@([\w.-]+)|(?:https?://|www\.)([\w.-]+)", re.IGNORECASE)
_SMALL = frozenset(["of", "the", "for", "and", "on", "in", "at", "to", "a", "an", "de", "la", "du", "und", "y", "e"])
_ENOUGH = 0.5
_CERTAIN = 0.95
_GENERIC_KINDS = ("head", "legal", "inverting", "generic")
_BEGINNING = 600
_MIN_SCORE = 3
_MARGIN = 0.5
_MANY = 50  # mentions and addresses looked at; more say nothing new


def link_issuer(release: Release, items: tuple[Entity, ...]) -> str | None:
    """Give the entity id of the publisher, None when it cannot be told."""
    assert release.clean is not None
    bodies = [item for item in items if item.type == "ORG"]
    named = release.source.metadata.issuer.strip()
    if named and not _CHANNEL.match(named):
        others = [item for item in items if item.type in ("PERSON", "NAMED_EVENT")]
        return (
            _by_name(named, bodies, _ENOUGH)
            or _by_name(named, others, _CERTAIN)  # a body taken for something else, but called the very same
            or _by_cue(release, bodies, {"published"})
        )
    return _by_cue(release, bodies, {"published", "about", "source", "own"}) if bodies else None


def _by_name(named: str, bodies: Sequence[Entity], enough: float) -> str | None:
    """Find the body that the publisher's name names: the same name, its acronym, or most of its words."""
    best: tuple[float, int] | None = None
    for order, body in enumerate(bodies):
        score = max(_likeness(named, form) for name in (body.canonical, *body.aliases) for form in _forms(name))
        if score >= enough and (best is None or score > best[0]):
            best = (score, order)
    return bodies[best[1]].id if best else None


def _forms(name: str) -> list[str]:
    """A name, and if it has a bracket, the name without it and what stands in it."""
    return [name, *(part.strip() for part in (_BRACKET.sub(" ", name), *_BRACKET.findall(name)) if part != name)]


def _likeness(named: str, form: str) -> float:
    """Say from 0 to 1 how surely a form names the publisher."""
    plain = _BRACKET.sub(" ", named)
    parts = [fold_name(part) for part in plain.split(",")]
    brackets = [fold_name(inner) for inner in _BRACKET.findall(named)]
    left, right = fold_name(plain), fold_name(form)
    if not right:
        return 0.0
    if left == right:
        return 1.0
    if right in parts[1:] or right == parts[0]:
        return 0.97 if right == parts[-1] else 0.96
    if _country(named) and _country(form) and _country(named) != _country(form):
        return 0.0
    if len(right.split()) > 1 and essence(tuple(left.split())) == essence(tuple(right.split())):
        return 0.98
    if left.split()[0] in _organs() and f" of {right}" in f" {left} ".replace(" of the ", " of "):
        return 0.0  # "Delegation of the Union of Ports" is not the union
    if right in brackets or any(right == word for inner in brackets for word in inner.split(" under ")):
        return 0.95
    before = left.removesuffix(" " + right)
    if before != left and len(right.split()) > 1 and {before.split()[-1], right.split()[0]}.isdisjoint(SMALL_WORDS):
        return 0.9
    if is_acronym(form) and initials_match(right, tuple(left.split())):
        return 0.8
    first = form.split()[0]
    if is_acronym(first) and first in plain.split() and not country_code(first) and not _has_own_words(right, left):
        return 0.5
    site = _DOMAIN.fullmatch(named.strip())
    if site and right.replace(" ", "").startswith(site.group(1).split(".")[-1].lower()):
        return 0.9
    return _overlap(left, right)


def _has_own_words(form: str, named: str) -> bool:
    """Say whether a form has words that are neither generic nor in the publisher's name, or lacks too many of it."""
    mine, theirs = _content(named), _content(form)
    return bool(theirs - mine - _generic()) or len(mine) > 3


def _country(name: str) -> str | None:
    words = name.split()
    runs = (" ".join(words[i : i + n]).strip("(),") for n in (3, 2, 1) for i in range(len(words) - n + 1))
    return next((code for run in runs if (code := country_code(run) or demonym_code(run))), None)


def _overlap(left: str, right: str) -> float:
    mine, theirs = _content(left), _content(right)
    if not mine or not theirs or not mine & theirs:
        return 0.0
    generic = _generic()
    if not (mine & theirs) - generic and mine != theirs:
        # "City" for "City of Kestrel": the head alone, as a short form in the text.
        return 0.55 if theirs <= mine and len(theirs) == 1 and left.split()[0] in theirs else 0.0
    shared = len(mine & theirs)
    covered = shared / len(theirs)
    return 0.9 * (shared / len(mine | theirs)) ** 0.5 if covered >= 0.6 else 0.4 * covered


@cache
def _generic() -> frozenset[str]:
    return frozenset(r["word"] for r in read_table("entities/name_words") if r["kind"] in _GENERIC_KINDS)


@cache
def _organs() -> frozenset[str]:
    return frozenset(r["word"] for r in read_table("entities/name_words") if r["kind"] == "organ")


def _content(folded: str) -> frozenset[str]:
    words = [w[:-1] if w.endswith("s") and len(w) > 4 else w for w in folded.split() if w not in _SMALL]
    kept = [w for w in words if not country_code(w) and not demonym_code(w)]
    return frozenset(kept or words)


def _by_cue(release: Release, bodies: Sequence[Entity], wanted: set[str]) -> str | None:
    """Find the body that masthead, contact lines or the standing description point to."""
    assert release.clean is not None
    text = release.clean.text
    mentions = {m.id: m for m in release.mentions or ()}
    channel = fold_name(release.source.metadata.issuer.partition(":")[2]).replace(" ", "")
    own = [b for b in bodies if not _is_carrier(b, channel)]
    page = _Page(text, mentions, frozenset(wanted), _hosts(text), _first_in_body(release), _boilerplate(release))
    scores = [(_cue_score(page, body), -order) for order, body in enumerate(own)]
    ranked = sorted(scores, reverse=True)
    if not ranked or ranked[0][0] < _MIN_SCORE or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
        return None
    return own[-ranked[0][1]].id


def _is_carrier(body: Entity, channel: str) -> bool:
    """Say whether a body only carries the release of another: a newswire."""
    names = {fold_name(form) for form in (body.canonical, *body.aliases)}
    carriers = {cue for cue, kind in _cues() if kind == "carrier"}
    tight = {name.replace(" ", "") for name in names}
    return (bool(channel) and any(t.startswith(channel) for t in tight)) or any(c in n for c in carriers for n in names)


@dataclass(frozen=True, slots=True)
class _Page:
    """What the cues of one release are looked for in."""

    text: str
    mentions: Mapping[str, Mention]
    wanted: frozenset[str]
    hosts: tuple[str, ...]
    first: str | None  # the first mention of an organisation outside the title zones
    boilerplate: tuple[Zone, ...]


def _cue_score(page: _Page, body: Entity) -> float:
    """Add up the cues that speak for a body; three or more make it the publisher."""
    score = 0.0
    spans = [page.mentions[m] for m in body.mentions]
    for mention in spans[:_MANY]:
        before = page.text[max(0, mention.start - 40) : mention.start].lower().rstrip(' *_#\n\t:“"(')
        score += 3 * any(kind in page.wanted and before.endswith(cue) for cue, kind in _cues())
    if "own" not in page.wanted:
        return score
    score += 2 * any(z.start <= m.start < z.start + 80 for z in page.boilerplate for m in spans[:_MANY])
    score += 2 * (spans[0].start < _BEGINNING)
    score += 1 * (spans[0].start < _BEGINNING / 6)
    score += 1.5 * (page.first in body.mentions)
    score += min(2.0, 0.5 * (len(spans) - 1))
    score += 2 * _has_address(page.hosts, body)
    return score


def _boilerplate(release: Release) -> tuple[Zone, ...]:
    return tuple(z for z in release.zones or () if z.type == "boilerplate")


def _first_in_body(release: Release) -> str | None:
    titles = [z for z in release.zones or () if z.type == "title"]
    last_title = max((z.end for z in titles), default=0)
    for mention in release.mentions or ():
        inside = mention.start < last_title and any(z.start <= mention.start < z.end for z in titles)
        if mention.type == "ORG" and not inside:
            return mention.id
    return None


def _hosts(text: str) -> tuple[str, ...]:
    """The labels of the web and e-mail addresses in the text, without the last one of each."""
    hosts = {(mail or web).lower() for mail, web in _ADDRESS.findall(text)}
    return tuple(sorted({label.replace("-", "") for host in hosts for label in host.split(".")[:-1]}))


def _has_address(labels: Sequence[str], body: Entity) -> bool:
    """Say whether an address is made of the body's name or acronym."""
    forms = {fold_name(form).replace(" ", "") for form in (body.canonical, *body.aliases)}
    return any(label.startswith(form) for form in forms if len(form) > 2 for label in labels[:_MANY])


@cache
def _cues() -> tuple[tuple[str, str], ...]:
    return tuple((row["cue"], row["kind"]) for row in read_table("entities/issuer_cues"))
