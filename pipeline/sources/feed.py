"""XML: feeds (RSS, Atom), transcripts and other files of records. No entity is expanded, nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipeline.model.records import Metadata
from pipeline.sources.blocks import Block, has_words, lay_out, one_space
from pipeline.sources.bounds import MAX_FILE
from pipeline.sources.decode import decode
from pipeline.sources.extract import Context, Extract, Found, Refused
from pipeline.sources.issues import refuse, warn
from pipeline.sources.markup import blocks_of, mark_notes
from pipeline.sources.page import declared_charset, fragment_blocks, read_page, with_title
from pipeline.sources.stated import plain_key, read_date, read_fields, slug

_ENTITY = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^>\[]{0,500}(?:\[[^\]]{0,5000}\])?\s*>", re.IGNORECASE)
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>|&(?:#\d{2,5}|#x[0-9a-fA-F]{2,5}|[a-z]{2,8});")
_BODY = ("content", "encoded", "body", "text", "fulltext", "articlebody", "article", "description", "summary", "p")
_RECORDS = ("item", "entry", "transcript", "release", "pressrelease", "article", "record", "document", "news", "story")
_TAIL = re.compile(r"\s*[-–|:]?\s*\(?(?:RSS|Atom)(?: feed)?\)?$", re.IGNORECASE)


def read_xml(data: bytes, context: Context) -> Iterator[Found]:
    """Yield the releases of an XML file. Raises RefusedError when it is damaged, hostile, or holds none."""
    decoded = decode(data, declared_charset(data))
    text = decoded.text.lstrip("\ufeff \t\r\n")
    if len(data) > MAX_FILE:
        raise refuse("too-large", "the file is too large", "split it")
    if _ENTITY.search(text[:200_000]):
        message = "the file declares entities or a grammar of its own, as files made to do harm do; it is not read"
        raise refuse("xml-entities", message, "remove the declarations, if you trust the file")
    root, issues = _parse(text)
    tag = _tag(root)
    if tag == "html":
        yield from read_page(data, context)
        return
    records = list(_records(root))
    channel = _channel(root, tag)
    names: set[str] = set()
    for number, record in enumerate(records, 1):
        found = _read_record(record, channel, (*decoded.issues, *issues), decoded.encoding, context.max_chars)
        if len(records) > 1 or tag in ("rss", "rdf", "feed"):
            fields = _fields(record)
            name = slug(found.metadata.url if isinstance(found, Extract) else "",
                        fields.get("guid", "") or fields.get("id", "") or fields.get("transcriptid", ""),
                        fields.get("title", "")) or f"item-{number}"  # fmt: skip
            while name in names:
                name = f"{name}~{number}"
            names.add(name)
            found = _renamed(found, name)
        yield found
    if not records:
        raise refuse("no-release", "there is no item in the feed", "check that it was saved completely")


def _renamed(found: Found, name: str) -> Found:
    import dataclasses

    return dataclasses.replace(found, name=name)


def _parse(text: str) -> tuple[Any, tuple[Any, ...]]:
    plain = _DOCTYPE.sub("", _DECLARATION.sub("", text), count=1)
    data = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", " ", _without_named(plain)).encode("utf-8", "replace")
    options: dict[str, Any] = {
        "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False,
        "huge_tree": False, "remove_comments": True, "remove_pis": True, "encoding": "utf-8",
    }  # fmt: skip
    try:
        return etree.fromstring(data, etree.XMLParser(**options)), ()
    except etree.XMLSyntaxError as error:
        reason = str(error)[:120]
    try:
        root = etree.fromstring(data, etree.XMLParser(recover=True, **options))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise refuse("damaged-file", f"the file is no valid XML: {reason}", "save it again, completely")
    message = f"the file is no valid XML and was read as far as it goes: {reason}"
    return root, (warn("damaged-file", message, "save it again, completely"),)


def _without_named(text: str) -> str:
    """Put characters in place of HTML's named entities, which XML does not know."""
    import html

    return _NAMED.sub(lambda m: html.unescape(m.group()).replace("<", "&lt;").replace("&", "&amp;"), text)


def _tag(element: Any) -> str:
    return element.tag.rsplit("}", 1)[-1].casefold() if isinstance(element.tag, str) else ""


