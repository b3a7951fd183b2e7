"""What a page says of itself: JSON-LD, meta tags, microdata, and lines like "Published by: Harbour Fund"."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.lang.lexicon import read_table
from pipeline.model.records import Issue, Metadata
from pipeline.sources.blocks import one_space
from pipeline.sources.issues import warn
from pipeline.sources.markup import blocks_of
from pipeline.sources.page_title import has_label, is_name, page_title
from pipeline.sources.published import iso_date

# Keys of meta tags, most telling first. What says when a page was changed is no date of publication.
_DATE_KEYS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "dc.date.issued",
    "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "dcterms.available",
    "published_at", "publish_date", "publishdate", "pubdate", "publication_date", "publication-date", "date_published",
    "citation_publication_date", "citation_date", "sailthru.date", "parsely-pub-date", "release_date", "releasedate",
    "article.published", "article:published", "originalpublicationdate", "dc:date", "dc:issued", "date",
)  # fmt: skip
_ISSUER_KEYS = (
    "dc.publisher", "dcterms.publisher", "dc:publisher", "publisher", "citation_publisher", "og:site_name",
    "copyright_holder", "application-name",
)  # fmt: skip
_URL_KEYS = ("og:url", "dc.identifier", "twitter:url", "citation_public_url")
_ARTICLES = (
    "newsarticle",
    "pressrelease",
    "article",
    "report",
    "blogposting",
    "statement",
    "webpage",
    "event",
    "website",
)
_ADDRESS = re.compile(r"https?://[^\s\"<>]{3,}$")
_CHANGED = re.compile(r"modif|updat|changed|expire", re.IGNORECASE)
_JSON_LD = 2_000_000  # characters
_DATE_LENGTH = 40  # characters of a line that is a date and nothing else
_LETTERS = re.compile(r"[A-Za-z]{3}")
_DEPTH = 12


def read_page_metadata(root: Any) -> tuple[Metadata, tuple[Issue, ...]]:
    """Give what the page says; empty where it says nothing or what cannot be read."""
    meta = _meta_tags(root)
    items = list(_json_ld(root))
    site = _first(_publishers(items)) or _issuer_of_meta(meta) or _issuer_labelled(root)
    headlines = [one_space(str(article.get("headline") or "")) for article in _articles(items)]
    title, rest = page_title(root, meta, headlines, site)
    if not site and rest:
        site = rest
    published, issues = _published(root, meta, items)
    return Metadata(published=published, issuer=site, url=_url(root, meta, items), title=title), issues


def _meta_tags(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in root.iter("meta"):
        key = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().casefold()
        value = one_space(tag.get("content") or "")
        if key and value:
            found.setdefault(key, value)
    return found


def _json_ld(root: Any) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD objects that are about an article or its publisher, nested ones included."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").casefold() or len(script.text or "") > _JSON_LD:
            continue
        try:
            loaded = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _objects(loaded, 0)


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for part in value[:500]:
            yield from _objects(part, depth + 1)
    elif isinstance(value, dict):
        yield value
        for part in value.values():
            if isinstance(part, dict | list):
                yield from _objects(part, depth + 1)


def _types(item: dict[str, Any]) -> set[str]:
    kinds = item.get("@type", ())
    return {str(kind).casefold() for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _articles(items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the objects about the page's article, the most telling kind first."""
    found = []
    for number, item in enumerate(items):
        ranks = [
            rank for rank, kind in enumerate(_ARTICLES) if any(t == kind or t.endswith(kind) for t in _types(item))
        ]
        if ranks:
            found.append((min(ranks), number, item))
    return [item for _, _, item in sorted(found, key=lambda f: f[:2])]


def _publishers(items: list[dict[str, Any]]) -> Iterator[str]:
    by_id = {str(item["@id"]): item for item in items if "@id" in item and len(item) > 1}
    for key in ("publisher", "sourceOrganization", "author", "creator"):
        for article in _articles(items):
            values = article.get(key)
            for value in values if isinstance(values, list) else [values]:
                if isinstance(value, dict):
                    value = by_id.get(str(value.get("@id")), value)
                    is_body = any("organization" in t or t == "newsmediaorganization" for t in _types(value))
                    if is_body or key == "publisher":
                        yield one_space(str(value.get("name") or ""))
                elif isinstance(value, str) and key == "publisher":
                    yield one_space(value)


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if is_name(value)), "")


