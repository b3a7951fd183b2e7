"""Rules after the model: edges, acronyms in brackets and slashes, and names carried through the document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.rooms.mentions import gazetteer
from pipeline.rooms.mentions.memory import acronym_of, best
from pipeline.rooms.mentions.runs import head_kind
from pipeline.rooms.mentions.words import heads, honorifics

POSSESSIVE = frozenset(("'s", "’s", "’", "'"))
_ACRONYM = re.compile(r"[A-Z][A-Za-z&.-]{0,8}[A-Z]s?\d{0,2}|[A-Z]{2,}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name in a line: words `[first, end)`, its type, the rule that gave it and how sure the model was."""

    first: int
    end: int
    type: str
    rule: str
    sure: float


Hits = list[Hit]


def mend_line(words: Sequence[str], hits: Iterable[Hit]) -> Hits:
    """Mend the edges of the names of one line (M3, M4, M5)."""
    found: Hits = []
    for hit in hits:
        for part in _split(words, hit):
            trimmed = _trim(words, part)
            if trimmed is not None:
                found.append(trimmed)
    return _bracketed(words, found)


def _split(words: Sequence[str], hit: Hit) -> Iterator[Hit]:
    piece = words[hit.first : hit.end]
    slashes = [i for i, w in enumerate(piece) if w == "/"]
    if slashes and all(w == "/" or (w[:1].isupper() and len(w) > 1) for w in piece):
        bounds = [-1, *slashes, len(piece)]
        kind = "ORG" if hit.type == "NAMED_EVENT" and any(w.isupper() for w in piece) else hit.type
        for a, b in zip(bounds, bounds[1:], strict=False):
            if b > a + 1:
                yield replace(hit, first=hit.first + a + 1, end=hit.first + b, type=kind, rule="slash-list")
        return
    for i, word in enumerate(piece):
        if word in POSSESSIVE and 0 < i < len(piece) - 1:
            owner = _listed(tuple(piece[:i]))
            if owner:
                kind = head_kind(piece[i + 1 :]) or hit.type
                yield replace(hit, end=hit.first + i, type=owner, rule="possessor")
                yield replace(hit, first=hit.first + i + 1, type=kind, rule="possessed")
                return
    yield hit


def _listed(words: tuple[str, ...]) -> str | None:
    kind = gazetteer.organisations().kinds.get(words)
    if kind:
        return kind
    return "PLACE" if gazetteer.places().kinds.get(words) == "country" else None


def _trim(words: Sequence[str], hit: Hit) -> Hit | None:
    first, end = hit.first, hit.end
    while end > first and (words[end - 1] in POSSESSIVE or not any(c.isalnum() for c in words[end - 1].rstrip(")."))):
        if words[end - 1] == ")" and "(" in words[first : end - 1]:
            break
        end -= 1
    while first < end and (words[first].lower() in ("the", "a", "an") or not any(c.isalnum() for c in words[first])):
        if words[first] == "The" and words[first + 1 : first + 2] == ["Hague"]:
            break
        first += 1
    if hit.type == "PERSON":
        while end - first > 1 and words[first].lower() in honorifics():
            first += 1
            if end - first > 1 and words[first] == ".":
                first += 1
    if words[first:end].count("(") > words[first:end].count(")"):
        if end < len(words) and words[end] == ")":
            end += 1
        elif "(" in words[first + 1 : end]:
            end = first + 1 + list(words[first + 1 : end]).index("(")
    return replace(hit, first=first, end=end) if first < end else None


def is_acronym_of(short: str, words: Sequence[str]) -> bool:
    """Say whether the letters of an acronym are initials of a name's words, in order, starting with the first."""
    letters = [c for c in short.upper().rstrip("S" if short.endswith("s") else "") if c.isalpha()]
    initials = [w[0].upper() for w in words if w[:1].isalpha()]
    if len(letters) < 2 or not initials or initials[0] != letters[0]:
        return False
    full = acronym_of(words)
    if full == short.upper():
        return True
    at = 0
    for initial in initials:
        if at < len(letters) and initial == letters[at]:
            at += 1
    return at == len(letters)


def _bracketed(words: Sequence[str], hits: Hits) -> Hits:
    found = sorted(hits, key=lambda h: h.first)
    out: Hits = []
    for i, hit in enumerate(found):
        out.append(hit)
        a = hit.end
        if a + 2 < len(words) + 0 and words[a : a + 1] == ["("] and words[a + 2] == ")":
            short = words[a + 1]
            if _ACRONYM.fullmatch(short) and is_acronym_of(short, words[hit.first : hit.end]):
                following = found[i + 1] if i + 1 < len(found) else None
                if following and following.first == a + 1 and following.end == a + 2:
                    found[i + 1] = replace(following, type=hit.type, rule="acronym")
                elif not following or following.first > a + 1:
                    out.append(Hit(a + 1, a + 2, hit.type, "acronym", hit.sure))
    return out


def carry(lines: Sequence[Sequence[str]], hits: Sequence[Hits]) -> list[Hits]:
    """Give every line the names that are sure elsewhere in the document, where it has none of its own."""
    votes: dict[tuple[str, ...], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for words, found in zip(lines, hits, strict=True):
        for hit in found:
            votes[tuple(words[hit.first : hit.end])][hit.type] += hit.sure
    known = _Known(votes)
    return [_carry_line(words, found, known) for words, found in zip(lines, hits, strict=True)]


class _Known:
    """Names of the document that may be carried, with their type."""

    def __init__(self, votes: dict[tuple[str, ...], dict[str, float]]) -> None:
        self.kinds: dict[tuple[str, ...], str] = {}
        self.longest: dict[str, int] = {}
        for words, by_type in sorted(votes.items()):
            kind, weight = best(by_type)
            if weight >= 0.8 and _may_travel(words, kind):
                self.kinds[words] = kind
                self.longest[words[0]] = max(self.longest.get(words[0], 0), len(words))


def _may_travel(words: tuple[str, ...], kind: str) -> bool:
    """Say whether a name is plain wherever its words stand: two words or an acronym, or a place or person."""
    if len(words) > 1:
        return any(w[:1].isupper() for w in words)
    word = words[0]
    if not word[:1].isupper() or len(word) < 3:
        return len(word) == 2 and word.isupper()
    if (word.lower(), "ends") in heads() or (word.lower(), "opens") in heads():
        return False
    return kind in ("PERSON", "PLACE") or word.isupper() or any(c.isupper() for c in word[1:]) or kind == "ORG"


def _carry_line(words: Sequence[str], hits: Hits, known: _Known) -> Hits:
    taken = set()
    for hit in hits:
        taken.update(range(hit.first, hit.end))
    out = list(hits)
    i = 0
    while i < len(words):
        step = 1
        for n in range(min(known.longest.get(words[i], 0), len(words) - i), 0, -1):
            kind = known.kinds.get(tuple(words[i : i + n]))
            if kind and not taken & set(range(i, i + n)) and _stands_free(words, i, i + n):
                out.append(Hit(i, i + n, kind, "carried", 0.8))
                step = n
                break
        i += step
    return sorted(out, key=lambda h: h.first)


def _stands_free(words: Sequence[str], first: int, end: int) -> bool:
    """Say whether no capitalised neighbour or hyphen makes the words part of something else."""
    before, after = words[first - 1] if first else "", words[end] if end < len(words) else ""
    return before not in ("-", "@", ".") and after not in ("-",) and not (after == "." and end + 1 < len(words) and words[end + 1][:1].islower())
