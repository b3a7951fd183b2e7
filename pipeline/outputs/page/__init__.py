"""`report.html`: one page to look at, from the store."""

from pipeline.outputs.page.assemble import page_pieces

__all__ = ["page_pieces"]
