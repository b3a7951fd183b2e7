"""`dateline run`: a folder of releases in, tables out."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.batch import Summary
    from pipeline.corridor import Corridor

OK, UNEXPECTED, USAGE, QUARANTINED, NOTHING_TO_DO = 0, 1, 2, 3, 4
DEFAULT_MAX_CHARS = 1_000_000
_SHOWN = ("releases", "entities", "dates", "events", "commitments", "issues")
_EXAMPLES = """\
examples:
  dateline run raw -o output              every .txt and .md file below raw/
  dateline run raw more/visit.txt -o out  folders and single files together
  dateline run raw -o output --quiet      for scripts: nothing on stdout, errors on stderr

What is known of the releases beforehand goes into a file metadata.csv in their folder, with the columns
file,published,issuer,url,title (all but file may be missing), or into front matter at the head of a file:
  ---
  title: Mayors sign a charter
  date: 2024-05-17
  ---

A second run reads only what is new or changed. Start with events.csv and commitments.csv; issues.csv says
what could not be read and what to do about it.

exit codes: 0 ok, 1 unexpected error, 2 wrong usage, 3 some releases could not be read completely,
4 nothing to do
"""


def add_parser(subparsers: Any) -> None:
    """Add the command; its handler is the parser's default `handler`."""
    parser = subparsers.add_parser(
        "run",
        help="read releases, write tables",
        description="Read press releases and write what they say as tables (CSV, JSON Lines, SQLite).",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="a file, or a folder of any nesting")
    parser.add_argument(
        "-o", "--output", required=True, type=Path, metavar="OUTPUT", help="the folder for the tables; made if missing"
    )
    parser.add_argument(
        "--max-chars",
        type=_positive,
        default=DEFAULT_MAX_CHARS,
        metavar="N",
        help=f"set longer texts aside instead of reading them (default {DEFAULT_MAX_CHARS})",
    )
    parser.add_argument("--no-page", action="store_true", help="do not write report.html, the page to look at")
    parser.add_argument("--quiet", action="store_true", help="no progress, no summary")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Do the command and give its exit code."""
    started = time.perf_counter()
    if problem := _usage_problem(args.inputs, args.output):
        return _say(problem, USAGE)

    from pipeline.batch import NoInputError, NothingToDoError, run_batch
    from pipeline.cli.progress import progress_bar
    from pipeline.store import StoreError

    try:
        with progress_bar(not args.quiet) as bar:
            summary = run_batch(
                args.inputs,
                args.output,
                lambda: _open_corridor(args.max_chars),
                bar,
                args.max_chars,
                with_page=not args.no_page,
            )
    except NoInputError as error:
        return _say(str(error), USAGE)
    except NothingToDoError as error:
        return _say(str(error), NOTHING_TO_DO)
    except StoreError as error:
        return _say(str(error), UNEXPECTED)
    if not args.quiet:
        print("\n".join(_report(summary, args.output, not args.no_page, time.perf_counter() - started)))
    if not summary.files:
        return _say(f"no .txt or .md file in the input; see {args.output / 'issues.csv'}", NOTHING_TO_DO)
    return QUARANTINED if summary.failures else OK


def _open_corridor(max_chars: int) -> Corridor:
    from pipeline.corridor import open_corridor

    corridor = open_corridor()
    corridor.nlp.max_length = max(corridor.nlp.max_length, max_chars)
    return corridor


def _usage_problem(inputs: list[Path], output: Path) -> str | None:
    if os.path.lexists(output) and not os.path.isdir(output):
        return f"{output} is a file; -o names a folder"
    if any(os.path.realpath(path) == os.path.realpath(output) for path in inputs):
        return f"{output} cannot be input and output at once"
    return None


def _report(summary: Summary, output: Path, with_page: bool, seconds: float) -> list[str]:
    rows = [("files", str(summary.files), _details(summary))]
    rows += [(name, str(summary.counts[name]), "") for name in _SHOWN]
    rows.append(("seconds", f"{seconds:.1f}", ""))
    wide = max(len(number) for _, number, _ in rows)
    table = [f"{name:<12} {number:>{wide}}  {detail}".rstrip() for name, number, detail in rows]
    paths = [
        f"{output / 'events.csv'}  what happens, when, where, with whom",
        f"{output / 'commitments.csv'}  who undertakes or is asked to do what",
        f"{output / 'dateline.sqlite'}  all tables in one file",
    ]
    if with_page:
        paths.insert(0, f"{output / 'report.html'}  a page to look at: open it in a browser")
    if summary.counts["issues"]:
        paths.append(f"{output / 'issues.csv'}  what could not be read, and what to do")
    return [*table, "", *paths]


def _details(summary: Summary) -> str:
    parts = [f"{summary.done} read", f"{summary.unchanged} unchanged"]
    parts += [f"{summary.states[state]} {state}" for state in ("incomplete", "quarantined") if state in summary.states]
    if summary.removed:
        parts.append(f"{summary.removed} removed")
    return f"({', '.join(parts)})"


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _say(message: str, code: int) -> int:
    print(f"dateline run: {message}", file=sys.stderr)
    return code
