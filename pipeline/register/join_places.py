"""Places: one row for each name and country; a state by whatever name of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.lang.places import country_code, division_codes
from pipeline.register.generic import is_common_spot
from pipeline.register.names import name_key
from pipeline.register.parts import Part
from pipeline.register.verdict import Verdict, alone, identity


def join_places(parts: Iterable[Part]) -> Iterator[tuple[Part, Verdict]]:
    """Yield each place with its verdict."""
    by_key: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        state = _state(part)
        if state:
            yield part, Verdict(identity("PLACE", "state", state), "same-name", "name of the same country")
        else:
            by_key[_codes().get((part.key, part.country), part.key)].append(part)
    for key in sorted(by_key):
        yield from _join_name(key, by_key[key])


@cache
def _codes() -> dict[tuple[str, str | None], str]:
    """The keys of divisions by their codes: in the United States, "Calif" is "california"."""
    return {
        (name_key(row["code"]), row["country"]): name_key(row["name"]) for row in read_table("register/place_codes")
    }


def _state(part: Part) -> str | None:
    """The country whose name this is; "Georgia" in the United States is none, nor is a part of the kingdom."""
    code = country_code(part.name)
    if code is None or (code == "GB" and division_codes(part.name)):
        return None
    return code if part.country in (None, code) else None


def _join_name(key: str, parts: list[Part]) -> Iterator[tuple[Part, Verdict]]:
    countries = sorted({part.country for part in parts if part.country})
    by_issuer: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        if part.issuer and part.country:
            by_issuer[part.issuer].add(part.country)
    for part in parts:
        if part.subtype == "FAC" and is_common_spot(key):
            verdict = _local(part)
        elif part.country:
            verdict = Verdict(identity("PLACE", key, part.country), "same-country", "same name and country")
        elif not countries:
            verdict = Verdict(identity("PLACE", key), "same-name", "same name, its country not known in any release")
        elif len(countries) == 1:
            reason = "same name, which has one country in all releases"
            verdict = Verdict(identity("PLACE", key, countries[0]), "only-bearer", reason)
        elif len(by_issuer.get(part.issuer, ())) == 1:
            (country,) = by_issuer[part.issuer]
            verdict = Verdict(identity("PLACE", key, country), "same-issuer", "same name, publisher's usual country")
        else:
            verdict = Verdict(alone(part), "single", "")
        yield part, verdict


def _local(part: Part) -> Verdict:
    """The verdict on a street or hall whose name many towns have: it joins within a publisher's releases."""
    if not part.issuer:
        return Verdict(alone(part), "single", "")
    own = identity("PLACE", part.key, part.country or "", f"by:{part.issuer}")
    return Verdict(own, "same-issuer", "same name, same publisher")
