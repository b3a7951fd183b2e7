"""What each part of the names room is worth: exact F1 per type on gold folders.

    python -m pipeline.training.mentions_ablation GOLD_DIR ...

Prints one line each for the stock recogniser with its labels mapped, the rules without a model, the first
reading, the second reading, the second reading with the rules of one line, and everything.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.tokens import Doc

from pipeline.rooms.mentions.features import Line
from pipeline.rooms.mentions.reading import Reading, read, second_rows, taggers
from pipeline.rooms.mentions.recogniser import rule_line, rule_lines
from pipeline.rooms.mentions.repair import Hit, Hits
from pipeline.rooms.parse import STOCK_MODEL
from pipeline.training.names import Annotated, Spans, read_all

TYPES = ("PERSON", "ORG", "PLACE", "NAMED_EVENT", "DOCUMENT")
STOCK = {
    "PERSON": "PERSON",
    "ORG": "ORG",
    "GPE": "PLACE",
    "LOC": "PLACE",
    "FAC": "PLACE",
    "EVENT": "NAMED_EVENT",
    "LAW": "DOCUMENT",
    "WORK_OF_ART": "DOCUMENT",
}


def spans_of(lines: Sequence[Line], hits: Sequence[Hits]) -> Spans:
    """Give the hits as spans of the clean text."""
    return [
        (line.tokens[h.first].idx, line.tokens[h.end - 1].idx + len(line.tokens[h.end - 1]), h.type)
        for line, found in zip(lines, hits, strict=True)
        for h in found
    ]


def plain(readings: Sequence[Reading]) -> list[Hits]:
    """Give a reading's names without any rule."""
    return [[Hit(a, b, kind, "model", sure) for a, b, kind, sure in r.names()] for r in readings]


def systems(document: Annotated) -> dict[str, Spans]:
    """Give the names that each system finds in a document."""
    first, second = taggers()
    one = read(first, document.rows)
    two = read(second, second_rows(document.lines, document.rows, one))
    nothing = [Reading(["O"] * len(line.words), [1.0] * len(line.words)) for line in document.lines]
    lined = [rule_line(line, r) for line, r in zip(document.lines, two, strict=True)]
    found = {
        "rules alone": rule_lines(document.lines, nothing, document.doc.text),
        "first reading": plain(one),
        "second reading": plain(two),
        "with rules of a line": lined,
        "all": rule_lines(document.lines, two, document.doc.text),
    }
    return {name: spans_of(document.lines, hits) for name, hits in found.items()}


def stock(documents: Sequence[Annotated]) -> list[Spans]:
    """Give what the stock recogniser finds, a leading `the` and a trailing `'s` cut off."""
    nlp = spacy.load(STOCK_MODEL)
    found = []
    for document in documents:
        copy = Doc(nlp.vocab, [t.text for t in document.doc], [bool(t.whitespace_) for t in document.doc])
        spans = []
        for ent in nlp.get_pipe("ner")(copy).ents:
            tokens = list(ent)
            while tokens and tokens[0].lower_ == "the":
                tokens = tokens[1:]
            while tokens and tokens[-1].lower_ in ("'s", "’s"):
                tokens = tokens[:-1]
            if tokens and ent.label_ in STOCK:
                spans.append((tokens[0].idx, tokens[-1].idx + len(tokens[-1]), STOCK[ent.label_]))
        found.append(spans)
    return found


def report(name: str, found: Sequence[Spans], gold: Sequence[Spans]) -> str:
    """Give one line of the table: exact F1 over all names, then per type."""
    counts: Counter[tuple[str, str]] = Counter()
    for a, b in zip(found, gold, strict=True):
        for kind in TYPES:
            x, y = ({s for s in spans if s[2] == kind} for spans in (set(a), set(b)))
            counts[kind, "tp"] += len(x & y)
            counts[kind, "both"] += len(x) + len(y)

    def f1(kinds: Sequence[str]) -> str:
        both = sum(counts[k, "both"] for k in kinds)
        return f"{2 * sum(counts[k, 'tp'] for k in kinds) / both if both else 0:.3f}"

    return f"| {name} | {f1(TYPES)} | " + " | ".join(f1([kind]) for kind in TYPES) + " |"


def main(arguments: list[str]) -> None:
    """Print the table."""
    documents = read_all([Path(a) for a in arguments], None, [])
    gold = [d.names for d in documents]
    print("| system | all |", " | ".join(TYPES), "|\n|---|---|---|---|---|---|---|")
    print(report("stock", stock(documents), gold))
    each = [systems(d) for d in documents]
    for name in each[0]:
        print(report(name, [found[name] for found in each], gold))


if __name__ == "__main__":
    main(sys.argv[1:])