def _issuer_of_meta(meta: dict[str, str]) -> str:
    return _first(meta[key] for key in _ISSUER_KEYS if key in meta)


def _issuer_labelled(root: Any) -> str:
    """Give what follows "Published by:" at the head of a line of the page."""
    for term in root.iter("dt"):
        value = term.getnext()
        if value is None or value.tag != "dd" or not _labels_issuer(one_space("".join(term.itertext()))):
            continue
        if is_name(name := one_space("".join(value.itertext()))) and len(name) <= 120:
            return name
    labels = tuple(row["phrase"] for row in read_table("sources/labels") if row["kind"] == "issuer")
    lines = (line for block in blocks_of(root) if block.kind != "row" for line in block.text.split("\n"))
    for line in lines:
        label = next((label for label in labels if line.casefold().startswith(f"{label}:")), None)
        if label and is_name(name := line[len(label) + 1 :].strip()) and len(name) <= 120:
            return name
    return ""


def _labels_issuer(term: str) -> bool:
    return has_label("issuer", term) or has_label("issuer term", term)


def _published(root: Any, meta: dict[str, str], items: list[dict[str, Any]]) -> tuple[str, tuple[Issue, ...]]:
    unread = ""
    for written in _written_dates(root, meta, items):
        try:
            return iso_date(written), ()
        except ValueError:
            unread = unread or written
    if not unread and (found := _shown_date(root)):
        return found, ()
    if unread:
        message = f"the page's date {unread[:60]!r} is ignored: it is no date, or two"
        return "", (warn("wrong-date", message, "write the day into metadata.csv"),)
    return "", ()


def _shown_date(root: Any) -> str:
    """Give the day that stands where pages show theirs; what says when a page was changed does not count."""
    from htmldate import find_date

    plain = copy.deepcopy(root)
    for element in [e for e in plain.iter("meta", "time") if _CHANGED.search(" ".join(map(str, e.attrib.values())))]:
        element.drop_tree()
    # A fixed last day, because the library would else ask the clock.
    blocks = [b for b in blocks_of(root) if b.kind in ("heading", "paragraph") and len(b.text) < _DATE_LENGTH]
    days = {day for b in blocks if _LETTERS.search(b.text) and (day := _full_day(b.text))}
    if len(days) == 1:
        return days.pop()
    found = find_date(plain, extensive_search=False, original_date=True, min_date="1980-01-01", max_date="2199-12-31")
    return found or ""


def _full_day(text: str) -> str:
    try:
        day = iso_date(text)
    except ValueError:
        return ""
    return day if len(day) == 10 else ""


def _written_dates(root: Any, meta: dict[str, str], items: list[dict[str, Any]]) -> Iterator[str]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        for article in _articles(items):
            if isinstance(article.get(key), str) and article[key].strip():
                yield article[key]
    yield from (meta[key] for key in _DATE_KEYS if key in meta)
    for element in root.iter("time", "span", "div", "p", "abbr", "meta"):
        marks = f"{element.get('property') or ''} {element.get('itemprop') or ''}".casefold()
        is_marked = any(mark in marks.split() for mark in ("datepublished", "dc:date", "dc:issued", "dc:created"))
        if is_marked or (element.tag == "time" and element.get("pubdate") is not None):
            yield element.get("content") or element.get("datetime") or one_space("".join(element.itertext())[:80])
    for element in root.iter("time"):
        marks = f"{element.get('class') or ''} {element.get('id') or ''}".casefold()
        if element.get("datetime") and not _CHANGED.search(marks):
            yield element.get("datetime")
            return


def _url(root: Any, meta: dict[str, str], items: list[dict[str, Any]]) -> str:
    candidates = [link.get("href") or "" for link in root.iter("link") if (link.get("rel") or "") == "canonical"]
    candidates += [meta[key] for key in _URL_KEYS if key in meta]
    for article in _articles(items):
        page = article.get("mainEntityOfPage")
        values = [article.get("url"), page.get("@id") if isinstance(page, dict) else page]
        candidates += [value for value in values if isinstance(value, str)]
    return next((one_space(c) for c in candidates if _ADDRESS.match(one_space(c))), "")
