"""`dateline explain`: why a row stands in the tables as it does."""

from __future__ import annotations

import argparse
import re
import sys
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.cli.one_file import OK, QUARANTINED, USAGE, add_file, add_file_options, read_one_file

if TYPE_CHECKING:
    from pipeline.model.records import Commitment, Event, Release

_WIDTH = 118
_ID = re.compile(r"(?:.*#)?(?P<letters>[A-Za-z]+)(?P<number>[1-9][0-9]{0,5})")
_LETTERS = {"event": "EV", "commitment": "C"}
EXAMPLES = """\
examples:
  dateline explain raw/visit.txt --event EV1
  dateline explain raw/visit.txt --event "visit#EV1"     an id as in events.csv
  dateline explain raw/visit.txt --commitment C2 --published 2024-05-17

The ids are those of the tables, the part before # may be left out. The file is read anew: give --published and
--issuer as the run had them; a metadata.csv beside the file and front matter at its head are read.
exit codes: 0 ok, 2 wrong usage or no such id, 3 the file or a layer of it could not be read."""


def add_parser(subparsers: Any) -> None:
    """Add the command; its handler is the parser's default `handler`."""
    parser = subparsers.add_parser(
        "explain",
        help="say why an event or commitment stands in the tables as it does",
        description="Say which rule and words made a row, which date was linked and which competed with it,\n"
        "which exclusions were tested, and what weighed most. Plain text on stdout.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_file(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--event", metavar="ID", help="the id of an event, such as EV1")
    which.add_argument("--commitment", metavar="ID", help="the id of a commitment, such as C1")
    add_file_options(parser)
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Do the command and give its exit code."""
    kind = "event" if args.event is not None else "commitment"
    given = args.event if args.event is not None else args.commitment
    number = _number(kind, given)
    if number is None:
        return _complain(f"{given!r} is no id of {_a(kind)}: those are {_LETTERS[kind]}1, {_LETTERS[kind]}2 ...", USAGE)
    file = read_one_file(args)
    if file.source is None:
        return _complain(file.problem, file.code)

    from pipeline.corridor import open_corridor
    from pipeline.rooms.parse import parse

    corridor = open_corridor()
    release = corridor.walk(file.source)
    records: tuple[Event, ...] | tuple[Commitment, ...] | None = getattr(release, f"{kind}s")
    if records is None or release.clean is None or release.sentences is None:
        told = "; ".join(f"{i.stage}: {i.message}" for i in release.issues if i.severity == "error")
        return _complain(f"{args.file}: the {kind}s could not be read: {told}", QUARANTINED)
    if number > len(records):
        known = f"{_LETTERS[kind]}1 to {_LETTERS[kind]}{len(records)}" if records else "none"
        return _complain(f"{args.file} has no {kind} {_LETTERS[kind]}{number}; its {kind}s: {known}", USAGE)
    doc = parse(corridor.nlp, release.clean, release.sentences)
    print("\n".join(_report(release, records[number - 1], _sections(kind, release, doc, number))))
    return OK


def _number(kind: str, given: str) -> int | None:
    """Read "EV3" or "visit#EV3"; None when it is no id of that kind."""
    found = _ID.fullmatch(given.strip())
    if found is None or found["letters"].upper() != _LETTERS[kind]:
        return None
    return int(found["number"])


def _a(kind: str) -> str:
    return f"an {kind}" if kind == "event" else f"a {kind}"


def _sections(kind: str, release: Release, doc: Any, number: int) -> list[tuple[str, list[str]]]:
    from pipeline.rooms.commitments.explaining import explain_commitment
    from pipeline.rooms.events.explaining import explain_event

    explain = explain_event if kind == "event" else explain_commitment
    return explain(release, doc, number)


def _report(release: Release, record: Event | Commitment, sections: list[tuple[str, list[str]]]) -> Iterator[str]:
    from pipeline.grades import grade_of

    layer = "events" if hasattr(record, "triggers") else "commitments"
    yield f"{record.id}  {record.title}"
    sentence = next((s for s in release.sentences or () if s.id == record.sentence), None)
    if sentence is not None and release.clean is not None:
        text = " ".join(release.clean.text[sentence.start : sentence.end].split())
        yield from _folded(f"{sentence.id}: {text}", "  ")
    for heading, lines in sections:
        yield ""
        yield heading
        if heading == "Rule":
            yield f"  {record.rule}, grade {grade_of(layer, record.rule)}"
        for line in lines:
            yield from _folded(line, "  ")


def _folded(line: str, indent: str) -> list[str]:
    """Break a line at spaces; what goes on stands four further in."""
    first = indent + line[: len(line) - len(line.lstrip())]
    return textwrap.wrap(
        line.strip(),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=f"{first}    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _complain(message: str, code: int) -> int:
    print(f"dateline explain: {message}", file=sys.stderr)
    return code
