"""Annotated releases for tests."""

from __future__ import annotations

from pipeline.training.gold import gold_release, read_gold, read_sources

__all__ = ["gold_release", "read_gold", "read_sources"]
