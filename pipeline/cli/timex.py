"""`dateline timex`: date expressions alone, JSONL in and JSONL out, for researchers."""

from __future__ import annotations

import argparse
import contextlib
import sys
from typing import IO

OK, USAGE = 0, 2
_DESCRIPTION = """\
Finds date expressions in English texts and writes them as TIMEX3 (TimeML types and values).

Reads one JSON object a line, {"doc_id": ..., "dct": "2013-03-22", "text": ...}, from FILE or standard input; `dct`,
the day of the document, may be missing. Writes one object a line, {"doc_id": ..., "timex": [{"start", "end", "text",
"type", "value"}]}, to standard output; offsets count code points of `text`, end exclusive."""
_EPILOG = """\
examples:
  dateline timex texts.jsonl > timex.jsonl
  echo '{"doc_id": "a", "dct": "2024-05-03", "text": "They met last Monday."}' | dateline timex
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of `dateline`."""
    parser = subparsers.add_parser(
        "timex",
        help="dates alone, as TIMEX3, from JSONL to JSONL",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="JSONL file; - for standard input")
    parser.set_defaults(handler=handle)


def handle(args: argparse.Namespace) -> int:
    """Write the expressions of every line to standard output; 2 when the input cannot be read."""
    from pipeline.timex import run_timex

    try:
        with _opened(args.file) as lines:
            for line in run_timex(lines):
                sys.stdout.write(line.rstrip("\n") + "\n")
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        print(f"dateline timex: {args.file}: {error}", file=sys.stderr)
        return USAGE
    return OK


def _opened(name: str) -> contextlib.AbstractContextManager[IO[str]]:
    if name == "-":
        sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        return contextlib.nullcontext(sys.stdin)
    return open(name, encoding="utf-8")
