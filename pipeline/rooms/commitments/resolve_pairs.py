"""Who "both parties", "the two countries" and the signed agreement stand for."""

from __future__ import annotations

import itertools
from collections import Counter

from spacy.tokens import Token

from pipeline.model.records import Entity, Event, Mention
from pipeline.rooms.commitments.context import Context
from pipeline.rooms.commitments.resolve_circle import contracting
from pipeline.rooms.commitments.tables import words

_TYPES = {"pair-place": ("PLACE",), "pair-org": ("ORG",), "pair-person": ("PERSON",), "pair-any": ("ORG", "PLACE")}
_JOINTS = (" and ", " and the ", " & ", " with ", " with the ", ", and ", " between ")
_FAR = 60


class Pairs:
    """The parties of a release, resolved once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.signatories = self._signatories(written=True)
        self._agreed = self._signatories(written=False)

    def pair_kind(self, noun: Token) -> str:
        """Give the kind of a plural that stands for the parties ("both sides"), or "" if it does not."""
        if noun.lower_ == "both":
            return "pair-any"
        if noun.lower_ == "two" and not any(t.i > noun.i for t in noun.children):
            return "pair-any"
        lefts = {t.lower_ for t in noun.lefts}
        if any(t.dep_ in ("amod", "compound") and t.lower_ != "other" for t in noun.lefts):
            return ""
        named = bool(lefts & {"both", "two"}) or (noun.lower_ in ("parties", "sides") and bool(lefts & {"the", "all"}))
        if not named or noun.tag_ not in ("NNS", "NNPS", "NN"):
            return ""
        for kind in _TYPES:
            if noun.lower_ in words("nouns", kind):
                return kind
        return ""

    def resolve(self, noun: Token) -> tuple[str, ...]:
        """Give the entity ids of the parties a plural means, () when they cannot be told."""
        types = _TYPES[self.pair_kind(noun)]
        offset = noun.idx
        just_two = noun.lower_ in ("both", "two") or any(t.lower_ in ("both", "two") for t in noun.lefts)
        signed = [e for e in self.signatories if self.context.entities[e].type in types]
        if len(signed) >= 2 and len(signed) == len(self.signatories) and not (just_two and len(signed) != 2):
            return self.signatories
        told = [e for e in self._agreed if self.context.entities[e].type in types]
        if len(told) == 2 and len(told) == len(self._agreed):
            return self._agreed
        joined = self._joined_before(types, offset)
        if joined:
            return joined
        return self._most_named(types)

    def parties_at(self, offset: int) -> tuple[str, ...]:
        """Give the two sides of a release: the signatories, who agreed, or the last two bodies named together."""
        for known in (self.signatories, self._agreed):
            if len(known) == 2:
                return known
        return self._joined_before(_TYPES["pair-place"], offset) or self._joined_before(_TYPES["pair-org"], offset)

    def _signatories(self, written: bool) -> tuple[str, ...]:
        """Give the signatories of the first signing, if the release tells of one agreement or of one circle."""
        found: list[str] = []
        for event in self.context.signings:
            if written and not self._is_written(event):
                continue
            ids = [p.entity for p in event.participants if p.role == "signatory" and p.entity in self.context.entities]
            bodies = [i for i in ids if i is not None and self.context.entities[i].type != "PERSON"]
            if len(bodies) > 2 or (len(bodies) == 1 and written):
                bodies = list(contracting(self.context, event)) or bodies
            if len(bodies) > len(found):
                found = list(dict.fromkeys(bodies))
        return tuple(found)

    def _is_written(self, event: Event) -> bool:
        """Say whether an agreement is an instrument, not only something agreed upon in a talk."""
        named = " ".join(self.context.text[t.start : t.end] for t in event.triggers).lower()
        return event.document is not None or any(w in named for w in words("nouns", "signing"))

    def _joined_before(self, types: tuple[str, ...], offset: int) -> tuple[str, ...]:
        mentions = self.context.mentions_before(offset)[:_FAR]
        for right, left in itertools.pairwise(mentions):
            first, second = self._owner(left), self._owner(right)
            if first is None or second is None or first.id == second.id:
                continue
            if first.type != second.type or first.type not in types or not self._may_bind(first, second):
                continue
            if types == _TYPES["pair-any"] and first.type == "PLACE" and not self._is_central(first, second):
                continue  # "in Zarqa and Russeifa" are no parties unless the release is about them
            if self.context.text[left.end : right.start] in _JOINTS or self._bracket_joint(left, right):
                return (first.id, second.id)
        return ()

    def _bracket_joint(self, left: Mention, right: Mention) -> bool:
        gap = self.context.text[left.end : right.start]
        return len(gap) < 16 and gap.lstrip(" (").startswith(")") and gap.rstrip().endswith(("and", "and the"))

    def _may_bind(self, first: Entity, second: Entity) -> bool:
        return first.type != "PLACE" or (first.subtype in (None, "GPE") and second.subtype in (None, "GPE"))

    def _is_central(self, first: Entity, second: Entity) -> bool:
        return set(self._most_named(("PLACE",))) == {first.id, second.id}

    def _owner(self, mention: Mention) -> Entity | None:
        return self.context.owner.get(mention.id)

    def _most_named(self, types: tuple[str, ...]) -> tuple[str, ...]:
        counts: Counter[str] = Counter()
        for mention in self.context.mentions:
            entity = self._owner(mention)
            if entity is not None and entity.type in types and (entity.type != "PLACE" or entity.subtype == "GPE"):
                counts[entity.id] += 1
        top = sorted(counts.items(), key=lambda x: -x[1])[:3]
        if len(top) == 2 or (len(top) > 2 and top[1][1] > top[2][1]):
            return tuple(sorted((top[0][0], top[1][0]), key=list(self.context.entities).index))
        return ()
