"""Which files are releases, under which id, and what else lay there."""

from __future__ import annotations

import dataclasses
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pipeline.model.records import Issue
from pipeline.sources.kinds import ENDINGS, HEAD, ending_of, kind_of

METADATA_FILE = "metadata.csv"
STDIN = Path("-")
_ACCESS = "give the user who runs dateline the right to read it"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """A file to read. `file` is its path below the input folder, `root` that folder (or the file's own)."""

    path: Path
    root: Path
    file: str
    doc_id: str
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class FileIssue:
    """An issue with a file or folder that is no release of the run."""

    file: str
    issue: Issue


@dataclass(frozen=True, slots=True, order=True)
class SheetFile:
    """A metadata.csv. `is_whole`: its folder was given, so each of its rows should name a release."""

    path: Path
    file: str
    is_whole: bool


@dataclass(frozen=True)
class Finding:
    """What the inputs hold: release files in the order of their ids, sheets, and issues with the rest."""

    files: tuple[ReleaseFile, ...]
    sheets: tuple[SheetFile, ...]
    issues: tuple[FileIssue, ...]


@dataclass
class _Search:
    """What one walk over the inputs has met so far."""

    leave_out: frozenset[str]
    files: list[ReleaseFile] = field(default_factory=list)
    sheets: dict[Path, SheetFile] = field(default_factory=dict)
    issues: list[FileIssue] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)

    def note(self, file: str, severity: str, code: str, message: str, action: str) -> None:
        self.issues.append(FileIssue(file, Issue("source", severity, code, message, action)))


def find_files(inputs: Iterable[Path], leave_out: Iterable[Path] = ()) -> Finding:
    """Find the releases in files and folders of any nesting.

    The result does not depend on the order of `inputs`. Hidden files and the folders in `leave_out` (the
    output) are passed over in silence; everything else that is not read leaves an issue.
    """
    search = _Search(frozenset(os.path.realpath(path) for path in leave_out))
    for path in sorted({Path(os.path.normpath(p)) for p in inputs}):
        _enter_input(search, path)
    sheets = sorted(search.sheets.values(), key=lambda sheet: (len(sheet.path.parts), sheet))
    return Finding(tuple(_with_unique_ids(search.files)), tuple(sheets), tuple(sorted(search.issues, key=_issue_order)))


def _issue_order(found: FileIssue) -> tuple[str, str, str]:
    return found.file, found.issue.code, found.issue.message


def _enter_input(search: _Search, path: Path) -> None:
    # os.path answers False where pathlib raises: folders that may not be entered, links that chase their tail.
    if path == STDIN:
        search.files.append(ReleaseFile(path, path, "stdin", "stdin"))
    elif os.path.isdir(path):
        before = len(search.files)
        _walk(search, path)
        if len(search.files) == before:
            message = "the folder holds no release that was not read already"
            search.note(_printable(path.name or "."), "warning", "empty-folder", message, "put releases there")
    elif os.path.lexists(path):
        _enter_file(search, path, path.parent)
        beside = path.parent / METADATA_FILE
        if os.path.isfile(beside) and path.name != METADATA_FILE:
            search.sheets.setdefault(beside, SheetFile(beside, METADATA_FILE, is_whole=False))
    else:
        message = "there is no such file or folder"
        search.note(_printable(path.name), "error", "missing-input", message, "check the path given to the command")


def _walk(search: _Search, root: Path) -> None:
    """Walk depth first in name order; real files and folders before links, so that a link never hides one."""
    to_visit: list[tuple[Path, frozenset[tuple[int, int]]]] = [(root, frozenset())]
    while to_visit:
        path, above = to_visit.pop()
        if os.path.isdir(path):
            inside = _enter_folder(search, root, path, above)
            to_visit.extend(reversed(inside))
        elif path.name == METADATA_FILE and os.path.isfile(path):
            search.sheets[path] = SheetFile(path, _below(root, path), is_whole=True)
        else:
            _enter_file(search, path, root)


