"""Which event words name the same happening (T2-T8)."""

from __future__ import annotations

import re

from pipeline.lang.syntax import clause_of
from pipeline.rooms.events.candidate import Candidate
from pipeline.rooms.events.dating import dependency_path
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.scored import DateScore as DateScore
from pipeline.rooms.events.scored import Scored as Scored
from pipeline.rooms.events.scored import complements as complements
from pipeline.rooms.events.scored import scored_candidate as scored_candidate

_SIGNING = frozenset({"sign", "ink", "seal", "signing", "signature"})
_LONG_NAME = 3
_NAMELESS = "(name)"  # the lemma of a name without an event noun, such as an acronym
_SPACES = re.compile(r"\s+")
_CONFLICTING = frozenset({"conflict"})


def pair_features(reading: Reading, earlier: Scored, later: Scored, between: list[Scored]) -> list[str]:
    """Give the names of what is true of the pair; `between` are the event words that stand between the two."""
    near = sum(1 for s in between if s.candidate.type == later.candidate.type)
    return pair_names(reading, earlier, later, near, len(between))


def pair_names(reading: Reading, earlier: Scored, later: Scored, near: int, between: int) -> list[str]:
    """Give the names of what is true of the pair; so many words stand between the two, `near` of the later's type."""
    a, b = earlier.candidate, later.candidate
    same_type = a.type == b.type
    same_lemma = a.lemma == b.lemma and a.pos == b.pos
    alike = f"{same_type}/{same_lemma}"
    gap = b.sentence - a.sentence
    size = str(gap) if gap < 3 else "3-5" if gap < 6 else "6+"
    kind = f"{a.type}+{b.type}" if a.type <= b.type else f"{b.type}+{a.type}"
    det, first_det = later.det, earlier.det
    zones = f"{'t' if a.zone == 'title' else 'b'}{'t' if b.zone == 'title' else 'b'}"
    dates, people = date_relation(earlier, later), _overlap(earlier.people, later.people)
    about, words = _overlap(earlier.about, later.about), _overlap(earlier.words, later.words)
    apart = later.separators - earlier.separators
    named = _name_relation(reading, a, b)
    plural = f"{earlier.is_plural}/{later.is_plural}"
    names = [
        f"alike={alike}", f"types={kind}", f"gap={size}", f"gap={size}/{alike}", f"gap={size}/{zones}/{same_type}",
        f"det={det}", f"det={det}/{alike}", f"det={det}/{zones}/{same_type}", f"pos={a.pos}/{b.pos}/{alike}",
        f"pos={a.pos}/{b.pos}/{zones}/{same_type}", f"lemmas={min(a.lemma, b.lemma)}+{max(a.lemma, b.lemma)}",
        f"zones={zones}/{alike}", f"alike={alike}/{dates}/{zones}", f"dates={dates}/{size}", f"dates={dates}/{det}",
        f"people={people}/{same_type}/{zones}", f"about={about}/{alike}", f"about={about}/{same_type}/{b.pos}/{zones}",
        f"about={about}/{kind}", f"words={words}/{alike}", f"words={words}/{about}/{same_type}/{b.pos}",
        f"names={named}", f"names={named}/{same_type}", f"plural={plural}/{same_type}", f"plural={plural}/{det}",
        f"dets={first_det}/{det}/{same_type}", f"tense={earlier.tense}/{later.tense}/{same_type}",
        f"quote={reading.in_quote(a.start)}/{reading.in_quote(b.start)}/{same_type}",
        f"own={later.date is not None}/{det}/{zones}", f"also={'also' in apart}/{zones}/{b.pos}",
        f"apart={bool(apart)}/{alike}", f"apart={bool(apart)}/{det}/{zones}",
    ]  # fmt: skip
    names += [f"apart={word}" for word in sorted(apart)]
    names += [f"between={min(near, 3)}/{same_type}/{det}", f"any_between={min(between, 4)}"]
    if gap == 0:
        names += _inside_sentence(a, b, same_type)
    return names


