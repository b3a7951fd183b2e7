"""What verbs of asking take: somebody asked, and the action wanted of them."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.rooms.commitments.content import Complement, infinitive_at
from pipeline.rooms.commitments.grammar import sent_end
from pipeline.rooms.commitments.tables import words

_REACH = 24


def person_infinitive(cue: Token) -> list[Complement]:
    """Read "urge the states to ratify"."""
    for child in cue.rights:
        if child.dep_ in ("ccomp", "xcomp", "advcl") and any(t.tag_ == "TO" for t in child.lefts):
            person = next((t for t in child.lefts if t.dep_ == "nsubj"), None)
            person = person or next((t for t in cue.rights if t.dep_ in ("dobj", "dative") and t.i < child.i), None)
            if person is not None and person.i > cue.i:
                negative = any(t.dep_ == "neg" for t in child.lefts)
                return [Complement(child, addressee=person, negative=negative)]
    person = next((t for t in cue.rights if t.dep_ in ("dobj", "dative", "nsubj")), None)
    return _infinitive_after(cue, person) if person is not None else []


def _infinitive_after(cue: Token, person: Token) -> list[Complement]:
    """Find the first "to VERB" behind the person asked, before any finite verb of the main clause."""
    doc = cue.doc
    start = person.right_edge.i + 1 if person.right_edge.i < person.i + 8 else person.i + 1
    for begin in (start, person.i + 1):
        for i in range(begin, min(sent_end(cue), begin + _REACH)):
            if doc[i].tag_ in ("VBZ", "VBD", "MD") or doc[i].text in (";", ":"):
                break
            if doc[i].lower_ == "order" and doc[i - 1].lower_ == "in":
                break
            found = infinitive_at(cue, i) if doc[i].lower_ == "to" else None
            if found:
                return [Complement(found[0], addressee=person, negative=found[1])]
    return []


def person_after_preposition(cue: Token) -> list[Complement]:
    """Read "call on the states to ratify", "appeal to donors to send"."""
    for prep in cue.rights:
        if prep.dep_ in ("prep", "dative", "prt") and prep.lower_ in ("on", "upon", "to", "of"):
            person = next((t for t in prep.rights if t.dep_ == "pobj"), None)
            if person is not None:
                return _infinitive_after(cue, person)
    return []


def for_person_infinitive(cue: Token) -> list[Complement]:
    """Read "calls for parents to apply"."""
    doc, i = cue.doc, cue.i + 1
    if i >= sent_end(cue) or doc[i].lower_ != "for":
        return []
    for child in cue.rights:
        if child.dep_ in ("ccomp", "advcl", "xcomp") and any(t.tag_ == "TO" for t in child.lefts):
            person = next((t for t in child.lefts if t.dep_ == "nsubj"), None)
            if person is not None:
                return [Complement(child, addressee=person)]
    return []


def of_noun(cue: Token) -> list[Complement]:
    """Find "demands of the ministry the suspension of the debts"."""
    for prep in cue.rights:
        if prep.dep_ in ("prep", "dative") and prep.lower_ in ("of", "from", "to"):
            person = next((t for t in prep.rights if t.dep_ == "pobj"), None)
            # the parser may take the verb for a noun, and what is demanded for its apposition
            thing = next((t for t in cue.rights if t.dep_ in ("dobj", "appos")), None)
            if person is not None and thing is not None:
                return [Complement(thing, addressee=person, nominal=True)]
    return []


def support_of(cue: Token) -> list[Complement]:
    """Find "sought the support of all members": who supports is asked."""
    for thing in cue.rights:
        if thing.dep_ == "dobj" and thing.lemma_ in words("deeds", "support"):
            for prep in thing.rights:
                person = next((t for t in prep.rights if t.dep_ == "pobj"), None) if prep.lower_ == "of" else None
                if person is not None:
                    return [Complement(thing, addressee=person, nominal=True)]
    return []


def we_expect(cue: Token) -> list[Complement]:
    """Read "we expect our partners to honour" (what others expect is a forecast)."""
    if any(t.dep_ == "nsubj" and t.lower_ in ("we", "i") for t in cue.lefts):
        return person_infinitive(cue)
    return []
