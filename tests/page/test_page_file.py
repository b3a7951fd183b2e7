"""The page as a file: nothing from elsewhere, nothing alive but the script of the writer, the same bytes again."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch import run_batch
from pipeline.outputs import kinds
from pipeline.outputs.columns import COMMITMENTS, EVENTS, RELEASES
from pipeline.outputs.page.assemble import MODULES
from pipeline.outputs.page.pack import pack_column, pack_table, script_json
from pipeline.outputs.page.release import Units
from tests.page.made import Corridor, make_page

ASSETS = Path(__file__).resolve().parents[2] / "pipeline" / "outputs" / "page" / "assets"


class _Elements(HTMLParser):
    """Every element with its attributes; the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] in ("script", "style"):
            self.texts.append(data)


@pytest.fixture(scope="module")
def html(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _data(html: str, name: str) -> Any:
    found = re.search(f'<script type="application/json" id="{name}">(.*?)</script>', html)
    assert found
    return json.loads(found[1])


def test_hostile_texts_add_no_element(html: str) -> None:
    elements = _Elements(html).found
    scripts = [attributes for tag, attributes in elements if tag == "script"]
    assert [s for s in scripts if s.get("type") != "application/json"] == [{}]
    assert {tag for tag, _ in elements} <= {
        "html", "head", "meta", "title", "link", "style", "body", "a", "header", "div", "svg", "rect", "path", "span",
        "nav", "ul", "button", "main", "p", "footer", "noscript", "script",
    }  # fmt: skip
    assert [a for _, attributes in elements for a in attributes if a.startswith("on")] == []
    assert "\x00" not in html


def test_the_policy_allows_this_script_and_style_alone(html: str) -> None:
    policy = next(a["content"] for _, a in _Elements(html).found if a.get("http-equiv") == "Content-Security-Policy")
    style, script = (re.search(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL) for tag in ("style", "script"))
    assert style
    assert script
    for kind, text in (("style", style[1]), ("script", script[1])):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in str(policy)
    assert "default-src 'none'" in str(policy)
    assert "unsafe" not in str(policy)
    assert "require-trusted-types-for 'script'" in str(policy)


def test_nothing_is_asked_of_the_network() -> None:
    for path in sorted(ASSETS.iterdir()):
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://[a-z]|@import|url\(|\bfetch\(|XMLHttpRequest|import\(", text), path.name


def test_no_code_parses_markup_or_reads_a_clock() -> None:
    parsing = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function|setHTML"
    clock = r"Date\.now|new Date|Math\.random|toLocale|Intl\."
    for name in MODULES:
        text = (ASSETS / f"{name}.js").read_text(encoding="utf-8")
        assert not re.search(f"{parsing}|{clock}", text), name


def test_every_asset_is_used() -> None:
    assert sorted(p.name for p in ASSETS.iterdir()) == sorted([*(f"{m}.js" for m in MODULES), "page.html", "style.css"])


def test_the_same_releases_give_the_same_bytes(page: Path, tmp_path: Path) -> None:
    again = make_page(tmp_path)
    assert again.read_bytes() == page.read_bytes()
    run_batch([tmp_path / "in"], tmp_path / "out", Corridor)
    assert again.read_bytes() == page.read_bytes()


def test_columns_and_cells_are_those_of_the_tables(html: str) -> None:
    data = _data(html, "data")
    for table in (RELEASES, EVENTS, COMMITMENTS):
        columns = data["tables"][table.name]["columns"]
        assert [(c["name"], c["description"]) for c in columns] == [(c.name, c.description) for c in table.columns]
    assert data["counts"]["events"] == data["tables"]["events"]["size"]


def test_the_manifest_counts_it_and_it_can_be_left_out(tmp_path: Path) -> None:
    path = make_page(tmp_path, many=1)
    written = json.loads((path.parent / "manifest.json").read_text())["files"]["report.html"]
    assert written == {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    run_batch([tmp_path / "in"], path.parent, Corridor, wanted=kinds.DEFAULT - {kinds.PAGE})
    assert not path.exists()
    assert "report.html" not in json.loads((path.parent / "manifest.json").read_text())["files"]


def test_json_cannot_end_its_script() -> None:
    value = {"<": "</script><!--", "lone": "\ud83d", "ends": "\u2028\u2029\x00"}
    text = script_json(value)
    assert "<" not in text
    assert json.loads(text) == value
    text.encode("utf-8")


def test_offsets_become_utf_16() -> None:
    text = "a😀b😀c"
    at = Units(text)
    wide = text.encode("utf-16-le")
    for offset in range(len(text) + 1):
        assert wide[: 2 * at(offset)].decode("utf-16-le") == text[:offset]
    assert Units("plain")(3) == 3


def test_columns_are_packed_without_loss() -> None:
    assert pack_column([None, None]) is None
    assert pack_column([]) is None
    assert pack_column(["a", "b", None]) == ["a", "b", None]
    assert pack_column(["a", "a", None, "a", None, None]) == {"v": ["a", None], "i": [0, 0, 1, 0, 1, 1]}


def test_ids_are_packed_short() -> None:
    row = [None] * len(EVENTS.columns)
    names = [column.name for column in EVENTS.columns]
    row[names.index("release_id")] = "a#b; c"
    row[names.index("place_ids")] = "a#b; c#E1; a#b; c#E2"
    row[names.index("title")] = "a#b; c#E1"
    data = pack_table(EVENTS, [row])["data"]
    assert data[names.index("place_ids")] == ["\x01E1; \x01E2"]
    assert data[names.index("title")] == ["a#b; c#E1"]
