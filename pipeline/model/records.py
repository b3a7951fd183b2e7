"""Layers of a release.

Every `start`/`end` in this module is a half-open range `[start, end)` of Unicode code points **in the clean
text** (`CleanText.text`), unless the name says `source_`. `pipeline.export` alone translates them to the text
of the source. Field names follow GUIDELINES.md section 5 except where Python forbids it (`first`/`last` for
`from`/`to`, `commitment_class` for `class`).
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the clean text, `[start, end)` in code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Say whether the two stretches share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Say whether `other` lies wholly inside this stretch."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the publisher says of the release; an empty string means "not said".

    `published` is an ISO day, month or year (`2018-11-27`, `2018-11`, `2018`).
    """

    published: str = ""
    issuer: str = ""
    url: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that went wrong with one release or file, and what a person can do about it."""

    stage: str
    severity: str  # "warning": the release is there; "error": a layer or the release is missing
    code: str
    message: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One release as it came in: `text` is exactly the decoded file, or what was extracted from it.

    `kind` is the kind of file; `pages` says at which code point of `text` which page begins (PDF only).
    """

    doc_id: str
    file: str
    text: str
    sha256: str  # of the text in UTF-8
    encoding: str = "utf-8"
    metadata: Metadata = field(default_factory=Metadata)
    body_start: int = 0  # code point at which front matter ends and the release begins
    kind: str = "txt"
    pages: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of clean text and the run of source text it stands for.

    Runs of equal length correspond character by character; otherwise the whole run stands for the whole.
    """

    clean_start: int
    clean_length: int
    source_start: int
    source_length: int


@dataclass(frozen=True, slots=True)
class LineMark:
    """Layout that `clean` took out of a line: the line begins at clean offset `start`.

    `kind`: heading, bullet, numbered, rule, table, quote, bold (the whole line was bold or italic).
    """

    kind: str
    start: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class CleanText:
    """Text fit for parsing, with the alignment back to the source and the layout marks that were removed."""

    text: str
    segments: tuple[Segment, ...]
    marks: tuple[LineMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A reference sentence (GUIDELINES.md F3); ids count from S1."""

    id: str
    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch that is not body text: title, list, footnote, boilerplate, navigation, running_header (F4)."""

    type: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A proper name in the text: PERSON, ORG, PLACE, NAMED_EVENT or DOCUMENT."""

    id: str
    type: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Role:
    """An office of a person; `of` is the id of the organisation or place it is held in."""

    title: str | None
    of: str | None
    former: bool = False
    acting: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """All mentions of one thing in one release. `country` is ISO 3166-1 alpha-2, places only."""

    id: str
    type: str
    canonical: str
    mentions: tuple[str, ...]
    rule: str
    subtype: str | None = None
    acronym: str | None = None
    aliases: tuple[str, ...] = ()
    part_of: str | None = None
    country: str | None = None
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities layer: clusters and the entity that publishes the release (F6)."""

    items: tuple[Entity, ...] = ()
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A date expression and what it means (GUIDELINES.md section 2).

    `kind`: date, vague, duration or set. `value`: EDTF for dates, ISO 8601 for durations and sets.
    `first`, `last`: first and last ISO day covered, None when the year is unknown or the side is open.
    """

    id: str
    start: int
    end: int
    kind: str
    value: str | None
    first: str | None
    last: str | None
    precision: str
    mod: str | None
    basis: str  # explicit, relative, dateline, inferred
    rule: str


@dataclass(frozen=True, slots=True)
class ReleaseDate:
    """When the release came out (F5). `basis`: metadata, dateline, inferred or none; `mention`: a date id."""

    value: str | None = None
    basis: str = "none"
    mention: str | None = None
    not_before: str | None = None
    not_after: str | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates layer: the expressions in text order and the release date."""

    items: tuple[Date, ...] = ()
    released: ReleaseDate = field(default_factory=ReleaseDate)


@dataclass(frozen=True, slots=True)
class EventDate:
    """The date of an event. `basis`: explicit, relative, dateline, inherited or none; `mention`: a date id."""

    value: str | None = None
    first: str | None = None
    last: str | None = None
    precision: str | None = None
    basis: str = "none"
    mention: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part: an entity id, or (entity None) the noun phrase at `start`/`end`."""

    entity: str | None
    role: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One happening (GUIDELINES.md section 3). `triggers`: the words that name it, main mention first."""

    id: str
    type: str
    triggers: tuple[Span, ...]
    sentence: str
    date: EventDate
    status: str
    rule: str
    title: str = ""
    places: tuple[str, ...] = ()
    participants: tuple[Participant, ...] = ()
    name: str | None = None
    document: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody bound, addressed or served by a commitment: an entity id and/or the words used."""

    entity: str | None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The date that bounds an action; `mention` is a date id."""

    value: str | None
    first: str | None
    last: str | None
    mention: str | None


@dataclass(frozen=True, slots=True)
class Target:
    """A quantity the action aims at: `30` `%`, `500` `mayors`, `2000000` `USD`."""

    amount: str
    unit: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Commitment:
    """Who undertakes (or is asked, or is proposed) to do what (GUIDELINES.md section 4)."""

    id: str
    commitment_class: str  # OWN, PROPOSAL, CALL
    strength: str  # SIGNED, PLEDGE, WILL, INTEND, PROPOSE, CALL
    sentence: str
    cue: Span
    action: Span
    action_head: Span
    rule: str
    title: str = ""
    committer: tuple[Party, ...] = ()
    counterparty: tuple[Party, ...] = ()
    addressee: tuple[Party, ...] = ()
    deadline: Deadline | None = None
    polarity: str = "positive"
    condition: Span | None = None
    targets: tuple[Target, ...] = ()
    lead_in: Span | None = None
    source: str = "narrator"  # narrator, quote, list
    speaker: str | None = None
    event: str | None = None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """A source and the layers gained so far; a layer is None until its room has run."""

    source: Source
    clean: CleanText | None = None
    sentences: tuple[Sentence, ...] | None = None
    zones: tuple[Zone, ...] | None = None
    mentions: tuple[Mention, ...] | None = None
    entities: Entities | None = None
    dates: Dates | None = None
    events: tuple[Event, ...] | None = None
    commitments: tuple[Commitment, ...] | None = None
    issues: tuple[Issue, ...] = ()


LAYERS = ("clean", "sentences", "zones", "mentions", "entities", "dates", "events", "commitments")
