"""Short forms and variants of names of things: "the Council", "Norvia", "Treasury Department"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from pipeline.lang.lexicon import read_table
from pipeline.lang.places import city_readings, country_code, demonym_code, division_codes
from pipeline.rooms.entities.names import (
    PREPOSITIONS,
    SMALL_WORDS,
    Item,
    editions,
    head_part,
    is_acronym,
    partly_initials,
    without_edition,
)

_INDEFINITE = re.compile(r"\b(?:an?|another|each|every|any|such|some|other)\s+$", re.IGNORECASE)
_LOOK_BACK = 12


@cache
def name_words(kind: str) -> frozenset[str]:
    """Give the words of one kind in name_words.csv."""
    return frozenset(row["word"] for row in read_table("entities/name_words") if row["kind"] == kind)


def full_name_of(item: Item, others: Iterable[tuple[int, Item]], text: str) -> tuple[int, str] | None:
    """Give the cluster whose name `item` shortens and the kind of evidence, None if there is none.

    Of several, a variant of the whole name wins over a short form, and then the one named last before the mention.
    """
    start = item.mention.start
    if is_indefinite(item, text):
        return None
    if item.mention.type == "PLACE" and len(item.words) == 1 and item.words[0] in name_words("place"):
        others = list(others)
        if (owner := _division_of(item, others)) is not None:
            return owner, "short-form"
    ranked: list[tuple[int, int, int, str]] = []
    for root, other in others:
        found = _relation(item, other)
        mine, theirs = (editions(item.words), editions(other.words)) if found else (frozenset(), frozenset())
        if found and not (mine and theirs and mine != theirs):
            rank, kind = found
            distance = abs(other.mention.start - start)
            after = len(text) if other.mention.start > start else 0
            ranked.append((rank, distance + after, root, kind))
    if not ranked:
        return None
    best = min(ranked)
    if best[3] == "variant" and len({root for rank, _, root, _ in ranked if rank == best[0]}) > 1:
        return None
    return best[2], best[3]


def is_indefinite(item: Item, text: str) -> bool:
    """Say whether a name stands after *a*, *another* and so on, so that it is no short form of a name."""
    return bool(_INDEFINITE.search(text[max(0, item.mention.start - _LOOK_BACK) : item.mention.start]))


def _division_of(item: Item, others: Sequence[tuple[int, Item]]) -> int | None:
    """Give the state or city that "the State", "the City" stands for: the only one, or the one named most."""
    counts: Counter[int] = Counter()
    for root, other in others:
        if country_code(other.text):
            continue
        division, town = bool(division_codes(other.text)), bool(city_readings(other.text))
        if division if item.words[0] in name_words("division") else town and item.words[0] == "city":
            counts[root] += 1
    ranked = counts.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


def _relation(item: Item, other: Item) -> tuple[int, str] | None:
    short, full = item.words, other.words
    if short == full or len(short) > len(full):
        return None
    if item.mention.type == "PLACE":
        return _place_relation(short, full)
    if _same_words(short, full) or partly_initials(item, full):
        return 1, "variant"
    company = item.mention.type == "ORG" and len(short) < len(full) and _is_company(item, other)
    if is_acronym(item.text):
        return (1, "variant") if company or (full[0] == "un" and full[1:] == short) else None
    if len(short) >= len(full):
        return None
    plain = without_edition(full)
    if plain == short and item.mention.type == "NAMED_EVENT":
        # "Harbour Forum" beside "7th Harbour Forum" is the series, the other one its edition.
        return None
    if plain == without_edition(short) or _lacks_words(short, full):
        return 1, "variant"
    if company or _is_head(short, full) or (not editions(short) and _is_head(short, plain)):
        return 2, "short-form"
    return None


def _same_words(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Say whether two names differ in order, small words, country names or legal form alone."""
    mine, theirs = country_in(short), country_in(full)
    if mine and theirs and mine != theirs:
        return False
    if (essence(short) and essence(short) == essence(full)) or _coded(short) == _coded(full):
        return True
    left, right = _sorted_content(short), _sorted_content(full)
    return len(left) > 1 and left == right


@lru_cache(maxsize=20_000)
def _sorted_content(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(w for w in words if w not in SMALL_WORDS))


