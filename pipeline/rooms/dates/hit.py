"""A pattern match, read group by group."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.numbers import ordinal_of
from pipeline.rooms.dates.patterns import Pattern
from pipeline.rooms.dates.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern match: groups are read as token ranges."""

    tokens: Tokens
    match: re.Match[str]
    pattern: Pattern

    def span(self, *names: str) -> tuple[int, int] | None:
        """Give the token range of the first of the groups that matched."""
        groups = self.pattern.regex.groupindex
        for name in names:
            if name in groups and self.match.start(name) >= 0:
                return self.match.span(name)
        return None

    def word(self, *names: str) -> str | None:
        """Give the first token of a group in lower case."""
        found = self.span(*names)
        return self.tokens.lower(found[0]) if found else None

    def value(self, *names: str) -> str | None:
        """Give the table value of a group's first word in the class named as the group (digits stripped)."""
        for name in names:
            word = self.word(name)
            if word is not None:
                return self.tokens.lexicon.value(word, re.sub(r"\d+\Z", "", name))
        return None

    def number(self, *names: str) -> int | None:
        """Give the whole number or ordinal that a group spells."""
        found = self.span(*names)
        return None if found is None else ordinal_of(self.tokens, *found)

    def number_at(self, index: int) -> int:
        """Give the figures that a token begins with, 0 for none."""
        digits = re.match(r"\d+", self.tokens.words[index])
        return int(digits[0]) if digits else 0

    def month(self) -> int | None:
        """Give the month of the group `month` or `month2`."""
        word = self.word("month", "month2")
        return None if word is None else int(self.tokens.lexicon.value(word, "anymonth"))

    def rel(self, default: int | None = None) -> int | None:
        """Give -1, 0 or 1 for "last", "this" or "next" in the group `rel`."""
        word = self.word("rel2", "rel")
        if word is None:
            return default
        return 0 if word == "same" else int(self.tokens.lexicon.value(word, "rel"))

    def expr(self, kind: str, **fields: object) -> Expr:
        """Give an expression over the whole match."""
        first, last = self.match.start(), self.match.end() - 1
        made = Expr(
            self.tokens.starts[first],
            self.tokens.ends[last],
            first,
            last,
            kind,
            self.pattern.name,
            self.pattern.rank,
            self.pattern.layer,
        )
        for name, content in fields.items():
            setattr(made, name, content)
        return made
