"""How far a run is, on stderr: a bar for a person, a line a minute for a log, JSON lines for a program."""

from __future__ import annotations

import json
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from pipeline.batch import Watcher

EVERY = 60.0  # seconds between two lines
_WINDOW = 120.0  # seconds over which the rate is taken


class Silent:
    """Shows no progress; what must be known at once is said all the same."""

    def start(self, total: int) -> None:
        """Take note of nothing."""

    def step(self, file: str) -> None:
        """Take note of nothing."""

    def say(self, words: str, file: str | None = None) -> None:
        """Print a line."""
        print(f"dateline run: {f'{file}: ' if file else ''}{words}", file=sys.stderr)


class Bar(Silent):
    """A progress bar with rate and remaining time."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID = progress.add_task("loading", total=None)

    def start(self, total: int) -> None:
        """Show how many files there are."""
        self._progress.update(self._task, total=total, description="reading")

    def step(self, file: str) -> None:
        """Move on by one file."""
        self._progress.update(self._task, advance=1, description=file[-40:])

    def say(self, words: str, file: str | None = None) -> None:
        """Print a line above the bar."""
        line = f"dateline run: {f'{file}: ' if file else ''}{words}"
        self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)


class Lines(Silent):
    """A line a minute: how many, how fast, how long still."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._total = self._done = 0
        self._seen: deque[tuple[float, int]] = deque()
        self._last = clock()

    def start(self, total: int) -> None:
        """Start to count."""
        self._total, self._last = total, self._clock()
        self._seen.append((self._last, 0))

    def step(self, file: str) -> None:
        """Count a file; once a minute say how far the run is."""
        self._done += 1
        now = self._clock()
        if now - self._last >= EVERY:
            self._last = now
            self._seen.append((now, self._done))
            while len(self._seen) > 2 and now - self._seen[0][0] > _WINDOW:
                self._seen.popleft()
            rate = (self._done - self._seen[0][1]) / (now - self._seen[0][0])
            self.show(self._done, self._total, rate)

    def show(self, done: int, total: int, rate: float) -> None:
        """Print the line."""
        left = f", {_in_words((total - done) / rate)} left" if rate else ""
        self.say(f"{done} of {total} files, {rate:.1f} a second{left}")


class JsonLines(Lines):
    """The same as JSON, one object a line."""

    def start(self, total: int) -> None:
        """Say how many files there are."""
        super().start(total)
        self.log("start", files=total)

    def show(self, done: int, total: int, rate: float) -> None:
        """Print the object."""
        left = round((total - done) / rate) if rate else None
        self.log("progress", done=done, files=total, per_second=round(rate, 2), seconds_left=left)

    def say(self, words: str, file: str | None = None) -> None:
        """Print the object."""
        self.log("warning", message=words, **({"file": file} if file else {}))

    def log(self, event: str, **fields: Any) -> None:
        """Print an object with the time and these fields."""
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        print(json.dumps({"time": moment, "event": event, **fields}, ensure_ascii=False), file=sys.stderr, flush=True)


@contextmanager
def watch(quiet: bool = False, log_format: str = "text") -> Iterator[Watcher]:
    """Give who shows the progress: JSON when asked for, a bar when a person looks at stderr, else lines."""
    if log_format == "json":
        yield JsonLines()
    elif quiet:
        yield Silent()
    elif not sys.stderr.isatty():
        yield Lines()
    else:
        with _bar() as progress:
            yield Bar(progress)


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining
    from rich.text import Text

    class Rate(ProgressColumn):
        """Files a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), Rate(), Remaining())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield progress


def _in_words(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
