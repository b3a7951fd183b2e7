"""models/README.md names every table with the number of its rows."""

from __future__ import annotations

from pipeline.lang.lexicon import models_dir
from pipeline.training.inventory import counted, listed

README = models_dir() / "README.md"


def test_every_table_is_listed_with_its_rows() -> None:
    page = README.read_text(encoding="utf-8")
    tables = {p.relative_to(models_dir() / "en").with_suffix("").as_posix() for p in models_dir().glob("en/*/*.csv")}
    assert set(listed(page)) == tables
    assert counted(page) == page, "run `python -m pipeline.training.inventory models/README.md`"