def _enter_folder(
    search: _Search, root: Path, folder: Path, above: frozenset[tuple[int, int]]
) -> list[tuple[Path, frozenset[tuple[int, int]]]]:
    """Give what is to be visited in a folder, each with the folders above it."""
    name = _below(root, folder)
    try:
        status = folder.stat()
        entries = sorted(folder.iterdir(), key=lambda p: (os.path.islink(p), p.name))
    except OSError as error:
        search.note(name, "error", "unreadable-folder", f"the folder cannot be opened: {_reason(error)}", _ACCESS)
        return []
    here = (status.st_dev, status.st_ino)
    if here in above:
        search.note(name, "warning", "link-loop", "the link leads back to a folder above it", "remove the link")
    if here in search.seen:
        return []
    search.seen.add(here)
    inside = above | {here}
    visible = (p for p in entries if not p.name.startswith(".") and os.path.realpath(p) not in search.leave_out)
    return [(path, inside) for path in visible]


def _enter_file(search: _Search, path: Path, root: Path) -> None:
    file = _below(root, path)
    is_named = ending_of(path.name) in ENDINGS
    try:
        status = path.stat()
        head = b"" if is_named or not stat.S_ISREG(status.st_mode) else _head(path)
    except OSError as error:
        broken = os.path.islink(path) and not os.path.exists(path)
        code = "broken-link" if broken else "unreadable-file"
        what = "the symbolic link leads nowhere" if broken else f"the file cannot be opened: {_reason(error)}"
        search.note(file, "error" if is_named else "warning", code, what, "mend or remove it")
        return
    kind = kind_of(head, path.name)
    if not kind.name:
        search.note(file, "warning", "skipped", f"skipped: the file is {kind.what}", kind.action)
    elif not stat.S_ISREG(status.st_mode):
        search.note(file, "error", "not-a-file", "it is a device or a pipe, not a file", "remove it from the folder")
    elif (status.st_dev, status.st_ino) in search.seen and os.path.islink(path):
        search.note(file, "warning", "same-file", "the link leads to a release that is read anyway", "remove the link")
    else:
        if (status.st_dev, status.st_ino) in search.seen and any(_is_same(f.path, path) for f in search.files):
            return  # the same path reached through two inputs
        search.seen.add((status.st_dev, status.st_ino))
        search.files.append(ReleaseFile(path, root, file, _id_of(file)))


def _head(path: Path) -> bytes:
    with path.open("rb") as handle:
        return handle.read(HEAD)


def _id_of(file: str) -> str:
    """Give a file's path without its ending, or the two endings of "news.txt.gz"."""
    plain = PurePosixPath(file)
    if plain.suffix.lower() == ".gz" and ending_of(plain.stem) in ENDINGS:
        plain = plain.with_suffix("")
    return str(plain.with_suffix("")) if ending_of(plain.name) in ENDINGS else file


def _with_unique_ids(files: Sequence[ReleaseFile]) -> Iterator[ReleaseFile]:
    """Give every file an id of its own: of files with one id the first keeps it, others are numbered."""
    ordered = sorted(files, key=lambda f: (f.doc_id, not f.file.endswith(".txt"), f.file, f.path))
    taken = {f.doc_id for f in ordered}
    given: set[str] = set()
    found = []
    for one in ordered:
        if one.doc_id in given:
            new = _free_id(one, taken)
            message = f"another release is called {one.doc_id!r} as well; this one is called {new!r}"
            issue = Issue("source", "warning", "same-id", message, "rename one of the files to choose its id yourself")
            taken.add(new)
            one = dataclasses.replace(one, doc_id=new, issues=(*one.issues, issue))
        given.add(one.doc_id)
        found.append(one)
    yield from sorted(found, key=lambda f: f.doc_id)


def _free_id(one: ReleaseFile, taken: set[str]) -> str:
    if one.file not in taken:
        return one.file  # "news/a.md" beside "news/a"
    number = 2
    while f"{one.doc_id}~{number}" in taken:
        number += 1
    return f"{one.doc_id}~{number}"


def _is_same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _below(root: Path, path: Path) -> str:
    return _printable(path.name if path == root else path.relative_to(root).as_posix())


def _printable(name: str) -> str:
    """Give a name that fits a table: bytes that are no UTF-8 and control characters become `\\xNN`."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return _CONTROL.sub(lambda match: f"\\x{ord(match.group()):02x}", text)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
