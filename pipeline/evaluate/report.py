"""The figures as text for people and as JSON for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.evaluate.errors import Miss
from pipeline.evaluate.floors import Missed
from pipeline.evaluate.gold import GoldRelease
from pipeline.evaluate.grading import Family
from pipeline.evaluate.measures import F1, SECTIONS, MacroF1
from pipeline.evaluate.score import DRAWS, Difference, Score

Release = GoldRelease
BEFORE, AFTER = 90, 130


def report_text(releases: int, scores: Sequence[Score], grades: Sequence[Family]) -> Iterator[str]:
    """Yield the tables line by line."""
    by_name = {score.measure.name: score for score in scores}
    yield f"{_counted(releases, 'release')}; the interval holds 95 % of {DRAWS} bootstrap draws over releases"
    for title, measures in SECTIONS:
        yield ""
        yield f"{title:<42}  gold  pred right     P     R    F1  interval"
        for measure in measures:
            score = by_name[measure.name]
            if not _is_empty(score):
                yield _line(score)
    if grades:
        yield ""
        yield f"{'Precision by grade':<42}           n right     P"
        for family in grades:
            label = f"{family.layer} {family.name}"
            yield f"{label:<42}       {family.n:>5} {family.right:>5} {family.precision:>5.3f}"


def differences_text(differences: Sequence[Difference]) -> Iterator[str]:
    """Yield the comparison with other predictions line by line; nothing if there is none."""
    if not differences:
        return
    yield ""
    yield f"{'Paired comparison':<42}  this other  apart  interval"
    for d in differences:
        low, high = d.interval
        apart = f"{d.ours - d.theirs:+6.3f}  {low:+.3f} to {high:+.3f}  {d.verdict}"
        yield f"{d.measure.label:<42} {d.ours:5.3f} {d.theirs:5.3f} {apart}".rstrip()


def report_json(
    releases: int,
    scores: Sequence[Score],
    grades: Sequence[Family],
    missed: Sequence[Missed],
    differences: Sequence[Difference],
) -> dict[str, Any]:
    """Give everything as one JSON value."""
    return {
        "releases": releases,
        "draws": DRAWS,
        "measures": {score.measure.name: _score_json(score) for score in scores},
        "grades": [
            {"layer": f.layer, "grade": f.name, "n": f.n, "right": f.right, "precision": round(f.precision, 4)}
            for f in grades
        ],
        "paired": {
            d.measure.name: {"value": d.ours, "other": d.theirs, "interval": list(d.interval), "verdict": d.verdict}
            for d in differences
        },
        "missed_floors": [{"measure": m.name, "value": m.value, "floor": m.floor} for m in missed],
    }


def misses_text(layer: str, misses: Sequence[tuple[Release, Miss]], limit: int) -> Iterator[str]:
    """Yield the misses of a layer: counts by cause and rule, then each with its sentence (all if `limit` is 0)."""
    places = len({release.source.doc_id for release, _ in misses})
    yield f"{layer}: {_counted(len(misses), 'error')} in {_counted(places, 'release')}"
    causes = Counter(miss.cause for _, miss in misses)
    yield "by cause: " + ", ".join(f"{cause} {n}" for cause, n in _by_size(causes))
    rules = Counter(miss.rule for _, miss in misses if miss.rule)
    if rules:
        yield "by rule: " + ", ".join(f"{rule} {n}" for rule, n in _by_size(rules))
    shown = misses[:limit] if limit else misses
    for release, miss in shown:
        yield ""
        made_by = f"  ({miss.rule})" if miss.rule else ""
        sentence = release.annotation.sentence_at(miss.where.start) if miss.where else None
        yield f"{miss.cause.upper()}  {release.source.doc_id} {sentence or ''}{made_by}"
        if miss.wanted:
            yield f"  gold  {_flat(miss.wanted)}"
        if miss.got:
            yield f"  found {_flat(miss.got)}"
        if miss.where:
            yield f"  {_quote(release.source.text, miss.where.start, miss.where.end)}"
    if len(shown) < len(misses):
        yield ""
        yield f"{len(misses) - len(shown)} more; --limit 0 shows all"


def misses_json(misses: Sequence[tuple[Release, Miss]]) -> list[dict[str, Any]]:
    """Give the misses as JSON values."""
    return [
        {
            "doc_id": release.source.doc_id,
            "cause": miss.cause,
            "gold": miss.wanted or None,
            "found": miss.got or None,
            "rule": miss.rule or None,
            "start": miss.where.start if miss.where else None,
            "end": miss.where.end if miss.where else None,
        }
        for release, miss in misses
    ]


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _by_size(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _is_empty(score: Score) -> bool:
    """Say whether neither side has anything of a kind, so that a line would say nothing."""
    return isinstance(score.measure, F1) and not score.parts["predicted"] and not score.parts["gold"]


def _line(score: Score) -> str:
    parts = score.parts
    interval = f"{score.interval[0]:.2f}-{score.interval[1]:.2f}" if score.interval else "-"
    value = "    -" if score.value is None else f"{score.value:5.3f}"
    if isinstance(score.measure, F1):
        numbers = f"{parts['gold']:>5.0f} {parts['predicted']:>5.0f} {parts['right']:>5.0f}"
        numbers += f" {parts['precision']:5.3f} {parts['recall']:5.3f}"
    elif isinstance(score.measure, MacroF1):
        numbers = f"{parts['labels']:>5.0f} labels{'':17}"
    else:
        numbers = f"{parts['of']:>5.0f}{'':24}"
    return f"{score.measure.label:<42} {numbers} {value}  {interval}"


def _score_json(score: Score) -> dict[str, Any]:
    counted = ("right", "predicted", "gold", "of", "labels")
    parts = {name: int(part) if name in counted else part for name, part in score.parts.items()}
    return {
        "label": score.measure.label.strip(),
        "value": score.value,
        "interval": list(score.interval) if score.interval else None,
        **parts,
    }


def _flat(text: str) -> str:
    return " ".join(text.split())


def _quote(text: str, start: int, end: int) -> str:
    """Give the words around a range, the range in brackets, on one line."""
    left, right = max(start - BEFORE, 0), end + AFTER
    before, after = text[left:start], text[end:right]
    head, tail = "…" if left else "", "…" if right < len(text) else ""
    return _flat(f"{head}{before}[{text[start:end]}]{after}{tail}")
