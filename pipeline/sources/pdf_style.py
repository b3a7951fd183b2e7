"""What is usual in a PDF document: the size and weight of its type, the distance of its lines, its words."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field

from pipeline.sources.pdf_words import Row

HYPHENS = ("-", "\u00ad", "\u2010")


@dataclass
class Style:
    """What is usual in the document: size of type, distance of lines, weight, words."""

    size: float
    leading: float
    right: float  # the right margin of most long rows
    is_bold: bool
    words: set[str] = field(default_factory=set)
    compounds: set[str] = field(default_factory=set)
    breaks_words: bool = False

    def learn_words(self, pages: list[list[Row]]) -> None:
        """Note the words of the document, and whether its lines break words."""
        rows = [row for page in pages for row in page]
        for row in rows:
            for word in row.words[:-1]:
                plain = word.text.strip(".,;:()\"“”'’").casefold()
                (self.compounds if "-" in plain else self.words).add(plain)
        broken = sum(row.words[-1].text.endswith(HYPHENS) for row in rows)
        self.breaks_words = broken > 0.06 * max(len(rows), 1)


def style_of(pages: list[list[Row]]) -> Style:
    """Measure the rows of all pages."""
    sizes: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    for page in pages:
        for row in page:
            sizes[round(row.size, 1)] += len(row.text)
            bold[row.bold] += len(row.text)
    size = max(sizes, key=lambda s: (sizes[s], s), default=10.0)
    steps: Counter[float] = Counter()
    for page in pages:
        for one, other in itertools.pairwise(page):
            step = one.y - other.y
            if 0.7 * size < step < 2.6 * size and abs(one.size - size) < 0.1 * size:
                steps[round(step * 2) / 2] += 1
    leading = max(steps, key=lambda s: (steps[s], -s), default=1.2 * size)
    ends = sorted(row.right for page in pages for row in page if len(row.text) > 50)
    right = ends[len(ends) * 3 // 4] if ends else 0.0
    return Style(size, leading, right, bold[True] > bold[False])