@lru_cache(maxsize=20_000)
def country_in(words: tuple[str, ...]) -> str | None:
    """Give the country that a name begins or ends with: "bahrain port court", "ministry of law of norway"."""
    for length in (3, 2, 1):
        if len(words) > length:
            for part in (" ".join(words[:length]), " ".join(words[-length:])):
                if code := country_code(part) or demonym_code(part):
                    return code
    return None


@lru_cache(maxsize=20_000)
def _coded(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with a leading country name as its code: "us treasury", "united states treasury"."""
    for length in (3, 2, 1):
        if len(words) > length and (code := country_code(" ".join(words[:length]))):
            return (code, *words[length:])
    return words


@lru_cache(maxsize=20_000)
def essence(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words that tell bodies apart: no legal form or country, "department of x" as "x department"."""
    kept = [w for w in words if w not in name_words("legal")] or list(words)
    kept = _without_country(kept)
    if len(kept) > 2 and kept[0] in name_words("inverting") and kept[1] == "of":
        kept = [w for w in kept[2:] if w != "the"] + [kept[0]]
    if len(kept) == 2 and kept[1] in name_words("inverting"):
        kept = kept[:1]
    return tuple(kept)


def _without_country(words: list[str]) -> list[str]:
    for length in (3, 2, 1):
        lead, tail = " ".join(words[:length]), " ".join(words[-length:])
        enough = len(words) > length + 1 or (len(words) == length + 1 and words[-1] not in name_words("head"))
        if enough and (country_code(lead) or demonym_code(lead)):
            return words[length:]
        if len(words) > length + 2 and country_code(tail) and words[-length - 1] in ("of", "the", "in"):
            rest = words[: -length - 1]
            return rest[:-1] if rest[-1] == "of" else rest
    return words


def _lacks_words(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Say whether a long name only lacks some words: "world union of towns" for "world union of harbour towns"."""
    if len(short) >= 5 and full[: len(short)] == short:
        return True
    if len(full) > 3 and full[0] not in PREPOSITIONS and full[1] in ("of", "for") and full[2:] == short:
        return full[0] in name_words("collective")
    if len(full) > 4 and full[1] in name_words("collective") and full[2] == "of" and full[3:] == short:
        return True
    if len(short) < 4 or (short[0], short[-1]) != (full[0], full[-1]) or len(full) - len(short) > 2:
        return False
    remaining = iter(full)
    return all(word in remaining for word in short)


def _is_head(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Say whether `short` is the head of `full`: "ministry" of "ministry of law", "talks" of "urban talks"."""
    head = head_part(full)
    if len(head) < len(full) and short == head:
        return True
    if len(short) < len(full) and full[: len(short)] == short and full[len(short)] in PREPOSITIONS:
        return True
    if len(short) > 1 and full[-len(short) :] == short and full[-len(short) - 1] not in SMALL_WORDS:
        return head_part(short)[-1] in name_words("head") or len(full) - len(short) <= 2
    if short != head[-len(short) :]:
        return False
    return len(short) > 1 or short[0] in name_words("head")


def _is_company(item: Item, other: Item) -> bool:
    """Say whether a name is the leading part of a company's name or of a name with a dash after it."""
    short, full = item.words, other.words
    rest = full[len(short) :]
    if full[: len(short)] != short or short[0] in name_words("head"):
        return False
    if other.text[len(item.text) :].lstrip().startswith(("–", "—", "- ")):
        return True
    if all(word in name_words("legal") or word in name_words("trade") for word in rest):
        return True
    place = country_code(item.text) or city_readings(item.text)
    return rest[-1] in name_words("legal") and not place and not is_acronym(item.text)


def _place_relation(short: tuple[str, ...], full: tuple[str, ...]) -> tuple[int, str] | None:
    kinds = name_words("place")
    if len(short) == 1 and short[0] in kinds:
        return (2, "short-form") if short[0] in (full[-1], full[0]) else None
    if full[:-1] == short and full[-1] in name_words("place-variant"):
        return 2, "variant"
    if len(short) > 1 and short == head_part(full)[-len(short) :] and short[-1] in kinds:
        return 2, "short-form"
    return None
