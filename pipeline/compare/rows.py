"""Which columns say what a row is, and by which of them a row of one output is found again in the other."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.outputs.table import Table

# Where a row stands and how it is numbered; a link shows in the name of what it leads to.
_PLACE = frozenset({"release_id", "file", "text_file", "start", "end", "page", "link"})
# What repeats another row: the release's date in every table, its counts, a participant's event.
_REPEATED: Mapping[str, frozenset[str]] = {
    "releases": frozenset({"entities", "mentions", "dates", "events", "commitments", "issues"}),
    "participants": frozenset({"number", "event_type", "event_title", "event_status"} | {
        f"event_date{part}" for part in ("", "_from", "_to")
    }),
}  # fmt: skip
# The surest columns first. Rows that no level joins were added or removed.
KEYS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "releases": (("release_id",), ()),
    "entities": (("type", "name"), ("name",), ("type", "acronym"), ("type", "evidence")),
    "registry": (("registry_id",), ("type", "name")),
    "mentions": (("type", "text", "evidence"), ("text", "evidence"), ("type", "text")),
    "dates": (("text", "evidence"), ("text",)),
    "events": (("type", "trigger", "evidence"), ("trigger", "evidence"), ("type", "evidence"), ("type", "title")),
    "participants": (
        ("event_type", "event_title", "participant", "role"),
        ("event_title", "participant"),
        ("participant", "role"),
        ("event_title", "role"),
    ),
    "commitments": (("class", "action"), ("action",), ("class", "cue", "evidence"), ("evidence",)),
    "issues": (("file", "code", "message"), ("file", "code"), ("code",)),
}
# The columns by which a person knows the row.
SHOWN: Mapping[str, tuple[str, ...]] = {
    "releases": ("title",),
    "entities": ("type", "name"),
    "registry": ("type", "name"),
    "mentions": ("type", "text"),
    "dates": ("text", "date"),
    "events": ("type", "title", "date"),
    "participants": ("participant", "role", "event_title"),
    "commitments": ("class", "committer", "action"),
    "issues": ("file", "code", "message"),
}


def is_compared(table: Table, column: str) -> bool:
    """Say whether another value in this column makes a row another one."""
    if column in _PLACE or column.endswith(("_id", "_ids")) or column in _REPEATED.get(table.name, ()):
        return False
    return column != "published" or table.name == "releases"


def release_column(table: Table) -> str | None:
    """Give the column that says to which release a row belongs; None for rows about the whole run."""
    return None if table.of_run else "release_id"
