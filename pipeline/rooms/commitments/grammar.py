"""Questions to the parsed sentence. Offsets are token indexes of the doc unless the name says otherwise."""

from __future__ import annotations

import bisect
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline.model.records import Span
from pipeline.rooms.commitments.scan import sentence_starts, tokens_between
from pipeline.rooms.commitments.tables import words

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
# A "sentence" of a text without stops may be endless; nothing is sought farther away than this.
_LONGEST_SENTENCE = 400
_DATELINE_MARKS = ("-", "–", "—", "--", ":")
_RELATIVE = ("who", "which", "that")


def span_of(doc: Doc, first: int, last: int) -> Span:
    """Give the characters from token `first` to token `last`, both included."""
    end = doc[last]
    return Span(doc[first].idx, end.idx + len(end))


def sent_start(token: Token) -> int:
    """Give the index of the first token of a token's sentence, at most some hundreds of tokens back."""
    starts = sentence_starts(token.doc)
    at = bisect.bisect_right(starts, token.i) - 1
    return max(starts[at] if at >= 0 else 0, token.i - _LONGEST_SENTENCE)


def sent_end(token: Token) -> int:
    """Give the index behind the last token of a token's sentence, at most some hundreds of tokens on."""
    starts = sentence_starts(token.doc)
    at = bisect.bisect_right(starts, token.i)
    return min(starts[at] if at < len(starts) else len(token.doc), token.i + _LONGEST_SENTENCE)


def sentence_of(token: Token) -> tuple[Token, ...]:
    """Give the tokens of a token's sentence; spaCy's own `sent` takes time linear in a sentence without end."""
    return tokens_between(token.doc, sent_start(token), sent_end(token))


def is_passive(verb: Token) -> bool:
    """Say whether a verb stands in the passive."""
    return any(t.dep_ in ("auxpass", "nsubjpass") for t in verb.children)


def is_bare_verb(token: Token) -> bool:
    """Say whether a token can be a base-form verb; the tagger takes "facilitate dialogue" for two nouns."""
    if token.tag_ == "VB" or (token.tag_ == "VBP" and token.pos_ == "VERB"):
        return True
    return token.tag_ in ("NN", "NNP", "JJ") and token.lower_ in words("verbs", "only-verb")


def skip_adverbs(doc: Doc, i: int, stop: int) -> int:
    """Give the first index from `i` on, before `stop`, that is no adverb, comma-set phrase or particle."""
    while i < stop and (doc[i].pos_ == "ADV" or doc[i].tag_ == "RB" or doc[i].lower_ in ("further", "better")):
        if doc[i].lower_ == "further" and i + 1 < stop and not is_bare_verb(doc[i + 1]):
            break
        i += 1
    return i


def find_subject(verb: Token) -> Token | None:
    """Give the head of the noun phrase that does (or, passive, undergoes) what the verb says."""
    seen = 0
    token = verb
    while seen < 6:
        seen += 1
        own = [t for t in token.children if t.dep_ in SUBJECTS]
        if own:
            subject = own[-1] if own[-1].i < token.i or len(own) == 1 else own[0]
            if subject.lower_ in _RELATIVE and token.dep_ == "relcl":
                return token.head
            return subject
        if token.dep_ in (
            "conj",
            "xcomp",
            "advcl",
            "auxpass",
            "aux",
            "pcomp",
            "ccomp",
            "parataxis",
            "acomp",
            "attr",
            "oprd",
        ):
            if token.dep_ == "xcomp":
                objects = [t for t in token.head.children if t.dep_ == "dobj" and t.i < token.i]
                if objects and token.head.lemma_ not in ("have", "make", "take"):
                    return objects[0]
            token = token.head
            if token.pos_ == "ADP":
                token = token.head
        elif token.dep_ in ("acl", "relcl"):
            return token.head if token.head.pos_ in ("NOUN", "PROPN", "PRON") else None
        else:
            return None
    return None


