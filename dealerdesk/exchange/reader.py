"""Reading a spreadsheet of any format into a staging file."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RECORD_LABELS, RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.exchange.child import Limits, Report, run_in_child
from dealerdesk.exchange.delimited import read_delimited
from dealerdesk.exchange.guard import Format, inspect_file
from dealerdesk.exchange.recognise import HEADING_ROWS, Header, best_row, read_header, refuse_hidden_headings
from dealerdesk.exchange.rows import RowReader
from dealerdesk.exchange.staging import Checked, StagedWorkbook, open_staged, write_staging
from dealerdesk.exchange.tables import NO_HEADINGS, Note, Table
from dealerdesk.exchange.workbooks import read_workbook

READING = Message("reading_spreadsheet", "Reading the spreadsheet")
CHECKING = Message("checking_rows", "Checking the rows")
OTHER_KIND = Message(
    "exported_as_other_kind", "DealerDesk exported this workbook as “{exported}”; it is read as “{kind}”."
)

_EXAMPLES = {
    RecordKind.FILES: "VIN, 车牌号, 車身號碼",
    RecordKind.REPAIR_ORDERS: "RO No., VIN, 维修委托书编号",
    RecordKind.CUSTOMERS: "Customer, 客户姓名, 電話",
    RecordKind.POLICIES: "Policy number, VIN, 保险单号",
}


def read_into_staging(  # noqa: PLR0913  # what a person can say of a spreadsheet
    source: Path,
    kind: RecordKind,
    staging: Path,
    *,
    sheet: str | None,
    encoding: str | None,
    progress: Progress,
    limits: Limits | None = None,
) -> StagedWorkbook:
    """Read `source` in a child process and leave its checked rows in the new SQLite file `staging`.

    `sheet` names one of a workbook's sheets, `encoding` that of delimited text; both are found where None.
    Whatever is raised, there is no staging file then: refusals have the codes of `exchange`, such as
    ``file_not_found``, ``file_damaged``, ``no_headings``; `progress` may raise `Cancelled`.
    """
    staging.unlink(missing_ok=True)
    try:
        run_in_child(
            _stage,
            _Wanted(source, kind, staging, sheet, encoding),
            source=source,
            progress=progress,
            limits=limits or Limits(),
        )
        return open_staged(staging)
    except BaseException:
        staging.unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the child is told."""

    source: Path
    kind: RecordKind
    staging: Path
    sheet: str | None
    encoding: str | None


def _stage(report: Report, wanted: _Wanted) -> None:
    """What the child does: guard, parse, recognise, check and write."""
    source, kind = wanted.source, wanted.kind
    report(READING, 0, None)
    inspected = inspect_file(source)
    report(READING, 0, None)
    if inspected.format is Format.TEXT:
        table = read_delimited(source, kind, wanted.sheet, wanted.encoding)
    else:
        table = read_workbook(inspected, kind, wanted.sheet)
    report(CHECKING, 0, table.height)
    header = _header_of(table, kind, source)
    reader = RowReader(table, header, kind)
    checked = Checked(
        kind,
        table,
        header,
        reader,
        lambda: (*table.notes, *_kind_note(table, kind), *header.notes, *reader.notes),
    )
    write_staging(wanted.staging, checked, lambda row: report(CHECKING, row, table.height))
    report(CHECKING, table.height, table.height)


def _header_of(table: Table, kind: RecordKind, source: Path) -> Header:
    top = list(islice(table.rows(), HEADING_ROWS))
    at, known = best_row(kind, [cells for _, cells in top])
    if not known:
        raise DealerDeskError(
            NO_HEADINGS, path=source, kind=RECORD_LABELS[kind], rows=HEADING_ROWS, examples=_EXAMPLES[kind]
        )
    header = read_header(kind, top[at][0], top[at][1])
    refuse_hidden_headings(table.sheet, header, table.merged)
    return header


def _kind_note(table: Table, kind: RecordKind) -> list[Note]:
    exported = next((label for other, label in RECORD_LABELS.items() if other == table.exported_kind), None)
    if exported is None or exported == RECORD_LABELS[kind]:
        return []
    return [(OTHER_KIND, {"exported": exported, "kind": RECORD_LABELS[kind]})]
