"""The words of titles of office: offices, modifiers, and how far the office itself goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.lang.places import is_region
from pipeline.rooms.entities.role_tokens import Token

DETERMINERS = frozenset({"the", "a", "an"})
AND = frozenset({"and", "&"})
LINKS = frozenset({"of", "for", "to", "at", "in", "on", "with", "from", "against"})
_NO_CAPITAL = frozenset({"ADV", "PRON", "DET", "ADP", "SCONJ", "AUX", "CCONJ", "INTJ", "NUM"})
_NOUNS = frozenset({"NOUN", "ADJ", "PROPN"})
_UNDER = frozenset(("secretary", "secretaries", "sheriff", "treasurer"))
_MAX_TITLE = 10
MAX_COMPLEMENT = 12


@cache
def offices() -> dict[str, str]:
    """Give the offices of offices.csv with their kind: head, or weak where the word alone proves nothing."""
    return {row["office"]: row["kind"] for row in read_table("entities/offices")}


@cache
def title_words(kind: str) -> frozenset[str]:
    """Give the words of one kind in title_words.csv."""
    return frozenset(row["word"] for row in read_table("entities/title_words") if row["kind"] == kind)


class OfficeWords:
    """Reads the office itself at token positions; `resolve` tells which cluster "the Ministry" stands for."""

    def __init__(self, tokens: Sequence[Token], resolve: Callable[[str, int], int | None]) -> None:
        self.tokens = tokens
        self.resolve = resolve
        self.kinds = {token.entity: token.type for token in tokens if token.kind == "name"}

    def at(self, i: int) -> Token:
        """Give token `i`, a stop beyond the end."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else Token("stop", "", -1, -1)

    def named_office(self, i: int) -> bool:
        """Say whether a name and the word after it are one office: "U.S. Attorney", "Board member"."""
        return self.at(i + 1).kind == "word" and f"{self.at(i).low} {self.at(i + 1).low}" in offices()

    def office(self, first: int, stop: int) -> str | None:
        """Give the kind of the office that ends just before token `stop`, None if none does."""
        for length in (3, 2, 1):
            if stop - length < first:
                continue
            phrase = " ".join(self.at(k).low for k in range(stop - length, stop))
            if kind := offices().get(phrase):
                return kind
            if phrase.removesuffix("s") in offices():
                # "the lawyers Ann Verne and Bo Lind": a plural in small letters is no office of one person.
                return "weak" if phrase[-1] == "s" and self.at(stop - 1).text[0].isupper() else None
        return None

    def is_title_word(self, token: Token, opens: bool) -> bool:
        """Say whether a word may be part of a title; `opens`: it would be the first."""
        low = token.low
        if low == "under":
            return token.text[0].isupper()
        if low in title_words("no-title") or low in title_words("former") or low in LINKS or low in DETERMINERS:
            return False
        if low in title_words("modifier") or low in offices() or low.removesuffix("s") in offices():
            return True
        if token.heading or token.text[0].isdigit():
            return False
        if token.text[0].isupper():
            return token.pos not in _NO_CAPITAL and not (opens and token.pos == "VERB")
        return token.pos in _NOUNS or low.endswith("ing")

    def lists_on(self, i: int) -> bool:
        """Say whether a comma stands in a list of capitalised words that goes on to an *and*."""
        j, words = i, 0
        while j - i < MAX_COMPLEMENT:
            token = self.at(j)
            if token.low in AND:
                follows = self.at(j + 1)
                return follows.text[:1].isupper() and follows.kind == "word"
            if token.kind == "word" and token.text[:1].isupper():
                if self.office(j, j + 1) and words:
                    return False
                words += 1
            elif token.text != ",":
                return False
            j += 1
        return False

    def skip_bracket(self, i: int) -> int:
        """Step over a bracket that holds a single name or acronym: "(ROK)", "(the Fish Bank)"."""
        if self.at(i).text == "(" and self.at(i + 1).low == "the" and self.at(i + 2).kind == "name":
            return i + 4 if self.at(i + 3).text == ")" else i
        if self.at(i).text == "(" and self.at(i + 2).text == ")" and self.at(i + 1).type != "PERSON":
            return i + 3
        return i

    def core(self, i: int) -> tuple[int | None, bool]:
        """Give the token after the office itself, and whether the office is a weak one."""
        j, last, weak, comma = i, None, False, False
        while j - i < _MAX_TITLE:
            token = self.at(j)
            if token.low == "under" and self.at(j + 1).low not in _UNDER:
                break  # "Under President Verne, ports grew"
            if token.low in AND and j > i:
                following = self.at(j + 1).low
                opens = following in title_words("rank") or following in offices()
                if last == j or (opens and following not in ("executive", "general")):
                    break
                comma = False
            elif token.text == "," and j > i and last is None and self.lists_on(j):
                comma = True
            elif token.kind == "name" and (self.named_office(j) or (j == i and is_region(token.text))):
                pass
            elif token.kind != "word" or not self.is_title_word(token, j == i):
                break
            else:
                kind = self.office(i, j + 1)
                if kind and not comma:
                    last, weak = j + 1, kind == "weak"
            j += 1
        return last, weak

    def fits_phrase(self, token: Token, small: bool) -> bool:
        """Say whether a word may be part of a field ("Trade and Industry"); `small`: the office is in small letters."""
        if token.kind != "word" or not token.text[0].isalpha():
            return False
        if token.low in title_words("no-title"):
            return False
        if token.text[0].isupper():
            return token.pos not in ("PRON", "SCONJ")
        return small and token.pos in _NOUNS

    def is_honorific(self, j: int, first: int) -> bool:
        """Say whether "Professor" stands before the name: "Minister for Law Professor Ann Verne"."""
        return j > first and self.at(j).low == "professor" and self.at(j + 1).type == "PERSON"
