"""Frames of signed instruments: "signed a memorandum to share", "agreed to sign an agreement to share"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.rooms.commitments.content import infinitive_at
from pipeline.rooms.commitments.frames import Frame
from pipeline.rooms.commitments.grammar import find_subject, is_passive, sent_end, sentence_of
from pipeline.rooms.commitments.scan import Chooser
from pipeline.rooms.commitments.tables import words

_REACH = 24
_SIGN = ("sign", "conclude", "ink")
_SIGNINGS = Chooser(lambda word: word in _SIGN)


def find_signed_frames(doc: Doc) -> list[Frame]:
    """Give the purpose clauses of reported signings (rule X8)."""
    return [frame for token in _SIGNINGS.tokens(doc) for frame in _signing(token)]


def is_instrument(noun: Token) -> bool:
    """Say whether a noun names an instrument that parties sign."""
    return noun.lower_ in words("nouns", "instrument") or noun.lemma_.lower() in words("nouns", "instrument")


def _signing(verb: Token) -> list[Frame]:
    if verb.lemma_ not in _SIGN or verb.pos_ != "VERB":
        return []
    cue = _cue_of(verb)
    if cue is None:
        return []
    passive = is_passive(verb)
    thing = next((t for t in verb.lefts if t.dep_ == "nsubjpass"), None) if passive else _object(verb)
    if thing is None or not any(is_instrument(t) for t in thing.subtree if t.i <= thing.i + 6):
        return []
    doc = verb.doc
    start = max(verb.i, thing.i) + 1
    for i in range(start, min(sent_end(verb), start + _REACH)):
        if doc[i].tag_ in ("VBZ", "VBD", "MD", "VBP") or doc[i].text == ";":
            break
        found = infinitive_at(verb, i) if doc[i].lower_ == "to" else None
        if found is not None:
            subject = None if passive else find_subject(cue)
            return [Frame(cue, "OWN", "SIGNED", "signed", found[0], subject, negative=found[1])]
    return []


def _object(verb: Token) -> Token | None:
    return next((t for t in verb.rights if t.dep_ in ("dobj", "nsubj")), None)


def _cue_of(verb: Token) -> Token | None:
    """Give the cue of a signing that has happened, or was agreed on; None when it is still to come."""
    if verb.tag_ in ("VBD", "VBN"):
        return None if any(t.tag_ == "MD" for t in verb.lefts) else verb
    if verb.tag_ == "VB" and verb.dep_ == "xcomp" and verb.head.lemma_ == "agree":
        return verb.head
    return None


def names_instrument(cue: Token) -> bool:
    """Say whether the sentence of a cue says "under the memorandum", "through this agreement"."""
    for token in sentence_of(cue):
        opens = token.lower_ in ("under", "through", "with", "in") and token.pos_ == "ADP"
        if opens and any(t.dep_ == "pobj" and is_instrument(t) for t in token.rights):
            return True
    return False
