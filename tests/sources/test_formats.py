"""Real files of every kind, where they lie beside the checkout: all are read, with what they state."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.sources import Reading
from tests.sources.making import read

ROOT = Path(__file__).resolve().parents[2]
FORMATS = Path(os.environ.get("DATELINE_FORMATS", ROOT.parent / "shared" / "formats"))


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    if not FORMATS.is_dir():
        pytest.skip(f"needs the sample files at {FORMATS} (set DATELINE_FORMATS)")
    return read(FORMATS)


def _of(readings: dict[str, Reading], folder: str) -> list[Reading]:
    return [reading for name, reading in readings.items() if name.startswith(f"{folder}/")]


@pytest.mark.parametrize(
    ("folder", "kinds", "titled", "dated", "issued"),
    [
        ("html", {"html": 12}, 12, 12, 12),
        ("pdf", {"pdf": 16}, 0, 0, 0),
        ("docx", {"docx": 3}, 0, 0, 0),
        ("rss", {"feed": 30}, 30, 30, 30),
        ("md_frontmatter", {"md": 10}, 10, 10, 0),
        ("json", {"json": 6}, 6, 6, 6),
        ("xml", {"xml": 4}, 4, 4, 0),
    ],
)
def test_every_file_is_read_with_what_it_states(
    readings: dict[str, Reading], folder: str, kinds: dict[str, int], titled: int, dated: int, issued: int
) -> None:
    sources = [reading.source for reading in _of(readings, folder) if reading.source is not None]
    assert Counter(source.kind for source in sources) == kinds
    assert all(source.text.strip() for source in sources)
    stated = [source.metadata for source in sources]
    assert sum(bool(m.title) for m in stated) >= titled
    assert sum(len(m.published) == 10 for m in stated) >= dated
    assert sum(bool(m.issuer) for m in stated) >= issued


def test_only_the_file_in_another_language_is_set_aside(readings: dict[str, Reading]) -> None:
    aside = [reading for reading in readings.values() if reading.source is None]
    assert [issue.code for reading in aside for issue in reading.issues] == ["not-english"]


def test_pages_of_documents_are_known_and_no_page_number_is_left(readings: dict[str, Reading]) -> None:
    for reading in _of(readings, "pdf"):
        assert reading.source is not None
        assert [start for start, _ in reading.source.pages] == sorted(start for start, _ in reading.source.pages)
        assert reading.source.pages[0] == (0, 1)
        assert not re.search(r"^\s*\d{1,2}\s*$", reading.source.text, re.MULTILINE)
