"""Reading titles of office from tokens: "Harbour League Co-Chair and Mayor of Delft".

A chain is one or more titles joined by *and* or commas, each with the body or place it is held in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.lang.places import demonym_code, is_region
from pipeline.rooms.entities.find_bodies import BODIES, Complements
from pipeline.rooms.entities.title_words import AND, DETERMINERS, title_words

_FILLERS = frozenset(
    {"also", "currently", "concurrently", "then", "now", "new", "current", "incumbent", "outgoing", "both"}
)
_PRONOUNS = frozenset({"its", "their", "his", "her", "our", "whose"})
_MAX_CHAIN = 5


@dataclass(frozen=True, slots=True)
class Title:
    """A title and where it is held; `start`, `end` are offsets in the clean text, `of` cluster roots.

    `leading` says that `of` was named before the title, `bare` that nothing follows the office itself, `weak`
    that the office alone proves nothing; `close` is the index of the token after the title.
    """

    start: int
    end: int
    of: tuple[int, ...]
    former: bool
    acting: bool
    leading: bool
    bare: bool
    weak: bool
    close: int


class TitleReader(Complements):
    """Reads titles at token positions."""

    def chain(self, i: int, after: bool = False) -> list[Title]:
        """Give the titles that begin at token `i`, [] if none does; `after`: they follow their bearer's name."""
        first = self.title(i)
        found = [first] if first else []
        while found and len(found) < _MAX_CHAIN:
            following = self._next_in_chain(found[-1], after)
            if following is None:
                break
            found.append(following)
        return _share(found)

    def _next_in_chain(self, last: Title, after: bool) -> Title | None:
        i = last.close
        comma = self.at(i).text in (",", ";")
        i += comma
        joined = self.at(i).low in AND
        i += joined
        if not (comma or joined) or (self.at(i).low == "the" and last.bare and not after):
            return None
        following = self.title(i)
        if following is None or (following.weak and not joined):
            return None
        end = following.close
        while self.at(end).kind == "honorific":
            end += 1
        # "Bo Lind, Director of Ports, Mayor Ann Verne": the last title is the next person's.
        return None if self.at(end).type == "PERSON" and (after or (comma and not joined)) else following

    def title(self, i: int) -> Title | None:
        """Give the title that begins at token `i`, owner and introductory words included; None if none does."""
        i, former, pronoun = self._opening(i)
        owners, i = self._owner(i, pronoun)
        i, later, _ = self._opening(i)
        i = self._skip_demonym(i)
        core, weak = self.core(i)
        if core is None:
            return None
        end, of, close = self.complements(core, bool(owners))
        first = self.at(i)
        if of and self._is_country(owners) and self._is_body(of[0]) and self.at(end).low == "of":
            owners = ()
        held = tuple(dict.fromkeys((*owners, *of)))
        small = self.at(core - 1).text[:1].islower()
        if weak and small and not held:
            return None
        if not small and first.text[:1].islower() and first.low not in title_words("modifier"):
            return None
        acting = first.low in title_words("acting")
        bare = end == core and not of
        return Title(
            first.start,
            self.at(end - 1).end,
            held,
            former or later,
            acting,
            bool(owners),
            bare,
            weak and not held,
            close,
        )

    def _is_country(self, roots: tuple[int, ...]) -> bool:
        return bool(roots) and self.kinds.get(roots[0]) == "PLACE"

    def _is_body(self, root: int) -> bool:
        return self.kinds.get(root) == "ORG"

    def _opening(self, i: int) -> tuple[int, bool, int]:
        former, pronoun = False, -1
        while self.at(i).kind == "word":
            low = self.at(i).low
            if low == "new" and self._skip_demonym(i) > i:
                break  # "New Zealand Minister"
            if low in _PRONOUNS:
                pronoun = i
            elif low in title_words("former"):
                former = True
            elif low not in DETERMINERS and low not in _FILLERS:
                break
            i += 1
        return i, former, pronoun

    def _owner(self, i: int, pronoun: int) -> tuple[tuple[int, ...], int]:
        if pronoun >= 0:
            if self.tokens[pronoun].low in ("its", "their", "whose"):
                owner = self._body_before(pronoun)
                return ((owner,) if owner is not None else ()), i
            return (), i
        owners: tuple[int, ...] = ()
        event = False
        if self.at(i).kind == "word" and self.at(i + 1).text in ("'s", "’s"):
            owner = self.resolve(self.at(i).text, self.at(i).start)
            return ((owner,) if owner is not None else ()), i + 2
        while self.at(i).kind == "name" and self.at(i).type != "PERSON":
            token = self.at(i)
            joined = self.named_office(i) or (is_region(token.text) and self.at(i + 1).kind == "word")
            if joined and self.at(i + 1).text not in ("'s", "’s"):
                break
            event = token.type not in BODIES
            owners = (token.entity,) if not event else ()
            i = self.skip_bracket(i + 1)
            if self.at(i).text in ("'s", "’s", "'", "’"):
                i += 1
            if not event:
                break
        return owners, i

    def _body_before(self, i: int) -> int | None:
        """The body named last before token `i` in the sentence, for *its*."""
        for j in range(i - 1, max(-1, i - 40), -1):
            token = self.tokens[j]
            if token.kind == "stop":
                return None
            if token.kind == "name" and token.type == "ORG":
                return token.entity
        return None

    def _skip_demonym(self, i: int) -> int:
        for length in (2, 1):
            words = [self.at(k) for k in range(i, i + length)]
            if all(w.kind == "word" for w in words) and demonym_code(" ".join(w.text for w in words)):
                return i + length
        return i

    def begins_title(self, i: int) -> bool:
        """Say whether a title begins at token `i`."""
        return self.title(i) is not None


def _share(titles: list[Title]) -> list[Title]:
    """Let a leading owner count for the titles after it, and a final body for bare offices before it."""
    found = list(titles)
    for i in range(1, len(found)):
        if found[i - 1].leading and not found[i].of:
            found[i] = replace(found[i], of=found[i - 1].of, leading=True)
        found[i] = replace(found[i], former=found[i].former)
    for i in range(len(found) - 1, 0, -1):
        if found[i - 1].bare and not found[i - 1].of and found[i].of and not found[i].leading and _adjoin(found, i):
            found[i - 1] = replace(found[i - 1], of=found[i].of)
    return found


def _adjoin(titles: list[Title], i: int) -> bool:
    """Say whether title `i` follows the one before it with nothing but *and* between."""
    return titles[i].start - titles[i - 1].end <= len(" and ")
