"""The audits of a sample: last year's, closed with everything explained, and one that is being counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, Final

from dealerdesk.domain.audits import AuditState, Fault, Said, Scope, StrayKind
from dealerdesk.domain.fields import FILE_FIELDS, RecordKind
from dealerdesk.domain.filters import parse_filter
from dealerdesk.domain.text import fold_identifier
from dealerdesk.services.sample.audit_rows import (
    NewAssignment,
    NewAudit,
    NewEvidence,
    NewExplanation,
    NewSignature,
    NewStray,
)
from dealerdesk.services.sample.audit_walk import Folder, Tour, Walk, moment, scatter
from dealerdesk.services.sample.audit_words import (
    CABINET_TITLE,
    FULL_TITLE,
    MISSED_AGAIN,
    REASON_OF_NOTE,
    REASONS,
    UNKNOWN_LABEL,
)
from dealerdesk.services.sample.chance import Chance
from dealerdesk.services.sample.rows import Ids, NewUser, Row, write_rows
from dealerdesk.storage.audits import FAULTS, fingerprint, freeze
from dealerdesk.storage.columns import conditions_sql

LARGEST_FULL_COUNT: Final = 3_000
"""In a larger house the audit that is being counted is of one cabinet.

Last year's is of all files in any house, so that none is reminded of it: of a hundred thousand files it takes
a twentieth of the time in which the sample is made, and a twelfth of its database.
"""
_LAST_YEAR, _RUNNING = timedelta(days=366), timedelta(days=5)
"""How long ago, at least, the two audits were opened: the closed one still saves from a reminder."""
_OPENED, _CLOSED = time(8, 40), time(17, 45)
_FOLDERS_A_DAY, _MOST_DAYS = 600, 6
_RUNNING_DAYS: Final = 3
_COUNTED: Final = 2 / 3
_FAULTS: Final = {
    Fault.MISSING: (0.008, 24),
    Fault.MISPLACED: (0.012, 30),
    Fault.PAPER: (0.02, 40),
    Fault.SCAN: (0.014, 30),
    Fault.CARD: (0.005, 12),
    Fault.CONFLICT: (0.002, 4),
}
"""How often something is wrong among the folders that are counted, and how often at most."""
_LEAST_FOLDERS: Final = 8
"""Of fewer folders nothing is wrong."""
_ROWS_AT_ONCE: Final = 5_000
_SATURDAY: Final = 5

_FOLDERS = (
    "SELECT id, file_id, file_no, phone, location, cabinet, documents FROM audit_file "
    "WHERE audit_id = ? ORDER BY place_key, id"
)
_CABINETS = (
    "SELECT cabinet, count(*) FROM audit_file WHERE audit_id = ? GROUP BY cabinet ORDER BY min(place_key)"
)
_ARCHIVED = (
    "SELECT id, file_no FROM vehicle_file WHERE archived_at < ? AND location IS NOT NULL ORDER BY id LIMIT 2"
)
_MADE_SINCE = "SELECT id, file_no FROM vehicle_file WHERE created_at > ? ORDER BY id LIMIT 1"
_SOUGHT_IN_VAIN = f"""
SELECT f.file_id, f.cabinet FROM audit_file f WHERE f.audit_id = ?
AND EXISTS (SELECT 1 FROM audit_count c WHERE c.entry_id = f.id AND c.said = '{Said.MISSING.value}')
AND NOT EXISTS (SELECT 1 FROM audit_count c WHERE c.entry_id = f.id AND c.said = '{Said.FOUND.value}')
ORDER BY f.place_key
"""
_FOUND_WRONG = f"""
SELECT d.entry_id, d.stray_id, d.fault, d.type,
    (SELECT note FROM audit_document m WHERE m.entry_id = d.entry_id AND m.type = d.type),
    (SELECT file_id FROM audit_file f WHERE f.id = d.entry_id),
    d.fault <> '{Fault.MISSING.value}' OR EXISTS (SELECT 1 FROM audit_count c WHERE c.entry_id = d.entry_id)
FROM ({FAULTS}) d
"""
"""Each discrepancy with the document's note, the file, and whether anybody looked for the folder."""


