"""Reading JSON objects with complaints that say where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class AnnotationError(ValueError):
    """A record does not have the shape of GUIDELINES.md section 5; the message says where."""


class Fields:
    """A JSON object that knows where it stands, so that a complaint can say so."""

    def __init__(self, data: Any, place: str) -> None:
        if not isinstance(data, dict):
            raise AnnotationError(f"{place}: an object is wanted, not {type(data).__name__}")
        self._data: dict[str, Any] = data
        self._place = place

    def given(self, key: str) -> bool:
        """Say whether the field holds something."""
        return bool(self._data.get(key))

    def maybe_text(self, key: str) -> str | None:
        """Give a text or None."""
        value = self._data.get(key)
        if value is None or isinstance(value, str):
            return value
        raise AnnotationError(f"{self._place}: '{key}' must be a text or null, not {value!r:.60}")

    def text(self, key: str) -> str:
        """Give a text that must be there."""
        value = self.maybe_text(key)
        if value is None:
            raise AnnotationError(f"{self._place}: '{key}' is missing")
        return value

    def number(self, key: str) -> int:
        """Give a whole number that must be there."""
        value = self._data.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise AnnotationError(f"{self._place}: '{key}' must be a whole number, not {value!r:.60}")
        return value

    def plain(self, key: str) -> str:
        """Give whatever stands there as text, nothing as an empty one."""
        value = self._data.get(key)
        return "" if value is None else str(value)

    def inner(self, key: str) -> Fields | None:
        """Give the object in a field, None if there is none."""
        value = self._data.get(key)
        return Fields(value, f"{self._place}.{key}") if value else None

    def items(self, key: str) -> list[Any]:
        """Give the list in a field, [] if there is none."""
        value = self._data.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise AnnotationError(f"{self._place}: '{key}' must be a list, not {type(value).__name__}")
        return value

    def each(self, key: str) -> Iterator[Fields]:
        """Yield the objects of the list in a field."""
        for number, item in enumerate(self.items(key)):
            yield Fields(item, f"{key}[{number}]")
