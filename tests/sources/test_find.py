"""Which files are releases, under which id."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.sources import Reading, find_files, read_all, read_path, read_sheets


def _make(root: Path, *names: str, text: str = "Some words.") -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def _ids(*inputs: Path) -> list[str]:
    return [file.doc_id for file in find_files(inputs).files]


def _codes(*inputs: Path) -> list[tuple[str, str]]:
    return [(found.file, found.issue.code) for found in find_files(inputs).issues]


def _read(*inputs: Path) -> list[Reading]:
    finding = find_files(inputs)
    return list(read_all(finding.files, read_sheets(finding)))


def test_ids_are_paths_below_the_folder_without_the_ending(tmp_path: Path) -> None:
    _make(tmp_path, "b.txt", "a.md", "sub/deep/v1.2.TXT", ".hidden.txt", ".git/x.txt", "metadata.csv")
    assert _ids(tmp_path) == ["a", "b", "sub/deep/v1.2"]
    assert _codes(tmp_path) == []


def test_other_files_are_skipped_aloud(tmp_path: Path) -> None:
    _make(tmp_path, "a.txt", "b.py", "sub/c.css", "LICENSE")
    (tmp_path / "d.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    names = ["LICENSE", "b.py", "d.png", "sub/c.css"]
    assert _codes(tmp_path) == [(name, "skipped") for name in names]


def test_a_file_given_directly_is_called_by_its_stem(tmp_path: Path) -> None:
    _make(tmp_path, "in/a.txt")
    assert _ids(tmp_path / "in" / "a.txt") == ["a"]


def test_the_order_of_inputs_does_not_matter(tmp_path: Path) -> None:
    _make(tmp_path, "x/a.txt", "y/a.txt", "y/b.txt")
    one, other = [tmp_path / "x", tmp_path / "y"], [tmp_path / "y", tmp_path / "x"]
    assert find_files(one) == find_files(other)


def test_two_files_of_one_name_get_two_ids_and_an_issue(tmp_path: Path) -> None:
    _make(tmp_path, "x/a.txt", "y/a.txt", "x/b.md", "x/b.txt")
    found = find_files([tmp_path / "x", tmp_path / "y"]).files
    assert [(f.doc_id, f.root.name, f.file) for f in found] == [
        ("a", "x", "a.txt"),
        ("a.txt", "y", "a.txt"),
        ("b", "x", "b.txt"),
        ("b.md", "x", "b.md"),
    ]
    assert [[issue.code for issue in f.issues] for f in found] == [[], ["same-id"], [], ["same-id"]]


def test_an_id_that_is_taken_is_never_given_again(tmp_path: Path) -> None:
    _make(tmp_path, "x/a.txt", "y/a.txt", "z/a.txt", "z/a.txt.md")
    assert sorted(_ids(tmp_path / "x", tmp_path / "y", tmp_path / "z")) == ["a", "a.txt", "a~2", "a~3"]


def test_a_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    _make(tmp_path, "x/sub/a.txt")
    assert _ids(tmp_path / "x", tmp_path / "x" / "sub", tmp_path / "x" / "sub" / "a.txt") == ["sub/a"]


def test_links(tmp_path: Path) -> None:
    _make(tmp_path, "in/a.txt", "far/b.txt", "far/c.txt")
    (tmp_path / "in" / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "far").symlink_to(tmp_path / "far")
    (tmp_path / "in" / "same.txt").symlink_to(tmp_path / "in" / "a.txt")
    assert _ids(tmp_path / "in") == ["a", "far/b", "far/c"]
    assert _codes(tmp_path / "in") == [("broken.txt", "broken-link"), ("loop", "link-loop"), ("same.txt", "same-file")]


def test_links_that_chase_their_tail(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert _codes(tmp_path)[-2:] == [("b.txt", "broken-link"), (tmp_path.name, "empty-folder")]
    assert _codes(tmp_path / "a.txt") == [("a.txt", "broken-link")]


def test_folders_of_any_depth(tmp_path: Path) -> None:
    here = tmp_path
    for _ in range(600):
        here = here / "d"
    here.mkdir(parents=True)
    (here / "a.txt").write_text("Some words.")
    assert _ids(tmp_path) == ["d/" * 600 + "a"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.txt")
    os.mkfifo(tmp_path / "metadata.csv")
    assert ("p.txt", "not-a-file") in _codes(tmp_path)
    assert ("metadata.csv", "not-a-file") in _codes(tmp_path)


def test_the_output_folder_is_not_read(tmp_path: Path) -> None:
    _make(tmp_path, "a.txt", "out/text/a.txt")
    assert [f.doc_id for f in find_files([tmp_path], [tmp_path / "out"]).files] == ["a"]


def test_names_that_are_no_utf8_stay_readable(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(name, "w") as handle:
        handle.write("Some words.")
    (tmp_path / "two\nlines.txt").write_text("Some words.")
    assert _ids(tmp_path) == ["caf\\xe9", "two\\x0alines"]


def test_metadata_of_nested_folders(tmp_path: Path) -> None:
    _make(tmp_path, "a.txt", "sub/b.txt", "sub/c.txt")
    (tmp_path / "metadata.csv").write_text(
        "file,published,issuer\na.txt,2024-05-07,City\nsub/b.txt,2020,Old\nsub/c.txt,2021,\n"
    )
    (tmp_path / "sub" / "metadata.csv").write_text("issuer,file\nNew,b.txt\n")
    found = {r.doc_id: r.source.metadata for r in _read(tmp_path) if r.source}
    assert {k: (v.published, v.issuer) for k, v in found.items()} == {
        "a": ("2024-05-07", "City"),
        "sub/b": ("2020", "New"),
        "sub/c": ("2021", ""),
    }


def test_metadata_beats_front_matter_where_it_says_something(tmp_path: Path) -> None:
    _make(tmp_path, "a.md", text="---\ntitle: Mine\ndate: 2024-01-01\n---\nWords.")
    (tmp_path / "metadata.csv").write_text("\ufefffile;published;title\na.md;2024-02-02;\n")
    (reading,) = _read(tmp_path)
    assert reading.source is not None
    assert (reading.source.metadata.published, reading.source.metadata.title) == ("2024-02-02", "Mine")
    assert reading.source.text[reading.source.body_start :] == "Words."


def test_a_single_file_knows_its_row_and_no_other(tmp_path: Path) -> None:
    _make(tmp_path, "a.txt", "b.txt")
    (tmp_path / "metadata.csv").write_text("file,published\na.txt,2024\nb.txt,2023\ngone.txt,2022\n")
    reading = read_path(tmp_path / "a.txt")
    assert reading.source is not None
    assert reading.source.metadata.published == "2024"
    finding = find_files([tmp_path / "a.txt"])
    assert read_sheets(finding).issues == []
