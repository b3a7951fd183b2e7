"""Walks sources through the corridor, one result a source. Local: in this process, one after the other."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from pipeline.export import export_release
from pipeline.model.records import Issue, Release, Source
from pipeline.sources import Reading


class Walker(Protocol):
    """What reads a release: the corridor, or a light one in tests."""

    def walk(self, source: Source) -> Release:
        """Give the release with its layers and an issue for each layer that is missing."""
        ...


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one reading: its record (None when there was no text) and its issues, in that order."""

    reading: Reading
    record: dict[str, Any] | None
    issues: tuple[Issue, ...]


def walk(open_walker: Callable[[], Walker], readings: Iterable[Reading]) -> Iterator[Result]:
    """Yield one result for each reading, in the same order; the models are opened at the first text."""
    walker: Walker | None = None
    for reading in readings:
        if reading.source is None:
            yield Result(reading, None, reading.issues)
            continue
        walker = walker or open_walker()
        release = walker.walk(reading.source)
        yield _result(reading, dataclasses.replace(release, issues=(*reading.issues, *release.issues)))


def _result(reading: Reading, release: Release) -> Result:
    try:
        return Result(reading, export_release(release), release.issues)
    # A span outside the text or a reference to nothing: the room's fault, and it must cost only this release.
    except (ArithmeticError, AssertionError, LookupError, TypeError, ValueError) as error:
        message = f"the layers do not fit the text: {type(error).__name__}: {error}"
        issue = Issue("export", "error", "export-failed", message, "report the release together with this message")
        bare = Release(source=release.source, issues=(*release.issues, issue))
        return Result(reading, export_release(bare), bare.issues)
