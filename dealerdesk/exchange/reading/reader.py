"""Reading a spreadsheet of any format into a staging file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RECORD_LABELS, RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.exchange.child import Limits, Report, run_in_child
from dealerdesk.exchange.reading.guard import inspect_file
from dealerdesk.exchange.reading.header import Header, read_header
from dealerdesk.exchange.reading.opening import cells_of_row, heading_row, kind_notes, open_table
from dealerdesk.exchange.reading.recognise import HEADING_ROWS, hidden_headings
from dealerdesk.exchange.reading.rows import RowReader
from dealerdesk.exchange.reading.staging import Checked, StagedWorkbook, open_staged, write_staging
from dealerdesk.exchange.reading.tables import NO_HEADINGS, Table

READING = Message("reading_spreadsheet", "Reading the spreadsheet")
CHECKING = Message("checking_rows", "Checking the rows")
NO_COLUMNS = Message(
    "no_columns",
    "Nothing of the sheet {sheet} can be read as “{kind}”: none of its columns was recognised or chosen. "
    "Choose what the columns are, or another row of headings.",
)

_EXAMPLES = {
    RecordKind.FILES: "VIN, 车牌号, 車身號碼",
    RecordKind.REPAIR_ORDERS: "RO No., VIN, 维修委托书编号",
    RecordKind.CUSTOMERS: "Customer, 客户姓名, 電話",
    RecordKind.DOCUMENTS: "Document type, VIN, 文件类型",
    RecordKind.POLICIES: "Policy number, VIN, 保险单号",
}


def read_into_staging(
    source: Path,
    mapping: ImportMapping,
    staging: Path,
    *,
    progress: Progress,
    limits: Limits | None = None,
) -> StagedWorkbook:
    """Read `source` in a child process and leave its checked rows in the new SQLite file `staging`.

    What the mapping leaves open is found. Whatever is raised, there is no staging file then: refusals have
    the codes of `exchange`, such as ``file_not_found``, ``file_damaged``, ``no_headings``; `progress` may
    raise `Cancelled`.
    """
    staging.unlink(missing_ok=True)
    try:
        run_in_child(
            _stage,
            _Wanted(source, mapping, staging),
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
    mapping: ImportMapping
    staging: Path


def _stage(report: Report, wanted: _Wanted) -> None:
    """What the child does: guard, parse, recognise, check and write."""
    mapping = wanted.mapping
    report(READING, 0, None)
    inspected = inspect_file(wanted.source)
    report(READING, 0, None)
    table = open_table(inspected, mapping)
    report(CHECKING, 0, table.height)
    header = _header_of(table, mapping, wanted.source)
    reader = RowReader(table, header, mapping)
    checked = Checked(
        mapping.kind,
        table,
        header,
        reader,
        lambda: (*table.notes, *kind_notes(table, mapping.kind), *header.notes, *reader.notes),
    )
    write_staging(wanted.staging, checked, lambda row: report(CHECKING, row, table.height))
    report(CHECKING, table.height, table.height)


def _header_of(table: Table, mapping: ImportMapping, source: Path) -> Header:
    row, is_known = heading_row(table, mapping)
    kind = RECORD_LABELS[mapping.kind]
    if not is_known and mapping.columns is None:
        examples = _EXAMPLES[mapping.kind]
        raise DealerDeskError(NO_HEADINGS, path=source, kind=kind, rows=HEADING_ROWS, examples=examples)
    header = read_header(mapping, row, cells_of_row(table, row), table.width)
    hidden = hidden_headings(row, table.sheet, table.merged)
    if hidden and mapping.columns is None:
        raise DealerDeskError(hidden[0], **hidden[1])
    if not header.known:
        raise DealerDeskError(NO_COLUMNS, sheet=table.sheet, kind=kind)
    return header
