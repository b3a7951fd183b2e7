"""A corridor without models: clean text, sentences and a few made-up findings, quick enough for any number of runs."""

from __future__ import annotations

import dataclasses
import re

from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.model import records as r
from pipeline.rooms.clean import CleanRoom
from pipeline.rooms.sentences import SentencesRoom

_NAME = re.compile(r"\b(?:Mayor|City)[ \r\n]+[A-Z]\w+")


class LightCorridor:
    """Walks like the corridor. A text that holds "FAIL" loses its events, "ASTRAY" gets a span outside it."""

    def __init__(self) -> None:
        self.walked: list[str] = []

    def walk(self, source: r.Source) -> r.Release:
        """Give a release with all its layers."""
        self.walked.append(source.doc_id)
        empty = Doc(Vocab())
        release = r.Release(source=source)
        release = dataclasses.replace(release, clean=CleanRoom()(release, empty))
        release = dataclasses.replace(release, sentences=SentencesRoom()(release, empty))
        release = dataclasses.replace(
            release, zones=(), dates=r.Dates(released=_released(source)), commitments=(), **_names(release)
        )
        if "FAIL" in source.text:
            issue = r.Issue("events", "error", "stage-failed", "ValueError: made up", "report it")
            return dataclasses.replace(release, issues=(issue,))
        return dataclasses.replace(release, events=())


def _released(source: r.Source) -> r.ReleaseDate:
    published = source.metadata.published
    return r.ReleaseDate(published, "metadata") if published else r.ReleaseDate()


def _names(release: r.Release) -> dict[str, object]:
    assert release.clean is not None
    text = release.clean.text
    spans = [m.span() for m in _NAME.finditer(text)]
    if "ASTRAY" in text:
        spans.append((len(text), len(text) + 9))
    mentions = tuple(r.Mention(f"M{n}", "PERSON", a, b, "light") for n, (a, b) in enumerate(spans, 1))
    entities = tuple(r.Entity(f"E{m.id[1:]}", "PERSON", text[m.start : m.end], (m.id,), "light:name") for m in mentions)
    return {"mentions": mentions, "entities": r.Entities(entities)}
