"""Words that carry an action: infinitives, gerunds, deeds and quantities behind a cue."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.rooms.commitments.grammar import is_bare_verb, sent_end, skip_adverbs
from pipeline.rooms.commitments.tables import words

TOWARDS = ("to", "towards", "toward", "for", "on", "in", "at", "of")
_PREFIXES = ("re", "co", "pre")
REFLEXIVE = ("themselves", "itself", "ourselves", "himself", "herself", "myself")


@dataclass(frozen=True, slots=True)
class Complement:
    """A content word, who is asked (if the cue takes a person), and whether the content is a noun phrase."""

    head: Token
    addressee: Token | None = None
    nominal: bool = False
    subject: Token | None = None
    negative: bool = False


def infinitive_at(cue: Token, i: int) -> tuple[Token, bool] | None:
    """Read "(not) to (adverb) VERB" at token index `i`; gives the verb and whether it is negated."""
    doc, stop = cue.doc, sent_end(cue)
    i = skip_adverbs(doc, i, stop)
    negative = i > 0 and doc[i - 1].lower_ == "not"
    if i >= stop or doc[i].lower_ != "to":
        return None
    j = skip_adverbs(doc, i + 1, stop)
    negative = negative or (j > i + 1 and doc[j - 1].lower_ == "not")
    j = behind_prefix(doc[j]).i if j < stop else j
    if j < stop and doc[j].lower_ == "be" and j + 1 < stop and doc[j + 1].tag_ in ("VBG", "VBN"):
        j += 1
    return (doc[j], negative) if (j < stop and is_bare_verb(doc[j])) or (j < stop and doc[j].tag_ in ("VBN",)) else None


def behind_prefix(token: Token) -> Token:
    """Give the verb of "re-engage", "co-host", which the tokenizer cuts at the hyphen; else the token itself."""
    doc = token.doc
    if token.lower_ in _PREFIXES and token.i + 2 < len(doc) and doc[token.i + 1].text == "-":
        return doc[token.i + 2]
    return token


def gerund_at(cue: Token, i: int, prepositions: tuple[str, ...] = TOWARDS) -> Token | None:
    """Read "to/towards/for (adverb) VERBing" at token index `i`."""
    doc, stop = cue.doc, sent_end(cue)
    if i >= stop or doc[i].lower_ not in prepositions:
        return None
    j = skip_adverbs(doc, i + 1, stop)
    return doc[j] if j < stop and doc[j].tag_ == "VBG" and doc[j].dep_ not in ("amod", "compound") else None


def after_cue(cue: Token) -> int:
    """Give the index where the complement of a cue begins: behind reflexives and adverbs."""
    doc, stop = cue.doc, sent_end(cue)
    i = cue.i + 1
    while i < stop and doc[i].lower_ in REFLEXIVE:
        i += 1
    return skip_adverbs(doc, i, stop)


def is_quantity(noun: Token) -> bool:
    """Say whether a noun phrase is an amount ("$5 million", "60 hectares of land")."""
    return any(t.like_num or t.tag_ == "$" or t.text[-1:].isdigit() for t in (noun, *noun.lefts))


def is_deed(noun: Token) -> bool:
    """Say whether a noun names a deed ("repair", "protection", "training")."""
    lemma = noun.lemma_.lower()
    return lemma in words("deeds", "deed") or (
        lemma.endswith(("ation", "isation", "ization", "ment", "ing", "sion"))
        and lemma not in words("deeds", "no-deed")
    )
