"""Measures the mentions room beside the recogniser of spaCy's stock small English model: words per second.

    python benchmarks/names.py                       the releases of raw/
    python benchmarks/names.py FOLDER [--repeats 5]  every .txt and .md file below a folder

Both read the same parsed texts in the same process, in turn, on one core; parsing, cleaning and zones are not
measured. The figure is the median of the repeats, and of their ratio.
"""

from __future__ import annotations

import argparse
import dataclasses
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import spacy  # noqa: E402
from spacy.tokens import Doc  # noqa: E402

from pipeline.model.records import Release, Source  # noqa: E402
from pipeline.rooms.clean import CleanRoom  # noqa: E402
from pipeline.rooms.mentions import MentionsRoom  # noqa: E402
from pipeline.rooms.parse import STOCK_MODEL, load_parser, parse  # noqa: E402
from pipeline.rooms.sentences import SentencesRoom  # noqa: E402
from pipeline.rooms.zones import ZonesRoom  # noqa: E402


def prepare(place: Path) -> list[tuple[Release, Doc]]:
    """Clean, cut, zone and parse every text below a folder."""
    nlp = load_parser()
    prepared = []
    for path in sorted(p for p in place.rglob("*") if p.suffix in (".txt", ".md")):
        text = path.read_text("utf-8", errors="replace")
        release = Release(source=Source(path.stem, path.name, text, ""))
        for room in (CleanRoom(), SentencesRoom(), ZonesRoom()):
            release = dataclasses.replace(release, **{room.fills: room(release, Doc(nlp.vocab))})
        assert release.clean is not None
        assert release.sentences is not None
        prepared.append((release, parse(nlp, release.clean, release.sentences)))
    return prepared


def main() -> None:
    """Read the arguments, measure and print."""
    parser = argparse.ArgumentParser(description="Names: words per second beside spaCy's stock recogniser.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "raw")
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    prepared = prepare(arguments.folder)
    words = sum(len(release.source.text.split()) for release, _ in prepared)
    stock, room = spacy.load(STOCK_MODEL).get_pipe("ner"), MentionsRoom()
    room(*prepared[0])  # the models are read at the first call
    times: list[tuple[float, float]] = []
    for _ in range(arguments.repeats):
        start = time.process_time()
        for _release, doc in prepared:
            stock(doc.copy())
        middle = time.process_time()
        for release, doc in prepared:
            room(release, doc)
        times.append((middle - start, time.process_time() - middle))
    for name, seconds in (("stock ner", [a for a, _ in times]), ("mentions room", [b for _, b in times])):
        print(f"{name:14} {words / statistics.median(seconds):8,.0f} words/s")
    print(f"mentions room / stock ner, time: {statistics.median(b / a for a, b in times):.2f}")


if __name__ == "__main__":
    main()
