"""Scans of this window and of other counters in one list, each once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from dealerdesk.ui.counting.verdicts import Heard

_SAME_WITHIN = timedelta(seconds=5)
"""The database notes a scan a moment before the window shows it."""


def together(ours: Sequence[Heard], noted: Sequence[Heard]) -> list[Heard]:
    """Our scans with those of `noted` that are not among them, the newest first."""
    known: dict[tuple[str, str], list[Heard]] = {}
    for heard in ours:
        known.setdefault(_subject(heard), []).append(heard)
    theirs = [
        heard
        for heard in noted
        if not any(abs(each.at - heard.at) <= _SAME_WITHIN for each in known.get(_subject(heard), ()))
    ]
    return sorted((*ours, *theirs), key=lambda heard: heard.at, reverse=True)


def _subject(heard: Heard) -> tuple[str, str]:
    return heard.file_no or heard.code, heard.place
