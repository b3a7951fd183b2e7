"""Writes the list of given and family names, `models/en/mentions/person_names.csv`.

    python -m pipeline.training.person_names OUT.csv FAKER_DIR NAMES_DIR

`FAKER_DIR` is the folder that holds the package `faker` (MIT; names of some seventy languages and countries),
`NAMES_DIR` the unpacked sources of `names` (MIT; its lists are the U.S. Census of 1990, public domain). Names are
folded: lower case, no accents. Only names in Latin letters are taken.
"""

from __future__ import annotations

import csv
import importlib
import pkgutil
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.lang.places import fold_name

FAMILY_NAMES = 20_000  # of the census, the most frequent first
_LATIN = re.compile(r"[A-ZÀ-ÖØ-Þ\u0100-\u017d][a-zA-ZÀ-ÿ\u0100-\u024f'’-]{1,20}")
_LEFT_OUT = ("prefix", "suffix", "format")
Found = Iterator[tuple[str, str]]


def of_faker(folder: Path) -> Found:
    """Yield (name, given or family) of every language."""
    sys.path.insert(0, str(folder))
    package = importlib.import_module("faker.providers.person")
    for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        provider = importlib.import_module(f"faker.providers.person.{module}").Provider
        for attribute in sorted(a for a in dir(provider) if "name" in a and not any(x in a for x in _LEFT_OUT)):
            kind = "given" if "first" in attribute else "family" if "last" in attribute else ""
            values = getattr(provider, attribute)
            if kind and isinstance(values, tuple | list | dict):
                yield from ((word, kind) for word in _words(values))


def _words(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        # Some languages give (native script, Latin script).
        text = value if isinstance(value, str) else value[-1] if isinstance(value, tuple | list) and value else ""
        yield from (word for word in str(text).split() if _LATIN.fullmatch(word))


def of_census(folder: Path) -> Found:
    """Yield (name, given or family) of the census."""
    for name, kind, most in (
        ("dist.male.first", "given", 10_000),
        ("dist.female.first", "given", 10_000),
        ("dist.all.last", "family", FAMILY_NAMES),
    ):
        lines = (folder / "names" / name).read_text(encoding="ascii").splitlines()[:most]
        yield from ((line.split()[0].capitalize(), kind) for line in lines)


def main(arguments: list[str]) -> None:
    """Write the table, one row a name."""
    out, faker, census = map(Path, arguments)
    kinds: dict[str, set[str]] = defaultdict(set)
    sources: dict[str, set[str]] = defaultdict(set)
    for source, found in (("faker", of_faker(faker)), ("census", of_census(census))):
        for name, kind in found:
            key = fold_name(name)
            if len(key) > 1 and " " not in key:
                kinds[key].add(kind)
                sources[key].add(source)
    with out.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["name", "kind", "source"])
        for key in sorted(kinds):
            kind = "both" if len(kinds[key]) > 1 else next(iter(kinds[key]))
            writer.writerow([key, kind, " ".join(sorted(sources[key]))])


if __name__ == "__main__":
    main(sys.argv[1:])
