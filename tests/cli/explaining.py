"""What `dateline explain` says about sample rows, kept as text; `python -m tests.cli.explaining` writes it anew.

Weights and probabilities change with every training, so the kept text has `#` for every number with decimals and
leaves out the lines that only name weights.
"""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

from pipeline.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "tests" / "golden" / "explain"
SAMPLES = (("w02", "event", "EV1"), ("w02", "commitment", "C1"), ("teign-bridge", "event", "EV2"))
_UNKEPT = ("weighed most", "in reach, left out", "likeliest word", "names the same as")
_NUMBER = re.compile(r"[-+]?\d+\.\d+\b")


def name_of(file: str, number: str) -> str:
    """Give the name of the kept text of a row."""
    return f"{file}-{number}.txt"


def explained(file: str, kind: str, number: str) -> str:
    """Give what the command prints about a row of a sample release, without what every training changes."""
    path = next(p for p in sorted((ROOT / "raw").glob(f"{file}.*")) if p.suffix in {".txt", ".md"})
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(["explain", str(path), f"--{kind}", number]) == 0
    return without_weights(out.getvalue())


def without_weights(text: str) -> str:
    """Give the text with `#` for numbers with decimals, without weights, rivals and who was left out."""
    kept: list[str] = []
    skipped = rivals = False
    for line in text.splitlines():
        starts = line.strip().startswith(_UNKEPT)
        skipped = starts or (skipped and line.startswith("      "))
        rivals = line.startswith("  competing dates") or (rivals and line.startswith("    "))
        if not (skipped or (rivals and line.startswith("    "))):
            kept.append(_NUMBER.sub("#", line.split("; weighed most")[0]))
            skipped = "; weighed most" in line
    return "\n".join(kept) + "\n"


if __name__ == "__main__":
    KEPT.mkdir(exist_ok=True)
    for sample in SAMPLES:
        (KEPT / name_of(sample[0], sample[2])).write_text(explained(*sample), encoding="utf-8")
