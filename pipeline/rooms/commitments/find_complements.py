"""What a cue word takes: the content verbs or nouns that follow it."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.rooms.commitments.content import (
    REFLEXIVE,
    Complement,
    after_cue,
    gerund_at,
    infinitive_at,
    is_deed,
    is_quantity,
)
from pipeline.rooms.commitments.find_addressees import (
    for_person_infinitive,
    of_noun,
    person_after_preposition,
    person_infinitive,
    support_of,
    we_expect,
)
from pipeline.rooms.commitments.grammar import sent_end, skip_adverbs
from pipeline.rooms.commitments.tables import words

_WINDOW = 12


def find_complements(cue: Token, takes: frozenset[str]) -> list[Complement]:
    """Give what the cue governs, by the first of its patterns that fits (patterns: the `takes` column)."""
    for_follows = cue.i + 1 < sent_end(cue) and cue.nbor().lower_ == "for"
    for name, finder in _FINDERS.items():
        if name in takes and not (name == "inf" and for_follows and "for-np" in takes):
            found = finder(cue)
            if found:
                return found
    return []


def _infinitive(cue: Token) -> list[Complement]:
    near = infinitive_at(cue, after_cue(cue))
    if near:
        return [Complement(near[0], negative=near[1])]
    if cue.pos_ == "NOUN" and cue.i + 1 < sent_end(cue) and cue.nbor().lower_ in ("to", "towards", "for"):
        return []  # "a commitment for X to ...": the noun behind the preposition is the content
    labels = ("acl", "relcl") if cue.pos_ in ("NOUN", "PROPN") else ("xcomp", "ccomp", "advcl")
    has_object = any(t.dep_ == "dobj" for t in cue.children)
    for child in cue.rights:
        if child.dep_ in labels and not (has_object and child.dep_ != "xcomp"):
            to = [t for t in child.lefts if t.tag_ == "TO"]
            if to and not any(t.dep_ in ("mark", "nsubj", "nsubjpass") for t in child.lefts):
                return [Complement(child, negative=any(t.dep_ == "neg" for t in child.lefts))]
    return _later_infinitive(cue)


def _later_infinitive(cue: Token) -> list[Complement]:
    """Find "to VERB" behind an insertion: "proposed, but not agreed, to move", "pledges under X to halt"."""
    doc, stop = cue.doc, min(sent_end(cue), cue.i + _WINDOW)
    if cue.i + 1 >= stop or not (doc[cue.i + 1].text == "," or doc[cue.i + 1].lower_ in ("by", "under", "from", "of")):
        return []
    for i in range(cue.i + 1, stop):
        if doc[i].tag_ in ("VBZ", "VBD", "MD") and doc[i].dep_ != "conj":
            return []
        found = infinitive_at(cue, i) if doc[i].lower_ == "to" else None
        if found:
            return [Complement(found[0], negative=found[1])]
    return []


def _prep_gerund(cue: Token) -> list[Complement]:
    near = gerund_at(cue, after_cue(cue))
    if near is not None:
        return [Complement(near)]
    found = []
    for prep in _prepositions(cue):
        found += [Complement(t) for t in prep.rights if t.dep_ == "pcomp" and t.tag_ == "VBG"]
    return found


def _prepositions(cue: Token) -> list[Token]:
    first = [t for t in cue.rights if t.dep_ in ("prep", "dative") and t.lower_ in ("to", "towards", "toward", "for")]
    return first + [t for p in first for t in p.rights if t.dep_ == "conj" and t.pos_ == "ADP"]


def _prep_noun(cue: Token) -> list[Complement]:
    return [
        Complement(t, nominal=True)
        for prep in _prepositions(cue)
        for t in prep.rights
        if t.dep_ == "pobj" and t.pos_ in ("NOUN", "PROPN", "VERB")
    ][:1]


def _object(cue: Token) -> list[Complement]:
    found = [t for t in cue.rights if t.dep_ in ("dobj", "nsubj", "attr") and t.pos_ in ("NOUN", "NUM", "SYM", "PROPN")]
    if not found and any(t.dep_ == "auxpass" for t in cue.lefts):
        found = [t for t in cue.lefts if t.dep_ == "nsubjpass" and t.pos_ in ("NOUN", "NUM")]
    return [Complement(t, nominal=True) for t in found[:1] if t.lower_ not in REFLEXIVE]


def _money(cue: Token) -> list[Complement]:
    return [c for c in _object(cue) if is_quantity(c.head)]


def _deed(cue: Token) -> list[Complement]:
    found = [t for t in cue.rights if t.dep_ in ("dobj", "dative") and t.pos_ == "NOUN"]
    return [Complement(t, nominal=True) for t in found if is_deed(t)][:1]


def _support(cue: Token) -> list[Complement]:
    found = [t for t in cue.rights if t.dep_ == "dobj" and t.lemma_ in words("deeds", "support")]
    return [Complement(t, nominal=True) for t in found[:1]]


def _that(cue: Token) -> list[Complement]:
    # behind "it is essential" the clause hangs on the copula
    holders = (cue, cue.head) if cue.dep_ == "acomp" else (cue,)
    clauses = [t for h in holders for t in h.rights if t.dep_ == "ccomp" and t.pos_ in ("VERB", "AUX") and t.i > cue.i]
    clauses += [t for c in clauses for t in c.rights if t.dep_ == "conj" and t.pos_ in ("VERB", "AUX")]
    return [found for clause in clauses if (found := _promised(clause)) is not None]


def _promised(clause: Token) -> Complement | None:
    """Read "(that) X will VERB" or the bare "that X VERB" (the tagger calls "each town adopt" a present)."""
    subject = next((t for t in clause.lefts if t.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or any(t.tag_ == "TO" for t in clause.lefts):
        return None
    modal = next((t for t in clause.lefts if t.tag_ == "MD"), None)
    if modal is None:
        bare = clause.tag_ == "VB" or any(t.tag_ == "VB" for t in clause.lefts)
        bare = bare or (clause.tag_ == "VBP" and subject.tag_ in ("NN", "NNP") and not list(subject.conjuncts))
    else:
        bare = modal.lower_ in ("will", "would", "shall", "should")
    negative = any(t.dep_ == "neg" for t in clause.lefts)
    return Complement(clause, addressee=subject, subject=subject, negative=negative) if bare else None


def _gerund(cue: Token) -> list[Complement]:
    i = after_cue(cue)
    doc = cue.doc
    if i < sent_end(cue) and doc[i].tag_ == "VBG" and doc[i].dep_ not in ("amod", "compound"):
        return [Complement(doc[i])]
    return []


def _for_noun(cue: Token) -> list[Complement]:
    for prep in cue.rights:
        if prep.dep_ == "prep" and prep.lower_ == "for":
            found = [Complement(t, nominal=True) for t in prep.rights if t.dep_ == "pobj" and t.pos_ != "PRON"]
            gerunds = [Complement(t) for t in prep.rights if t.dep_ == "pcomp" and t.tag_ == "VBG"]
            return (gerunds + found)[:1]
    return []


def _copula(cue: Token) -> list[Complement]:
    """Find "our aim is (not ...) to VERB"."""
    verb = cue.head
    if cue.dep_ not in ("nsubj", "attr") or verb.lemma_ != "be":
        return []
    doc = cue.doc
    for i in range(verb.i + 1, min(sent_end(cue), verb.i + _WINDOW)):
        if doc[i].tag_ in ("VBZ", "VBD", "MD") and doc[i].lemma_ != "be":
            return []
        found = infinitive_at(cue, i) if doc[i].lower_ == "to" else None
        if found:
            return [Complement(found[0], negative=found[1])]
    return []


def _forward(cue: Token) -> list[Complement]:
    doc, i = cue.doc, cue.i + 1
    if i >= sent_end(cue) or doc[i].lower_ != "forward":
        return []
    found = gerund_at(cue, i + 1, ("to",))
    if found is not None:
        joints = [t for t in found.head.rights if t.dep_ == "conj" and t.lower_ == "to"]
        extra = [t for p in joints for t in p.rights if t.dep_ == "pcomp" and t.tag_ == "VBG"]
        extra += [t for t in found.rights if t.dep_ == "conj" and t.tag_ == "VBG" and doc[t.i - 1].lower_ == "to"]
        return [Complement(found), *(Complement(t) for t in extra)]
    verb = infinitive_at(cue, i + 1)
    return [Complement(verb[0])] if verb else []


def _looking_to(cue: Token) -> list[Complement]:
    near = infinitive_at(cue, cue.i + 1) if cue.tag_ == "VBG" else None
    return [Complement(near[0], negative=near[1])] if near else []


def _towards(cue: Token) -> list[Complement]:
    doc = cue.doc
    i = skip_adverbs(doc, cue.i + 1, sent_end(cue))
    if i < sent_end(cue) and doc[i].lower_ in ("together", "closely"):
        i += 1
    found = gerund_at(cue, i, ("towards", "toward"))
    return [Complement(found)] if found is not None else []


def _of_gerund(cue: Token) -> list[Complement]:
    found = gerund_at(cue, cue.i + 1, ("of",))
    return [Complement(found)] if found is not None else []


def _possibility(cue: Token) -> list[Complement]:
    for thing in cue.rights:
        if thing.dep_ == "dobj" and thing.lemma_ in ("possibility", "option", "feasibility"):
            return _of_gerund(thing)
    return []


def _passive_infinitive(cue: Token) -> list[Complement]:
    return _infinitive(cue) if any(t.dep_ == "auxpass" for t in cue.lefts) else []


def _going_to(cue: Token) -> list[Complement]:
    if cue.lower_ != "going":
        return []
    near = infinitive_at(cue, cue.i + 1)
    return [Complement(near[0])] if near else []


_FINDERS = {
    "prep-np-inf": person_after_preposition,
    "for-np-inf": for_person_infinitive,
    "np-inf-we": we_expect,
    "np-inf": person_infinitive,
    "np-of": of_noun,
    "np-of-support": support_of,
    "passive-inf": _passive_infinitive,
    "copula-inf": _copula,
    "forward-ing": _forward,
    "look-inf": _looking_to,
    "towards-ing": _towards,
    "inf-going": _going_to,
    "np-money": _money,
    "inf": _infinitive,
    "prep-ing": _prep_gerund,
    "of-ing": _of_gerund,
    "possibility": _possibility,
    "ing": _gerund,
    "that": _that,
    "np": _object,
    "np-deed": _deed,
    "np-support": _support,
    "prep-np": _prep_noun,
    "for-np": _for_noun,
}
