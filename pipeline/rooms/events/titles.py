"""A line that a person can read without the text: what happens, of or to what, and who."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from pipeline.lang.lexicon import read_table
from pipeline.lang.syntax import noun_phrase, objects, prepositions, subjects
from pipeline.rooms.events.candidate import Candidate
from pipeline.rooms.events.candidates import inflections
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.references import people_nouns

_LONGEST_PHRASE = 90
_MOST_NAMES = 3
# Who is told of first, and how; what the happening is decides between them.
_TOLD = (
    (frozenset({"signatory", "actor"}), " by "),
    (frozenset({"leader"}), ", led by "),
    (frozenset({"organiser"}), ", organised by "),
    (frozenset({"host"}), ", hosted by "),
    (frozenset({"attendee", "speaker"}), ", with "),
    (frozenset({"target"}), ": "),
)
_OF_ITSELF = frozenset({"LEADERSHIP", "CRISIS", "DEADLINE"})  # "Resignation of Ana Ruiz", nobody does it to her
_LOOSE_ENDS = frozenset({
    "of", "the", "a", "an", "and", "or", "in", "for", "to", "at", "by", "with", "from", "on", "its", "their", "his",
    "her", "our", "here", "there", "that", "which",
})  # fmt: skip
_DETERMINER = re.compile(r"^(?:the|a|an|this|that|these|those|his|her|its|their|our|my|another)\s+", re.IGNORECASE)
_NAMING = frozenset({"NOUN", "PROPN", "NUM"})
_SPACES = re.compile(r"\s+")


@cache
def _nominals() -> dict[str, tuple[str, str]]:
    return {row["lemma"]: (row["noun"], row["link"]) for row in read_table("events/nominals")}


def title_of(reading: Reading, draft: Draft) -> str:
    """Give the title of the record; never empty."""
    head = _named(reading, draft) or _what(reading, draft)
    head = head[:1].upper() + head[1:]
    for roles, words in _TOLD:
        names = _names(reading, draft, roles, head)
        if names and not (words == " by " and words in head):
            return f"{head}{_link(draft, roles, words, head, names)}{_joined(names)}"
    return f"{head}{_where(reading, draft)}" if " " not in head else head


def _link(draft: Draft, roles: frozenset[str], words: str, head: str, names: list[str]) -> str:
    """Give the words between what happens and who: "Visit to Oslo by Ana Ruiz", "Meeting of Ana Ruiz and Ben Low"."""
    bare = " " not in head
    if bare and (("target" in roles and draft.type != "DECISION") or (words == " by " and draft.type in _OF_ITSELF)):
        return " of "
    if "attendee" in roles and draft.type in {"MEETING", "CONFERENCE"} and bare and len(names) > 1:
        return " of "
    if head.endswith("…"):
        return ": "
    if "attendee" in roles and draft.type == "VISIT":
        return " by " if " by " not in head else ": "
    if words == ", with " and " with " in head:
        return ": "
    return words


def _where(reading: Reading, draft: Draft) -> str:
    """Give the place of a happening that has nothing else to tell it by: "Meeting in Oslo"."""
    place = next((reading.entity_by_id[p] for p in draft.places if p in reading.entity_by_id), None)
    return f" in {_SPACES.sub(' ', place.canonical)}" if place is not None and place.subtype != "FAC" else ""


def _names(reading: Reading, draft: Draft, roles: frozenset[str], head: str) -> list[str]:
    """Give the names of those who take part in one of the roles and are not named in the title yet."""
    found = [
        _SPACES.sub(" ", reading.entity_by_id[p.entity].canonical)
        for p in draft.participants
        if p.role in roles and p.entity in reading.entity_by_id
    ]
    return [n for n in dict.fromkeys(found) if n.casefold() not in head.casefold()][:_MOST_NAMES]


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _named(reading: Reading, draft: Draft) -> str:
    entity = reading.entity_by_id.get(draft.name or "")
    return _SPACES.sub(" ", entity.canonical) if entity is not None else ""


def _what(reading: Reading, draft: Draft) -> str:
    # A noun says more than a verb, and a phrase in the body more than a headline.
    ranked = sorted(draft.mentions, key=lambda c: (c.zone == "title", c.pos != "noun", c.start))
    nouns = [c for c in ranked if c.pos == "noun" and len(_phrase(reading, c).split()) > 1]
    if draft.main.pos == "noun" and nouns:
        return _phrase(reading, max(nouns[:3], key=lambda c: min(len(_phrase(reading, c)), _LONGEST_PHRASE)))
    verbs = [c for c in ranked if c.pos == "verb"]
    if verbs:
        return _deed(reading, verbs[0], draft.type)
    return _phrase(reading, draft.main)


def _phrase(reading: Reading, candidate: Candidate) -> str:
    start, end = noun_phrase(candidate.token)
    text = _clean(reading.text[start:end])
    if len(text) <= _LONGEST_PHRASE:
        return text
    left = candidate.token.left_edge.idx
    short = _clean(reading.text[left : candidate.end])
    return short if len(short) <= _LONGEST_PHRASE and "\n" not in short else _clean(candidate.token.text)


def _clean(text: str) -> str:
    return _DETERMINER.sub("", _tidy(text)).strip(" ,;:-–—*_#")


def _tidy(text: str) -> str:
    """Give the words on one line, without half a bracket, half a quotation or a word that leads nowhere."""
    text = _SPACES.sub(" ", text).strip(" ,;:-–—*_#")
    for opening, closing in (("(", ")"), ("[", "]"), ("“", "”"), ("‘", "’")):
        if text.count(opening) > text.count(closing):
            text = text[: text.rindex(opening)]
    if text.count('"') % 2:
        text = text.replace('"', "")
    words = text.split()
    while len(words) > 1 and words[-1].lower() in _LOOSE_ENDS:
        words.pop()
    return " ".join(words).strip(" ,;:")


def _shortened(text: str) -> str:
    """Give the words up to the longest length, with an ellipsis when some are left out."""
    text = _tidy(text)
    return text if len(text) <= _LONGEST_PHRASE else f"{_tidy(text[:_LONGEST_PHRASE].rsplit(' ', 1)[0])} …"


def _deed(reading: Reading, candidate: Candidate, draft_type: str) -> str:
    """Give the verb as a noun with its object: "Signing of the pact", "Visit to Oslo"."""
    token = candidate.token
    gerund = inflections(candidate.lemma, "verb")[3]
    noun, link = _nominals().get(candidate.lemma, (gerund, "of"))
    passive = any(c.dep_ == "nsubjpass" for c in token.children)
    heads = subjects(token) if passive else objects(token)
    if not heads and link not in {"of", ""}:
        heads = [t for p, t in prepositions(token) if p in {link, "to", "with", "on"}]
    heads = [h for h in heads if h.i not in reading.date_at]
    if token.dep_ == "acl" and token.tag_ == "VBN":
        heads = [token.head]
    if not heads or heads[0].pos_ not in _NAMING or _is_signer(reading, draft_type, heads[0]):
        return f"{noun}{_said(reading, token)}"
    if candidate.lemma not in _nominals() and not passive and token.dep_ != "acl":
        link = ""  # "Supporting the plan"
    start, end = noun_phrase(heads[0])
    what = _tidy(reading.text[start:end])
    if len(what) > _LONGEST_PHRASE:
        mention = reading.mention_at.get(heads[0].i)
        short = reading.text[heads[0].left_edge.idx : heads[0].idx + len(heads[0])]
        what = _shortened(short if mention is None else reading.text[mention.start : mention.end])
    if _DETERMINER.match(what):
        what = what[0].lower() + what[1:]
    return f"{noun} {link} {what}" if link else f"{noun} {what}"


def _said(reading: Reading, verb: Token) -> str:
    """Give what is announced or agreed as a clause: " to plant 50 trees", " that the school will open"."""
    for child in verb.children:
        if child.i < verb.i or child.dep_ not in {"xcomp", "ccomp"} or child.pos_ not in {"VERB", "AUX"}:
            continue
        tokens = [t for t in child.subtree if not t.is_space]
        text = _shortened(reading.text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])].rstrip(" ."))
        if tokens[0].i < verb.i or len(tokens) < 3:
            return ""
        if tokens[0].lower_ in {"to", "that"}:
            return f" {text}"
        if child.dep_ == "ccomp" and any(c.dep_ == "nsubj" for c in child.children):
            first = text if tokens[0].ent_type_ or tokens[0].pos_ == "PROPN" else text[0].lower() + text[1:]
            return f" that {first}"
    return ""


def _is_signer(reading: Reading, kind: str, head: Token) -> bool:
    """Say whether a signing's object is a person: a headline read wrongly ("signed Mayor Ruiz")."""
    mention = reading.mention_at.get(head.i)
    person = mention is not None and mention.type == "PERSON"
    return kind == "AGREEMENT" and (person or head.lemma_.lower() in people_nouns())
