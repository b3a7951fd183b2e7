"""The text of each release beside the tables, and links into the original."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import pipeline.batch
from pipeline.batch import run_batch
from pipeline.cli.main import main
from pipeline.outputs.links import link_to, text_path
from pipeline.store import Fingerprint
from tests.sources.making import BODY, PAGE, paragraph, pdf
from tests.support.light import LightCorridor


@pytest.fixture(autouse=True)
def _same_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.batch, "take_fingerprint", lambda: Fingerprint("0", "3", {}, "code", {}, {}))


def _run(folder: Path) -> dict[str, list[dict[str, str]]]:
    run_batch([folder / "raw"], folder / "out", LightCorridor)
    tables = {}
    for name in ("releases", "mentions"):
        with (folder / "out" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as handle:
            tables[name] = list(csv.DictReader(handle))
    return tables


def _texts(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder / "out").as_posix() for p in (folder / "out" / "text").rglob("*") if p.is_file())


def test_texts_follow_the_releases(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    (raw / "sub").mkdir(parents=True)
    (raw / "a.txt").write_bytes(b"Mayor Lund\r\nspoke.\n")
    (raw / "sub" / "b.html").write_text(PAGE)
    releases = _run(tmp_path)["releases"]
    assert [(r["format"], r["text_file"]) for r in releases] == [("txt", "text/a.txt"), ("html", "text/sub/b.txt")]
    assert _texts(tmp_path) == ["text/a.txt", "text/sub/b.txt"]
    assert (tmp_path / "out" / "text" / "a.txt").read_bytes() == b"Mayor Lund\r\nspoke.\n"
    before = (tmp_path / "out" / "text" / "a.txt").stat().st_mtime_ns
    (raw / "sub" / "b.html").unlink()
    _run(tmp_path)
    assert _texts(tmp_path) == ["text/a.txt"]
    assert not (tmp_path / "out" / "text" / "sub").exists()
    assert (tmp_path / "out" / "text" / "a.txt").stat().st_mtime_ns == before


def test_rows_lead_to_the_place_in_the_original(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.html").write_text(PAGE.replace("The Mayor of Delft, Ada Lund,", "Mayor Lund"))
    (raw / "b.pdf").write_bytes(pdf([paragraph(BODY), paragraph("Then Mayor Dahl thanked them all for it.")]))
    (raw / "metadata.csv").write_text("file,url\nb.pdf,https://delft.example/b.pdf\n")
    page, document = _run(tmp_path)["mentions"]
    assert page["page"] == ""
    start = "https://delft.example/news/harbour-school#:~:text=Mayor%20Lund%20opened%20the,"
    assert page["link"] == f"{start}all%20who%20had%20helped."
    assert (document["page"], document["link"]) == ("2", "https://delft.example/b.pdf#page=2")
    record = json.loads((tmp_path / "out" / "releases.jsonl").read_text().splitlines()[1])
    assert record["format"] == "pdf"
    assert [part["page"] for part in record["pages"]] == [1, 2]


@pytest.mark.parametrize(
    ("words", "page", "link"),
    [
        ("A plan", None, "https://x.example/a#:~:text=A%20plan"),
        ("- A well-known, sure plan & more[^1]", None, "https://x.example/a#:~:text=A%20well%2Dknown%2C%20sure%20plan%20%26%20more"),
        ("## A heading\n\nand a line", None, "https://x.example/a#:~:text=A%20heading,and%20a%20line"),
        ("| Oslo | 5 |", None, "https://x.example/a#:~:text=Oslo"),
        (" \n", None, None),
        ("A plan", 3, "https://x.example/a#page=3"),
    ],
)  # fmt: skip
def test_a_link_to_words(words: str, page: int | None, link: str | None) -> None:
    assert link_to("https://x.example/a#top", words, page) == link
    assert link_to("file:///a", words, page) is None


def test_no_two_releases_share_a_file_and_no_name_is_too_much() -> None:
    ids = [
        "a",
        "a.txt",
        "a.txt/b",
        "a/b",
        "..",
        "a/../b",
        "A:b*?",
        "a%3Ab",
        "x" * 300,
        "x" * 299,
        "n\nl",
        ".hidden",
        "é" * 200,
        "",
    ]
    paths = [text_path(one) for one in ids]
    assert len(set(paths)) == len(ids)
    assert all(path.startswith("text/") and "/../" not in path and "/./" not in path for path in paths)
    assert all(len(part.encode()) < 250 for path in paths for part in path.split("/"))
    assert text_path("a.txt/b") != "text/a.txt/b.txt"


def test_the_texts_of_a_run_are_no_input(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "a.txt").write_text(BODY)
    assert main(["run", str(tmp_path / "text"), "-o", str(tmp_path)]) == 2
