"""What a run does with each release, and why; `dateline run --dry-run` prints it, a run does it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.engine import Workers
from pipeline.engines.pool import CRASHED, OUT_OF_MEMORY, TIMED_OUT
from pipeline.model.records import Issue
from pipeline.outputs.columns import TABLES
from pipeline.outputs.write import STORE_NAME
from pipeline.sources import Options, Reading, find_files, read_all, read_sheets
from pipeline.store import Known, content_key, take_fingerprint
from pipeline.store.peek import peek

NEW, CHANGED, PROGRAM, RENAMED, RETRY, REMOVED, UNCHANGED = (
    "new",
    "changed",
    "other program",
    "renamed",
    "retry",
    "removed",
    "unchanged",
)
REASONS: Mapping[str, str] = {
    NEW: "is read: not in the output yet",
    CHANGED: "is read: its text or what is known of it has changed",
    PROGRAM: "is read: made by another version of the program, its models or libraries",
    RENAMED: "is taken over: a release with the same content was read before",
    RETRY: "is read: set aside before, tried again",
    REMOVED: "leaves the tables: no longer in the input",
    UNCHANGED: "stays as it is",
}


@dataclass(frozen=True)
class Verdict:
    """What is to be done with one release, and for a renamed one the release that has its content."""

    action: str
    like: str | None = None


@dataclass
class Judge:
    """Compares readings with what the store knows.

    A release that a worker could not finish is stored with the digest and its reason ("…/timed-out:60"): it counts
    as done until the limit is raised, or until `retry` asks for it.
    """

    known: dict[str, Known]
    digest: str
    workers: Workers = field(default_factory=Workers)
    retry: bool = False

    def __post_init__(self) -> None:
        self._by_content = {
            one.content_key: doc_id for doc_id, one in reversed(self.known.items()) if one.fingerprint == self.digest
        }

    def judge(self, reading: Reading, key: str) -> Verdict:
        """Say what is to be done with a reading that has this content key."""
        there = self.known.get(reading.doc_id)
        digest, _, aside = there.fingerprint.partition("/") if there else ("", "", "")
        is_same = there is not None and there.content_key == key
        if there and is_same and digest == self.digest and there.file == reading.file and there.state != "removed":
            return Verdict(RETRY if aside and self._is_to_retry(aside) else UNCHANGED)
        like = self._by_content.get(key)
        if like is not None and reading.source is not None:
            return Verdict(RENAMED, like)
        if there is None:
            return Verdict(NEW)
        return Verdict(PROGRAM if is_same and digest != self.digest else CHANGED)

    def fingerprint(self, issues: Iterable[Issue]) -> str:
        """Give the fingerprint to store with a result that has these issues."""
        limits = {CRASHED: "", TIMED_OUT: self.workers.timeout, OUT_OF_MEMORY: self.workers.max_memory}
        for issue in issues:
            if issue.stage == "run" and issue.code in limits:
                return f"{self.digest}/{issue.code}:{limits[issue.code]}"
        return self.digest

    def forget(self, doc_id: str) -> None:
        """Take over nothing from this release any more: it is about to be written anew."""
        there = self.known.get(doc_id)
        if there and self._by_content.get(there.content_key) == doc_id:
            del self._by_content[there.content_key]

    def gone(self, doc_ids: Iterable[str]) -> list[str]:
        """Give the releases of the store that are not among these, by id."""
        return sorted(self.known.keys() - set(doc_ids))

    def _is_to_retry(self, aside: str) -> bool:
        code, _, limit = aside.partition(":")
        now = {TIMED_OUT: self.workers.timeout, OUT_OF_MEMORY: self.workers.max_memory}.get(code)
        return self.retry or (now is not None and now > float(limit))


@dataclass(frozen=True)
class Planned:
    """One line of a dry run."""

    doc_id: str
    file: str
    verdict: Verdict


def plan_batch(
    inputs: Iterable[Path],
    output: Path,
    options: Options | None = None,
    *,
    workers: Workers | None = None,
    retry: bool = False,
    notes: list[str] | None = None,
) -> Iterator[Planned]:
    """Yield what a run over these inputs would do, by release; nothing is read by the rooms, nothing written.

    What a run would say about the store is added to `notes`. Raises StoreError and OSError.
    """
    say = (notes if notes is not None else []).append
    known = peek(output / STORE_NAME, TABLES, say)
    judge = Judge(known, take_fingerprint().digest, workers or Workers(), retry)
    finding = find_files(inputs, leave_out=[output])
    seen = set()
    for reading in read_all(finding.files, read_sheets(finding), options):
        seen.add(reading.doc_id)
        yield Planned(reading.doc_id, reading.file, judge.judge(reading, content_key(reading)))
    for doc_id in judge.gone(seen):
        yield Planned(doc_id, known[doc_id].file, Verdict(REMOVED))
