"""Reading and writing golden layers.

A golden file holds one layer of one sample release in clean-text offsets; wherever a record has `start` and
`end`, the words they cover stand beside them as `quote`, for the eye of whoever reads the diff.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.model.codec import decode_layer, encode
from pipeline.model.records import LAYERS, Release

FOLDER = Path(__file__).parent
RAW = FOLDER.parents[1] / "raw"
STAGES = ("clean", "sentences", "zones", "parse", "mentions", "entities", "dates", "events", "commitments")


def golden_path(stage: str, release: str) -> Path:
    return FOLDER / stage / f"{release}.json"


def dump(stage: str, layer: Any, text: str) -> str:
    """Write a layer as JSON, one record a line where it is a list of records."""
    data = encode(layer) if stage == "clean" else _with_quotes(encode(layer), text)
    return _lines(data) + "\n"


def dump_doc(doc: Doc) -> str:
    """Write the parsed text, one token a line."""
    data = doc.to_json()
    kept = {key: data[key] for key in ("text", "sents", "tokens")}
    return _lines(kept) + "\n"


def load_layer(stage: str, release: str) -> Any:
    data = json.loads(golden_path(stage, release).read_text(encoding="utf-8"))
    return decode_layer(stage, data if stage == "clean" else _without_quotes(data))


def load_doc(release: str, nlp: Language) -> Doc:
    data = json.loads(golden_path("parse", release).read_text(encoding="utf-8"))
    return Doc(nlp.vocab).from_json(data)


def layers_before(stage: str, base: Release) -> dict[str, Any]:
    """Give the golden layers of the stages before `stage`."""
    earlier = STAGES[: STAGES.index(stage)]
    return {name: load_layer(name, base.source.doc_id) for name in earlier if name in LAYERS}


def _with_quotes(data: Any, text: str) -> Any:
    if isinstance(data, list):
        return [_with_quotes(item, text) for item in data]
    if isinstance(data, dict):
        quoted = {key: _with_quotes(item, text) for key, item in data.items()}
        if isinstance(data.get("start"), int) and isinstance(data.get("end"), int):
            quoted["quote"] = text[data["start"] : data["end"]]
        return quoted
    return data


def _without_quotes(data: Any) -> Any:
    if isinstance(data, list):
        return [_without_quotes(item) for item in data]
    if isinstance(data, dict):
        return {key: _without_quotes(item) for key, item in data.items() if key != "quote"}
    return data


def _lines(data: Any) -> str:
    def one(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    if isinstance(data, list):
        return "[\n" + ",\n".join(one(item) for item in data) + "\n]" if data else "[]"
    rows = [f"{one(key)}: {_lines(item) if isinstance(item, list) else one(item)}" for key, item in data.items()]
    return "{\n" + ",\n".join(rows) + "\n}"
