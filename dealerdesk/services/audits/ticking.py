"""Ticking the contents of a folder: its documents and the fields of its card, all in one action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dealerdesk.domain.audits import CardField, CardSaid, Fault
from dealerdesk.domain.text import fold_line
from dealerdesk.services.audits.codes import Entry, OpenAudit
from dealerdesk.services.audits.marking import DocumentMark, mark_entry
from dealerdesk.storage.audits import FAULTS
from dealerdesk.storage.unit_of_work import UnitOfWork

_DIFFERENCES = (
    f"SELECT count(*) FROM ({FAULTS}) WHERE entry_id = :entry "
    f"AND fault IN ('{Fault.PAPER.value}', '{Fault.SCAN.value}', '{Fault.CARD.value}')"
)
_SAY = """
INSERT INTO audit_card (audit_id, entry_id, field, said, on_paper, marked_by, marked_at)
VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (entry_id, field) DO UPDATE
SET said = excluded.said, on_paper = excluded.on_paper, marked_by = excluded.marked_by,
    marked_at = excluded.marked_at, version = version + 1
WHERE said IS NOT excluded.said OR on_paper IS NOT excluded.on_paper
"""
_UNSAY = "DELETE FROM audit_card WHERE entry_id = ? AND field = ?"


@dataclass(frozen=True, slots=True)
class CardMark:
    """What is said of one field of the card, None to take back what was said; `on_paper` where it differs."""

    field: CardField
    said: CardSaid | None
    on_paper: str = ""


@dataclass(frozen=True, slots=True)
class FolderTicks:
    """All that is said of one folder at once."""

    marks: tuple[DocumentMark, ...] = ()
    card: tuple[CardMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticked:
    """A ticked folder: its file, how many of its papers, scans and card fields differ, the change set."""

    file_no: str
    differences: int
    change: int | None


def tick_entry(work: UnitOfWork, audit: OpenAudit, entry: Entry, ticks: FolderTicks, by: str) -> int:
    """Write what is said of an expected folder's contents; how many differences it has now."""
    for mark in ticks.marks:
        mark_entry(work, audit, entry, mark, by)
    work.session.flush()
    at = f"{work.at:%Y-%m-%d %H:%M:%S}"
    for said in ticks.card:
        if said.said is None:
            work.connection.execute(_UNSAY, (entry.id, said.field.value))
            continue
        differs = said.said is CardSaid.DIFFERS
        on_paper = (fold_line(said.on_paper) or None) if differs else None
        row = (audit.id, entry.id, said.field.value, said.said.value, on_paper, by, at)
        work.connection.execute(_SAY, row)
    return _differences(work.connection, audit, entry)


def _differences(connection: Any, audit: OpenAudit, entry: Entry) -> int:
    (count,) = connection.execute(_DIFFERENCES, {"audit": audit.id, "entry": entry.id}).fetchone()
    return int(count)
