"""What lists of fields (JSON, CSV, XML, mail, feeds) state of a release."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pipeline.model.records import Issue, Metadata
from pipeline.sources.blocks import one_space
from pipeline.sources.issues import warn
from pipeline.sources.published import iso_date

# The names by which each field is known, most telling first; written without marks and in lower case.
KEYS: dict[str, tuple[str, ...]] = {
    "published": (
        "published", "publicationdate", "publishdate", "publishedat", "datepublished", "publishedtime",
        "firstpublishedat", "releasedate", "pubdate", "releasedat", "issued", "dateissued", "date", "publicupdatedat",
        "day", "timestamp", "createdat",
    ),
    "issuer": (
        "issuer", "publisher", "organisation", "organization", "agency", "issuedby", "publishedby", "department",
        "ministry", "company", "sitename", "sender", "source",
    ),
    "url": ("url", "sourceurl", "canonicalurl", "canonical", "weburl", "link", "permalink", "href", "uri"),
    "title": ("title", "headline", "subject", "heading"),
}  # fmt: skip
_ADDRESS = re.compile(r"https?://[^\s\"<>]{3,2000}$")
_DOMAIN = re.compile(r"https?://|(?:[\w-]+\.)+[a-z]{2,10}/?$", re.IGNORECASE)
_SLUG = re.compile(r"[^\w.-]+")
_SLASHED = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4})$")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_SLUG_LENGTH = 80


def plain_key(name: str) -> str:
    """Give a field's name without marks and case ("first_published-at" and "firstPublishedAt" are one)."""
    return re.sub(r"[\W_]+", "", name).casefold()


def read_fields(fields: Mapping[str, str], text: str = "") -> tuple[Metadata, tuple[Issue, ...]]:
    """Give the metadata in fields (keys as `plain_key` gives them); `text` helps to read 03/04/2024."""
    found = {name: _first(fields, keys, name) for name, keys in KEYS.items()}
    found["published"], issues = read_date(found["published"], text)
    return Metadata(**found), issues


def _first(fields: Mapping[str, str], keys: Iterable[str], name: str) -> str:
    for key in keys:
        value = one_space(fields.get(key, ""))
        if name == "url" and not _ADDRESS.match(value):
            continue
        if name == "issuer" and _DOMAIN.match(value):
            continue
        if value and len(value) <= 2000:
            return value
    return ""


def read_date(written: str, text: str = "") -> tuple[str, tuple[Issue, ...]]:
    """Give an ISO day, month or year, or nothing and the issue that says why."""
    if not written:
        return "", ()
    try:
        return iso_date(written), ()
    except ValueError as error:
        if day := _told_by_text(written, text):
            return day, ()
        message = f"the date {written[:60]!r} is ignored: {error}"
        return "", (warn("wrong-date", message, "write it as YYYY-MM-DD"),)


def _told_by_text(written: str, text: str) -> str:
    """Read 02/09/1991 as the day of the two that the text itself names ("2 September 1991")."""
    match = _SLASHED.match(written.strip())
    if not match:
        return ""
    first, second, year = int(match[1]), int(match[3]), match[4]
    days = {(a, b) for a, b in ((first, second), (second, first)) if 1 <= b <= 12}
    named = [(day, month) for day, month in sorted(days) if _is_named(day, _MONTHS[month - 1], year, text)]
    return f"{year}-{named[0][1]:02d}-{named[0][0]:02d}" if len(named) == 1 else ""


def _is_named(day: int, month: str, year: str, text: str) -> bool:
    forms = (
        rf"\b0?{day}(?:st|nd|rd|th)?\s+(?:of\s+)?{month}[,.]?\s+{year}\b",
        rf"\b{month}\s+0?{day}(?:st|nd|rd|th)?,?\s+{year}\b",
    )
    return any(re.search(form, text, re.IGNORECASE) for form in forms)


def slug(*candidates: str) -> str:
    """Give a short name that fits an id and a file name, from the first candidate that has one."""
    for candidate in candidates:
        text = candidate.strip()
        if text.startswith(("http://", "https://")):
            parts = [part for part in re.split(r"[?#]", text)[0].split("/")[3:] if part]
            text = parts[-1] if parts else ""
            text = re.sub(r"\.(?:html?|aspx?|php|jsp)$", "", text)
        text = _SLUG.sub("-", text).strip("-._").casefold()
        if text and re.search(r"\w", text):
            return text[:_SLUG_LENGTH].rstrip("-._")
    return ""
