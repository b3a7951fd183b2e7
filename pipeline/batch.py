"""A run from inputs to output folder: find, read, walk what is new, store, write."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pipeline.engine import Result, Walker, Workers, never, walk
from pipeline.engines.pool import walk_pool
from pipeline.model.records import Issue
from pipeline.outputs import kinds
from pipeline.outputs.columns import REGISTRY, TABLES
from pipeline.outputs.texts import write_texts
from pipeline.outputs.write import STORE_NAME, is_written, write_outputs
from pipeline.plan import RENAMED, UNCHANGED, Judge
from pipeline.register import build_register
from pipeline.sources import FileIssue, Finding, Options, Reading, ReleaseFile, find_files, read_all, read_sheets
from pipeline.sources.sheet import Sheets
from pipeline.store import Entry, Store, content_key, folder_lock, open_store, take_fingerprint


class Watcher(Protocol):
    """Who is told how far the run is."""

    def start(self, total: int) -> None:
        """Say how many files there are."""

    def step(self, file: str) -> None:
        """Say that a file is dealt with."""

    def say(self, words: str, file: str | None = None) -> None:
        """Say what the user should know at once: a release was set aside, the store was damaged."""


@dataclass(frozen=True)
class Summary:
    """What a run did: found = done + unchanged + quarantined + removed + left; `counts` are the rows of each table.

    `found` are the releases of the inputs and those that an earlier run found there; `done` were read in this run;
    `unchanged` were not (`renamed` of them were taken over under a new name); `quarantined` cannot be read;
    `removed` are no longer in the inputs; `left` were not reached because the run was asked to stop.
    """

    found: int
    done: int
    unchanged: int
    quarantined: int
    removed: int
    left: int
    renamed: int
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
    options: Options | None = None,
    *,
    workers: Workers | None = None,
    stop: Callable[[], bool] = never,
    keep_removed: bool = False,
    retry: bool = False,
    leave_out: Sequence[Path] = (),
    wanted: frozenset[str] = kinds.DEFAULT,
) -> Summary:
    """Read the releases in `inputs` and bring `output` up to date with them.

    Only releases that are new, changed, or made by another state of the program are walked; those that left the
    inputs leave the output, or with `keep_removed` stay and are marked. `retry` walks again what crashed, hung or
    took too much memory before. `leave_out` names folders within the inputs that hold no releases. When `stop` says
    so, the releases in hand are finished and the output is written. `wanted` are the kinds of output besides the CSV
    files (`pipeline.outputs.kinds`).
    Raises NoInputError, NothingToDoError, StoreError, EngineError and OSError.
    """
    options = options or Options()
    finding = find_files(inputs, leave_out=[output, *leave_out])
    if not finding.files and not any(os.path.lexists(path) for path in inputs):
        raise NoInputError("; ".join(f"{path}: there is no such file or folder" for path in sorted(inputs)))
    if not finding.files and os.path.lexists(output / STORE_NAME):
        raise NothingToDoError(f"no release in the input; {output} was left as it was")
    output.mkdir(parents=True, exist_ok=True)
    fingerprint = take_fingerprint()
    say = watcher.say if watcher is not None else _say_nothing
    with folder_lock(output), open_store(output / STORE_NAME, TABLES, say) as store:
        workers = workers or Workers()
        judge = Judge(store.known(), fingerprint.digest, workers, retry)
        batch = _Batch(store, finding, read_sheets(finding), judge, watcher, stop)
        batch.walk(open_walker, workers, options)
        removed = batch.remove(keep_removed)
        faults = batch.note_file_issues()
        said = {"max_chars": options.max_chars, "text_column": options.text_column}
        if store.was_changed or not is_written(output, fingerprint, said, wanted):
            register = build_register(store.names())
            store.register(REGISTRY, register.rows, register.ids)
            store.finish()
            write_outputs(store, output, fingerprint, said, wanted)
        write_texts(store, output, judge.known)
        return batch.summary(removed, faults)


def _say_nothing(words: str, file: str | None = None) -> None:
    pass


@dataclass
class _Batch:
    """The part of a run between the open store and the tables."""

    store: Store
    finding: Finding
    sheets: Sheets
    judge: Judge
    watcher: Watcher | None
    stop: Callable[[], bool]
    tally: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("done", "unchanged", "quarantined"), 0))
    renamed: int = 0
    opened: int = 0  # files that were opened
    seen: dict[str, str] = field(default_factory=dict)  # the content key of each release that they hold
    aside: list[FileIssue] = field(default_factory=list)  # parts of archives that are no releases
    is_whole: bool = False  # whether every file was opened

    def walk(self, open_walker: Callable[[], Walker], workers: Workers, options: Options) -> None:
        """Walk what is not done yet and save it."""
        if self.watcher is not None:
            self.watcher.start(len(self.finding.files))
        to_do = self._to_do(options)
        if workers.in_process:
            results = walk(open_walker, to_do, self.stop)
        else:
            results = walk_pool(open_walker, to_do, workers, self.stop)
        for result in results:
            self._save(result)

    def _to_do(self, options: Options) -> Iterator[Reading]:
        """Yield what must be walked; deal with the rest on the way."""
        for reading in read_all(self.finding.files, self.sheets, options, self.aside, self._opening):
            key = self.seen[reading.doc_id] = content_key(reading)
            if self.stop():
                return
            verdict = self.judge.judge(reading, key)
            if verdict.action == UNCHANGED:
                state = self.judge.known[reading.doc_id].state
                self._count(reading, "quarantined" if state == "quarantined" else "unchanged")
            elif not (verdict.action == RENAMED and verdict.like and self._take_over(reading, verdict.like)):
                yield reading
        self.is_whole = True

    def _opening(self, _file: ReleaseFile) -> None:
        self.opened += 1

    def _take_over(self, reading: Reading, like: str) -> bool:
        """Save what is known of the same content under another name; say whether that was possible."""
        entry = self.store.load(like)
        if entry is None or entry.record is None:
            return False
        record = {**entry.record, "doc_id": reading.doc_id, "source": reading.file}
        state = _state(record, entry.issues)
        self._write(dataclasses.replace(entry, doc_id=reading.doc_id, file=reading.file, state=state, record=record))
        self.renamed += 1
        self._count(reading, "unchanged")
        return True

    def _save(self, result: Result) -> None:
        reading, source = result.reading, result.reading.source
        state = _state(result.record, result.issues)
        self._write(
            Entry(
                doc_id=reading.doc_id,
                file=reading.file,
                state=state,
                content_key=self.seen[reading.doc_id],
                fingerprint=self.judge.fingerprint(result.issues),
                encoding=source.encoding if source else None,
                text=source.text if source else "",
                record=result.record,
                issues=result.issues,
            )
        )
        if self.watcher is not None and source is not None and result.record is None:
            self.watcher.say(f"set aside: {result.issues[-1].message}", reading.file)
        self._count(reading, "quarantined" if state == "quarantined" else "done")

    def _write(self, entry: Entry) -> None:
        self.judge.forget(entry.doc_id)
        self.store.save(entry)

    def _count(self, reading: Reading, what: str) -> None:
        self.tally[what] += 1
        if self.watcher is not None:
            self.watcher.step(reading.file)

    def remove(self, keep: bool) -> int:
        """Take out, or mark, what is no longer in the inputs; give its number."""
        # After a stop nobody knows which releases the unopened files hold.
        gone = self.judge.gone(self.seen) if self.is_whole else []
        if keep:
            self.store.mark_removed(doc_id for doc_id in gone if self.judge.known[doc_id].state != "removed")
        else:
            self.store.remove(gone)
        return len(gone)

    def note_file_issues(self) -> int:
        """Save the issues of files that are no release; give how many of them are errors."""
        issues = sorted((*self.finding.issues, *self.sheets.issues, *self.aside), key=_issue_order)
        self.store.replace_file_issues([(found.file, found.issue) for found in issues])
        return sum(found.issue.severity == "error" for found in issues)

    def summary(self, removed: int, faults: int) -> Summary:
        """Give the summary; the store must be finished."""
        left = len(self.seen) - sum(self.tally.values()) + len(self.finding.files) - self.opened
        states = self.store.states()
        incomplete = sum(number for state, number in states.items() if state not in ("complete", "removed"))
        return Summary(
            found=sum(self.tally.values()) + removed + left,
            **self.tally,
            removed=removed,
            left=left,
            renamed=self.renamed,
            states=states,
            counts=self.store.counts(),
            failures=faults + incomplete,
        )


def _state(record: object, issues: Sequence[Issue]) -> str:
    if record is None:
        return "quarantined"
    return "incomplete" if any(issue.severity == "error" for issue in issues) else "complete"


def _issue_order(found: FileIssue) -> str:
    return found.file  # sorted() is stable: within a file the order of finding stays
