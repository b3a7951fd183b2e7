"""The tables: every column's name, type, meaning and origin. CSV, SQLite, datapackage and dictionary follow it.

Types are those of Frictionless Table Schema. A cell is None where nothing is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.lang.places import alpha3_code
from pipeline.outputs.links import text_path
from pipeline.outputs.table import Cell, Column, Fill, Link, Table
from pipeline.outputs.view import Item, View, joined, one_line


def _text(name: str, description: str, fill: Fill) -> Column:
    return Column(name, "string", description, fill)


def _of(name: str, description: str, key: str | None = None, kind: str = "string") -> Column:
    """A column that holds a field of the item as it is (strings in one line)."""
    field = key or name

    def fill(view: View, item: Item) -> Cell:
        value: Cell = item.get(field)
        return one_line(value) if isinstance(value, str) else value

    return Column(name, kind, description, fill)


def _where(find: Callable[[View, Item], Item], what: str) -> tuple[Column, ...]:
    """The columns that lead back to the source; `find` gives the span they are about."""

    def evidence(view: View, item: Item) -> Cell:
        span = find(view, item)
        return view.sentence(span.get("sentence")) or one_line(span.get("text"))

    return (
        _text("evidence", f"The sentence of the source in which {what} stands, white space collapsed", evidence),
        Column("start", "integer", f"Where {what} begins in the source text, counted in code points from 0",
               lambda v, i: find(v, i).get("start")),
        Column("end", "integer", "Where it ends: the position after its last code point",
               lambda v, i: find(v, i).get("end")),
        Column("page", "integer", "The page of the original on which it stands (PDF only)",
               lambda v, i: v.page(find(v, i).get("start"))),
        _text("link", "Where it stands in the original: a link to the words on a web page, or to the page of a PDF; "
                      "empty when the address is unknown",
              lambda v, i: v.link(find(v, i))),
    )  # fmt: skip


def _itself(view: View, item: Item) -> Item:
    return item


def _by(layer: str) -> tuple[Column, ...]:
    return (
        _of("rule", f"The rule that made this row: its family, and after a colon the detail ({layer})"),
        _of("grade", "How often that family of rules is right on texts annotated by hand: A at least 9 in 10, B at "
                     "least 3 in 4, C less, or never measured"),
    )  # fmt: skip


def _country_of(what: str) -> tuple[Column, ...]:
    return (
        _of("country", f"{what} (ISO 3166-1 alpha-2)"),
        _text("country_alpha3", "The same country (ISO 3166-1 alpha-3)", lambda v, i: alpha3_code(i.get("country"))),
    )


_RELEASE: tuple[Column, ...] = (
    _text("release_id", "The release: its path below the input folder without the ending", lambda v, i: v.release_id),
    _text("file", "The file it came from, below the input folder", lambda v, i: v.file),
    _text("published", "Day, month or year of the release (ISO 8601); empty when unknown", lambda v, i: v.published),
)
_TO_RELEASE = Link("release_id", "releases", "release_id")


def _id(name: str, description: str, layer: str, find: Callable[[Item], str | None]) -> Column:
    """A column that names a row of the table of a layer; `find` gives the id within the release."""
    return _text(name, description, lambda v, i: v.key(layer, find(i)))


def _date_columns(prefix: str, what: str, get: Callable[[Item], Item]) -> tuple[Column, ...]:
    return (
        _text(prefix, f"{what}, as EDTF: 2018-11-27, 2018-04, 2018-11-27/2018-12-01, XXXX-04-01 (year unknown)",
              lambda v, i: get(i).get("value")),
        Column(f"{prefix}_from", "date", "First day covered; empty when unknown or open",
               lambda v, i: get(i).get("from")),
        Column(f"{prefix}_to", "date", "Last day covered; empty when unknown or open",
               lambda v, i: get(i).get("to")),
    )  # fmt: skip


def _count(layer: str) -> Column:
    return Column(layer, "integer", f"How many {layer} were found", lambda v, i: len(v.items(layer)))


def _dated_by(view: View, item: Item) -> Item:
    """The date expression that dates the release, or nothing."""
    return view.find("dates", view.released.get("mention"))


# Marks of Markdown and HTML that a reader of a headline does not want to see.
_MARKUP = re.compile(r"<[^<>]{0,40}>|\*{1,3}|__|^[ \t]*#{1,6}[ \t]+", re.MULTILINE)


def _title(view: View, item: Item) -> Cell:
    zones = (view.text[z["start"] : z["end"]] for z in view.items("zones") if z["type"] == "title")
    lines = _MARKUP.sub("", next(zones, "")).splitlines()
    return one_line(view.metadata.get("title")) or " / ".join(filter(None, map(one_line, lines))) or None


def _released_by(view: View, item: Item) -> Cell:
    return _dated_by(view, item).get("rule") or ("metadata" if view.released.get("basis") == "metadata" else None)


RELEASES = Table(
    "releases", "Releases", "Every release that was found, also one that could not be read.", lambda v: [{}],
    (
        *_RELEASE,
        _text("state", "complete; incomplete: a layer is missing; quarantined: not read (see the issues table); "
                       "removed: no longer in the input, kept",
              lambda v, i: v.state),
        _text("title", "Title given by the publisher, else the lines of the headline", _title),
        _text("issuer", "The organisation that publishes the release",
              lambda v, i: v.name(v.issuer) or v.metadata.get("issuer")),
        _text("issuer_id", "Its row in the entities table", lambda v, i: v.key("entities", v.issuer)),
        _text("url", "Address given by the publisher", lambda v, i: one_line(v.metadata.get("url"))),
        _text("published_basis", "How the date is known: metadata, dateline, inferred, none",
              lambda v, i: v.released.get("basis")),
        _text("not_before", "The text cannot be older than this day", lambda v, i: v.released.get("not_before")),
        _text("not_after", "The text cannot be younger than this day", lambda v, i: v.released.get("not_after")),
        *(_count(layer) for layer in ("entities", "mentions", "dates", "events", "commitments")),
        Column("issues", "integer", "How many issues the release has", lambda v, i: len(v.issues)),
        _text("format", "The kind of file: txt, md, html, pdf, docx, eml, feed, xml, json, jsonl or csv",
              lambda v, i: (v.record or {}).get("format")),
        _text("encoding", "How its bytes were read; the kind of file where they are no characters",
              lambda v, i: v.encoding),
        _text("text_file", "The file below the output folder that holds its text, into which start and end count",
              lambda v, i: text_path(v.release_id) if v.record and v.release_id else None),
        Column("characters", "integer", "Length of the source text in code points", lambda v, i: len(v.text)),
        *_where(_dated_by, "the date of the release"),
        _text("rule", "The rule that found the date of the release", _released_by),
        _text("grade", "How sure that rule is (A, B, C)", lambda v, i: _dated_by(v, i).get("grade")),
    ),
    ("release_id",),
)  # fmt: skip


def _role(view: View, role: Item) -> str | None:
    of = view.name(role["of"])
    words = f"{role['title']}, {of}" if role["title"] and of else role["title"] or (f"for {of}" if of else None)
    marks = [mark for mark in ("former", "acting") if role.get(mark)]
    return f"{one_line(words)} ({', '.join(marks)})" if words and marks else one_line(words)


ENTITIES = Table(
    "entities", "Entities", "Who and what is named: one row for each person, organisation, place … of a release.",
    lambda v: v.items("entities"),
    (
        *_RELEASE,
        _id("entity_id", "The entity: release_id and its id in releases.jsonl", "entities", lambda i: i["id"]),
        _text("registry_id", "Its row in the register of the run", lambda v, i: None),
        _of("type", "PERSON, ORG, PLACE, NAMED_EVENT or DOCUMENT"),
        _of("subtype", "Places: GPE, LOC, FAC; named events: CONFERENCE, PROGRAMME …; documents: MOU, TREATY …"),
        _of("name", "Its full name as the release has it", "canonical"),
        _of("acronym", "Its acronym, when the release pairs them"),
        _text("aliases", "Its other names in the release", lambda v, i: joined(map(one_line, i["aliases"]))),
        _text("roles", "Persons: their offices", lambda v, i: joined(_role(v, r) for r in i.get("roles", ()))),
        *_country_of("Places: the country they lie in"),
        _text("part_of", "Organisations: the organisation it belongs to", lambda v, i: v.name(i["part_of"])),
        _id("part_of_id", "That organisation's entity_id", "entities", lambda i: i["part_of"]),
        Column("is_issuer", "boolean", "Whether it publishes the release",
               lambda v, i: v.issuer == i["id"]),
        Column("mentions", "integer", "How often it is named", lambda v, i: v.mention_count(i["id"])),
        *_where(lambda v, i: v.first_mention(i["id"]), "its first mention"),
        *_by("entities"),
    ),
    ("entity_id",),
    (
        _TO_RELEASE,
        Link("registry_id", "registry", "registry_id"),
        Link("part_of_id", "entities", "entity_id"),
    ),
)  # fmt: skip

REGISTRY = Table(
    "registry", "Register",
    "Who and what is named in all releases together: one row for each person, organisation, place …", lambda v: (),
    (
        _of("registry_id", "The row: the same in every run, as long as the evidence for it stays"),
        _of("type", "PERSON, ORG, PLACE, NAMED_EVENT or DOCUMENT"),
        _of("subtype", "What kind of it, as in the entities table; what most releases say"),
        _of("name", "Its full name, as most releases write it"),
        _of("acronym", "Its acronym"),
        _of("aliases", "Its other names in the releases, the most frequent first, 20 at most"),
        *_country_of("Places: the country they lie in; organisations: the country in their name"),
        _of("roles", "Persons: the offices that releases give them, the earliest first, 20 at most"),
        _of("part_of", "Organisations: the organisation it belongs to, by what most releases say"),
        _of("part_of_id", "That organisation's registry_id"),
        Column("releases", "integer", "How many releases name it", lambda v, i: i["releases"]),
        Column("mentions", "integer", "How often they name it", lambda v, i: i["mentions"]),
        _of("first_published", "Day, month or year of the first of these releases (ISO 8601)"),
        _of("last_published", "Day, month or year of the last of them"),
        _of("reason", "Why the rows of the entities table were joined; empty when there is only one"),
        _of("entity_ids", "Rows of the entities table that were joined, the earliest first, 20 at most; each of them "
                          "all has this registry_id"),
        _of("rule", "The least sure rule by which they were joined; single: nothing was joined"),
        _of("grade", "How sure its name is: the best grade of the rows that were joined"),
    ),
    ("registry_id",),
    (Link("part_of_id", "registry", "registry_id"),),
    of_run=True,
)  # fmt: skip

MENTIONS = Table(
    "mentions", "Mentions", "Every place where something is named.", lambda v: v.items("mentions"),
    (
        *_RELEASE,
        _id("mention_id", "The mention: release_id and its id in releases.jsonl", "mentions", lambda i: i["id"]),
        _of("type", "PERSON, ORG, PLACE, NAMED_EVENT or DOCUMENT"),
        _of("text", "The words of the source"),
        _text("entity", "Who or what is meant, by its full name", lambda v, i: v.name(i["entity"])),
        _id("entity_id", "Its row in the entities table", "entities", lambda i: i["entity"]),
        _text("zone", "Where it stands: body, title, list, footnote, boilerplate …", lambda v, i: v.zone(i["start"])),
        *_where(_itself, "the mention"),
        *_by("mentions"),
    ),
    ("mention_id",),
    (_TO_RELEASE, Link("entity_id", "entities", "entity_id")),
)  # fmt: skip

DATES = Table(
    "dates", "Dates", "Every date expression and what it means.", lambda v: v.items("dates"),
    (
        *_RELEASE,
        _id("date_id", "The date: release_id and its id in releases.jsonl", "dates", lambda i: i["id"]),
        _of("text", "The words of the source"),
        _of("kind", "date; vague (in recent years); duration (for three years); set (every two years)"),
        *_date_columns("date", "What it means; durations and sets as ISO 8601 (P3Y)", lambda i: i),
        _of("precision", "The finest stated part: day, month, year, quarter …"),
        _of("modifier", "START, MID, END, BEFORE, AFTER, BEFORE_OR_AT, SINCE, APPROX, FUTURE or PAST", "mod"),
        _of("basis", "explicit: all is stated; relative: from the date of the release or an earlier date; dateline; "
                     "inferred"),
        _text("zone", "Where it stands: body, title, list, footnote, boilerplate …", lambda v, i: v.zone(i["start"])),
        *_where(_itself, "the expression"),
        *_by("dates"),
    ),
    ("date_id",),
    (_TO_RELEASE,),
)  # fmt: skip


def _with_roles(view: View, event: Item) -> Cell:
    found = ((view.party(p), p["role"]) for p in event["participants"])
    return joined(f"{name} ({role})" for name, role in found if name)


def _playing(*roles: str) -> Fill:
    return lambda v, i: v.parties(p for p in i["participants"] if p["role"] in roles)


def _countries(view: View, item: Item) -> Cell:
    return joined(view.find("entities", place).get("country") for place in item["places"])


def _trigger(view: View, event: Item) -> Item:
    return event["mentions"][0] if event["mentions"] else {}


EVENTS = Table(
    "events", "Events", "What happened or is planned: one row for each happening.", lambda v: v.items("events"),
    (
        *_RELEASE,
        _id("event_id", "The event: release_id and its id in releases.jsonl", "events", lambda i: i["id"]),
        _of("type", "One of 16 types: AGREEMENT, DECISION, CONFERENCE, VISIT, MEETING …"),
        _text("title", "The event in a few words", lambda v, i: v.event(i["id"])),
        _of("status", "occurred, ongoing, planned, proposed or cancelled"),
        *_date_columns("date", "When it happens", lambda i: i["date"]),
        _text("date_precision", "The finest stated part: day, month, year …", lambda v, i: i["date"]["precision"]),
        _text("date_basis", "explicit, relative, dateline, inherited (from the event it is part of) or none",
              lambda v, i: i["date"]["basis"]),
        _text("date_text", "The words that date it",
              lambda v, i: one_line(v.find("dates", i["date"]["mention"]).get("text"))),
        _text("places", "Where it happens", lambda v, i: v.names(i["places"])),
        _text("countries", "The countries of these places (ISO 3166-1 alpha-2)", _countries),
        _text("organisers", "Who organises or hosts it", _playing("organiser", "host")),
        _text("actors", "Who does it: actor, signatory, leader, speaker",
              _playing("actor", "signatory", "leader", "speaker")),
        _text("targets", "Whom it is done to or for: recipient, appointee, awardee", _playing("target")),
        _text("participants", "All who take part, with their roles", _with_roles),
        _text("trigger", "The word that tells of it", lambda v, i: one_line(_trigger(v, i).get("text"))),
        _text("name", "Its proper name", lambda v, i: v.name(i["name"])),
        _text("document", "The document it is about", lambda v, i: v.name(i["document"])),
        _text("part_of", "The event it is part of", lambda v, i: v.event(i["part_of"])),
        _id("part_of_id", "That event's event_id", "events", lambda i: i["part_of"]),
        _id("name_id", "The row of its name in the entities table", "entities", lambda i: i["name"]),
        _id("document_id", "The row of the document in the entities table", "entities", lambda i: i["document"]),
        _text("place_ids", "The rows of the places in the entities table",
              lambda v, i: joined(v.key("entities", p) for p in i["places"])),
        _id("date_id", "The row of the date in the dates table", "dates", lambda i: i["date"]["mention"]),
        *_where(_trigger, "the trigger"),
        *_by("events"),
    ),
    ("event_id",),
    (
        _TO_RELEASE,
        Link("part_of_id", "events", "event_id"),
        Link("name_id", "entities", "entity_id"),
        Link("document_id", "entities", "entity_id"),
        Link("date_id", "dates", "date_id"),
    ),
)  # fmt: skip


def _participants(view: View) -> Iterator[Item]:
    for event in view.items("events"):
        for number, party in enumerate(event["participants"], 1):
            yield {"event": event, "party": party, "number": number, "rule": event["rule"], "grade": event["grade"]}


def _participation(view: View, item: Item) -> Item:
    """The participant's own words when they are known, else the trigger of the event."""
    trigger = _trigger(view, item["event"])
    if item["party"]["start"] is None:
        return trigger
    return {**item["party"], "sentence": view.sentence_at(item["party"]["start"]) or trigger.get("sentence")}


