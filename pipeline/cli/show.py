"""`dateline show`: one release in the terminal, with what was found in it."""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
from pathlib import Path
from typing import Any

OK, USAGE, QUARANTINED = 0, 2, 3
EXAMPLES = """\
examples:
  dateline show raw/visit.txt
  dateline show visit.txt --published 2024-05-17 --issuer "Harbour League"
  NO_COLOR=1 dateline show visit.txt > visit.layers.txt
  FORCE_COLOR=1 dateline show visit.txt | less -R

A metadata.csv beside the file and front matter at its head are read; the options go before both.
Without colour, what was found stands in brackets: [PERSON Mia Holm].
exit codes: 0 ok, 2 wrong usage, 3 the file or a layer of it could not be read."""


def add_parser(subparsers: Any) -> None:
    """Add the command; its handler is the parser's default `handler`."""
    parser = subparsers.add_parser(
        "show",
        help="show one release with what was found in it",
        description="Show one release in the terminal: its text with names, dates, events and commitments in colour,\n"
        "then each of them as a table.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="a release (.txt or .md)")
    parser.add_argument("--published", metavar="DATE", help="the day it was published, as YYYY-MM-DD")
    parser.add_argument("--issuer", metavar="NAME", help="who published it")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Do the command and give its exit code."""
    from pipeline.sources import read_path
    from pipeline.sources.published import iso_date

    known = {}
    if args.issuer:
        known["issuer"] = " ".join(args.issuer.split())
    try:
        if args.published:
            known["published"] = iso_date(args.published)
    except ValueError as error:
        return _complain(f"--published {args.published}: {error}", USAGE)
    try:
        reading = read_path(args.file)
    except (OSError, ValueError) as error:
        return _complain(str(error), USAGE)
    if reading.source is None:
        return _complain(f"{args.file}: {'; '.join(issue.message for issue in reading.issues)}", QUARANTINED)
    source = dataclasses.replace(reading.source, metadata=dataclasses.replace(reading.source.metadata, **known))

    from pipeline.corridor import open_corridor
    from pipeline.export import export_release
    from pipeline.outputs.terminal import open_console, print_release

    release = open_corridor().walk(source)
    release = dataclasses.replace(release, issues=(*reading.issues, *release.issues))
    print_release(open_console(sys.stdout, os.environ), export_release(release), source.text)
    return QUARANTINED if any(issue.severity == "error" for issue in release.issues) else OK


def _complain(message: str, code: int) -> int:
    print(f"dateline show: {message}", file=sys.stderr)
    return code
