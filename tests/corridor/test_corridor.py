"""A failing room costs its own layer and what is built on it, never the release."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

from pipeline.corridor import Corridor
from pipeline.lang.lexicon import models_dir
from pipeline.model.records import LAYERS, Release, Source

TEXT = "The City of Bremen and UNICEF signed an agreement on 3 May 2022. The city will plant 500 trees by 2030.\n"


def source(text: str = TEXT) -> Source:
    return Source("sample", "sample.txt", text, hashlib.sha256(text.encode()).hexdigest())


@dataclasses.dataclass(frozen=True)
class BrokenRoom:
    fills: str
    reads: tuple[str, ...] = ()
    needs_doc: bool = False

    def __call__(self, release: Release, doc: Doc) -> Any:
        raise RuntimeError("out of order")


def test_every_layer_is_filled(corridor: Corridor) -> None:
    release = corridor.walk(source())
    assert release.issues == ()
    assert [name for name in LAYERS if getattr(release, name) is None] == []


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "?", "\ufeff", "a", "\x00", "😀", "x\u0301" * 50])
def test_odd_texts_pass_every_room(corridor: Corridor, text: str) -> None:
    assert corridor.walk(source(text)).issues == ()


def test_a_failing_room_costs_its_own_layer_and_those_that_read_it(corridor: Corridor) -> None:
    rooms = tuple(BrokenRoom("events") if room.fills == "events" else room for room in corridor.rooms)
    release = dataclasses.replace(corridor, rooms=rooms).walk(source())
    assert [(i.stage, i.code) for i in release.issues] == [
        ("events", "stage-failed"),
        ("commitments", "layer-missing"),
    ]
    assert release.events is None
    assert release.dates is not None


@pytest.mark.parametrize("table", ["dates/words.csv", "mentions/first_reading.npz", "commitments/cues.csv"])
def test_a_missing_model_stops_the_program_once(tmp_path: Path, table: str) -> None:
    shutil.copytree(models_dir(), tmp_path / "models")
    (tmp_path / "models" / "en" / table).unlink()
    done = subprocess.run(
        [sys.executable, "-c", "from pipeline.corridor import open_corridor; open_corridor()"],
        env={**os.environ, "DATELINE_MODELS": str(tmp_path / "models")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "ValueError" in done.stderr
    assert table in done.stderr


def test_a_failing_parser_is_named(corridor: Corridor, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("no room left")

    monkeypatch.setattr("pipeline.corridor.parse", fail)
    release = corridor.walk(source())
    assert release.issues[0].stage == "parse"
    assert "no room left" in release.issues[0].message
    assert release.zones is not None
