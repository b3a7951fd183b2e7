"""Who is bound, who is asked, and with whom: noun phrases as parties."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.lang.syntax import head_in
from pipeline.model.records import Entity, Party
from pipeline.rooms.commitments.context import Context
from pipeline.rooms.commitments.find_neighbours import joined_by_with, listed_with
from pipeline.rooms.commitments.find_signed import is_instrument
from pipeline.rooms.commitments.grammar import conjuncts_of, find_subject, phrase_bounds, sent_start, span_of
from pipeline.rooms.commitments.resolve_descriptions import described
from pipeline.rooms.commitments.resolve_pairs import Pairs
from pipeline.rooms.commitments.resolve_voices import Voices
from pipeline.rooms.commitments.tables import words

# How many tokens before the sentence the subject that "he" takes up may stand.
_DISCOURSE = 260
_WE = ("we", "our", "us", "ours", "ourselves")
_I = ("i", "my", "me")
_THIRD = ("it", "its", "they", "their", "them", "themselves", "itself")
_HE = ("he", "she", "his", "her", "him")
_COOPERATION = ("cooperation", "collaboration", "partnership", "extension", "pact", "deal")
_HOUSES = ("office", "team", "inspectors", "staff", "department", "government", "administration", "agency", "ministry")


class Parties:
    """Turns noun phrases of one release into parties."""

    def __init__(self, context: Context, voices: Voices, pairs: Pairs) -> None:
        self.context = context
        self.voices = voices
        self.pairs = pairs

    def parties_of(self, noun: Token, depth: int = 0) -> tuple[Party, ...]:
        """Give the parties a noun phrase (its head given) stands for, coordinated ones apart."""
        found: list[Party] = []
        parts = self._with_neighbours(noun, [t for n in (noun, *joined_by_with(noun)) for t in conjuncts_of(n)])
        for part in parts:
            for party in self._party(part, depth):
                if party.entity is None or party.entity not in [p.entity for p in found]:
                    found.append(party)
        if len(found) > 1 and all(p.entity is None for p in found) and found[0].start is not None:
            # "mayors and councillors": nobody known by name, so one party in the words of the text
            return (Party(None, found[0].start, max(p.end or 0 for p in found)),)
        return tuple(found)

    def _with_neighbours(self, noun: Token, parts: list[Token]) -> list[Token]:
        """Add names joined to the phrase by commas and "and" that the parser hung elsewhere."""
        if noun.dep_ not in ("nsubj", "nsubjpass", "conj", "ROOT", "dep") or self.context.mention_at(noun) is None:
            return parts
        known = {t.i for t in parts}
        for part in list(parts):
            mention = self.context.mention_at(part)
            for other in listed_with(self.context, mention) if mention is not None else ():
                head = head_in(noun.doc, other.start, other.end)
                if head is None or sent_start(head) != sent_start(noun):
                    continue
                if head.i not in known and not any(other.start <= t.idx < other.end for t in parts):
                    parts.append(head)
                    known.add(head.i)
        return sorted(parts, key=lambda t: t.i)

    def as_ids(self, ids: tuple[str, ...], noun: Token | None = None) -> tuple[Party, ...]:
        """Give parties for entity ids, with the words of `noun` if given."""
        if noun is None:
            return tuple(Party(i) for i in ids)
        span = self._span(noun)
        return tuple(Party(i, span[0], span[1]) for i in ids)

    def _party(self, noun: Token, depth: int) -> list[Party]:
        word = noun.lower_
        where = self._span(noun)
        if word in _WE and noun.text != "US":
            shared = self._sharing(noun)
            if shared:
                return [Party(i, *where) for i in shared]
            houses = self.voices.houses_at(noun.idx)
            return [Party(i, *where) for i in houses or (self._own_sentence_house(noun),)]
        if word in _I:
            person = self.voices.person_at(noun.idx)
            return [Party(person.id if person else None, *where)]
        if self.pairs.pair_kind(noun):
            ids = self.pairs.resolve(noun)
            return [Party(i, *where) for i in ids] or [Party(None, *where)]
        if word in _HE:
            person = self._last_person(noun)
            return [Party(person.id if person else None, *where)]
        if word in _THIRD and depth < 3:
            return self._antecedent(noun, depth, where)
        entity = self._named(noun)
        if entity is not None:
            return self._of_entity(entity, noun, where)
        return self._nominal(noun, where, depth)

    def _sharing(self, noun: Token) -> tuple[str, ...]:
        """Give the parties of "our shared commitment", "our two countries": all of them, not the speaker's alone."""
        if noun.dep_ != "poss" or not any(t.lower_ in words("nouns", "shared") for t in noun.head.lefts):
            return ()
        return self.pairs.parties_at(noun.idx)

    def _own_sentence_house(self, noun: Token) -> str | None:
        """Give the body that "our" means where no issuer is known: "Northport renews our pledge to ..."."""
        if self.voices.is_quoted(noun.idx):
            return None
        for token in noun.doc[sent_start(noun) : noun.i]:
            if token.dep_ in ("nsubj", "poss") and token.lower_ not in _WE:
                entity = self.context.entity_at(token)
                if entity is not None and entity.type in ("ORG", "PLACE"):
                    return entity.id
        return None

    def _span(self, noun: Token) -> tuple[int, int]:
        mention = self.context.mention_at(noun)
        if noun.tag_ in ("PRP", "PRP$", "WP", "DT") and noun.dep_ != "det":
            return noun.idx, noun.idx + len(noun)
        first, last = phrase_bounds(noun)
        span = span_of(noun.doc, first, last)
        if mention is not None:
            return min(span.start, mention.start), max(mention.end, noun.idx + len(noun))
        return span.start, span.end

    def _named(self, noun: Token) -> Entity | None:
        """Give the entity of a phrase: the mention over its head, or before a generic head ("UGI customers": none)."""
        entity = self.context.entity_at(noun)
        if entity is not None:
            return entity
        for child in noun.rights:
            if child.dep_ == "appos" and noun.lower_ not in words("nouns", "pair-any"):
                return self.context.entity_at(child)
        if noun.lower_ in ("members", "government", "administration", "authorities"):
            for token in noun.subtree:
                entity = self.context.entity_at(token)
                if (
                    entity is not None
                    and entity.type in ("ORG", "PLACE")
                    and token.dep_ in ("pobj", "poss", "compound")
                ):
                    return entity if noun.lower_ != "authorities" else None
        return None

    def _of_entity(self, entity: Entity, noun: Token, where: tuple[int, int]) -> list[Party]:
        if entity.type == "DOCUMENT" and self.pairs.signatories:
            return [Party(i) for i in self.pairs.signatories]
        return [Party(entity.id, *where)]

    def _nominal(self, noun: Token, where: tuple[int, int], depth: int) -> list[Party]:
        word = noun.lower_
        if (is_instrument(noun) or word in _COOPERATION) and self.pairs.signatories:
            return [Party(i) for i in self.pairs.signatories]
        owner = next((t for t in noun.lefts if t.dep_ == "poss"), None)
        if owner is not None and depth < 3:
            if owner.lower_ in ("my", "our") and word in _HOUSES:
                return [Party(self.voices.house_at(noun.idx), *where)]
            if word == "contribution":
                return [Party(h.entity, *where) for h in self._party(owner, depth + 1)]
        found = described(self.context, noun)
        return [Party(e.id, *where) for e in found] or [Party(None, *where)]

    def _antecedent(self, noun: Token, depth: int, where: tuple[int, int]) -> list[Party]:
        """Resolve it, they, its, their: the subject before in the sentence, else the last sentence's subject."""
        plural = noun.lower_ in ("they", "their", "them", "themselves")
        for subject in self._subjects_before(noun):
            parties = self.parties_of(subject, depth + 1)
            owner = next((t for t in subject.lefts if t.dep_ == "poss"), None)
            if owner is not None and all(p.entity is None for p in parties) and self.context.entity_at(owner):
                parties = self.parties_of(owner, depth + 1)  # "Northport's launch shows its commitment"
            if not parties or (not plural and len(parties) > 1):
                continue
            if (
                plural
                and len(parties) == 1
                and (self._is_person(parties[0]) or (noun.lower_ == "them" and parties[0].entity))
            ):
                continue  # one person is not "they", nor one body "them"
            if all(p.entity is None for p in parties) and subject.lower_ in (*_THIRD, "this", "that", "there"):
                continue
            return [Party(p.entity, *(where if p.entity else (p.start, p.end))) for p in parties]
        body = None if plural else self._body_named_before(noun)
        return [Party(body.id if body else None, *where)]

    def _is_person(self, party: Party) -> bool:
        entity = self.context.entities.get(party.entity or "")
        return entity is not None and entity.type == "PERSON"

    def _body_named_before(self, noun: Token) -> Entity | None:
        """Give the one body that the sentence before an opening "it" names last, where its subject cannot be meant."""
        start = sent_start(noun)
        if noun.i > start + 2 or start == 0:
            return None
        since = noun.doc[sent_start(noun.doc[start - 1])].idx
        for mention in self.context.mentions_before(noun.idx):
            if mention.start < since:
                return None
            entity = self.context.owner.get(mention.id)
            if entity is not None and entity.type == "ORG":
                return entity
        return None

    def _subjects_before(self, noun: Token) -> list[Token]:
        found = []
        verb = noun
        for _ in range(8):
            if verb.head is verb:
                break
            verb = verb.head
            found += [t for t in verb.lefts if t.dep_ in ("nsubj", "nsubjpass") and t.i < noun.i and t.i != noun.i]
        start = sent_start(noun)
        doc = noun.doc
        back = max(0, start - 90)
        earlier = [t for t in doc[back:start] if t.dep_ in ("nsubj", "nsubjpass") and t.pos_ != "DET"]
        roots = [t for t in earlier if t.head.dep_ in ("ROOT", "ccomp", "conj")]
        found += list(reversed(roots))[:3]
        return [t for t in found if t.lower_ not in ("who", "which", "that", "this", "there")]

    def _last_person(self, noun: Token) -> Entity | None:
        subject = find_subject(noun.head) if noun.tag_ == "PRP$" else None
        if subject is not None and subject.i < noun.i:
            entity = self.context.entity_at(subject)
            if entity is not None and entity.type == "PERSON":
                return entity
        doc, start = noun.doc, sent_start(noun)
        for i in range(noun.i - 1, max(0, start - _DISCOURSE), -1):
            token = doc[i]
            if token.dep_ in ("nsubj", "nsubjpass") and self.context.quote_at(token.idx) is None:
                for part in (token, *(t for t in token.rights if t.dep_ == "appos")):
                    entity = self.context.entity_at(part)
                    if entity is not None and entity.type == "PERSON":
                        return entity
        return self.voices.last_person(noun.idx)
