"""What the sequence model sees of each token, besides the word vectors."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from pipeline.rooms.mentions import gazetteer
from pipeline.rooms.mentions.runs import Run, strict_kind
from pipeline.rooms.mentions.words import CONNECTORS, company_suffixes, outline, person_name, titles, word_features

LONGEST = 500
EDGE = ("<>", "<>", "<>")
LISTING = frozenset((",", "and", "&", "/", "or", ";"))
QUOTES = frozenset(('"', "“", "”", "«", "»", "''", "``"))


@dataclass(slots=True)
class Line:
    """One sentence without its white space: tokens, their words, and whether it stands in a title."""

    tokens: list[Token]
    words: list[str] = field(default_factory=list)
    in_title: bool = False
    all_caps: bool = False
    title_case: bool = False

    def __post_init__(self) -> None:
        self.words = [t.text for t in self.tokens]
        letters = [w for w in self.words if w[:1].isalpha()]
        self.all_caps = len(letters) > 2 and sum(w.isupper() for w in letters) >= 0.7 * len(letters)
        long = [w for w in letters if len(w) > 3]
        self.title_case = len(long) > 3 and sum(w[0].isupper() for w in long) >= 0.7 * len(long) > 0


class Ranges:
    """Stretches of text `[start, end)` that can be asked whether a place lies in one of them."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            self._starts.append(start)
            self._ends.append(max(end, self._ends[-1] if self._ends else 0))

    def __contains__(self, at: int) -> bool:
        place = bisect_right(self._starts, at) - 1
        return place >= 0 and at < self._ends[place]