PARTICIPANTS = Table(
    "participants", "Participants", "Who takes part in an event, one row for each.", _participants,
    (
        *_RELEASE,
        _id("event_id", "The event's row in the events table", "events", lambda i: i["event"]["id"]),
        Column("number", "integer", "The participant within its event, counted from 1", lambda v, i: i["number"]),
        _text("participant", "Who takes part: the full name, else the words used", lambda v, i: v.party(i["party"])),
        _text("role", "signatory, organiser, host, leader, speaker, actor, target or attendee",
              lambda v, i: i["party"]["role"]),
        _text("participant_type", "PERSON, ORG, PLACE … when it is a named entity",
              lambda v, i: v.find("entities", i["party"]["entity"]).get("type")),
        _id("entity_id", "Its row in the entities table", "entities", lambda i: i["party"]["entity"]),
        _text("event_type", "The type of the event", lambda v, i: i["event"]["type"]),
        _text("event_title", "The event in a few words", lambda v, i: v.event(i["event"]["id"])),
        _text("event_status", "occurred, ongoing, planned, proposed or cancelled", lambda v, i: i["event"]["status"]),
        *_date_columns("event_date", "When the event happens", lambda i: i["event"]["date"]),
        *_where(_participation, "the participant (or else the event's trigger)"),
        *_by("events"),
    ),
    ("event_id", "number"),
    (_TO_RELEASE, Link("event_id", "events", "event_id"), Link("entity_id", "entities", "entity_id")),
)  # fmt: skip


