"""The action of a frame: its coordinated verbs (rules S1-S6) and where each verb phrase ends."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.rooms.commitments.find_ends import end_of, noun_phrase
from pipeline.rooms.commitments.frames import Frame
from pipeline.rooms.commitments.grammar import SUBJECTS, is_bare_verb, sent_end, skip_adverbs
from pipeline.rooms.commitments.tables import words

_OBJECTS = ("dobj", "prep", "xcomp", "ccomp", "prt", "advcl", "agent", "acomp", "attr", "dative", "oprd", "npadvmod")
_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Action:
    """One action: its head, and first and last token of the verb (or noun) phrase."""

    head: Token
    first: int
    last: int


def find_actions(frame: Frame) -> list[Action]:
    """Give the actions of a frame in text order, one record each."""
    if frame.nominal:
        first, last = noun_phrase(frame)
        return [Action(frame.head, first, last)]
    heads = coordinated(frame.head)
    found = []
    start: Token | None = None
    for n, head in enumerate(heads):
        start = start if start is not None else head
        following = heads[n + 1] if n + 1 < len(heads) else None
        if following is not None and not _has_complement(head, following):
            continue  # S2: "endorse and promote each other's events" is one action
        last = end_of(head, frame, following)
        if frame.strength == "WILL" and head.lemma_ in words("predicates", "attend"):
            start = None
            continue  # X1: attending and holding are events
        found.append(Action(start, start.i, last))
        start = None
    return found


def coordinated(head: Token) -> list[Token]:
    """Give the verbs that share the cue of `head`, itself first."""
    found = [head]
    for verb in found:
        for child in verb.rights:
            if child.dep_ == "conj" and _fits(child, head) and child.i not in [t.i for t in found]:
                found.append(child)
        if len(found) > 12:
            break
    found.extend(t for t in _mistagged(head, found))
    found.extend(t for t in _listed_infinitives(head) if t.i not in [k.i for k in found])
    return sorted(found, key=lambda t: t.i)


def _fits(verb: Token, head: Token) -> bool:
    if any(t.dep_ in SUBJECTS or t.tag_ == "MD" for t in verb.lefts):
        return False
    if verb.i - head.i > _LIMIT or (verb.pos_ not in ("VERB", "AUX") and not is_bare_verb(verb)):
        return False
    to = any(t.tag_ == "TO" for t in verb.lefts)
    if head.tag_ == "VBG":
        return verb.tag_ == "VBG" or to
    if head.tag_ == "VBN":
        return verb.tag_ in ("VBN", "VBD") or (verb.tag_ == "VB" and not to)
    return is_bare_verb(verb) or (to and verb.tag_ == "VB")


def _mistagged(head: Token, known: list[Token]) -> list[Token]:
    """Find verbs the tagger took for nouns: "support the momentum and facilitate dialogue"."""
    if head.tag_ == "VBG":
        return _lost_gerunds(head, known)
    if head.tag_ not in ("VB", "VBP"):
        return []
    doc, after_comma, found = head.doc, [], []
    stop = min(sent_end(head), head.i + _LIMIT)
    for i in range(head.i + 1, stop - 1):
        if doc[i].text in (";", ":") or doc[i].tag_ in ("VBZ", "VBD", "MD"):
            break
        j = skip_adverbs(doc, i + 1, stop) if doc[i].lower_ in ("and", "or", ",") else stop
        if j >= stop or not is_bare_verb(doc[j]) or doc[j].text[0].isupper() or doc[j].i in [t.i for t in known]:
            continue
        is_lost = doc[j].tag_ in ("NN", "NNP", "JJ")
        if doc[i].text == ",":
            after_comma += [doc[j]] if is_lost else []
        elif is_lost:
            # what stands after a comma counts once an "and" closes the list
            found += [*after_comma, doc[j]]
            after_comma = []
    return found


def _lost_gerunds(head: Token, known: list[Token]) -> list[Token]:
    """Find the rest of "supporting victims and holding firms to account" where the parser hung it elsewhere."""
    doc = head.doc
    stop = min(sent_end(head), head.i + _LIMIT)
    for i in range(head.i + 1, stop - 2):
        if doc[i].text in (";", ":") or doc[i].tag_ in ("VBZ", "VBD", "MD", "TO", "VBG"):
            break  # behind another verb form the joint may be that one's
        j = skip_adverbs(doc, i + 1, stop) if doc[i].lower_ == "and" else stop
        if j < stop - 1 and doc[j].tag_ == "VBG" and doc[j].i not in [t.i for t in known]:
            goes_on = doc[j + 1].pos_ in ("DET", "NOUN", "ADJ", "PRON", "PROPN", "NUM")
            return [doc[j]] if goes_on and doc[j].dep_ not in ("amod", "compound") else []
    return []


def _listed_infinitives(head: Token) -> list[Token]:
    """Find the rest of "decided to open ..., to share ..., and to promote ..." where the parser lost it."""
    doc = head.doc
    if head.tag_ != "VB" or head.i == 0 or doc[head.i - 1].lower_ != "to":
        return []
    places = []
    for i in range(head.i + 1, min(sent_end(head) - 1, head.i + _LIMIT)):
        if doc[i].tag_ in ("VBZ", "VBD", "MD") or doc[i].text in (";", ":"):
            break
        if doc[i].lower_ == "to" and doc[i - 1].text in (",", "and") and is_bare_verb(doc[i + 1]):
            places.append((doc[i + 1], doc[i - 1].lower_))
    closing = [n for n, (_verb, joint) in enumerate(places) if joint == "and"]
    if not closing or any(joint == "and" for _, joint in places[: closing[0]]) or closing[0] == 0:
        return []
    return [verb for verb, _ in places[: closing[0] + 1]]


def _has_complement(verb: Token, following: Token) -> bool:
    own = [t for t in verb.rights if t.dep_ in _OBJECTS and t.i < following.i]
    if any(t.dep_ != "prep" or any(c.i < following.i for c in t.rights) for t in own):
        return True
    if own:
        return False  # "participate in and contribute to the fair"
    gap = [t for t in verb.doc[verb.i + 1 : following.i] if t.pos_ not in ("CCONJ", "PUNCT", "ADV", "PART")]
    return bool(gap)
