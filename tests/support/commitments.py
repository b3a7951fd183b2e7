"""Releases made up on the spot, so that the commitments room can be tested on single sentences."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.corridor import Corridor
from pipeline.model import records as r
from pipeline.rooms.clean.room import clean_text
from pipeline.rooms.commitments.context import Context
from pipeline.rooms.parse import parse
from pipeline.rooms.sentences import SentencesRoom

Named = dict[str, tuple[str, str | None]]  # surface form -> (type, country)


def made_up(
    corridor: Corridor,
    text: str,
    named: Named | None = None,
    dates: tuple[r.Date, ...] = (),
    events: tuple[r.Event, ...] = (),
    published: str | None = None,
    issuer: str | None = None,
    zones: tuple[r.Zone, ...] = (),
) -> tuple[r.Release, Doc]:
    """Give a release over `text` whose entities are the named forms (ids E1, E2... in that order), and its parse."""
    base = r.Release(source=r.Source("d", "d.txt", text, ""), clean=clean_text(text))
    sentences = SentencesRoom()(base, Doc(Vocab()))
    mentions, items = [], []
    for n, (form, (kind, country)) in enumerate((named or {}).items(), 1):
        ids = []
        at = text.find(form)
        while at >= 0:
            ids.append(f"M{n}-{at}")
            mentions.append(r.Mention(ids[-1], kind, at, at + len(form), "made-up"))
            at = text.find(form, at + len(form))
        subtype = "GPE" if kind == "PLACE" else None
        items.append(r.Entity(f"E{n}", kind, form, tuple(ids), "made-up", subtype=subtype, country=country))
    released = r.ReleaseDate(published, "metadata" if published else "none")
    release = r.Release(
        base.source,
        base.clean,
        sentences,
        zones,
        tuple(sorted(mentions, key=lambda m: m.start)),
        r.Entities(tuple(items), issuer),
        r.Dates(dates, released),
        events,
    )
    assert base.clean is not None
    return release, parse(corridor.nlp, base.clean, sentences)


def context_of(corridor: Corridor, text: str, named: Named | None = None) -> Context:
    """Give the look-ups of a made-up release."""
    return Context(*made_up(corridor, text, named))
