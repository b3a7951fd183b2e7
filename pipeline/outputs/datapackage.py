"""`datapackage.json`: types, keys and links of the CSV files, as a Frictionless Data Package (version 1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.outputs.table import Column, Table

_GUARD_NOTE = (
    "A text cell that begins with = + - @, a tab or a carriage return has an apostrophe put in front of it, so "
    "that no spreadsheet takes it for a formula; dateline.sqlite and releases.jsonl hold the text without it."
)


def describe_package(tables: Iterable[Table], version: str, written: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Give the descriptor; `written` holds size and SHA-256 of each file by its name."""
    return {
        "profile": "tabular-data-package",
        "name": "dateline",
        "title": "What press releases say: names, dates, events and commitments",
        "description": "Offsets count code points of the decoded source text; evidence has its white space "
        f"collapsed. {_GUARD_NOTE}",
        "version": version,
        "resources": [_resource(table, written[f"{table.name}.csv"]) for table in tables],
    }


def _resource(table: Table, written: Mapping[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(table, column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.links:
        schema["foreignKeys"] = [
            {
                "fields": link.column,
                # An empty name means the table itself.
                "reference": {"resource": "" if link.table == table.name else link.table, "fields": link.to},
            }
            for link in table.links
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": f"{table.description} {_GUARD_NOTE}",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": written["bytes"],
        "hash": f"sha256:{written['sha256']}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
    if column.name in table.key:
        field["constraints"] = {"required": True}
    return field
