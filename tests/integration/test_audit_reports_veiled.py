"""Workbooks of reports in which a reader sees something else than the cells hold."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types
from openpyxl.cell.rich_text import CellRichText, TextBlock  # type: ignore[import-untyped]  # see above
from openpyxl.cell.text import InlineFont  # type: ignore[import-untyped]  # see above
from openpyxl.comments import Comment  # type: ignore[import-untyped]  # see above
from openpyxl.drawing.image import Image  # type: ignore[import-untyped]  # see above
from openpyxl.formatting.rule import CellIsRule  # type: ignore[import-untyped]  # see above
from openpyxl.styles import Font, PatternFill  # type: ignore[import-untyped]  # see above
from PIL import Image as Picture
from sqlcipher3 import dbapi2

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import DealerDeskError
from tests.support.audits import cabinet, explain_all, no, opened, verdicts
from tests.support.importing import reading_here

WHITE = "FFFFFFFF"


@pytest.fixture(autouse=True)
def here() -> Iterator[None]:
    """Workbooks are read in this process."""
    with reading_here():
        yield


@pytest.fixture
def report(desk: Desk, tmp_path: Path) -> Path:
    """The report of a closed audit."""
    cabinet(desk, 4)
    audit = opened(desk)
    verdicts(desk, audit, no(1), no(2), at="A")
    explain_all(desk, audit)
    desk.audits.close(audit, ["Ann", "Bob"])
    return desk.audits.report(audit, tmp_path / "report.xlsx")


def hide_a_sheet(book: Any) -> None:
    book["Discrepancies"].sheet_state = "hidden"


def hide_a_row(book: Any) -> None:
    book["Discrepancies"].row_dimensions[2].hidden = True


def flatten_a_row(book: Any) -> None:
    book["Discrepancies"].row_dimensions[2].height = 0.1


def hide_a_column(book: Any) -> None:
    book["Discrepancies"].column_dimensions["B"].hidden = True


def disguise_a_figure(book: Any) -> None:
    book["Cabinets"]["D2"].number_format = '"0"'


def disguise_a_text(book: Any) -> None:
    book.worksheets[0]["B8"].number_format = ';;;"closed"'


def whiten(book: Any) -> None:
    book["Cabinets"]["D2"].font = Font(color=WHITE)


def blacken(book: Any) -> None:
    book["Cabinets"]["D2"].fill = PatternFill("solid", fgColor="FF101010")


def whiten_a_part(book: Any) -> None:
    title = book.worksheets[0]["B3"]
    title.value = CellRichText(title.value[:2], TextBlock(InlineFont(color=WHITE), title.value[2:]))


def shrink(book: Any) -> None:
    book["Cabinets"]["D2"].font = Font(size=1)


def reckon(book: Any) -> None:
    book["Cabinets"]["D9"] = "=1+1"


def merge(book: Any) -> None:
    book["Cabinets"].merge_cells("C2:D2")


def cover(book: Any) -> None:
    Picture.new("RGB", (9, 9), "white").save(path := Path(book.path_of_picture))
    book["Cabinets"].add_image(Image(str(path)), "C2")


def remark(book: Any) -> None:
    book["Cabinets"]["D2"].comment = Comment("none is missing", "Eve")


def colour_by_rule(book: Any) -> None:
    rule = CellIsRule(operator="greaterThan", formula=["0"], font=Font(color=WHITE))
    book["Cabinets"].conditional_formatting.add("C2:D9", rule)


VEILS = (
    *(hide_a_sheet, hide_a_row, flatten_a_row, hide_a_column, disguise_a_figure, disguise_a_text, whiten),
    *(blacken, whiten_a_part, shrink, reckon, merge, cover, remark, colour_by_rule),
)


@pytest.mark.parametrize("veil", VEILS)
def test_what_a_reader_does_not_see_makes_the_report_fail(
    desk: Desk, report: Path, tmp_path: Path, veil: Callable[[Any], None]
) -> None:
    book = load_workbook(report)
    book.path_of_picture = tmp_path / "white.png"
    veil(book)
    book.save(report)
    assert desk.audits.verify(report).doubts == ("content",)


def test_a_report_made_beautiful_still_fits(desk: Desk, report: Path) -> None:
    book = load_workbook(report)
    for sheet in book:
        for cell in sheet[1]:
            cell.font, cell.fill = Font(bold=True, color=WHITE), PatternFill("solid", fgColor="FF1F3864")
        sheet.column_dimensions["A"].width = 60
        sheet.row_dimensions[1].height = 30
    # LibreOffice names a font for the part of a text that is Chinese.
    title = book.worksheets[0]["B2"]
    font = InlineFont(rFont="SimSun", color="FF000000", sz=11)
    title.value = CellRichText(title.value[:4], TextBlock(font, title.value[4:]))
    book["Cabinets"]["B2"].number_format = "#,##0"
    book["Cabinets"]["C2"].font = Font(color="FFC00000", size=14)
    book.save(report)
    assert desk.audits.verify(report).ok


def test_a_sheet_that_is_in_the_archive_twice_is_distrusted(desk: Desk, report: Path) -> None:
    with zipfile.ZipFile(report, "a") as archive:
        content = archive.read("xl/worksheets/sheet1.xml")
        archive.writestr("xl/worksheets/Sheet1.xml", content.replace(b"Ann", b"Eve"))
    assert desk.audits.verify(report).doubts == ("content",)


def test_styles_that_lead_nowhere_are_damage(desk: Desk, report: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(report) as archive, zipfile.ZipFile(broken, "w") as written:
        for name in archive.namelist():
            content = archive.read(name)
            written.writestr(name, content.replace(b'fontId="1"', b'fontId="77"'))
    with pytest.raises(DealerDeskError) as refused:
        desk.audits.verify(broken)
    assert refused.value.code == "file_damaged"


@pytest.mark.parametrize("statement", ["state = 'open'", "state = 'open', fingerprint = NULL"])
def test_a_closed_audit_that_somebody_opened_behind_our_back_is_found(
    desk: Desk, report: Path, statement: str
) -> None:
    assert desk.audits.verify(report).ok
    with dbapi2.connect(str(desk.database.path)) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(f"UPDATE audit SET {statement}")
    assert desk.audits.verify(report).doubts == ("seal",)
