"""Which tokens stand at given offsets of the clean text, and which stretches of it are quotations.

Ranges are `[start, end)` in code points of the clean text, over which the Doc is parsed.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.attrs import IDX
from spacy.tokens import Doc, Token

# Longest run between two quote marks that is taken as one quotation, so that a lost mark cannot eat the text.
_LONGEST_QUOTE = 3000
_QUOTES = {"“": "”", '"': '"', "«": "»", "„": "“"}
_DOCS_KEPT = 4  # the rooms ask about the same text again and again


def quote_spans(text: str) -> list[tuple[int, int]]:
    """Give the ranges between quote marks, marks excluded, in order; a mark left open runs to the line's end.

    Only stretches of four words or more count as quotations; shorter ones are names and scare quotes.
    """
    found = []
    at = 0
    while at < len(text):
        opener = re.compile(r"[“\"«„]").search(text, at)
        if opener is None:
            break
        start = opener.end()
        end = _quote_end(text, start, _QUOTES[opener.group()])
        if len(text[start:end].split()) >= 4:
            found.append((start, end))
        at = max(end + 1, start)
    return found


def _quote_end(text: str, start: int, closer: str) -> int:
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    end = text.find(closer, start, start + _LONGEST_QUOTE)
    if end < 0 or (end > line_end and closer == '"'):
        return line_end
    # A quotation of several paragraphs opens each with a mark and closes only the last one.
    again = text.find("“", start, end) if closer == "”" else -1
    return line_end if again > line_end else end


def token_at(doc: Doc, offset: int) -> Token | None:
    """Give the token that covers the character at `offset`, None in white space between tokens or outside."""
    at = _first_after(doc, offset)
    return doc[at] if at < len(doc) and doc[at].idx <= offset else None


def tokens_in(doc: Doc, start: int, end: int) -> list[Token]:
    """Give the tokens that share at least one character with `[start, end)`, white space left out."""
    return list(iter_tokens(doc, start, end))


def iter_tokens(doc: Doc, start: int, end: int) -> Iterator[Token]:
    """Yield the tokens that `tokens_in` gives, for those who need only the first."""
    starts = _starts(doc)
    for at in range(_first_after(doc, start), len(starts)):
        if starts[at] >= end:
            break
        token = doc[at]
        if not token.is_space:
            yield token


def _first_after(doc: Doc, offset: int) -> int:
    """Give the index of the first token that ends after the offset (the text's length in tokens, if none does)."""
    at = bisect.bisect_right(_starts(doc), offset) - 1
    if at < 0:
        return 0
    token = doc[at]
    return at if token.idx + len(token) > offset else at + 1


@lru_cache(maxsize=_DOCS_KEPT)
def _starts(doc: Doc) -> list[int]:
    starts: list[int] = doc.to_array(IDX).tolist()
    return starts


def head_in(doc: Doc, start: int, end: int) -> Token | None:
    """Give the token of `[start, end)` that the others in it depend on (a name's grammatical head)."""
    return head_among(tokens_in(doc, start, end))


def head_among(tokens: list[Token]) -> Token | None:
    """Give the token that the others depend on, the first one where none is, None when there are none."""
    inside = {t.i for t in tokens}
    for token in tokens:
        if (token.head.i == token.i or token.head.i not in inside) and not token.is_punct:
            return token
    return tokens[0] if tokens else None
