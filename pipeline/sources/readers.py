"""The reader of each kind of file, and what is done with its findings, in a file or inside another."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

from pipeline.model.records import Issue, Metadata
from pipeline.sources.extract import Context, Extract, Found, Refused
from pipeline.sources.issues import RefusedError, refuse, warn
from pipeline.sources.kinds import ENDINGS, HEAD, HTML, TAG, Kind, ending_of, kind_of


def read_bytes(data: bytes, context: Context) -> Iterator[Found]:
    """Yield the releases in some bytes. Raises RefusedError when they are not read at all."""
    kind = kind_of(data[:HEAD], context.name)
    if kind.name in ("html",) and not TAG.search(data[: 20 * HEAD]) and not HTML.match(data[:HEAD]):
        kind = Kind("txt", is_wrong_ending=True)
    if not kind.name:
        code = "binary-file" if ending_of(context.name) in ENDINGS else "skipped"
        raise refuse(code, f"the file is {kind.what}", kind.action)
    if not data:
        raise refuse("empty-file", "the file has no content", "fill or remove it")
    extra: tuple[Issue, ...] = ()
    if kind.is_wrong_ending:
        message = f"its ending is {ending_of(context.name)}, but it is {_NAMES.get(kind.name, kind.name)}; read as that"
        extra = (warn("wrong-ending", message, "rename it"),)
    is_empty = True
    for found in _guarded(_reader(kind.name), data, context):
        is_empty = False
        if extra and isinstance(found, Extract):
            found = dataclasses.replace(found, issues=(*extra, *found.issues))
        yield found
    if is_empty:
        raise refuse("no-release", "the file holds no release", "remove it, or look at what it holds")


_NAMES = {
    "txt": "plain text", "html": "a web page", "pdf": "a PDF document", "docx": "a Word document", "eml": "a mail",
    "mbox": "a mailbox", "xml": "XML", "json": "JSON", "zip": "a ZIP archive", "gz": "a gzip archive",
}  # fmt: skip


def _guarded(read: Callable[[bytes, Context], Iterator[Found]], data: bytes, context: Context) -> Iterator[Found]:
    """Read; what a library of a format raises over a broken file costs that file alone."""
    try:
        yield from read(data, context)
    except RefusedError:
        raise
    # The only broad except of the sources: readers of formats raise whatever their libraries do.
    except Exception as error:
        message = f"the file cannot be read: {type(error).__name__}: {error}"[:200]
        raise refuse("damaged-file", message, "save it again, or save its text as .txt") from error


def _reader(kind: str) -> Callable[[bytes, Context], Iterator[Found]]:
    """Give the reader of a kind; what is heavy is imported here, when it is needed."""
    if kind in ("txt", "md"):
        from pipeline.sources.plain import read_plain as read
    elif kind == "html":
        from pipeline.sources.page import read_page as read
    elif kind == "pdf":
        from pipeline.sources.pdf import read_pdf as read
    elif kind == "docx":
        from pipeline.sources.word import read_word as read
    elif kind in ("eml", "mbox"):
        from pipeline.sources import mail

        return mail.read_mail if kind == "eml" else mail.read_mailbox
    elif kind == "xml":
        from pipeline.sources.feed import read_xml

        return read_xml
    elif kind in ("zip", "gz"):
        from pipeline.sources import archive

        return archive.read_zip if kind == "zip" else archive.read_gzip
    else:
        from pipeline.sources import records

        return {"json": records.read_json, "jsonl": records.read_json_lines, "csv": records.read_table}[kind]
    return read


def read_inside(
    data: bytes, name: str, context: Context, known: Metadata | None = None, *, known_wins: bool = False
) -> Iterator[Found]:
    """Yield the releases of a file inside another; `known` holds for them where they say nothing themselves.

    With `known_wins` it is the other way round: what they say holds where `known` is empty.
    """
    inner = Context(name, context.budget, context.text_column, context.max_chars, context.depth + 1)
    stem = name[: -len(ending_of(name))] if ending_of(name) in ENDINGS else name
    stem = stem[: -len(ending_of(stem))] if ending_of(name) == ".gz" and ending_of(stem) in ENDINGS else stem
    try:
        for found in read_bytes(data, inner):
            label = f"{stem}/{found.name}" if found.name else stem
            member = f"{name}/{found.member}" if found.member else name
            if isinstance(found, Extract) and known is not None:
                first, second = (known, found.metadata) if known_wins else (found.metadata, known)
                found = dataclasses.replace(found, metadata=_filled(first, second))
            yield dataclasses.replace(found, name=label, member=member)
    except RefusedError as error:
        yield Refused(error.issue, stem, name)


def _filled(own: Metadata, known: Metadata) -> Metadata:
    return Metadata(*(getattr(own, f.name) or getattr(known, f.name) for f in dataclasses.fields(Metadata)))
