"""The order of rooms, and one release's walk through them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.model.records import Issue, Release, Source
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
        """Give the release with every layer that could be filled and an issue for each that could not."""
        release = Release(source=source)
        empty = Doc(self.nlp.vocab)
        doc: Doc | None = None
        for room in self.rooms:
            missing = [name for name in room.reads if getattr(release, name) is None]
            if missing:
                release = _with_issue(release, room, "layer-missing", f"needs {', '.join(missing)}")
                continue
            try:
                if room.needs_doc and doc is None:
                    assert release.clean is not None and release.sentences is not None
                    doc = parse(self.nlp, release.clean, release.sentences)
                layer = room(release, doc if room.needs_doc and doc is not None else empty)
                release = dataclasses.replace(release, **{room.fills: layer})
            # The only broad except: one failing room must cost its own layer, not the release or the run.
            except Exception as error:  # noqa: BLE001
                release = _with_issue(release, room, "room-failed", f"{type(error).__name__}: {error}")
        return release


def open_corridor() -> Corridor:
    """Load the models and lexicons once. Raises OSError or ValueError when one is missing or malformed."""
    return Corridor(
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


def _with_issue(release: Release, room: Room, code: str, message: str) -> Release:
    action = "report the release together with this message" if code == "room-failed" else "mend the earlier stage"
    issue = Issue(room.fills, "error", code, message, action)
    return dataclasses.replace(release, issues=(*release.issues, issue))
