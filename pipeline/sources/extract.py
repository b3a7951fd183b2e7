"""What a reader of one kind of file gives, and what it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pipeline.model.records import Issue, Metadata
from pipeline.sources.bounds import Budget
from pipeline.sources.issues import RefusedError

MAX_CHARS = 1_000_000  # about 150,000 words: a book, not a release


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of one release. `pages`: at which code point of `text` which page (from 1) begins.

    `name` tells it from the other releases of its file; it is empty when the file is one release. `member` is the
    file it came from inside an archive or a mail.
    """

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    issues: tuple[Issue, ...] = ()
    kind: str = "txt"
    encoding: str = "utf-8"
    body_start: int = 0
    pages: tuple[tuple[int, int], ...] = ()
    name: str = ""
    member: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A part of a file (named as in `Extract`) from which no release could be had, and why."""

    issue: Issue
    name: str = ""
    member: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader is told: the file's name, the options of the run, and how much it may unpack."""

    name: str
    budget: Budget
    text_column: str = ""
    max_chars: int = MAX_CHARS
    depth: int = 0  # how many archives the bytes lie in


Found = Extract | Refused
Reader = Callable[[bytes, Context], Iterator[Found]]

__all__ = ["MAX_CHARS", "Context", "Extract", "Found", "Reader", "Refused", "RefusedError"]
