"""Which titles belong to which person: before the name, after it, or told of *he* and *she*."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.rooms.entities.find_appositions import AfterName, Held
from pipeline.rooms.entities.find_titles import Title
from pipeline.rooms.entities.role_tokens import Token
from pipeline.rooms.entities.title_words import DETERMINERS

_LOOK_BACK = 32
_NEAR = 24


def find_roles(tokens: Sequence[Token], resolve: Callable[[str, int], int | None]) -> dict[int, list[Held]]:
    """Give the roles of each person (by cluster root) in text order."""
    return _RoleFinder(tokens, resolve).run()


class _RoleFinder(AfterName):
    """Walks through the persons of a text."""

    def run(self) -> dict[int, list[Held]]:
        for i, token in enumerate(self.tokens):
            if token.type == "PERSON":
                led = self._before(i)
                if led and not any(title.of for title in led):
                    self._body_after(i, led)
                self.after(i, bool(led))
            elif token.low in ("he", "she") and self.tokens[i - 1 : i] and self.tokens[i - 1].kind in ("stop", "break"):
                self._pronoun(i)
        return self.found

    def _before(self, i: int) -> list[Title]:
        """Read the titles that end at the name, with or without a comma and honorifics between."""
        stop = self.skip_honorifics_left(i)
        ends = [stop]
        if self.reader.at(stop - 1).low == "professor":
            ends.insert(0, self.skip_honorifics_left(stop - 1))
        if self.reader.at(stop - 1).text == ",":
            ends.append(self.skip_honorifics_left(stop - 1))
        for end in ends:
            if end > 0 and (titles := self._ending_at(end)):
                if titles[0].start in self.claimed:
                    return []
                self.give(i, titles)
                return titles
        return []

    def _body_after(self, i: int, titles: Sequence[Title]) -> None:
        """Complete a title by the body after the name: "Trial Attorney Ann Verne of the Port Division"."""
        at = self.reader.at
        j = i + 1 + (at(i + 1).text == ",")
        if at(j).low not in ("of", "for") or titles[-1].end < self.tokens[i].start - _NEAR:
            return
        j += 1
        j += at(j).low in DETERMINERS
        if at(j).kind == "word" and at(j + 1).text in ("'s", "’s"):
            j += 2
        elif at(j).kind == "word" and at(j + 2).text in ("'s", "’s"):
            j += 3
        if at(j).type == "ORG" or (at(j).type == "PLACE" and at(i + 1).text != ","):
            helds = self.found[self.tokens[i].entity]
            helds[-1] = replace(helds[-1], of=(at(j).entity,))
            self.completed.add(i)

    def _ending_at(self, end: int) -> list[Title]:
        """Give the longest chain of titles whose last token is `end - 1`."""
        start = end
        while start > max(0, end - _LOOK_BACK):
            token = self.tokens[start - 1]
            if token.kind in ("stop", "break", "honorific") or token.type == "PERSON" or token.text in '“”":;–—':
                break
            start -= 1
        for i in range(start, end):
            if not self._may_open(i):
                continue
            titles = self.reader.chain(i)
            for count, title in enumerate(titles, 1):
                if title.close == end:
                    return titles[:count]
        return []

    def _may_open(self, i: int) -> bool:
        token = self.tokens[i]
        if token.kind == "word":
            return token.low not in ("and", "of", "for")
        return token.kind == "name"

    def _pronoun(self, i: int) -> None:
        """Read "She was Kestrel's director" of the one person named last in the sentence before."""
        verb = self.verb(i + 1)
        if verb is None:
            return
        bearer = next((k for k in range(i - 1, max(-1, i - 60), -1) if self.tokens[k].type == "PERSON"), None)
        titles = self.reader.chain(i + 1 + verb[0], True)
        if bearer is None or not titles or any(t.text.startswith("\n\n") for t in self.tokens[bearer:i]):
            return
        self.give(bearer, titles, verb[1])
