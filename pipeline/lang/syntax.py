"""Grammar helpers over a parsed text: clauses, arguments, verb frames, noun phrases, quotations.

The Doc is parsed over the clean text, so `token.idx` is an offset in the clean text; every range given here is
`[start, end)` in code points of it. Dependency labels are those of spaCy's English models (nsubj, dobj, pobj...).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

# Offered here as well: whoever reads grammar also looks up tokens by offset.
from pipeline.lang.spans import head_in as head_in
from pipeline.lang.spans import quote_spans as quote_spans
from pipeline.lang.spans import token_at as token_at
from pipeline.lang.spans import tokens_in as tokens_in

SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECT = frozenset({"dobj", "obj", "attr", "oprd", "dative"})
CLAUSE = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "parataxis", "csubj", "csubjpass", "pcomp"})
_PHRASE_STOPS = frozenset({"relcl", "advcl", "parataxis", "punct", "cc", "preconj", "appos", "acl", "ccomp"})
_NEGATIVE = frozenset({"not", "n't", "never", "no", "neither", "nor", "without"})
_PRESENT_TAGS = frozenset({"VBP", "VBZ"})
_FUTURE_WORDS = frozenset({"will", "shall", "'ll", "wo", "’ll"})
# The rooms ask the same of a parsed text again and again; answers about the latest texts are kept.
_TOKENS_KEPT = 8192


@dataclass(frozen=True, slots=True)
class VerbFrame:
    """How a verb is presented: `tense` past, present, future or none (infinitive, gerund, participle)."""

    tense: str
    modal: str | None = None
    negated: bool = False
    passive: bool = False
    progressive: bool = False
    perfect: bool = False
    conditional: bool = False
    infinitive: bool = False


def is_verb(token: Token) -> bool:
    """Say whether the token heads a clause as a verb (auxiliaries that stand alone count)."""
    return token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}


@lru_cache(maxsize=_TOKENS_KEPT)
def clause_of(token: Token) -> Token:
    """Give the verb whose clause the token stands in; the token itself if it is one, the root if none is."""
    at = token
    while not is_verb(at) and at.head.i != at.i:
        at = at.head
    return at


def governors(token: Token) -> Iterator[Token]:
    """Yield the heads above the token, nearest first, the root last."""
    at = token
    while at.head.i != at.i:
        at = at.head
        yield at


def conjuncts(token: Token) -> list[Token]:
    """Give the token and what is coordinated with it, in text order ("Mali, Chad and Niger")."""
    if token.dep_ != "conj" and not any(c.dep_ == "conj" for c in token.rights):
        return [token]
    return sorted({token, *token.conjuncts}, key=lambda t: t.i)


def first_conjunct(token: Token) -> Token:
    """Give the head of the coordination the token belongs to ("signed" for "published" in "signed and published")."""
    at = token
    while at.dep_ == "conj" and at.head.i != at.i:
        at = at.head
    return at


def coordinated_verbs(verb: Token) -> list[Token]:
    """Give the verb and the verbs coordinated with it, in text order."""
    return [t for t in conjuncts(verb) if t.pos_ in {"VERB", "AUX"}]


def subjects(verb: Token) -> list[Token]:
    """Give the heads of the verb's subjects with their conjuncts; shared and controlling subjects are followed.

    "The city signed and published it": the city for both. "They agreed to meet": they for "meet". Relative
    pronouns give the noun they stand for; a participle after a noun ("a mission led by") has no subject here.
    """
    return list(_subjects(verb))


@lru_cache(maxsize=_TOKENS_KEPT)
def _subjects(verb: Token) -> tuple[Token, ...]:
    at = verb
    for _ in range(6):
        own = [c for c in at.children if c.dep_ in SUBJECT]
        if own:
            return tuple(x for s in own for x in conjuncts(_antecedent(s, at)))
        if (at.dep_ == "conj" and at.head.pos_ in {"VERB", "AUX"}) or at.dep_ in {"xcomp", "advcl", "pcomp"}:
            up = at.head
            at = up if is_verb(up) or up.dep_ == "prep" else at
            if at.dep_ == "prep":
                at = at.head
            if not is_verb(at):
                return ()
        else:
            return ()
    return ()


def _antecedent(subject: Token, verb: Token) -> Token:
    """Give the noun that a relative pronoun stands for, else the subject itself."""
    if subject.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
        return verb.head
    return subject


def objects(verb: Token) -> list[Token]:
    """Give the heads of the verb's direct and predicate objects with their conjuncts."""
    return list(_objects(verb))


@lru_cache(maxsize=_TOKENS_KEPT)
def _objects(verb: Token) -> tuple[Token, ...]:
    return tuple(x for c in verb.children if c.dep_ in OBJECT for x in conjuncts(c))


def agents(verb: Token) -> list[Token]:
    """Give the heads after "by" of a passive verb or participle, with their conjuncts."""
    return list(_agents(verb))


@lru_cache(maxsize=_TOKENS_KEPT)
def _agents(verb: Token) -> tuple[Token, ...]:
    return tuple(
        x
        for c in verb.children
        if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by" and verb.tag_ == "VBN")
        for p in c.children
        if p.dep_ == "pobj"
        for x in conjuncts(p)
    )


@lru_cache(maxsize=_TOKENS_KEPT)
def is_passive(verb: Token) -> bool:
    """Say whether the verb is passive ("was signed", also "the mission led by")."""
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children):
        return True
    if verb.tag_ == "VBN" and verb.dep_ == "acl":
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not any(c.dep_ in SUBJECT for c in verb.children):
        return is_passive(verb.head) and not any(c.dep_ == "aux" for c in verb.children)
    return False


