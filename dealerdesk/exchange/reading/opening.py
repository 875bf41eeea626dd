"""From a file to the one sheet that is read of it, and to the row of its headings; in a child process."""

from __future__ import annotations

from itertools import islice

from dealerdesk.domain.fields import RECORD_LABELS, RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.messages import Message
from dealerdesk.exchange.reading.delimited import read_delimited
from dealerdesk.exchange.reading.guard import Format, Inspected
from dealerdesk.exchange.reading.recognise import HEADING_ROWS, best_row, chosen_keys, likely_row
from dealerdesk.exchange.reading.tables import Note, Row, Table
from dealerdesk.exchange.reading.workbooks import read_workbook

OTHER_KIND = Message(
    "exported_as_other_kind", "DealerDesk exported this workbook as “{exported}”; it is read as “{kind}”."
)


def open_table(inspected: Inspected, mapping: ImportMapping, *, survey: bool = False) -> Table:
    """The sheet of the file that the mapping names, else the best one; with `survey` all are looked at.

    Raises the refusals of `read_delimited` and `read_workbook`.
    """
    if inspected.format is Format.TEXT:
        return read_delimited(inspected.path, mapping)
    return read_workbook(inspected, mapping, survey=survey)


def heading_row(table: Table, mapping: ImportMapping) -> tuple[int, bool]:
    """The row of the headings, from 1 and 0 for none, and whether it is known or said rather than guessed."""
    if mapping.header_row is not None:
        return mapping.header_row, True
    top = list(islice(table.rows(), HEADING_ROWS))
    rows = [cells for _, cells in top]
    at, known = best_row(mapping.kind, rows, chosen_keys(mapping))
    if known:
        return top[at][0], True
    guessed = likely_row(rows)
    return (0 if guessed is None else top[guessed][0]), False


def cells_of_row(table: Table, row: int) -> Row:
    """The cells of one row, from 1; none of row 0 or of one that the sheet does not have."""
    return next((cells for number, cells in islice(table.rows(), row) if number == row), ())


def kind_notes(table: Table, kind: RecordKind) -> list[Note]:
    """That the workbook was exported as another kind of records, where it was."""
    exported = next((label for other, label in RECORD_LABELS.items() if other == table.exported_kind), None)
    if exported is None or exported == RECORD_LABELS[kind]:
        return []
    return [(OTHER_KIND, {"exported": exported, "kind": RECORD_LABELS[kind]})]
