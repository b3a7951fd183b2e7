"""`dateline evaluate`: precision, recall and F1 of every layer against human annotation."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.evaluate.annotation import Annotation
    from pipeline.evaluate.errors import Miss
    from pipeline.evaluate.gold import GoldRelease
    from pipeline.evaluate.grading import Family
    from pipeline.evaluate.score import Difference

OK, USAGE, QUARANTINED, NOTHING, FAILED = 0, 2, 3, 4, 5
LAYERS = ("frame", "mentions", "entities", "roles", "dates", "events", "participants", "places", "commitments")
EXAMPLES = """\
examples:
  dateline evaluate gold/dev                          read the releases and score every layer
  dateline evaluate gold/dev gold/seeds --json        two folders pooled, figures as JSON
  dateline evaluate gold/dev --fail-under floors.json exit code 5 when a measure is below its floor
  dateline evaluate gold/dev --errors events --limit 20
                                                      what is wrong with the events, with the sentences
  dateline evaluate gold/dev --predictions output/releases.jsonl
                                                      score what an earlier run has found
  dateline evaluate gold/dev --paired old.jsonl       is it better than what was found before?

A gold folder holds raw/*.txt, perhaps raw/metadata.csv, and annotations/*.json (one for each text).
floors.json holds {"mentions": 0.7, ...}; the names are those under "measures" of --json.
exit codes: 0 ok, 2 usage or input that cannot be used, 3 a room failed on some release, 4 no releases,
5 a floor was missed."""


def add_parser(subparsers: Any) -> None:
    """Add the command; its handler is the parser's default `handler`."""
    parser = subparsers.add_parser(
        "evaluate",
        help="score every layer against human annotation",
        description="Score every layer against human annotation: precision, recall, F1 with 95 % intervals.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "gold", nargs="+", type=Path, metavar="GOLD_DIR", help="an annotated folder; several are pooled"
    )
    parser.add_argument("--json", action="store_true", help="write the figures as JSON")
    parser.add_argument(
        "--fail-under", type=Path, metavar="FLOORS", help="exit with 5 when a measure is below its floor"
    )
    parser.add_argument(
        "--predictions", type=Path, metavar="PATH", help="score a folder of JSON files or a releases.jsonl"
    )
    parser.add_argument("--write-predictions", type=Path, metavar="DIR", help="also write DIR/<release>.json")
    parser.add_argument(
        "--paired", type=Path, metavar="PATH", help="compare with these other predictions, release by release"
    )
    parser.add_argument("--errors", choices=LAYERS, metavar="LAYER", help=f"list what is wrong: {', '.join(LAYERS)}")
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="errors to list, 0 for all (default 50)")
    parser.add_argument("--write-grades", type=Path, metavar="CSV", help="write the grade of every rule family")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Do the command and give its exit code."""
    from pipeline.evaluate.gold import GoldError

    try:
        return _run(args)
    except GoldError as error:
        _warn(str(error))
        return USAGE


def _run(args: argparse.Namespace) -> int:
    from pipeline.evaluate.floors import read_floors
    from pipeline.evaluate.gold import GoldError, read_gold
    from pipeline.evaluate.measures import MEASURES

    if args.predictions and args.write_predictions:
        raise GoldError("--predictions and --write-predictions exclude each other")
    floors = read_floors(args.fail_under, [m.name for m in MEASURES]) if args.fail_under else {}
    releases = read_gold(args.gold, _warn)
    if not releases:
        _warn(f"no releases in {', '.join(map(str, args.gold))}")
        return NOTHING
    if args.predictions:
        found, failed = _stored(releases, args.predictions), 0
    else:
        found, failed = _walked(releases, args.write_predictions)
    pairs = list(zip(releases, found, strict=True))
    if args.errors:
        _print_errors(pairs, args)
        code = OK
    else:
        code = _print_scores(pairs, args, floors)
    return code or (QUARANTINED if failed else OK)


def _warn(message: str) -> None:
    print(f"dateline evaluate: {message}", file=sys.stderr)


def _stored(releases: list[GoldRelease], path: Path) -> list[Annotation]:
    """Give the stored prediction of each release; one that has none counts as empty and is named on stderr."""
    from pipeline.evaluate.gold import no_prediction, read_predictions

    stored = read_predictions(path)
    absent = [r.source.doc_id for r in releases if r.source.doc_id not in stored]
    if absent:
        _warn(f"no prediction for {_some(absent)}; they count as empty")
    return [stored.get(r.source.doc_id) or no_prediction() for r in releases]


def _walked(releases: list[GoldRelease], folder: Path | None) -> tuple[list[Annotation], int]:
    """Read every release anew; give the predictions and how many releases had a failing room."""
    from pipeline.corridor import open_corridor
    from pipeline.evaluate.gold import as_annotation
    from pipeline.export import export_release

    corridor, found = open_corridor(), []
    troubles: dict[tuple[str, str], list[str]] = {}
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    for number, release in enumerate(releases, 1):
        _progress(number, len(releases))
        walked = corridor.walk(release.source)
        record = export_release(walked)
        errors = [issue for issue in walked.issues if issue.severity == "error"]
        for issue in errors:
            troubles.setdefault((issue.stage, issue.message), []).append(release.source.doc_id)
        if folder:
            text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
            (folder / f"{release.source.doc_id}.json").write_text(text, encoding="utf-8")
        found.append(as_annotation(record))
    for (stage, message), names in troubles.items():
        _warn(f"{stage} failed for {_some(names)}: {message}")
    return found, len({name for names in troubles.values() for name in names})


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
    return f"{len(names)} release{'' if len(names) == 1 else 's'} ({shown})"


def _progress(number: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\rreading {number}/{total}", end="\n" if number == total else "", file=sys.stderr, flush=True)


def _print_errors(pairs: list[tuple[GoldRelease, Annotation]], args: argparse.Namespace) -> None:
    from pipeline.evaluate.errors import LAYERS as FINDERS
    from pipeline.evaluate.report import misses_json, misses_text

    find = FINDERS[args.errors]
    misses: list[tuple[GoldRelease, Miss]] = []
    for release, found in pairs:
        own = list(find(release.annotation, found))
        own.sort(key=lambda m: (m.where.start if m.where else -1, m.cause, m.wanted, m.got))
        misses.extend((release, miss) for miss in own)
    if args.json:
        print(json.dumps(misses_json(misses), ensure_ascii=False, indent=1))
    else:
        _print_lines(misses_text(args.errors, misses, args.limit))


def _print_scores(
    pairs: list[tuple[GoldRelease, Annotation]], args: argparse.Namespace, floors: dict[str, float]
) -> int:
    from pipeline.evaluate.floors import missed_floors
    from pipeline.evaluate.report import differences_text, report_json, report_text
    from pipeline.evaluate.score import compare_all, count_release, score_all

    tallies = [count_release(release.annotation, found) for release, found in pairs]
    scores, grades = score_all(tallies), _precision_by_grade(pairs, args.write_grades)
    missed = missed_floors(scores, floors)
    differences: list[Difference] = []
    if args.paired:
        releases = [release for release, _ in pairs]
        others = zip(releases, _stored(releases, args.paired), strict=True)
        differences = compare_all(tallies, [count_release(r.annotation, other) for r, other in others])
    if args.json:
        report = report_json(len(pairs), scores, grades, missed, differences)
        print(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        _print_lines(report_text(len(pairs), scores, grades))
        _print_lines(differences_text(differences))
    for miss in missed:
        value = "undefined" if miss.value is None else f"{miss.value:.4f}"
        print(f"floor missed: {miss.name} is {value}, must be at least {miss.floor:.4f}", file=sys.stderr)
    return FAILED if missed else OK


def _precision_by_grade(pairs: list[tuple[GoldRelease, Annotation]], table: Path | None) -> list[Family]:
    """Give the precision of each grade: of the predicted ones, or of those that are written to `table`."""
    from pipeline.evaluate import grading

    judged = [one for release, found in pairs for one in grading.judge(release.annotation, found)]
    fresh: dict[tuple[str, str], str] = {}
    if table:
        graded = grading.grade_families(grading.measure_families(judged))
        grading.write_grades(graded, table)
        fresh = {(family.layer, family.name): grade for family, grade in graded}
    return grading.precision_by_grade(judged, fresh)


def _print_lines(lines: Iterator[str]) -> None:
    for line in lines:
        print(line)
