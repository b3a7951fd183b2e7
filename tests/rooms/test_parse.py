"""The parse: sentences as given, and long texts in pieces that change nothing an analyst would see."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.corridor import Corridor
from pipeline.model.records import CleanText, Segment, Sentence
from pipeline.rooms.parse import text as room

TEXT = "The mayor of the city opened the new hall.\nIt will house a school, a library and two clinics.\n"


def _parsed(corridor: Corridor, times: int) -> Any:
    text = TEXT * times
    sentences, start = [], 0
    for line in text.splitlines():
        sentences.append(Sentence(f"S{len(sentences) + 1}", start, start + len(line), start, start + len(line)))
        start += len(line) + 1
    clean = CleanText(text, (Segment(0, len(text), 0, len(text)),))
    doc = room.parse(corridor.nlp, clean, tuple(sentences))
    assert doc.text == text
    assert [s.start_char for s in doc.sents] == [s.start for s in sentences]
    return doc


def test_a_long_text_is_parsed_in_pieces(corridor: Corridor, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [(t.idx, t.head.i, t.dep_, t.tag_, t.lemma_) for t in _parsed(corridor, 60)]
    monkeypatch.setattr(room, "_PIECE", 700)
    cut = [(t.idx, t.head.i, t.dep_, t.tag_, t.lemma_) for t in _parsed(corridor, 60)]
    assert cut == whole
    monkeypatch.setattr(room, "_PIECE", 1)  # no sentence fits: a piece is then one sentence
    assert len(_parsed(corridor, 3)) == len(whole) // 20
