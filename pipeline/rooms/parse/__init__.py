"""Room 4: the parsed text. The Doc is a guest: rooms use it, nothing of it is stored."""

from pipeline.rooms.parse.model import STOCK_MODEL, load_parser
from pipeline.rooms.parse.text import parse

__all__ = ["STOCK_MODEL", "load_parser", "parse"]
