"""What the earlier layers say about a place in the text. Offsets are of the clean text."""

from __future__ import annotations

import bisect
import re
from functools import cached_property

from spacy.tokens import Doc, Token

from pipeline.lang.syntax import quote_spans
from pipeline.model.records import Date, Entities, Entity, Event, Mention, Release, Sentence, Span

_COURT = re.compile(
    r"\b(?:defendants?|sentenced|convicted|pleaded|pled|guilty|indict\w+|charged with|jury|felony|prosecutors?|plea)\b",
    re.IGNORECASE,
)
_TRIAL_WORDS = 3
# How many mentions back an antecedent is looked for, so that the time stays linear in the text.
_LOOK_BACK = 60


class Context:
    """The release and its parse, with look-ups by offset. Built once per release, read only."""

    def __init__(self, release: Release, doc: Doc) -> None:
        assert release.clean is not None
        self.release = release
        self.doc = doc
        self.text = release.clean.text
        self.sentences: tuple[Sentence, ...] = release.sentences or ()
        self._sentence_starts = [s.start for s in self.sentences]
        self.mentions: tuple[Mention, ...] = tuple(sorted(release.mentions or (), key=lambda m: (m.start, m.end)))
        self._mention_starts = [m.start for m in self.mentions]
        entities = release.entities or Entities()
        self.issuer = entities.issuer
        self.marks = {m.start: m.kind for m in release.clean.marks if m.kind in ("bullet", "numbered", "table")}
        self.entities: dict[str, Entity] = {e.id: e for e in entities.items}
        self.owner: dict[str, Entity] = {m: e for e in entities.items for m in e.mentions}
        self.dates: tuple[Date, ...] = release.dates.items if release.dates else ()
        self.events: tuple[Event, ...] = release.events or ()

    def sentence_at(self, offset: int) -> Sentence | None:
        """Give the reference sentence at an offset."""
        i = bisect.bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[i] if i >= 0 and offset < self.sentences[i].end else None

    def zone_at(self, offset: int) -> str:
        """Give the most telling zone at an offset, or "body"."""
        found = {z.type for z in self.release.zones or () if z.start <= offset < z.end}
        for name in ("navigation", "running_header", "boilerplate", "title", "list", "footnote"):
            if name in found:
                return name
        return "body"

    def mention_at(self, token: Token) -> Mention | None:
        """Give the mention that covers a token."""
        i = bisect.bisect_right(self._mention_starts, token.idx) - 1
        for j in range(i, max(-1, i - 3), -1):
            if self.mentions[j].start < token.idx + len(token) and token.idx < self.mentions[j].end:
                return self.mentions[j]
        return None

    def place_of(self, mention: Mention) -> int:
        """Give the index of a mention among the mentions in text order."""
        i = bisect.bisect_left(self._mention_starts, mention.start)
        while self.mentions[i].id != mention.id:
            i += 1
        return i

    def entity_at(self, token: Token) -> Entity | None:
        """Give the entity whose mention covers a token."""
        mention = self.mention_at(token)
        return self.owner.get(mention.id) if mention else None

    def mentions_before(self, offset: int) -> list[Mention]:
        """Give the mentions that start before an offset, nearest first."""
        stop = bisect.bisect_left(self._mention_starts, offset)
        return list(reversed(self.mentions[max(0, stop - _LOOK_BACK) : stop]))

    @cached_property
    def quotes(self) -> tuple[Span, ...]:
        """Give the quotations of the text."""
        return tuple(Span(a, b) for a, b in quote_spans(self.text))

    def quote_at(self, offset: int) -> Span | None:
        """Give the quotation around an offset."""
        i = bisect.bisect_right(self.quotes, Span(offset, len(self.text) + 1)) - 1
        return self.quotes[i] if i >= 0 and offset < self.quotes[i].end else None

    @cached_property
    def is_of_court(self) -> bool:
        """Say whether the release tells of a trial or an arrest: what its people will do is their sentence."""
        return len(_COURT.findall(self.text)) >= _TRIAL_WORDS

    @cached_property
    def signings(self) -> tuple[Event, ...]:
        """Give the agreements that the release reports as signed, with at least one known signatory."""
        return tuple(
            e
            for e in self.events
            if e.type == "AGREEMENT" and e.status == "occurred" and any(p.role == "signatory" for p in e.participants)
        )
