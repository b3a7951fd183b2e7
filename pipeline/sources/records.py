"""JSON, JSON Lines and CSV: releases as records with a text and what is known of it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.model.records import Issue, Metadata
from pipeline.sources.blocks import Block, has_words, lay_out, one_space
from pipeline.sources.decode import decode
from pipeline.sources.extract import Context, Extract, Found, Refused
from pipeline.sources.issues import refuse
from pipeline.sources.page import fragment_blocks, with_title
from pipeline.sources.stated import plain_key, read_fields, slug

# Fields that hold a text, most telling first; what ends in "html" holds markup.
TEXT_KEYS = (
    "text", "fulltext", "body", "bodytext", "articlebody", "contenttext", "content", "rawtext", "releasetext",
    "maintext", "article", "release", "html", "bodyhtml", "contenthtml", "message", "transcript",
)  # fmt: skip
_LIST_KEYS = ("items", "results", "releases", "articles", "documents", "data", "entries", "posts", "records")
_GOVUK = "https://www.gov.uk"
_MARKUP = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|li|table|span|a|strong|em|b|i)\b[^<>]{0,300}>", re.IGNORECASE)
_MAX_RECORDS = 1_000_000
_ID_KEYS = ("id", "docid", "releaseid", "contentid", "guid", "uuid", "slug")
_CELL = 20_000_000


def read_json(data: bytes, context: Context) -> Iterator[Found]:
    """Yield the releases of a JSON file: one object, or a list of them. Raises RefusedError."""
    decoded = decode(data)
    text = decoded.text.lstrip("\ufeff")
    try:
        loaded = json.loads(text, strict=False)
    except RecursionError as error:
        raise refuse("damaged-file", "the JSON is nested too deeply", "flatten it") from error
    except ValueError as error:
        if _is_lines(text):
            yield from _lines(text, decoded.encoding, decoded.issues, context)
            return
        raise refuse(
            "damaged-file", f"the file is no valid JSON: {error}"[:160], "save it again, completely"
        ) from error
    records = _records(loaded)
    if not records:
        raise refuse("no-text", f"no object in the file has a text ({', '.join(TEXT_KEYS[:3])} …)", "name it `text`")
    if not isinstance(loaded, list) and len(records) == 1 and records[0] is loaded:
        yield _release(loaded, "", decoded.encoding, decoded.issues)
        return
    names = _Names()
    for number, record in enumerate(records, 1):
        yield _release(record, names.new(_name_of(record), f"{number}"), decoded.encoding, decoded.issues)


def read_json_lines(data: bytes, context: Context) -> Iterator[Found]:
    """Yield the releases of a file with one JSON object a line."""
    decoded = decode(data)
    yield from _lines(decoded.text.lstrip("\ufeff"), decoded.encoding, decoded.issues, context)


def read_table(data: bytes, context: Context) -> Iterator[Found]:
    """Yield the releases of a CSV file with a column of texts. Raises RefusedError when there is no such column."""
    decoded = decode(data)
    text = decoded.text.lstrip("\ufeff").replace("\x00", " ")
    rows = _rows(text)
    header = next(rows, [])
    keys = [plain_key(cell) for cell in header]
    column = _text_column(header, keys, context.text_column)
    names = _Names()
    for number, cells in enumerate(rows, 2):
        if not any(cell.strip() for cell in cells):
            continue
        record = {key: cell for key, cell in zip(keys, cells, strict=False) if cell.strip()}
        words = cells[column] if column < len(cells) else ""
        name = names.new(_name_of(record), f"row-{number}")
        if not has_words(words):
            issue = refuse("no-text", f"row {number} has no text", "fill or remove it").issue
            yield Refused(issue, name, kind="csv")
            continue
        record.pop(keys[column], None)
        yield _extract(record, words, keys[column].endswith("html"), name, "csv", decoded.encoding, decoded.issues)


def _rows(text: str) -> Iterator[list[str]]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    csv.field_size_limit(_CELL)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise refuse("damaged-file", f"the table cannot be read: {error}", "save it again as CSV") from error


def _text_column(header: list[str], keys: list[str], wanted: str) -> int:
    if wanted:
        if wanted in header:
            return header.index(wanted)
        if plain_key(wanted) in keys:
            return keys.index(plain_key(wanted))
        columns = ", ".join(header)[:200]
        raise refuse("no-text-column", f"there is no column {wanted!r}; there are: {columns}", "give --text-column")
    for key in TEXT_KEYS:
        if key in keys:
            return keys.index(key)
    message = f"no column of the table holds texts; its columns: {', '.join(header)[:200]}"
    raise refuse("no-text-column", message, "name it with --text-column, or remove the table from the input")


class _Names:
    """Gives each record of a file a name of its own: its id, else its title, else its number."""

    def __init__(self) -> None:
        self.given: set[str] = set()

    def new(self, wanted: str, number: str) -> str:
        name = wanted or number
        while name in self.given:
            name = f"{name}~{number}"
        self.given.add(name)
        return name


def _name_of(record: dict[str, Any]) -> str:
    plain = {plain_key(str(k)): v for k, v in record.items() if isinstance(v, str | int) and not isinstance(v, bool)}
    return slug(*(str(plain[k]) for k in (*_ID_KEYS, "url", "link", "basepath", "title", "headline") if k in plain))


def _is_lines(text: str) -> bool:
    lines = [line for line in text.split("\n", 20)[:20] if line.strip()][:2]
    try:
        return len(lines) == 2 and all(isinstance(json.loads(line), dict) for line in lines)
    except (ValueError, RecursionError):
        return False


def _lines(text: str, encoding: str, issues: tuple[Issue, ...], context: Context) -> Iterator[Found]:
    names = _Names()
    any_line = False
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        any_line = True
        try:
            record = json.loads(line, strict=False)
        except (ValueError, RecursionError) as error:
            issue = refuse("damaged-line", f"line {number} is no JSON: {error}"[:160], "mend or remove it").issue
            yield Refused(issue, names.new("", f"line-{number}"), kind="jsonl")
            continue
        if not isinstance(record, dict):
            issue = refuse("damaged-line", f"line {number} is no object", "mend or remove it").issue
            yield Refused(issue, names.new("", f"line-{number}"), kind="jsonl")
            continue
        yield _release(record, names.new(_name_of(record), f"line-{number}"), encoding, issues, "jsonl")
    if not any_line:
        raise refuse("empty-file", "the file holds no line", "fill or remove it")


def _records(loaded: Any) -> list[dict[str, Any]]:
    """Give the objects of a file that are releases."""
    if isinstance(loaded, list):
        return [part for part in loaded[:_MAX_RECORDS] if isinstance(part, dict)]
    if not isinstance(loaded, dict):
        return []
    if _text_of(loaded)[0]:
        return [loaded]
    for key, value in loaded.items():
        if plain_key(str(key)) in _LIST_KEYS and isinstance(value, list) and any(isinstance(v, dict) for v in value):
            return [part for part in value[:_MAX_RECORDS] if isinstance(part, dict)]
    return [loaded]


def _text_of(record: dict[str, Any]) -> tuple[str, bool]:
    """Give an object's text and whether it is markup; a text can lie in `details` or `attributes`."""
    plain = {plain_key(str(key)): value for key, value in record.items()}
    for key in TEXT_KEYS:
        value = plain.get(key)
        if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            value = "\n\n".join(value)
        if isinstance(value, str) and has_words(value):
            return value, key.endswith("html") or bool(_MARKUP.search(value))
    for key in ("details", "attributes", "fields"):
        inside = plain.get(key)
        if isinstance(inside, dict) and not isinstance(inside.get(key), dict):
            found = _text_of({k: v for k, v in inside.items() if k not in ("details", "attributes", "fields")})
            if found[0]:
                return found
    return "", False


