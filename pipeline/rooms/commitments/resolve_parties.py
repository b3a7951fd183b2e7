"""Who is bound, who is asked, and with whom: noun phrases as parties."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.lang.syntax import head_in
from pipeline.model.records import Entity, Mention, Party
from pipeline.rooms.commitments.context import Context
from pipeline.rooms.commitments.find_signed import is_instrument
from pipeline.rooms.commitments.grammar import conjuncts_of, find_subject, phrase_bounds, sent_start, span_of
from pipeline.rooms.commitments.resolve_pairs import Pairs
from pipeline.rooms.commitments.resolve_voices import Voices
from pipeline.rooms.commitments.tables import words

_JOINT = re.compile(r"(?:\s?\([^()\n]{1,20}\))?\s?(?:, and|,? ?and|,? ?&|, as well as)\s(?:the |both )?(?:\w+ )?")
# How many tokens before the sentence the subject that "he" takes up may stand.
_DISCOURSE = 260
_WE = ("we", "our", "us", "ours", "ourselves")
_I = ("i", "my", "me")
_THIRD = ("it", "its", "they", "their", "them", "themselves", "itself")
_HE = ("he", "she", "his", "her", "him")
_COOPERATION = ("cooperation", "collaboration", "partnership", "extension", "pact", "deal")
_HOUSES = ("office", "team", "inspectors", "staff", "department", "government", "administration", "agency", "ministry")
_OWN_HOUSE = ("company", "firm", "organisation", "organization", "institution", "institute", "office", "agency")


class Parties:
    """Turns noun phrases of one release into parties."""

    def __init__(self, context: Context, voices: Voices, pairs: Pairs) -> None:
        self.context = context
        self.voices = voices
        self.pairs = pairs

    def parties_of(self, noun: Token, depth: int = 0) -> tuple[Party, ...]:
        """Give the parties a noun phrase (its head given) stands for, coordinated ones apart."""
        found: list[Party] = []
        parts = self._with_neighbours(noun, conjuncts_of(noun))
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
        for step in (-1, 1):
            mention = self.context.mention_at(parts[0] if step < 0 else parts[-1])
            for _ in range(8):
                mention = self._joined(mention, step) if mention else None
                head = head_in(noun.doc, mention.start, mention.end) if mention else None
                if mention is None or head is None or sent_start(head) != sent_start(noun):
                    break
                if head.i not in known and not any(mention.start <= t.idx < mention.end for t in parts):
                    parts.append(head)
                    known.add(head.i)
        return sorted(parts, key=lambda t: t.i)

    def _joined(self, mention: Mention, step: int) -> Mention | None:
        """Give the next mention of a like kind on one side, if only a joint stands between."""
        at = self.context.place_of(mention) + step
        if not 0 <= at < len(self.context.mentions):
            return None
        other = self.context.mentions[at]
        left, right = (other, mention) if step < 0 else (mention, other)
        gap = self.context.text[left.end : right.start]
        like = {mention.type, other.type} <= {"ORG", "PLACE"} or mention.type == other.type
        return other if like and _JOINT.fullmatch(gap) else None

    def as_ids(self, ids: tuple[str, ...], noun: Token | None = None) -> tuple[Party, ...]:
        """Give parties for entity ids, with the words of `noun` if given."""
        if noun is None:
            return tuple(Party(i) for i in ids)
        span = self._span(noun)
        return tuple(Party(i, span[0], span[1]) for i in ids)

    def _party(self, noun: Token, depth: int) -> list[Party]:
        word = noun.lower_
        where = self._span(noun)
        if word in _WE:
            house = self.voices.house_at(noun.idx)
            if house is None:
                house = self._own_sentence_house(noun)
            return [Party(house, *where)]
        if word in _I:
            person = self.voices.speaker_at(noun.idx)
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

    def _own_sentence_house(self, noun: Token) -> str | None:
        """Give the body that "our" means where no issuer is known: "Northport renews our pledge to ..."."""
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
        if not any(t.lower_ in ("the", "this", "that", "our", "its") for t in noun.lefts) and noun.tag_ != "NNP":
            return [Party(None, *where)]
        entity = self._short_form(noun)
        return [Party(entity.id if entity else None, *where)]

    def _short_form(self, noun: Token) -> Entity | None:
        """Give the entity a definite noun takes up ("the Commission", "the ambassador", "the company")."""
        word = noun.lower_
        for mention in self.context.mentions_before(noun.idx):
            entity = self.context.owner.get(mention.id)
            if entity is None:
                continue
            if entity.type == "PERSON":
                if any(_is_title(noun.text, r.title) for r in entity.roles):
                    return entity
            elif entity.type == "DOCUMENT":
                if word == (entity.subtype or "").lower() and not is_instrument(noun):
                    return entity
            elif entity.type in ("ORG", "NAMED_EVENT") and word in _telling_words(entity.canonical):
                return entity
        is_bare = all(t.dep_ == "det" for t in noun.lefts) and not any(t.dep_ in ("prep", "acl") for t in noun.rights)
        if word in _OWN_HOUSE and self.context.issuer and is_bare:
            issuer = self.context.entities.get(self.context.issuer)
            return issuer if issuer is not None and issuer.type == "ORG" else None
        return None

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
            if all(p.entity is None for p in parties) and subject.lower_ in (*_THIRD, "this", "that", "there"):
                continue
            return [Party(p.entity, *(where if p.entity else (p.start, p.end))) for p in parties]
        body = None if plural else self._body_named_before(noun)
        return [Party(body.id if body else None, *where)]

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
                entity = self.context.entity_at(token)
                if entity is not None and entity.type == "PERSON":
                    return entity
        return self.voices.last_person(noun.idx)


def _is_title(word: str, title: str | None) -> bool:
    """Say whether a word stands for an office: a word of its title, or its initials ("DG")."""
    if not title:
        return False
    parts = re.split(r"[\s-]+", title)
    initials = "".join(p[0] for p in parts if p[:1].isupper())
    return word.lower() in title.lower().split() or (word.isupper() and len(word) > 1 and initials.endswith(word))


def _telling_words(name: str) -> set[str]:
    """Give the words of a name by which a definite noun can take it up."""
    return set(name.lower().split()) - {"government", "agreement"}
