"""Texts of releases that lie elsewhere, found by id and digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any


def digested_texts(wanted: Mapping[str, str], releases: Sequence[Path]) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield each wanted release of the JSONL files once, with the SHA-256 of its text.

    `wanted` gives the first hex digits of the digest by id: two collections may hold different texts under one id.
    Raises ValueError, after the last one, when a text is missing or is not the one that was annotated.
    """
    left = dict(wanted)
    for path in releases:
        for line in path.open(encoding="utf-8"):
            release = json.loads(line)
            digest = hashlib.sha256(release["text"].encode()).hexdigest()
            if release["id"] in left and digest.startswith(left[release["id"]]):
                del left[release["id"]]
                yield release, digest
    if left:
        raise ValueError(f"no text with the annotated digest for {', '.join(sorted(left))}")
