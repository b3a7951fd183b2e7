"""One release for the terminal: its text with what was found in it, then what was found as tables.

Input is the record that `pipeline.export` makes; offsets are code points of the source text.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from pipeline.outputs.terminal.page import Json, Page
from pipeline.outputs.terminal.tables import TableView
from pipeline.outputs.terminal.text import TextView

DEFAULT_WIDTH, LEAST_WIDTH = 80, 40


def open_console(file: TextIO, environ: Mapping[str, str]) -> Console:
    """Give a console for `file`: colour on a terminal or with FORCE_COLOR, never with NO_COLOR.

    The width is the terminal's, or $COLUMNS, or 80 where neither is known.
    """
    forced = environ.get("FORCE_COLOR", "") not in ("", "0")
    is_plain = bool(environ.get("NO_COLOR")) or not (forced or file.isatty())
    columns = environ.get("COLUMNS", "")
    width = int(columns) if columns.isdigit() and int(columns) > 0 else DEFAULT_WIDTH
    if file.isatty() and not columns:
        width = _terminal_width(file)
    return Console(
        file=file,
        width=max(width, LEAST_WIDTH),
        force_terminal=not is_plain,
        color_system=None if is_plain else "standard",
        no_color=is_plain,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )


def _terminal_width(file: TextIO) -> int:
    try:
        return os.get_terminal_size(file.fileno()).columns or DEFAULT_WIDTH
    except (OSError, ValueError):
        return DEFAULT_WIDTH


def print_release(console: Console, record: Json, text: str) -> None:
    """Print the text with its layers, then names, dates, events, commitments and issues."""
    page = Page(record, text)
    view = TextView(page, with_colour=console.color_system is not None)
    with console.capture() as capture:
        console.print(view.head(), Text(), view.body(), sep="\n")
        for title, table in TableView(page).tables():
            console.print(Text(), Text(title, style="bold"), Padding(table, (0, 0, 0, 1)), sep="\n")
    for line in capture.get().split("\n")[:-1]:
        console.file.write(line.rstrip(" ") + "\n")
