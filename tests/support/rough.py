"""A corridor without spaCy, for workers that start quickly and releases that crash, hang or eat memory."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path

from pipeline.model import records as r

# Names a file that the first release with "ONCE" in its text makes before it crashes; the second try finds it.
MARK = "DATELINE_TEST_MARK"
_NAME = re.compile(r"\b(?:Mayor|City) [A-Z]\w+")


class RoughCorridor:
    """Finds mayors and cities. Obeys words in the text: CRASH, ONCE, HANG, EAT (memory), RAISE, SLOW, FAIL."""

    def __init__(self) -> None:
        self.walked: list[str] = []

    def walk(self, source: r.Source) -> r.Release:
        """Do what the text says, else give a release with all its layers."""
        _obey(source.text)
        self.walked.append(source.doc_id)
        text = source.text
        spans = [m.span() for m in _NAME.finditer(text)]
        mentions = tuple(r.Mention(f"M{n}", "PERSON", a, b, "light") for n, (a, b) in enumerate(spans, 1))
        entities = tuple(
            r.Entity(f"E{m.id[1:]}", "PERSON", text[m.start : m.end], (m.id,), "light") for m in mentions
        )  # fmt: skip
        issue = r.Issue("events", "error", "stage-failed", "ValueError: made up", "report it")
        return r.Release(
            source,
            r.CleanText(text, (r.Segment(0, len(text), 0, len(text)),)),
            (r.Sentence("S1", 0, len(text), 0, len(text)),),
            zones=(),
            mentions=mentions,
            entities=r.Entities(entities),
            dates=r.Dates(released=r.ReleaseDate()),
            events=None if "FAIL" in text else (),
            commitments=(),
            issues=(issue,) if "FAIL" in text else (),
        )


def _obey(text: str) -> None:
    if "CRASH" in text or ("ONCE" in text and _is_first_time()):
        os.kill(os.getpid(), signal.SIGSEGV)
    while "HANG" in text:
        time.sleep(1)
    hoard = []
    while "EAT" in text:
        hoard.append(b"x" * 50_000_000)
    if "RAISE" in text:
        raise RuntimeError("made up")
    if "SLOW" in text:
        time.sleep(0.3)


def open_rough() -> RoughCorridor:
    """Open it; as quick as nothing."""
    return RoughCorridor()


def open_nothing() -> RoughCorridor:
    """Fail as the real one does when its models are missing."""
    raise OSError("the model is gone")


def open_dying() -> RoughCorridor:
    """Die while the models are opened."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def _is_first_time() -> bool:
    mark = Path(os.environ[MARK])
    if mark.exists():
        return False
    mark.touch()
    return True
