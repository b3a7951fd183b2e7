"""One made-up release with something in every layer, for tests of what is written from it."""

from __future__ import annotations

import dataclasses
import hashlib

from pipeline.model import records as r

TEXT = (
    "Mayor Ada Lund of Tarnby opens the Harbour Forum on 3 May 2024.\n"
    "=Cities= will plant  500\ttrees by 2030 if funds allow, she said.\n"
)


def _at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def full_release(doc_id: str = "news/forum") -> r.Release:
    """Give the release; the clean text equals the source text."""
    end = TEXT.index("\n")
    second = (end + 1, len(TEXT) - 1)
    source = r.Source(
        doc_id, f"{doc_id}.txt", TEXT, hashlib.sha256(TEXT.encode()).hexdigest(),
        metadata=r.Metadata("2024-05-02", "City of Tarnby", "https://example.org/a", "Harbour Forum"),
    )  # fmt: skip
    mentions = tuple(
        r.Mention(f"M{n}", kind, *_at(words), "names:list")
        for n, (kind, words) in enumerate(
            [("PERSON", "Ada Lund"), ("PLACE", "Tarnby"), ("NAMED_EVENT", "Harbour Forum")], 1
        )
    )
    people = r.Entity(
        "E1", "PERSON", "Ada Lund", ("M1",), "names", roles=(r.Role("Mayor", "E2"), r.Role("Chair", None, True))
    )
    place = r.Entity("E2", "PLACE", "Tarnby", ("M2",), "names", subtype="GPE", country="NA", aliases=("Tarn", "Tbn"))
    forum = r.Entity("E3", "NAMED_EVENT", "Harbour Forum", ("M3",), "names", subtype="CONFERENCE")
    day = r.Date(
        "D1", *_at("3 May 2024"), "date", "2024-05-03", "2024-05-03", "2024-05-03", "day", None, "explicit", "day"
    )
    year = r.Date(
        "D2", *_at("2030"), "date", "2030", "2030-01-01", "2030-12-31", "year", "BEFORE_OR_AT", "explicit", "year"
    )
    event = r.Event(
        "EV1", "CONFERENCE", (r.Span(*_at("Forum")), r.Span(*_at("opens"))), "S1",
        r.EventDate("2024-05-03", "2024-05-03", "2024-05-03", "day", "explicit", "D1"), "planned", "noun:head",
        "Harbour Forum opens", ("E2",),
        (r.Participant("E1", "leader"), r.Participant(None, "attendee", *_at("=Cities="))), "E3",
    )  # fmt: skip
    commitment = r.Commitment(
        "C1", "OWN", "WILL", "S2", r.Span(*_at("will")), r.Span(*_at("plant  500\ttrees by 2030")),
        r.Span(*_at("plant")),
        "modal", "plant 500 trees", (r.Party(None, *_at("=Cities=")),),
        deadline=r.Deadline("2030", "2030-01-01", "2030-12-31", "D2"),
        targets=(r.Target("500", "trees", *_at("500\ttrees")),), condition=r.Span(*_at("if funds allow")),
        source="quote", speaker="E1", event="EV1", places=("E2",),
    )  # fmt: skip
    return r.Release(
        source, r.CleanText(TEXT, (r.Segment(0, len(TEXT), 0, len(TEXT)),)),
        (r.Sentence("S1", 0, end, 0, end), r.Sentence("S2", *second, *second)),
        (r.Zone("title", 0, end, "first"),), mentions, r.Entities((people, place, forum), "E2"),
        r.Dates((day, year), r.ReleaseDate("2024-05-03", "dateline", "D1")), (event,), (commitment,),
    )  # fmt: skip


class FullCorridor:
    """Gives the made-up layers for every source, whatever its text (which must be `TEXT`)."""

    def walk(self, source: r.Source) -> r.Release:
        """Give the release."""
        return dataclasses.replace(full_release(), source=source)
