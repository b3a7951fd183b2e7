"""One release as a record in the annotation format (GUIDELINES.md section 5), in source-text offsets.

This is the only place where spans are translated from the clean text to the source.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from pipeline.grades import grade_of
from pipeline.model.align import Ruler
from pipeline.model.records import (
    CleanText,
    Commitment,
    Date,
    Deadline,
    Entities,
    Event,
    Mention,
    Participant,
    Party,
    Release,
    Sentence,
)

Json = dict[str, Any]
GUIDELINES_VERSION = "1.2"


def export_release(release: Release) -> Json:
    """Give the record; every list is there even when empty, every quote equals the source at its offsets."""
    return _Exporter(release).record()


class _Exporter:
    def __init__(self, release: Release) -> None:
        self.release = release
        self.text = release.source.text
        self.ruler = Ruler(release.clean or CleanText("", ()))
        self.sentences = release.sentences or ()
        self.starts = [sentence.start for sentence in self.sentences]

    def record(self) -> Json:
        source = self.release.source
        entities = self.release.entities or Entities()
        return {
            "doc_id": source.doc_id,
            "source": source.file,
            "text_sha256": hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest(),
            "text_length": len(self.text),
            "offset_unit": "unicode code point, raw text, end exclusive",
            "lang": "en",
            "guidelines_version": GUIDELINES_VERSION,
            "annotator": "dateline",
            "doc_type": "press_release",
            "format": source.kind,
            "pages": [{"start": start, "page": page} for start, page in source.pages],
            "metadata": {
                "published": source.metadata.published or None,
                "issuer": source.metadata.issuer or None,
                "url": source.metadata.url or None,
                "title": source.metadata.title or None,
            },
            "release_date": self._release_date(),
            "issuer": entities.issuer,
            "zones": [
                {"type": z.type, **self._range(z.start, z.end), "rule": z.rule} for z in self.release.zones or ()
            ],
            "sentences": [self._sentence(s) for s in self.sentences],
            "entities": self._entities(entities),
            "mentions": self._mentions(entities),
            "dates": [self._date(d) for d in (self.release.dates.items if self.release.dates else ())],
            "events": [self._event(e) for e in self.release.events or ()],
            "commitments": [self._commitment(c) for c in self.release.commitments or ()],
            "issues": [
                {"stage": i.stage, "severity": i.severity, "code": i.code, "message": i.message, "action": i.action}
                for i in self.release.issues
            ],
        }

    def _range(self, start: int, end: int) -> Json:
        left, right = self.ruler.to_source(start, end)
        return {"start": left, "end": right}

    def _span(self, start: int, end: int) -> Json:
        where = self._range(start, end)
        return {**where, "text": self.text[where["start"] : where["end"]], "sentence": self._sentence_at(start)}

    def _sentence_at(self, offset: int) -> str | None:
        at = bisect_right(self.starts, offset) - 1
        return self.sentences[at].id if at >= 0 and offset < self.sentences[at].end else None

    def _sentence(self, sentence: Sentence) -> Json:
        return {"id": sentence.id, "start": sentence.source_start, "end": sentence.source_end}

    def _release_date(self) -> Json:
        released = self.release.dates.released if self.release.dates else None
        return {
            "value": released.value if released else None,
            "basis": released.basis if released else "none",
            "mention": released.mention if released else None,
            "not_before": released.not_before if released else None,
            "not_after": released.not_after if released else None,
        }

    def _entities(self, entities: Entities) -> list[Json]:
        found = []
        for e in entities.items:
            record: Json = {
                "id": e.id,
                "type": e.type,
                "canonical": e.canonical,
                "aliases": list(e.aliases),
                "registry": None,
                "subtype": e.subtype,
                "acronym": e.acronym,
                "part_of": e.part_of,
                "rule": e.rule,
                "grade": grade_of("entities", e.rule),
            }
            if e.type == "PLACE":
                record["country"] = e.country
            if e.type == "PERSON":
                record["roles"] = [
                    {"title": r.title, "of": r.of, "former": r.former, "acting": r.acting} for r in e.roles
                ]
            found.append(record)
        return found

    def _mentions(self, entities: Entities) -> list[Json]:
        owner = {mention: e.id for e in entities.items for mention in e.mentions}

        def one(m: Mention) -> Json:
            base = {"id": m.id, "type": m.type, **self._span(m.start, m.end), "entity": owner.get(m.id)}
            return {**base, "rule": m.rule, "grade": grade_of("mentions", m.rule)}

        return [one(m) for m in self.release.mentions or ()]

    def _date(self, d: Date) -> Json:
        return {
            "id": d.id,
            **self._span(d.start, d.end),
            "kind": d.kind,
            "value": d.value,
            "from": d.first,
            "to": d.last,
            "precision": d.precision,
            "basis": d.basis,
            "mod": d.mod,
            "rule": d.rule,
            "grade": grade_of("dates", d.rule),
        }

    def _event(self, e: Event) -> Json:
        return {
            "id": e.id,
            "type": e.type,
            "label": e.title,
            "sentence": e.sentence,
            "mentions": [self._span(t.start, t.end) for t in e.triggers],
            "date": {
                "value": e.date.value,
                "from": e.date.first,
                "to": e.date.last,
                "precision": e.date.precision,
                "basis": e.date.basis,
                "mention": e.date.mention,
            },
            "status": e.status,
            "places": list(e.places),
            "participants": [{**self._party(p), "role": p.role} for p in e.participants],
            "name": e.name,
            "document": e.document,
            "part_of": e.part_of,
            "rule": e.rule,
            "grade": grade_of("events", e.rule),
        }

    def _party(self, p: Party | Participant) -> Json:
        where: Json = {"text": None, "start": None, "end": None}
        if p.start is not None and p.end is not None:
            where = self._span(p.start, p.end)
        return {"entity": p.entity, **{k: where[k] for k in ("text", "start", "end")}}

    def _commitment(self, c: Commitment) -> Json:
        deadline: Callable[[Deadline], Json] = lambda d: {  # noqa: E731
            "value": d.value,
            "from": d.first,
            "to": d.last,
            "mention": d.mention,
        }
        return {
            "id": c.id,
            "class": c.commitment_class,
            "strength": c.strength,
            "label": c.title,
            "sentence": c.sentence,
            "cue": self._span(c.cue.start, c.cue.end),
            "action": self._span(c.action.start, c.action.end),
            "action_head": self._span(c.action_head.start, c.action_head.end),
            "committer": [self._party(p) for p in c.committer],
            "counterparty": [self._party(p) for p in c.counterparty],
            "addressee": [self._party(p) for p in c.addressee],
            "deadline": deadline(c.deadline) if c.deadline else None,
            "polarity": c.polarity,
            "condition": self._span(c.condition.start, c.condition.end) if c.condition else None,
            "targets": [{"amount": t.amount, "unit": t.unit, **self._span(t.start, t.end)} for t in c.targets],
            "lead_in": self._span(c.lead_in.start, c.lead_in.end) if c.lead_in else None,
            "source": c.source,
            "speaker": c.speaker,
            "event": c.event,
            "places": list(c.places),
            "rule": c.rule,
            "grade": grade_of("commitments", c.rule),
        }
