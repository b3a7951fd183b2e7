"""Plurals that stand for several named ones: "both parties", "the two ministers", "they"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from pipeline.lang.lexicon import read_table
from pipeline.lang.syntax import is_verb, noun_phrase, subjects
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.reference import Reference

_BODIES = frozenset({"ORG", "GPE"})
_FARTHEST = 6  # sentences back to the names that a plural stands for
_COUNTED = frozenset({"two", "both"})


@cache
def _group_nouns() -> dict[str, frozenset[str]]:
    return {row["noun"]: frozenset(row["kinds"].split()) for row in read_table("events/group_nouns")}


def with_groups(reading: Reading, references: dict[int, list[Reference]]) -> dict[int, list[Reference]]:
    """Give the references with one more for every name that a plural stands for, each list in text order."""
    found: dict[int, list[Reference]] = {}
    for number in range(len(reading.sentences)):
        listed = list(references.get(number, ()))
        extra = [
            Reference(r.entity, token, *_range(token), r.kind, "group", token, place)
            for token in _plurals(reading, number)
            for place, r in enumerate(_stood_for(reading, token, number, found, listed))
        ]
        at = {r.token.i for r in extra}
        listed = [r for r in listed if not (r.token.i in at and r.form == "nominal")] + extra
        if listed:
            found[number] = sorted(listed, key=lambda r: (r.start, r.position))
    return found


def _range(token: Token) -> tuple[int, int]:
    return (token.idx, token.idx + len(token)) if token.pos_ == "PRON" else noun_phrase(token)


def _plurals(reading: Reading, number: int) -> list[Token]:
    return [
        t
        for t in reading.tokens_of_sentence(number)
        if t.i not in reading.mention_at
        and (t.lower_ == "they" or (t.tag_ in {"NNS", "NNPS"} and _is_definite(t) and _is_group(reading, t)))
    ]


def _is_group(reading: Reading, token: Token) -> bool:
    lemma = token.lemma_.lower()
    return lemma in _group_nouns() or lemma in reading.holders_by_word


def _is_definite(token: Token) -> bool:
    """Say whether the plural points back: "the two ministers", "both parties", nothing else before or after it."""
    words = {c.lower_ for c in token.children if not c.is_punct}
    return bool(words & {"the", "both", "two"}) and words <= {"the", "both", "two", "respective"}


def _stood_for(
    reading: Reading, token: Token, number: int, before: dict[int, list[Reference]], own: list[Reference]
) -> list[Reference]:
    """Give the names the plural stands for, two or more, else none."""
    earlier = [r for n in range(max(0, number - _FARTHEST), number) for r in before.get(n, ()) if r.entity is not None]
    earlier += [r for r in own if r.entity is not None and r.end <= token.idx]
    earlier = [r for r in earlier if r.form in {"name", "office"}]
    if token.lower_ == "they":
        return _last_subjects(earlier, number, reading)
    lemma = token.lemma_.lower()
    titled = [r for r in earlier if r.kind == "PERSON" and r.entity in reading.holders_by_word.get(lemma, ())]
    if lemma in _group_nouns():
        return _last_pair(earlier, _group_nouns()[lemma])
    distinct = list({r.entity: r for r in titled}.values())
    return distinct[-2:] if len(distinct) == 2 else []


def _last_pair(earlier: list[Reference], kinds: frozenset[str]) -> list[Reference]:
    """Give the latest two names that stand in a list of exactly two."""
    by_list: dict[int, dict[str | None, Reference]] = {}
    for r in earlier:
        if r.kind in kinds and r.anchor is not None:
            by_list.setdefault(r.anchor.i, {}).setdefault(r.entity, r)
    pairs = [list(members.values()) for members in by_list.values() if len(members) == 2]
    return pairs[-1] if pairs else []


def _last_subjects(earlier: list[Reference], number: int, reading: Reading) -> list[Reference]:
    """Give the names that were the subject of the sentence before, when there are two or more."""
    last = [r for r in earlier if reading.sentence_of(r.start) == number - 1 and r.anchor is not None]
    heads = {s.i for r in last if is_verb(r.token.sent.root) for s in subjects(r.token.sent.root)}
    members = list({r.entity: r for r in last if r.anchor is not None and r.anchor.i in heads}.values())
    return members if len(members) > 1 else []
