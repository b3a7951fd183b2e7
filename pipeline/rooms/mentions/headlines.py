"""Names in headlines: capitals do not make a name there (M8), and what the body calls by name is that name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.rooms.mentions import gazetteer
from pipeline.rooms.mentions.edges import edge_words
from pipeline.rooms.mentions.features import Line
from pipeline.rooms.mentions.known import Key, Known
from pipeline.rooms.mentions.repair import Hit, Hits

# From here on the model's belief stands in a headline.
_SURE = 0.8
_FIRM = 0.95
_VERBS = frozenset(("VBZ", "VBD"))


@dataclass(frozen=True, slots=True)
class Body:
    """What the lines outside headlines say: their names, folded, and the words that they write in small letters."""

    names: Known
    lower: Counter[str]


def read_body(lines: Sequence[Line], hits: Sequence[Hits]) -> Body:
    """Collect the sure names and the small words of the lines that are no headlines."""
    names: dict[Key, str] = {}
    lower: Counter[str] = Counter()
    for line, found in zip(lines, hits, strict=True):
        if is_headline(line):
            continue
        lower.update(w for w in line.words if w.islower())
        for hit in found:
            if hit.sure >= _SURE and hit.clip == 0:
                names.setdefault(_folded(line.words[hit.first : hit.end]), hit.type)
    return Body(Known(names), lower)


def is_headline(line: Line) -> bool:
    """Say whether capitals mean little in a line."""
    return line.title_case or line.all_caps


def mend_headline(line: Line, hits: Hits, body: Body) -> Hits:
    """Give the names of a headline: unsure ones that the body does not know fall apart into those that it knows."""
    if not is_headline(line):
        return hits
    out: Hits = []
    for whole in hits:
        hit = without_verb(line.words, whole)
        if hit is None or _is_said_small(line, hit, body):
            continue
        if _stands(line, hit, body):
            out.append(hit)
        else:
            out += _known_inside(line, hit, body)
    return out


def without_verb(words: Sequence[str], hit: Hit) -> Hit | None:
    """Cut the verb of a headline off the edges of a name: `APPROVES | ANN VERNE`; a verb alone is no name."""
    first, end = hit.first, hit.end
    while first < end and (words[first].lower(),) in edge_words("verb"):
        first += 1
    while end > first and (words[end - 1].lower(),) in edge_words("verb"):
        end -= 1
    if (first, end) == (hit.first, hit.end):
        return hit
    return replace(hit, first=first, end=end, rule="headline") if first < end else None


def _is_said_small(line: Line, hit: Hit, body: Body) -> bool:
    """Say whether a short unsure name of a headline is plain words that the body writes in small letters."""
    words = line.words[hit.first : hit.end]
    if len(words) > 2 or hit.sure >= _FIRM or _folded(words) in body.names.kinds or not hit.rule.startswith("model"):
        return False
    if gazetteer.places().kind_of(words) or gazetteer.well_known().kind_of(words):
        return False
    return all(len(w) > 3 and body.lower[w.lower()] for w in words)


def _stands(line: Line, hit: Hit, body: Body) -> bool:
    words = line.words[hit.first : hit.end]
    if len(words) < 3 or _folded(words) in body.names.kinds or words[0][:1].isdigit():
        return True
    verb = any(t.tag_ in _VERBS and body.lower[t.lower_] for t in line.tokens[hit.first + 1 : hit.end])
    common = sum(1 for w in words if len(w) > 3 and body.lower[w.lower()])
    return not verb and (hit.sure >= _SURE or common < 2 or 2 * common < len(words))


def _known_inside(line: Line, hit: Hit, body: Body) -> Iterator[Hit]:
    """Yield the names of the body and the countries inside a hit, the longest at each place."""
    folded = list(_folded(line.words))
    at = hit.first
    countries = {
        hit.first + a: hit.first + b
        for a, b, kind in gazetteer.places().find(line.words[hit.first : hit.end])
        if kind == "country"
    }
    while at < hit.end:
        end = next((e for e in body.names.ends(folded, at) if e <= hit.end), at)
        if end > at:
            yield replace(hit, first=at, end=end, type=body.names.kinds[tuple(folded[at:end])], rule="headline")
        elif at in countries:
            end = countries[at]
            yield replace(hit, first=at, end=end, type="PLACE", rule="headline")
        at = max(end, at + 1)


def _folded(words: Sequence[str]) -> Key:
    return tuple(w.casefold() for w in words)
