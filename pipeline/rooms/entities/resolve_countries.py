"""The country of each place (GUIDELINES.md M19): evidence in the text first, gazetteer second, else None."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.lang.places import (
    city_readings,
    country_code,
    demonym_code,
    division_codes,
    is_major_division,
    is_region,
    region_code,
)
from pipeline.rooms.entities.find_qualifiers import qualifier
from pipeline.rooms.entities.names import Item

_WORD = re.compile(r"[^\W\d_][\w.’'-]*")
# A town this many times larger than its namesake in the country of the document is meant all the same ("Paris").
_DOMINANCE = 10
_LARGE = 500_000
_KNOWN = 4_000_000
_SMALL = 40_000
_BEGINNING = 400
_KIND = re.compile(
    r"\b(?:city|state|province|district|county|prefecture|region|greater|island|north|south|east|west)\b", re.IGNORECASE
)
_DIRECTION = re.compile(
    r"(?:north|south|east|west|central)(?:ern)?(?:[ -](?:north|south|east|west)(?:ern)?)?", re.IGNORECASE
)
_TOGETHER = re.compile(r",?\s+(?:and|or|&)\s+")
_THERE = re.compile(r"(?:,|\bin|\bat)\s+(?:the\s+)?$")
_TOWN_BEFORE = re.compile(r"([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2}),\s+$")
_DISTRICT = re.compile(r"(?:\w+ )?District of (.+)")
_STREAMS = re.compile(r"\b(?:river|sea|ocean|gulf|strait|mountains|lakes|desert|basin|coast)$", re.IGNORECASE)


def resolve_countries(
    places: Mapping[int, Sequence[Item]], subtypes: Mapping[int, str | None], text: str, issuer: str
) -> dict[int, str | None]:
    """Give the code of each place by root; `issuer` is what the publisher says of itself, or ""."""
    found: dict[int, str | None] = {}
    settled: list[tuple[int, str]] = []
    twofold = {root: codes for root, members in places.items() if (codes := _twofold(members))}
    for root, members in places.items():
        code = None if root in twofold else _by_itself(members, text)
        found[root] = code
        if code:
            settled += [(item.mention.start, code) for item in members]
    home = _home(issuer) or _dominant(settled) or _by_cues(text)
    context = Counter(code for _, code in settled)
    for root, codes in twofold.items():
        found[root] = _of_two(places[root], codes, text, home, context)
        settled += [(item.mention.start, found[root] or "") for item in places[root]]
    for root, members in places.items():
        if found[root] is None and not any(is_region(item.text) for item in members):
            found[root] = _by_readings(members, home, context)
            if found[root]:
                settled += [(item.mention.start, found[root] or "") for item in members]
    settled.sort()
    towns = _towns(places, found)
    home = home or _dateline(towns, text) or _dominant(settled)
    local = home if home and not towns else _dominant(towns) or home or _dominant(settled)
    for root, members in places.items():
        if found[root] is None and not any(is_region(item.text) for item in members):
            near = _beside(members, text, towns) or (local if subtypes[root] == "GPE" else home or local)
            found[root] = _by_surroundings(members, subtypes[root], text, settled, near)
    return found


def _twofold(members: Sequence[Item]) -> tuple[str, ...]:
    """Give the country and the other country's state that bear one name ("Georgia"), the country first."""
    for item in members:
        country, divisions = country_code(item.text), division_codes(item.text)
        if country and country in divisions and len(divisions) > 1 and is_major_division(item.text):
            return (country, *(code for code in divisions if code != country))
    return ()


def _of_two(
    members: Sequence[Item], codes: tuple[str, ...], text: str, home: str | None, context: Counter[str]
) -> str | None:
    """Choose by the town or state beside the name, then the country of the document, then its other places."""
    for item in members:
        before = _TOWN_BEFORE.search(text, max(0, item.mention.start - 60), item.mention.start)
        name = before.group(1) if before else ""
        towns = {code for code, _ in city_readings(name)} | set(division_codes(name)) if name else set()
        if len(near := [code for code in codes if code in towns]) == 1:
            return near[0]
    if home in codes:
        return home
    return next((code for code in _by_count(context) if code in codes), codes[0])


@cache
def _cues() -> tuple[tuple[str, str], ...]:
    return tuple((row["cue"], row["country"]) for row in read_table("entities/home_cues"))


def _by_cues(text: str) -> str | None:
    """The country whose offices the text speaks of: "District Attorney"; None when several countries' are."""
    found = {country for cue, country in _cues() if cue in text}
    return found.pop() if len(found) == 1 else None


def _towns(places: Mapping[int, Sequence[Item]], found: Mapping[int, str | None]) -> list[tuple[int, str]]:
    """Offsets and codes of the settled places that are no countries themselves."""
    listed = [
        (item.mention.start, code)
        for root, members in places.items()
        if (code := found[root]) and not any(country_code(item.text) for item in members)
        for item in members
    ]
    return sorted(listed)


