"""`releases.schema.json`: what a line of `releases.jsonl` looks like, as a JSON Schema (draft 2020-12).

What a field means is said once, in the columns of the tables; fields that no table has are described here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.model.vocabulary import EVENT_TYPES, NAME_TYPES, ROLES, STATUSES, STRENGTHS
from pipeline.outputs.columns import COMMITMENTS, DATES, ENTITIES, EVENTS, ISSUES, MENTIONS, PARTICIPANTS, RELEASES
from pipeline.outputs.table import Table

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_MAYBE: Json = {"type": ["string", "null"]}
_FLAG: Json = {"type": "boolean"}
_PLACE: Json = {"type": "integer", "minimum": 0}
_DAY: Json = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_SHA256: Json = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def record_schema() -> Json:
    """Give the schema."""
    released = {"value": _MAYBE, "basis": _TEXT, "mention": _id("D"), "not_before": _MAYBE, "not_after": _MAYBE}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A release and what it says",
        "description": "Offsets are code points of the text of the release, counted from 0, end exclusive.",
        **_object(
            {
                "doc_id": _said(RELEASES, "release_id", _TEXT),
                "source": _said(RELEASES, "file", _TEXT),
                "text_sha256": {**_SHA256, "description": "Digest of the text in UTF-8"},
                "text_length": _said(RELEASES, "characters", _PLACE),
                "offset_unit": _TEXT,
                "lang": _TEXT,
                "guidelines_version": _TEXT,
                "annotator": _TEXT,
                "doc_type": _TEXT,
                "metadata": _object({"published": _MAYBE, "issuer": _MAYBE, "url": _MAYBE, "title": _MAYBE}),
                "release_date": {**_object(released), "description": _meaning(RELEASES, "published")},
                "issuer": _said(RELEASES, "issuer", _id("E")),
                "zones": _list(_object({"type": _TEXT, "start": _PLACE, "end": _PLACE, "rule": _TEXT})),
                "sentences": _list(_object({"id": _id("S", False), "start": _PLACE, "end": _PLACE})),
                "entities": _list(_entity(), ENTITIES),
                "mentions": _list(_mention(), MENTIONS),
                "dates": _list(_date(), DATES),
                "events": _list(_event(), EVENTS),
                "commitments": _list(_commitment(), COMMITMENTS),
                "issues": _list(_issue(), ISSUES),
            }
        ),
    }


def _object(fields: Json, optional: tuple[str, ...] = ()) -> Json:
    required = [name for name in fields if name not in optional]
    return {"type": "object", "properties": fields, "required": required, "additionalProperties": True}


def _list(of: Json, table: Table | None = None) -> Json:
    found: Json = {"type": "array", "items": of}
    return {**found, "description": table.description} if table else found


def _id(letter: str, maybe: bool = True) -> Json:
    return {"type": ["string", "null"] if maybe else "string", "pattern": f"^{letter}[0-9]+$"}


def _meaning(table: Table, column: str) -> str:
    return next(c.description for c in table.columns if c.name == column)


def _said(table: Table, column: str, kind: Json) -> Json:
    return {**kind, "description": _meaning(table, column)}


def _choice(table: Table, column: str, values: Sequence[str]) -> Json:
    return {"type": "string", "enum": list(values), "description": _meaning(table, column)}


def _span() -> Json:
    return {"start": _PLACE, "end": _PLACE, "text": _TEXT, "sentence": _id("S")}


def _by(table: Table) -> Json:
    return {"rule": _said(table, "rule", _TEXT), "grade": _choice(table, "grade", ["A", "B", "C"])}


def _party() -> Json:
    place: Json = {"type": ["integer", "null"], "minimum": 0}
    return {"entity": _id("E"), "text": _MAYBE, "start": place, "end": place}


def _entity() -> Json:
    role = _object({"title": _MAYBE, "of": _id("E"), "former": _FLAG, "acting": _FLAG})
    return _object(
        {
            "id": _id("E", False),
            "type": _choice(ENTITIES, "type", NAME_TYPES),
            "canonical": _said(ENTITIES, "name", _TEXT),
            "aliases": _said(ENTITIES, "aliases", _list(_TEXT)),
            "registry": _MAYBE,
            "subtype": _said(ENTITIES, "subtype", _MAYBE),
            "acronym": _said(ENTITIES, "acronym", _MAYBE),
            "part_of": _said(ENTITIES, "part_of", _id("E")),
            **_by(ENTITIES),
            "country": _said(ENTITIES, "country", {"type": ["string", "null"], "pattern": "^[A-Z]{2}$"}),
            "roles": _said(ENTITIES, "roles", _list(role)),
        },
        optional=("country", "roles"),
    )


def _mention() -> Json:
    kind = _choice(MENTIONS, "type", NAME_TYPES)
    return _object({"id": _id("M", False), "type": kind, **_span(), "entity": _id("E"), **_by(MENTIONS)})


def _date() -> Json:
    return _object(
        {
            "id": _id("D", False),
            **_span(),
            "kind": _choice(DATES, "kind", ["date", "vague", "duration", "set"]),
            "value": _said(DATES, "date", _MAYBE),
            "from": _said(DATES, "date_from", _DAY),
            "to": _said(DATES, "date_to", _DAY),
            "precision": _said(DATES, "precision", _MAYBE),
            "basis": _said(DATES, "basis", _MAYBE),
            "mod": _said(DATES, "modifier", _MAYBE),
            **_by(DATES),
        }
    )


def _event() -> Json:
    dated = {"value": _MAYBE, "from": _DAY, "to": _DAY, "precision": _MAYBE, "basis": _TEXT, "mention": _id("D")}
    participant = {**_party(), "role": _choice(PARTICIPANTS, "role", ROLES)}
    return _object(
        {
            "id": _id("EV", False),
            "type": _choice(EVENTS, "type", EVENT_TYPES),
            "label": _said(EVENTS, "title", _TEXT),
            "sentence": _id("S", False),
            "mentions": {**_list(_object(_span())), "minItems": 1, "description": "The words that tell of it"},
            "date": {**_object(dated), "description": _meaning(EVENTS, "date")},
            "status": _choice(EVENTS, "status", STATUSES),
            "places": _said(EVENTS, "places", _list(_id("E", False))),
            "participants": _said(EVENTS, "participants", _list(_object(participant))),
            "name": _said(EVENTS, "name", _id("E")),
            "document": _said(EVENTS, "document", _id("E")),
            "part_of": _said(EVENTS, "part_of", _id("EV")),
            **_by(EVENTS),
        }
    )


def _commitment() -> Json:
    parties, said = _list(_object(_party())), COMMITMENTS
    maybe_span: Json = {"anyOf": [_object(_span()), {"type": "null"}]}
    until = _object({"value": _MAYBE, "from": _DAY, "to": _DAY, "mention": _id("D")})
    target = _object({"amount": _MAYBE, "unit": _MAYBE, **_span()})
    return _object(
        {
            "id": _id("C", False),
            "class": _choice(said, "class", ["OWN", "PROPOSAL", "CALL"]),
            "strength": _choice(said, "strength", STRENGTHS),
            "label": _said(said, "title", _TEXT),
            "sentence": _id("S", False),
            "cue": _said(said, "cue", _object(_span())),
            "action": _said(said, "action", _object(_span())),
            "action_head": {**_object(_span()), "description": "The head word of the action"},
            "committer": _said(said, "committer", parties),
            "counterparty": _said(said, "counterparty", parties),
            "addressee": _said(said, "addressee", parties),
            "deadline": {"anyOf": [until, {"type": "null"}], "description": _meaning(said, "deadline")},
            "polarity": _choice(said, "polarity", ["positive", "negative"]),
            "condition": _said(said, "condition", maybe_span),
            "targets": _said(said, "targets", _list(target)),
            "lead_in": _said(said, "lead_in", maybe_span),
            "source": _choice(said, "source", ["narrator", "quote", "list"]),
            "speaker": _said(said, "speaker", _id("E")),
            "event": _said(said, "event", _id("EV")),
            "places": _said(said, "places", _list(_id("E", False))),
            **_by(said),
        }
    )


def _issue() -> Json:
    names = ("stage", "severity", "code", "message", "action")
    return _object({name: _said(ISSUES, name, _TEXT) for name in names})
