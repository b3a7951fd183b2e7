"""Plain text and Markdown: exactly the decoded file, with front matter at its head."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.sources.decode import decode
from pipeline.sources.extract import Context, Extract
from pipeline.sources.front_matter import read_front_matter
from pipeline.sources.issues import refuse


def read_plain(data: bytes, context: Context) -> Iterator[Extract]:
    """Yield the one release of a text. Raises RefusedError when there is none."""
    decoded = decode(data)
    own, body_start, doubts = read_front_matter(decoded.text)
    if not decoded.text[body_start:].strip():
        raise refuse("empty-file", "there is nothing after the front matter", "fill or remove it")
    kind = "md" if body_start or context.name.casefold().endswith((".md", ".markdown")) else "txt"
    yield Extract(decoded.text, own, (*decoded.issues, *doubts), kind, decoded.encoding, body_start)
