"""Train the filter of the commitments room.

    python -m pipeline.training.commitments GOLD_DIR... [--releases RELEASES.jsonl...] [--annotated ANNOTATED.jsonl]

Each GOLD_DIR holds `raw/` and `annotations/`. RELEASES.jsonl (one object a line: id, text, published, issuer)
holds the releases whose frames were judged one by one in `models/en/commitments/judged.csv` (release, offsets of
cue and head in the source text, yes or no), and those of ANNOTATED.jsonl (`pipeline.training.standoff`): the
sentences themselves are not kept. Earlier layers come from the
corridor, as at run time. The script prints held-out precision and recall (folds by release), fits on everything,
and writes `models/en/commitments/filter.csv`. It needs scikit-learn.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from pipeline.corridor import open_corridor
from pipeline.lang.lexicon import models_dir, read_table
from pipeline.model.align import Ruler
from pipeline.model.records import Metadata, Release, Source
from pipeline.rooms.commitments.candidates import Candidate, find_candidates
from pipeline.rooms.commitments.context import Context
from pipeline.rooms.commitments.grammar import span_of
from pipeline.rooms.commitments.judge import rules
from pipeline.rooms.commitments.resolve_pairs import Pairs
from pipeline.rooms.commitments.resolve_voices import Voices
from pipeline.training.standoff import annotated_sources, walk_to

FOLDS = 5
RAREST = 3
STRENGTH = 0.25  # inverse regularisation, chosen by cross-validation on the training releases

Row = tuple[frozenset[str], bool, int]


def candidates_of(release: Release, doc: Doc) -> list[Candidate]:
    """Give the candidates of a release whose earlier layers are filled."""
    context = Context(release, doc)
    return find_candidates(context, Pairs(context), Voices(context))


def gold_rows(release: Release, gold: dict[str, Any], doc: Doc, number: int) -> Iterator[Row]:
    """Yield features, label and release number of every candidate of an annotated release."""
    assert release.clean is not None
    ruler = Ruler(release.clean)
    for candidate in candidates_of(release, doc):
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


def judged_rows(release: Release, doc: Doc, verdicts: dict[tuple[int, int], bool], number: int) -> Iterator[Row]:
    """Yield features, label and release number of the candidates judged one by one."""
    assert release.clean is not None
    ruler = Ruler(release.clean)
    for candidate in candidates_of(release, doc):
        cue, head = candidate.frame.cue.idx, candidate.frame.head.idx
        where = (ruler.to_source(cue, cue + 1)[0], ruler.to_source(head, head + 1)[0])
        if where in verdicts:
            yield candidate.features, verdicts[where], number


def verdicts() -> dict[str, dict[tuple[int, int], bool]]:
    """Give the frames judged one by one: release -> (cue, head) -> verdict."""
    found: dict[str, dict[tuple[int, int], bool]] = {}
    for row in read_table("commitments/judged"):
        found.setdefault(row["release"], {})[int(row["cue"]), int(row["head"])] = row["verdict"] == "yes"
    return found


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
    """Give the log-odds of one candidate, the hand-set rules included."""
    learnt = weights["(bias)"] + sum(weights.get(name, 0.0) for name in sorted(features))
    return learnt + sum(weight for needed, weight in rules() if needed <= features)


def cross_validate(rows: list[Row]) -> list[tuple[float, bool]]:
    """Give the held-out log-odds and label of every row; folds are by release."""
    found = []
    for fold in range(FOLDS):
        train = [r for r in rows if r[2] % FOLDS != fold]
        weights = fit(train, kept_features(train))
        found += [(score(f, weights), label) for f, label, n in rows if n % FOLDS == fold]
    return found


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


def read_rows(folders: list[Path], releases: list[Path], annotated: Path | None) -> list[Row]:
    """Walk all training releases and give their rows."""
    from pipeline.training.gold import read_gold

    corridor = open_corridor()
    rows: list[Row] = []
    for number, (source, gold) in enumerate(pair for folder in folders for pair in read_gold(folder)):
        release, doc = walk_to(corridor, source, "events")
        rows += gold_rows(release, gold, doc, number)
    judged = verdicts() if releases else {}
    if annotated is not None:
        # whole annotation says more than verdicts on single frames, and must not stand against them
        for row in map(json.loads, annotated.open(encoding="utf-8")):
            judged.pop(row["release"], None)
    # not splitlines(): a text may hold U+2028, which is no end of a JSON line
    lines = [line for file in releases for line in file.read_text(encoding="utf-8").split("\n")]
    for number, record in enumerate(json.loads(line) for line in lines if line):
        if record["id"] in judged:
            known = Metadata(published=record.get("published") or "", issuer=record.get("issuer") or "")
            source = Source(record["id"], record["id"] + ".txt", record["text"], "", metadata=known)
            release, doc = walk_to(corridor, source, "events")
            rows += judged_rows(release, doc, judged[record["id"]], number)
    if annotated is not None and releases:
        for number, (source, row) in enumerate(annotated_sources(annotated, releases)):
            release, doc = walk_to(corridor, source, "events")
            rows += gold_rows(release, as_gold(row), doc, number)
    return rows


def as_gold(row: dict[str, Any]) -> dict[str, Any]:
    """Give a stand-off annotation in the shape of a gold file, as far as this script reads it."""

    def part(pair: list[int]) -> dict[str, int]:
        return {"start": pair[0], "end": pair[1]}

    records = [
        {"class": c["class"], "action": part(c["action"]), "action_head": part(c["head"])} for c in row["commitments"]
    ]
    return {"commitments": records}


def main() -> None:
    """Train on the folders given and write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--releases", type=Path, nargs="+", default=[])
    parser.add_argument("--annotated", type=Path, help="stand-off annotation of some of the releases")
    options = parser.parse_args()
    rows = read_rows(options.gold, options.releases, options.annotated)
    print(f"{len(rows)} candidates, {sum(label for _, label, _ in rows)} of them commitments")
    report(cross_validate(rows))
    write(fit(rows, kept_features(rows)))


if __name__ == "__main__":
    main()
