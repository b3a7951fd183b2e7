"""ZIP and GZ: the files in them, read like those of a folder. Bounded in size, number and depth."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline.model.records import Metadata
from pipeline.sources.bounds import MAX_DEPTH
from pipeline.sources.extract import Context, Found, Refused
from pipeline.sources.issues import RefusedError, refuse

_BROKEN = "pack it again"
_SHEET = "metadata.csv"
_ERRORS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)


def read_zip(data: bytes, context: Context) -> Iterator[Found]:
    """Yield the releases of an archive, by the names of its members; one that is broken costs only itself."""
    _check_depth(context)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _ERRORS as error:
        raise refuse("damaged-file", f"the archive is damaged: {error}", _BROKEN) from error
    with archive:
        infos = sorted(archive.infolist(), key=lambda info: info.filename)
        members = [info for info in infos if not info.is_dir() and not _is_hidden(info.filename)]
        if not members:
            raise refuse("no-release", "the archive is empty", "remove it")
        known = _sheet(archive, members, context)
        for info in members:
            name = _safe(info.filename)
            if PurePosixPath(name).name == _SHEET:
                continue
            try:
                context.budget.take_member()
                yield from _member(archive, info, name, context, known)
            except RefusedError as error:
                yield Refused(error.issue, _stem(name), name)
                if error.issue.code == "archive-too-large":
                    return


def read_gzip(data: bytes, context: Context) -> Iterator[Found]:
    """Yield the releases of the one file in a GZ."""
    from pipeline.sources.readers import read_bytes

    _check_depth(context)
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            inner = context.budget.read(stream, len(data))
    except _ERRORS as error:
        if isinstance(error, RefusedError):
            raise
        raise refuse("damaged-file", f"the archive is damaged: {error}", _BROKEN) from error
    name = context.name[:-3] if context.name.casefold().endswith(".gz") else context.name
    yield from read_bytes(inner, _deeper(context, name))


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, context: Context, known: dict[str, Metadata]
) -> Iterator[Found]:
    from pipeline.sources.readers import read_inside

    if info.flag_bits & 1:
        raise refuse("encrypted", f"{name} is encrypted", "unpack it yourself with the password")
    try:
        with archive.open(info) as stream:
            inner = context.budget.read(stream, max(info.compress_size, 1))
    except _ERRORS as error:
        if isinstance(error, RefusedError):
            raise
        raise refuse("damaged-file", f"{name} is damaged: {error}", _BROKEN) from error
    yield from read_inside(inner, name, context, known.get(name), known_wins=True)


def _check_depth(context: Context) -> None:
    if context.depth >= MAX_DEPTH:
        message = f"it is the {MAX_DEPTH + 1}th archive inside another"
        raise refuse("archive-too-deep", message, "unpack it yourself and give the folder, if you trust it")


def _deeper(context: Context, name: str) -> Context:
    return Context(name, context.budget, context.text_column, context.max_chars, context.depth + 1)


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(_safe(name)).parts)


def _safe(name: str) -> str:
    """Give a member's name as a path that stays below the archive, without control characters."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    text = "/".join(part.rstrip(":") if number == 0 and len(part) == 2 else part for number, part in enumerate(parts))
    return "".join(c if c.isprintable() else "_" for c in text.encode("utf-8", "replace").decode()) or "_"


def _stem(name: str) -> str:
    path = PurePosixPath(name)
    return str(path.with_suffix("")) if path.suffix else name


def _sheet(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], context: Context) -> dict[str, Metadata]:
    """Give what the archive's metadata.csv says, by the names of the members."""
    from pipeline.sources.sheet import rows_of_sheet

    found: dict[str, Metadata] = {}
    for info in sorted(members, key=lambda i: (i.filename.count("/"), i.filename)):
        path = PurePosixPath(_safe(info.filename))
        if path.name != _SHEET or info.flag_bits & 1:
            continue
        try:
            with archive.open(info) as stream:
                rows = rows_of_sheet(context.budget.read(stream, max(info.compress_size, 1)))
        except _ERRORS:
            continue
        found.update({str(path.parent / name): metadata for name, metadata in rows.items()})
    return found