class Auditors:
    """The people who audit the sample's cabinet; they work inside the open transaction of `connection`."""

    def __init__(
        self, connection: Any, ids: Ids, staff: Sequence[NewUser], *, seed: int, today: date
    ) -> None:
        self._connection = connection
        self._ids = ids
        self._chance = Chance(f"audits {seed}")
        self._clerk, self._manager, self._second, self._auditor = staff
        self._today = today

    def audit(self) -> None:
        """Make last year's audit, and the one that is being counted now; nothing where no file is of then."""
        last = self._last_year()
        self._running(last)

    def _last_year(self) -> int | None:
        """Last year's audit of all files, closed; its number."""
        day = _workday(self._today - _LAST_YEAR)
        opened = datetime.combine(day, _OPENED)
        expected = self._active("", opened)
        if not expected:
            return None
        days = _workdays(day, min(_MOST_DAYS, 2 + len(expected) // (2 * _FOLDERS_A_DAY)))
        closed = datetime.combine(_workdays(days[-1], 2)[1], _CLOSED)
        audit = self._open(FULL_TITLE.format(year=day.year), opened, expected, closed=closed)
        people = (self._clerk.name, self._manager.name)
        wanted = _wanted(len(expected))
        faults = scatter(self._chance, wanted, len(expected))
        self._count(Tour(audit, people, days, len(expected), len(expected), faults))
        self._explain(audit, closed.date(), everything=True)
        self._close(audit, closed)
        return audit

    def _running(self, last: int | None) -> None:
        """The audit that is being counted: of all files, in a large house of one cabinet."""
        day = _workday(self._today - _RUNNING)
        opened = datetime.combine(day, _OPENED)
        found = self._connection.execute(_SOUGHT_IN_VAIN, (last,)).fetchall()
        expected = self._active("", opened)
        conditions, title = "", FULL_TITLE.format(year=day.year)
        if len(expected) > LARGEST_FULL_COUNT and found:
            # The longest name of a cabinet is part of no other's.
            cabinet = max((cabinet for _, cabinet in found), key=len)
            conditions, title = f"location~{cabinet}-", CABINET_TITLE.format(year=day.year, cabinet=cabinet)
            expected = self._active(conditions, opened)
        if not expected:
            return
        audit = self._open(title, opened, expected, conditions=conditions)
        there = set(expected)
        sought = [file_id for file_id, _ in found if self._file_no(file_id) in there]
        counted = int(len(expected) * _COUNTED)
        faults = scatter(self._chance, _wanted(counted), counted)
        people = (self._clerk.name, self._auditor.name, self._manager.name)
        days = _workdays(day, _RUNNING_DAYS)
        lost = sought[0] if sought else None
        self._count(
            Tour(audit, people, days, len(expected), counted, faults, frozenset(sought), lost), opened
        )
        self._explain(audit, self._today, everything=False, lost=lost)

    def _active(self, conditions: str, at: datetime) -> list[str]:
        """The numbers of the files that were active at that time and fit the FILTER."""
        where, values = conditions_sql(RecordKind.FILES, parse_filter(conditions, FILE_FIELDS))
        rows = self._connection.execute(
            "SELECT vehicle_file.file_no FROM vehicle_file "
            "LEFT JOIN customer ON customer.id = vehicle_file.customer_id "
            "WHERE vehicle_file.created_at < ? AND coalesce(vehicle_file.archived_at, '9') > ? "
            f"AND ({where}) ORDER BY vehicle_file.id",
            (_stored(at), _stored(at), *values),
        )
        return [file_no for (file_no,) in rows]

    def _file_no(self, file_id: int) -> str:
        row = self._connection.execute("SELECT file_no FROM vehicle_file WHERE id = ?", (file_id,)).fetchone()
        return str(row[0])

    def _open(
        self,
        title: str,
        at: datetime,
        expected: Sequence[str],
        *,
        conditions: str = "",
        closed: datetime | None = None,
    ) -> int:
        """Write an open audit and freeze its list; its number."""
        number = self._ids.next(NewAudit)
        audit = NewAudit(
            id=number,
            title=title,
            as_of=at.date().isoformat(),
            scope=(Scope.FILTER if conditions else Scope.ALL).value,
            conditions=conditions or None,
            population=len(expected),
            seed=None,
            state=AuditState.OPEN.value,
            opened_at=_stored(at),
            opened_by=self._auditor.id,
            closed_at=_stored(closed) if closed else None,
            fingerprint=None,
        )
        write_rows(self._connection, [audit])
        freeze(self._connection, number, expected)
        return number

    def _count(self, tour: Tour, opened: datetime | None = None) -> None:
        """Walk along the shelves; those who count now meet a file that was made since `opened`, too."""
        self._assign(tour)
        walk = Walk(tour, self._ids, self._chance)
        folders = map(Folder._make, self._connection.execute(_FOLDERS, (tour.audit_id,)))
        rows = walk.rows(folders)
        while batch := list(islice(rows, _ROWS_AT_ONCE)):
            write_rows(self._connection, batch)
        write_rows(self._connection, self._strays(tour, opened))
        lost = self._connection.execute(
            "SELECT id FROM audit_file WHERE audit_id = ? AND file_id = ?", (tour.audit_id, tour.lost)
        ).fetchone()
        if lost:
            at = moment(tour.days, tour.counted, tour.counted)
            write_rows(self._connection, [self._evidence(tour.audit_id, MISSED_AGAIN, at, entry_id=lost[0])])

    def _assign(self, tour: Tour) -> None:
        cabinets = self._connection.execute(_CABINETS, (tour.audit_id,)).fetchall()
        write_rows(
            self._connection,
            [
                NewAssignment(
                    self._ids.next(NewAssignment), tour.audit_id, name, tour.people[nth % len(tour.people)]
                )
                for nth, (name, _) in enumerate(cabinets)
                if name
            ],
        )

    def _strays(self, tour: Tour, opened: datetime | None) -> Iterator[Row]:
        """Labels of nobody's folder, folders of archived files, and a new file's."""
        if tour.counted < _LEAST_FOLDERS:
            return
        place = self._connection.execute(_FOLDERS, (tour.audit_id,)).fetchone()[4] or ""
        year = tour.days[0].year
        for nth in range(1 if opened else 3):
            code = f"{year - 13}-{self._chance.digits(4)}"
            stray = self._stray(tour, nth, (code, StrayKind.UNKNOWN), place)
            yield stray
            if nth == 0:
                yield self._evidence(tour.audit_id, UNKNOWN_LABEL, stray.counted_at, stray_id=stray.id)
        since = _stored(datetime.combine(tour.days[0], _OPENED))
        known = self._connection.execute(_ARCHIVED, (since,)).fetchall()
        for nth, (file_id, file_no) in enumerate(known[opened is not None :]):
            yield self._stray(tour, nth + 4, (file_no, StrayKind.ARCHIVED), place, file_id)
        made = self._connection.execute(_MADE_SINCE, (since,)).fetchone()
        if opened and made:
            yield self._stray(tour, 7, (made[1], StrayKind.CREATED), "", made[0])

    def _stray(
        self, tour: Tour, nth: int, what: tuple[str, StrayKind], near: str, file_id: int | None = None
    ) -> NewStray:
        code, kind = what
        at = moment(tour.days, int((nth + 1) / 9 * tour.counted), tour.counted)
        return NewStray(
            id=self._ids.next(NewStray),
            audit_id=tour.audit_id,
            code=code,
            code_key=code if file_id else fold_identifier(code),
            kind=kind.value,
            file_id=file_id,
            file_no=code if file_id else None,
            place=near.partition("/")[0],
            counted_by=tour.people[nth % len(tour.people)],
            counted_at=at,
        )

    def _evidence(
        self, audit: int, note: str, at: str, *, entry_id: int | None = None, stray_id: int | None = None
    ) -> NewEvidence:
        return NewEvidence(
            id=self._ids.next(NewEvidence),
            audit_id=audit,
            entry_id=entry_id,
            stray_id=stray_id,
            note=note,
            name="",
            sha256=None,
            media_type=None,
            size=None,
            noted_by=self._clerk.name,
            noted_at=at,
        )

    def _explain(self, audit: int, day: date, *, everything: bool, lost: int | None = None) -> None:
        """Explain what is not in order: all of it, or about half of what was looked at by now."""
        rows = sorted(
            self._connection.execute(_FOUND_WRONG, {"audit": audit}),
            key=lambda row: (row[0] or 0, row[1] or 0, row[2], row[3]),
        )
        write_rows(
            self._connection,
            [
                self._explanation(audit, row, day)
                for row in rows
                if everything or (row[-1] and row[-2] != lost and self._chance.whether(0.5))
            ],
        )

    def _explanation(self, audit: int, row: tuple[Any, ...], day: date) -> NewExplanation:
        entry, stray, fault, type_, note, *_ = row
        cause, action = REASON_OF_NOTE.get(note) or self._chance.pick(REASONS[Fault(fault)])
        due = day + timedelta(days=self._chance.between(3, 30))
        return NewExplanation(
            id=self._ids.next(NewExplanation),
            audit_id=audit,
            entry_id=entry,
            stray_id=stray,
            fault=fault,
            type=type_,
            cause=cause,
            action=action,
            responsible=self._chance.pick((self._clerk, self._manager, self._second)).name,
            due=due.isoformat(),
        )

    def _close(self, audit: int, at: datetime) -> None:
        """Sign and seal the audit, as closing does."""
        signed = [
            NewSignature(self._ids.next(NewSignature), audit, user.name, _stored(at))
            for user in (self._manager, self._auditor)
        ]
        write_rows(self._connection, signed)
        seal = fingerprint(self._connection, audit)
        self._connection.execute(
            "UPDATE audit SET fingerprint = ?, state = ? WHERE id = ?", (seal, AuditState.CLOSED.value, audit)
        )


def _wanted(folders: int) -> dict[Fault, int]:
    if folders < _LEAST_FOLDERS:
        return {}
    return {fault: min(most, max(1, round(share * folders))) for fault, (share, most) in _FAULTS.items()}


def _workday(day: date) -> date:
    """`day`, or the Friday before where it is a weekend's."""
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


def _workdays(first: date, count: int) -> tuple[date, ...]:
    """So many working days from `first` on."""
    days = (first + timedelta(days=nth) for nth in range(2 * count + 2))
    return tuple(islice((day for day in days if day.weekday() < _SATURDAY), count))


def _stored(at: datetime) -> str:
    return at.isoformat(" ")
