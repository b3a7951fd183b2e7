"""What a table is: columns that fill their cells from one stored release and one item of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipeline.outputs.view import Item, View

Cell = str | int | bool | None
Fill = Callable[[View, Item], Cell]


@dataclass(frozen=True)
class Column:
    """A column: `fill` gives its cell from a release and one item of the table."""

    name: str
    type: str  # string, integer, boolean, date
    description: str
    fill: Fill


@dataclass(frozen=True)
class Link:
    """A foreign key: `column` names a row of `table` by its column `to`."""

    column: str
    table: str
    to: str


@dataclass(frozen=True)
class Table:
    """A table: `items` gives what becomes its rows, one each, in their order."""

    name: str
    title: str
    description: str
    items: Callable[[View], Iterable[Item]]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    of_run: bool = False  # its rows are about all releases together; no column names a release

    def rows(self, view: View) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows of one release."""
        for item in self.items(view):
            yield tuple(column.fill(view, item) for column in self.columns)
