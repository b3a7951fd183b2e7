"""`dateline.xlsx`: the tables as typed sheets."""

from pipeline.outputs.workbook.book import write_workbook

__all__ = ["write_workbook"]
