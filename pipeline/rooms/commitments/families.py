"""The name of the rule that made a record: its kind, how sure the filter was, and the cue family.

Precision is measured per kind and surety ("will-sure", "will-likely", "will-weak"); the detail behind the colon
says which cue family it was.
"""

from __future__ import annotations

_SURE, _LIKELY = 1.0, 0.0
_KINDS = (
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


def kind_of(family: str) -> str:
    """Give the kind of a cue family; what only wants, hopes or plans is "intend"."""
    return next((kind for prefix, kind in _KINDS if family.startswith(prefix)), "intend")


def rule_of(family: str, score: float | None) -> str:
    """Give the rule name; `score` is the filter's log-odds, None where no filter was asked (lists)."""
    if score is None:
        return f"{kind_of(family)}:{family}"
    surety = "sure" if score >= _SURE else "likely" if score >= _LIKELY else "weak"
    return f"{kind_of(family)}-{surety}:{family}"
