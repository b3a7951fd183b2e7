"""`dateline diff`: what is a change and what is not, in folders, stores and git revisions."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline.batch import run_batch
from pipeline.cli.main import main
from pipeline.compare.rows import KEYS, SHOWN
from pipeline.model import records as r
from pipeline.outputs.columns import TABLES
from tests.batch.making import fix_program
from tests.support.full import TEXT, FullCorridor, full_release


@pytest.fixture(autouse=True)
def _same_program(monkeypatch: pytest.MonkeyPatch) -> None:
    fix_program(monkeypatch)


def _output(folder: Path, files: dict[str, str], walker: Callable[[], object] = FullCorridor) -> Path:
    raw = folder / "raw"
    shutil.rmtree(raw, ignore_errors=True)
    for name, text in files.items():
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / name).write_text(text)
    run_batch([raw], folder / "out", walker)  # type: ignore[arg-type]
    return folder / "out"


def _shifted(lead: str) -> Callable[[], object]:
    """A corridor that finds the made-up layers behind other words that hold nothing."""

    class Shifted:
        def walk(self, source: r.Source) -> r.Release:
            release = full_release()
            text = lead + TEXT
            clean = r.CleanText(text, (r.Segment(0, len(text), 0, len(text)),))

            def move(value: object) -> object:
                if isinstance(value, tuple):
                    return tuple(move(one) for one in value)
                if dataclasses.is_dataclass(value) and not isinstance(value, type):
                    fields = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
                    places = ("start", "end", "source_start", "source_end")
                    new = {
                        name: one + len(lead) if name in places and isinstance(one, int) else move(one)
                        for name, one in fields.items()
                    }
                    return type(value)(**new)
                return value

            layers = ("sentences", "zones", "mentions", "entities", "dates", "events", "commitments")
            moved = {layer: move(getattr(release, layer)) for layer in layers}
            return dataclasses.replace(release, source=source, clean=clean, **moved)

    return Shifted


def _edit(folder: Path, table: str, change: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> None:
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    rows = change(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.DictWriter(handle, [*columns, *sorted({n for row in rows for n in row} - set(columns))])
        writer.writeheader()
        writer.writerows(rows)


def _diff(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["diff", *map(str, arguments)])
    return code, capsys.readouterr().out


def _changes(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, dict[str, list[object]]]:
    _code, out = _diff(capsys, *arguments, "--format", "json")
    tables = json.loads(out)["tables"]
    found = {name: {kind: rows for kind, rows in table.items() if rows} for name, table in tables.items()}
    return {name: kinds for name, kinds in found.items() if kinds}


def test_the_same_output_has_no_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = _output(tmp_path, {"a.txt": TEXT, "b.txt": TEXT})
    assert _diff(capsys, out, out) == (0, "nothing changed\n")
    assert _diff(capsys, out / "dateline.sqlite", out) == (0, "nothing changed\n")


def test_a_moved_offset_is_no_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = _output(tmp_path / "1", {"a.txt": TEXT})
    lead = "Out now.\n\n"
    two = _output(tmp_path / "2", {"a.txt": lead + TEXT}, _shifted(lead))
    assert (one / "events.csv").read_bytes() != (two / "events.csv").read_bytes()
    assert _diff(capsys, one, two, "--ignore", "releases.characters")[0] == 0
    changes = _changes(capsys, one, two)
    assert list(changes) == ["releases"]
    (change,) = changes["releases"]["changed"]
    longer = {"characters": {"old": str(len(TEXT)), "new": str(len(TEXT) + len(lead))}}
    assert change["fields"] == longer  # type: ignore[index]


def test_a_renamed_file_is_no_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = TEXT.replace("Lund", "Berg")
    one = _output(tmp_path / "1", {"a.txt": TEXT, "b.txt": other})
    two = _output(tmp_path / "2", {"z/x.txt": TEXT, "a.txt": other})  # b has taken the name of a
    for places in ((one, two), (one / "dateline.sqlite", two / "dateline.sqlite")):
        code, out = _diff(capsys, *places)
        assert code == 0
        assert out == "renamed, no change: a → z/x\nrenamed, no change: b → a\nnothing changed\n"


def test_a_row_that_comes_between_others_is_one_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = _output(tmp_path, {"a.txt": TEXT})
    two = tmp_path / "two"
    shutil.copytree(one, two)

    def insert(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        new = {**rows[0], "text": "Tuesday", "date_id": "a#D1", "evidence": "On Tuesday."}
        return [new, *({**row, "date_id": f"a#D{number}"} for number, row in enumerate(rows, 2))]

    _edit(two, "dates", insert)
    assert _changes(capsys, one, two) == {"dates": {"added": [{"release": "a", "row": ["Tuesday", "2024-05-03"]}]}}
    assert _changes(capsys, two, one) == {"dates": {"removed": [{"release": "a", "row": ["Tuesday", "2024-05-03"]}]}}


def test_a_changed_field_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = _output(tmp_path, {"a.txt": TEXT})
    two = tmp_path / "two"
    shutil.copytree(one, two)
    _edit(two, "events", lambda rows: [{**row, "status": "cancelled", "date": "2024-05-04"} for row in rows])
    code, out = _diff(capsys, one, two)
    assert code == 5
    assert out.splitlines() == [
        "events: 1 changed",
        "  ~ a  CONFERENCE  Harbour Forum opens  2024-05-04",
        "      status: planned → cancelled",
        "      date: 2024-05-03 → 2024-05-04",
        "",
        "rows: 1 changed",
    ]
    assert _diff(capsys, one, two, "--max-changed", 1)[0] == 0
    assert _diff(capsys, one, two, "--ignore", "events")[0] == 0
    assert _diff(capsys, one, two, "--ignore", "events.status", "--ignore", "events.date")[0] == 0
    assert _diff(capsys, one, two, "--ignore", "events.status")[0] == 5


def test_releases_that_came_and_went(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = _output(tmp_path / "1", {"a.txt": TEXT, "b.txt": TEXT.replace("Lund", "Berg")})
    two = _output(tmp_path / "2", {"b.txt": TEXT.replace("Lund", "Berg"), "c.txt": TEXT.replace("Lund", "Dahl")})
    changes = _changes(capsys, one, two, "--ignore", "registry")
    assert {kind for kinds in changes.values() for kind in kinds} == {"added", "removed"}
    assert {row["release"] for kinds in changes.values() for row in kinds["removed"]} == {"a"}  # type: ignore[index]
    assert {row["release"] for kinds in changes.values() for row in kinds["added"]} == {"c"}  # type: ignore[index]
    assert set(changes) == {"releases", "entities", "mentions", "dates", "events", "participants", "commitments"}


def test_columns_that_came_and_went(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = _output(tmp_path, {"a.txt": TEXT})
    two = tmp_path / "two"
    shutil.copytree(one, two)
    _edit(two, "dates", lambda rows: [{**row, "weekday": "Friday"} for row in rows])
    code, out = _diff(capsys, one, two)
    assert (code, out.splitlines()) == (
        5, ["dates: columns", "  column weekday was added", "", "rows: no row; columns: 1 added or removed"],
    )  # fmt: skip
    code, out = _diff(capsys, two, one)
    assert "column weekday was removed" in out


def test_an_older_store_can_be_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = _output(tmp_path, {"a.txt": TEXT})
    old = tmp_path / "old.sqlite"
    shutil.copy(one / "dateline.sqlite", old)
    with sqlite3.connect(old) as db:
        db.execute("ALTER TABLE events DROP COLUMN places")
        db.execute("DROP TABLE participants")
    db.close()
    before = old.read_bytes()
    changes = _changes(capsys, old, one)
    assert changes["events"] == {"columns_added": ["places"]}
    assert len(changes["participants"]["added"]) == 2
    assert old.read_bytes() == before


def test_git_revisions(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    out = _output(tmp_path, {"a.txt": TEXT})
    _git("init", "-q")
    _git("add", "out")
    _git("commit", "-q", "-m", "one")
    _edit(out, "events", lambda rows: [{**row, "status": "cancelled"} for row in rows])
    assert _diff(capsys, "HEAD:out", "HEAD:out/")[0] == 0
    assert _diff(capsys, "HEAD:out", "out")[1].splitlines()[-1] == "rows: 1 changed"
    for path in out.glob("*.csv"):
        path.unlink()
    _git("add", "-A", "out")
    _git("commit", "-q", "-m", "the store alone")
    assert _diff(capsys, "HEAD~1:out", "HEAD:out")[0] == 0
    for place in ("HEAD:nowhere", "nobody:out", "--all:out", "HEAD", "nowhere", ":out"):
        assert main(["diff", "--", place, "out"]) == 2
        assert f"dateline diff: {place}: " in capsys.readouterr().err


def _git(*arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def test_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = _output(tmp_path, {"a.txt": TEXT})
    (tmp_path / "empty").mkdir()
    (tmp_path / "note.txt").write_text("no store")
    with sqlite3.connect(tmp_path / "other.sqlite") as db:
        db.execute("CREATE TABLE mine (x)")
    db.close()
    for place, words in (
        ("empty", "neither tables"),
        ("note.txt", "cannot be read"),
        ("other.sqlite", "another program"),
    ):
        assert main(["diff", str(tmp_path / place), str(out)]) == 2
        assert words in capsys.readouterr().err
    for name in ("event", "events.colour", ".x"):
        assert main(["diff", str(out), str(out), "--ignore", name]) == 2
        assert f"--ignore {name}" in capsys.readouterr().err
    _text = (out / "dates.csv").read_text() + "torn\r\n"
    (out / "dates.csv").write_text(_text, newline="")
    assert main(["diff", str(out), str(out)]) == 2
    assert "dates.csv: row" in capsys.readouterr().err


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_report_in_every_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = _output(tmp_path, {"a.txt": TEXT})
    two = tmp_path / "two"
    shutil.copytree(one, two)
    nasty = "<script>alert(1)</script> | *x* `y`"
    _edit(two, "events", lambda rows: [{**row, "title": nasty} for row in rows])
    _edit(two, "dates", lambda rows: rows[:1])
    _code, out = _diff(capsys, one, two, "--format", "html")
    page = _Page()
    page.feed(out)
    assert page.open == []
    assert "<script>" not in out
    assert nasty in "".join(page.words)
    assert not re.search(r"(?:src|href)=", out)
    _code, out = _diff(capsys, one, two, "--format", "markdown")
    assert out.startswith("**rows: 1 removed, 1 changed**\n\n| table | added | removed | changed |\n")
    assert "| dates | 0 | 1 | 0 |\n| events | 0 | 0 | 1 |" in out
    assert r"\<script\>alert(1)\</script\> \| \*x\* \`y\`" in out
    _code, out = _diff(capsys, one, two, "--format", "json")
    assert json.loads(out)["changes"] == 2


def test_long_lists_are_cut_and_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = _output(tmp_path, {"a.txt": TEXT})
    two = tmp_path / "two"
    shutil.copytree(one, two)
    _edit(two, "mentions", lambda rows: [*rows, *({**rows[0], "text": f"M{n}", "evidence": str(n)} for n in range(60))])
    _code, out = _diff(capsys, one, two)
    assert "  … and 10 more (--limit 0 shows all)" in out.splitlines()
    assert out.count("  + ") == 50
    _code, out = _diff(capsys, one, two, "--limit", 0)
    assert out.count("  + ") == 60
    assert "more" not in out


def test_every_table_is_known_by_columns_it_has() -> None:
    for table in TABLES:
        columns = {column.name for column in table.columns}
        assert {name for level in KEYS[table.name] for name in level} <= columns
        assert set(SHOWN[table.name]) <= columns
