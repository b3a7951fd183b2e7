"""`dateline run`: a folder of releases in, tables out."""

from __future__ import annotations

import argparse
import functools
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cli.signals import stop_on_signals
from pipeline.outputs import kinds

if TYPE_CHECKING:
    from pipeline.batch import Summary, Watcher
    from pipeline.cli.signals import Stop
    from pipeline.corridor import Corridor
    from pipeline.engine import Workers

OK, UNEXPECTED, USAGE, QUARANTINED, NOTHING_TO_DO = 0, 1, 2, 3, 4
DEFAULT_MAX_CHARS = 1_000_000
_SHOWN = ("releases", "entities", "dates", "events", "commitments", "issues")
_EXAMPLES = """\
examples:
  dateline run raw -o output              every release below raw/, of any kind that is read
  dateline run raw more/visit.txt -o out  folders and single files together
  dateline run raw -o output --quiet      for scripts: nothing on stdout, errors on stderr
  dateline run raw -o output --dry-run    say what would be read, and why; write nothing
  dateline run raw -o output --jobs 0 --timeout 120 --max-memory 2000
                                          all cores; what takes longer than two minutes or 2 GB is set aside
  dateline run news.csv --text-column story -o out   a table with one release a row
  curl -s https://… | dateline run - -o out          one file from standard input

Read are txt, md, html, pdf, docx, eml, mbox, rss, atom, xml, json, jsonl, csv, and zip and gz of these; a file
is taken for what it holds, whatever its name.

What is known of the releases beforehand goes into a file metadata.csv in their folder, with the columns
file,published,issuer,url,title (all but file may be missing), or into front matter at the head of a file:
  ---
  title: Mayors sign a charter
  date: 2024-05-17
  ---

A second run reads only what is new or changed. Start with events.csv and commitments.csv; issues.csv says
what could not be read and what to do about it. A run that is stopped or killed loses nothing: run it again.

exit codes: 0 ok, 1 unexpected error, 2 wrong usage, 3 some releases could not be read completely (see --fail-on),
4 nothing to do, 130 stopped by Ctrl-C, 143 stopped by SIGTERM
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
    parser.add_argument(
        "inputs", nargs="+", type=Path, metavar="INPUT", help="a file, a folder of any nesting, or - for standard input"
    )
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
    parser.add_argument(
        "--also",
        action="append",
        choices=sorted(kinds.ON_DEMAND),
        default=[],
        help="write parquet/ (a file a table) or events.jsonld (schema.org) too; can be given twice",
    )
    parser.add_argument(
        "--skip",
        action="append",
        choices=sorted(kinds.DEFAULT),
        default=[],
        help="do not write dateline.xlsx, report.html or dateline.ics; can be given more than once",
    )
    parser.add_argument(
        "--text-column",
        default="",
        metavar="NAME",
        help="the column of CSV files that holds the texts (default: text, body, content or the like)",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress, no summary")
    add_work_options(parser)
    _add_batch_options(parser)
    parser.set_defaults(handler=run)


def add_work_options(parser: Any) -> None:
    """Add the options that say how the work is done; `workers_of` reads them."""
    group = parser.add_argument_group("how the work is done (no result depends on it)")
    group.add_argument(
        "--jobs", type=_natural, default=1, metavar="N", help="worker processes; 0: one for each core (default 1)"
    )
    group.add_argument(
        "--timeout", type=_seconds, metavar="SECONDS", help="set a release aside that takes longer, twice in turn"
    )
    group.add_argument(
        "--max-memory", type=_positive, metavar="MB", help="set a release aside that takes a worker beyond this"
    )


def workers_of(args: argparse.Namespace) -> Workers:
    """Give how the work is to be done."""
    from pipeline.engine import Workers

    return Workers(args.jobs, args.timeout, args.max_memory)


def _add_batch_options(parser: Any) -> None:
    group = parser.add_argument_group("for runs over and over")
    group.add_argument("--dry-run", action="store_true", help="say what would be done with each release, and why")
    group.add_argument(
        "--keep-removed", action="store_true", help="releases that left the input stay in the tables, marked"
    )
    group.add_argument("--retry", action="store_true", help="read again what crashed, hung or ate memory before")
    group.add_argument(
        "--fail-on",
        type=_share,
        default=0.0,
        metavar="never|any|N%",
        help="how many releases must be incomplete or unread for exit code 3 (default any)",
    )
    group.add_argument(
        "--log-format", choices=("text", "json"), default="text", help="json: progress and summary as JSON on stderr"
    )


def run(args: argparse.Namespace) -> int:
    """Do the command and give its exit code."""
    if problem := _usage_problem(args.inputs, args.output):
        return _say(problem, USAGE)

    from pipeline.batch import NoInputError, NothingToDoError
    from pipeline.cli.dry_run import dry_run
    from pipeline.cli.progress import watch
    from pipeline.engines.pool import EngineError
    from pipeline.store import StoreError

    try:
        if args.dry_run:
            return dry_run(args, workers_of(args))
        with stop_on_signals() as stop, watch(args.quiet, args.log_format) as watcher:
            return _run(args, stop, watcher)
    except NoInputError as error:
        return _say(str(error), USAGE)
    except NothingToDoError as error:
        return _say(str(error), NOTHING_TO_DO)
    except (EngineError, StoreError) as error:
        return _say(str(error), UNEXPECTED)


def _run(args: argparse.Namespace, stop: Stop, watcher: Watcher) -> int:
    from pipeline.batch import run_batch
    from pipeline.sources import Options

    started = time.perf_counter()
    summary = run_batch(
        args.inputs,
        args.output,
        corridor_opener(args.max_chars),
        watcher,
        Options(args.max_chars, args.text_column),
        workers=workers_of(args),
        stop=stop,
        keep_removed=args.keep_removed,
        retry=args.retry,
        wanted=_wanted(args),
    )
    seconds, code = time.perf_counter() - started, _code(args, summary, stop)
    _finish(args, summary, seconds, code, watcher)
    return code


def _finish(args: argparse.Namespace, summary: Summary, seconds: float, code: int, watcher: Watcher) -> None:
    """Print the summary, in the form that was asked for."""
    from dataclasses import asdict

    from pipeline.cli.progress import JsonLines

    if isinstance(watcher, JsonLines):
        watcher.log("end", **asdict(summary), seconds=round(seconds, 1), exit_code=code)
    elif not args.quiet:
        print("\n".join(_report(summary, args.output, _wanted(args), seconds)))
    if summary.left:
        watcher.say(f"stopped; {summary.left} files are left, run again to go on")
    if code == NOTHING_TO_DO:
        watcher.say(f"no release in the input; see {args.output / 'issues.csv'}")


def _wanted(args: argparse.Namespace) -> frozenset[str]:
    return (kinds.DEFAULT | set(args.also)) - set(args.skip)


def _code(args: argparse.Namespace, summary: Summary, stop: Stop) -> int:
    if stop():
        return stop.code
    if not summary.found - summary.removed:
        return NOTHING_TO_DO
    return QUARANTINED if summary.failures > args.fail_on * summary.found else OK


def corridor_opener(max_chars: int) -> Callable[[], Corridor]:
    """Give what opens the corridor for texts of this length, in this process or a worker."""
    return functools.partial(_open_corridor, max_chars)


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
    texts = os.path.realpath(output / "text")
    if any(os.path.realpath(path) == texts or os.path.realpath(path).startswith(texts + os.sep) for path in inputs):
        return f"{output / 'text'} is where the texts of the releases are written; it cannot be input"
    return None


def _report(summary: Summary, output: Path, wanted: frozenset[str], seconds: float) -> list[str]:
    rows = [("found", str(summary.found), _details(summary))]
    rows += [(name, str(summary.counts[name]), "") for name in _SHOWN]
    rows.append(("seconds", f"{seconds:.1f}", ""))
    wide = max(len(number) for _, number, _ in rows)
    table = [f"{name:<12} {number:>{wide}}  {detail}".rstrip() for name, number, detail in rows]
    paths = [
        f"{output / 'events.csv'}  what happens, when, where, with whom",
        f"{output / 'commitments.csv'}  who undertakes or is asked to do what",
        f"{output / 'dateline.sqlite'}  all tables in one file",
    ]
    if kinds.WORKBOOK in wanted:
        paths.insert(0, f"{output / kinds.FILES[kinds.WORKBOOK]}  the same tables as a workbook")
    if kinds.PAGE in wanted:
        paths.insert(0, f"{output / kinds.FILES[kinds.PAGE]}  a page to look at: open it in a browser")
    if summary.counts["issues"]:
        paths.append(f"{output / 'issues.csv'}  what could not be read, and what to do")
    return [*table, "", *paths]


def _details(summary: Summary) -> str:
    """Say what became of those found; the numbers add up to it."""
    parts = [f"{summary.done} read", f"{summary.unchanged} unchanged"]
    if summary.renamed:
        parts[-1] += f", of them {summary.renamed} renamed"
    rest = (("quarantined", summary.quarantined), ("removed", summary.removed), ("left", summary.left))
    parts += [f"{number} {name}" for name, number in rest if number]
    return f"= {' + '.join(parts)}"


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _natural(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("must be 0 or more")
    return number


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError("must be more than 0")
    return number


def _share(text: str) -> float:
    """Give the share of releases that may fail: any is none of them, never all."""
    if text in ("any", "never"):
        return 0.0 if text == "any" else float("inf")
    try:
        share = float(text.removesuffix("%")) / 100
    except ValueError:
        share = -1.0
    if not text.endswith("%") or not 0 <= share <= 1:
        raise argparse.ArgumentTypeError("must be never, any, or a percentage like 5%")
    return share


def _say(message: str, code: int) -> int:
    print(f"dateline run: {message}", file=sys.stderr)
    return code
