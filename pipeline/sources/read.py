"""One file as a release, or the reason why it is none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.records import Issue, Metadata, Source
from pipeline.sources.decode import UndecodableError, decode
from pipeline.sources.find import ReleaseFile, find_files
from pipeline.sources.front_matter import read_front_matter
from pipeline.sources.sheet import Sheets, read_sheets, with_sheet

MAX_CHARS = 1_000_000  # about 150,000 words: a book, not a release
_MAX_BYTES_PER_CHAR = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was looked at: `source` is None when it is quarantined, `issues` say why."""

    doc_id: str
    file: str
    source: Source | None
    issues: tuple[Issue, ...] = ()


def read_all(files: Iterable[ReleaseFile], sheets: Sheets, max_chars: int = MAX_CHARS) -> Iterator[Reading]:
    """Read the files one by one, in their order."""
    for file in files:
        yield read_file(file, sheets.rows.get(file.path), max_chars)


def read_path(path: Path, max_chars: int = MAX_CHARS) -> Reading:
    """Read a single file, with its front matter and the row in the metadata.csv beside it.

    Raises FileNotFoundError when there is no such file, ValueError when it is of a kind that is not read.
    """
    finding = find_files([path])
    if not finding.files:
        issue = finding.issues[0].issue
        if issue.code in ("missing-input", "broken-link"):
            raise FileNotFoundError(f"{path}: {issue.message}")
        raise ValueError(f"{path}: {issue.message}")
    return next(read_all(finding.files, read_sheets(finding), max_chars))


def read_file(file: ReleaseFile, known: Metadata | None, max_chars: int) -> Reading:
    """Read one file; whatever is wrong with it is said in the reading's issues, nothing is raised."""
    try:
        if file.path.stat().st_size > _MAX_BYTES_PER_CHAR * (max_chars + 1):
            return _quarantined(file, _too_long(f"more than {max_chars}", max_chars))
        decoded = decode(file.path.read_bytes())
    except UndecodableError as error:
        return _quarantined(file, error.issue)
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or type(error).__name__}"
        action = "give the user who runs dateline the right to read it"
        return _quarantined(file, Issue("source", "error", "unreadable-file", message, action))
    if len(decoded.text) > max_chars:
        return _quarantined(file, _too_long(str(len(decoded.text)), max_chars))
    own, body_start, doubts = read_front_matter(decoded.text)
    if not decoded.text[body_start:].strip():
        message = "there is nothing after the front matter"
        return _quarantined(file, Issue("source", "error", "empty-file", message, "fill or remove it"))
    source = Source(
        doc_id=file.doc_id,
        file=file.file,
        text=decoded.text,
        sha256=hashlib.sha256(decoded.text.encode("utf-8")).hexdigest(),
        encoding=decoded.encoding,
        metadata=with_sheet(own, known),
        body_start=body_start,
    )
    return Reading(file.doc_id, file.file, source, (*file.issues, *decoded.issues, *doubts))


def _too_long(length: str, max_chars: int) -> Issue:
    message = f"the text has {length} characters; at most {max_chars} are read"
    action = "split the file into single releases, or run with a higher --max-chars"
    return Issue("source", "error", "too-long", message, action)


def _quarantined(file: ReleaseFile, issue: Issue) -> Reading:
    return Reading(file.doc_id, file.file, None, (*file.issues, issue))
