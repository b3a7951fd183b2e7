"""The command `dateline`: picks the subcommand and turns errors into one line and an exit code."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import sys
import traceback
from collections.abc import Sequence

from pipeline import __version__
from pipeline.engines.machine import ONE_THREAD

OK, UNEXPECTED, USAGE, QUARANTINED, NOTHING_TO_DO, CHECK_FAILED, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130
# These modules import what is heavy only inside their handlers, so that --help is quick.
_COMMANDS = ("run", "show", "explain", "diff", "check", "evaluate", "timex")
_EPILOG = """\
examples:
  dateline run raw -o output        read every release in raw/, write tables to output/
  dateline show raw/visit.txt       one release in the terminal, with what was found in colour
  dateline diff old/ output/        what changed between two outputs, row by row
  dateline check releases/          compare a folder's tables with those recorded before
  dateline explain raw/visit.txt --event EV1   why that row stands in the tables as it does
  dateline evaluate gold/dev        precision, recall and F1 against human annotation
  dateline timex < texts.jsonl      date expressions alone, as TIMEX3
  dateline run --help               more about a command

exit codes: 0 ok, 1 unexpected error, 2 wrong usage, 3 some releases could not be read completely,
4 nothing to do, 5 a check failed or something changed, 130 stopped by Ctrl-C, 143 stopped by SIGTERM
Set DATELINE_DEBUG=1 to see where an unexpected error comes from.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments (default: those of the process) and give its exit code."""
    # Small matrices, one release after the other: more threads of the matrix library only wait for each other.
    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)
    parser = _parser()
    args = parser.parse_args(arguments)
    if not hasattr(args, "handler"):
        parser.print_help(sys.stderr)
        return USAGE
    try:
        code: int = args.handler(args)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The reader of stdout went away ("dateline run ... | head"): no error, but nothing more may be written.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt as error:
        print("dateline: stopped; finished releases are kept, run again to go on", file=sys.stderr)
        return getattr(error, "code", INTERRUPTED)  # 143 when it was SIGTERM
    except Exception as error:  # noqa: BLE001  the last stop before the user
        if os.environ.get("DATELINE_DEBUG"):
            traceback.print_exc()
        print(f"dateline: {_in_words(error)}", file=sys.stderr)
        return UNEXPECTED


def _in_words(error: Exception) -> str:
    words = " ".join(str(error).split())
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return f"{type(error).__name__}: {words} (set DATELINE_DEBUG=1 to see where)"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dateline",
        description="Reads press releases and writes down who is named, what happens when, and who undertakes what.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"dateline {__version__}")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name in _COMMANDS:
        importlib.import_module(f"pipeline.cli.{name}").add_parser(subparsers)
    return parser
