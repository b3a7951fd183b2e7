"""JSON, JSON Lines and CSV."""

from __future__ import annotations

import json

import pytest

from pipeline.model.records import Metadata
from pipeline.sources.extract import Extract
from tests.sources.making import BODY, codes, extract, found

ITEM = {
    "base_path": "/government/news/school", "content_id": "1-2-3", "title": "School opens", "locale": "en",
    "description": "A school opened in Delft.", "first_published_at": "2024-05-03T10:00:00.000+00:00",
    "public_updated_at": "2025-01-01T00:00:00Z",
    "details": {"body": f'<div class="govspeak"><p>{BODY}</p><h2>Notes</h2></div>'},
    "links": {"organisations": [{"title": "Department of Ports"}]},
}  # fmt: skip


def test_a_content_item() -> None:
    only = extract(json.dumps(ITEM), "a.json")
    assert only.text == f"# School opens\n\nA school opened in Delft.\n\n{BODY}\n\n## Notes\n"
    assert only.metadata == Metadata(
        "2024-05-03", "Department of Ports", "https://www.gov.uk/government/news/school", "School opens"
    )


@pytest.mark.parametrize(
    "record",
    [
        {"text": BODY, "published": "2024-05-03", "issuer": "City", "url": "https://x.example/a", "title": "T"},
        {"Body": BODY, "datePublished": "2024-05-03T10:00:00Z", "publisher": {"name": "City"}, "link": "https://x.example/a",
         "headline": "T"},
        {"content": BODY, "metadata": {"date": "3 May 2024", "organisation": "City", "url": "https://x.example/a",
                                       "title": "T"}},
    ],
)  # fmt: skip
def test_a_text_and_what_is_known_of_it(record: dict[str, object]) -> None:
    only = extract(json.dumps(record), "a.json")
    assert (only.text, only.name) == (BODY, "")
    assert only.metadata == Metadata("2024-05-03", "City", "https://x.example/a", "T")


def test_lists_and_lines_give_a_release_each() -> None:
    records = [{"id": "r-1", "text": BODY}, {"text": f"{BODY} Again.", "title": "Second one"}, {"title": "No text"}]
    listed = found(json.dumps(records), "a.json")
    assert [part.name for part in listed] == ["r-1", "second-one", "no-text"]
    assert codes(listed) == ["no-text"]
    lines = "\n".join([json.dumps(records[0]), "", "{broken", "[1]", json.dumps(records[1])])
    parts = found(lines, "a.jsonl")
    assert [part.name for part in parts] == ["r-1", "line-3", "line-4", "second-one"]
    assert codes(parts) == ["damaged-line", "damaged-line"]
    assert found(lines.replace("{broken", "{}"), "a.json")[0].name == "r-1"


def test_halves_of_characters_do_not_stop_a_run() -> None:
    only = extract(f'{{"text": "{BODY} \\ud800 end", "title": "\\udc00"}}', "a.json")
    assert only.text.encode("utf-8").endswith(" \ufffd end".encode())


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 50_000, '{"text": "x', "nul", '{"text": 1}', "[]", "[1, 2]"])
def test_json_without_a_release(text: str) -> None:
    assert len(codes(found(text, "a.json"))) == 1


def test_a_table_with_a_column_of_texts() -> None:
    rows = [f'7,2024-05-03,City,"{BODY}\nMore ""words""."', f",2024,Port,{BODY.replace(',', ';')}", "8,,,"]
    table = "\n".join(["id,Published,Issuer,Text", *rows]) + "\n"
    first, second, empty = found(table, "a.csv")
    assert isinstance(first, Extract)
    assert (first.name, first.text) == ("7", f'{BODY}\nMore "words".')
    assert first.metadata == Metadata("2024-05-03", "City", "", "")
    assert second.name == "row-3"
    assert codes([empty]) == ["no-text"]


def test_the_column_that_is_asked_for() -> None:
    table = f"a;story of the day\n1;{BODY}\n"
    assert codes(found(table, "a.csv")) == ["no-text-column"]
    assert extract(table, "a.csv", text_column="story of the day").text == BODY
    assert codes(found(table, "a.csv", text_column="tale")) == ["no-text-column"]


def test_a_formula_in_a_cell_stays_text() -> None:
    assert extract(f'text\n"=HYPERLINK(1) {BODY}"\n', "a.csv").text == f"=HYPERLINK(1) {BODY}"
