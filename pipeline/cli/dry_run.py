"""`dateline run --dry-run`: what a run would do with each release, and why."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter

from pipeline.engine import Workers
from pipeline.plan import REASONS, UNCHANGED, plan_batch
from pipeline.sources import Options


def dry_run(args: argparse.Namespace, workers: Workers) -> int:
    """Print a line for each release that would not stay as it is, then how many of each kind; give the exit code."""
    from pipeline.batch import NoInputError

    if not any(os.path.lexists(path) for path in args.inputs):
        raise NoInputError("; ".join(f"{path}: there is no such file or folder" for path in sorted(args.inputs)))
    notes: list[str] = []
    numbers: Counter[str] = Counter()
    planned = plan_batch(
        args.inputs,
        args.output,
        Options(args.max_chars, args.text_column),
        workers=workers,
        retry=args.retry,
        notes=notes,
    )
    for one in planned:
        action = one.verdict.action
        numbers[action] += 1
        if args.log_format == "json":
            line = {"file": one.file, "release_id": one.doc_id, "action": action, "reason": REASONS[action]}
            print(json.dumps(line if one.verdict.like is None else {**line, "like": one.verdict.like}))
        elif action != UNCHANGED and not args.quiet:
            print(f"{action:<13}  {one.file}" + (f"  (was {one.verdict.like})" if one.verdict.like else ""))
    for note in notes:
        print(f"dateline run: {note}", file=sys.stderr)
    if args.log_format != "json":
        _print_numbers(numbers, bool(args.quiet))
    return 0


def _print_numbers(numbers: Counter[str], quiet: bool) -> None:
    if numbers.total() != numbers[UNCHANGED] and not quiet:
        print()
    for action in sorted(numbers, key=list(REASONS).index):
        print(f"{action:<13} {numbers[action]:>7}  {REASONS[action]}")
    if not numbers:
        print("no release in the input")
