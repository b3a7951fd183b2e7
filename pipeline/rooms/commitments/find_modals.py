"""Frames whose cue is a modal: will, shall, is to, should, must, need to, have to, may consider."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.rooms.commitments.content import behind_prefix, infinitive_at
from pipeline.rooms.commitments.frames import Frame
from pipeline.rooms.commitments.grammar import (
    before_aside,
    find_subject,
    is_bare_verb,
    is_passive,
    noun_before,
    past_dateline,
    sent_end,
    sent_start,
    skip_adverbs,
)
from pipeline.rooms.commitments.scan import Chooser
from pipeline.rooms.commitments.tables import words

_WILL = ("will", "shall", "'ll", "wo")
_DUTY = ("should", "must", "ought")
_HEDGE = ("may", "might", "could")
_SAYING_TAGS = ("VBD", "VBN", "VBG")
_WORTH_A_LOOK = Chooser(lambda word: word in ("need", "have", "is", "are"), tag="MD")


def find_modal_frames(doc: Doc) -> list[Frame]:
    """Give a frame for every modal over a verb that has (or lacks) somebody to do it."""
    found = []
    for token in _WORTH_A_LOOK.tokens(doc):
        if token.tag_ == "MD":
            frame = _modal_frame(token)
        elif token.lemma_.lower() in ("need", "have") and token.pos_ in ("VERB", "AUX"):
            frame = _need_frame(token)
        elif token.lower_ in ("is", "are") and token.dep_ != "auxpass":
            frame = _is_to_frame(token)
        else:
            frame = None
        if frame is not None:
            found.append(frame)
    return found


def modal_of(verb: Token) -> str:
    """Give the modal over a verb (own or of the verb it is coordinated with), lower case, or ""."""
    for token in (verb, verb.head if verb.dep_ in ("conj", "xcomp") else verb):
        modal = next((t for t in token.lefts if t.tag_ == "MD" and t.dep_ == "aux"), None)
        if modal is not None:
            return str(modal.lower_)
    return ""


def verb_of(modal: Token) -> Token | None:
    """Give the content verb of a modal: its head, or the next base verb when the parser lost it."""
    if modal.dep_ == "aux" and modal.head.i > modal.i and modal.head.pos_ in ("VERB", "AUX"):
        return behind_prefix(modal.head)
    doc = modal.doc
    i = skip_adverbs(doc, modal.i + 1, sent_end(modal))
    if i < sent_end(modal) and doc[i].text == ",":
        closing = next((j for j in range(i + 1, min(i + 14, sent_end(modal))) if doc[j].text == ","), None)
        i = closing + 1 if closing is not None else i
    return doc[i] if i < sent_end(modal) and is_bare_verb(doc[i]) else None


def _modal_frame(modal: Token) -> Frame | None:
    verb = verb_of(modal)
    if verb is None:
        return None
    name = modal.lower_
    subject = find_subject(verb) or noun_before(modal.doc, modal.i, sent_start(modal))
    subject = past_dateline(verb, before_aside(modal, subject))
    negative = any(t.dep_ == "neg" and t.i < verb.i for t in verb.lefts)
    passive = is_passive(verb)
    agent = _agent(verb) if passive else None
    if name in _WILL:
        return _will_frame(modal, verb, subject, agent, negative, passive)
    if name == "would" and _is_reported(verb):
        return Frame(
            modal, "OWN", "WILL", "would", verb, agent or subject, negative=negative, agentless=passive and not agent
        )
    if name in _DUTY and not (modal.i == sent_start(modal) or (subject is not None and subject.i > modal.i)):
        return _duty_frame(modal, verb, subject, negative, passive, "call-" + name)
    if name in _HEDGE and verb.lemma_ in words("predicates", "hedged"):
        return Frame(modal, "OWN", "INTEND", "hedged", verb, subject, negative=negative)
    return None


def _agent(verb: Token) -> Token | None:
    for child in verb.rights:
        if child.dep_ == "agent":
            return next((t for t in child.rights if t.dep_ == "pobj"), None)
    return None


def _will_frame(
    modal: Token, verb: Token, subject: Token | None, agent: Token | None, negative: bool, passive: bool
) -> Frame | None:
    if verb.lemma_ in ("have", "need"):
        near = infinitive_at(verb, verb.i + 1)
        if near is not None:
            return _duty_frame(verb, near[0], subject, negative, is_passive(near[0]), "call-need")
    if verb.lemma_ == "hesitate" and negative:
        near = infinitive_at(verb, verb.i + 1)
        return Frame(modal, "OWN", "WILL", "will", near[0], subject) if near is not None else None
    if verb.lemma_ == "see":
        inner = next((t for t in verb.rights if t.dep_ in ("ccomp", "xcomp") and t.pos_ == "VERB"), None)
        if inner is not None:
            actor = next((t for t in inner.lefts if t.dep_ == "nsubj"), None)
            if actor is not None:
                return Frame(modal, "OWN", "WILL", "will-see", inner, actor)
    if verb.lemma_ == "be" and verb.i + 1 < sent_end(verb):
        return Frame(modal, "OWN", "WILL", "will-be", verb, subject, negative=negative)
    family = "will-passive" if passive else "will"
    return Frame(
        modal,
        "OWN",
        "WILL",
        family,
        verb,
        agent or subject,
        negative=negative,
        agentless=passive and agent is None,
    )


def _duty_frame(
    cue: Token, verb: Token, subject: Token | None, negative: bool, passive: bool, family: str
) -> Frame | None:
    if any(t.dep_ == "aux" and t.lower_ == "have" for t in verb.lefts):
        return None  # "should have been" looks back
    if passive or subject is None or (subject.lower_ in ("we", "i", "it", "this", "that", "there", "which")):
        return None
    return Frame(cue, "CALL", "CALL", family, verb, None, subject, negative=negative)


def _need_frame(token: Token) -> Frame | None:
    if token.tag_ not in ("VBP", "VBZ", "VB") or any(t.tag_ == "MD" for t in token.lefts):
        return None
    near = infinitive_at(token, token.i + 1)
    if near is None or any(t.dep_ == "neg" for t in token.lefts):
        return None
    if token.dep_ in ("relcl", "advcl", "pcomp", "csubj"):
        return None  # "the boats they need to reach the island" asks nobody
    subject = find_subject(token)
    if subject is not None and subject.tag_ == "PRP" and subject.i > sent_start(token):
        before = subject.nbor(-1)
        if before.pos_ in ("NOUN", "PROPN"):
            return None  # "the tools they need to invest"
    return _duty_frame(token, near[0], subject, near[1], is_passive(near[0]), "call-need")


def _is_to_frame(token: Token) -> Frame | None:
    """Read "the council is to open a school" (but not "the aim is to open", which is a cue noun's)."""
    near = infinitive_at(token, token.i + 1)
    if near is None or near[0].head.i not in (token.i, near[0].head.i):
        return None
    subject = next((t for t in token.lefts if t.dep_ == "nsubj"), None)
    if subject is None or subject.lemma_.lower() in words("predicates", "aim-noun") or near[0].tag_ != "VB":
        return None
    return Frame(token, "OWN", "WILL", "is-to", near[0], subject, negative=near[1])


def _is_reported(verb: Token) -> bool:
    """Say whether "would" is the future of reported speech ("announced that it would build")."""
    token = verb
    for _ in range(3):
        if token.dep_ == "conj":
            token = token.head
    head = token.head
    return token.dep_ == "ccomp" and head.tag_ in _SAYING_TAGS and head.lemma_ in words("predicates", "say")