def _records(root: Any) -> Iterator[Any]:
    """Yield the elements that are releases: items of a feed, records of a list, or the root itself."""
    found = [e for e in root.iter() if plain_key(_tag(e)) in _RECORDS]
    inside = {id(e) for e in found}
    outer = [e for e in found if not any(id(a) in inside for a in e.iterancestors())]
    if _tag(root) in ("rss", "rdf", "feed"):
        yield from (e for e in found if _tag(e) in ("item", "entry"))
    elif len(outer) == 1 and outer[0] is root:
        children = [e for e in found if e.getparent() is root]
        yield from children if len(children) > 1 and _tag(children[0]) != "p" else outer
    else:
        yield from outer or [root]


def _channel(root: Any, tag: str) -> Metadata:
    """Give what the feed says of all its items: who publishes it."""
    if tag not in ("rss", "rdf", "feed"):
        return Metadata()
    head = next((e for e in root if _tag(e) == "channel"), root)
    fields = {_tag(e): one_space("".join(e.itertext())[:500]) for e in reversed(list(head)) if len(e) < 5}
    name = fields.get("publisher") or fields.get("title") or ""
    return Metadata(issuer=_TAIL.sub("", name))


def _fields(record: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in record.iter():
        if element is record or not isinstance(element.tag, str):
            continue
        tag = plain_key(_tag(element))
        if tag in ("category", "enclosure", "comments", "thumbnail", "author") and _tag(record) in ("item", "entry"):
            continue
        if tag == "link" and element.get("href"):
            if element.get("rel") in (None, "alternate"):
                found.setdefault("link", element.get("href"))
            continue
        words = one_space("".join(element.itertext())[:2000])
        if words and len(words) < 1990:
            found.setdefault(tag, words)
    if "link" not in found and found.get("guid", "").startswith("http"):
        found["link"] = found["guid"]
    return found


def _read_record(record: Any, channel: Metadata, issues: Any, encoding: str, max_chars: int) -> Found:
    fields = _fields(record)
    title = _plain(fields.get("title", "") or fields.get("headline", ""))
    blocks = _body(record, max_chars)
    text, _ = lay_out(with_title(blocks, title))
    wanted = {key: value for key, value in fields.items() if key not in ("title", "source", "from")}
    metadata, doubts = read_fields({**wanted, "title": title}, text)
    if not metadata.published and fields.get("updated"):
        day, doubts = read_date(fields["updated"], text)
        metadata = Metadata(day, metadata.issuer, metadata.url, metadata.title)
    metadata = Metadata(metadata.published, metadata.issuer or channel.issuer, metadata.url, metadata.title)
    if not has_words(text):
        return Refused(refuse("no-text", "there is no text in the item", "look at the original").issue, kind="xml")
    kind = "feed" if _tag(record) in ("item", "entry") else "xml"
    return Extract(text, metadata, (*issues, *doubts), kind, encoding)


def _plain(text: str) -> str:
    if not _MARKUP.search(text):
        return text
    return " ".join(block.text for block in fragment_blocks(text))


def _body(record: Any, max_chars: int) -> list[Block]:
    """Give the blocks of the longest field that can hold a text: as markup, as escaped markup, or as it is."""
    best: list[Block] = []
    for name in _BODY:
        for element in record.iter():
            if plain_key(_tag(element)) != name or element is record:
                continue
            blocks = _element_blocks(element, max_chars)
            if sum(len(b.text) for b in blocks) > sum(len(b.text) for b in best) * 1.3:
                best = blocks
            if name != "p":
                break
    if best:
        return best
    known = {"title", "link", "guid", "pubdate", "category", "id", "date", "updated", "published", "enclosure"}
    if any(plain_key(_tag(e)) in known for e in record):
        return []
    return blocks_of(record)


def _element_blocks(element: Any, max_chars: int) -> list[Block]:
    if len(element):
        mark_notes(element)
        return blocks_of(element)
    text = "".join(element.itertext())[: 6 * max_chars]
    if _MARKUP.search(text):
        return fragment_blocks(text)
    parts = [one_space(part) for part in re.split(r"\n\s*\n", text)]
    return [Block("paragraph", part) for part in parts if has_words(part)]
