"""`dateline check`: does this folder of releases still give the tables that were recorded?"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from pipeline.cli.diff import add_report_options, finish, unknown_names
from pipeline.cli.run import DEFAULT_MAX_CHARS, add_work_options, corridor_opener, workers_of

OK, UNEXPECTED, USAGE, NOTHING = 0, 1, 2, 4
_EXAMPLES = """\
examples:
  dateline check releases --update        read releases/ and record its tables in releases-golden/
  dateline check releases                 read it again and compare; exit code 5 when a row differs
  dateline check releases --golden tests/golden --ignore registry --format markdown

Record once, look at the tables, put them under version control beside the releases. After a new version of
Dateline, its models or your texts, the check shows what changed; --update records what is wanted.

exit codes: 0 as recorded (or no more than --max-changed), 1 unexpected error, 2 wrong usage or nothing recorded,
4 no releases, 5 more changed
"""


def add_parser(subparsers: Any) -> None:
    """Add the command; its handler is the parser's default `handler`."""
    parser = subparsers.add_parser(
        "check",
        help="compare a folder's tables with recorded ones",
        description="Read a folder of releases and compare its tables with those that were recorded.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the releases")
    parser.add_argument(
        "--golden", type=Path, metavar="DIR", help="where the recorded tables lie (default: FOLDER-golden)"
    )
    parser.add_argument("--update", action="store_true", help="record the tables instead of comparing them")
    add_report_options(parser)
    add_work_options(parser)
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Do the command and give its exit code."""
    golden = args.golden or args.folder.parent / f"{args.folder.resolve().name}-golden"
    if problem := _usage_problem(args, golden):
        return _say(problem, USAGE)
    from pipeline.batch import run_batch
    from pipeline.compare.places import PlaceError
    from pipeline.engines.pool import EngineError

    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        fresh = Path(folder) / "output"
        walker = corridor_opener(DEFAULT_MAX_CHARS)
        try:
            # What cannot be read stands in the issues table, which is compared like the others.
            summary = run_batch([args.folder], fresh, walker, workers=workers_of(args), leave_out=[golden])
            if not summary.found:
                return _say(f"no release in {args.folder}", NOTHING)
            return _record(fresh, golden) if args.update else _compare(args, golden, fresh)
        except PlaceError as error:
            return _say(str(error), USAGE)
        except EngineError as error:
            return _say(str(error), UNEXPECTED)


def _usage_problem(args: argparse.Namespace, golden: Path) -> str | None:
    if not args.folder.is_dir():
        return f"{args.folder}: there is no such folder"
    if os.path.realpath(golden) == os.path.realpath(args.folder):
        return f"{golden} cannot hold the releases and their tables at once"
    if not args.update and not golden.is_dir():
        return f"{golden}: nothing is recorded; run `dateline check {args.folder} --update` first"
    return unknown_names(args.ignore)


def _record(fresh: Path, golden: Path) -> int:
    from pipeline.outputs.columns import TABLES

    golden.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        shutil.copyfile(fresh / f"{table.name}.csv", golden / f"{table.name}.csv")
    print(f"recorded in {golden}")
    return OK


def _compare(args: argparse.Namespace, golden: Path, fresh: Path) -> int:
    from pipeline.compare.match import compare
    from pipeline.compare.places import open_place

    return finish(args, compare(open_place(str(golden)), open_place(str(fresh)), args.ignore))


def _say(message: str, code: int) -> int:
    print(f"dateline check: {message}", file=sys.stderr)
    return code
