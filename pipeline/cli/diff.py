"""`dateline diff`: what changed between two outputs."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.compare.match import Diff

OK, USAGE, FAILED = 0, 2, 5
FORMATS = ("text", "markdown", "json", "html")
_EXAMPLES = """\
examples:
  dateline diff monday/ tuesday/                       two output folders
  dateline diff old/dateline.sqlite output             a store and a folder
  dateline diff HEAD~1:output output                   a git revision of a folder, and the folder as it is
  dateline diff old new --ignore registry --ignore events.rule
  dateline diff old new --format markdown --max-changed 20 >> "$GITHUB_STEP_SUMMARY"

A row is known by what it says, not by where it stands: a moved offset, a renamed file or another number is no
change. Added, removed and changed rows are counted together.

exit codes: 0 nothing changed (or no more than --max-changed), 2 wrong usage, or no output at a place,
5 more changed
"""


def add_parser(subparsers: Any) -> None:
    """Add the command; its handler is the parser's default `handler`."""
    parser = subparsers.add_parser(
        "diff",
        help="what changed between two outputs",
        description="Compare two outputs of dateline run, table by table and row by row.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("old", metavar="OLD", help="an output folder, a dateline.sqlite, or REV:folder")
    parser.add_argument("new", metavar="NEW", help="what to compare it with, named likewise")
    add_report_options(parser)
    parser.set_defaults(handler=run)


def add_report_options(parser: Any) -> None:
    """Add the options about what counts and how it is shown; `finish` reads them."""
    parser.add_argument("--format", choices=FORMATS, default="text", help="how the report is written (default text)")
    parser.add_argument(
        "--ignore", action="append", default=[], metavar="TABLE[.COLUMN]", help="do not compare this; can be repeated"
    )
    parser.add_argument(
        "--max-changed", type=_natural, default=0, metavar="N", help="exit with 5 only beyond so many (default 0)"
    )
    parser.add_argument(
        "--limit",
        type=_natural,
        default=50,
        metavar="N",
        help="rows to show of each kind and table (default 50; 0: all)",
    )


def run(args: argparse.Namespace) -> int:
    """Do the command and give its exit code."""
    from pipeline.compare.match import compare
    from pipeline.compare.places import PlaceError, open_place

    if problem := unknown_names(args.ignore):
        return _say(problem)
    try:
        diff = compare(open_place(args.old), open_place(args.new), args.ignore)
    except PlaceError as error:
        return _say(str(error))
    return finish(args, diff)


def unknown_names(ignore: list[str]) -> str | None:
    """Say which of the names to ignore is no table or column."""
    from pipeline.outputs.columns import TABLES

    known = {table.name: {column.name for column in table.columns} for table in TABLES}
    for name in ignore:
        table, _, column = name.partition(".")
        if table not in known:
            return f"--ignore {name}: there is no such table; there are {', '.join(known)}"
        if column and column not in known[table]:
            return f"--ignore {name}: the table {table} has no such column"
    return None


def finish(args: argparse.Namespace, diff: Diff) -> int:
    """Print the report and give the exit code."""
    from pipeline.compare.report import report

    print(report(diff, args.format, args.limit), end="")
    return FAILED if diff.number > args.max_changed else OK


def _natural(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("must be 0 or more")
    return number


def _say(message: str) -> int:
    print(f"dateline diff: {message}", file=sys.stderr)
    return USAGE
