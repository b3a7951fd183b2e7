"""Trains the recogniser of names.

    python -m pipeline.training.mentions GOLD_DIR ... [--releases RELEASES.jsonl ...] [--spans SPANS.csv] [--out DIR]
        [--exclude PART ...]

With `--releases`, the names annotated in `models/en/mentions/annotated_names.csv` (or `--spans`) are learned too.
Releases whose id contains a PART are left out: sources that are kept for examination.

Two readings are trained: the second also sees what the first found elsewhere in the document, so its training
features come from first readings by models that have not seen that document (three folds). Writes
`first_reading.npz` and `second_reading.npz` into `--out` (default `models/en/mentions`). CPU only, no chance:
the same input gives the same weights on the same machine.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipeline.lang.lexicon import models_dir
from pipeline.rooms.mentions.crf import Tagger
from pipeline.rooms.mentions.reading import Rows, read, second_rows
from pipeline.training.crf import Sentence, Trainer, save_tagger
from pipeline.training.names import Annotated, read_all

FOLDS, FOLD_ROUNDS, ROUNDS, SECOND_ROUNDS = 3, 40, 75, 55
MINIMUM, PENALTY = 3, 1.0


def train_reading(
    documents: Sequence[Annotated], rows: Sequence[Sequence[Rows]], rounds: int, start: Tagger | None = None
) -> Tagger:
    """Fit one reading on the given features of the documents."""
    sentences = [
        Sentence(features, labels)
        for document, lines in zip(documents, rows, strict=True)
        for line, features, labels in zip(document.lines, lines, document.labels, strict=True)
        if tells(line.words, labels)
    ]
    return Trainer(sentences, minimum=MINIMUM, penalty=PENALTY, rounds=rounds).fit(start)


def tells(words: Sequence[str], labels: Sequence[str]) -> bool:
    """Say whether a line can teach anything: it has a name, or a capital that is not its first letter."""
    return any(x != "O" for x in labels) or any(w[:1].isupper() for w in words[1:])


def unseen_second_rows(documents: Sequence[Annotated], rounds: int) -> list[list[Rows]]:
    """Give the second reading's features, each document's first reading made by a model trained without it."""
    found: dict[int, list[Rows]] = {}
    for fold in range(FOLDS):
        kept = [d for i, d in enumerate(documents) if i % FOLDS != fold]
        model = train_reading(kept, [d.rows for d in kept], rounds)
        for i, document in enumerate(documents):
            if i % FOLDS == fold:
                found[i] = second_rows(document.lines, document.rows, read(model, document.rows))
    return [found[i] for i in range(len(documents))]


def train(documents: Sequence[Annotated]) -> tuple[Tagger, Tagger]:
    """Fit both readings."""
    first = train_reading(documents, [d.rows for d in documents], ROUNDS)
    second = train_reading(documents, unseen_second_rows(documents, FOLD_ROUNDS), SECOND_ROUNDS, first)
    return first, second


def main() -> None:
    """Read the arguments, train and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--spans", type=Path)
    parser.add_argument("--releases", nargs="*", type=Path, default=[])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--exclude", nargs="*", default=[], metavar="PART")
    arguments = parser.parse_args()
    out = arguments.out or models_dir() / "en" / "mentions"
    annotated = models_dir() / "en" / "mentions" / "annotated_names.csv"
    spans = arguments.spans or (annotated if arguments.releases else None)
    documents = read_all(arguments.gold, spans, arguments.releases, arguments.exclude)
    first, second = train(documents)
    save_tagger(out / "first_reading.npz", first)
    save_tagger(out / "second_reading.npz", second)


if __name__ == "__main__":
    main()
