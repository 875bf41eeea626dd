"""What a scan was told: its verdict with icon, colour, tone and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dealerdesk.domain.audits import StrayKind, Verdict
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import RecentScan, ScanResult
from dealerdesk.ui.sounds import Tone

RIGHT_PLACE = Message("ui.verdict_right_place", "OK, right place")
WRONG_CABINET = Message("ui.verdict_misplaced", "Wrong cabinet")
OK = Message("ui.verdict_ok", "OK")
ALREADY = Message("ui.verdict_already", "Already counted")
UNKNOWN = Message("ui.verdict_unknown", "Unknown")
NOT_EXPECTED = Message("ui.verdict_not_expected", "Not on the list")
ARCHIVED = Message("ui.verdict_archived", "Archived")
BELONGS_IN = Message("ui.verdict_belongs", "belongs in {place}")
NO_PLACE = Message("ui.verdict_no_place", "the record names no place for it")
COUNTED_BEFORE = Message("ui.verdict_before", "{time}, {by}")
NO_SUCH_FILE = Message("ui.verdict_no_file", "no such file")
MADE_LATER = Message("ui.verdict_made_later", "its file was made after the audit was opened")
OUT_OF_SCOPE = Message("ui.verdict_out_of_scope", "this audit does not count it")
TAKE_OUT = Message("ui.verdict_take_out", "its file is archived: take the folder out")
TAKEN_BACK = Message("ui.verdict_taken_back", "Taken back")


@dataclass(frozen=True, slots=True)
class VerdictLook:
    """How a verdict looks and sounds."""

    name: Message
    icon: str
    role: str
    tone: Tone


LOOKS = {
    Verdict.COUNTED: VerdictLook(OK, "check-circle", "ok", Tone.RIGHT),
    Verdict.ALREADY: VerdictLook(ALREADY, "repeat", "accent", Tone.ALREADY),
    Verdict.MISPLACED: VerdictLook(WRONG_CABINET, "map-pin", "warn", Tone.WRONG_PLACE),
    Verdict.UNKNOWN: VerdictLook(UNKNOWN, "question", "bad", Tone.STRANGE),
    Verdict.ARCHIVED: VerdictLook(ARCHIVED, "archive", "warn", Tone.STRANGE),
}
EXPECTED = frozenset({Verdict.COUNTED, Verdict.ALREADY, Verdict.MISPLACED})
"""Verdicts on folders of the list: their contents can be ticked."""
ATTENTION = frozenset({Verdict.MISPLACED, Verdict.UNKNOWN, Verdict.ARCHIVED})
"""Verdicts that stay in sight until somebody has seen them."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One scan as the page shows it; `change` is the change set that keeps it, None where nothing was new."""

    code: str
    verdict: Verdict
    at: datetime
    place: str = ""
    file_no: str | None = None
    plate: str | None = None
    vin: str | None = None
    vehicle: str | None = None
    owner: str | None = None
    belongs: str | None = None
    stray: StrayKind | None = None
    before: str = ""
    change: int | None = None

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder of the list."""
        return self.verdict in EXPECTED

    @property
    def look(self) -> VerdictLook:
        """How its verdict looks and sounds."""
        return LOOKS[self.verdict]

    @property
    def name(self) -> str:
        """The verdict in a word or two."""
        if self.stray in {StrayKind.CREATED, StrayKind.BESIDE}:
            return NOT_EXPECTED.said()
        return self.look.name.said()

    @property
    def title(self) -> str:
        """The verdict as it is called out."""
        return RIGHT_PLACE.said() if self.verdict is Verdict.COUNTED and self.place else self.name

    @property
    def why(self) -> str:
        """What is to be known besides: where it belongs, who counted it before, why it is not expected."""
        if self.verdict is Verdict.MISPLACED:
            return BELONGS_IN.said(place=self.belongs) if self.belongs else NO_PLACE.said()
        if self.verdict is Verdict.ALREADY:
            return self.before
        if self.verdict is Verdict.ARCHIVED:
            return TAKE_OUT.said()
        if self.stray is StrayKind.CREATED:
            return MADE_LATER.said()
        if self.stray is StrayKind.BESIDE:
            return OUT_OF_SCOPE.said()
        return NO_SUCH_FILE.said() if self.verdict is Verdict.UNKNOWN else ""


def heard_now(result: ScanResult, place: str, at: datetime, change: int | None) -> Heard:
    """A scan of this moment."""
    folder, earlier = result.folder, result.earlier
    before = ""
    if earlier is not None:
        before = COUNTED_BEFORE.said(time=shown_time(earlier.at, at), by=earlier.by)
    return Heard(
        code=result.code,
        verdict=result.verdict,
        at=at,
        place=place,
        file_no=result.file_no,
        plate=folder.plate if folder else None,
        vin=folder.vin if folder else None,
        vehicle=folder.vehicle if folder else None,
        owner=folder.owner if folder else None,
        belongs=result.location,
        stray=result.stray,
        before=before,
        change=change,
    )


def heard_before(scan: RecentScan) -> Heard:
    """A scan of an earlier day, or of another counter."""
    return Heard(
        code=scan.code,
        verdict=scan.verdict,
        at=scan.at,
        place=scan.place,
        file_no=scan.file_no,
        plate=scan.plate,
        belongs=scan.belongs,
        before=scan.by,
    )


def shown_time(at: datetime, now: datetime) -> str:
    """The time of a scan, with its day where it is another one than `now`."""
    return f"{at:%H:%M}" if at.date() == now.date() else f"{at:%Y-%m-%d %H:%M}"