def _inside_sentence(a: Candidate, b: Candidate, same_type: bool) -> list[str]:
    path = dependency_path(a.token, b.token, 4)
    joined = ">".join(path) if path is not None else "far"
    clause = clause_of(a.token) == clause_of(b.token)
    apart = abs(a.token.i - b.token.i)
    size = "1-2" if apart < 3 else "3-6" if apart < 7 else "7+"
    return [
        f"path={joined}",
        f"path={joined}/{same_type}",
        f"clause={clause}/{same_type}",
        f"near={size}/{same_type}",
        f"pathlemma={joined}/{a.lemma}/{b.lemma}",
    ]


def date_relation(a: Scored, b: Scored) -> str:
    """Say how the dates agree: silent, one, same, overlap, conflict or unknown."""
    if a.date is None or b.date is None:
        return "silent" if a.date is None and b.date is None else "one"
    if a.date.id == b.date.id or (a.date.value is not None and a.date.value == b.date.value):
        return "same"
    if None not in (a.date.first, b.date.first, a.date.last, b.date.last):
        inside = str(a.date.first) <= str(b.date.last) and str(b.date.first) <= str(a.date.last)
        return "overlap" if inside else "conflict"
    return "unknown"


def _overlap(a: frozenset[str], b: frozenset[str]) -> str:
    if not a or not b:
        return "silent" if not a and not b else "one"
    return "share" if a & b else "differ"


def _name_relation(reading: Reading, a: Candidate, b: Candidate) -> str:
    if a.name is None and b.name is None:
        return "none"
    if a.name is None or b.name is None:
        named = a if a.name is not None else b
        other = b if a.name is not None else a
        entity = reading.entity_by_id.get(named.name or "")
        words = set(re.findall(r"\w+", entity.canonical.casefold())) if entity else set()
        return f"one/{other.token.lemma_.casefold() in words}/{'first' if a.name else 'second'}"
    return "same" if a.name == b.name else "other"


def may_share(a: Scored, b: Scored) -> bool:
    """Say whether nothing forbids the two words one record: dates that exclude each other, ordinals, "another"."""
    if date_relation(a, b) in _CONFLICTING:
        return False
    if a.number and b.number and a.number != b.number:
        return False
    names = {a.candidate.name, b.candidate.name} - {None}
    if (
        len(names) == 2
        and a.candidate.lemma != b.candidate.lemma
        and _NAMELESS
        not in (
            a.candidate.lemma,
            b.candidate.lemma,
        )
    ):
        return False
    in_body = "title" not in (a.candidate.zone, b.candidate.zone)
    return not (in_body and b.candidate.pos == "noun" and b.is_new)


def _is_same_thing(a: Candidate, b: Candidate) -> bool:
    """Say whether one noun is the apposition or the predicate of the other ("the Symposium is an annual event")."""
    if b.token.dep_ == "appos" and b.token.head.i == a.token.i:
        return True
    verb = b.token.head
    is_predicate = b.token.dep_ == "attr" and verb.lemma_ == "be"
    return is_predicate and a.token.dep_ == "nsubj" and a.token.head.i == verb.i


def is_sure_link(reading: Reading, a: Scored, b: Scored) -> bool:
    """Say whether the two words surely share a record.

    One is the subject of the other ("the mission will visit"), one name lies inside the other, or both tell of
    signings that nothing parts.
    """
    first, second = a.candidate, b.candidate
    if first.type == second.type and first.token.dep_ == "nsubj" and first.token.head.i == second.token.i:
        return True
    if first.pos == second.pos == "noun" and first.sentence == second.sentence and _is_same_thing(first, second):
        return True
    if first.name is not None and second.name is not None and first.name != second.name:
        names = [_SPACES.sub(" ", reading.entity_by_id[n].canonical).casefold() for n in (first.name, second.name)]
        short, long = sorted(names, key=len)
        return len(short.split()) >= _LONG_NAME and short in long
    if {first.lemma, second.lemma} <= _SIGNING and first.type == second.type == "AGREEMENT":
        agrees = date_relation(a, b) in {"silent", "one", "same", "overlap"}
        return agrees and "differ" not in (_overlap(a.people, b.people), _overlap(a.about, b.about))
    return False
