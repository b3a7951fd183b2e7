"""The field that the mentions room reads with: fitted on toy sentences, written, read back."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("scipy")

from pipeline.rooms.mentions.crf import load_tagger
from pipeline.training.crf import Sentence, Trainer, allowed_moves, save_tagger

TOY = [
    (["the", "Lorvan", "Trust", "met"], ["O", "B-ORG", "L-ORG", "O"]),
    (["in", "Vingard", "today"], ["O", "U-PLACE", "O"]),
    (["the", "Lorvan", "Water", "Trust"], ["O", "B-ORG", "I-ORG", "L-ORG"]),
    (["met"], ["O"]),
]


def sentences() -> list[Sentence]:
    return [Sentence([[f"w={w.lower()}", f"cap={w[0].isupper()}", "bias"] for w in ws], ls) for ws, ls in TOY]


def test_a_fitted_field_reads_what_it_learned_and_survives_writing(tmp_path: Path) -> None:
    fitted = Trainer(sentences(), minimum=1, penalty=0.05).fit()
    save_tagger(tmp_path / "toy.npz", fitted)
    stored = load_tagger(tmp_path / "toy.npz")
    for tagger in (fitted, stored):
        found = tagger.decode([tagger.emissions(s.features) for s in sentences()])
        assert [labels for labels, _ in found] == [labels for _, labels in TOY]
        assert all(0 < p <= 1.0001 for _, beliefs in found for p in beliefs)


def test_fitting_twice_gives_the_same_weights() -> None:
    first, second = (Trainer(sentences(), minimum=1).fit() for _ in range(2))
    assert first.weights.tobytes() == second.weights.tobytes()
    assert first.moves.tobytes() == second.moves.tobytes()


def test_no_label_follows_one_it_cannot_follow() -> None:
    labels = ["B-ORG", "I-ORG", "L-ORG", "L-PLACE", "O", "U-PLACE"]
    moves, first, last = allowed_moves(labels)
    allowed = {(a, b) for i, a in enumerate(labels) for j, b in enumerate(labels) if moves[i, j] == 0}
    assert ("B-ORG", "L-ORG") in allowed
    assert ("O", "U-PLACE") in allowed
    assert not {("B-ORG", "O"), ("B-ORG", "L-PLACE"), ("O", "I-ORG"), ("L-ORG", "L-ORG")} & allowed
    assert [x for x, score in zip(labels, first, strict=True) if score == 0] == ["B-ORG", "O", "U-PLACE"]
    assert [x for x, score in zip(labels, last, strict=True) if score == 0] == ["L-ORG", "L-PLACE", "O", "U-PLACE"]


def test_an_empty_document_has_no_readings() -> None:
    fitted = Trainer(sentences(), minimum=1).fit()
    assert fitted.decode([]) == []
    assert fitted.emissions([]).shape == (0, len(fitted.labels))
