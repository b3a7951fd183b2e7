"""Front matter and dates as publishers write them."""

from __future__ import annotations

import pytest

from pipeline.model.records import Metadata
from pipeline.sources.front_matter import read_front_matter
from pipeline.sources.published import iso_date


def test_a_block_gives_metadata_and_where_the_release_begins() -> None:
    text = "---\ntitle: Mayors\n  meet\ndate: 2024-05-17T08:00:00-04:00\norganisation: UCL\nurl: https://a.org/x\n---\nBody"
    found, start, issues = read_front_matter(text)
    assert found == Metadata("2024-05-17", "UCL", "https://a.org/x", "Mayors meet")
    assert (text[start:], issues) == ("Body", ())


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_and_a_mark_do_not_matter(newline: str) -> None:
    text = newline.join(["\ufeff---", "title: A", "---  ", "Body"])
    found, start, _ = read_front_matter(text)
    assert (found.title, text[start:]) == ("A", "Body")


def test_invalid_yaml_is_read_line_by_line_and_said() -> None:
    found, start, issues = read_front_matter("---\ntitle: Budget: what changes\ndate: 2024-01-02\n---\nBody")
    assert (found.title, found.published) == ("Budget: what changes", "2024-01-02")
    assert start > 0
    assert [issue.code for issue in issues] == ["front-matter"]


def test_relative_addresses_and_numbers_are_no_trouble() -> None:
    found, _, _ = read_front_matter("---\nurl: /news/1\nsource_url: https://a.org/1\ntitle: 007\n---\nx")
    assert (found.url, found.title) == ("https://a.org/1", "007")


@pytest.mark.parametrize(
    "text",
    [
        "Body\n---\na: b\n---\n",
        "---\nBody without an end",
        "---\nThe mayor spoke.\nThen he left.\n---\nMore",
        "---\n\n---\nBody",
    ],
)
def test_rules_around_words_are_no_front_matter(text: str) -> None:
    assert read_front_matter(text) == (Metadata(), 0, ())


def test_a_wrong_date_is_ignored_and_said() -> None:
    found, _, issues = read_front_matter("---\ndate: 2024-13-45\n---\nBody")
    assert found.published == ""
    assert [issue.code for issue in issues] == ["wrong-date"]


@pytest.mark.parametrize(
    ("written", "iso"),
    [("2024-05-07", "2024-05-07"), ("2024-5-7", "2024-05-07"), ("20240507", "2024-05-07"), ("2024/05/07", "2024-05-07"),
     ("2024-05", "2024-05"), ("2024", "2024"), ("7 May 2024", "2024-05-07"), ("7th May, 2024", "2024-05-07"),
     ("May 7, 2024", "2024-05-07"), ("Tuesday, 7 May 2024 10:00 GMT", "2024-05-07"), ("Sept. 7, 2024", "2024-09-07"),
     ("Tue, 07 May 2024 10:00:00 +0100", "2024-05-07"), ("May 2024", "2024-05"), ("27.11.2018", "2018-11-27"),
     ("11/27/2018", "2018-11-27"), ("05/05/2024", "2024-05-05"), ("2022-11-06 16:47:53-05:00", "2022-11-06")],
)  # fmt: skip
def test_dates_that_are_understood(written: str, iso: str) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    "written", ["", "soon", "2024-02-30", "2024-13", "03/04/2024", "0204-05-07", "12", "7 Smarch 2024"]
)
def test_dates_that_are_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"date|day|year|told apart"):
        iso_date(written)
