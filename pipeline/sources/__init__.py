"""From files to releases: finding, decoding and what the publisher says of each release."""

from pipeline.sources.extract import MAX_CHARS
from pipeline.sources.find import FileIssue, Finding, ReleaseFile, find_files
from pipeline.sources.read import Options, Reading, read_all, read_path
from pipeline.sources.sheet import read_sheets

__all__ = [
    "MAX_CHARS",
    "FileIssue",
    "Finding",
    "Options",
    "Reading",
    "ReleaseFile",
    "find_files",
    "read_all",
    "read_path",
    "read_sheets",
]
