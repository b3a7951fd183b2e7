"""Doubles, titles repeated in the body, and the final order."""

from __future__ import annotations

import dataclasses
import re

from pipeline.model.records import Commitment, Span
from pipeline.rooms.commitments.context import Context

# How many of the shorter action's words must come back for two records to say the same (rule S5).
_SAME = 0.8


def merged(context: Context, found: list[Commitment]) -> tuple[Commitment, ...]:
    """Give the records in text order with ids; repeats and headlines that the body repeats are left out."""
    kept: list[Commitment] = []
    ordered = sorted(found, key=lambda c: (c.action.start, c.action.end, c.cue.start))
    body = [c for c in ordered if context.zone_at(c.cue.start) != "title"]
    heads: set[Span] = set()
    for record in ordered:
        if record.action_head in heads:
            continue
        if context.zone_at(record.cue.start) == "title" and any(_says_same(context, record, b) for b in body[:40]):
            continue
        if any(_repeats(context, record, k) for k in kept[-25:]):
            continue
        kept.append(record)
        heads.add(record.action_head)
    return tuple(dataclasses.replace(c, id=f"C{n}") for n, c in enumerate(kept, 1))


def _words(context: Context, record: Commitment) -> set[str]:
    return set(re.findall(r"\w{4,}", context.text[record.action.start : record.action.end].lower()))


def _says_same(context: Context, title: Commitment, body: Commitment) -> bool:
    mine, other = _words(context, title), _words(context, body)
    return bool(mine) and len(mine & other) >= 0.5 * len(mine)


def _repeats(context: Context, record: Commitment, earlier: Commitment) -> bool:
    if record.commitment_class != earlier.commitment_class or record.lead_in is not None:
        return False
    if {p.entity for p in record.committer} != {p.entity for p in earlier.committer}:
        return False
    mine, other = _words(context, record), _words(context, earlier)
    shorter = min(len(mine), len(other))
    return shorter > 0 and len(mine & other) >= _SAME * max(len(mine), len(other))
