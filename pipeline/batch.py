"""A run from inputs to output folder: find, read, walk what is new, store, write."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.engine import Result, Walker, walk
from pipeline.outputs.columns import REGISTRY, TABLES
from pipeline.outputs.write import STORE_NAME, write_outputs
from pipeline.register import build_register
from pipeline.sources import MAX_CHARS, FileIssue, Finding, Reading, find_files, read_all, read_sheets
from pipeline.store import Entry, Store, content_key, take_fingerprint


class Watcher(Protocol):
    """Who is told how far the run is."""

    def start(self, total: int) -> None:
        """Say how many files there are."""

    def step(self, file: str) -> None:
        """Say that a file is dealt with."""


@dataclass(frozen=True)
class Summary:
    """What a run did: files found = done + unchanged; `counts` are the rows of each table."""

    files: int
    done: int
    unchanged: int
    removed: int
    states: dict[str, int]
    counts: dict[str, int]
    failures: int  # releases and files of which something is missing


class NothingToDoError(Exception):
    """There is no release in the inputs, and the output holds an earlier run's: it is left as it was."""


class NoInputError(Exception):
    """None of the inputs exists."""


def run_batch(
    inputs: Sequence[Path],
    output: Path,
    open_walker: Callable[[], Walker],
    watcher: Watcher | None = None,
    max_chars: int = MAX_CHARS,
    with_page: bool = True,
) -> Summary:
    """Read the releases in `inputs` and bring `output` up to date with them.

    Only releases that are new, changed, or made by another state of the program are walked; those that left the
    inputs leave the output. Raises NoInputError, NothingToDoError, StoreError and OSError.
    """
    finding = find_files(inputs, leave_out=[output])
    if not finding.files and not any(os.path.lexists(path) for path in inputs):
        raise NoInputError("; ".join(f"{path}: there is no such file or folder" for path in sorted(inputs)))
    if not finding.files and os.path.lexists(output / STORE_NAME):
        raise NothingToDoError(f"no release in the input; {output} was left as it was")
    output.mkdir(parents=True, exist_ok=True)
    fingerprint = take_fingerprint()
    with Store(output / STORE_NAME, TABLES) as store:
        tally = _Tally(store.known(), fingerprint.digest)
        failures = _update(store, finding, tally, open_walker, watcher, max_chars)
        register = build_register(store.names())
        store.register(REGISTRY, register.rows, register.ids)
        store.finish()
        write_outputs(store, output, fingerprint, {"max_chars": max_chars}, with_page)
        states, counts = store.states(), store.counts()
    failures += sum(number for state, number in states.items() if state != "complete")
    files = len(finding.files)
    return Summary(files, tally.done, files - tally.done, tally.removed, states, counts, failures)


@dataclass
class _Tally:
    known: dict[str, tuple[str, str]]
    fingerprint: str
    done: int = 0
    removed: int = 0

    def is_unchanged(self, reading: Reading) -> bool:
        return self.known.get(reading.doc_id) == (content_key(reading), self.fingerprint)


def _update(
    store: Store,
    finding: Finding,
    tally: _Tally,
    open_walker: Callable[[], Walker],
    watcher: Watcher | None,
    max_chars: int,
) -> int:
    """Bring the store up to date; give the number of files outside releases of which something is missing."""
    sheets = read_sheets(finding)
    if watcher is not None:
        watcher.start(len(finding.files))

    def to_do() -> Iterator[Reading]:
        for reading in read_all(finding.files, sheets, max_chars):
            if not tally.is_unchanged(reading):
                yield reading
            elif watcher is not None:
                watcher.step(reading.file)

    for result in walk(open_walker, to_do()):
        store.save(_entry(result, tally.fingerprint))
        tally.done += 1
        if watcher is not None:
            watcher.step(result.reading.file)
    gone = sorted(tally.known.keys() - {file.doc_id for file in finding.files})
    store.remove(gone)
    tally.removed = len(gone)
    issues = sorted((*finding.issues, *sheets.issues), key=_issue_order)
    store.replace_file_issues([(found.file, found.issue) for found in issues])
    return sum(found.issue.severity == "error" for found in issues)


def _issue_order(found: FileIssue) -> str:
    return found.file  # sorted() is stable: within a file the order of finding stays


def _entry(result: Result, fingerprint: str) -> Entry:
    reading, source = result.reading, result.reading.source
    if source is None:
        state = "quarantined"
    else:
        state = "incomplete" if any(issue.severity == "error" for issue in result.issues) else "complete"
    return Entry(
        doc_id=reading.doc_id,
        file=reading.file,
        state=state,
        content_key=content_key(reading),
        fingerprint=fingerprint,
        encoding=source.encoding if source else None,
        text=source.text if source else "",
        record=result.record,
        issues=result.issues,
    )
