"""Reading annotated folders and stored predictions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.evaluate.annotation import Annotation, read_annotation
from pipeline.evaluate.fields import AnnotationError
from pipeline.model.records import Source
from pipeline.sources import Options, find_files, read_all, read_sheets

# What may lie in a folder of texts without a word.
HARMLESS = ("skipped", "empty-folder")


class GoldError(ValueError):
    """An annotated folder or a file of predictions cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class GoldRelease:
    """One release with its annotation."""

    source: Source
    annotation: Annotation


def read_gold(folders: list[Path], warn: Callable[[str], None]) -> list[GoldRelease]:
    """Read the texts in `raw/` and the records in `annotations/` of each folder, in name order; `warn` gets doubts.

    Raises GoldError when a folder or file is missing, a text has no annotation or an annotation no text, a file
    is not UTF-8 or not JSON of the format, or two folders hold a release of the same name.
    """
    found: list[GoldRelease] = []
    seen: dict[str, Path] = {}
    for folder in folders:
        for release in _read_folder(folder, warn):
            name = release.source.doc_id
            if name in seen:
                raise GoldError(f"release {name} is in {seen[name]} and in {folder}: give only one of them")
            seen[name] = folder
            found.append(release)
    return found


def _read_folder(folder: Path, warn: Callable[[str], None]) -> Iterator[GoldRelease]:
    if not folder.is_dir():
        raise GoldError(f"no folder {folder}: a gold folder holds raw/*.txt and annotations/*.json")
    if not any(folder.iterdir()):
        return
    raw, annotations = folder / "raw", folder / "annotations"
    for part in (raw, annotations):
        if not part.is_dir():
            raise GoldError(f"no folder {part}: a gold folder holds raw/*.txt and annotations/*.json")
    sources = {source.doc_id: source for source in _read_sources(raw, warn)}
    records = {path.stem: path for path in sorted(annotations.glob("*.json"))}
    for name in sorted(sources.keys() ^ records.keys()):
        if name in sources:
            raise GoldError(f"{raw / sources[name].file} has no annotation {annotations / name}.json")
        raise GoldError(f"{records[name]} has no text {raw / name}.txt")
    for name, source in sources.items():
        data = read_json(records[name])
        if data.get("text_sha256", source.sha256) != source.sha256:
            raise GoldError(f"{records[name]} was made for another text than {raw / source.file}: the digests differ")
        yield GoldRelease(source, _annotation(data, records[name]))


def _read_sources(raw: Path, warn: Callable[[str], None]) -> Iterator[Source]:
    finding = find_files([raw])
    sheets = read_sheets(finding)
    for trouble in (*finding.issues, *sheets.issues):
        if trouble.issue.severity == "error":
            raise GoldError(f"{raw / trouble.file}: {trouble.issue.message}")
        if trouble.issue.code not in HARMLESS:
            warn(f"{raw / trouble.file}: {trouble.issue.message}")
    for reading in read_all(finding.files, sheets, Options(is_exact=True)):
        if reading.source is None:
            raise GoldError(f"{raw / reading.file}: {'; '.join(issue.message for issue in reading.issues)}")
        yield reading.source


def _read_text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            return handle.read()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path} cannot be read as UTF-8 text: {error}") from error


def read_json(path: Path) -> dict[str, Any]:
    """Read one JSON object. Raises GoldError when the file holds anything else."""
    return _object(_read_text(path), str(path))


def _object(text: str, place: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise GoldError(f"{place} is not JSON: {error}") from error
    if not isinstance(data, dict):
        raise GoldError(f"{place} must hold a JSON object, not {type(data).__name__}")
    return data


def _annotation(data: dict[str, Any], place: Path | str) -> Annotation:
    try:
        return read_annotation(data)
    except AnnotationError as error:
        raise GoldError(f"{place}: {error}") from error


def as_annotation(record: dict[str, Any]) -> Annotation:
    """Read a prediction that this program has just made."""
    return read_annotation(record)


def read_predictions(path: Path) -> dict[str, Annotation]:
    """Read predictions by release name: a folder of `<name>.json`, or a releases.jsonl.

    In a JSONL file the last part of `doc_id` is the name. Raises GoldError for anything unreadable.
    """
    if path.is_dir():
        files = sorted(path.glob("*.json"))
        if not files:
            raise GoldError(f"{path} holds no predictions (*.json)")
        return {file.stem: _annotation(read_json(file), file) for file in files}
    if not path.is_file():
        raise GoldError(f"no predictions at {path}")
    found: dict[str, Annotation] = {}
    for number, line in enumerate(_read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path} line {number}"
        data = _object(line, place)
        name = str(data.get("doc_id") or "").rsplit("/", 1)[-1]
        if not name:
            raise GoldError(f"{place}: 'doc_id' is missing")
        if name in found:
            raise GoldError(f"{place}: release {name} stands there twice")
        found[name] = _annotation(data, place)
    return found


def no_prediction() -> Annotation:
    """Give the prediction of nothing, for a release that has none."""
    return read_annotation({})
