"""Collects clean text piece by piece together with its alignment."""

from __future__ import annotations

from pipeline.model.records import CleanText, LineMark, Segment


class CleanBuilder:
    """Appends pieces of source text in order; what is never appended is dropped.

    Adjacent pieces that correspond character by character are joined into one segment.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0
        self.marks: list[LineMark] = []

    @property
    def length(self) -> int:
        """Code points of clean text so far."""
        return self._length

    @property
    def last(self) -> str:
        """The last character so far, or an empty string."""
        return self._parts[-1][-1] if self._parts else ""

    def add(self, text: str, source_start: int, source_length: int) -> None:
        """Append `text`, which stands for `source_length` code points of the source."""
        if not text:
            return
        previous = self._segments[-1] if self._segments else None
        literal = len(text) == source_length
        if (
            previous is not None
            and literal
            and previous.clean_length == previous.source_length
            and previous.source_start + previous.source_length == source_start
        ):
            self._segments[-1] = Segment(
                previous.clean_start,
                previous.clean_length + len(text),
                previous.source_start,
                previous.source_length + source_length,
            )
        else:
            self._segments.append(Segment(self._length, len(text), source_start, source_length))
        self._parts.append(text)
        self._length += len(text)

    def build(self) -> CleanText:
        """Give the finished text; trailing white space stays, so that no offset moves."""
        return CleanText("".join(self._parts), tuple(self._segments), tuple(self.marks))
