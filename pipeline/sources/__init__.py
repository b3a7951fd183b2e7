"""From files to releases: finding, decoding and what the publisher says of each release."""

from pipeline.sources.find import FileIssue, Finding, ReleaseFile, find_files
from pipeline.sources.read import MAX_CHARS, Reading, read_all, read_path
from pipeline.sources.sheet import read_sheets

__all__ = [
    "MAX_CHARS",
    "FileIssue",
    "Finding",
    "Reading",
    "ReleaseFile",
    "find_files",
    "read_all",
    "read_path",
    "read_sheets",
]
