"""How a spreadsheet was read is remembered: for the next one like it, and under names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ColumnChoice, ImportMapping, Rule, Side
from dealerdesk.exchange.reading.preview import Why
from dealerdesk.services.imports import NamedMapping, Preview
from tests.support.desks import last_change
from tests.support.importing import ORDERS, REGISTER, TAIWAN, reading_here
from tests.support.spreadsheets import SAMPLES, VINS

LIST = "car code,what,when,odd\n{vin},Audi,05/06/2020,x\n"


@pytest.fixture(autouse=True)
def _here() -> Iterator[None]:
    with reading_here():
        yield


def listed(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def read_as(preview: Preview) -> dict[str, tuple[str | None, Why]]:
    return {column.heading: (column.code, column.why) for column in preview.columns}


def chosen(preview: Preview) -> ImportMapping:
    """What a person makes of a list whose headings say little."""
    codes = {"car code": "vin", "what": "make", "when": "registration_date", "odd": None}
    columns = tuple(
        ColumnChoice(column.at, column.heading, codes[column.heading], False if column.at == 2 else None)
        for column in preview.columns
    )
    return replace(preview.mapping, columns=columns)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (REGISTER, RecordKind.FILES),
        (ORDERS, RecordKind.REPAIR_ORDERS),
        (TAIWAN, RecordKind.FILES),
    ],
)
def test_what_a_row_holds_is_found_by_itself(desk: Desk, name: str, kind: RecordKind) -> None:
    preview = desk.imports.preview(SAMPLES / name)
    assert (preview.kind, preview.mapping.kind) == (kind, kind)
    assert desk.imports.run(SAMPLES / name, preview.mapping, dry_run=True).rows > 0


def test_a_preview_amounts_to_what_an_import_would_do_by_itself(desk: Desk) -> None:
    path = SAMPLES / REGISTER
    by_itself = desk.imports.run(path, ImportMapping(RecordKind.FILES), dry_run=True)
    by_mapping = desk.imports.run(path, desk.imports.preview(path).mapping, dry_run=True)
    assert replace(by_mapping, notes=()) == replace(by_itself, notes=())


def test_the_next_such_list_is_read_as_the_last_one_was(desk: Desk, tmp_path: Path) -> None:
    first = listed(tmp_path, "january.csv", LIST.format(vin=VINS[0]))
    look = desk.imports.preview(first, ImportMapping(RecordKind.FILES, header_row=1))
    desk.imports.run(first, chosen(look))
    moved = "odd,when,car code,what\n,07/08/2020,{vin},Volvo\n"
    second = listed(tmp_path, "february.csv", "our list\n\n" + moved.format(vin=VINS[1]))
    preview = desk.imports.preview(second)
    assert (preview.header_row, read_as(preview)) == (
        3,
        {
            "odd": (None, Why.NONE),
            "when": ("registration_date", Why.REMEMBERED),
            "car code": ("vin", Why.REMEMBERED),
            "what": ("make", Why.REMEMBERED),
        },
    )
    assert desk.imports.run(second, preview.mapping).new == 1
    assert str(desk.files.show(VINS[1]).values["registration_date"]) == "2020-07-08"


def test_what_was_decided_against_is_remembered_too(desk: Desk, tmp_path: Path) -> None:
    path = listed(tmp_path, "list.csv", f"VIN,Make\n{VINS[0]},Audi\n")
    look = desk.imports.preview(path)
    without = tuple(
        replace(column, code="vin" if column.at == 0 else None) for column in look.mapping.columns or ()
    )
    desk.imports.run(path, replace(look.mapping, columns=without))
    assert read_as(desk.imports.preview(path))["Make"] == (None, Why.REMEMBERED)


def test_other_headings_are_another_list(desk: Desk, tmp_path: Path) -> None:
    first = listed(tmp_path, "january.csv", LIST.format(vin=VINS[0]))
    desk.imports.run(
        first, chosen(desk.imports.preview(first, ImportMapping(RecordKind.FILES, header_row=1)))
    )
    other = listed(tmp_path, "other.csv", "car code,what,VIN\na,b,c\n")
    assert read_as(desk.imports.preview(other))["what"] == (None, Why.NONE)


def test_a_mapping_is_kept_under_its_name_without_what_was_said_of_rows(desk: Desk) -> None:
    columns = (ColumnChoice(0, "car code", "vin"),)
    mapping = ImportMapping(
        RecordKind.FILES,
        sheet="Sheet1",
        header_row=4,
        columns=columns,
        on_conflict=Rule.EMPTY,
        corrections={(5, "vin"): VINS[0]},
        decisions={(6, "make"): Side.OURS},
    )
    kept = ImportMapping(RecordKind.FILES, columns=columns, on_conflict=Rule.EMPTY)
    desk.imports.mappings.save(" from   Excel ", mapping)
    assert desk.imports.mappings.all(RecordKind.FILES) == (NamedMapping("from Excel", kept),)
    assert desk.imports.mappings.all(RecordKind.CUSTOMERS) == ()
    desk.imports.mappings.save("from Excel", ImportMapping(RecordKind.FILES))
    assert len(desk.imports.mappings.all(RecordKind.FILES)) == 1
    desk.history.undo(last_change(desk))
    assert desk.imports.mappings.all(RecordKind.FILES) == (NamedMapping("from Excel", kept),)
    desk.imports.mappings.delete(RecordKind.FILES, "from Excel")
    with pytest.raises(DealerDeskError, match="from Excel"):
        desk.imports.mappings.delete(RecordKind.FILES, "from Excel")


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_name_that_says_nothing_or_too_much_is_refused(desk: Desk, name: str) -> None:
    with pytest.raises(DealerDeskError, match="from 1 to 60 characters"):
        desk.imports.mappings.save(name, ImportMapping(RecordKind.FILES))
