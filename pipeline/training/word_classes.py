"""Word classes from unlabelled releases: words that keep the same company get the same class.

    python -m pipeline.training.word_classes OUT.csv RELEASES.jsonl[.gz] ... [--exclude PART ...]

Each input line is a JSON object with an `id` and a `text`. Releases whose id contains a PART are not read: sources that
are kept for examination stay out of every table. Counts neighbours within two words, weighs them by positive
pointwise mutual information, reduces them with a seeded singular value decomposition and groups the words by
k-means at two grains. Writes `word,fine,coarse` sorted by word. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.cluster import MiniBatchKMeans
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

SEED = 7
WORDS = 30_000
CONTEXTS = 6_000
WINDOW = 2
_ADDRESS = re.compile(r"\.(?:com|org|gov|net|io|pdf|edu|uk|sg|au)\b")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*|\d+|[^\w\s]")


def texts_of(paths: Sequence[Path], exclude: Sequence[str] = ()) -> Iterator[str]:
    """Yield the text of every line of JSONL files, gzipped or not, but of ids that contain an excluded part."""
    for path in paths:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as handle:
            for line in handle:
                release = json.loads(line)
                if not any(part in str(release.get("id", "")) for part in exclude):
                    yield str(release["text"])


def tokens_of(text: str) -> list[str]:
    """Split a text; numbers become `0` times their length so that years and counts fall together."""
    return ["0" * min(len(t), 5) if t.isdigit() else t for t in _TOKEN.findall(text)]


def is_word(token: str) -> bool:
    """Say whether a token is a word rather than a piece of an address or of encoded data."""
    return len(token) <= 24 and token.count("-") <= 3 and not _ADDRESS.search(token.lower())


def count_pairs(paths: Sequence[Path], exclude: Sequence[str] = ()) -> tuple[list[str], sparse.csr_matrix]:
    """Give the most frequent words and the matrix of their (left, right) neighbour counts."""
    frequency: Counter[str] = Counter()
    for text in texts_of(paths, exclude):
        frequency.update(tokens_of(text))
    often = sorted((pair for pair in frequency.items() if pair[1] >= 5), key=lambda x: (-x[1], x[0]))
    ranked = [w for w, _ in often if is_word(w)][:WORDS]
    row = {w: i for i, w in enumerate(ranked)}
    column = {w: i for i, w in enumerate(ranked[:CONTEXTS])}
    total = sparse.csr_matrix((len(ranked), 2 * WINDOW * CONTEXTS), dtype=np.float32)
    chunk: list[str] = []

    def flush() -> None:
        nonlocal total
        rows = np.array([row.get(w, -1) for w in chunk])
        columns = np.array([column.get(w, -1) for w in chunk])
        for place, shift in enumerate(s for s in range(-WINDOW, WINDOW + 1) if s):
            a = rows[max(0, -shift) : len(rows) - max(0, shift)]
            b = columns[max(0, shift) : len(columns) - max(0, -shift)]
            kept = (a >= 0) & (b >= 0)
            ones = np.ones(int(kept.sum()), dtype=np.float32)
            total = total + sparse.csr_matrix((ones, (a[kept], b[kept] + place * CONTEXTS)), shape=total.shape)
        chunk.clear()

    for text in texts_of(paths, exclude):
        chunk.extend(tokens_of(text))
        if len(chunk) > 2_000_000:
            flush()
    flush()
    return ranked, total


def vectors_of(counts: sparse.csr_matrix, size: int = 100) -> np.ndarray:
    """Give one unit vector a word from positive pointwise mutual information."""
    entries = counts.tocoo()
    by_row = np.asarray(counts.sum(axis=1)).ravel() + 1e-9
    by_column = np.asarray(counts.sum(axis=0)).ravel() + 1e-9
    smooth = by_column**0.75
    smooth *= by_column.sum() / smooth.sum()
    information = np.log(entries.data * by_row.sum() / (by_row[entries.row] * smooth[entries.col]))
    weighed = sparse.csr_matrix((np.maximum(information, 0), (entries.row, entries.col)), shape=counts.shape)
    left, strength, _ = randomized_svd(weighed.astype(np.float32), size, random_state=SEED, n_iter=3)
    return np.asarray(normalize(left * np.sqrt(strength)))


def main() -> None:
    """Run the whole chain; see the module's head for the arguments."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("releases", nargs="+", type=Path)
    parser.add_argument("--exclude", nargs="*", default=[], metavar="PART")
    arguments = parser.parse_args()
    words, counts = count_pairs(arguments.releases, arguments.exclude)
    vectors = vectors_of(counts)
    grains = [MiniBatchKMeans(k, random_state=SEED, batch_size=4096, n_init=3).fit_predict(vectors) for k in (600, 120)]
    with arguments.out.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["word", "fine", "coarse"])
        writer.writerows(sorted(zip(words, grains[0], grains[1], strict=True)))


if __name__ == "__main__":
    main()
