"""Part of speech, morphology and lemma of words, from the stock model's own rules, looked up instead of matched.

The stock attribute ruler runs a token matcher over the text for some two hundred patterns. Nearly all of them ask for
one token's lower-case form, tag and dependency, so that what they give can be remembered by these three. The result
is the same, token by token (a test compares them).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, ORTH, POS, TAG
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

# Words that are remembered at most: more would grow with the number of releases.
_REMEMBERED = 50_000
_ATTRIBUTES = {"LOWER": LOWER, "TAG": TAG, "DEP": DEP, "IS_SPACE": IS_SPACE}
_SETTABLE = {POS, MORPH, LEMMA, TAG, DEP}

Look = tuple[int, int, int]  # lower-case form, tag, dependency, as the numbers of their strings
Test = Callable[[Look], bool]
Given = Mapping[int, int]  # attribute -> value


class UnknownPatternError(Exception):
    """The model has a rule of a kind that is not handled here."""


@dataclass(frozen=True)
class _Rule:
    """What the token at `index` of one or two tokens is given; later rules (by `order`) have the last word."""

    order: int
    tests: tuple[Test, ...]
    index: int
    given: Given


@dataclass(frozen=True)
class _Seen:
    """What the rules say of a token with these looks."""

    singles: tuple[_Rule, ...]
    given: Given
    opens: frozenset[int]  # places, in the list of pairs, of the rules whose first test it passes
    closes: frozenset[int]


class Words:
    """A component in place of the attribute ruler and the lemmatizer that come after the parser."""

    def __init__(self, vocab: Vocab, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        if lemmatizer.overwrite or lemmatizer.mode != "rule":
            raise UnknownPatternError("the lemmatizer looks at more than word, part of speech and morphology")
        rules = list(_compile(vocab, ruler))
        self._vocab = vocab
        self._lemmatizer = lemmatizer
        self._singles = [rule for rule in rules if len(rule.tests) == 1]
        self._pairs = [rule for rule in rules if len(rule.tests) == 2]
        self._seen: dict[Look, _Seen] = {}
        self._lemmas: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of every token."""
        looks = list(map(tuple, doc.to_array([LOWER, TAG, DEP]).tolist()))
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
        if len(self._lemmas) > _REMEMBERED:
            self._lemmas.clear()
        seen = [self._seen.get(look) or self._look(look) for look in looks]
        given = [one.given for one in seen]
        for i in range(len(seen) - 1):
            if seen[i].opens and not seen[i].opens.isdisjoint(seen[i + 1].closes):
                self._join(seen, given, i)
        self._set(doc, given)
        return doc

    def _look(self, look: Look) -> _Seen:
        singles = tuple(rule for rule in self._singles if rule.tests[0](look))
        opens = frozenset(n for n, rule in enumerate(self._pairs) if rule.tests[0](look))
        closes = frozenset(n for n, rule in enumerate(self._pairs) if rule.tests[1](look))
        self._seen[look] = found = _Seen(singles, _merged(singles), opens, closes)
        return found

    def _join(self, seen: Sequence[_Seen], given: list[Given], first: int) -> None:
        """Apply the rules about two tokens to the token at `first` and the next."""
        for at in (first, first + 1):
            rules = list(seen[at].singles)
            for left in (at - 1, at):
                if 0 <= left < len(seen) - 1:
                    both = seen[left].opens & seen[left + 1].closes
                    rules += (self._pairs[n] for n in both if left + self._pairs[n].index == at)
            given[at] = _merged(sorted(rules, key=lambda rule: rule.order))

    def _set(self, doc: Doc, given: Sequence[Given]) -> None:
        table = doc.to_array([POS, MORPH])
        table[:, 0] = [one.get(POS, was) for one, was in zip(given, table[:, 0].tolist(), strict=True)]
        table[:, 1] = [one.get(MORPH, was) for one, was in zip(given, table[:, 1].tolist(), strict=True)]
        doc.from_array([POS, MORPH], table)  # type: ignore[arg-type]
        for i, one in enumerate(given):
            if TAG in one:
                doc[i].tag = one[TAG]
            if DEP in one:
                doc[i].dep = one[DEP]
        orths = doc.to_array([ORTH]).tolist()
        keys = zip(orths, table.tolist(), strict=True)
        lemmas = np.array(
            [
                one.get(LEMMA) or self._lemmas.get((orth, pos, morph)) or self._lemma(doc, i, (orth, pos, morph))
                for i, ((orth, (pos, morph)), one) in enumerate(zip(keys, given, strict=True))
            ],
            dtype=np.uint64,
        )
        doc.from_array([LEMMA], lemmas)  # type: ignore[arg-type]

    def _lemma(self, doc: Doc, i: int, key: tuple[int, int, int]) -> int:
        lemma = self._lemmatizer.lemmatize(doc[i])[0]
        self._lemmas[key] = found = self._vocab.strings.add(lemma)
        return found


def _merged(rules: Sequence[_Rule]) -> Given:
    given: dict[int, int] = {}
    for rule in rules:
        given.update(rule.given)
    return given


def _compile(vocab: Vocab, ruler: AttributeRuler) -> list[_Rule]:
    rules = []
    entries: Any = ruler.patterns  # lists of dictionaries, more loosely typed in spaCy
    for order, entry in enumerate(entries):
        for pattern in entry["patterns"]:
            given = dict(ruler.attrs[order])
            index = entry["index"]
            if len(pattern) > 2 or not 0 <= index < len(pattern) or not given.keys() <= _SETTABLE:
                raise UnknownPatternError(str(entry))
            rules.append(_Rule(order, tuple(_test(vocab, token) for token in pattern), index, given))
    return rules


def _test(vocab: Vocab, wanted: Mapping[str, Any]) -> Test:
    tests = [_attribute_test(vocab, _ATTRIBUTES.get(name), value) for name, value in wanted.items()]
    return lambda look: all(test(look) for test in tests)


def _attribute_test(vocab: Vocab, attribute: int | None, wanted: Any) -> Test:
    strings = vocab.strings
    if attribute == IS_SPACE and isinstance(wanted, bool):
        return lambda look: strings[look[0]].isspace() is wanted
    if attribute not in (LOWER, TAG, DEP):
        raise UnknownPatternError(str(wanted))
    at = (LOWER, TAG, DEP).index(attribute)
    if isinstance(wanted, str):
        number = strings.add(wanted)
        return lambda look: look[at] == number
    if isinstance(wanted, dict) and len(wanted) == 1:
        ((how, what),) = wanted.items()
        if how in ("IN", "NOT_IN"):
            numbers = frozenset(strings.add(word) for word in what)
            return lambda look: (look[at] in numbers) is (how == "IN")
        if how == "REGEX":
            search = re.compile(what).search
            return lambda look: search(strings[look[at]]) is not None
    raise UnknownPatternError(str(wanted))