def _target(target: Item) -> str | None:
    return one_line(" ".join(part for part in (target["amount"], target["unit"]) if part))


COMMITMENTS = Table(
    "commitments", "Commitments", "Who undertakes, proposes or is asked to do what: one row for each deed.",
    lambda v: v.items("commitments"),
    (
        *_RELEASE,
        _id("commitment_id", "The commitment: release_id and its id in releases.jsonl", "commitments",
            lambda i: i["id"]),
        _of("class", "OWN: somebody binds himself; PROPOSAL; CALL: somebody else is asked"),
        _of("strength", "Of OWN, strongest first: SIGNED, PLEDGE, WILL, INTEND; else PROPOSE, CALL"),
        _of("title", "The commitment in a few words", "label"),
        _text("committer", "Who undertakes, proposes or calls", lambda v, i: v.parties(i["committer"])),
        _text("action", "What is to be done, in the words of the source", lambda v, i: one_line(i["action"]["text"])),
        _text("addressee", "Calls: who should act", lambda v, i: v.parties(i["addressee"])),
        _text("counterparty", "With whom or for whom", lambda v, i: v.parties(i["counterparty"])),
        *_date_columns("deadline", "Until or in which time", lambda i: i["deadline"] or {}),
        _text("targets", "The quantities aimed at", lambda v, i: joined(map(_target, i["targets"]))),
        _text("condition", "The condition it hangs on", lambda v, i: one_line((i["condition"] or {}).get("text"))),
        _of("polarity", "positive; negative: not to do it"),
        _text("cue", "The word that makes it a commitment", lambda v, i: one_line(i["cue"]["text"])),
        _text("lead_in", "The words that introduce the list it stands in",
              lambda v, i: one_line((i["lead_in"] or {}).get("text"))),
        _of("source", "Who says so: narrator, quote or list"),
        _text("speaker", "The person quoted", lambda v, i: v.name(i["speaker"])),
        _text("places", "The places in the action", lambda v, i: v.names(i["places"])),
        _text("countries", "The countries of these places (ISO 3166-1 alpha-2)", _countries),
        _text("event", "The event at which it was made", lambda v, i: v.event(i["event"])),
        _id("event_id", "That event's row in the events table", "events", lambda i: i["event"]),
        _text("committer_ids", "Rows of the committers in the entities table",
              lambda v, i: joined(v.key("entities", p["entity"]) for p in i["committer"])),
        _id("speaker_id", "Row of the speaker in the entities table", "entities", lambda i: i["speaker"]),
        _id("deadline_id", "Row of the deadline in the dates table", "dates",
            lambda i: (i["deadline"] or {}).get("mention")),
        *_where(lambda v, i: i["action"], "the action"),
        *_by("commitments"),
    ),
    ("commitment_id",),
    (
        _TO_RELEASE,
        Link("event_id", "events", "event_id"),
        Link("speaker_id", "entities", "entity_id"),
        Link("deadline_id", "dates", "date_id"),
    ),
)  # fmt: skip

ISSUES = Table(
    "issues", "Issues", "What went wrong, where, and what to do. Rows without a release are about files.",
    lambda v: v.issues,
    (
        *_RELEASE,
        _of("severity", "error: the release or a layer of it is missing; warning: it is there, but look at it"),
        _of("stage", "Where it happened: source, or the layer that is missing"),
        _of("code", "The kind of issue"),
        _of("message", "What happened"),
        _of("action", "What to do about it"),
    ),
    (),
    (_TO_RELEASE,),
)  # fmt: skip

TABLES = (RELEASES, ENTITIES, REGISTRY, MENTIONS, DATES, EVENTS, PARTICIPANTS, COMMITMENTS, ISSUES)
