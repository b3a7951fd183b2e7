"""A clean text as a parsed Doc, its sentences those of the sentences room."""

from __future__ import annotations

import bisect
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.model.records import CleanText, Sentence

_OPENS, _GOES_ON = np.uint64(1), np.int64(-1).astype(np.uint64)
# The parser holds 15 KB for each token of the text at hand: a book would not fit into memory in one piece.
_PIECE = 20_000


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
    if len(doc) <= _PIECE:
        return _annotate(nlp, doc)
    pieces = [_annotate(nlp, doc[start:end].as_doc()) for start, end in _pieces(flags)]
    return Doc.from_docs(pieces, ensure_whitespace=False) or doc


def _annotate(nlp: Language, doc: Doc) -> Doc:
    for _name, component in nlp.pipeline:
        doc = component(doc)
    return doc


def _pieces(flags: NDArray[np.uint64]) -> Iterator[tuple[int, int]]:
    """Cut a long text before the last sentence start that keeps a piece within `_PIECE` tokens, if there is one."""
    openers = [0, *np.flatnonzero(flags[:, 0] == _OPENS).tolist(), len(flags)]
    start = previous = 0
    for opener in openers:
        if opener - start > _PIECE and previous > start:
            yield start, previous
            start = previous
        previous = opener
    yield start, len(flags)
