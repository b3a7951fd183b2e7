"""What a room is."""

from __future__ import annotations

from typing import Any, Protocol

from spacy.tokens import Doc

from pipeline.model.records import Release


class Room(Protocol):
    """A frozen object that reads layers and returns the one it fills.

    `reads` names the layers that must be there, `fills` the layer it returns, `needs_doc` whether it wants
    the parsed text (`doc` is an empty Doc otherwise).
    """

    @property
    def reads(self) -> tuple[str, ...]:
        """Names of the layers that must be there."""
        ...

    @property
    def fills(self) -> str:
        """Name of the layer that a call returns."""
        ...

    @property
    def needs_doc(self) -> bool:
        """Say whether the room wants the parsed text."""
        ...

    def __call__(self, release: Release, doc: Doc) -> Any:
        """Give the layer; raise whatever went wrong."""
        ...
