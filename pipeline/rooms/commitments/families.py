"""The name of the rule that made a record: its kind, how sure the filter was, and the cue family.

Precision is measured per kind and surety ("will-sure", "will-likely", "will-weak"); the detail behind the colon
says which cue family it was.
"""

from __future__ import annotations

_KINDS = (
    ("list-heading", "heading"),
    ("list-", "list"),
    ("signed", "signed"),
    ("call-", "call"),
    ("propose", "propose"),
    ("pledge-noun", "pledge-noun"),
    ("pledge-support", "pledge-support"),
    ("pledge", "pledge"),
    ("guarantee", "pledge"),
    ("assure", "pledge"),
    ("decision", "pledge-noun"),
    ("will", "will"),
    ("would", "will"),
    ("is-to", "will"),
    ("set-to", "will"),
    ("going-to", "will"),
)
# From which log-odds on a kind is sure (nine of ten right) and likely (three of four), measured on releases that
# the filter had not seen (folds of the training releases): "will" and "call" need more than "pledged to".
_BOUNDS = {
    "will": (1.5, 0.5),
    "call": (2.0, 1.0),
    "intend": (1.5, 0.5),
    "pledge": (0.5, 0.0),
    "pledge-noun": (1.5, 1.0),
    "pledge-support": (1.5, 1.0),
    "propose": (0.5, 0.0),
    "signed": (1.0, 0.0),
}


def kind_of(family: str) -> str:
    """Give the kind of a cue family; what only wants, hopes or plans is "intend"."""
    return next((kind for prefix, kind in _KINDS if family.startswith(prefix)), "intend")


def rule_of(family: str, score: float | None) -> str:
    """Give the rule name; `score` is the filter's log-odds, None where no filter was asked (lists)."""
    kind = kind_of(family)
    if score is None:
        return f"{kind}:{family}"
    sure, likely = _BOUNDS[kind]
    surety = "sure" if score >= sure else "likely" if score >= likely else "weak"
    return f"{kind}-{surety}:{family}"
