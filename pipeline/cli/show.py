"""`dateline show`: one release in the terminal, with what was found in it."""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
from typing import Any

from pipeline.cli.one_file import OK, QUARANTINED, add_file, add_file_options, read_one_file

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
    add_file(parser)
    add_file_options(parser)
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Do the command and give its exit code."""
    file = read_one_file(args)
    if file.source is None:
        return _complain(file.problem, file.code)

    from pipeline.corridor import open_corridor
    from pipeline.export import export_release
    from pipeline.outputs.terminal import open_console, print_release

    release = open_corridor().walk(file.source)
    release = dataclasses.replace(release, issues=(*file.issues, *release.issues))
    print_release(open_console(sys.stdout, os.environ), export_release(release), file.source.text)
    return QUARANTINED if any(issue.severity == "error" for issue in release.issues) else OK


def _complain(message: str, code: int) -> int:
    print(f"dateline show: {message}", file=sys.stderr)
    return code
