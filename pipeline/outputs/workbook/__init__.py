"""`dateline.xlsx`: the tables as typed sheets."""

from pipeline.outputs.workbook.book import NAME, write_workbook

__all__ = ["NAME", "write_workbook"]
