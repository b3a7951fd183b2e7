"""Passes over a whole parse that read spaCy's arrays instead of its tokens, which is many times faster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from spacy.attrs import DEP, LEMMA, LOWER, SENT_START, TAG
from spacy.strings import StringStore
from spacy.tokens import Doc, Token

# The room asks about the same text again and again; a few are kept, so that memory does not grow.
_DOCS_KEPT = 2
_SENTENCES_KEPT = 64


class Chooser:
    """Picks the tokens whose lemma, lower-case form or tag may matter; what each word says is remembered."""

    def __init__(self, wants: Callable[[str], bool], tag: str = "") -> None:
        """`wants` says of a lower-case word whether a token with that lemma or form is worth a look."""
        self._wants = wants
        self._tag = tag
        self._known: dict[int, bool] = {}

    def tokens(self, doc: Doc) -> Iterator[Token]:
        """Yield the tokens worth a look, in text order."""
        strings = doc.vocab.strings
        tag = strings.add(self._tag)
        known = self._known
        for i, (lemma, lower, own_tag) in enumerate(_words_of(doc)):
            by_lemma = known[lemma] if lemma in known else self._learn(strings, lemma)
            by_form = known[lower] if lower in known else self._learn(strings, lower)
            if by_lemma or by_form or own_tag == tag:
                yield doc[i]

    def _learn(self, strings: StringStore, word: int) -> bool:
        self._known[word] = found = self._wants(strings[word].lower())
        return found


@lru_cache(maxsize=_DOCS_KEPT)
def _words_of(doc: Doc) -> list[list[int]]:
    rows: list[list[int]] = doc.to_array([LEMMA, LOWER, TAG]).tolist()
    return rows


@lru_cache(maxsize=_DOCS_KEPT)
def sentence_starts(doc: Doc) -> list[int]:
    """Give the indexes of the tokens that begin a sentence, in text order."""
    return [i for i, mark in enumerate(doc.to_array(SENT_START).tolist()) if mark == 1]


@lru_cache(maxsize=_SENTENCES_KEPT)
def tokens_between(doc: Doc, start: int, end: int) -> tuple[Token, ...]:
    """Give the tokens with indexes `[start, end)`."""
    return tuple(doc[start:end])


@lru_cache(maxsize=_DOCS_KEPT)
def subjects_and_owners(doc: Doc) -> tuple[Token, ...]:
    """Give the subjects of active clauses and the possessors, in text order."""
    labels = {doc.vocab.strings.add("nsubj"), doc.vocab.strings.add("poss")}
    return tuple(doc[i] for i, label in enumerate(doc.to_array(DEP).tolist()) if label in labels)
