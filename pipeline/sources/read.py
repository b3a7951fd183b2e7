"""Files as releases, or the reason why they are none."""

from __future__ import annotations

import dataclasses
import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.records import Issue, Metadata, Source
from pipeline.sources.bounds import MAX_FILE, Budget
from pipeline.sources.extract import MAX_CHARS, Context, Found, Refused
from pipeline.sources.find import STDIN, FileIssue, ReleaseFile, find_files
from pipeline.sources.issues import STAGE, RefusedError, refuse
from pipeline.sources.language import check_language
from pipeline.sources.mend import mend_extract
from pipeline.sources.readers import read_bytes
from pipeline.sources.sheet import Sheets, filled, read_sheets, with_sheet

_MAX_BYTES_PER_CHAR = 4
_TOO_LONG = "split the file into single releases, or run with a higher --max-chars"


@dataclass(frozen=True, slots=True)
class Reading:
    """A release that was looked for: `source` is None when it is quarantined, `issues` say why."""

    doc_id: str
    file: str
    source: Source | None
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """How files are read. `is_exact`: nothing is mended or set aside, for texts that annotations point into."""

    max_chars: int = MAX_CHARS
    text_column: str = ""
    is_exact: bool = False


def read_all(
    files: Sequence[ReleaseFile],
    sheets: Sheets,
    options: Options | None = None,
    aside: list[FileIssue] | None = None,
    opening: Callable[[ReleaseFile], None] | None = None,
) -> Iterator[Reading]:
    """Read the files one by one, in their order; a file may hold many releases, each with an id of its own.

    What lies in an archive and is no release (a picture) leaves its issue in `aside`; `opening` is called before a
    file is opened.
    """
    taken = {file.doc_id for file in files}
    for file in files:
        if opening is not None:
            opening(file)
        yield from _read_file(file, sheets.rows.get(file.path), options or Options(), taken, aside)


def read_path(path: Path, options: Options | None = None) -> Reading:
    """Read a single file, with its front matter and the row in the metadata.csv beside it.

    Raises FileNotFoundError when there is no such file, ValueError when it is of a kind that is not read or holds
    several releases.
    """
    finding = find_files([path])
    if not finding.files:
        issue = finding.issues[0].issue
        if issue.code in ("missing-input", "broken-link"):
            raise FileNotFoundError(f"{path}: {issue.message}")
        raise ValueError(f"{path}: {issue.message}")
    readings = list(read_all(finding.files, read_sheets(finding), options))
    if len(readings) > 1:
        raise ValueError(f"{path}: it holds {len(readings)} releases; read them with `dateline run`")
    return readings[0]


def _read_file(
    file: ReleaseFile, known: Metadata | None, options: Options, taken: set[str], aside: list[FileIssue] | None
) -> Iterator[Reading]:
    """Read one file; whatever is wrong with it is said in the readings' issues, nothing is raised."""
    context = Context(file.path.name, Budget(), options.text_column, options.max_chars)
    if file.path == STDIN:
        context = dataclasses.replace(context, name="stdin.csv" if options.text_column else "")
    number = 0
    for found in _found(file, context):
        is_skipped = isinstance(found, Refused) and found.issue.code == "skipped"
        if is_skipped and found.member and isinstance(found, Refused):
            if aside is not None:
                skipped = dataclasses.replace(found.issue, severity="warning")
                aside.append(FileIssue(f"{file.file}/{found.member}", skipped))
            continue
        number += 1
        yield _reading(file, found, known, options, taken)
    if not number:
        issue = refuse("no-release", "the file holds no release", "remove it, or look at what it holds").issue
        yield Reading(file.doc_id, file.file, None, (*file.issues, issue))


def _found(file: ReleaseFile, context: Context) -> Iterator[Found]:
    """Yield what the file holds and, last, why there is no more."""
    try:
        yield from read_bytes(_bytes_of(file, context), context)
    except RefusedError as error:
        yield Refused(error.issue)
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or type(error).__name__}"
        action = "give the user who runs dateline the right to read it"
        yield Refused(Issue(STAGE, "error", "unreadable-file", message, action))


def _bytes_of(file: ReleaseFile, context: Context) -> bytes:
    if file.path == STDIN:
        data = sys.stdin.buffer.read(MAX_FILE + 1)
        size = len(data)
    else:
        size = file.path.stat().st_size
        is_plain = context.name.casefold().endswith((".txt", ".md"))
        if is_plain and size > _MAX_BYTES_PER_CHAR * (context.max_chars + 1):
            raise _too_long(f"more than {context.max_chars}", context.max_chars)
        data = file.path.read_bytes() if size <= MAX_FILE else b""
    if size > MAX_FILE:
        raise refuse("too-large", f"the file has more than {MAX_FILE >> 20} MB", "split it")
    return data


def _reading(file: ReleaseFile, found: Found, known: Metadata | None, options: Options, taken: set[str]) -> Reading:
    doc_id = _new_id(f"{file.doc_id}/{found.name}", taken) if found.name else file.doc_id
    name = f"{file.file}/{found.member}" if found.member else file.file
    if isinstance(found, Refused):
        return Reading(doc_id, name, None, (*file.issues, found.issue))
    issues = (*file.issues, *found.issues)
    if not options.is_exact:
        found, doubts = mend_extract(found)
        issues = (*issues, *doubts, *check_language(found.text[found.body_start :]))
    if len(found.text) > options.max_chars:
        issues = (*issues, _too_long(str(len(found.text)), options.max_chars).issue)
    if any(issue.severity == "error" for issue in issues):
        return Reading(doc_id, name, None, issues)
    # What a sheet says of a file holds for its one release; of many it only fills what they leave open.
    metadata = filled(found.metadata, known) if found.name and known else with_sheet(found.metadata, known)
    source = Source(
        doc_id=doc_id,
        file=name,
        text=found.text,
        sha256=hashlib.sha256(found.text.encode("utf-8")).hexdigest(),
        encoding=found.encoding,
        metadata=metadata,
        body_start=found.body_start,
        kind=found.kind,
        pages=found.pages,
    )
    return Reading(doc_id, name, source, issues)


def _new_id(wanted: str, taken: set[str]) -> str:
    doc_id, number = wanted, 2
    while doc_id in taken:
        doc_id, number = f"{wanted}~{number}", number + 1
    taken.add(doc_id)
    return doc_id


def _too_long(length: str, max_chars: int) -> RefusedError:
    return refuse("too-long", f"the text has {length} characters; at most {max_chars} are read", _TOO_LONG)
