"""Places: one row for each name and country; a state by whatever name of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.lang.places import country_code, division_codes
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
            by_key[part.key].append(part)
    for key in sorted(by_key):
        yield from _join_name(key, by_key[key])


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
        if part.country:
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
