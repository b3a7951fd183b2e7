"""Bodies, named events and documents: full names join, generic names only with evidence, acronyms by their pairing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.register.forms import in_one_spelling, only_houses, told_apart
from pipeline.register.generic import (
    content_words,
    has_number,
    is_abroad,
    is_generic,
    is_local,
    is_mere_kind,
    is_national,
    is_of_many,
    without_legal_form,
)
from pipeline.register.names import country_within, name_key, split_country
from pipeline.register.parts import Part
from pipeline.register.verdict import Verdict, alone, earliest, identity, is_alone

_GATHERINGS = frozenset({"CONFERENCE", "SUMMIT", "SESSION", "AWARD", "SERIES"})


def join_things(parts: Sequence[Part]) -> list[tuple[Part, Verdict]]:
    """Give each body, event and document with its verdict."""
    apart = told_apart(part.key for part in parts if part.type == "ORG")
    named = [(part, _by_full_name(part, apart)) for part in parts if not part.short]
    pairings = _pairings(named)
    verdicts = named + [(part, _by_acronym(part, pairings)) for part in parts if part.short]
    return _follow_short_forms(verdicts, apart)


def _by_full_name(part: Part, apart: frozenset[str] = frozenset()) -> Verdict:
    """The verdict on a name written out; the legal form tells the names `apart` from one another."""
    plain, country = _split(part.type, part.key)
    if country is None and (part.type, plain, None) in _other_names():
        part = replace(part, key=_other_names()[part.type, plain, None])
        plain = part.key
    company = without_legal_form(part.key)
    if part.type == "ORG" and " " in company and not is_generic(company):
        told = company in apart
        part = replace(part, key=in_one_spelling(part.key) if told else company)
        plain = in_one_spelling(plain) if told else without_legal_form(plain)
    if is_mere_kind(part.type, part.key):
        return Verdict(alone(part), "single", "")
    known = _known_countries().get((part.type, plain))
    if known or (known is None and is_generic(plain)):
        if country is None or known or is_national(plain):
            return _scoped(part, plain, country)
        if is_of_many(plain):  # every district has its "U.S. District Court"
            return _scoped(part, part.key, None)
    if part.type == "NAMED_EVENT" and part.subtype in _GATHERINGS and not has_number(part.key):
        if part.published is None:
            return Verdict(alone(part), "single", "")
        year = part.published[:4]
        return Verdict(identity(part.type, part.key, year), "same-name", f"same name, in releases of {year}")
    return Verdict(identity(part.type, part.key), "same-name", "same name")


def _scoped(part: Part, plain: str, country: str | None) -> Verdict:
    """The verdict on a name that many bear: it joins within a country, an owner or a publisher."""
    if country:
        return _of_country(part, plain, country, "same-country", "same name and country")
    if part.part_of_name:
        of = country_within(part.part_of_name) if is_national(plain) else None
        owner = name_key(part.part_of_name)
        if of:
            return _of_country(part, plain, of, "same-country", "same name, part of the same state")
        if not is_generic(owner):
            return Verdict(identity(part.type, plain, f"of:{owner}"), "same-name", "same name, part of the same body")
    known = _known_countries().get((part.type, plain))
    if known and part.issuer_country in (None, known):
        reason = "same name, the best known body of that name"
        return _of_country(part, plain, known, "known-name", reason)
    if part.issuer_country and (is_national(plain) or part.type == "DOCUMENT"):
        if is_abroad(part.issuer_country, plain):
            return Verdict(alone(part), "single", "")
        reason = "same name, publishers of the same country"
        return _of_country(part, plain, part.issuer_country, "same-country", reason)
    any_towns = is_local(plain) and part.issuer_country and part.key != part.issuer
    if part.issuer and not any_towns:
        return Verdict(identity(part.type, plain, f"by:{part.issuer}"), "same-issuer", "same name, same publisher")
    return Verdict(alone(part), "single", "")


@dataclass(frozen=True, slots=True)
class _Pairing:
    """Full names paired with an acronym: the pairs by identity."""

    pairs: Mapping[str, list[Part]]

    def only(self, part: Part) -> tuple[str, Part] | None:
        """Give the identity that a bare acronym means and the pair that says so, None if it cannot be told."""
        fitting = {own: pairs for own, pairs in self.pairs.items() if _fits(part, own, pairs)}
        if len(self.pairs) > 1:
            fitting = {own: [p for p in pairs if p.issuer == part.issuer] for own, pairs in fitting.items()}
        fitting = {own: pairs for own, pairs in fitting.items() if pairs}
        if len(fitting) != 1 or (len(self.pairs) > 1 and not part.issuer):
            return None
        own, pairs = next(iter(fitting.items()))
        return own, earliest(pairs)


def _fits(part: Part, own: str, pairs: Sequence[Part]) -> bool:
    """A generic name's acronym reaches no further than the name itself."""
    if not is_generic(split_country(pairs[0].key)[0]):
        return True
    return any(
        pair.issuer == part.issuer or (own.endswith(f"|{part.issuer_country}") and part.issuer_country)
        for pair in pairs
    )


