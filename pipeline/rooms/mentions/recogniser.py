"""From a parsed text to names: two readings by the sequence model, then the rules that mend and carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from pipeline.model.records import Zone
from pipeline.rooms.mentions.apostrophes import lost_apostrophes, part_owners
from pipeline.rooms.mentions.carry import carry
from pipeline.rooms.mentions.datelines import settle_dateline
from pipeline.rooms.mentions.edges import mend_edges
from pipeline.rooms.mentions.extend import editions, extend
from pipeline.rooms.mentions.families import keep_families
from pipeline.rooms.mentions.features import Line, Ranges, lines_of
from pipeline.rooms.mentions.firms import settle_houses
from pipeline.rooms.mentions.headlines import mend_headline, read_body
from pipeline.rooms.mentions.listed import apply_lists
from pipeline.rooms.mentions.lists import enumerate_names
from pipeline.rooms.mentions.neighbours import settle_places
from pipeline.rooms.mentions.reading import Reading, read_twice
from pipeline.rooms.mentions.repair import Hit, Hits, bracketed, flat, mend_line
from pipeline.rooms.mentions.unknown import drop_common, mend_unknown

NAMELESS_ZONES = frozenset({"navigation", "running_header"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name `[start, end)` of the clean text; `sure` is the model's belief in its weakest word, 0 to 1."""

    start: int
    end: int
    type: str
    rule: str
    sure: float


def named_lines(doc: Doc, zones: Sequence[Zone]) -> list[Line]:
    """Give the lines of a parsed text in which names count: all but navigation and running headers."""
    titles = Ranges((z.start, z.end) for z in zones if z.type == "title")
    barred = Ranges((z.start, z.end) for z in zones if z.type in NAMELESS_ZONES)
    return lines_of(doc, titles, barred)


def recognise(doc: Doc, zones: Sequence[Zone]) -> list[Name]:
    """Give the names of a parsed text, none overlapping, none inside navigation or running headers."""
    lines = named_lines(doc, zones)
    found = []
    for line, kept in zip(lines, rule_lines(lines, read_twice(lines), doc.text), strict=True):
        for hit in flat(kept):
            head, tail = line.tokens[hit.first], line.tokens[hit.end - 1]
            found.append(Name(head.idx, tail.idx + len(tail) - hit.clip, hit.type, hit.rule, hit.sure))
    return found


def rule_lines(lines: Sequence[Line], readings: Sequence[Reading], text: str) -> list[Hits]:
    """Give the names of every line after all rules; `text` is the document's."""
    hits = [rule_line(line, reading) for line, reading in zip(lines, readings, strict=True)]
    words = [line.words for line in lines]
    if lost_apostrophes(words):
        hits = [part_owners(line.words, found, text) for line, found in zip(lines, hits, strict=True)]
    hits = mend_unknown(words, keep_families(words, drop_common(words, hits)))
    body = read_body(lines, hits)
    return carry(words, [mend_headline(line, found, body) for line, found in zip(lines, hits, strict=True)])


def rule_line(line: Line, reading: Reading) -> Hits:
    """Give the names of one line after the rules that look at no other line."""
    found = mend_line(line.words, [Hit(a, b, kind, _family(sure), sure) for a, b, kind, sure in reading.names()])
    found = mend_edges(line.words, [part for hit in found for part in _unbroken(line, hit)])
    found = apply_lists(line.words, enumerate_names(line.words, found), not line.all_caps)
    found = settle_places(line.words, settle_houses(line.words, flat(found)), not line.all_caps)
    found = settle_dateline(line.words, found)
    return editions(line.words, extend(line.words, flat(bracketed(line.words, flat(found)))))


def _unbroken(line: Line, hit: Hit) -> Iterator[Hit]:
    """Cut a name where an empty line or a wide gap stands in the text: two columns of a signature are two names."""
    first = hit.first
    for i in range(hit.first + 1, hit.end):
        before, token = line.tokens[i - 1], line.tokens[i]
        end = before.idx + len(before)
        gap = token.doc.text[end : token.idx] if token.idx - end > 1 else ""
        if gap.count("\n") > 1 or (len(gap) > 2 and "\n" not in gap):
            yield replace(hit, first=first, end=i)
            first = i
    yield replace(hit, first=first) if first > hit.first else hit


def _family(sure: float) -> str:
    return "model-sure" if sure >= 0.9 else "model" if sure >= 0.6 else "model-unsure"
