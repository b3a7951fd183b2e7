"""The order of rooms, and one release's walk through them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.model.records import CleanText, Issue, Release, Source
from pipeline.rooms.base import Room
from pipeline.rooms.clean import CleanRoom
from pipeline.rooms.commitments import CommitmentsRoom
from pipeline.rooms.dates import DatesRoom
from pipeline.rooms.entities import EntitiesRoom
from pipeline.rooms.events import EventsRoom
from pipeline.rooms.mentions import MentionsRoom
from pipeline.rooms.parse import load_parser, parse
from pipeline.rooms.sentences import SentencesRoom
from pipeline.rooms.zones import ZonesRoom


@dataclass(frozen=True)
class Corridor:
    """Everything needed to read releases: the parser and the rooms in their order."""

    nlp: Language
    rooms: tuple[Room, ...]

    def walk(self, source: Source) -> Release:
        """Give the release with every layer that could be filled and an issue for each that could not.

        The text is parsed once, before the first room that wants the Doc.
        """
        release = Release(source=source)
        doc: Doc | None = None
        parsed = False
        for room in self.rooms:
            if room.needs_doc and not parsed:
                doc, issue = _attempt("parse", lambda r=release: self._parse(r))  # type: ignore[misc]
                release, parsed = _with_issue(release, issue), True
            missing = [name for name in room.reads if getattr(release, name) is None]
            if room.needs_doc and doc is None:
                missing.append("parse")
            if missing:
                release = _with_issue(release, _skipped(room.fills, missing))
                continue
            guest = doc if room.needs_doc and doc is not None else Doc(self.nlp.vocab)
            layer, issue = _attempt(room.fills, lambda r=release, d=guest, w=room: w(r, d))  # type: ignore[misc]
            release = _with_issue(dataclasses.replace(release, **{room.fills: layer}), issue)
        return release

    def _parse(self, release: Release) -> Doc:
        return parse(self.nlp, release.clean or CleanText("", ()), release.sentences or ())


# Has a name, a date, an event and a commitment, so that every room opens what it knows.
_PROBE = "Delft, 3 May 2021 - The City of Delft and UNESCO signed an agreement. They will plant 90 trees by 2030."


def open_corridor() -> Corridor:
    """Load the models and lexicons once, and walk one made-up release through all rooms.

    Raises OSError when the parser is missing, ValueError naming the stage when a room cannot work (a table of
    `models/` is missing or malformed): better once here than as an issue of every release.
    """
    corridor = Corridor(
        nlp=load_parser(),
        rooms=(
            CleanRoom(),
            SentencesRoom(),
            ZonesRoom(),
            MentionsRoom(),
            EntitiesRoom(),
            DatesRoom(),
            EventsRoom(),
            CommitmentsRoom(),
        ),
    )
    broken = corridor.walk(Source("probe", "probe.txt", _PROBE, "")).issues
    if broken:
        raise ValueError(f"{broken[0].stage}: {broken[0].message}")
    return corridor


def _attempt(stage: str, work: Callable[[], Any]) -> tuple[Any, Issue | None]:
    """Do the work of a stage; when it fails, give None and the issue that says so."""
    try:
        return work(), None
    # The only broad except: a failing room must cost its own layer, not the release or the run.
    except Exception as error:  # noqa: BLE001
        message = f"{type(error).__name__}: {error}"
        return None, Issue(stage, "error", "stage-failed", message, "report this release together with the message")


def _skipped(stage: str, missing: list[str]) -> Issue:
    message = f"not done, because {', '.join(missing)} is missing"
    return Issue(stage, "error", "layer-missing", message, "see the issue of the earlier stage")


def _with_issue(release: Release, issue: Issue | None) -> Release:
    return release if issue is None else dataclasses.replace(release, issues=(*release.issues, issue))
