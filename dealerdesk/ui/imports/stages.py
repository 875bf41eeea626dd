"""Where an import stands."""

from __future__ import annotations

from enum import Enum


class Stage(Enum):
    """What is being done, or waited for."""

    CHOOSE = "choose"
    READING = "reading"
    MATCH = "match"
    CHECKING = "checking"
    CHECK = "check"
    IMPORTING = "importing"
    DONE = "done"
    TAKING_BACK = "taking_back"
    REFUSED = "refused"


WAITING = {Stage.READING, Stage.CHECKING, Stage.IMPORTING, Stage.TAKING_BACK}
"""Stages in which nothing can be done but to wait or to stop."""
