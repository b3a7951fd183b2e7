from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli.main import main

LINE = {"doc_id": "a", "dct": "2024-05-03", "text": "They met on 2 May 2024 and will meet every week for two years."}


def test_reads_a_file_and_writes_jsonl(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps(LINE) + "\n\n" + json.dumps({"doc_id": "b", "text": ""}) + "\n", encoding="utf-8")
    assert main(["timex", str(path)]) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert [(t["text"], t["type"], t["value"]) for t in first["timex"]] == [
        ("2 May 2024", "DATE", "2024-05-02"),
        ("every week", "SET", "P1W"),
        ("two years", "DURATION", "P2Y"),
    ]
    assert all(LINE["text"][t["start"] : t["end"]] == t["text"] for t in first["timex"])
    assert second == {"doc_id": "b", "timex": []}


def test_reads_standard_input() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "timex"],
        input=json.dumps({"doc_id": "é", "dct": "", "text": "im März, on 1 April 2020"}),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert [t["value"] for t in json.loads(done.stdout)["timex"]] == ["2020-04-01"]
    assert done.stderr == ""


def test_a_bad_line_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps(LINE) + "\n{not json\n", encoding="utf-8")
    assert main(["timex", str(path)]) == 2
    assert "line 2" in capsys.readouterr().err


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["timex", str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl" in capsys.readouterr().err
