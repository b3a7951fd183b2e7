"""Who may import whom: references point along the corridor, never across or back."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "pipeline"
ROOMS = ("clean", "sentences", "zones", "parse", "mentions", "entities", "dates", "events", "commitments")
OUTSIDE_ROOMS = (
    "outputs",
    "store",
    "engine",
    "engines",
    "batch",
    "plan",
    "compare",
    "cli",
    "sources",
    "evaluate",
    "export",
    "corridor",
    "training",
    "register",
)


def imported_modules(path: Path) -> set[str]:
    """Give the dotted names of everything of our own that a file imports, at any depth of its code."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return {name for name in found if name.startswith("pipeline")}


def files_under(*parts: str) -> list[Path]:
    target = PACKAGE.joinpath(*parts)
    return sorted(target.rglob("*.py")) if target.is_dir() else [target.with_suffix(".py")]


def offences(paths: list[Path], forbidden: tuple[str, ...]) -> list[str]:
    bad = []
    for path in paths:
        for name in sorted(imported_modules(path)):
            if any(name == f or name.startswith(f + ".") for f in forbidden):
                bad.append(f"{path.relative_to(ROOT)} imports {name}")
    return bad


def test_every_room_is_listed() -> None:
    found = {p.stem for p in (PACKAGE / "rooms").iterdir() if p.stem not in ("__init__", "base", "__pycache__")}
    assert found == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_no_other_room_and_nothing_behind_the_corridor(room: str) -> None:
    others = tuple(f"pipeline.rooms.{other}" for other in ROOMS if other != room)
    outside = tuple(f"pipeline.{name}" for name in OUTSIDE_ROOMS)
    assert offences(files_under("rooms", room), (*others, *outside)) == []


@pytest.mark.parametrize("part", ["model", "lang", "calendar"])
def test_what_rooms_share_knows_no_room(part: str) -> None:
    assert offences(files_under(part), ("pipeline.rooms", *(f"pipeline.{name}" for name in OUTSIDE_ROOMS))) == []


@pytest.mark.parametrize("part", ["outputs", "store", "sources", "register"])
def test_outputs_import_no_room(part: str) -> None:
    assert offences(files_under(part), ("pipeline.rooms", "pipeline.corridor")) == []


def test_the_register_knows_records_alone() -> None:
    outside = tuple(f"pipeline.{name}" for name in OUTSIDE_ROOMS if name != "register")
    assert offences(files_under("register"), outside) == []


def test_a_violation_would_be_seen(tmp_path: Path) -> None:
    guilty = tmp_path / "guilty.py"
    guilty.write_text("def f():\n    from pipeline.rooms.dates import DatesRoom\n    return DatesRoom\n")
    assert "pipeline.rooms.dates" in imported_modules(guilty)


def test_one_broad_except_only() -> None:
    """DESIGN: the corridor's except is the only broad one among the rooms and the corridor."""
    broad = []
    for path in [*files_under("rooms"), *files_under("corridor"), *files_under("lang"), *files_under("model")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                names = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)} if node.type else {"bare"}
                if names & {"Exception", "BaseException", "bare"}:
                    broad.append(path.name)
    assert broad == ["corridor.py"]
