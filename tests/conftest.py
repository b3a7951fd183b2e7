"""What many tests share: the opened corridor and, where it lies beside the checkout, the annotated gold."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.corridor import Corridor, open_corridor
from pipeline.model.records import Source
from pipeline.sources import find_files, read_all, read_sheets

ROOT = Path(__file__).resolve().parents[1]
GOLD = Path(os.environ.get("DATELINE_GOLD", ROOT.parent / "shared" / "gold"))


@pytest.fixture(scope="session")
def corridor() -> Corridor:
    """The real corridor, opened once a session."""
    return open_corridor()


@pytest.fixture(scope="session")
def raw_sources() -> dict[str, Source]:
    """The sample releases of `raw/` as `dateline run` reads them, by id."""
    finding = find_files([ROOT / "raw"])
    readings = read_all(finding.files, read_sheets(finding))
    return {reading.doc_id: reading.source for reading in readings if reading.source is not None}


@pytest.fixture(scope="session")
def gold_root() -> Path:
    """The folder of annotated releases; tests that need it are skipped where it is not."""
    if not GOLD.is_dir():
        pytest.skip(f"needs the annotated releases at {GOLD} (set DATELINE_GOLD)")
    return GOLD
