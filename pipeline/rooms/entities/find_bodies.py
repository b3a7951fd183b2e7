"""What follows an office: the field it is held for, and the body or place it is held in."""

from __future__ import annotations

from pipeline.lang.places import country_code, demonym_code
from pipeline.rooms.entities.title_words import AND, DETERMINERS, LINKS, MAX_COMPLEMENT, OfficeWords

BODIES = frozenset({"ORG", "PLACE"})
_POSSESSIVE = ("'s", "’s")
# (does it belong to the title, bodies, token after it)
Step = tuple[bool, list[int], int]


class Complements(OfficeWords):
    """Reads complements of offices; a subclass says where a title begins."""

    def begins_title(self, i: int) -> bool:
        """Say whether a title begins at token `i`."""
        raise NotImplementedError

    def complements(self, core: int, owned: bool) -> tuple[int, tuple[int, ...], int]:
        """Read what follows the office: (token after the title, bodies, token after everything)."""
        of: list[int] = []
        end = j = core
        for _ in range(5):
            token = self.at(j)
            if token.text == "(":
                step = self._bracket(j, owned or bool(of) or end > core)
            elif token.low in LINKS and token.kind == "word":
                step = self._linked(j, core, owned, bool(of))
            elif token.text in (",", "–", "—", "|", "@") and not owned and not of:
                step = self._after_comma(j)
            else:
                break
            if step is None:
                break
            belongs, bodies, j = step
            if token.kind == "word" and not belongs and not bodies:
                break
            of += [b for b in bodies if b not in of]
            end = j if belongs else end
        return end, tuple(of), j

    def _bracket(self, i: int, held: bool) -> Step | None:
        close = next((k for k in range(i + 1, i + 10) if self.at(k).text == ")"), None)
        if close is None:
            return None
        inner = [self.at(k) for k in range(i + 1, close)]
        if len(inner) == 1 and inner[0].kind == "name":
            if inner[0].type == "PERSON" or inner[0].type not in BODIES:
                return None
            return False, [] if held else [inner[0].entity], close + 1
        if any(t.text[0].isdigit() for t in inner if t.text) and len(inner) <= 3:
            return False, [], close + 1
        if not all(t.kind == "word" or t.text in "&,-" for t in inner):
            return None
        short = len(inner) == 1 and inner[0].text.isupper()
        follows = self.at(close + 1).low in ("of", "for")
        if short and not follows:
            return False, [], close + 1
        return all(t.text[:1].isupper() or t.low in AND or not t.text[0].isalpha() for t in inner), [], close + 1

    def _linked(self, i: int, core: int, owned: bool, held: bool) -> Step | None:
        link = self.at(i).low
        j = i + 1
        definite = self.at(j).low in DETERMINERS | {"our", "its", "their"}
        j += definite
        token = self.at(j)
        if token.kind == "name":
            return self._linked_name(link, j, owned, held)
        if link in ("at", "with", "from", "against"):
            return None
        stop = self._phrase(j, self.at(core - 1).text[:1].islower())
        if stop == j:
            return None
        if self.at(stop).text in _POSSESSIVE:
            return None
        words = [self.at(k) for k in range(j, stop)]
        if definite and len(words) <= 2 and link in ("of", "to", "for", "at") and not self.office(j, stop):
            root = self.resolve(" ".join(w.text for w in words), words[0].start)
            if root is not None:
                return False, [root], stop
        if (definite and words[0].text[:1].islower()) or (
            definite and demonym_code(words[0].text) and words[-1].text[:1].islower()
        ):
            # "head of the regional flood agency of Kestrel": a common noun, so neither title nor body.
            named = self.at(stop).type == "ORG"
            return (False, [self.at(stop).entity], stop + 1) if named else (False, [], stop)
        return True, [], stop

    def _linked_name(self, link: str, i: int, owned: bool, held: bool) -> Step | None:
        token = self.at(i)
        if token.type == "PERSON":
            return None
        if self.at(i + 1).text in _POSSESSIVE and self.at(i + 2).type == "ORG":
            i, token = i + 2, self.at(i + 2)
        close = self.skip_bracket(i + 1)
        if (link == "for" and owned and token.type == "PLACE") or token.type == "DOCUMENT":
            return True, [], i + 1
        if token.type not in BODIES:
            return False, [], close
        # "Kestrel's Secretary of the Treasury": the body told last is the nearer one.
        inner = owned and not held and link == "of" and token.type == "ORG"
        if (held or owned) and link != "to" and not inner:
            return False, [], close
        if link == "in" and token.type == "PLACE":
            return None
        more, close = self._more_names(close, token.type)
        return False, [token.entity, *more], close

    def _more_names(self, i: int, kind: str) -> tuple[list[int], int]:
        """Read further bodies of the same office: "… of the Port Board and the Fish Council,"."""
        found: list[int] = []
        while self.at(i).low in AND | {","} and kind == "ORG":
            j = i + 1
            j += self.at(j).low in AND
            j += self.at(j).low in DETERMINERS
            if self.at(j).type != "ORG" or self.begins_title(j):
                break
            close = self.skip_bracket(j + 1)
            if self.at(close).kind == "word" and self.at(close).low not in AND:
                break
            if self.at(i).text == "," and self.at(close).low not in AND and not found:
                break
            found.append(self.at(j).entity)
            i = close
        return found, i

    def _after_comma(self, i: int) -> Step | None:
        j = i + 1
        j += self.at(j).low in DETERMINERS
        token = self.at(j)
        country = token.type == "PLACE" and bool(country_code(token.text))
        if token.kind != "name" or not (token.type == "ORG" or country):
            return None
        close = self.skip_bracket(j + 1)
        # "…, Director, Kestrel Bank Chairman Ann Verne" and "…, Director, Kestrel Bank's" start something new.
        if self.at(close).text in _POSSESSIVE or self.begins_title(j):
            return None
        more, close = self._more_names(close, token.type)
        return False, [token.entity, *more], close

    def _phrase(self, i: int, small: bool) -> int:
        """Give the token after a complement: capitalised words, lists of them, for small titles nouns too."""
        j = stop = i
        while j - i < MAX_COMPLEMENT:
            token = self.at(j)
            if token.low in AND:
                k = j + 1
                if self.begins_title(k):
                    break
                k += self.at(k).low in DETERMINERS
                if not self.fits_phrase(self.at(k), small):
                    break
                j = k
            elif token.text == ",":
                k = j + 1 + (self.at(j + 1).low in AND)
                if not self.lists_on(j) or self.begins_title(k):
                    break
                j = k
                continue
            elif not self.fits_phrase(token, small) or self.is_honorific(j, i):
                break
            j += 1
            stop = j
        return stop
