"""When a promise counts as content of a signed instrument (strength SIGNED)."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.rooms.commitments.context import Context
from pipeline.rooms.commitments.find_signed import is_instrument, names_instrument
from pipeline.rooms.commitments.frames import Frame
from pipeline.rooms.commitments.grammar import conjuncts_of, sent_end, sent_start, sentence_of
from pipeline.rooms.commitments.resolve_pairs import Pairs

_COOPERATION = ("cooperation", "collaboration", "partnership", "extension", "initiative")
_RAISED = ("will", "will-passive", "will-see", "pledge", "signed", "is-to")


def signed_parties(context: Context, pairs: Pairs, frame: Frame) -> tuple[str, ...]:
    """Give the signatories if the frame stands inside what they signed, else ()."""
    if frame.family not in _RAISED or frame.strength == "INTEND" or not pairs.signatories:
        return ()
    if frame.family == "signed":
        return pairs.signatories
    first = min(t.start for e in context.signings for t in e.triggers)
    if frame.cue.doc[sent_end(frame.cue) - 1].idx < first:
        return ()
    subject = frame.subject
    under = names_instrument(frame.cue)
    if subject is None or frame.agentless:
        return pairs.signatories if under or (frame.agentless and _is_joint_body(subject)) else ()
    if is_instrument(subject) or (subject.lower_ in _COOPERATION and _is_definite(subject)):
        return pairs.signatories
    if pairs.pair_kind(subject):
        ids = pairs.resolve(subject)
        return pairs.signatories if set(ids) == set(pairs.signatories) or under else ()
    named = {e.id for t in conjuncts_of(subject) if (e := context.entity_at(t)) is not None}
    if under and named and named <= set(pairs.signatories):
        return tuple(i for i in pairs.signatories if i in named)
    return pairs.signatories if len(named) > 1 and named == set(pairs.signatories) else ()


def is_under_instrument(frame: Frame) -> bool:
    """Say whether a party promises "under the memorandum", whoever else signed it."""
    if frame.family not in ("will", "pledge") or frame.strength == "INTEND":
        return False
    for token in sentence_of(frame.cue):
        if token.lower_ == "under" and token.i < frame.head.i:
            for noun in token.rights:
                if noun.dep_ == "pobj" and is_instrument(noun) and any(t.lower_ in ("the", "this") for t in noun.lefts):
                    return True
    return False


def _is_joint_body(noun: Token | None) -> bool:
    return noun is not None and any(t.lower_ in ("joint", "working") for t in noun.lefts)


def _is_definite(noun: Token) -> bool:
    return any(t.lower_ in ("the", "this") for t in noun.lefts) or noun.left_edge.i == sent_start(noun)
