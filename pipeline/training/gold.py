"""Gold annotations as releases with layers: for training, and for measuring a room on true earlier layers."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.model import records as r
from pipeline.model.align import Ruler
from pipeline.rooms.clean.room import clean_text
from pipeline.rooms.sentences import SentencesRoom


def read_sources(folder: Path) -> list[r.Source]:
    """Read `folder/raw/*.txt` with its metadata.csv, in name order."""
    raw = folder / "raw"
    metadata: dict[str, dict[str, str]] = {}
    if (raw / "metadata.csv").exists():
        with (raw / "metadata.csv").open(encoding="utf-8-sig", newline="") as handle:
            metadata = {row["file"]: row for row in csv.DictReader(handle)}
    found = []
    for path in sorted(raw.glob("*.txt")):
        text = path.open(encoding="utf-8", newline="").read()
        row = metadata.get(path.name, {})
        known = r.Metadata(published=row.get("published") or "", issuer=row.get("issuer") or "")
        digest = hashlib.sha256(text.encode()).hexdigest()
        found.append(r.Source(path.stem, path.name, text, digest, metadata=known))
    return found


def gold_release(source: r.Source, gold: dict[str, Any]) -> r.Release:
    """Give the release with clean, sentences by rule and every later layer from the annotation."""
    clean = clean_text(source.text, source.body_start)
    ruler = Ruler(clean)
    base = r.Release(source=source, clean=clean)
    sentences = SentencesRoom()(base, Doc(Vocab()))

    def span(x: Any) -> r.Span | None:
        return None if x is None or x.get("start") is None else ruler.to_clean(x["start"], x["end"])

    def must(x: Any) -> r.Span:
        found = span(x)
        assert found is not None, x
        return found

    def edges(x: Any) -> tuple[int | None, int | None]:
        found = span(x)
        return (found.start, found.end) if found else (None, None)

    zones = tuple(r.Zone(z["type"], s.start, s.end, "gold") for z in gold["zones"] if (s := span(z)))
    mentions = tuple(
        r.Mention(m["id"], m["type"], s.start, s.end, "gold")
        for m in sorted(gold["mentions"], key=lambda m: (m["start"], m["end"]))
        if (s := span(m))
    )
    by_entity: dict[str, list[str]] = {}
    for m in gold["mentions"]:
        by_entity.setdefault(m["entity"], []).append(m["id"])
    items = tuple(
        r.Entity(
            e["id"],
            e["type"],
            e["canonical"],
            tuple(by_entity.get(e["id"], ())),
            "gold",
            e.get("subtype"),
            e.get("acronym"),
            tuple(e.get("aliases") or ()),
            e.get("part_of"),
            e.get("country"),
            tuple(r.Role(x["title"], x.get("of"), bool(x.get("former"))) for x in e.get("roles") or ()),
        )
        for e in gold["entities"]
    )
    dates = tuple(
        r.Date(
            d["id"],
            s.start,
            s.end,
            d["kind"],
            d["value"],
            d["from"],
            d["to"],
            d["precision"],
            d["mod"],
            d["basis"],
            "gold",
        )
        for d in sorted(gold["dates"], key=lambda d: (d["start"], d["end"]))
        if (s := span(d))
    )
    rd = gold["release_date"]
    released = r.ReleaseDate(rd["value"], rd["basis"], rd.get("mention"), rd.get("not_before"), rd.get("not_after"))
    events = tuple(
        r.Event(
            e["id"],
            e["type"],
            tuple(must(t) for t in e["mentions"]),
            e["sentence"],
            r.EventDate(
                e["date"]["value"],
                e["date"]["from"],
                e["date"]["to"],
                e["date"]["precision"],
                e["date"]["basis"],
                e["date"].get("mention"),
            ),
            e["status"],
            "gold",
            e.get("label") or "",
            tuple(e["places"]),
            tuple(r.Participant(p["entity"], p["role"], *edges(p)) for p in e["participants"]),
            e.get("name"),
            e.get("document"),
            e.get("part_of"),
        )
        for e in gold["events"]
    )
    return r.Release(
        source,
        clean,
        sentences,
        zones,
        mentions,
        r.Entities(items, gold["issuer"]),
        r.Dates(dates, released),
        events,
        None,
    )


def read_gold(folder: Path) -> list[tuple[r.Source, dict[str, Any]]]:
    """Pair every source of `folder` with its annotation."""
    pairs = []
    for source in read_sources(folder):
        path = folder / "annotations" / f"{source.doc_id}.json"
        pairs.append((source, json.loads(path.read_text(encoding="utf-8"))))
    return pairs