def _release(record: dict[str, Any], name: str, encoding: str, issues: tuple[Issue, ...], kind: str = "json") -> Found:
    text, is_markup = _text_of(record)
    if not text:
        message = f"the object has no text ({', '.join(TEXT_KEYS[:3])} …)"
        return Refused(refuse("no-text", message, "name the field with the text `text`").issue, name, kind=kind)
    return _extract(_flat(record), text, is_markup, name, kind, encoding, issues)


def _flat(record: dict[str, Any]) -> dict[str, str]:
    """Give the fields of an object that can state something of the release, those of its parts after its own."""
    found: dict[str, str] = {}
    for part in (record, *(record.get(key) for key in ("metadata", "meta", "attributes", "details", "fields"))):
        if not isinstance(part, dict):
            continue
        for key, value in part.items():
            if isinstance(value, dict):
                value = value.get("name") or value.get("title")
            if isinstance(value, list) and value and len(value) < 20:
                value = value[0].get("name") or value[0].get("title") if isinstance(value[0], dict) else value[0]
            if isinstance(value, str | int | float) and not isinstance(value, bool):
                found.setdefault(plain_key(str(key)), str(value))
    found.update(_content_item(record))
    return found


def _content_item(record: dict[str, Any]) -> dict[str, str]:
    """Give what a GOV.UK content item states where it differs from other objects."""
    if not isinstance(record.get("base_path"), str) or "content_id" not in record:
        return {}
    found = {"url": _GOVUK + record["base_path"]}
    for day in ("first_published_at", "public_updated_at"):
        if isinstance(record.get(day), str):
            found.setdefault("published", record[day])
    links = record.get("links")
    bodies = links.get("organisations") if isinstance(links, dict) else None
    lead = [b for b in (bodies if isinstance(bodies, list) else []) if isinstance(b, dict) and b.get("title")]
    if lead:
        found["issuer"] = str(lead[0]["title"])
    return found


def _extract(
    fields: dict[str, str],
    text: str,
    is_markup: bool,
    name: str,
    kind: str,
    encoding: str,
    issues: tuple[Issue, ...],
) -> Found:
    if is_markup or _MARKUP.search(text):
        blocks = fragment_blocks(text)
        title, summary = one_space(fields.get("title", "")), one_space(fields.get("description", ""))
        if summary and "contentid" in fields and not _says(blocks, summary):
            blocks = [Block("paragraph", summary), *blocks]
        text, _ = lay_out(with_title(blocks, title))
    text = _characters(text)
    if not has_words(text):
        return Refused(refuse("no-text", "there is no text in it", "look at the original").issue, name, kind=kind)
    metadata, doubts = read_fields({k: v for k, v in fields.items() if len(v) < 3000}, text)
    return Extract(text, _clean(metadata), (*issues, *doubts), kind, encoding, name=name)


def _says(blocks: Iterable[Block], words: str) -> bool:
    return any(words in block.text for _, block in zip(range(3), blocks, strict=False))


def _characters(text: str) -> str:
    """Put U+FFFD in place of halves of characters, which JSON can hold but no file can."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _clean(metadata: Metadata) -> Metadata:
    return Metadata(*map(_characters, (metadata.published, metadata.issuer, metadata.url, metadata.title)))
