"""What the filter looks at: named yes/no features of a frame and its action, and the class of the subject."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.rooms.commitments.content import is_deed
from pipeline.rooms.commitments.context import Context
from pipeline.rooms.commitments.find_actions import Action
from pipeline.rooms.commitments.find_signed import is_instrument, names_instrument
from pipeline.rooms.commitments.frames import Frame
from pipeline.rooms.commitments.grammar import sentence_of
from pipeline.rooms.commitments.resolve_pairs import Pairs
from pipeline.rooms.commitments.resolve_voices import Voices
from pipeline.rooms.commitments.tables import words

_PRONOUNS = {
    "we": "we",
    "our": "we",
    "us": "we",
    "i": "i",
    "my": "i",
    "you": "you",
    "he": "he",
    "she": "he",
    "his": "he",
    "her": "he",
    "it": "it",
    "its": "it",
    "they": "they",
    "their": "they",
    "this": "this",
    "that": "this",
    "these": "this",
    "there": "there",
    "those": "those",
    "all": "those",
    "who": "those",
}
_VERB_KINDS = ("attend", "state", "effect", "build")


def subject_class(context: Context, pairs: Pairs, noun: Token | None) -> str:
    """Give the kind of party a noun phrase is (guideline 4.2, classes A to D spelled out)."""
    if noun is None:
        return "none"
    if noun.lower_ in _PRONOUNS and noun.pos_ in ("PRON", "DET"):
        return _PRONOUNS[noun.lower_]
    if pairs.pair_kind(noun):
        return "pair"
    entity = context.entity_at(noun)
    if entity is not None and entity.type != "NAMED_EVENT":
        return entity.type.lower() + ("-loc" if entity.type == "PLACE" and entity.subtype in ("LOC", "FAC") else "")
    lemma = noun.lemma_.lower()
    for kind in ("gathering", "activity", "actor"):
        if lemma in words("nouns", kind) or noun.lower_ in words("nouns", kind):
            return kind
    if entity is not None:
        return "programme" if entity.subtype in ("PROGRAMME", "CAMPAIGN", "SERIES") else "gathering"
    if is_instrument(noun):
        return "activity"
    if noun.tag_ == "VBG":
        return "gerund"
    if noun.tag_ == "NNS":
        return "things"
    return "thing" if noun.pos_ == "NOUN" else "other"


def features_of(context: Context, pairs: Pairs, voices: Voices, frame: Frame, action: Action, nested: str) -> set[str]:
    """Give the features that hold; `nested` is the family of the frame whose action encloses this one, or ""."""
    head, cue = frame.head, frame.cue
    family = frame.family
    who = subject_class(context, pairs, frame.addressee if frame.commitment_class == "CALL" else frame.subject)
    group = family.split("-")[0] if frame.commitment_class == "CALL" else family
    found = {
        f"family={family}",
        f"who={who}",
        f"{group}&who={who}",
        f"cue={cue.lemma_.lower()}",
        f"head={head.lemma_.lower()}",
        f"zone={context.zone_at(cue.idx)}",
        f"{family}&head={head.lemma_.lower()}",
        f"tag={head.tag_}",
        f"cuetag={cue.tag_}",
    }
    is_own = frame.commitment_class == "OWN"
    kinds = [k for k in _VERB_KINDS if is_own and head.lemma_ in words("predicates", k)]
    found |= {f"verb={k}" for k in kinds} | {f"verb={k}&who={who}" for k in kinds}
    found |= _shape(context, voices, frame, action)
    if context.is_of_court:
        found |= {"court", f"court&who={who}", f"court&{group}"}
    party = frame.addressee if frame.commitment_class == "CALL" else frame.subject
    entity = context.entity_at(party) if party is not None else None
    if entity is not None and entity.type == "PERSON":
        found.add("officer" if entity.roles else "no-officer")
    if nested:
        found |= {"nested", f"nested&family={family}", f"nestedin={nested}"}
    if frame.commitment_class == "CALL":
        found.add(f"caller={subject_class(context, pairs, frame.subject)}")
    if "quoted" in found:
        found.add(f"quoted&who={who}")
    if frame.nominal:
        found.add("deed" if is_deed(head) else "no-deed")
        found.add(f"{family}&deed={is_deed(head)}")
    return found


def _shape(context: Context, voices: Voices, frame: Frame, action: Action) -> set[str]:
    head, cue = frame.head, frame.cue
    passive = any(t.dep_ in ("auxpass", "nsubjpass") for t in head.lefts)
    # a modal's clause is its verb's; other cues head clauses of their own
    clause = head if cue.tag_ == "MD" or frame.family == "call-need" else cue
    found = {f"dep={clause.dep_}"}
    if clause.dep_ in ("ccomp", "advcl", "relcl", "acl"):
        found.add(f"under={clause.dep_}&{clause.head.lemma_.lower()}")
    asked = frame.addressee if frame.commitment_class == "CALL" else frame.subject
    flags = {
        "definite": asked is not None and any(t.lower_ in ("the", "our", "this") for t in asked.lefts),
        "clause-root": clause.dep_ == "ROOT" or (clause.dep_ == "conj" and clause.head.dep_ == "ROOT"),
        "by-release-issuer": asked is not None and context.issuer is not None and _is_issuer(context, asked),
        "passive": passive,
        "agentless": frame.agentless,
        "negative": frame.negative,
        "impersonal": frame.impersonal,
        "possessed": frame.possessed,
        "quoted": voices.is_quoted(cue.idx),
        "object": any(t.dep_ == "dobj" for t in head.rights),
        "bare": action.last - action.first < 1,
        "short": action.last - action.first < 3,
        "long": action.last - action.first > 14,
        "relative": clause.dep_ == "relcl",
        "under-instrument": names_instrument(cue),
        "when": any(t.dep_ == "mark" and t.lower_ in ("if", "when", "where", "because") for t in clause.lefts),
        "which": any(t.lower_ in ("which", "that") and t.dep_ in ("nsubj", "nsubjpass") for t in clause.lefts),
        "where": any(t.lower_ == "where" for t in clause.lefts),
        "continue": head.lemma_ == "continue",
        "also": any(t.lower_ == "also" for t in clause.lefts),
        "instrument": any(t.lower_ in words("nouns", "instrument") for t in sentence_of(head)[:12]),
        "people": any(t.dep_ == "prep" and t.lower_ == "with" for t in head.rights),
        "past": cue.tag_ == "VBD",
        "signed": bool(context.signings),
        "titlelike": sum(t.is_title for t in sentence_of(head)) * 2 > len(sentence_of(head)),
    }
    found |= {name for name, holds in flags.items() if holds}
    if passive:
        found.add("passive&agentless" if frame.agentless else "passive&agent")
    return found


def _is_issuer(context: Context, noun: Token) -> bool:
    entity = context.entity_at(noun)
    return entity is not None and entity.id == context.issuer
