"""Made-up releases for the page: many plain ones, and one whose every text is hostile."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

from pipeline.batch import run_batch
from pipeline.model import records as r
from tests.support.full import TEXT, full_release

MANY = 60
HOSTILE_ID = "hostile"
# What must stay text wherever it turns up. The emoji makes code points and UTF-16 units differ behind it.
ATTACKS = (
    "</script><script>window.hit=1</script>",
    "<img src=x onerror='window.hit=2'>",
    "<!--<script>",
    "]]>{{data}}{{script}}",
    "\u202egnp.exe\u202c \u2067right\u2069",
    "a\x00b\x1bc\u2028d\u2029e",
    "😀 ${window.hit=3} `x` &lt;b&gt; \\u003cscript>",
)
EVIL = " ".join(ATTACKS)
HEAD = "😀😀 <b onclick='window.hit=4'>x</b>\r\n"
HOSTILE_TEXT = f"{HEAD}{TEXT}{EVIL}\n"


def hostile_release(source: r.Source) -> r.Release:
    """Give the made-up release with hostile words in text, title, address, names, and findings."""
    shift = len(HEAD)
    base = full_release(HOSTILE_ID)
    move = lambda s: dataclasses.replace(s, start=s.start + shift, end=s.end + shift)  # noqa: E731
    event, commitment = (base.events or ())[0], (base.commitments or ())[0]
    entities = base.entities or r.Entities()
    people = tuple(dataclasses.replace(e, canonical=f"{e.canonical} {EVIL}", aliases=(EVIL,)) for e in entities.items)
    events = dataclasses.replace(
        event,
        triggers=tuple(move(t) for t in event.triggers),
        title=EVIL,
        participants=tuple(p if p.start is None else move(p) for p in event.participants),
    )
    commitments = dataclasses.replace(
        commitment,
        title=EVIL,
        cue=move(commitment.cue),
        action=move(commitment.action),
        action_head=move(commitment.action_head),
        committer=tuple(move(p) for p in commitment.committer),
        condition=None,
        targets=(),
    )
    text = source.text
    return dataclasses.replace(
        base,
        source=dataclasses.replace(
            source, metadata=r.Metadata("2024-05-02", EVIL, "javascript:window.hit=5", f"{EVIL} title")
        ),
        clean=r.CleanText(text, (r.Segment(0, len(text), 0, len(text)),)),
        sentences=tuple(
            dataclasses.replace(move(s), source_start=s.source_start + shift, source_end=s.source_end + shift)
            for s in base.sentences or ()
        ),
        zones=tuple(move(z) for z in base.zones or ()),
        mentions=tuple(move(m) for m in base.mentions or ()),
        entities=dataclasses.replace(entities, items=people),
        dates=r.Dates(tuple(move(d) for d in base.dates.items), base.dates.released) if base.dates else None,
        events=(events,),
        commitments=(commitments,),
    )


class Corridor:
    """Gives made-up layers for every source."""

    def walk(self, source: r.Source) -> r.Release:
        """Give the release."""
        if source.doc_id == HOSTILE_ID:
            return hostile_release(source)
        return dataclasses.replace(full_release(source.doc_id), source=self._dated(source))

    def _dated(self, source: r.Source) -> r.Source:
        number = int(hashlib.sha256(source.doc_id.encode()).hexdigest()[:4], 16)
        return dataclasses.replace(
            source,
            metadata=r.Metadata(f"20{10 + number % 15}-05-02", f"City {number % 7}", "https://example.org/a", ""),
        )


def make_page(folder: Path, many: int = MANY, padding: str = "") -> Path:
    """Run over made-up files and give the page."""
    (folder / "in" / "news").mkdir(parents=True)
    for number in range(many):
        (folder / "in" / "news" / f"forum {number:04}.txt").write_text(TEXT + padding)
    (folder / "in" / f"{HOSTILE_ID}.txt").write_bytes(HOSTILE_TEXT.encode())
    (folder / "in" / "void.txt").write_text("")
    run_batch([folder / "in"], folder / "out", Corridor)
    return folder / "out" / "report.html"
