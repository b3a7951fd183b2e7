"""What many tests share: the opened corridor and, where it lies beside the checkout, the annotated gold."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.corridor import Corridor, open_corridor

ROOT = Path(__file__).resolve().parents[1]
GOLD = Path(os.environ.get("DATELINE_GOLD", ROOT.parent / "shared" / "gold"))


@pytest.fixture(scope="session")
def corridor() -> Corridor:
    """The real corridor, opened once a session."""
    return open_corridor()


@pytest.fixture(scope="session")
def gold_root() -> Path:
    """The folder of annotated releases; tests that need it are skipped where it is not."""
    if not GOLD.is_dir():
        pytest.skip(f"needs the annotated releases at {GOLD} (set DATELINE_GOLD)")
    return GOLD