def _pairings(named: Iterable[tuple[Part, Verdict]]) -> dict[tuple[str, str], _Pairing]:
    found: dict[tuple[str, str], dict[str, list[Part]]] = defaultdict(lambda: defaultdict(list))
    for part, verdict in named:
        for acronym in part.acronyms:
            if not is_alone(verdict.identity) and name_key(acronym) != part.key:
                found[part.type, name_key(acronym)][verdict.identity].append(part)
    return {key: _Pairing(pairs) for key, pairs in found.items()}


def _by_acronym(part: Part, pairings: Mapping[tuple[str, str], _Pairing]) -> Verdict:
    """The verdict on a bare acronym."""
    if is_mere_kind(part.type, part.key):
        return Verdict(alone(part), "single", "")
    pairing = pairings.get((part.type, part.key))
    found = pairing.only(part) if pairing else None
    known = known_name(part)
    meant = _by_full_name(replace(part, name=known, key=name_key(known))).identity if known else None
    if found and (not known or found[0] == meant or found[1].issuer == part.issuer):
        own, pair = found
        return Verdict(own, "acronym", f"acronym {part.name} paired with the name in {pair.release_id}")
    if meant:
        return Verdict(meant, "known-acronym", f"{part.name} is {known}")
    if pairing is None:
        return Verdict(identity(part.type, part.key), "same-name", "same acronym, which no release writes out")
    if part.issuer:
        own = identity(part.type, part.key, f"by:{part.issuer}")
        return Verdict(own, "same-issuer", "same acronym, same publisher; it has several meanings in the run")
    return Verdict(alone(part), "single", "")


def known_name(part: Part) -> str | None:
    """Give the full name of a body that is known the world over by its acronym."""
    return _known().get((part.type, part.name))


def _split(type_: str, key: str) -> tuple[str, str | None]:
    """A body's key without its country, and the country; other keys as they are."""
    return split_country(key) if type_ == "ORG" else (key, None)


def _of_country(part: Part, plain: str, country: str, rule: str, reason: str) -> Verdict:
    """The verdict on a name that one country's body bears."""
    plain = _other_names().get((part.type, plain, country), plain)
    return Verdict(identity(part.type, plain, country), rule, reason)


@cache
def _other_names() -> dict[tuple[str, str, str | None], str]:
    """The key, without country, of names that mean the same as another name."""
    rows = read_table("register/other_names")
    return {
        (row["type"], *_split(row["type"], name_key(row["name"]))): _split(row["type"], name_key(row["same_as"]))[0]
        for row in rows
    }


@cache
def _known_countries() -> dict[tuple[str, str], str]:
    rows = read_table("register/known_acronyms")
    return {(row["type"], _split(row["type"], name_key(row["name"]))[0]): row["country"] for row in rows}


@cache
def _known() -> dict[tuple[str, str], str]:
    return {(row["type"], row["acronym"]): row["name"] for row in read_table("register/known_acronyms")}


def _follow_short_forms(verdicts: list[tuple[Part, Verdict]], apart: frozenset[str]) -> list[tuple[Part, Verdict]]:
    """Join a shorter name to the longer one that a release pairs it with, if no release pairs or sets it otherwise.

    A name of one word ("Kestrel" for "Kestrel Shipping Works") is followed in releases of the same publisher only.
    """
    by_identity: dict[str, set[str]] = defaultdict(set)
    for part, verdict in verdicts:
        by_identity[verdict.identity].add(part.release_id)
    longer: dict[tuple[str, str], dict[str, Part]] = defaultdict(dict)
    for part, verdict in sorted(verdicts, key=lambda pair: (pair[0].release_id, pair[0].entity_id)):
        if part.short or is_alone(verdict.identity):
            continue
        for form in part.forms[1:]:
            short = _by_full_name(replace(part, name=form, key=name_key(form)), apart).identity
            if (
                short in by_identity
                and short != verdict.identity
                and (reach := _reach(name_key(form), part)) is not None
            ):
                longer[short, reach].setdefault(verdict.identity, part)
    target: dict[tuple[str, str], tuple[str, Part]] = {}
    for (short, reach), owners in longer.items():
        owner, part = next(iter(owners.items()))
        if len(owners) == 1 and len(owner) > len(short) and not by_identity[short] & by_identity[owner]:
            target[short, reach] = (owner, part)
    first = {own: part for part, own in ((p, v.identity) for p, v in reversed(verdicts))}
    for short, owner in only_houses(by_identity).items():
        if short in by_identity and (short, "") not in target and not by_identity[short] & by_identity[owner]:
            target[short, ""] = (owner, first[owner])
    return [(part, _redirected(part, verdict, target)) for part, verdict in verdicts]


def _reach(short: str, part: Part) -> str | None:
    """Say how far a short form of a full name is followed: "" everywhere, a publisher's releases, None nowhere."""
    if content_words(short) - content_words(part.key) or is_generic(_split(part.type, short)[0]):
        return None
    if " " in short or short == without_legal_form(part.key):
        return ""
    return part.issuer or None


def _redirected(part: Part, verdict: Verdict, target: Mapping[tuple[str, str], tuple[str, Part]]) -> Verdict:
    own, by = verdict.identity, None
    while found := target.get((own, "")) or target.get((own, part.issuer)):
        own, by = found  # ends: each step leads to a longer identity
    if by is None:
        return verdict
    return Verdict(own, "short-form", f"short for {by.name} in {by.release_id}")
