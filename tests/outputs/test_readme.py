"""The README explains every column as the code defines it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.outputs.dictionary import dictionary, put_into

README = Path(__file__).resolve().parents[2] / "README.md"


def test_the_readme_has_the_dictionary_of_today() -> None:
    page = README.read_text(encoding="utf-8")
    assert put_into(page, dictionary()) == page, "run `python -m pipeline.outputs.dictionary --readme README.md`"


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="dictionary"):
        put_into("nothing here", "text")
