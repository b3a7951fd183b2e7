"""Rules after the model, across the document: what is a name in one place is one in the others.

Four kinds of things travel: whole names, the family names of persons, short forms with a head noun ("the Bank"
for "Lorvan Development Bank"), and types (the type that most of a name's occurrences have).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.lang.places import country_code
from pipeline.rooms.mentions import gazetteer
from pipeline.rooms.mentions.features import calmed
from pipeline.rooms.mentions.known import Key, Known, add_known, alone, definite, stands_free, stretch
from pipeline.rooms.mentions.memory import acronym_of, best
from pipeline.rooms.mentions.repair import Hits, is_acronym_of
from pipeline.rooms.mentions.words import company_suffixes, heads, titles

Words = Sequence[Sequence[str]]
# How sure the occurrences of a name must be, summed, before it travels.
TRAVELS = 0.8
_NOT_SHORT = frozenset(("government", "state", "states", "day", "year", "week", "month"))


def carry(lines: Words, hits: Sequence[Hits]) -> list[Hits]:
    """Give every line the names that are sure elsewhere in the document; what a line has stays."""
    agreed = as_companies(lines, agree(lines, hits))
    votes = _votes(lines, agreed)
    lower = Counter(w for words in lines for w in words if w.islower())
    whole = Known({k: kind for k, (kind, sure) in votes.items() if sure >= TRAVELS and _may_travel(k, kind)})
    family = Known(dict.fromkeys(_family_names(votes, lower), "PERSON"))
    initials, short = Known(_initials(votes)), Known(_short_forms(votes))
    capitals = _folded(whole)
    out = []
    for words, found in zip(lines, agreed, strict=True):
        found = stretch(words, found, whole)
        found = add_known(words, found, whole, "carried", stands_free)
        found = add_known(words, found, family, "family-name", alone)
        found = _doubts(words, found, initials.kinds, short.kinds)
        found = add_known(words, found, initials, "acronym", stands_free)
        found = _in_capitals(words, found, capitals)
        out.append(add_known(words, found, short, "short-form", definite))
    return out


def agree(lines: Words, hits: Sequence[Hits]) -> list[Hits]:
    """Give the same words the same type everywhere when their occurrences plainly favour one."""
    sums: dict[Key, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for words, found in zip(lines, hits, strict=True):
        for hit in found:
            # An acronym next to the name it stands for tells its type better than the model can.
            sums[tuple(words[hit.first : hit.end])][hit.type] += 4 if hit.rule == "acronym" else hit.sure
    out = []
    for words, found in zip(lines, hits, strict=True):
        kept = []
        for hit in found:
            by_type = sums[tuple(words[hit.first : hit.end])]
            kind, weight = best(by_type)
            common = hit.end - hit.first == 1 and _heads_a_name(words[hit.first])
            if kind != hit.type and not common and weight >= 0.6 * sum(by_type.values()) and weight > 1:
                hit = replace(hit, type=kind, rule="agreed")
            kept.append(hit)
        out.append(kept)
    return out


def as_companies(lines: Words, hits: Sequence[Hits]) -> list[Hits]:
    """Type names as companies whose words stand somewhere with a company suffix (`VINGARD LORVAN, S.A.`)."""
    known: set[Key] = set()
    for words, found in zip(lines, hits, strict=True):
        for hit in found:
            name = [w.casefold() for w in words[hit.first : hit.end] if w not in company_suffixes() and w != ","]
            if name and len(name) < hit.end - hit.first and hit.type == "ORG":
                known.update((tuple(name), tuple(name[:1])))
    return [
        [
            replace(h, type="ORG", rule="company")
            if h.type in ("PERSON", "PLACE", "NAMED_EVENT")
            and tuple(w.casefold() for w in words[h.first : h.end]) in known
            and gazetteer.places().kind_of(words[h.first : h.end]) is None
            and gazetteer.places().kind_of([calmed(w) for w in words[h.first : h.end]]) is None
            and country_code(" ".join(words[h.first : h.end])) is None
            else h
            for h in found
        ]
        for words, found in zip(lines, hits, strict=True)
    ]


def _votes(lines: Words, hits: Sequence[Hits]) -> dict[Key, tuple[str, float]]:
    sums: dict[Key, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for words, found in zip(lines, hits, strict=True):
        for hit in found:
            sums[tuple(words[hit.first : hit.end])][hit.type] += hit.sure
    return {key: best(by_type) for key, by_type in sorted(sums.items())}


def _heads_a_name(word: str) -> bool:
    return (word.lower(), "ends") in heads() or (word.lower(), "opens") in heads()


def _may_travel(words: Key, kind: str) -> bool:
    """Say whether a name is plain wherever its words stand."""
    if len(words) > 1:
        return any(w[:1].isupper() for w in words)
    word = words[0]
    if not word[:1].isupper():
        return False
    if len(word) < 3:
        return len(word) == 2 and word.isupper() and kind != "PERSON"
    return not _heads_a_name(word) and word.lower() not in titles()


def _family_names(votes: dict[Key, tuple[str, float]], lower: Counter[str]) -> list[Key]:
    found = []
    for words, (kind, weight) in votes.items():
        last = words[-1]
        if kind == "PERSON" and len(words) > 1 and weight >= 0.7 and last[:1].isupper() and len(last) > 2:
            other = votes.get((last,))
            if (
                not lower[last.lower()]
                and (other is None or other[0] == "PERSON")
                and last.lower() not in ("jr.", "sr.")
            ):
                found.append((last,))
    return sorted(set(found))


def _short_forms(votes: dict[Key, tuple[str, float]]) -> dict[Key, str]:
    """Give the head nouns that stand for one named thing of the document."""
    by_head: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for words, (kind, weight) in votes.items():
        if len(words) < 2 or kind in ("PERSON", "PLACE"):
            continue
        head = next((words[i - 1] for i, w in enumerate(words) if i and w in ("of", "for", "on")), words[-1])
        if _heads_a_name(head) and head.lower() not in _NOT_SHORT and head[:1].isupper():
            by_head[head][kind] += weight
    return {(head,): best(kinds)[0] for head, kinds in sorted(by_head.items()) if best(kinds)[1] >= 0.5}


def _initials(votes: dict[Key, tuple[str, float]]) -> dict[Key, str]:
    """Give the acronyms of the document's names: made of their initials, or in brackets inside them."""
    found: dict[Key, str] = {}
    for words, (kind, weight) in votes.items():
        if weight < 0.6 or kind == "PERSON":
            continue
        for i, word in enumerate(words[:-1]):
            if words[i - 1 : i] == ("(",) and words[i + 1] == ")" and is_acronym_of(word, words[: i - 1]):
                found[(word,)] = kind
        short = acronym_of([w for w in words if w.isalpha()])
        if len(short) > 2 and (short,) not in votes:
            found.setdefault((short,), kind)
    return found


