"""Issues of the source stage, and the error by which a reader refuses a file or a part of one."""

from __future__ import annotations

from pipeline.model.records import Issue

STAGE = "source"


class RefusedError(ValueError):
    """There is no release to be had from these bytes; `issue` says why and what to do."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.message)
        self.issue = issue


def warn(code: str, message: str, action: str) -> Issue:
    """Give a warning: the release is there, but somebody should look at it."""
    return Issue(STAGE, "warning", code, message, action)


def refuse(code: str, message: str, action: str) -> RefusedError:
    """Give the error to raise: the release is missing."""
    return RefusedError(Issue(STAGE, "error", code, message, action))
