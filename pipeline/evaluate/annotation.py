"""Annotations and predictions as typed records, read from the JSON of GUIDELINES.md section 5.

Offsets are code points of the source text, `[start, end)`. A field that is missing counts as null.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.compare import DateValue, normal_name
from pipeline.evaluate.fields import AnnotationError, Fields

UNSCORED_ZONES = ("navigation", "running_header")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A quoted range of the source text."""

    start: int
    end: int
    text: str = ""

    def overlaps(self, other: Stretch) -> bool:
        """Say whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Made:
    """What made a record: empty in human annotation."""

    rule: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class NameMention:
    """A mention of a name."""

    id: str
    type: str
    where: Stretch
    entity: str | None
    made: Made


@dataclass(frozen=True, slots=True)
class Office:
    """A role of a person; `of` is an entity id."""

    title: str
    of: str | None


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity; `names` are its canonical name and aliases, normalised."""

    id: str
    type: str
    canonical: str
    names: frozenset[str]
    country: str | None
    roles: tuple[Office, ...]
    made: Made


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression."""

    kind: str
    where: Stretch
    date: DateValue
    made: Made


@dataclass(frozen=True, slots=True)
class Somebody:
    """A participant or party: an entity id or the words used. `role` is empty for parties."""

    entity: str | None
    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event; `triggers` has at least one member."""

    id: str
    type: str
    status: str | None
    sentence: str | None
    triggers: tuple[Stretch, ...]
    date: DateValue
    participants: tuple[Somebody, ...]
    places: tuple[str, ...]
    made: Made


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A commitment."""

    id: str
    kind: str
    strength: str
    sentence: str | None
    action: Stretch
    head: Stretch | None
    committer: tuple[Somebody, ...]
    counterparty: tuple[Somebody, ...]
    addressee: tuple[Somebody, ...]
    deadline: DateValue | None
    polarity: str | None
    targets: tuple[tuple[str, str], ...]
    made: Made


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that is compared of one release."""

    doc_id: str
    released: str | None
    issuer: str | None
    unscored: tuple[Stretch, ...]
    sentences: tuple[tuple[str, Stretch], ...]
    things: dict[str, Thing]
    names: tuple[NameMention, ...]
    dates: tuple[DateMention, ...]
    events: tuple[Happening, ...]
    commitments: tuple[Undertaking, ...]

    def names_of(self, entity: str | None) -> frozenset[str]:
        """Give the normalised names of an entity, none when there is no such entity."""
        thing = self.things.get(entity) if entity else None
        return thing.names if thing else frozenset()

    def names_of_party(self, party: Somebody) -> frozenset[str]:
        """Give the names that a party can be recognised by: its entity's, else the words used."""
        return self.names_of(party.entity) or (frozenset((normal_name(party.text),)) if party.text else frozenset())

    def sentence_at(self, offset: int) -> str | None:
        """Give the id of the first sentence that holds `offset`."""
        return next((name for name, where in self.sentences if where.start <= offset < where.end), None)

    def is_scored(self, where: Stretch) -> bool:
        """Say whether a stretch begins outside navigation and running headers of this annotation."""
        return not any(zone.start <= where.start < zone.end for zone in self.unscored)


def read_annotation(data: Any) -> Annotation:
    """Turn the JSON value of one release into an `Annotation`.

    Raises AnnotationError when a field that is needed is missing or of the wrong type.
    """
    top = Fields(data, "the record")
    released = top.inner("release_date")
    things = tuple(_thing(x) for x in top.each("entities"))
    return Annotation(
        doc_id=top.maybe_text("doc_id") or "",
        released=released.maybe_text("value") if released else None,
        issuer=top.maybe_text("issuer"),
        unscored=tuple(_stretch(z) for z in top.each("zones") if z.text("type") in UNSCORED_ZONES),
        sentences=tuple((s.text("id"), _stretch(s)) for s in top.each("sentences")),
        things={thing.id: thing for thing in things},
        names=tuple(_name(m) for m in top.each("mentions")),
        dates=tuple(
            DateMention(d.maybe_text("kind") or "date", _stretch(d), _date(d), _made(d)) for d in top.each("dates")
        ),
        events=tuple(_event(e) for e in top.each("events") if e.given("mentions")),
        commitments=tuple(_commitment(c) for c in top.each("commitments")),
    )


def _stretch(fields: Fields) -> Stretch:
    return Stretch(fields.number("start"), fields.number("end"), fields.maybe_text("text") or "")


def _made(fields: Fields) -> Made:
    return Made(fields.maybe_text("rule") or "", fields.maybe_text("grade") or "")


def _date(fields: Fields) -> DateValue:
    return DateValue(fields.maybe_text("value"), fields.maybe_text("from"), fields.maybe_text("to"))


def _name(fields: Fields) -> NameMention:
    where = _stretch(fields)
    found = fields.maybe_text("id") or f"{where.start}-{where.end}"
    return NameMention(found, fields.text("type"), where, fields.maybe_text("entity"), _made(fields))


def _thing(fields: Fields) -> Thing:
    canonical = fields.maybe_text("canonical") or ""
    aliases = [str(alias) for alias in fields.items("aliases")]
    return Thing(
        fields.text("id"),
        fields.text("type"),
        canonical,
        frozenset(normal_name(name) for name in (canonical, *aliases)),
        fields.maybe_text("country"),
        tuple(Office(r.maybe_text("title") or "", r.maybe_text("of")) for r in fields.each("roles")),
        _made(fields),
    )


def _somebody(fields: Fields) -> Somebody:
    return Somebody(fields.maybe_text("entity"), fields.maybe_text("text") or "", fields.maybe_text("role") or "")


def _event(fields: Fields) -> Happening:
    date = fields.inner("date")
    return Happening(
        id=fields.maybe_text("id") or "",
        type=fields.text("type"),
        status=fields.maybe_text("status"),
        sentence=fields.maybe_text("sentence"),
        triggers=tuple(_stretch(t) for t in fields.each("mentions")),
        date=_date(date) if date else DateValue(None, None, None),
        participants=tuple(_somebody(p) for p in fields.each("participants")),
        places=tuple(str(place) for place in fields.items("places")),
        made=_made(fields),
    )


def _commitment(fields: Fields) -> Undertaking:
    action, head, deadline = fields.inner("action"), fields.inner("action_head"), fields.inner("deadline")
    if action is None:
        raise AnnotationError("commitments: 'action' is missing")
    return Undertaking(
        id=fields.maybe_text("id") or "",
        kind=fields.text("class"),
        strength=fields.maybe_text("strength") or "",
        sentence=fields.maybe_text("sentence"),
        action=_stretch(action),
        head=_stretch(head) if head else None,
        committer=tuple(_somebody(p) for p in fields.each("committer")),
        counterparty=tuple(_somebody(p) for p in fields.each("counterparty")),
        addressee=tuple(_somebody(p) for p in fields.each("addressee")),
        deadline=_date(deadline) if deadline else None,
        polarity=fields.maybe_text("polarity"),
        targets=tuple((normal_name(t.plain("amount")), normal_name(t.plain("unit"))) for t in fields.each("targets")),
        made=_made(fields),
    )
