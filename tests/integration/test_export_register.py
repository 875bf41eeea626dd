"""The whole register as one workbook: a sheet for each kind, each read again by its own import."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.domain.fields import RECORD_LABELS, RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.messages import Message
from dealerdesk.i18n import LANGUAGES, speaking
from tests.support.importing import files, outcome, put_in, query, reading_here, records
from tests.support.spreadsheets import VINS


def fill(desk: Desk) -> None:
    files(desk, {"vin": VINS[0], "customer": "王伟", "plate": "粤B12345"}, {"vin": VINS[1], "make": "大众"})
    put_in(
        desk,
        RecordKind.REPAIR_ORDERS,
        {"order_no": "R1", "vin": VINS[0], "line_no": "1", "line_description": "=1+1"},
        {"order_no": "R1", "vin": VINS[0], "line_no": "2", "line_amount": "12.5"},
    )
    put_in(desk, RecordKind.POLICIES, {"policy_no": "007", "vin": VINS[0], "ends": "2027-01-01"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_read_from_its_own_sheet_and_changes_nothing(
    registered: Desk, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "register.xlsx"
    written = registered.exports.export_register(path, language=language)
    before, rows = records(registered), 0
    for kind in RecordKind:
        with reading_here():
            result = registered.imports.run(path, ImportMapping(kind))
        with speaking(language):
            assert result.sheet == RECORD_LABELS[kind].said()
        assert set(outcome(result)) <= {"unchanged"}
        assert [note for note in result.notes if "sheet" in note] == []
        rows += result.rows
    assert written.rows == rows > 600
    assert records(registered) == before


def test_each_sheet_is_what_an_export_of_its_kind_is(desk: Desk, tmp_path: Path) -> None:
    fill(desk)
    register, alone = tmp_path / "register.xlsx", tmp_path / "alone.xlsx"
    desk.exports.export_register(register)
    book = load_workbook(register)
    assert book.sheetnames == [RECORD_LABELS[kind].said() for kind in RecordKind]
    for kind, sheet in zip(RecordKind, book.worksheets, strict=True):
        desk.exports.export(kind, alone)
        other = load_workbook(alone).worksheets[0]
        cells = [[(cell.value, cell.number_format, cell.quotePrefix) for cell in row] for row in sheet]
        assert cells == [
            [(cell.value, cell.number_format, cell.quotePrefix) for cell in row] for row in other
        ]
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == (other.freeze_panes, other.auto_filter.ref)
        assert {letters: each.width for letters, each in sheet.column_dimensions.items()} == {
            letters: each.width for letters, each in other.column_dimensions.items()
        }


def test_what_belongs_to_an_archived_file_stays_out_with_it(desk: Desk, tmp_path: Path) -> None:
    fill(desk)
    files(desk, {"vin": VINS[2]})
    put_in(desk, RecordKind.REPAIR_ORDERS, {"order_no": "R2", "vin": VINS[2]})
    desk.files.archive(VINS[0], "sold")
    path = tmp_path / "register.xlsx"
    desk.exports.export_register(path)
    counts = {}
    for kind in RecordKind:
        with reading_here():
            counts[kind] = desk.imports.run(path, ImportMapping(kind), dry_run=True).rows
    assert counts == {
        RecordKind.FILES: 2,
        RecordKind.REPAIR_ORDERS: 1,
        RecordKind.CUSTOMERS: 1,
        RecordKind.DOCUMENTS: 0,
        RecordKind.POLICIES: 0,
    }


def test_what_was_edited_since_is_a_conflict_on_the_way_back(desk: Desk, tmp_path: Path) -> None:
    fill(desk)
    path = tmp_path / "register.xlsx"
    desk.exports.export_register(path)
    desk.files.edit(VINS[1], {"make": "Audi"})
    with reading_here():
        result = desk.imports.run(path, ImportMapping(RecordKind.FILES))
    assert outcome(result) == {"unchanged": 1, "conflicts": 1}


def test_what_was_taken_back_since_was_not_edited(desk: Desk, tmp_path: Path) -> None:
    fill(desk)
    path = tmp_path / "register.xlsx"
    desk.exports.export_register(path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    at = [cell.value for cell in sheet[1]].index("Make") + 1
    sheet.cell(3, at).value = "Audi"
    book.save(path)
    for _ in range(2):
        with reading_here():
            result = desk.imports.run(path, ImportMapping(RecordKind.FILES))
        assert outcome(result) == {"changed": 1, "unchanged": 1}
        assert result.import_id is not None
        desk.history.undo(result.import_id)


def test_a_sheet_that_was_renamed_is_found_by_its_headings(desk: Desk, tmp_path: Path) -> None:
    fill(desk)
    path = tmp_path / "register.xlsx"
    desk.exports.export_register(path)
    book = load_workbook(path)
    book["Insurance policies"].title = "mine"
    book.save(path)
    with reading_here():
        result = desk.imports.run(path, ImportMapping(RecordKind.POLICIES))
    assert (result.sheet, result.rows) == ("mine", 1)


@pytest.mark.parametrize("name", ["register.csv", "register.xls", "register"])
def test_a_register_is_a_workbook_with_sheets(desk: Desk, tmp_path: Path, name: str) -> None:
    with pytest.raises(DealerDeskError) as refused:
        desk.exports.export_register(tmp_path / name)
    assert refused.value.code == "register_ending"
    assert ".xlsx" in str(refused.value)
    assert not (tmp_path / name).exists()


def test_an_empty_dealership_has_an_empty_register(desk: Desk, tmp_path: Path) -> None:
    assert desk.exports.export_register(tmp_path / "register.xlsx").rows == 0


class Stopped:
    """Stops at a step, and keeps what it was told."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.told: list[tuple[int, int | None]] = []

    def step(self, _stage: Message, done: int, total: int | None) -> None:
        self.told.append((done, total))
        if len(self.told) == self.at:
            raise Cancelled


def test_progress_is_that_of_all_sheets_and_stopping_leaves_nothing(registered: Desk, tmp_path: Path) -> None:
    path, all_of_it = tmp_path / "out.xlsx", Stopped(0)
    rows = registered.exports.export_register(path, progress=all_of_it).rows
    assert all_of_it.told[-1] == (rows, rows)
    assert all_of_it.told == sorted(all_of_it.told)
    path.unlink()
    for at in range(1, len(all_of_it.told) + 1):
        with pytest.raises(Cancelled):
            registered.exports.export_register(path, progress=Stopped(at))
        assert list(tmp_path.glob("*out*")) == []


def test_all_sheets_are_of_one_moment(desk: Desk, tmp_path: Path) -> None:
    fill(desk)
    path = tmp_path / "register.xlsx"

    class Meddler:
        """Somebody who adds a policy while the first sheet is written."""

        def __init__(self) -> None:
            self.is_done = False

        def step(self, _stage: Message, _done: int, _total: int | None) -> None:
            if not self.is_done:
                self.is_done = True
                put_in(desk, RecordKind.POLICIES, {"policy_no": "008", "vin": VINS[0], "ends": "2028-01-01"})

    desk.exports.export_register(path, progress=Meddler())
    assert len(query(desk, "SELECT * FROM policy")) == 2
    assert load_workbook(path)["Insurance policies"].max_row == 2
