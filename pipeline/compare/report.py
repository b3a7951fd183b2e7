"""What changed, for a terminal, a page of Markdown, a program or a browser."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator

from pipeline.compare.match import Changed, Diff, Shown, TableDiff

FORMATS = ("text", "markdown", "json", "html")
_LONG = 100  # characters of a cell that are shown


def report(diff: Diff, form: str, limit: int) -> str:
    """Give the report in one of the FORMATS, with at most `limit` rows of each kind and table (0: all)."""
    if form == "json":
        return _json(diff)
    lines = {"text": _text, "markdown": _markdown, "html": _html}[form](diff, limit)
    return "\n".join(lines) + "\n"


def headline(diff: Diff) -> str:
    """Say in one line how much changed."""
    if not diff.number:
        return "nothing changed"
    parts = {
        "added": sum(len(table.added) for table in diff.tables),
        "removed": sum(len(table.removed) for table in diff.tables),
        "changed": sum(len(table.changed) for table in diff.tables),
    }
    rows = ", ".join(f"{number} {name}" for name, number in parts.items() if number) or "no row"
    columns = sum(len(table.new_columns) + len(table.lost_columns) for table in diff.tables)
    return f"rows: {rows}" + (f"; columns: {columns} added or removed" if columns else "")


def _numbers(table: TableDiff) -> str:
    parts = (("added", table.added), ("removed", table.removed), ("changed", table.changed))
    return ", ".join(f"{len(rows)} {name}" for name, rows in parts if rows) or "columns"


def _columns(table: TableDiff) -> Iterator[str]:
    yield from (f"column {name} was added" for name in table.new_columns)
    yield from (f"column {name} was removed" for name in table.lost_columns)


def _label(row: Shown) -> str:
    return "  ".join(_short(cell) for cell in (row.release, *row.cells) if cell)


def _short(cell: str) -> str:
    return cell if len(cell) <= _LONG else cell[: _LONG - 1] + "…"


def _field(change: tuple[str, str, str]) -> str:
    name, was, now = change
    return f"{name}: {_short(was) or '(empty)'} → {_short(now) or '(empty)'}"


def _rows(table: TableDiff, limit: int) -> Iterator[tuple[str, Shown, Changed | None]]:
    """Yield sign, row and change of what is shown; a row of None stands for those left out."""
    last = limit or None
    yield from (("-", row, None) for row in table.removed[:last])
    yield from (("+", row, None) for row in table.added[:last])
    yield from (("~", change.row, change) for change in table.changed[:last])


def _left_out(table: TableDiff, limit: int) -> int:
    return sum(max(0, len(rows) - limit) for rows in (table.removed, table.added, table.changed)) if limit else 0


def _text(diff: Diff, limit: int) -> Iterator[str]:
    for table in diff.tables:
        if table.number:
            yield f"{table.table}: {_numbers(table)}"
            yield from (f"  {words}" for words in _columns(table))
            for sign, row, change in _rows(table, limit):
                yield f"  {sign} {_label(row)}"
                yield from (f"      {_field(one)}" for one in (change.fields if change else ()))
            if number := _left_out(table, limit):
                yield f"  … and {number} more (--limit 0 shows all)"
            yield ""
    yield from (f"renamed, no change: {before} → {after}" for before, after in diff.renamed)
    yield headline(diff)


def _markdown(diff: Diff, limit: int) -> Iterator[str]:
    yield f"**{headline(diff)}**"
    if diff.number:
        yield ""
        yield "| table | added | removed | changed |"
        yield "|---|---:|---:|---:|"
    for table in diff.tables:
        if table.number:
            yield f"| {table.table} | {len(table.added)} | {len(table.removed)} | {len(table.changed)} |"
    for table in diff.tables:
        if table.number:
            yield ""
            yield f"<details><summary>{table.table}: {_numbers(table)}</summary>"
            yield ""
            yield from (f"- {words}" for words in _columns(table))
            for sign, row, change in _rows(table, limit):
                yield f"- `{sign}` {_escaped(_label(row))}"
                yield from (f"  - {_escaped(_field(one))}" for one in (change.fields if change else ()))
            if number := _left_out(table, limit):
                yield f"- … and {number} more"
            yield ""
            yield "</details>"
    if diff.renamed:
        yield ""
        yield from (f"- renamed, no change: {_escaped(a)} → {_escaped(b)}" for a, b in diff.renamed)


def _escaped(text: str) -> str:
    """Keep what Markdown would take for markup."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#" else char for char in text)


def _json(diff: Diff) -> str:
    def row(shown: Shown) -> dict[str, object]:
        return {"release": shown.release or None, "row": list(shown.cells)}

    def change(one: Changed) -> dict[str, object]:
        return {**row(one.row), "fields": {name: {"old": was, "new": now} for name, was, now in one.fields}}

    tables = {
        table.table: {
            "added": [row(one) for one in table.added],
            "removed": [row(one) for one in table.removed],
            "changed": [change(one) for one in table.changed],
            "columns_added": list(table.new_columns),
            "columns_removed": list(table.lost_columns),
        }
        for table in diff.tables
    }
    renamed = [{"old": before, "new": after} for before, after in diff.renamed]
    return (
        json.dumps({"changes": diff.number, "tables": tables, "renamed": renamed}, ensure_ascii=False, indent=1) + "\n"
    )


_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}td{border-top:1px solid #ddd;padding:.25rem .5rem;vertical-align:top}"
    "td:first-child{font-family:monospace;font-weight:bold}.add{background:#e9f7ec}.cut{background:#fdecec}"
    ".new{background:#fdf6e3}del{color:#a40000}ins{color:#00681f;text-decoration:none}small{color:#555}"
    "@media(prefers-color-scheme:dark){body{background:#111;color:#ddd}td{border-color:#333}.add{background:#12301a}"
    ".cut{background:#3a1616}.new{background:#332b12}del{color:#ff9d9d}ins{color:#8fe3a5}small{color:#aaa}}"
)
_CLASSES = {"+": "add", "-": "cut", "~": "new"}


def _html(diff: Diff, limit: int) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>What changed</title>'
    yield f"<style>{_STYLE}</style></head><body><h1>What changed</h1>"
    yield f"<p>{html.escape(headline(diff))}</p>"
    for table in diff.tables:
        if table.number:
            yield f"<h2>{table.table}</h2><p>{_numbers(table)}</p>"
            yield "".join(f"<p>{html.escape(words)}</p>" for words in _columns(table)) + "<table>"
            yield from (_html_row(*one) for one in _rows(table, limit))
            yield "</table>"
            if number := _left_out(table, limit):
                yield f"<p>… and {number} more</p>"
    if diff.renamed:
        yield "<h2>Renamed, no change</h2><ul>"
        yield from (f"<li>{html.escape(a)} → {html.escape(b)}</li>" for a, b in diff.renamed)
        yield "</ul>"
    yield "</body></html>"


def _html_row(sign: str, row: Shown, change: Changed | None) -> str:
    cells = "  ".join(html.escape(_short(cell)) for cell in row.cells if cell)
    fields = "".join(
        f"<br><small>{html.escape(name)}</small> <del>{html.escape(_short(was))}</del> → "
        f"<ins>{html.escape(_short(now))}</ins>"
        for name, was, now in (change.fields if change else ())
    )
    where = html.escape(row.release)
    return f'<tr class="{_CLASSES[sign]}"><td>{sign}</td><td>{where}</td><td>{cells}{fields}</td></tr>'
