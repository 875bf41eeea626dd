"""Where the scans lie that a cell of a workbook names: in the workbook's folder and below it, nowhere else.

A workbook can come from anywhere. What it names elsewhere is not even looked for: asking a network share
for a file tells it who asks.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_text
from dealerdesk.storage.incoming.scans import WantedScans
from dealerdesk.vault.faults import NO_FILE, SCAN_UNREADABLE

SCAN_NOT_BESIDE = Message(
    "scan_not_beside",
    "The scan {path} does not lie beside the workbook, so it is not touched. "
    "Put the scans into the workbook's folder or into one below it, and name them from there.",
)
SCAN_NOT_THERE = Message(
    "scan_not_there",
    "There is no scan {path} beside the workbook. Put it into the workbook's folder, and import once more.",
)

_LINES = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")
_BETWEEN = re.compile("[;；]")
_STEPS = re.compile(r"[/\\]")
_QUOTES = "\"'“”„ \t\u3000"
_WHOLE_CELL = 16_000
"""So much of a document's names of scans an export writes (see `storage.columns`)."""
# What Windows' links and mounted folders are told by (MS-FSCC, 2.1.2.1); files in the cloud have others.
_LINK_TAGS = frozenset({0xA000000C, 0xA0000003})


Place = Path | int
"""Where a scan lies: a file, or the entry of an archive."""


@dataclass(frozen=True, slots=True)
class NamedScan:
    """A scan that a row names, as it `said`; what it is called, where it is, or why it is nowhere."""

    said: str
    name: str
    place: Place | None
    refusal: DealerDeskError | None = None


class WorkbookFolder:
    """The folder of a workbook, in which its cells name scans."""

    def __init__(self, workbook: Path) -> None:
        self._given = Path(os.path.abspath(workbook)).parent  # noqa: PTH100 - resolves no links, unlike Path
        self._folder = self._given.resolve()

    def named(self, wanted: WantedScans) -> list[NamedScan]:
        """The scans of one row; names that its document has already, and that lie nowhere, are none."""
        held = {fold_text(scan.name) for scan in wanted.held}
        if any(_BETWEEN.search(name) or _LINES.search(name) for name in held):
            exported = "; ".join(scan.name for scan in wanted.held)[:_WHOLE_CELL]
            if fold_text(wanted.said) == fold_text(exported):
                return []
        found = [self._looked_for(said) for line in _LINES.split(wanted.said) for said in self._parts(line)]
        return [scan for scan in found if scan.place is not None or fold_text(scan.name) not in held]

    def _parts(self, line: str) -> Iterator[str]:
        """The names in one line; one that holds a separator itself is believed if such a file is there."""
        whole = line.strip(_QUOTES)
        if _BETWEEN.search(whole) and self._looked_for(whole).place is not None:
            yield whole
            return
        for part in _BETWEEN.split(line):
            if name := part.strip(_QUOTES):
                yield name

    def _looked_for(self, said: str) -> NamedScan:
        steps = _STEPS.split(said)
        name = next((step for step in reversed(steps) if step), said)
        try:
            return NamedScan(said, name, self._place(said, steps))
        except DealerDeskError as refusal:
            return NamedScan(said, name, None, refusal)

    def _place(self, said: str, steps: Sequence[str]) -> Path:
        below = self._steps_below(said, steps)
        if not below:
            raise DealerDeskError(SCAN_NOT_BESIDE, path=said)
        place = self._folder
        for step in below:
            place /= step
            try:
                state = place.lstat()
            except (OSError, ValueError) as error:
                raise DealerDeskError(SCAN_NOT_THERE, path=said) from error
            if stat.S_ISLNK(state.st_mode) or getattr(state, "st_reparse_tag", 0) in _LINK_TAGS:
                raise DealerDeskError(SCAN_NOT_BESIDE, path=said)
        if not place.is_file():
            raise DealerDeskError(SCAN_UNREADABLE, path=said, reason=NO_FILE)
        return place

    def _steps_below(self, said: str, steps: Sequence[str]) -> list[str] | None:
        """The way from the workbook's folder, as it is written; None where it leads out of it."""
        if not steps[0] and len(steps) > 1 and not steps[1]:
            return None  # a network share
        is_windows = os.name == "nt"
        if not steps[0] or PureWindowsPath(said).drive:
            if not is_windows and not said.startswith("/"):
                return None
            for folder in (self._given, self._folder):
                if (rest := _relative(PurePath(said), folder)) is not None:
                    return _without_turns(rest)
            return None
        if is_windows and ":" in said:
            return None  # another stream of a file
        return _without_turns(steps)


def _relative(path: PurePath, folder: Path) -> tuple[str, ...] | None:
    return path.relative_to(folder).parts if path.is_relative_to(folder) else None


def _without_turns(steps: Sequence[str]) -> list[str] | None:
    """The steps with ``.`` and ``..`` carried out; None where they lead out of the folder they begin in."""
    way: list[str] = []
    for step in steps:
        if step == "..":
            if not way:
                return None
            way.pop()
        elif step not in {"", "."}:
            way.append(step)
    return way
