"""Who speaks: quotations and their speakers, "we" and "I"."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.lang.syntax import tokens_in
from pipeline.model.records import Entity, Span
from pipeline.rooms.commitments.context import Context
from pipeline.rooms.commitments.resolve_narrator import Narrator
from pipeline.rooms.commitments.tables import words

# How many characters around a quotation its "said" is looked for.
_REACH = 400


class Voices:
    """The speakers of a release's quotations, resolved once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.narrator = Narrator(context)
        self._speakers: dict[Span, Entity | None] = {}
        previous: Entity | None = None
        last: int | None = None
        for quote in context.quotes:
            if len(context.text[quote.start : quote.end].split()) < 4:
                continue
            speaker = self._find(quote)
            if speaker is None and last is not None and context.text.count("\n", last, quote.start) <= 3:
                speaker = previous  # a quotation without its own "said" carries on the one before
            self._speakers[quote] = speaker
            last = quote.end
            previous = speaker or previous

    def is_quoted(self, offset: int) -> bool:
        """Say whether an offset lies in a quotation of at least a few words."""
        quote = self.context.quote_at(offset)
        return quote is not None and quote in self._speakers

    def speaker_at(self, offset: int) -> Entity | None:
        """Give the person who speaks at an offset, or None."""
        quote = self.context.quote_at(offset)
        return self._speakers.get(quote) if quote else None

    def houses_at(self, offset: int) -> tuple[str, ...]:
        """Give the entity ids that "we" stands for at an offset (guideline F6), () when it cannot be told."""
        speaker = self.speaker_at(offset) if self.is_quoted(offset) else None
        if speaker is None:
            return self.narrator.bodies
        if speaker.type != "PERSON":
            return (speaker.id,)
        house = self.narrator.house_of(speaker)
        return (house,) if house else self.narrator.bodies

    def house_at(self, offset: int) -> str | None:
        """Give the one body that "we" stands for at an offset, None when it is none or several."""
        houses = self.houses_at(offset)
        return houses[0] if len(houses) == 1 else None

    def person_at(self, offset: int) -> Entity | None:
        """Give who says "I" at an offset."""
        return self.speaker_at(offset) if self.is_quoted(offset) else self.narrator.author

    def _find(self, quote: Span) -> Entity | None:
        """Look for "X said" around the quotation, in its line first, then in the sentence before."""
        text, doc = self.context.text, self.context.doc
        line_start = text.rfind("\n", 0, quote.start) + 1
        line_end = text.find("\n", quote.end)
        line_end = len(text) if line_end < 0 else line_end
        after = tokens_in(doc, quote.end, min(line_end, quote.end + _REACH))
        before = tokens_in(doc, max(line_start, quote.start - _REACH), quote.start)
        for stretch in (after, before):
            for token in stretch:
                if token.lemma_ in words("predicates", "say") and token.pos_ == "VERB":
                    speaker = self._subject_entity(token, quote)
                    if speaker is not None:
                        return speaker
        return self._person_before(before, quote) or self._announced_speaker(line_start)

    def _subject_entity(self, verb: Token, quote: Span) -> Entity | None:
        for child in verb.children:
            if child.dep_ not in ("nsubj", "nsubjpass") or self.context.quote_at(child.idx) is not None:
                continue
            if child.lower_ in ("he", "she"):
                return self._previous_speaker(quote) or self.last_person(child.idx)
            for token in (child, *child.subtree):
                entity = self.context.entity_at(token)
                if entity is not None and entity.type == "PERSON":
                    return entity
            entity = self.context.entity_at(child)
            if entity is not None and entity.type in ("ORG", "PLACE"):
                return entity
        # "said the mayor, Ada Byron": the parser may lose the subject behind the verb
        doc = verb.doc
        for token in doc[verb.i + 1 : min(verb.i + 14, len(doc))]:
            entity = self.context.entity_at(token)
            if entity is not None and entity.type == "PERSON" and self.context.quote_at(token.idx) is None:
                return entity
            if token.text in (".", '"'):
                break
        return None

    def _previous_speaker(self, quote: Span) -> Entity | None:
        """Give who spoke in the quotation before, if it stands in the same line."""
        if not self._speakers:
            return None
        earlier, speaker = next(reversed(self._speakers.items()))
        near = "\n" not in self.context.text[earlier.end : quote.start]
        return speaker if near and speaker is not None and speaker.type == "PERSON" else None

    def _person_before(self, stretch: list[Token], quote: Span) -> Entity | None:
        text = self.context.text
        lead = text[max(0, quote.start - 2) : quote.start]
        if ":" in lead or "," in lead:
            for token in reversed(stretch):
                entity = self.context.entity_at(token)
                if entity is not None and entity.type == "PERSON":
                    return entity
        return None

    def _announced_speaker(self, line_start: int) -> Entity | None:
        """Read "Mayor X has issued the following statement:" on one of the lines before."""
        text = self.context.text
        end = line_start
        for _ in range(4):
            start = text.rfind("\n", 0, max(0, end - 1)) + 1
            line = text[start:end].strip()
            if line.endswith(":") or "statement" in line:
                for token in tokens_in(self.context.doc, max(start, end - _REACH), end):
                    entity = self.context.entity_at(token)
                    if entity is not None and entity.type == "PERSON":
                        return entity
            end = start
            if start == 0:
                break
        return None

    def last_person(self, offset: int) -> Entity | None:
        """Give the person named last before an offset."""
        for mention in self.context.mentions_before(offset)[:40]:
            entity = self.context.owner.get(mention.id)
            if mention.type == "PERSON" and entity is not None:
                return entity
        return None
