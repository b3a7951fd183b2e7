"""The rows of two outputs beside each other: what was added, removed and changed."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.compare.places import Place, Row
from pipeline.compare.rows import KEYS, SHOWN, is_compared, release_column
from pipeline.outputs.columns import RELEASES, TABLES
from pipeline.outputs.table import Table

Group = tuple[str, list[Row]]


@dataclass(frozen=True)
class Shown:
    """A row as a person knows it: its release, and the cells that name it."""

    release: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Changed:
    """A row that is in both outputs with other values: column, old and new."""

    row: Shown
    fields: tuple[tuple[str, str, str], ...]


@dataclass
class TableDiff:
    """What changed in one table."""

    table: str
    added: list[Shown] = field(default_factory=list)
    removed: list[Shown] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    new_columns: tuple[str, ...] = ()
    lost_columns: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """How many rows and columns are not as before."""
        rows = len(self.added) + len(self.removed) + len(self.changed)
        return rows + len(self.new_columns) + len(self.lost_columns)


@dataclass(frozen=True)
class Diff:
    """What changed between two outputs; `renamed` releases (old id, new id) are no change."""

    tables: tuple[TableDiff, ...]
    renamed: tuple[tuple[str, str], ...]

    @property
    def number(self) -> int:
        """How many rows and columns are not as before."""
        return sum(table.number for table in self.tables)


def compare(old: Place, new: Place, ignore: Iterable[str] = ()) -> Diff:
    """Compare two outputs table by table; `ignore` names tables ("mentions") and columns ("events.rule").

    Raises PlaceError when a table cannot be read.
    """
    ignored = frozenset(ignore)
    pairs = _pair_releases(old, new)
    tables = tuple(_compare_table(table, old, new, pairs, ignored) for table in TABLES if table.name not in ignored)
    renamed = tuple(sorted((before, after) for before, after in pairs.items() if before != after))
    return Diff(tables, renamed)


def _pair_releases(old: Place, new: Place) -> dict[str, str]:
    """Give for each old release the new one that is the same: same id and text, same text, or same id."""
    before, after = _release_ids(old), _release_ids(new)
    hashes = old.hashes(), new.hashes()
    pairs = {one: one for one in before if one in after and hashes[0].get(one) == hashes[1].get(one)}
    taken = set(pairs)
    by_hash: dict[str, list[str]] = defaultdict(list)
    for one in after:
        if one not in taken and one in hashes[1]:
            by_hash[hashes[1][one]].append(one)
    for one in before:
        if one not in pairs and (alike := by_hash.get(hashes[0].get(one, ""))):
            pairs[one] = alike.pop(0)
            taken.add(pairs[one])
    for one in before:
        if one not in pairs and one in after and one not in taken:
            pairs[one] = one
    return pairs


def _release_ids(place: Place) -> dict[str, None]:
    columns = place.columns(RELEASES)
    if columns is None or "release_id" not in columns:
        return {}
    at = columns.index("release_id")
    return dict.fromkeys(row[at] for row in place.rows(RELEASES))


@dataclass(frozen=True)
class _Side:
    """The columns of a table on one side, and where those stand that both sides are compared by."""

    table: str
    columns: tuple[str, ...]
    compared: tuple[int, ...]

    def values(self, row: Row) -> Row:
        return tuple(row[at] for at in self.compared)

    def get(self, row: Row, names: Sequence[str]) -> Row:
        return tuple(row[self.columns.index(name)] if name in self.columns else "" for name in names)

    def show(self, release: str, row: Row) -> Shown:
        return Shown(release, self.get(row, SHOWN[self.table]))


def _compare_table(table: Table, old: Place, new: Place, pairs: dict[str, str], ignored: frozenset[str]) -> TableDiff:
    before, after = old.columns(table), new.columns(table)
    diff = TableDiff(table.name)
    if before is not None and after is not None:
        wanted = [c for c in (*before, *after) if is_compared(table, c) and f"{table.name}.{c}" not in ignored]
        diff.lost_columns = tuple(c for c in wanted if c not in after)
        diff.new_columns = tuple(c for c in wanted if c not in before)
        both = tuple(dict.fromkeys(c for c in wanted if c in before and c in after))
    else:
        both = ()
    sides = tuple(_Side(table.name, c or (), tuple((c or ()).index(n) for n in both)) for c in (before, after))
    old_groups = _groups(table, before, old)
    new_groups = _groups(table, after, new)
    for release, left, right in _meet(old_groups, new_groups, pairs):
        _compare_rows(diff, sides, both, release, left, right)
    key: Callable[[Shown], tuple[str, Row]] = lambda row: (row.release, row.cells)  # noqa: E731
    diff.added.sort(key=key)
    diff.removed.sort(key=key)
    diff.changed.sort(key=lambda change: (*key(change.row), change.fields))
    return diff


def _groups(table: Table, columns: tuple[str, ...] | None, place: Place) -> Iterator[Group]:
    """Yield the rows of each release; rows about the run are one group."""
    if columns is None:
        return
    name = release_column(table)
    at = columns.index(name) if name in columns else None
    for release, rows in itertools.groupby(place.rows(table), lambda row: "" if at is None else row[at]):
        yield release, list(rows)


def _meet(
    old: Iterator[Group], new: Iterator[Group], pairs: dict[str, str]
) -> Iterator[tuple[str, list[Row], list[Row]]]:
    """Bring the groups of the same release together; both sides are in the order of ids, so few wait for long."""
    pairs = {"": "", **pairs}
    back = {after: before for before, after in pairs.items()}
    left: dict[str, list[Row]] = {}
    right: dict[str, list[Row]] = {}
    for one, other in itertools.zip_longest(old, new):
        arrived: list[str | None] = []
        if one is not None:
            left[one[0]] = one[1]
            arrived.append(one[0])
        if other is not None:
            right[other[0]] = other[1]
            arrived.append(back.get(other[0]))
        for before in dict.fromkeys(arrived):
            if before in left and (after := pairs.get(before)) in right:
                yield after, left.pop(before), right.pop(after)
    for before in list(left):
        after = pairs.get(before, "")
        yield after or before, left[before], right.pop(after, []) if before in pairs else []
    for release, rows in right.items():
        yield release, [], rows


def _compare_rows(
    diff: TableDiff, sides: Sequence[_Side], names: tuple[str, ...], release: str, old: list[Row], new: list[Row]
) -> None:
    before, after = sides
    if names and [before.values(row) for row in old] == [after.values(row) for row in new]:
        return
    left, right = _without_equals(before, after, old, new) if names else (old, new)
    for level in KEYS[diff.table]:
        if not left or not right:
            break
        left, right, pairs = _join(before, after, left, right, level)
        for one, other in pairs:
            cells = zip(names, before.values(one), after.values(other), strict=True)
            fields = tuple((name, was, now) for name, was, now in cells if was != now)
            if fields:
                diff.changed.append(Changed(after.show(release, other), fields))
    diff.removed.extend(before.show(release, row) for row in left)
    diff.added.extend(after.show(release, row) for row in right)


def _without_equals(before: _Side, after: _Side, old: list[Row], new: list[Row]) -> tuple[list[Row], list[Row]]:
    """Leave out of both sides what is the same in both, whatever its place among the rows."""
    there: dict[Row, int] = defaultdict(int)
    for row in new:
        there[after.values(row)] += 1
    left = []
    for row in old:
        values = before.values(row)
        if there[values]:
            there[values] -= 1
        else:
            left.append(row)
    right = []
    for row in reversed(new):  # of equal rows the last ones are the new ones
        values = after.values(row)
        if there[values]:
            there[values] -= 1
            right.append(row)
    return left, right[::-1]


def _join(
    before: _Side, after: _Side, old: list[Row], new: list[Row], level: tuple[str, ...]
) -> tuple[list[Row], list[Row], list[tuple[Row, Row]]]:
    """Join rows that agree in the columns of a level, in their order; give what is left of both, and the pairs."""
    by_key: dict[Row, list[int]] = defaultdict(list)
    for number, row in enumerate(new):
        by_key[after.get(row, level)].append(number)
    left, pairs, used = [], [], set()
    for row in old:
        key = before.get(row, level)
        if (any(key) or not level) and by_key.get(key):
            used.add(number := by_key[key].pop(0))
            pairs.append((row, new[number]))
        else:
            left.append(row)
    return left, [row for number, row in enumerate(new) if number not in used], pairs
