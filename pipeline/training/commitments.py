"""Train the filter of the commitments room: `python -m pipeline.training.commitments GOLD_DIR...`.

Each GOLD_DIR holds `raw/` and `annotations/`. Earlier layers are taken from the annotation. The script prints
cross-validated precision and recall (folds by release), fits on everything, and writes
`models/en/commitments/filter.csv`.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from pipeline.lang.lexicon import models_dir
from pipeline.model.align import Ruler
from pipeline.model.records import Release
from pipeline.rooms.commitments.candidates import Candidate, find_candidates
from pipeline.rooms.commitments.context import Context
from pipeline.rooms.commitments.grammar import span_of
from pipeline.rooms.commitments.resolve_pairs import Pairs
from pipeline.rooms.commitments.resolve_voices import Voices

FOLDS = 5
RAREST = 3
STRENGTH = 0.25  # inverse regularisation, chosen by cross-validation on the training releases

Row = tuple[frozenset[str], bool, int]


def rows_of(release: Release, gold: dict[str, Any], doc: Doc, number: int) -> Iterator[Row]:
    """Yield features, label and release number of every candidate of a release."""
    assert release.clean is not None
    context = Context(release, doc)
    ruler = Ruler(release.clean)
    for candidate in find_candidates(context, Pairs(context), Voices(context)):
        yield candidate.features, is_gold(candidate, doc, ruler, gold), number


def is_gold(candidate: Candidate, doc: Doc, ruler: Ruler, gold: dict[str, Any]) -> bool:
    """Say whether one of a candidate's actions shares its head or most of its words with an annotated one."""
    own = candidate.frame.commitment_class == "OWN"
    for action in candidate.actions:
        span = span_of(doc, action.first, action.last)
        for record in gold["commitments"]:
            truth = ruler.to_clean(record["action"]["start"], record["action"]["end"])
            if truth is None or (record["class"] == "OWN") != own:
                continue
            shared = min(span.end, truth.end) - max(span.start, truth.start)
            head = ruler.to_clean(record["action_head"]["start"], record["action_head"]["end"])
            same_head = head is not None and head.start <= action.head.idx < head.end
            if same_head or 2 * shared >= max(span.end - span.start, truth.end - truth.start):
                return True
    return False


def kept_features(rows: Iterable[Row]) -> list[str]:
    """Give the features frequent enough to learn from, sorted."""
    counts = Counter(name for features, _label, _number in rows for name in features)
    return sorted(name for name, n in counts.items() if n >= RAREST)


def fit(rows: list[Row], names: list[str]) -> dict[str, float]:
    """Fit the logistic model and give its weights, "(bias)" included."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=STRENGTH, max_iter=2000, solver="liblinear", random_state=0)
    model.fit([[float(n in features) for n in names] for features, _, _ in rows], [label for _, label, _ in rows])
    weights = {name: float(w) for name, w in zip(names, model.coef_[0], strict=True)}
    return {"(bias)": float(model.intercept_[0]), **weights}


def score(features: frozenset[str], weights: dict[str, float]) -> float:
    """Give the log-odds of one candidate."""
    return weights["(bias)"] + sum(weights.get(name, 0.0) for name in features)


def cross_validate(rows: list[Row]) -> list[tuple[float, bool]]:
    """Give the held-out log-odds and label of every row; folds are by release."""
    found = []
    for fold in range(FOLDS):
        train = [r for r in rows if r[2] % FOLDS != fold]
        weights = fit(train, kept_features(train))
        found += [(score(f, weights), label) for f, label, n in rows if n % FOLDS == fold]
    return found


def main(folders: list[Path]) -> None:
    """Train on the folders and write the weights."""
    from pipeline.rooms.parse import load_parser, parse
    from tests.support.gold import gold_release, read_gold

    nlp = load_parser()
    rows: list[Row] = []
    for number, (source, gold) in enumerate(pair for folder in folders for pair in read_gold(folder)):
        release = gold_release(source, gold)
        assert release.clean is not None
        assert release.sentences is not None
        rows += rows_of(release, gold, parse(nlp, release.clean, release.sentences), number)
    report(cross_validate(rows))
    write(fit(rows, kept_features(rows)))


def report(held_out: list[tuple[float, bool]]) -> None:
    """Print held-out precision and recall at a few thresholds."""
    positive = sum(label for _, label in held_out)
    for threshold in (-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 1.0):
        taken = [label for value, label in held_out if value >= threshold]
        right = sum(taken)
        precision, recall = right / max(1, len(taken)), right / max(1, positive)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"threshold {threshold:+.2f}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({len(taken)} taken)")


def write(weights: dict[str, float]) -> None:
    """Write the weights, largest first, without those too small to matter."""
    path = models_dir() / "en" / "commitments" / "filter.csv"
    kept = [(name, w) for name, w in weights.items() if name == "(bias)" or abs(w) >= 0.02]
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["feature", "weight"])
        for name, w in sorted(kept, key=lambda x: (-abs(x[1]), x[0])):
            writer.writerow([name, f"{w:.3f}"])
    print(f"{len(kept)} weights written to {path}")


if __name__ == "__main__":
    main([Path(a) for a in sys.argv[1:]])
