"""Dateline: names, dated events and commitments out of press releases, offline and deterministic."""

__version__ = "0.1.0"
