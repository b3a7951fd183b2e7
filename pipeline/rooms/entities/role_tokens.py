"""The text as tokens for reading roles: words, marks, line breaks, honorifics, and each mention as one token."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.model.records import Mention, Sentence
from pipeline.rooms.entities.names import honorifics

_TOKEN = re.compile(r"['’]s\b|['’](?=\s)|[^\W_]+(?:(?!['’]s\b)[-’'/.][^\W_]+)*\.?|\n+|[^\w\s]")
_SHORT_DOTTED = re.compile(r"[A-Z][a-z]?\.|(?:[A-Za-z]\.)+|(?:Gov|Sen|Rep|Cong|Inc|Ltd|Corp|Jr|Sr|vs)\.")


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `kind`: name, word, mark, break, stop, honorific. `entity` is a cluster's root for names.

    A *break* is a single line end inside a block of short lines, a *stop* the end of a sentence or a paragraph.
    """

    kind: str
    text: str
    start: int
    end: int
    type: str = ""
    entity: int = -1
    pos: str = ""
    heading: bool = False

    @property
    def low(self) -> str:
        """The token in lower case."""
        return self.text.lower()


def make_tokens(
    text: str,
    doc: Doc,
    mentions: Sequence[Mention],
    owner: Mapping[str, int],
    sentences: Sequence[Sentence],
    headings: Sequence[tuple[int, int]],
) -> list[Token]:
    """Cut the clean text into tokens; `owner` maps mention ids to cluster roots, `headings` are title zones."""
    reader = _Reader(text, doc, sentences, headings)
    found: list[Token] = []
    position = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.start < position:
            continue
        found += reader.between(position, mention.start)
        name = text[mention.start : mention.end]
        heading = reader.in_heading(mention.start)
        found.append(Token("name", name, mention.start, mention.end, mention.type, owner[mention.id], "PROPN", heading))
        position = mention.end
        if text[position : position + 1] == "s" and not text[position + 1 : position + 2].isalnum():
            # "the Justice Departments Tax Division": the name ends before the s of a lost possessive.
            found.append(Token("mark", "'s", position, position + 1))
            position += 1
    found += reader.between(position, len(text))
    return found


class _Reader:
    def __init__(self, text: str, doc: Doc, sentences: Sequence[Sentence], headings: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.starts = [token.idx for token in doc]
        self.tags = [token.pos_ for token in doc]
        self.sentence_starts = [s.start for s in sentences]
        self.sentence_ends = [s.end for s in sentences]
        self.headings = sorted(headings)

    def between(self, start: int, end: int) -> list[Token]:
        """Give the tokens of a stretch without mentions."""
        found: list[Token] = []
        spans = [(m.start(), m.end()) for m in honorifics("always", "before").finditer(self.text, start, end)]
        position = start
        for left, right in spans:
            found += self._plain(position, left)
            found.append(Token("honorific", self.text[left:right], left, right))
            position = right
        return found + self._plain(position, end)

    def _plain(self, start: int, end: int) -> list[Token]:
        found: list[Token] = []
        for match in _TOKEN.finditer(self.text, start, end):
            word, left, right = match.group(), match.start(), match.end()
            if word[0] == "\n":
                kind = "break" if word == "\n" else "stop"
                if not (kind == "break" and self._inside_sentence(left)):
                    found.append(Token(kind, word, left, right))
                continue
            if word[-1] == "." and len(word) > 1 and not _SHORT_DOTTED.fullmatch(word):
                found += [self._word(word[:-1], left), Token("stop", ".", right - 1, right)]
            elif word[0].isalnum():
                found.append(self._word(word, left))
            else:
                found.append(Token("stop" if word in ".!?" else "mark", word, left, right))
        return found

    def _word(self, word: str, start: int) -> Token:
        at = bisect_right(self.starts, start) - 1
        pos = self.tags[at] if 0 <= at < len(self.tags) else ""
        return Token("word", word, start, start + len(word), pos=pos, heading=self.in_heading(start))

    def _inside_sentence(self, offset: int) -> bool:
        at = bisect_right(self.sentence_starts, offset) - 1
        return at >= 0 and offset < self.sentence_ends[at]

    def in_heading(self, offset: int) -> bool:
        """Say whether an offset lies in a title zone."""
        at = bisect_left(self.headings, (offset + 1, -1)) - 1
        return at >= 0 and self.headings[at][0] <= offset < self.headings[at][1]
