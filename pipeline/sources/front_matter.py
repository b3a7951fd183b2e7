"""The block between two `---` lines at the head of a file: what the publisher says of the release."""

from __future__ import annotations

import re
from typing import Any

import yaml

from pipeline.model.records import Issue, Metadata
from pipeline.sources.published import iso_date

_BLOCK = re.compile(
    r"\ufeff?---[ \t]*(?:\r\n|\r|\n)(?P<inside>.{0,20000}?)(?:\r\n|\r|\n)(?:---|\.\.\.)[ \t]*(?:\r\n|[\r\n]|$)",
    re.DOTALL,
)
_KEY_LINE = re.compile(r"(?P<key>[A-Za-z_][\w -]{0,60}?)[ \t]*:(?:[ \t]+(?P<value>.*))?$")
_DATED_ADDRESS = re.compile(r"(?:^|/)((?:19|20)\d\d-\d\d-\d\d)-[^/]*/?$")
# The keys by which each field is known, most telling first.
_KEYS = {
    "published": ("published", "date", "published_time", "publication_date", "publish_date", "pubdate", "release_date"),
    "issuer": ("issuer", "organisation", "organization", "publisher", "agency"),
    "url": ("url", "source_url", "canonical_url", "canonical", "link"),
    "title": ("title", "headline"),
}


_OPENED = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\r|\n)[A-Za-z_][\w-]{0,60}:[ \t]")
_OPEN_END = Issue(
    "source", "warning", "front-matter", "the front matter has no end; it is read as text", "write --- below it"
)


def read_front_matter(text: str) -> tuple[Metadata, int, tuple[Issue, ...]]:
    """Give the metadata, the code point at which the release itself begins (0: no front matter), and doubts."""
    block = _BLOCK.match(text)
    if block is None:
        return Metadata(), 0, (_OPEN_END,) if _OPENED.match(text) else ()
    inside = block["inside"].replace("\r\n", "\n").replace("\r", "\n")
    fields, issues = _fields(inside)
    if fields is None:
        return Metadata(), 0, ()
    found = {name: _first(fields, keys, only_address=name == "url") for name, keys in _KEYS.items()}
    if not found["published"]:
        found["published"] = _date_elsewhere(fields)
    if found["published"]:
        try:
            found["published"] = iso_date(found["published"])
        except ValueError as error:
            message = f"the front matter's date {found['published']!r} is ignored: {error}"
            issues = (*issues, _warn("wrong-date", message, "write it as YYYY-MM-DD"))
            found["published"] = ""
    return Metadata(**found), block.end(), issues


def _date_elsewhere(fields: dict[str, str]) -> str:
    """Give the day that a subtitle is, or that the page's address begins with, as some site builders have it."""
    address = fields.get("permalink", "") or fields.get("slug", "")
    if day := _DATED_ADDRESS.search(address):
        return day.group(1)
    try:
        return iso_date(fields.get("subtitle", ""))
    except ValueError:
        return ""


def _fields(inside: str) -> tuple[dict[str, str] | None, tuple[Issue, ...]]:
    """Give the fields, or None when the block is no front matter (two rules around some words)."""
    try:
        # BaseLoader makes nothing but strings, lists and dictionaries: dates and "007" stay as written.
        loaded: Any = yaml.load(inside, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return _by_line(inside)
    if not isinstance(loaded, dict):
        return None, ()
    plain = {str(k).strip().lower().replace("-", "_"): v for k, v in loaded.items()}
    return {k: " ".join(v.split()) for k, v in plain.items() if isinstance(v, str)}, ()


def _by_line(inside: str) -> tuple[dict[str, str] | None, tuple[Issue, ...]]:
    """Read `key: value` lines of a block that is no valid YAML ("title: Budget 2024: what changes")."""
    fields: dict[str, str] = {}
    for line in inside.split("\n"):
        if not line.strip() or line[0] in " \t#-":
            continue
        match = _KEY_LINE.match(line)
        if match is None:
            return None, ()
        value = (match["value"] or "").strip().strip("\"'")
        fields.setdefault(match["key"].strip().lower().replace("-", "_"), value)
    if not fields:
        return None, ()
    message = "the front matter is no valid YAML; its lines were read as `key: value`"
    return fields, (_warn("front-matter", message, "put values that hold a colon in quotes"),)


def _first(fields: dict[str, str], keys: tuple[str, ...], only_address: bool) -> str:
    for key in keys:
        value = fields.get(key, "")
        if value and (not only_address or re.match(r"https?://", value)):
            return value
    return ""


def _warn(code: str, message: str, action: str) -> Issue:
    return Issue("source", "warning", code, message, action)
