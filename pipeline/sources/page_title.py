"""Which title a page has: its first heading where the page's own title agrees, else that without the site's name."""

from __future__ import annotations

import re
from typing import Any

from pipeline.lang.lexicon import read_table
from pipeline.sources.blocks import one_space

_TITLE_KEYS = ("og:title", "dc.title", "dcterms.title", "twitter:title", "citation_title", "headline", "title")
_DOMAIN = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,10}/?$", re.IGNORECASE)
_SPLIT = re.compile(r"\s+[|\u2013\u2014\u00b7\u2022\u00bb\u203a:-]\s+|\s*\|\s*")


def page_title(root: Any, meta: dict[str, str], headlines: list[str], site: str) -> tuple[str, str]:
    """Give the release's title and, when the page's title ends with another name, that name."""
    heads = [one_space("".join(h.itertext())) for _, h in zip(range(5), root.iter("h1"), strict=False)]
    whole = [one_space("".join(t.itertext())) for _, t in zip(range(1), root.iter("title"), strict=False)]
    stated = [*headlines, *(meta[key] for key in _TITLE_KEYS if key in meta), *whole]
    stated = [text for text in stated if text]
    head = next((h for h in heads if h and any(_opens(s, h) for s in stated)), "")
    last = ""
    for text in [*whole, *stated]:
        parts = [part.strip() for part in _SPLIT.split(text)]
        if len(parts) > 1 and is_name(parts[-1]) and not is_label(parts[-1]):
            last = parts[-1]
            break
    if head and not is_label(head):
        return head, last if not _ends(head, last) else ""
    for text in stated:
        title = _without_site(text, site or last)
        if title and not is_label(title):
            return title, last if title != text else ""
    return _first_of(stated) or _first_of(heads), ""


def _first_of(values: list[str]) -> str:
    return values[0] if values else ""


def _opens(text: str, beginning: str) -> bool:
    """Say whether a title begins with a heading, but for the marks in it."""
    a, b = (re.sub(r"\W+", "", t).casefold() for t in (text, beginning))
    return bool(b) and a.startswith(b)


def _ends(text: str, ending: str) -> bool:
    a, b = (re.sub(r"\W+", "", t).casefold() for t in (text, ending))
    return bool(b) and a.endswith(b)


def _without_site(title: str, site: str) -> str:
    """Cut the site's name, and what only names the kind of page, off a title."""
    parts = _SPLIT.split(title)
    marks = _SPLIT.findall(title)
    while len(parts) > 1 and (_same(parts[-1], site) or is_label(parts[-1]) or _DOMAIN.match(parts[-1])):
        parts.pop()
    kept = parts[0]
    for mark, part in zip(marks, parts[1:], strict=False):
        kept += mark + part
    return kept.strip()


def _same(one: str, other: str) -> bool:
    return bool(other) and re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()


def has_label(kind: str, text: str) -> bool:
    """Say whether a text is one of the labels of a kind (or, of sections, begins with one)."""
    plain = one_space(text).casefold().strip(" .:")
    phrases = [row["phrase"] for row in read_table("sources/labels") if row["kind"] == kind]
    return plain in phrases or (kind == "section" and any(plain.startswith(f"{phrase} ") for phrase in phrases))


def is_label(text: str) -> bool:
    """Say whether a text only says what kind of page it is ("Press Release")."""
    return has_label("page", text)


def is_name(text: str) -> bool:
    """Say whether a text can be the name of a body: an address or a domain is none."""
    return 1 < len(text) <= 160 and not _DOMAIN.match(text) and not text.startswith(("http", "@"))