def noun_before(doc: Doc, i: int, start: int) -> Token | None:
    """Give the nearest noun or pronoun left of token `i` in its clause (a fallback where no subject was parsed).

    Behind a comma it is the noun that opens the sentence: "The board, chaired by A. Byron (Nauru), decided ...".
    """
    if i - start > 6 and doc[i - 1].text == ",":
        opening = next((t for t in doc[start : start + 6] if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
        while opening is not None and opening.dep_ in ("compound", "amod", "poss") and start <= opening.head.i < i - 1:
            opening = opening.head
        if opening is not None and not any(t.pos_ == "SCONJ" for t in doc[start : opening.i]):
            return opening
    for j in range(i - 1, start - 1, -1):
        token = doc[j]
        if token.pos_ in ("NOUN", "PROPN", "PRON"):
            return token
        if token.pos_ in ("VERB", "SCONJ") or token.text in (";", ":"):
            return None
    return None


def past_dateline(verb: Token, subject: Token | None) -> Token | None:
    """Mend the subject of "NORTHPORT, 5 May 2021 - Some ninety towns will ...": the noun behind the mark."""
    start = sent_start(verb)
    if subject is None or subject.i - start > 2 or verb.i - subject.i < 6:
        return subject
    doc = verb.doc
    for i in range(subject.i + 1, min(verb.i - 1, subject.i + 12)):
        is_mark = doc[i].text in _DATELINE_MARKS and any(t.text[:1].isdigit() for t in doc[subject.i : i])
        if is_mark and doc[i].whitespace_:
            for noun in doc[i + 1 : verb.i]:
                if noun.pos_ in ("NOUN", "PROPN", "PRON") and noun.nbor().pos_ not in ("NOUN", "PROPN"):
                    return noun
    return subject


def conjuncts_of(noun: Token) -> list[Token]:
    """Give a noun and the nouns coordinated with it, in text order."""
    found = [noun]
    for token in found:
        found.extend(t for t in token.children if t.dep_ == "conj" and t.pos_ in ("NOUN", "PROPN", "PRON", "NUM"))
        if len(found) > 24:
            break
    return sorted(found, key=lambda t: t.i)


def phrase_bounds(noun: Token, limit: int | None = None) -> tuple[int, int]:
    """Give first and last token of a noun phrase without coordinated nouns, appositions and loose relatives."""
    doc = noun.doc
    left = noun.left_edge.i
    right = noun.i
    for child in noun.rights:
        if child.dep_ in ("conj", "cc", "appos", "punct", "preconj") or (
            child.dep_ in ("relcl", "acl", "advcl") and doc[child.left_edge.i - 1].text == ","
        ):
            break
        if child.dep_ in ("prep", "relcl", "acl", "nmod", "amod", "nummod", "advmod", "npadvmod", "poss"):
            right = max(right, child.right_edge.i)
    for child in noun.lefts:
        if child.dep_ in ("preconj", "predet") and child.lower_ in ("both", "either") and child.dep_ == "preconj":
            left = child.i + 1
        elif child.dep_ == "cc" or (child.dep_ == "advmod" and child.lower_ in ("also", "however")):
            left = max(left, child.i + 1)
    while left < noun.i and (doc[left].is_punct or doc[left].is_space):
        left += 1
    if limit is not None:
        right = min(right, limit)
    while right > noun.i and (doc[right].is_punct or doc[right].is_space):
        right -= 1
    return left, right


def verb_heads(token: Token) -> Iterator[Token]:
    """Yield the verbs above a token, nearest first, inside its sentence."""
    steps = 0
    while token.head is not token and steps < 12:
        token = token.head
        steps += 1
        if token.pos_ in ("VERB", "AUX"):
            yield token


def teller_of(verb: Token) -> Token | None:
    """Give the subject of the verb of saying over a clause ("the minister said that both towns should ...")."""
    token = verb
    for _ in range(3):
        if token.dep_ == "ccomp" and token.head.lemma_ in words("predicates", "say"):
            return find_subject(token.head)
        if token.dep_ not in ("conj", "ccomp", "xcomp"):
            return None
        token = token.head
    return None


def before_aside(modal: Token, subject: Token | None) -> Token | None:
    """Mend the subject of "Northport, the host of the fair, will ...", where the parser took one from the aside."""
    doc = modal.doc
    if modal.i < 3 or doc[modal.i - 1].text != ",":
        return subject
    start = sent_start(modal)
    opening = next((i for i in range(modal.i - 2, max(start, modal.i - 30), -1) if doc[i].text == ","), None)
    if opening is None or doc[opening + 1].lower_ not in words("predicates", "aside") or opening == start:
        return subject
    noun = doc[opening - 1]
    in_aside = doc[opening + 1].lower_ in ("together", "along", "jointly")  # "in Southport, Northport, together with"
    in_aside = in_aside or subject is None or opening < subject.i < modal.i or subject.tag_ in ("VBG", "VBN")
    return noun if in_aside and noun.pos_ in ("NOUN", "PROPN") else subject
