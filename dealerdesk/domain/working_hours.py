"""The house's working hours (product.md, Follow-up): ``09:00-17:00``, or ``09:00-12:00,13:00-18:00``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

_SPAN = re.compile(r"([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})")
_DASHES = str.maketrans("–—−～~至、;；，：", "------,,,,:")


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The spans of a working day, in order, without overlap; each from its start up to its end."""

    spans: tuple[tuple[time, time], ...]

    @property
    def minutes(self) -> int:
        """How long a working day is."""
        return sum(_minute(end) - _minute(start) for start, end in self.spans)

    def __str__(self) -> str:
        return ",".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in self.spans)


def parse_working_hours(text: str) -> WorkingHours | None:
    """The working hours that `text` says, or None; a day has one span, or two with a break between them."""
    spans = []
    for part in "".join(text.translate(_DASHES).split()).split(","):
        match = _SPAN.fullmatch(part)
        if match is None:
            return None
        hour, minute, last_hour, last_minute = map(int, match.groups())
        if max(hour, last_hour) > 23 or max(minute, last_minute) > 59:
            return None
        spans.append((time(hour, minute), time(last_hour, last_minute)))
    edges = [edge for span in spans for edge in span]
    if len(spans) > 2 or any(later <= earlier for earlier, later in pairwise(edges)):
        return None
    return WorkingHours(tuple(spans))


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute
