"""Who tells a release outside its quotations: whom its "we" and its "I" stand for (guideline F6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Token

from pipeline.lang.places import country_code
from pipeline.model.records import Entity, Mention
from pipeline.rooms.commitments.context import Context
from pipeline.rooms.commitments.find_neighbours import listed_with
from pipeline.rooms.commitments.scan import Chooser, subjects_and_owners
from pipeline.rooms.commitments.tables import words

_JOINT = re.compile(r"\bjoint (?:\w+ )?(?:statement|communiqu[eé]|declaration)\b", re.IGNORECASE)
_BY = re.compile(r"\b(?:statement|remarks|message|speech|letter)s? (?:\w+ ){0,3}?(?:by|from|of)\s", re.IGNORECASE)
# "Ada Byron said:" before a statement that stands without quotation marks.
_SAID = re.compile(r"\b(?:said|says|stated|writes|wrote)\s?:\s+(?![\"“«'])")
# A headline that says "joint statement", and the names under it, stand in the first lines.
_HEAD = 600
_SIGNATURE = 240
_GENERIC = ("the", "and", "for", "minister", "ministry", "office", "officer", "general", "secretary", "secretariat")
_FIRST_PERSON = Chooser(lambda word: word in ("i", "we", "our"))


class Narrator:
    """The voice outside quotation marks; each question is answered once per release."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """Give the entity ids that the narrator's "we" stands for, () when it cannot be told."""
        if _JOINT.search(self.context.text, 0, _HEAD) and self._joint:
            return self._joint
        if self.context.issuer:
            return (self.context.issuer,)
        known = self.house_of(self.author) if self.author is not None else None
        known = known or self._stating_body or self.leading_body or self._only_country
        return (known,) if known else ()

    @cached_property
    def author(self) -> Entity | None:
        """Give the person who says "I" outside quotations."""
        narrating = [t for t in self._first_persons if t.lower_ == "i" and t.pos_ == "PRON"]
        for token in narrating:
            if token.i + 2 < len(token.doc) and token.nbor().text == ",":
                entity = self._person(self.context.mention_at(token.nbor(2)))
                if entity is not None:
                    return entity  # "I, Ada Byron, President of ..."
        return self._named_author() if self._first_persons else None

    @cached_property
    def _first_persons(self) -> list[Token]:
        return [t for t in _FIRST_PERSON.tokens(self.context.doc) if self.context.quote_at(t.idx) is None]

    def _named_author(self) -> Entity | None:
        """Give the person a headline ("Statement by Ada Byron") or a signature names."""
        text = self.context.text
        people = [m for m in self.context.mentions if m.type == "PERSON"]
        by = _BY.search(text, 0, _HEAD)
        if by is not None:
            for mention in people:
                if 0 <= mention.start - by.end() < 60:
                    return self._person(mention)
        for said in _SAID.finditer(text):
            before = [m for m in people if 0 <= said.start() - m.end < 4]
            if before:
                return self._person(before[-1])
        signed = [m for m in people if m.start > len(text) - _SIGNATURE and self._fills_line(m)]
        return self._person(signed[-1]) if signed else None

    def _fills_line(self, mention: Mention) -> bool:
        text = self.context.text
        start = text.rfind("\n", 0, mention.start) + 1
        end = text.find("\n", mention.end)
        line = text[start : len(text) if end < 0 else end].strip()
        return len(line) < (mention.end - mention.start) + 12

    def _person(self, mention: Mention | None) -> Entity | None:
        entity = self.context.owner.get(mention.id) if mention is not None else None
        return entity if entity is not None and entity.type == "PERSON" else None

    def house_of(self, person: Entity) -> str | None:
        """Give the body a person speaks for: the first organisation of the present roles, else the first place."""
        present = [r for r in person.roles if not r.former]
        homes = [self.context.entities.get(r.of) for r in present if r.of]
        found = next((h for kind in ("ORG", "PLACE") for h in homes if h is not None and h.type == kind), None)
        issuer = self.context.entities.get(self.context.issuer or "")
        if issuer is not None and issuer.type == "ORG" and (found is None or found.type == "PLACE"):
            # the issuer's own head: "Eric Gonzalez, District Attorney" of the "District Attorney's Office"
            names = set(_stems(issuer.canonical))
            if any(names & set(_stems(r.title or "")) for r in present):
                return issuer.id
        return found.id if found is not None else None

    @cached_property
    def leading_body(self) -> str | None:
        """Give the body that most sentences are about, where no issuer is known; None when none stands out."""
        counts: Counter[str] = Counter()
        for token in subjects_and_owners(self.context.doc):
            entity = self._body(token)
            if entity is not None:
                counts[entity.id] += 1
        top = sorted(counts.items(), key=lambda x: -x[1])[:2]
        if not top or top[0][1] < 4 or (len(top) > 1 and top[1][1] * 2 > top[0][1]):
            return None
        return top[0][0]

    @cached_property
    def _stating_body(self) -> str | None:
        """Give the body that takes a stand in its own name: "The United States condemns ...", "Northport welcomes"."""
        counts: Counter[str] = Counter()
        for token in self._subjects():
            entity = self._body(token)
            if token.idx > max(_HEAD, len(self.context.text) // 3):
                break
            stands = token.head.tag_ in ("VBZ", "VBP") and token.head.lemma_ in words("predicates", "stance")
            if entity is not None and stands:
                counts[entity.id] += 1
        top = counts.most_common(2)
        return top[0][0] if top and (len(top) == 1 or top[0][1] > top[1][1]) else None

    @cached_property
    def _joint(self) -> tuple[str, ...]:
        """Give the first two or more bodies that are one subject: "Northport, Southport and Eastport affirm"."""
        for token in self._subjects():
            mention = self.context.mention_at(token)
            if mention is not None and self._body(token) is not None:
                owners = [self.context.owner.get(m.id) for m in listed_with(self.context, mention)]
                found = tuple(dict.fromkeys(e.id for e in owners if e is not None))
                if len(found) > 1:
                    return found
        return ()

    @cached_property
    def _only_country(self) -> str | None:
        """Give the country that is the only one to act in a text that says "we" without quotation marks."""
        if not any(t.lower_ in ("we", "our") for t in self._first_persons):
            return None
        acting = [(t, e) for t in self._subjects() if (e := self._body(t)) is not None and e.type == "PLACE"]
        if len({e.id for _, e in acting}) != 1 or not country_code(acting[0][1].canonical):
            return None
        speaks_for_it = self.author is not None or any(self._promises(t.head) for t, _ in acting)
        return acting[0][1].id if speaks_for_it else None

    def _promises(self, verb: Token) -> bool:
        """Say whether a verb is one by which a state binds itself, unlike "Russia continues its assault"."""
        will = any(t.lower_ in ("will", "shall") and t.dep_ == "aux" for t in verb.lefts)
        return will or verb.lemma_ in ("commit", "pledge", "provide")

    def _subjects(self) -> Iterator[Token]:
        for token in subjects_and_owners(self.context.doc):
            if token.dep_ == "nsubj" and self.context.quote_at(token.idx) is None:
                yield token

    def _body(self, token: Token) -> Entity | None:
        entity = self.context.entity_at(token)
        is_body = entity is not None and (entity.type == "ORG" or (entity.type == "PLACE" and entity.subtype == "GPE"))
        return entity if is_body else None


def _stems(name: str) -> list[str]:
    """Give the telling words of a name or title, cut so that "minister" meets "ministry"."""
    return [w[:6] for w in re.findall(r"[a-z]{3,}", name.lower()) if w not in _GENERIC]
