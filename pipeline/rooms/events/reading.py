"""What the events room knows about one release: sentences, zones, names and dates by token."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Doc, Token

from pipeline.lang.spans import head_among, iter_tokens, quote_spans, tokens_in
from pipeline.model.records import Date, Entities, Entity, Mention, Release

SILENT_ZONES = frozenset({"boilerplate", "navigation", "running_header"})


class Reading:
    """An index over a release and its parsed text; every offset is one of the clean text.

    Sentences are numbered from 0 in text order; a token between two sentences counts to the earlier one.
    """

    def __init__(self, release: Release, doc: Doc) -> None:
        assert release.clean is not None
        self.release = release
        self.doc = doc
        self.text = release.clean.text
        self.sentences = release.sentences or ()
        self.zones = release.zones or ()
        self.mentions = release.mentions or ()
        self.entities = release.entities or Entities()
        self.dates = release.dates.items if release.dates else ()
        self._starts = [s.start for s in self.sentences]
        # Indices of the words that may be events; the trigger filter fills it in.
        self.event_words: frozenset[int] = frozenset()

    def sentence_of(self, offset: int) -> int:
        """Give the number of the sentence that holds the offset (the one before it, if it stands between two)."""
        return max(0, bisect.bisect_right(self._starts, offset) - 1)

    def zone_of(self, offset: int) -> str:
        """Give the type of the zone at the offset, "body" where there is none."""
        for zone in self.zones:
            if zone.start <= offset < zone.end:
                return zone.type
        return "body"

    def in_quote(self, offset: int) -> bool:
        """Say whether the offset lies in a quotation of four words or more."""
        at = bisect.bisect_right(self._quote_starts, offset) - 1
        return at >= 0 and offset < self._quotes[at][1]

    @cached_property
    def _quotes(self) -> list[tuple[int, int]]:
        return quote_spans(self.text)

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [a for a, _ in self._quotes]

    @cached_property
    def entity_by_id(self) -> dict[str, Entity]:
        """Entities by their id."""
        return {e.id: e for e in self.entities.items}

    @cached_property
    def entity_by_mention(self) -> dict[str, Entity]:
        """The entity of each mention id."""
        return {m: e for e in self.entities.items for m in e.mentions}

    @cached_property
    def mention_at(self) -> dict[int, Mention]:
        """The mention that covers each token index."""
        return {t.i: m for m, tokens in self._mention_tokens for t in tokens}

    @cached_property
    def date_at(self) -> dict[int, Date]:
        """The date expression that covers each token index."""
        return {t.i: d for d, tokens in self._date_tokens for t in tokens}

    @cached_property
    def _mention_tokens(self) -> list[tuple[Mention, list[Token]]]:
        return [(m, tokens_in(self.doc, m.start, m.end)) for m in self.mentions]

    @cached_property
    def _date_tokens(self) -> list[tuple[Date, list[Token]]]:
        return [(d, tokens_in(self.doc, d.start, d.end)) for d in self.dates]

    @cached_property
    def head_of(self) -> dict[str, Token]:
        """The grammatical head of each mention and date, by id prefixed with its layer ("m:M1", "d:D1")."""
        covered = [(f"m:{m.id}", tokens) for m, tokens in self._mention_tokens]
        covered += [(f"d:{d.id}", tokens) for d, tokens in self._date_tokens]
        heads = ((key, head_among(tokens)) for key, tokens in covered)
        return {key: head for key, head in heads if head is not None}

    @cached_property
    def mentions_by_sentence(self) -> dict[int, list[Mention]]:
        """Mentions by sentence number, in text order."""
        found: dict[int, list[Mention]] = {}
        for m in self.mentions:
            found.setdefault(self.sentence_of(m.start), []).append(m)
        return found

    @cached_property
    def dates_by_sentence(self) -> dict[int, list[Date]]:
        """Dates of all kinds by sentence number, in text order."""
        found: dict[int, list[Date]] = {}
        for d in self.dates:
            found.setdefault(self.sentence_of(d.start), []).append(d)
        return found

    @cached_property
    def body_rank(self) -> dict[int, int]:
        """The place of each body or list sentence among them, counted from 0."""
        ranks: dict[int, int] = {}
        for number, s in enumerate(self.sentences):
            if self.zone_of(s.start) in {"body", "list"}:
                ranks[number] = len(ranks)
        return ranks

    @cached_property
    def holders_by_word(self) -> dict[str, list[str]]:
        """Ids of the persons with the word in a title and of the bodies with it in their name, in entity order."""
        found: dict[str, list[str]] = {}
        for e in self.entities.items:
            named = {"PERSON": [r.title or "" for r in e.roles], "ORG": [e.canonical]}.get(e.type, [])
            for word in sorted({w for text in named for w in text.casefold().split()}):
                found.setdefault(word, []).append(e.id)
        return found

    @cached_property
    def headline_entities(self) -> frozenset[str]:
        """Ids of the entities named in the title."""
        return frozenset(e for m, e in self._entity_ids() if self.zone_of(m.start) == "title")

    @cached_property
    def mention_counts(self) -> Counter[str]:
        """How often each entity is named, by id."""
        return Counter(e for _, e in self._entity_ids())

    def _entity_ids(self) -> Iterator[tuple[Mention, str]]:
        for m in self.mentions:
            entity = self.entity_by_mention.get(m.id)
            if entity is not None:
                yield m, entity.id

    @cached_property
    def first_tokens(self) -> list[Token | None]:
        """The first token of each sentence, white space left out; None where there is none."""
        return [next(self.tokens_of_sentence(number), None) for number in range(len(self.sentences))]

    def tokens_of_sentence(self, number: int) -> Iterator[Token]:
        """Yield the tokens of a sentence, white space left out."""
        s = self.sentences[number]
        yield from iter_tokens(self.doc, s.start, s.end)
