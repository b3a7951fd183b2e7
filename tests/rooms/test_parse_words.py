"""What is quicker than in the stock model gives the same, token by token."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.corridor import Corridor
from pipeline.model.records import Source
from pipeline.rooms.parse import STOCK_MODEL, words
from pipeline.rooms.parse.words import UnknownPatternError, Words

# Forms for which the model has rules of their own, also about two words.
SPEECH = """\
Let's go, y'all; lets  go.\n\n\tThere's nothin' he ain't done, c'mon! They'd have gone; she'd got it, but it's hers.
It was seen by it. That is the one that they'd like to have had. Do they? She does. 'Nuff said. There were two.
\u00a0 I'm goin' to be there so that you'll know whether he'll come. He, who was but one, gave it to them, upon arrival.
"""


@pytest.fixture(scope="module")
def stock() -> Language:
    return spacy.load(STOCK_MODEL, exclude=["ner", "senter"])


def _tokens(nlp: Language, doc: Doc) -> list[tuple[Any, ...]]:
    for _name, component in nlp.pipeline:
        doc = component(doc)
    return [(t.text, t.tag_, t.dep_, t.head.i, t.pos_, str(t.morph), t.lemma_) for t in doc]


def test_words_are_as_the_stock_model_has_them(
    corridor: Corridor, stock: Language, raw_sources: dict[str, Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert corridor.nlp.pipe_names == ["tok2vec", "tagger", "parser", "dateline_words"]
    monkeypatch.setattr(words, "_REMEMBERED", 300)  # so that what is remembered is forgotten on the way
    for text in (SPEECH, *(source.text for source in raw_sources.values())):
        assert _tokens(corridor.nlp, corridor.nlp.make_doc(text)) == _tokens(stock, stock.make_doc(text))


def test_an_empty_text(corridor: Corridor) -> None:
    assert _tokens(corridor.nlp, corridor.nlp.make_doc("")) == []


@pytest.mark.parametrize(
    "pattern",
    [
        [{"SHAPE": "dd"}],
        [{"LOWER": {"FUZZY": "set"}}],
        [{"LOWER": "a", "OP": "+"}],
        [{"LOWER": "a"}, {"LOWER": "b"}, {"LOWER": "c"}],
        [{"IS_SPACE": "yes"}],
        [{"LOWER": {"IN": ["a"], "NOT_IN": ["b"]}}],
    ],
)
def test_rules_of_another_kind_are_refused(stock: Language, pattern: list[dict[str, Any]]) -> None:
    ruler, lemmatizer = spacy.blank("en").add_pipe("attribute_ruler"), stock.get_pipe("lemmatizer")
    ruler.add([pattern], {"POS": "NOUN"})  # type: ignore[attr-defined]
    with pytest.raises(UnknownPatternError):
        Words(stock.vocab, ruler, lemmatizer)  # type: ignore[arg-type]
