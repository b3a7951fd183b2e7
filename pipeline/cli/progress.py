"""How far a run is, on stderr, when a person is looking."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress


class Bar:
    """A progress bar; tells a run's watcher methods apart from how they are drawn."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("loading", total=None)

    def start(self, total: int) -> None:
        """Show how many files there are."""
        self._progress.update(self._task, total=total, description="reading")

    def step(self, file: str) -> None:
        """Move on by one file."""
        self._progress.update(self._task, advance=1, description=file[-40:])


@contextmanager
def progress_bar(wanted: bool = True) -> Iterator[Bar | None]:
    """Give a bar on stderr, or None when stderr is no terminal or no bar is wanted."""
    if not wanted or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Bar(progress)
