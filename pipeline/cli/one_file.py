"""Reading the one file a command is about, with what its options say of the release."""

from __future__ import annotations

import argparse
import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model.records import Issue, Source

OK, USAGE, QUARANTINED = 0, 2, 3


@dataclass(frozen=True)
class OneFile:
    """The source with what was noted while reading it; without one, what is wrong and the exit code."""

    source: Source | None
    issues: tuple[Issue, ...] = ()
    problem: str = ""
    code: int = OK


def add_file_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say of a release what the file does not."""
    parser.add_argument("--published", metavar="DATE", help="the day it was published, as YYYY-MM-DD")
    parser.add_argument("--issuer", metavar="NAME", help="who published it")


def add_file(parser: argparse.ArgumentParser) -> None:
    """Add the file itself."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a release (.txt or .md)")


def read_one_file(args: argparse.Namespace) -> OneFile:
    """Read `args.file`; `args.published` and `args.issuer` go before what stands in or beside the file."""
    from pipeline.sources import read_path
    from pipeline.sources.published import iso_date

    known = {"issuer": " ".join(args.issuer.split())} if args.issuer else {}
    try:
        if args.published:
            known["published"] = iso_date(args.published)
    except ValueError as error:
        return OneFile(None, problem=f"--published {args.published}: {error}", code=USAGE)
    try:
        reading = read_path(args.file)
    except (OSError, ValueError) as error:
        return OneFile(None, problem=str(error), code=USAGE)
    issues = tuple(reading.issues)
    if reading.source is None:
        told = f"{args.file}: {'; '.join(issue.message for issue in issues)}"
        return OneFile(None, issues, told, QUARANTINED)
    metadata = dataclasses.replace(reading.source.metadata, **known)
    return OneFile(dataclasses.replace(reading.source, metadata=metadata), issues)
