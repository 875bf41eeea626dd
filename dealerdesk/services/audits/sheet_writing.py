"""Count sheets that go out: the expected list, or what is to be counted again, as a workbook or on paper."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dealerdesk.domain.audit_findings import RECOUNT, shelf_of
from dealerdesk.domain.audits import FAULT_LABELS, Fault, Scope
from dealerdesk.domain.count_sheets import CountLine, CountSheet, SheetKind
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import Field, FieldType
from dealerdesk.domain.messages import Message, said_list
from dealerdesk.domain.progress import Progress
from dealerdesk.domain.settings import DEALERSHIP_NAME
from dealerdesk.exchange.origins import AUDIT
from dealerdesk.exchange.writing.pages import SheetPage, write_pages
from dealerdesk.services.actions import COUNT_SHEET_WRITTEN
from dealerdesk.services.audits.ground import Ground
from dealerdesk.services.audits.sheets import FIXED, paper_column
from dealerdesk.services.audits.standing import AuditRow
from dealerdesk.services.noting import note
from dealerdesk.services.settings import value_of
from dealerdesk.storage.audits import ENTRIES
from dealerdesk.storage.interrupting import interruptible

COUNT_SHEET = Message("count_sheet", "Count sheet")
SHEET_ENDING = Message(
    "count_sheet_ending",
    "A count sheet is a .pdf or an .xlsx, and {path} does not end so. Choose such a name.",
)
READING = Message("count_sheet_reading", "Reading the list of the audit")
SEEN_AT = Message("count_sheet.seen_at", "{said}: {place}")
FIRST_COUNT = Field("first_count", FieldType.TEXT, Message("audit_column.first_count", "First count"))

_AGAIN = " UNION ALL ".join(
    f"SELECT entry_id, '{fault.value}' AS fault FROM ({ENTRIES[fault]})" for fault in sorted(RECOUNT)
)
_LINES = """
SELECT f.file_no, f.plate, f.vin, f.vehicle, f.location, f.cabinet, f.documents, {said}, {places}
FROM audit_file f {where} ORDER BY f.cabinet = '', f.place_key, f.id
"""
_ALL = _LINES.format(said="NULL", places="NULL", where="WHERE f.audit_id = :audit")
_DIFFERING = f"WITH d AS MATERIALIZED ({_AGAIN}) " + _LINES.format(
    said="(SELECT json_group_array(DISTINCT d.fault) FROM d WHERE d.entry_id = f.id)",
    places="(SELECT group_concat(DISTINCT c.place ORDER BY c.place) FROM audit_count c "
    "WHERE c.entry_id = f.id AND c.place <> '')",
    where="WHERE f.id IN (SELECT entry_id FROM d)",
)
_PEOPLE = "SELECT cabinet, person FROM audit_assignment WHERE audit_id = ?"


def write_sheet(ground: Ground, audit: AuditRow, out: Path, progress: Progress, *, recount: bool) -> int:
    """Write the sheet as the ending of `out` says, and note it in the history; how many folders are on it.

    With `recount` only folders that are missing, misplaced, or seen otherwise by two counters. Raises
    ``count_sheet_ending``, and what `write_pages` and `pdf_pages` raise.
    """
    ending = out.suffix.lower()
    if ending not in {".pdf", ".xlsx"}:
        raise DealerDeskError(SHEET_ENDING, path=out)
    with ground.database.asking() as connection, interruptible(connection, progress, READING):
        sheet = _sheet(ground, connection, audit, recount=recount)
    if ending == ".pdf":
        # Start-up: only whoever prints needs what paints.
        from dealerdesk.printing.count_sheets import write_count_sheet  # noqa: PLC0415 - start-up, see above

        write_count_sheet(out, sheet, progress)
    else:
        said = {AUDIT: str(audit.id)}
        pages = [_page(sheet)]
        write_pages(out, pages, title=audit.title, made_at=sheet.made_at, said=said, progress=progress)
    count = len(sheet.lines)
    told: dict[str, str | int] = {"title": audit.title, "audit": audit.id, "count": count}
    note(ground.database, ground.author, COUNT_SHEET_WRITTEN, **told, name=out.name)
    return count


def _sheet(ground: Ground, connection: Any, audit: AuditRow, *, recount: bool) -> CountSheet:
    rows = connection.execute(_DIFFERING if recount else _ALL, {"audit": audit.id})
    kind = SheetKind.PULL if audit.scope is Scope.SAMPLE else SheetKind.COUNT
    return CountSheet(
        kind=SheetKind.RECOUNT if recount else kind,
        title=audit.title,
        as_of=audit.as_of,
        dealership=str(value_of(connection, DEALERSHIP_NAME) or ""),
        made_at=ground.database.now(),
        counters=dict(connection.execute(_PEOPLE, (audit.id,))),
        lines=tuple(map(_line, rows)),
    )


def _line(row: tuple[Any, ...]) -> CountLine:
    file_no, plate, vin, vehicle, location, cabinet, documents, faults, places = row
    held = json.loads(documents)
    required = tuple(kind for kind in DocumentType if kind.value in held)
    said = said_list(FAULT_LABELS[Fault(code)] for code in sorted(json.loads(faults))) if faults else ""
    if said and places:
        said = SEEN_AT.said(said=said, place=places)
    shelf = shelf_of(location)
    return CountLine(file_no, plate, vin, vehicle, location, cabinet, shelf, required, said)


def _page(sheet: CountSheet) -> SheetPage:
    """The sheet as columns to be filled in: behind the fixed ones, one for the paper of each type needed."""
    needed = {kind for line in sheet.lines for kind in line.required}
    papers = [kind for kind in DocumentType if kind in needed]
    again = [FIRST_COUNT] if sheet.kind is SheetKind.RECOUNT else []
    blank = (None,) * (len(papers) + 3)
    rows: list[Sequence[str | None]] = [
        (
            *(line.file_no, line.plate, line.vin, line.vehicle, line.location),
            *(sheet.counters.get(line.cabinet), *blank),
            *([line.said] if again else []),
        )
        for line in sheet.lines
    ]
    return SheetPage(COUNT_SHEET.said(), [*FIXED, *map(paper_column, papers), *again], rows)