def _doubts(words: Sequence[str], hits: Hits, initials: dict[Key, str], short: dict[Key, str]) -> Hits:
    """Give unsure single words the type of the name that they are an acronym or a short form of."""
    out = []
    for hit in hits:
        key = tuple(words[hit.first : hit.end])
        kind = initials.get(key) if hit.sure < 0.7 else None
        if hit.sure < 0.9 and hit.type == "PLACE":
            kind = kind or short.get(key)
        out.append(replace(hit, type=kind, rule="agreed") if kind and kind != hit.type else hit)
    return out


def _folded(known: Known) -> Known:
    return Known({tuple(w.upper() for w in key): k for key, k in sorted(known.kinds.items()) if sum(map(len, key)) > 3})


def _in_capitals(words: Sequence[str], hits: Hits, folded: Known) -> Hits:
    """Find known names in a line written in capitals, where the model sees little (`LORVAN WATER TRUST MEETS`)."""
    letters = [w for w in words if w[:1].isalpha()]
    if not letters or sum(w.isupper() for w in letters) < 0.7 * len(letters):
        return hits
    clear = [
        h for h in hits if h.rule == "company" or tuple(words[h.first : h.end]) in folded.kinds or h.sure >= TRAVELS
    ]
    found = add_known(words, clear, folded, "carried-capitals", stands_free)
    taken = {i for h in found for i in range(h.first, h.end)}
    spare = [h for h in hits if h not in found and not taken.intersection(range(h.first, h.end))]
    return sorted([*found, *spare], key=lambda h: h.first)
