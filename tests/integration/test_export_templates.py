"""Empty spreadsheets that explain themselves, filled in and imported."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FIELDS, RECORD_LABELS, FieldType, RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.i18n import LANGUAGES, speaking
from tests.support.importing import outcome, reading_here, values

IDENTIFIERS = {
    FieldType.IDENTIFIER,
    FieldType.VIN,
    FieldType.PLATE,
    FieldType.PHONE,
    FieldType.ID_NUMBER,
    FieldType.COMPANY_NUMBER,
}


def first_column(rule: Any) -> int:
    """The column, from 1, that a rule of data validation is for."""
    (place,) = rule.sqref.ranges
    return int(place.min_col)


def columns_of(path: Path) -> dict[str, int]:
    """Where each heading stands, from 1, without the mark of what is needed."""
    headings = [str(cell.value).removesuffix(" *") for cell in load_workbook(path).worksheets[0][1]]
    return {heading: at for at, heading in enumerate(headings, 1)}


def filled_in(path: Path, fill: Callable[[Any, dict[str, int]], None]) -> Path:
    """The template as a person saves it who typed something into its first sheet."""
    book = load_workbook(path)
    fill(book.worksheets[0], columns_of(path))
    out = path.with_name("filled.xlsx")
    book.save(out)
    return out


@pytest.mark.parametrize("kind", list(RecordKind))
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_untouched_template_holds_no_rows(
    desk: Desk, tmp_path: Path, kind: RecordKind, language: str
) -> None:
    path = tmp_path / "template.xlsx"
    assert desk.exports.write_template(kind, path, language=language).rows == 0
    for each in (path, filled_in(path, lambda _sheet, _columns: None)):
        with reading_here():
            result = desk.imports.run(each, ImportMapping(kind))
        assert (result.rows, outcome(result), result.problems) == (0, {}, ())
        assert [note for note in result.notes if "example" in note or "Row 2" in note]
        assert len(result.notes) == 1
        with speaking(language):
            assert result.sheet == RECORD_LABELS[kind].said()
        fields = [field.code for field in FIELDS[kind] if field.importable]
        assert [code for _, code in result.columns] == fields


@pytest.mark.parametrize("kind", list(RecordKind))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_explains_and_formats_and_offers(
    desk: Desk, tmp_path: Path, kind: RecordKind, language: str
) -> None:
    path = tmp_path / "template.xlsx"
    desk.exports.write_template(kind, path, language=language)
    sheet, explanations = load_workbook(path).worksheets
    fields = [field for field in FIELDS[kind] if field.importable]
    lists = [first_column(rule) for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    explained = {row[0].value: [cell.value for cell in row[:6]] for row in explanations.iter_rows(min_row=4)}
    for at, field in enumerate(fields, 1):
        heading = sheet.cell(1, at)
        # Neighbours that look the same are written as one.
        (column,) = (each for each in sheet.column_dimensions.values() if each.min <= at <= each.max)
        assert heading.comment
        assert heading.comment.text.startswith(explained[heading.value][1])
        assert (at in lists) == (field.type in {FieldType.CHOICE, FieldType.YES_NO})
        if field.type in IDENTIFIERS | {FieldType.TEXT}:
            assert column.number_format == "@"
        if field.type is FieldType.DATE:
            assert column.number_format == "yyyy-mm-dd"
        assert sheet.cell(2, at).font.italic
    assert sheet.freeze_panes == "A2"
    assert any(str(cell.value).endswith(" *") for cell in sheet[1])
    for rule in sheet.data_validations.dataValidation:
        assert rule.error
        assert rule.showErrorMessage
    with zipfile.ZipFile(path) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets/s" in name)


def test_drop_downs_offer_every_choice_in_the_language_and_each_is_read_again(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "template.xlsx"
    desk.exports.write_template(RecordKind.FILES, path, language="zh_CN")
    book = load_workbook(path)
    sheet, explanations = book.worksheets
    at = columns_of(path)
    with speaking("zh_CN"):
        labels = {field.code: field.label.said() for field in FIELDS[RecordKind.FILES]}
    rules = {first_column(rule): rule for rule in sheet.data_validations.dataValidation}
    place = rules[at[labels["kind"]]].formula1.rpartition("!")[2].replace("$", "")
    words = [cell.value for (cell,) in explanations[place]]
    assert len(words) == 3
    for row, word in enumerate(words, 3):
        sheet.cell(row, at[labels["vin"]], f"WVWZZZ1JZXW00000{row}")
        sheet.cell(row, at[labels["kind"]], word)
    book.save(path)
    with reading_here():
        assert outcome(desk.imports.run(path, ImportMapping(RecordKind.FILES))) == {"new": 3}
    found = {values(desk, f"WVWZZZ1JZXW00000{row}")["kind"] for row in (3, 4, 5)}
    assert found == {"new_sale", "used_sale", "service_only"}


def test_an_example_that_was_overwritten_is_a_row_like_any_other(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    desk.exports.write_template(RecordKind.FILES, path)

    def fill(sheet: Any, columns: dict[str, int]) -> None:
        sheet.cell(2, columns["Make"], "Škoda")

    with reading_here():
        assert outcome(desk.imports.run(filled_in(path, fill), ImportMapping(RecordKind.FILES))) == {"new": 1}
    assert values(desk, "LSVAM4187C2184847")["make"] == "Škoda"


def test_rows_below_the_example_are_imported_and_columns_may_be_gone_or_moved(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "template.xlsx"
    desk.exports.write_template(RecordKind.FILES, path)

    def fill(sheet: Any, columns: dict[str, int]) -> None:
        sheet.cell(3, columns["VIN"], "WVWZZZ1JZXW000001")
        sheet.cell(3, columns["Customer"], "王伟")
        sheet.cell(3, columns["Phone"], "013800138000")
        sheet.delete_cols(columns["Notes"])
        sheet.delete_cols(columns["Make"])

    with reading_here():
        assert outcome(desk.imports.run(filled_in(path, fill), ImportMapping(RecordKind.FILES))) == {"new": 1}
    assert values(desk, "WVWZZZ1JZXW000001")["phone"] == "013800138000"


def test_a_template_has_the_columns_that_were_asked_for(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    desk.exports.write_template(RecordKind.CUSTOMERS, path, columns=["phone", "customer"])
    assert columns_of(path) == {"Phone": 1, "Customer": 2}
    with reading_here():
        assert desk.imports.run(path, ImportMapping(RecordKind.CUSTOMERS)).rows == 0
    with pytest.raises(DealerDeskError) as refused:
        desk.exports.write_template(RecordKind.FILES, path, columns=["state"])
    assert refused.value.code == "unknown_column"


def test_a_template_as_text_has_headings_alone(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "template.csv"
    desk.exports.write_template(RecordKind.CUSTOMERS, path, columns=["customer", "phone"])
    assert path.read_bytes() == b"\xef\xbb\xbfCustomer,Phone\r\n"
