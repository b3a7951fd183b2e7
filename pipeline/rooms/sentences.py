"""Room 2: reference sentences, so that everything after speaks of the same ones."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.lang.segment import sentence_ranges
from pipeline.model.align import Ruler
from pipeline.model.records import Release, Sentence


@dataclass(frozen=True, slots=True)
class SentencesRoom:
    """Fills `sentences`: ids as GUIDELINES.md F3 counts them; those in front matter have no clean text."""

    reads: tuple[str, ...] = ("clean",)
    fills: str = "sentences"
    needs_doc: bool = False

    def __call__(self, release: Release, doc: Doc) -> tuple[Sentence, ...]:
        """Give every sentence of which something is left in the clean text."""
        assert release.clean is not None
        ruler = Ruler(release.clean)
        text = release.clean.text
        found = []
        for number, (start, end) in enumerate(sentence_ranges(release.source.text), 1):
            span = ruler.to_clean(start, end)
            if span is None:
                continue
            piece = text[span.start : span.end]
            left = span.start + len(piece) - len(piece.lstrip())
            right = span.start + len(piece.rstrip())
            if right > left:
                found.append(Sentence(f"S{number}", left, right, start, end))
        return tuple(found)
