"""The knowledge of this room, read from `models/en/commitments/*.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.lang.lexicon import read_table

FOLDER = "commitments"


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of cues.csv: a word that puts a party under an action, and what it takes."""

    lemma: str
    pos: str  # verb, adj, noun
    commitment_class: str
    strength: str
    takes: frozenset[str]
    family: str


@cache
def cues() -> dict[tuple[str, str], tuple[Cue, ...]]:
    """Give the cue rows by (lemma, pos); a lemma may have several rows."""
    found: dict[tuple[str, str], list[Cue]] = {}
    for row in read_table(f"{FOLDER}/cues"):
        cue = Cue(
            row["lemma"],
            row["pos"],
            row["class"],
            row["strength"],
            frozenset(row["takes"].split()),
            row["family"],
        )
        found.setdefault((cue.lemma, cue.pos), []).append(cue)
    return {key: tuple(rows) for key, rows in found.items()}


@cache
def words(table: str, kind: str) -> frozenset[str]:
    """Give the words of one kind in a two-column word table (`word`, `kind`)."""
    return frozenset(row["word"] for row in read_table(f"{FOLDER}/{table}") if row["kind"] == kind)
