"""Links in cells: to the page a release came from, to its text, and from the overview to each sheet."""

from __future__ import annotations

from urllib.parse import quote

from pipeline.outputs.links import text_path

# Limits of Excel: 2,079 characters in each part of an address, 65,530 links in a sheet.
MAX_ADDRESS = 2_079
MAX_LINKS = 65_530

_WEB = ("http://", "https://")
_ADDRESS_COLUMNS = ("url", "link")


def may_be_link(table: str, column: str) -> bool:
    """Say whether cells of a column lead somewhere.

    The release of a row leads to its text in the tables that people start from: a sheet holds a limited number of
    links. In the releases table its text file does, which a release that could not be read has not.
    """
    return column in (*_ADDRESS_COLUMNS, "text_file") or (column == "release_id" and table in ("events", "commitments"))


def link_of(column: str, value: str) -> str | None:
    """Give where a cell of such a column leads; None for an address of another scheme than the web's own."""
    if column in ("release_id", "text_file"):
        # Written with backslashes, as Excel does; LibreOffice follows it all the same.
        path = text_path(value) if column == "release_id" else value
        address = f"external:{quote(path, safe='/')}"
    elif value.startswith(_WEB):
        address = value
    else:
        return None
    return address if _fits(address) else None


def sheet_address(sheet: str) -> str:
    """Give the link to the first cell of a sheet."""
    return f"internal:'{sheet}'!A1"


def _fits(address: str) -> bool:
    head, _, tail = address.partition("#")
    return max(len(head), len(tail)) <= MAX_ADDRESS and not any(character.isspace() for character in address)
