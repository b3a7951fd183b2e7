"""What a cue word takes: the content verbs or nouns that follow it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.rooms.commitments.grammar import is_bare_verb, skip_adverbs
from pipeline.rooms.commitments.tables import words

_TOWARDS = ("to", "towards", "toward", "for", "on", "in", "at", "of")
_REFLEXIVE = ("themselves", "itself", "ourselves", "himself", "herself", "myself")
_WINDOW = 12


@dataclass(frozen=True, slots=True)
class Complement:
    """A content word, who is asked (if the cue takes a person), and whether the content is a noun phrase."""

    head: Token
    addressee: Token | None = None
    nominal: bool = False
    subject: Token | None = None
    negative: bool = False


def find_complements(cue: Token, takes: frozenset[str]) -> list[Complement]:
    """Give what the cue governs, by the first of its patterns that fits (patterns: the `takes` column)."""
    for name, finder in _FINDERS.items():
        if name in takes:
            found = finder(cue)
            if found:
                return found
    return []


def infinitive_at(cue: Token, i: int) -> tuple[Token, bool] | None:
    """Read "(not) to (adverb) VERB" at token index `i`; gives the verb and whether it is negated."""
    doc, stop = cue.doc, cue.sent.end
    i = skip_adverbs(doc, i, stop)
    negative = i > 0 and doc[i - 1].lower_ == "not"
    if i >= stop or doc[i].lower_ != "to":
        return None
    j = skip_adverbs(doc, i + 1, stop)
    negative = negative or (j > i + 1 and doc[j - 1].lower_ == "not")
    if j < stop and doc[j].lower_ == "be" and j + 1 < stop and doc[j + 1].tag_ in ("VBG", "VBN"):
        j += 1
    return (doc[j], negative) if j < stop and is_bare_verb(doc[j]) or (j < stop and doc[j].tag_ in ("VBN",)) else None


def gerund_at(cue: Token, i: int, prepositions: tuple[str, ...] = _TOWARDS) -> Token | None:
    """Read "to/towards/for (adverb) VERBing" at token index `i`."""
    doc, stop = cue.doc, cue.sent.end
    if i >= stop or doc[i].lower_ not in prepositions:
        return None
    j = skip_adverbs(doc, i + 1, stop)
    return doc[j] if j < stop and doc[j].tag_ == "VBG" and doc[j].dep_ not in ("amod", "compound") else None


def _after(cue: Token) -> int:
    doc, stop = cue.doc, cue.sent.end
    i = cue.i + 1
    while i < stop and doc[i].lower_ in _REFLEXIVE:
        i += 1
    return skip_adverbs(doc, i, stop)


def _infinitive(cue: Token) -> list[Complement]:
    near = infinitive_at(cue, _after(cue))
    if near:
        return [Complement(near[0], negative=near[1])]
    labels = ("acl", "relcl") if cue.pos_ in ("NOUN", "PROPN") else ("xcomp", "ccomp", "advcl")
    has_object = any(t.dep_ == "dobj" for t in cue.children)
    for child in cue.rights:
        if child.dep_ in labels and not (has_object and child.dep_ != "xcomp"):
            to = [t for t in child.lefts if t.tag_ == "TO"]
            if to and not any(t.dep_ == "mark" and t.lower_ == "in" for t in child.lefts):
                return [Complement(child, negative=any(t.dep_ == "neg" for t in child.lefts))]
    return _later_infinitive(cue)


def _later_infinitive(cue: Token) -> list[Complement]:
    """Find "to VERB" behind an insertion: "proposed, but not agreed, to move", "pledges under X to halt"."""
    doc, stop = cue.doc, min(cue.sent.end, cue.i + _WINDOW)
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
    near = gerund_at(cue, _after(cue))
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
    return [Complement(t, nominal=True) for t in found[:1] if t.lower_ not in _REFLEXIVE]


def is_quantity(noun: Token) -> bool:
    """Say whether a noun phrase is an amount ("$5 million", "60 hectares of land")."""
    return any(t.like_num or t.tag_ == "$" for t in (noun, *noun.lefts))


def _money(cue: Token) -> list[Complement]:
    return [c for c in _object(cue) if is_quantity(c.head)]


def _deed(cue: Token) -> list[Complement]:
    found = [t for t in cue.rights if t.dep_ in ("dobj", "dative") and t.pos_ == "NOUN"]
    return [Complement(t, nominal=True) for t in found if is_deed(t)][:1]


def is_deed(noun: Token) -> bool:
    """Say whether a noun names a deed ("repair", "protection", "training")."""
    lemma = noun.lemma_.lower()
    return lemma in words("deeds", "deed") or (
        lemma.endswith(("ation", "isation", "ization", "ment", "ing", "sion"))
        and lemma not in words("deeds", "no-deed")
    )


def _support(cue: Token) -> list[Complement]:
    found = [t for t in cue.rights if t.dep_ == "dobj" and t.lemma_ in words("deeds", "support")]
    return [Complement(t, nominal=True) for t in found[:1]]


def _that(cue: Token) -> list[Complement]:
    for child in cue.rights:
        if child.dep_ != "ccomp" or child.pos_ not in ("VERB", "AUX"):
            continue
        subject = next((t for t in child.lefts if t.dep_ in ("nsubj", "nsubjpass")), None)
        modal = next((t for t in child.lefts if t.tag_ == "MD"), None)
        future = modal is not None and modal.lower_ in ("will", "would", "shall", "should")
        bare = modal is None and (child.tag_ == "VB" or any(t.tag_ == "VB" for t in child.lefts))
        if subject is not None and (future or bare) and not any(t.tag_ == "TO" for t in child.lefts):
            negative = any(t.dep_ == "neg" for t in child.lefts)
            return [Complement(child, addressee=subject, subject=subject, negative=negative)]
    return []


def _gerund(cue: Token) -> list[Complement]:
    i = _after(cue)
    doc = cue.doc
    if i < cue.sent.end and doc[i].tag_ == "VBG" and doc[i].dep_ not in ("amod", "compound"):
        return [Complement(doc[i])]
    return []


def _person_infinitive(cue: Token) -> list[Complement]:
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
        for i in range(begin, min(cue.sent.end, begin + 2 * _WINDOW)):
            if doc[i].tag_ in ("VBZ", "VBD", "MD") or doc[i].text in (";", ":"):
                break
            found = infinitive_at(cue, i) if doc[i].lower_ == "to" else None
            if found:
                return [Complement(found[0], addressee=person, negative=found[1])]
    return []


def _person_after_preposition(cue: Token) -> list[Complement]:
    for prep in cue.rights:
        if prep.dep_ in ("prep", "dative", "prt") and prep.lower_ in ("on", "upon", "to", "of"):
            person = next((t for t in prep.rights if t.dep_ == "pobj"), None)
            if person is not None:
                return _infinitive_after(cue, person)
    return []


def _for_noun(cue: Token) -> list[Complement]:
    for prep in cue.rights:
        if prep.dep_ == "prep" and prep.lower_ == "for":
            found = [Complement(t, nominal=True) for t in prep.rights if t.dep_ == "pobj" and t.pos_ != "PRON"]
            gerunds = [Complement(t) for t in prep.rights if t.dep_ == "pcomp" and t.tag_ == "VBG"]
            return (gerunds + found)[:1]
    return []


def _for_person_infinitive(cue: Token) -> list[Complement]:
    doc, i = cue.doc, cue.i + 1
    if i >= cue.sent.end or doc[i].lower_ != "for":
        return []
    for child in cue.rights:
        if child.dep_ in ("ccomp", "advcl", "xcomp") and any(t.tag_ == "TO" for t in child.lefts):
            person = next((t for t in child.lefts if t.dep_ == "nsubj"), None)
            if person is not None:
                return [Complement(child, addressee=person)]
    return []


def _of_noun(cue: Token) -> list[Complement]:
    """Find "demands of the ministry the suspension of the debts"."""
    for prep in cue.rights:
        if prep.dep_ == "prep" and prep.lower_ in ("of", "from"):
            person = next((t for t in prep.rights if t.dep_ == "pobj"), None)
            thing = next((t for t in cue.rights if t.dep_ == "dobj"), None)
            if person is not None and thing is not None:
                return [Complement(thing, addressee=person, nominal=True)]
    return []


def _support_of(cue: Token) -> list[Complement]:
    """Find "sought the support of all members": who supports is asked."""
    for thing in cue.rights:
        if thing.dep_ == "dobj" and thing.lemma_ in words("deeds", "support"):
            for prep in thing.rights:
                person = next((t for t in prep.rights if t.dep_ == "pobj"), None) if prep.lower_ == "of" else None
                if person is not None:
                    return [Complement(thing, addressee=person, nominal=True)]
    return []


def _we_expect(cue: Token) -> list[Complement]:
    if any(t.dep_ == "nsubj" and t.lower_ in ("we", "i") for t in cue.lefts):
        return _person_infinitive(cue)
    return []


def _copula(cue: Token) -> list[Complement]:
    """Find "our aim is (not ...) to VERB"."""
    verb = cue.head
    if cue.dep_ not in ("nsubj", "attr") or verb.lemma_ != "be":
        return []
    doc = cue.doc
    for i in range(verb.i + 1, min(cue.sent.end, verb.i + _WINDOW)):
        if doc[i].tag_ in ("VBZ", "VBD", "MD") and doc[i].lemma_ != "be":
            return []
        found = infinitive_at(cue, i) if doc[i].lower_ == "to" else None
        if found:
            return [Complement(found[0], negative=found[1])]
    return []


def _forward(cue: Token) -> list[Complement]:
    doc, i = cue.doc, cue.i + 1
    if i >= cue.sent.end or doc[i].lower_ != "forward":
        return []
    found = gerund_at(cue, i + 1, ("to",))
    if found is not None:
        extra = [t for t in found.rights if t.dep_ == "conj" and t.tag_ == "VBG"]
        return [Complement(found), *(Complement(t) for t in extra if doc[t.i - 1].lower_ == "to")]
    verb = infinitive_at(cue, i + 1)
    return [Complement(verb[0])] if verb else []


def _looking_to(cue: Token) -> list[Complement]:
    near = infinitive_at(cue, cue.i + 1) if cue.tag_ == "VBG" else None
    return [Complement(near[0], negative=near[1])] if near else []


def _towards(cue: Token) -> list[Complement]:
    doc = cue.doc
    i = skip_adverbs(doc, cue.i + 1, cue.sent.end)
    if i < cue.sent.end and doc[i].lower_ in ("together", "closely"):
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
    "prep-np-inf": _person_after_preposition,
    "for-np-inf": _for_person_infinitive,
    "np-inf-we": _we_expect,
    "np-inf": _person_infinitive,
    "np-of": _of_noun,
    "np-of-support": _support_of,
    "passive-inf": _passive_infinitive,
    "copula-inf": _copula,
    "forward-ing": _forward,
    "look-inf": _looking_to,
    "towards-ing": _towards,
    "inf-going": _going_to,
    "inf": _infinitive,
    "prep-ing": _prep_gerund,
    "of-ing": _of_gerund,
    "possibility": _possibility,
    "ing": _gerund,
    "that": _that,
    "np-money": _money,
    "np": _object,
    "np-deed": _deed,
    "np-support": _support,
    "prep-np": _prep_noun,
    "for-np": _for_noun,
}