def prepositions(token: Token) -> list[tuple[str, Token]]:
    """Give (preposition, head of its complement) for the token's own prepositional phrases, conjuncts included.

    Chains are followed ("from Monday to Friday": both); "because of", "according to" keep their first word.
    """
    return list(_prepositions(token))


@lru_cache(maxsize=_TOKENS_KEPT)
def _prepositions(token: Token) -> tuple[tuple[str, Token], ...]:
    found: list[tuple[str, Token]] = []
    for child in token.children:
        if child.dep_ in {"prep", "dative", "agent"} and child.pos_ in {"ADP", "SCONJ", "PART", "VERB", "ADV"}:
            found.extend(_complements(child))
    return tuple(found)


def _complements(prep: Token) -> Iterator[tuple[str, Token]]:
    for child in prep.children:
        if child.dep_ == "pobj":
            for x in conjuncts(child):
                yield prep.lower_, x
        elif (child.dep_ in {"prep", "pcomp"} and child.pos_ == "ADP") or (
            child.dep_ == "conj" and child.pos_ == "ADP"
        ):
            yield from _complements(child)


def auxiliaries(verb: Token) -> list[Token]:
    """Give the verb's auxiliaries; a coordinated verb without its own takes those of the first one."""
    own = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    has_subject = any(c.dep_ in SUBJECT for c in verb.children)
    shares = verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"} and not has_subject
    if not own and shares and (verb.tag_ == verb.head.tag_ or verb.tag_ in {"VB", "VBN"}):
        return auxiliaries(verb.head)
    return own


@lru_cache(maxsize=_TOKENS_KEPT)
def verb_frame(verb: Token) -> VerbFrame:
    """Give tense, modality, negation and voice of the verb as its own auxiliaries show them."""
    helpers = auxiliaries(verb)
    words = [h.lower_ for h in helpers]
    modal = next((h.lower_ for h in helpers if h.tag_ == "MD"), None)
    infinitive = "to" in words and modal is None
    negated = any(c.dep_ == "neg" or c.lower_ in {"not", "never", "n't"} for c in verb.children) or "no" in words
    perfect = any(h.lemma_ == "have" for h in helpers)
    progressive = verb.tag_ == "VBG" and any(h.lemma_ == "be" for h in helpers)
    return VerbFrame(
        tense=_tense(verb, helpers, modal),
        modal=modal,
        negated=negated,
        passive=is_passive(verb),
        progressive=progressive,
        perfect=perfect,
        conditional=modal in {"would", "could", "might", "may", "can"} or _in_condition(verb),
        infinitive=infinitive,
    )


def _tense(verb: Token, helpers: list[Token], modal: str | None) -> str:
    if modal in _FUTURE_WORDS:
        return "future"
    if modal is not None:
        return "present"
    finite = next((h for h in helpers if h.tag_ in {"VBD", "VBZ", "VBP"}), None)
    if finite is None:
        if verb.tag_ == "VBD":
            return "past"
        return "present" if verb.tag_ in _PRESENT_TAGS else "none"
    if finite.tag_ == "VBD":
        return "past"
    return "past" if finite.lemma_ == "have" else "present"


def _in_condition(verb: Token) -> bool:
    markers = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"}}
    return verb.dep_ == "advcl" and bool(markers & {"if", "unless", "once", "whether", "provided", "when", "until"})


def is_negated(token: Token) -> bool:
    """Say whether the token or the clause it stands in is denied ("did not meet", "no meeting was held")."""
    if any(c.dep_ == "neg" or (c.dep_ == "det" and c.lower_ == "no") for c in token.children):
        return True
    verb = clause_of(token)
    if any(c.dep_ == "neg" for c in verb.children):
        return True
    return any(c.lower_ in _NEGATIVE and c.dep_ in {"det", "neg", "preconj"} for c in token.children)


@lru_cache(maxsize=_TOKENS_KEPT)
def noun_phrase(token: Token, *, clauses: bool = False) -> tuple[int, int]:
    """Give the range of the noun phrase that the token heads, determiner and complements included.

    Relative clauses, appositions and further conjuncts stay out; `clauses=True` keeps participle and relative
    clauses in ("young people who live in the cities").
    """
    kept = _phrase_tokens(token, clauses)
    first, last = min(kept, key=lambda t: t.i), max(kept, key=lambda t: t.i)
    return first.idx, last.idx + len(last)


def _phrase_tokens(token: Token, clauses: bool) -> list[Token]:
    kept = [token]
    stops = _PHRASE_STOPS - {"relcl", "acl"} if clauses else _PHRASE_STOPS
    for child in token.children:
        if child.dep_ == "conj" or child.dep_ in stops:
            continue
        if child.dep_ == "prep" and child.i > token.i + 1 and child.nbor(-1).is_punct and child.nbor(-1).text == ",":
            continue
        kept.extend(t for t in child.subtree if not t.is_space)
    return kept


def subtree_range(token: Token) -> tuple[int, int]:
    """Give the range of everything below the token, final punctuation and white space left out."""
    tokens = [t for t in token.subtree if not t.is_space]
    while len(tokens) > 1 and tokens[-1].is_punct and tokens[-1].text not in {")", "]", "”", "%"}:
        tokens.pop()
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])
