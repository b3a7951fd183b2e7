"""Roles written after a person's name: appositions, brackets, verbs, signatures, affiliations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.rooms.entities.find_bodies import BODIES
from pipeline.rooms.entities.find_titles import Title, TitleReader
from pipeline.rooms.entities.role_tokens import Token
from pipeline.rooms.entities.title_words import DETERMINERS

_FAR = 25


@dataclass(frozen=True, slots=True)
class Held:
    """A role found at one place: title span in the clean text (empty when only the body is told) and bodies."""

    start: int
    end: int
    of: tuple[int, ...]
    former: bool
    acting: bool


@cache
def _role_verbs(reach: str) -> tuple[tuple[tuple[str, ...], bool], ...]:
    listed = [row for row in read_table("entities/role_verbs") if reach in ("next", row["reach"])]
    rows = [(tuple(row["words"].split()), row["tense"] == "past") for row in listed]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0])))


@cache
def _affiliations() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(row["words"].split()) for row in read_table("entities/affiliations"))


class AfterName:
    """Reads what follows names and keeps the roles found, by the person's cluster root."""

    def __init__(self, tokens: Sequence[Token], resolve: Callable[[str, int], int | None]) -> None:
        self.tokens = tokens
        self.reader = TitleReader(tokens, resolve)
        self.found: dict[int, list[Held]] = defaultdict(list)
        self.claimed: set[int] = set()  # starts of titles that have a bearer
        self.completed: set[int] = set()  # names after which the body of a title stands

    def give(self, i: int, titles: Sequence[Title], former: bool = False) -> None:
        """Keep titles as roles of the person at token `i`."""
        for title in titles:
            self.claimed.add(title.start)
            held = Held(title.start, title.end, title.of, title.former or former, title.acting)
            self.found[self.tokens[i].entity].append(held)

    def belongs(self, i: int, bodies: Sequence[int]) -> None:
        """Keep that the person at token `i` is of some bodies, in no told office."""
        place = self.tokens[i].start
        self.found[self.tokens[i].entity].append(Held(place, place, tuple(bodies), False, False))

    def after(self, i: int, led: bool) -> None:
        """Read what stands after the person at token `i`; `led`: a title stands before the name."""
        at = self.reader.at
        if i in self.completed:
            return
        j = self._skip_letters(i + 1)
        for _ in range(3):
            step = self._one_after(i, j, led)
            if step is None:
                break
            j = step
            if at(j).text == "," and at(j + 1).low == "as":
                j += 1
        self._far(i, j)

    def _far(self, i: int, j: int) -> None:
        """Read "… having just been appointed director of Kestrel Bank" later in the sentence, before another person."""
        for k in range(j + 1, j + _FAR):
            token = self.reader.at(k)
            if token.kind in ("stop", "break") or token.type == "PERSON":
                return
            verb = self.verb(k, "sentence") if token.kind == "word" else None
            titles = self.reader.chain(k + verb[0], True) if verb else []
            if titles:
                self.give(i, titles)
                return

    def skip_honorifics_left(self, i: int) -> int:
        """Give the first of the honorifics that stand before token `i`."""
        while i > 0:
            before = self.reader.at(i - 1)
            if before.kind == "honorific":
                i -= 1
            elif before.text == ")" and self.reader.at(i - 2).kind == "honorific" and self.reader.at(i - 3).text == "(":
                i -= 3
                if self.reader.at(i - 1).low == "chief":
                    i -= 1
            else:
                break
        return i

    def _one_after(self, i: int, j: int, led: bool) -> int | None:
        """Read one thing after the name; give the token after it, None when there is nothing more."""
        token = self.reader.at(j)
        if token.text == "(":
            return self._bracket(i, j)
        if token.kind == "break":
            return self._signature(i, j)
        comma = token.text in (",", "–", "—", "-")
        k = j + comma
        verb = self.verb(k)
        if verb:
            words, past = verb
            titles = self.reader.chain(k + words, True)
            if not titles:
                return None
            self.give(i, titles, past)
            return titles[-1].close
        body = self._affiliation(k, comma) if comma or j == i + 1 else None
        if body:
            self.belongs(i, body[0])
            return self._skip_places(body[1])
        if not comma and not self._stands_beside(i, k):
            return None
        titles = self.reader.chain(k, True)
        if not titles or self._is_next_ones(titles[-1].close, led):
            return None
        # "At the call of Mayor Bo Lind, the Governor arrived": a subject of its own, not an apposition.
        if led and self.reader.at(k).low == "the" and self.reader.at(titles[-1].close).kind == "word":
            return None
        self.give(i, titles)
        return titles[-1].close

    def _stands_beside(self, i: int, k: int) -> bool:
        """Say whether a capitalised title follows the name without a comma: "Bo Lind Port Manager at …"."""
        token = self.reader.at(k)
        if token.kind != "word" or not token.text[0].isupper() or token.heading:
            return False
        title = self.reader.title(k)
        return title is not None and not title.weak and self.reader.at(title.close).kind == "word"

    def _skip_places(self, j: int) -> int:
        """Step over a bracket or a comma that says where the body lies: "of Kestrel (Penang, Malaysia)"."""
        if self.reader.at(j).text != "(":
            return j
        return next((k + 1 for k in range(j, j + 8) if self.reader.at(k).text == ")"), j)

    def _skip_letters(self, i: int) -> int:
        """Step over letters after the name ("SC", "PhD"), an age, and honorifics in brackets."""
        at = self.reader.at
        if at(i).text == "(" and at(i + 1).kind == "honorific" and at(i + 2).text == ")":
            i += 3
        comma = at(i).text == ","
        token = at(i + comma)
        letters = token.kind == "word" and token.text.isupper() and 1 < len(token.text) <= 4
        age = comma and token.text.isdigit() and at(i + 2).text == ","
        small = comma and token.kind == "word" and at(i + 2).text == "," and at(i + 3).low == "as"
        if small:
            return i + 2
        if age or (letters and not self.reader.title(i + comma)):
            return i + comma + 1
        return i

    def _is_next_ones(self, close: int, led: bool) -> bool:
        """Say whether a title between two persons goes to the second: "Mayor Ann Verne, Governor Bo Lind"."""
        at = self.reader.at
        j = close
        comma = at(j).text == ","
        j += comma
        if led and at(j).low in ("and", "&") and (following := self.reader.title(j + 1)) is not None:
            j, comma = following.close, False
        while at(j).kind == "honorific":
            j += 1
        return at(j).type == "PERSON" and (led or not comma)

    def verb(self, i: int, reach: str = "next") -> tuple[int, bool] | None:
        """Give the number of words of a role verb at token `i` and whether it speaks of the past.

        `reach`: "next" for all verbs, "sentence" for those that may stand far from the name ("has been elected").
        """
        for words, past in _role_verbs(reach):
            if all(self.reader.at(i + k).low == word for k, word in enumerate(words)):
                return len(words), past
        return None

    def _affiliation(self, i: int, comma: bool) -> tuple[list[int], int] | None:
        """Read "representing Kestrel Bank", "of Kestrel Bank", ", for the Bank,"."""
        at = self.reader.at
        words = next((w for w in sorted(_affiliations()) if all(at(i + k).low == x for k, x in enumerate(w))), None)
        if words is None:
            return None
        j = i + len(words)
        j += at(j).low in DETERMINERS
        token = at(j)
        single = words[0] if len(words) == 1 else ""
        wanted = BODIES if single in ("representing", "") or (single == "of" and not comma) else {"ORG"}
        if token.kind != "name" or token.type not in wanted:
            return None
        if single in ("for", "with") and not (comma and at(j + 1).text in (",", ".", ";", "(")):
            return None
        if self.reader.title(j) is not None or at(j + 1).text in ("'s", "’s"):
            return None
        return [token.entity], j + 1

    def _bracket(self, i: int, j: int) -> int | None:
        at = self.reader.at
        titles = self.reader.chain(j + 1, True)
        if titles and at(titles[-1].close).text == ")":
            self.give(i, titles)
            return titles[-1].close + 1
        bodies: list[int] = []
        k = j + 1
        while at(k).kind == "name" and at(k).type in BODIES:
            bodies.append(at(k).entity)
            k += 1
            if at(k).text == ")":
                # "Ann Verne (Kestrel, Ohio)" says where she lives.
                if len(bodies) < 2 or at(j + 1).type == "ORG":
                    for body in bodies:
                        self.belongs(i, [body])
                return k + 1
            if at(k).text not in (",", "/", ";") and at(k).low != "and":
                break
            k += 1
        return None

    def _signature(self, i: int, j: int) -> int | None:
        """Read a title on the line below a name that stands on a line of its own."""
        at = self.reader.at
        before = self.skip_honorifics_left(i)
        if at(before - 1).kind not in ("break", "stop") and before > 0 and at(before - 1).text not in (")", "."):
            return None
        titles = self.reader.chain(j + 1, True)
        whole = titles and at(titles[-1].close).kind in ("break", "stop")
        if whole or (titles and titles[0].of and self.tokens[j + 1].text[0].isupper()):
            titles = self._with_line_below(titles)
            self.give(i, titles)
            return titles[-1].close
        return self._whole_line(i, j + 1)

    def _with_line_below(self, titles: list[Title]) -> list[Title]:
        at = self.reader.at
        close = titles[-1].close
        below = at(close + 1)
        if titles[-1].of or at(close).kind != "break" or below.type != "ORG":
            return titles
        if at(close + 2).kind not in ("break", "stop"):
            return titles
        return [replace(t, of=t.of or (below.entity,)) for t in titles]

    def _whole_line(self, i: int, j: int) -> int | None:
        """Take a short capitalised line that begins with an office as one title: "Head, Press & Media"."""
        stop = j
        while self.reader.at(stop).kind in ("word", "mark") and stop - j < 10:
            stop += 1
        if self.reader.at(stop).kind not in ("break", "stop") or stop == j:
            return None
        words = [self.tokens[k] for k in range(j, stop)]
        if self.reader.title(j) is None or any(
            w.text[0].islower() and w.low not in ("and", "of", "for") for w in words
        ):
            return None
        self.found[self.tokens[i].entity].append(Held(words[0].start, words[-1].end, (), False, False))
        return stop
