"""Walks sources through the corridor, one result a source: what every engine shares, and the one in this process."""

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
    """What became of one reading: its record (None when it was not read) and its issues, in that order."""

    reading: Reading
    record: dict[str, Any] | None
    issues: tuple[Issue, ...]


@dataclass(frozen=True)
class Workers:
    """How the work is done: number of processes, and what one release may take of time and memory."""

    jobs: int = 1
    timeout: float | None = None  # seconds
    max_memory: int | None = None  # MB of a worker, models included

    @property
    def in_process(self) -> bool:
        """Say whether no worker process is needed: one job without limits."""
        return self.jobs == 1 and self.timeout is None and self.max_memory is None


def never() -> bool:
    """Say that nobody asked the run to stop."""
    return False


def walk(
    open_walker: Callable[[], Walker], readings: Iterable[Reading], stop: Callable[[], bool] = never
) -> Iterator[Result]:
    """Yield one result for each reading, in the same order; the models are opened at the first text.

    When `stop` says so, the results end after the release in hand.
    """
    walker: Walker | None = None
    for reading in readings:
        if reading.source is None:
            yield Result(reading, None, reading.issues)
        else:
            walker = walker or open_walker()
            yield read_one(walker, reading, reading.source)
        if stop():
            return


def read_one(walker: Walker, reading: Reading, source: Source) -> Result:
    """Walk one source and export its record."""
    release = walker.walk(source)
    release = dataclasses.replace(release, issues=(*reading.issues, *release.issues))
    try:
        return Result(reading, export_release(release), release.issues)
    # A span outside the text or a reference to nothing: the room's fault, and it must cost only this release.
    except (ArithmeticError, AssertionError, LookupError, TypeError, ValueError) as error:
        message = f"the layers do not fit the text: {type(error).__name__}: {error}"
        issue = Issue("export", "error", "export-failed", message, "report the release together with this message")
        bare = Release(source=release.source, issues=(*release.issues, issue))
        return Result(reading, export_release(bare), bare.issues)
