"""Layers as plain JSON values and back, driven by the type hints of the records.

Used by the golden files and by tests; analysts read `pipeline.export` instead.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from functools import cache
from typing import Any

from pipeline.model import records


@cache
def type_hints(record: Any) -> dict[str, Any]:
    """Give the resolved type hints of a record type."""
    return typing.get_type_hints(record)


def encode(value: Any) -> Any:
    """Turn records and tuples into dictionaries and lists; scalars pass unchanged."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: encode(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    return value


def decode(data: Any, hint: Any) -> Any:
    """Build the value that `hint` describes from what `encode` made.

    Raises TypeError when the data does not have the hinted shape.
    """
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        if data is None:
            return None
        (hint,) = (arg for arg in typing.get_args(hint) if arg is not type(None))
    if dataclasses.is_dataclass(hint):
        hints = type_hints(typing.cast(typing.Hashable, hint))
        return hint(**{name: decode(item, hints[name]) for name, item in data.items()})  # type: ignore[operator]
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)[0]
        return tuple(decode(item, inner) for item in data)
    return data


def decode_layer(name: str, data: Any) -> Any:
    """Build the layer called `name` (see `records.LAYERS`) from what `encode` made of it."""
    return decode(data, type_hints(records.Release)[name])
