"""Every place where a cue stands over an action, before anything is judged."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.rooms.commitments.content import REFLEXIVE, Complement, infinitive_at, is_quantity
from pipeline.rooms.commitments.find_complements import find_complements
from pipeline.rooms.commitments.find_modals import find_modal_frames, modal_of
from pipeline.rooms.commitments.find_signed import find_signed_frames
from pipeline.rooms.commitments.frames import Frame, weaker
from pipeline.rooms.commitments.grammar import find_subject, is_passive, noun_before, past_dateline, sent_start
from pipeline.rooms.commitments.merge_frames import merge_chains
from pipeline.rooms.commitments.scan import Chooser
from pipeline.rooms.commitments.tables import Cue, cues, words

_COPULAS = ("be", "remain", "stand", "stay", "become", "feel", "is", "are", "'re", "'m")
_HEDGES = ("may", "might", "could")
# Forms whose lemma spaCy gets wrong ("hopes" of "hop").
_MISREAD = {"hopes": "hope", "hoped": "hope", "hoping": "hope"}
_CUES = Chooser(lambda word: word in _MISREAD or any((word, pos) in cues() for pos in ("verb", "adj", "noun")))


def find_frames(doc: Doc) -> list[Frame]:
    """Give the frames in text order; a chain of cues over one action gives one frame, with its weakest step."""
    found = find_modal_frames(doc) + find_signed_frames(doc)
    for token in _CUES.tokens(doc):
        found.extend(_cue_frames(token))
    return merge_chains(found)


def _cue_frames(token: Token) -> list[Frame]:
    for pos in ("verb", "adj", "noun"):
        key = token.lower_ if pos == "adj" else _MISREAD.get(token.lower_) or token.lemma_.lower()
        for cue in cues().get((key, pos), ()):
            found = _MATCHERS[pos](token, cue)
            if found:
                return found
    return []


def _verb_frames(token: Token, cue: Cue) -> list[Frame]:
    if token.pos_ not in ("VERB", "AUX") and not _is_mistagged(token):
        return []
    if token.dep_ in ("amod", "compound", "aux"):
        return []
    if any(t.dep_ == "neg" for t in token.lefts):
        return []
    passive = is_passive(token)
    if cue.commitment_class == "CALL":
        return _call_frames(token, cue, passive or _is_state(token))
    if cue.family == "consider" and modal_of(token):
        return []  # "may consider bidding": the modal is the cue, considering the action
    complements = find_complements(token, cue.takes)
    if passive and not ("it" in cue.takes and (_is_impersonal(token) or all(c.nominal for c in complements))):
        return []
    return [_frame(token, cue, c, passive) for c in complements]


def _is_mistagged(token: Token) -> bool:
    """Say whether a plural noun is a verb the tagger lost: "..., and the State pledges USD 2 million"."""
    if token.tag_ != "NNS" or token.dep_ not in ("ROOT", "conj") or token.i == sent_start(token):
        return False
    before = token.nbor(-1)
    if token.dep_ == "conj" and token.head.pos_ != "VERB" and before.pos_ != "CCONJ":
        return False
    return before.pos_ == "PROPN" or (before.tag_ in ("NN", "JJ", "CC") and before.dep_ in ("compound", "amod", "cc"))


def _subject_of(token: Token) -> Token | None:
    if token.pos_ in ("VERB", "AUX"):
        return past_dateline(token, find_subject(token))
    before = token.nbor(-1)
    if before.dep_ in ("compound", "amod"):
        return before
    return find_subject(token.head) or next((t for t in token.head.lefts if t.dep_ in ("compound", "amod")), None)


def _committed(verb: Token, cue: Cue) -> Token | None:
    """Give whom an agreement binds: "the pact commits both towns to plant trees"."""
    if cue.lemma != "commit" or is_passive(verb):
        return None
    bound = next((t for t in verb.rights if t.dep_ == "dobj" and t.lower_ not in REFLEXIVE), None)
    if bound is None or is_quantity(bound):
        return None
    is_party = bound.pos_ in ("PROPN", "PRON") or bound.lemma_.lower() in words("nouns", "actor")
    return bound if is_party or any(t.lower_ == "both" for t in bound.lefts) else None


def _is_state(verb: Token) -> bool:
    """Say whether a participle hangs on "are" as an adjective would: "firms are also strongly encouraged to"."""
    return verb.tag_ == "VBN" and verb.dep_ == "acomp" and verb.head.lemma_ == "be"


def _is_impersonal(verb: Token) -> bool:
    return any(t.dep_ in ("nsubjpass", "expl", "nsubj") and t.lower_ == "it" for t in verb.lefts)


def _frame(token: Token, cue: Cue, c: Complement, passive: bool) -> Frame:
    impersonal = passive
    subject: Token | None = _committed(token, cue) or _subject_of(token)
    if passive:
        subject = agent_of(token)
    elif c.subject is not None and cue.commitment_class == "OWN" and not is_passive(c.head):
        subject = c.subject
    elif c.nominal and "np-support" in cue.takes | {"np-support" if cue.lemma == "assure" else ""}:
        subject = next((t for t in c.head.lefts if t.dep_ == "poss" and t.tag_ != "PRP$"), subject)
    if subject is None and not passive and token.tag_ in ("VBP", "VBZ", "VBD"):
        subject = noun_before(token.doc, token.i, sent_start(token))
    strength, family = _with_modal(token, cue)
    agentless = cue.commitment_class != "OWN" and not c.nominal and is_passive(c.head) and c.subject is not None
    return Frame(
        token,
        cue.commitment_class,
        strength,
        family + ("-passive" if passive else ""),
        c.head,
        subject,
        nominal=c.nominal,
        negative=c.negative,
        agentless=agentless,
        impersonal=impersonal,
    )


def agent_of(verb: Token) -> Token | None:
    """Give the agent of a passive ("proposed by Nauru")."""
    for child in verb.rights:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((t for t in child.rights if t.dep_ == "pobj"), None)
    return None


def _with_modal(token: Token, cue: Cue) -> tuple[str, str]:
    """Cap the strength of a cue under a modal: "will commit" is WILL, "may consider" INTEND (rule K1)."""
    modal = modal_of(token)
    if modal in ("will", "shall", "'ll", "wo"):
        return weaker(cue.strength, "WILL"), cue.family
    if modal in _HEDGES:
        return weaker(cue.strength, "INTEND"), "hedged"
    if modal in ("should", "must", "can", "would"):
        return cue.strength, cue.family + "-modal"
    return cue.strength, cue.family


def _call_frames(token: Token, cue: Cue, passive: bool) -> list[Frame]:
    if passive:
        patterns = frozenset({"inf"}) if cue.takes & {"np-inf", "passive-inf"} else cue.takes & {"that"}
        asked = next((t for t in token.lefts if t.dep_ == "nsubjpass"), None)
        if asked is None and (token.dep_ == "conj" or _is_state(token)):
            asked = find_subject(token)
        if (
            asked is None
            or _is_impersonal(token)
            or (agent_of(token) is not None and not infinitive_at(token, token.i + 1))
        ):
            return []  # "are encouraged by the decision to ..." asks nobody
        return [
            Frame(token, "CALL", "CALL", cue.family + "-passive", c.head, agent_of(token), asked, negative=c.negative)
            for c in find_complements(token, patterns)
        ]
    subject = _subject_of(token)
    frames = []
    for c in find_complements(token, cue.takes - {"passive-inf"}):
        agentless = c.subject is not None and is_passive(c.head)
        family = cue.family + ("-np" if c.nominal else "")
        if modal_of(token):
            family += "-modal"
        step = ("PROPOSAL", "PROPOSE") if agentless else ("CALL", "CALL")
        frames.append(
            Frame(
                token,
                *step,
                family,
                c.head,
                subject,
                None if agentless else c.addressee,
                nominal=c.nominal,
                negative=c.negative,
                agentless=agentless,
            )
        )
    return frames


def _adjective_frames(token: Token, cue: Cue) -> list[Frame]:
    if token.tag_ not in ("JJ", "VBN", "VBD", "VBG", "NN", "VB") or token.dep_ == "amod":
        return []
    verb = next((t for t in token.lefts if t.dep_ == "auxpass"), None) or token.head
    is_predicate = verb.lemma_.lower() in _COPULAS and token.dep_ in (
        "acomp",
        "attr",
        "oprd",
        "conj",
        "xcomp",
        "advmod",
    )
    passive = any(t.dep_ == "auxpass" for t in token.lefts)
    if not (is_predicate or passive or (token.dep_ == "conj" and is_passive(token.head))):
        return []
    if any(t.dep_ == "neg" for t in (*token.lefts, *verb.lefts)):
        return []
    subject = find_subject(token if passive else verb) or noun_before(token.doc, verb.i, sent_start(token))
    strength, family = _with_modal(token if passive else verb, cue)
    return [
        Frame(
            token,
            cue.commitment_class,
            strength,
            family,
            c.head,
            subject if cue.commitment_class == "OWN" else None,  # "it is essential that X act": nobody says so
            c.addressee if cue.commitment_class == "CALL" else None,
            nominal=c.nominal,
            negative=c.negative,
        )
        for c in find_complements(token, cue.takes)
    ]


def _noun_frames(token: Token, cue: Cue) -> list[Frame]:
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ == "compound":
        return []
    if any(t.dep_ == "det" and t.lower_ == "no" for t in token.lefts):
        return []  # "there are no plans to ..."
    if cue.family == "call-need":
        return _duty_frames(token, cue)
    subject, possessed = _holder_of(token)
    if cue.lemma == "will" and not possessed:
        return []
    return [
        Frame(
            token,
            cue.commitment_class,
            cue.strength,
            cue.family + ("-np" if c.nominal else ""),
            c.head,
            subject,
            nominal=c.nominal,
            negative=c.negative,
            possessed=possessed,
        )
        for c in find_complements(token, cue.takes)
    ]


def _duty_frames(noun: Token, cue: Cue) -> list[Frame]:
    """Read "investors have a responsibility to act": they are asked to, by nobody named."""
    bearer = find_subject(noun.head) if noun.dep_ == "dobj" and noun.head.lemma_ == "have" else None
    if bearer is None or bearer.lower_ in ("we", "i", "it", "which", "that", "who"):
        return []
    return [
        Frame(noun, "CALL", "CALL", cue.family, c.head, None, bearer, negative=c.negative)
        for c in find_complements(noun, cue.takes)
    ]


def _holder_of(noun: Token) -> tuple[Token | None, bool]:
    """Give whose commitment it is: the possessor, "of X", or the subject of the governing verb."""
    owner = next((t for t in noun.lefts if t.dep_ == "poss"), None)
    if owner is not None:
        return owner, True
    for prep in noun.rights:
        if prep.dep_ == "prep" and prep.lower_ in ("of", "from", "by"):
            owner = next((t for t in prep.rights if t.dep_ == "pobj" and t.pos_ in ("NOUN", "PROPN", "PRON")), None)
            if owner is not None:
                return owner, True
    name = next((t for t in noun.lefts if t.dep_ in ("compound", "nmod") and t.pos_ == "PROPN"), None)
    if name is not None:
        return name, True  # "the Cabinet decision to ..."
    verb = noun
    for _ in range(4):
        if verb.pos_ in ("VERB", "AUX") or verb.head is verb:
            break
        verb = verb.head
    if verb.lemma_ == "be" and noun.dep_ == "nsubj":
        return None, False
    subject = find_subject(verb)
    if subject is not None and subject.lower_ == "there":
        return None, False
    return (subject, False) if verb.pos_ in ("VERB", "AUX") and noun.i > verb.i else (None, False)


_MATCHERS = {"verb": _verb_frames, "adj": _adjective_frames, "noun": _noun_frames}