def _beside(members: Sequence[Item], text: str, towns: Sequence[tuple[int, str]]) -> str | None:
    """The country of the town named together with a place: "the mayors of Kestrelville and Oslo"."""
    for item in members:
        at = bisect_left(towns, (item.mention.end, ""))
        if at < len(towns) and _TOGETHER.fullmatch(text, item.mention.end, max(item.mention.end, towns[at][0])):
            return towns[at][1]
    return None


def _dateline(towns: Sequence[tuple[int, str]], text: str) -> str | None:
    """The country of the town named first, if the release begins with it."""
    return towns[0][1] if towns and towns[0][0] < min(_BEGINNING, len(text)) else None


def _by_itself(members: Sequence[Item], text: str) -> str | None:
    """The name is a country's, or a country is written right after it, or it names one inside ("northern Iraq")."""
    for item in members:
        if code := country_code(item.text) or region_code(item.text):
            return code
        district = _DISTRICT.fullmatch(item.text)
        if district and len(codes := division_codes(district.group(1))) == 1:
            return codes[0]
    for item in members:
        if not is_region(item.text) and (code := qualifier(item, text)):
            return code
    for item in members:
        direction, _, rest = item.text.partition(" ")
        if _DIRECTION.fullmatch(direction) and not is_region(item.text) and (code := country_code(rest)):
            return code
    return None


def _by_readings(members: Sequence[Item], home: str | None, context: Counter[str]) -> str | None:
    """The gazetteer's readings: one in the country of the document first, unless another is far better known."""
    for item in members:
        name = _without_kind(item.text)
        divisions = division_codes(item.text) or division_codes(name)
        towns = dict(city_readings(item.text) or city_readings(name))
        for code in divisions:
            towns[code] = max(towns.get(code, 0), _KNOWN if is_major_division(item.text) else _LARGE)
        if not towns:
            continue
        if _DIRECTION.fullmatch(name or item.text):
            return home if home in towns else None
        ranked = sorted(towns.items(), key=lambda pair: (-pair[1], pair[0]))
        largest, size = ranked[0]
        near = [code for code in (home, *_by_count(context)) if code in towns]
        if near and not (size >= _LARGE and size >= _DOMINANCE * towns[near[0]]):
            return near[0]
        if near or (size >= _SMALL and (len(ranked) == 1 or size >= 3 * ranked[1][1])):
            return largest
        if len(ranked) == 1 and home is None:
            return largest
    return None


def _without_kind(name: str) -> str:
    return _KIND.sub("", name).strip()


def _by_count(context: Counter[str]) -> list[str]:
    return sorted(context, key=lambda code: (-context[code], code))


def _by_surroundings(
    members: Sequence[Item], subtype: str | None, text: str, settled: Sequence[tuple[int, str]], home: str | None
) -> str | None:
    """A name the gazetteer lacks lies in the country of the document; a building where the line says it is."""
    if subtype == "LOC" and any(_STREAMS.search(item.text) for item in members):
        return None
    if subtype == "FAC":
        for item in members:
            if code := _line_country(item, text, settled):
                return code
    return home


def _line_country(item: Item, text: str, settled: Sequence[tuple[int, str]]) -> str | None:
    """The country of a place that follows in the same sentence after *in* or a comma, at most 80 characters away."""
    end = item.mention.end
    stop = text.find("\n", end)
    stop = min(stop if stop >= 0 else len(text), end + 80)
    for start, code in settled[bisect_left(settled, (end, "")) :]:
        if start >= stop:
            break
        between = text[end:start]
        if _THERE.search(between):
            return code if "." not in between else None
    return None


def _home(issuer: str) -> str | None:
    """The country the issuer's name speaks of: "Singapore Ministry of Law", "City of Philadelphia"."""
    names = _word_runs(issuer)
    if code := _by_cues(issuer):
        return code
    for name in names:
        divisions = division_codes(name) if len(name) > 4 and name[0].isupper() else ()
        if code := country_code(name) or demonym_code(name) or (divisions[0] if len(divisions) == 1 else None):
            return code
    towns = (city_readings(name) for name in names if len(name) > 4 and name[0].isupper())
    return next((ranked[0][0] for ranked in towns if ranked and ranked[0][1] >= _LARGE), None)


def _word_runs(name: str) -> list[str]:
    """Every run of up to four words, the longest first."""
    words = _WORD.findall(name)
    return [" ".join(words[i : i + n]) for n in (4, 3, 2, 1) for i in range(len(words) - n + 1)]


def _dominant(settled: Sequence[tuple[int, str]]) -> str | None:
    """The country most of the settled places lie in, None when no country stands out."""
    counts = Counter(code for _, code in settled).most_common()
    if not counts:
        return None
    if len(counts) > 1 and counts[0][1] < 2 * counts[1][1]:
        return None
    return counts[0][0]
