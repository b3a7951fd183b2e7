"""One golden file per stage and release.

After a wanted change: `pytest tests/golden --force-regen`, then read the diff.
Every stage takes its earlier layers from golden files, so that a change in one room reddens one room.
"""

from __future__ import annotations

import dataclasses

import pytest
from pytest_regressions.file_regression import FileRegressionFixture
from spacy.tokens import Doc

from pipeline.corridor import Corridor
from pipeline.model.records import Release, Source
from pipeline.rooms.parse import parse
from tests.golden.stages import RAW, STAGES, dump, dump_doc, golden_path, layers_before, load_doc

RELEASES = ("w02", "w04", "w08", "w10", "w12", "w16", "w24", "danube-compact", "dyke-mail", "teign-bridge")


@pytest.fixture(scope="module")
def sources(raw_sources: dict[str, Source]) -> dict[str, Source]:
    missing = [name for name in RELEASES if name not in raw_sources]
    assert not missing, f"not in {RAW}: {missing}"
    return raw_sources


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("stage", STAGES)
def test_stage(
    stage: str,
    release: str,
    sources: dict[str, Source],
    corridor: Corridor,
    file_regression: FileRegressionFixture,
) -> None:
    base = Release(source=sources[release])
    before = dataclasses.replace(base, **layers_before(stage, base))
    if stage == "parse":
        assert before.clean is not None
        assert before.sentences is not None
        content = dump_doc(parse(corridor.nlp, before.clean, before.sentences))
    else:
        room = next(r for r in corridor.rooms if r.fills == stage)
        doc = load_doc(release, corridor.nlp) if room.needs_doc else Doc(corridor.nlp.vocab)
        layer = room(before, doc)
        text = layer.text if stage == "clean" else before.clean.text if before.clean else ""
        content = dump(stage, layer, text)
    file_regression.check(content, extension=".json", fullpath=golden_path(stage, release), encoding="utf-8")


def test_nothing_golden_is_left_over() -> None:
    found = {(p.parent.name, p.stem) for p in golden_path("x", "y").parents[1].glob("*/*.json")}
    assert found == {(stage, release) for stage in STAGES for release in RELEASES}
