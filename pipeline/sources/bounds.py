"""How much is read of a file, and how much may come out of an archive: a bomb is refused, not unpacked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from pipeline.sources.issues import refuse

MAX_FILE = 512 * 2**20  # bytes of a file, and of a member of an archive
MAX_DOCUMENT = 64 * 2**20  # bytes of a page, a PDF or a Word document
MAX_TOTAL = 2 * 2**30  # bytes that one archive may hold in all
MAX_MEMBERS = 100_000
MAX_DEPTH = 3  # archives inside archives
_HARMLESS = 2**20
# Text shrinks to a tenth or a fifth; only what says nothing shrinks to less than a hundredth.
_MAX_RATIO = 120
_PIECE = 2**16
_ACTION = "unpack it yourself and give the folder, if you trust it"


class Stream(Protocol):
    """What bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """Give the next bytes, none at the end."""
        ...


@dataclass(slots=True)
class Budget:
    """What is left of the bytes and members that one file of the input may unpack."""

    left: int = MAX_TOTAL
    members: int = MAX_MEMBERS

    def take_member(self) -> None:
        """Count one more member. Raises RefusedError when there are too many."""
        self.members -= 1
        if self.members < 0:
            raise refuse("archive-too-large", f"the archive holds more than {MAX_MEMBERS} files", _ACTION)

    def read(self, stream: Stream, packed: int) -> bytes:
        """Unpack a stream that is `packed` bytes long. Raises RefusedError when it is a bomb."""
        pieces: list[bytes] = []
        size = 0
        while piece := stream.read(_PIECE):
            size += len(piece)
            self.left -= len(piece)
            if size > _HARMLESS and size > _MAX_RATIO * max(packed, 1):
                message = f"it unpacks to more than {_MAX_RATIO} times its size, as archives made to do harm do"
                raise refuse("archive-bomb", message, _ACTION)
            if size > MAX_FILE or self.left < 0:
                message = f"it unpacks to more than {(MAX_FILE if size > MAX_FILE else MAX_TOTAL) >> 20} MB"
                raise refuse("archive-too-large", message, _ACTION)
            pieces.append(piece)
        return b"".join(pieces)
