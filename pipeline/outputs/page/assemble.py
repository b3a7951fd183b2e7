"""The page as bytes: template, style and script from `assets/`, and between them the data of the store."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import islice
from typing import Any, Protocol

from pipeline.lang.lexicon import read_table
from pipeline.outputs.columns import COMMITMENTS, EVENTS, ISSUES, REGISTRY, RELEASES
from pipeline.outputs.page.pack import describe_columns, pack_table, script_json
from pipeline.outputs.page.release import PANELS, describe_release
from pipeline.outputs.table import Cell, Table
from pipeline.outputs.view import View

# Concatenated in this order into one script.
MODULES = (
    "dom", "words", "data", "filters", "controls", "table", "charts", "overview", "timeline", "strip", "deadlines",
    "countries", "listing", "marks", "findings", "reader", "main",
)  # fmt: skip
# Texts after so many characters are left out, because a browser must read the whole page before it shows it.
MAX_TEXT = 60_000_000
_TABLES = (RELEASES, EVENTS, COMMITMENTS, ISSUES)
_MOST = 12
_KINDS = ("ORG", "PERSON", "PLACE", "NAMED_EVENT", "DOCUMENT")
_POLICY = (
    "default-src 'none'; script-src '{script}'; style-src '{style}'; img-src data:; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)


class Source(Protocol):
    """What the page is made from; the store is one."""

    def rows(self, table: Table) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows of a table, releases by id."""

    def sources(self) -> Iterator[tuple[str, str, str | None]]:
        """Yield id, text and record of every release, by id."""

    def counts(self) -> dict[str, int]:
        """Give the number of rows of each table."""


def page_pieces(store: Source, version: str, max_text: int = MAX_TEXT) -> Iterator[bytes]:
    """Yield the bytes of the page. The same store gives the same bytes."""
    style, script = _asset("style.css"), _script()
    policy = _POLICY.format(script=_digest(script), style=_digest(style))
    top, middle, bottom = _template(policy, style)
    yield top.encode("utf-8")
    named: dict[str, set[str]] = defaultdict(set)
    left_out = 0
    size = 0
    for number, (release_id, text, line) in enumerate(store.sources()):
        record = json.loads(line) if line else None
        for entity in record["entities"] if record else ():
            if entity.get("country"):
                named[entity["country"]].add(release_id)
        size += len(text)
        if size > max_text:
            left_out += 1
            continue
        found = describe_release(View(release_id, "", "", None, text, record))
        yield _data(f"release-{number}", found)
    yield _data("data", _main_data(store, version, {code: len(ids) for code, ids in named.items()}, left_out))
    yield f"{middle}<script>{script}</script>{bottom}".encode()


def _main_data(store: Source, version: str, named: dict[str, int], left_out: int) -> dict[str, Any]:
    packed = {table.name: pack_table(table, store.rows(table)) for table in _TABLES}
    return {
        "version": version,
        "counts": store.counts(),
        "tables": packed,
        "panels": {layer: describe_columns(table, names) for layer, (table, names) in PANELS.items()},
        "named": dict(sorted(named.items())),
        "countries": _country_names(),
        "register": _most_named(store.rows(REGISTRY)),
        "left_out": left_out,
    }


def _country_names() -> dict[str, str]:
    """Give the everyday name of each country: the shortest that is no abbreviation ("South Korea")."""
    names: dict[str, list[str]] = defaultdict(list)
    for row in read_table("entities/countries"):
        names[row["alpha2"]].append(row["name"])
    everyday = {code: [n for n in known if "," not in n and len(n) > 3] or known for code, known in names.items()}
    return {code: min(known, key=lambda name: (len(name), name)) for code, known in sorted(everyday.items())}


def _most_named(rows: Iterable[Sequence[Cell]]) -> dict[str, list[list[Cell]]]:
    """Give of each type the names that most releases have, as [name, releases, mentions], and how many there are."""
    at = {column.name: number for number, column in enumerate(REGISTRY.columns)}
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    sizes: Counter[str] = Counter()
    for row in rows:
        kind, name = str(row[at["type"]]), str(row[at["name"]] or "")
        sizes[kind] += 1
        found[kind].append((-int(row[at["releases"]] or 0), -int(row[at["mentions"]] or 0), name))
    most = {kind: islice(sorted(found[kind]), _MOST) for kind in _KINDS if kind in found}
    return {kind: [[name, -releases, -mentions] for releases, mentions, name in top] for kind, top in most.items()}


def _template(policy: str, style: str) -> tuple[str, str, str]:
    """Give the page in three parts: before the data, between data and script, after the script."""
    page = _asset("page.html").replace("{{policy}}", policy).replace("{{style}}", style)
    top, rest = page.split("{{data}}")
    middle, bottom = rest.split("{{script}}")
    return top, middle, bottom


def _script() -> str:
    modules = "\n".join(_asset(f"{name}.js") for name in MODULES)
    return f'"use strict";\n(() => {{\n{modules}}})();\n'


def _data(name: str, value: Any) -> bytes:
    return f'<script type="application/json" id="{name}">{script_json(value)}</script>\n'.encode()


def _asset(name: str) -> str:
    return files("pipeline.outputs.page").joinpath("assets", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"
