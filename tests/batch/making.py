"""Folders of made-up releases, and the bytes of what a run makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline.batch
import pipeline.plan
from pipeline.store import Fingerprint

FINGERPRINT = Fingerprint("0", "3", {}, "code", {}, {})


def fix_program(monkeypatch: pytest.MonkeyPatch, fingerprint: Fingerprint = FINGERPRINT) -> None:
    """Let runs take this for the state of the program (hashing the real one takes a second)."""
    for module in (pipeline.batch, pipeline.plan):
        monkeypatch.setattr(module, "take_fingerprint", lambda: fingerprint)


def make(folder: Path, releases: dict[str, str]) -> Path:
    """Write the releases, by file name, and give the folder."""
    for name, text in releases.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def many(number: int) -> dict[str, str]:
    """Give that many short releases."""
    return {
        f"{n % 7}/r{n:04}.txt": f"Mayor Lund{n} opened hall {n}.\n\nCity Tarn{n % 11} paid {n} crowns.\n"
        for n in range(number)
    }


def all_bytes(folder: Path) -> dict[str, bytes]:
    """Give the content of every file below a folder by its path there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
