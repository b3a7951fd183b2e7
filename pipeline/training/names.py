"""Texts with annotated names for training: gold folders, and stand-off spans over unlabelled releases."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.model.align import Ruler
from pipeline.model.records import Release, Source, Zone
from pipeline.rooms.clean import CleanRoom
from pipeline.rooms.mentions.features import Line, Ranges
from pipeline.rooms.mentions.reading import line_rows
from pipeline.rooms.mentions.recogniser import NAMELESS_ZONES, named_lines
from pipeline.rooms.parse import load_parser, parse
from pipeline.rooms.sentences import SentencesRoom
from pipeline.rooms.zones import ZonesRoom
from pipeline.training.texts import digested_texts

Spans = list[tuple[int, int, str]]
# A release, its names and its zones, None where the zones are not annotated; in source offsets.
Item = tuple[Source, Spans, list[tuple[str, int, int]] | None]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A release with its names in clean-text offsets, cut into lines with the first reading's features."""

    doc_id: str
    lines: list[Line]
    rows: list[list[list[str]]]
    labels: list[list[str]]
    names: Spans
    zones: tuple[Zone, ...]
    doc: Doc


def labels_of(line: Line, names: Spans) -> list[str]:
    """Give the B I L U O labels of a line; a name whose edges cut a token is left out."""
    first = {t.idx: i for i, t in enumerate(line.tokens)}
    last = {t.idx + len(t): i for i, t in enumerate(line.tokens)}
    labels = ["O"] * len(line.tokens)
    for start, end, kind in names:
        if start not in first or end not in last or first[start] > last[end]:
            continue
        a, b = first[start], last[end]
        labels[a : b + 1] = [f"I-{kind}"] * (b + 1 - a)
        labels[a], labels[b] = f"B-{kind}", f"L-{kind}"
        if a == b:
            labels[a] = f"U-{kind}"
    return labels


def gold_folder(folder: Path) -> Iterator[Item]:
    """Yield (source, names, zones) of a folder with `raw/` and `annotations/`, in source offsets."""
    for path in sorted((folder / "annotations").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (folder / "raw" / f"{path.stem}.txt").open(encoding="utf-8", newline="").read()
        names = [(m["start"], m["end"], m["type"]) for m in gold["mentions"]]
        yield Source(path.stem, path.name, text, ""), names, [(z["type"], z["start"], z["end"]) for z in gold["zones"]]


def standoff(spans: Path, releases: Sequence[Path]) -> Iterator[Item]:
    """Yield the releases named in a table `release,sha256,start,end,type` of spans; texts come from JSONL files.

    A release without names has one row with empty start, end and type. Raises ValueError when a text is missing or
    changed.
    """
    wanted: dict[str, list[dict[str, str]]] = defaultdict(list)
    with spans.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            wanted[row["release"]].append(row)
    if not releases:
        return
    for release, digest in digested_texts({name: rows[0]["sha256"] for name, rows in wanted.items()}, releases):
        names = [(int(r["start"]), int(r["end"]), r["type"]) for r in wanted[release["id"]] if r["start"]]
        yield Source(release["id"], release["id"], release["text"], digest), names, None


def prepare(nlp: Language, source: Source, names: Spans, zones: list[tuple[str, int, int]] | None) -> Annotated:
    """Clean, cut, zone and parse one release; zones are found by rule when none are given."""
    empty = Doc(nlp.vocab)
    release = Release(source=source)
    release = replace(release, clean=CleanRoom()(release, empty))
    release = replace(release, sentences=SentencesRoom()(release, empty))
    assert release.clean is not None
    assert release.sentences is not None
    ruler = Ruler(release.clean)
    if zones is None:
        found = ZonesRoom()(release, empty)
    else:
        found = tuple(
            Zone(kind, span.start, span.end, "gold") for kind, a, b in zones if (span := ruler.to_clean(a, b))
        )
    doc = parse(nlp, release.clean, release.sentences)
    lines = named_lines(doc, found)
    barred = Ranges((z.start, z.end) for z in found if z.type in NAMELESS_ZONES)
    spans = [(s.start, s.end, kind) for a, b, kind in names if (s := ruler.to_clean(a, b)) and s.start not in barred]
    labels = [labels_of(line, spans) for line in lines]
    return Annotated(source.doc_id, lines, line_rows(lines), labels, spans, found, doc)


def read_all(
    gold: Sequence[Path], spans: Path | None, releases: Sequence[Path], exclude: Sequence[str] = ()
) -> list[Annotated]:
    """Prepare every release of the gold folders and of the stand-off table, but those whose id has an excluded part."""
    nlp = load_parser()
    items = [item for folder in gold for item in gold_folder(folder)]
    if spans is not None:
        items += standoff(spans, releases)
    return [prepare(nlp, *item) for item in items if not any(part in item[0].doc_id for part in exclude)]