def lines_of(doc: Doc, titles: Ranges, barred: Ranges) -> list[Line]:
    """Cut a parsed text into lines without white space; no line begins in a barred stretch.

    A sentence of more than LONGEST tokens is cut into pieces, so that work on a line stays bounded.
    """
    found = []
    for sentence in doc.sents:
        tokens = [t for t in sentence if not t.is_space and t.idx not in barred]
        for start in range(0, len(tokens), LONGEST):
            piece = tokens[start : start + LONGEST]
            found.append(Line(piece, in_title=piece[0].idx in titles))
    return found


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the whole document says of a word: counts of forms, and the types of its acronyms."""

    lower: Counter[str]
    middle: Counter[str]
    bracketed: dict[str, str]

    def names(self, word: str) -> list[str]:
        """Give the features of a word that the rest of the document supports."""
        if not word[:1].isupper():
            return []
        out = []
        if self.lower[word.lower()]:
            out.append("d=lower")
        count = self.middle[word]
        out.append("d=mid0" if not count else "d=mid1" if count == 1 else "d=mid2")
        if word in self.bracketed:
            out += ["d=acro", f"d=acro:{self.bracketed[word]}"]
        return out


_ACRONYM = re.compile(r"[A-Z][A-Za-z&-]*[A-Z]s?|[A-Z]{2,}\d{0,4}")


def gather(lines: Sequence[Line], runs: Sequence[Sequence[Run]]) -> Evidence:
    """Count the forms of words over the document and pair bracketed acronyms with what stands before them."""
    lower: Counter[str] = Counter()
    middle: Counter[str] = Counter()
    bracketed: dict[str, str] = {}
    for line, found in zip(lines, runs, strict=True):
        plain = not (line.in_title or line.all_caps or line.title_case)
        for i, word in enumerate(line.words):
            if word.islower():
                lower[word] += 1
            elif plain and i and word[:1].isupper() and line.words[i - 1] not in '.!?:"“•-*':
                middle[word] += 1
            if word == "(" and i + 2 < len(line.words) and _ACRONYM.fullmatch(line.words[i + 1]):
                before = next((r.kind for r in found if r.end == i), "?")
                bracketed.setdefault(line.words[i + 1], before or "?")
    return Evidence(lower, middle, bracketed)


def line_features(line: Line, runs: Sequence[Run], evidence: Evidence) -> list[list[str]]:
    """Give the features of each token of a line."""
    words = line.words
    n = len(words)
    outlines = [EDGE, EDGE, *(outline(w) for w in words), EDGE, EDGE]
    tags = ["<", *(t.tag_ for t in line.tokens), ">"]
    rows: list[list[str]] = []
    for i, token in enumerate(line.tokens):
        (l2, _, k2), (l1, s1, k1), (l0, s0, k0), (r1, t1, j1), (r2, _, j2) = outlines[i : i + 5]
        row = list(word_features(words[i]))
        row += (f"-1={l1}", f"+1={r1}", f"-2={l2}", f"+2={r2}", f"-1s={s1}", f"+1s={t1}")
        row += (f"-1c={k1}", f"+1c={j1}", f"-2c={k2}", f"+2c={j2}")
        row += (f"-1|0={l1}|{l0}", f"0|+1={l0}|{r1}", f"ss={s1}|{s0}", f"sS={s0}|{t1}", f"sss={s1}|{s0}|{t1}")
        row += (f"cc={k1}|{k0}", f"cC={k0}|{j1}")
        row += (f"t={tags[i + 1]}", f"-1t={tags[i]}", f"+1t={tags[i + 2]}", f"tt={tags[i]}|{tags[i + 1]}")
        row += (f"d={token.dep_}", f"h={token.head.lower_}", f"dh={token.dep_}|{token.head.tag_}", "bias")
        if i == 0:
            row.append("first")
        if line.in_title or line.title_case or line.all_caps:
            row.append(f"title={line.in_title:d}{line.title_case:d}{line.all_caps:d}")
        row += evidence.names(words[i])
        if i and l1 in titles():
            row.append(f"-1title={titles()[l1]}")
        if words[i].lower() in titles():
            row.append("title")
        rows.append(row)
    _add_runs(rows, words, runs)
    _add_phrases(rows, words)
    _add_expansions(rows, words)
    _add_quotes(rows, words)
    _add_person_names(rows, words)
    for i in range(n - 1):
        if words[i + 1] in ("'s", "’s", "’", "'"):
            rows[i].append("+poss")
    return rows


def _add_runs(rows: list[list[str]], words: Sequence[str], runs: Sequence[Run]) -> None:
    for run in runs:
        size = run.end - run.start
        sure = strict_kind(words[run.start : run.end]) if size > 1 else ""
        closed = closes_company(words, run.end)
        before = words[run.start - 1].lower() if run.start else "<"
        after = words[run.end].lower() if run.end < len(words) else ">"
        for i in range(run.start, run.end):
            place = "U" if size == 1 else "B" if i == run.start else "L" if i == run.end - 1 else "I"
            tag = f"r{run.grain}"
            if sure:
                rows[i].append(f"{tag}!={place}|{sure}")
            if closed:
                rows[i].append(f"{tag}co={place}")
            rows[i] += (
                f"{tag}={place}",
                f"{tag}k={run.kind}",
                f"{tag}pk={place}|{run.kind}",
                f"{tag}n={min(size, 7)}",
                f"{tag}a={after}|{run.kind}",
                f"{tag}b={before}|{run.kind}",
                f"{tag}h={run.head}",
                f"{tag}c={outline(words[run.start])[2]}",
                f"{tag}C={place}|{outline(words[run.end - 1])[2]}",
            )


def closes_company(words: Sequence[str], end: int) -> bool:
    """Say whether a company suffix stands at or after `end`: `Vingard Inc`, `Vingard, S.A.`."""
    following = words[end + 1] if end + 1 < len(words) and words[end] == "," else words[end] if end < len(words) else ""
    return words[end - 1] in company_suffixes() or following in company_suffixes()


def _add_phrases(rows: list[list[str]], words: Sequence[str]) -> None:
    for phrases, name in ((gazetteer.places(), "g"), (gazetteer.well_known(), "o")):
        for start, end, kind in phrases.find(words):
            for i in range(start, end):
                place = "U" if end - start == 1 else "B" if i == start else "L" if i == end - 1 else "I"
                rows[i] += (f"{name}={kind}", f"{name}p={place}|{kind}")
            if start:
                rows[start - 1].append(f"+1{name}={kind}")
                if start > 1 and words[start - 1] in LISTING:
                    rows[start - 2].append(f"+2{name}={kind}")
            if end < len(words):
                rows[end].append(f"-1{name}={kind}")
                if end + 1 < len(words) and words[end] in LISTING:
                    rows[end + 1].append(f"-2{name}={kind}")
    loud = [w.isupper() and len(w) > 3 for w in words]
    if any(loud):
        # "LORVANIA" and "PORT OF LORVAN" are looked up in small letters, too.
        calm = [calmed(w) for w in words]
        for start, end, kind in gazetteer.places().find(calm):
            if any(loud[start:end]):
                for i in range(start, end):
                    rows[i].append(f"G={kind}{'U' if end - start == 1 else 'B' if i == start else 'I'}")


def calmed(word: str) -> str:
    """Give a word in capitals as a name writes it: `LORVANIA` is `Lorvania`, `OF` is `of`."""
    lower = word.lower()
    return word if not word.isupper() or len(word) < 2 else lower if lower in CONNECTORS else lower.capitalize()


def _add_person_names(rows: list[list[str]], words: Sequence[str]) -> None:
    """Mark listed given and family names, and how they follow each other."""
    kinds = ["<", *((person_name(w) or "-") if w[:1].isupper() else "." for w in words), ">"]
    for i, row in enumerate(rows):
        before, own, after = kinds[i : i + 3]
        if own != "." or before not in ".-<" or after not in ".->":
            row += (f"n={own}", f"nn={before}|{own}", f"nN={own}|{after}", f"nnn={before}|{own}|{after}")


def _add_expansions(rows: list[list[str]], words: Sequence[str]) -> None:
    """Mark the words that a following acronym in brackets abbreviates: `Lorvan Water Trust (LWT)`."""
    for i in range(2, len(words) - 1):
        if words[i - 1] == "(" and _ACRONYM.fullmatch(words[i]):
            start = expansion_start(words, i)
            if start is None:
                rows[i].append("acro?")
                continue
            rows[i].append("acro!")
            for k in range(start, i - 1):
                rows[k].append("exp=B" if k == start else "exp=L" if k == i - 2 else "exp=I")
            if start:
                rows[start - 1].append("+1exp")


def expansion_start(words: Sequence[str], at: int) -> int | None:
    """Give where the name begins that the acronym `words[at]`, after an opening bracket, stands for."""
    letters = [c for c in words[at] if c.isupper()]
    left = list(letters)
    for k in range(at - 2, max(-1, at - 16), -1):
        word = words[k]
        if not left or word in ".;:!?()":
            return None
        if word[:1].isalpha() and word[0].upper() == left[-1] and (word[0].isupper() or len(letters) > 3):
            left.pop()
            if not left and word[0].isupper():
                return k
        elif word[0].isupper() and word[0] not in letters:
            return None
    return None


def _add_quotes(rows: list[list[str]], words: Sequence[str]) -> None:
    """Mark short stretches in quotation marks that begin with a capital, as titles of works do."""
    start: int | None = None
    for i, word in enumerate(words):
        if word not in QUOTES:
            continue
        if start is not None and 1 < i - start <= 16 and words[start + 1][:1].isupper():
            for k in range(start + 1, i):
                rows[k].append("quo=B" if k == start + 1 else "quo=L" if k == i - 1 else "quo=I")
        start = None if start is not None and word in "”»" else i
