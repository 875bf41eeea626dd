"""The print page, by keys and clicks: labels, cover sheets, the cabinet index."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.labels import FORMATS
from dealerdesk.ui.documents.printing import printing_on
from dealerdesk.ui.places import PageName
from dealerdesk.ui.printing.job import PaperKind
from dealerdesk.ui.printing.page import MEND_OFFSET, NOTHING, PrintPage
from tests.gui.conftest import FILES, Person
from tests.support.answers import Answers
from tests.support.printed import codes_on, pages_of, text_of


class Printing:
    """The print page of a person who came with what was chosen in the list."""

    def __init__(self, person: Person, answers: Answers, folder: Path) -> None:
        self.person = person
        self.answers = answers
        self.folder = folder

    @property
    def page(self) -> PrintPage:
        return self.person.page_as(PageName.PRINT, PrintPage)

    @property
    def desk(self) -> Desk:
        desk = self.person.session.desk
        assert isinstance(desk, Desk)
        return desk

    def come_with(self, *rows: int) -> list[str]:
        """Choose rows of the list, and press the key for labels; their file numbers."""
        table = self.person.page.table
        self.person.click_row(rows[0])
        table.select_rows(list(rows))
        self.person.rest()
        ids = table.selected_ids()
        self.person.press("Ctrl+L")
        found = self.desk.lists.rows(ids)
        return [found[file_id].file_no for file_id in ids]

    def choose_format(self, code: str) -> None:
        """Choose labels by the keys."""
        box = self.page.form.format
        box.setFocus()
        for _ in FORMATS:
            self.person.press(Qt.Key.Key_Up)
        for _ in range(list(FORMATS).index(code)):
            self.person.press(Qt.Key.Key_Down)

    def saved(self) -> Path:
        """A PDF, written by the keys."""
        self.answers.place = self.folder / "out.pdf"
        self.person.press("Ctrl+E")
        return self.answers.place

    def words(self) -> str:
        return " ".join(text_of(page) for page in pages_of(self.saved()))


@pytest.fixture
def printing(person: Person, answers: Answers, tmp_path: Path) -> Printing:
    return Printing(person, answers, tmp_path)


def test_labels_of_the_chosen_files_are_printed_from_the_key(printing: Printing) -> None:
    numbers = printing.come_with(1, 2, 4)
    assert "3 selected files" in printing.page._whose.text
    read = [text for page in pages_of(printing.saved()) for _, text in codes_on(page, 203)]
    assert sorted(read) == sorted(numbers * 2)
    assert "1 page written to out.pdf" in printing.page.bar.words.text


def test_the_label_of_a_file_is_printed_from_its_page(printing: Printing) -> None:
    printing.person.click_row(0)
    file_id = printing.person.page.model.id_at(0)
    assert file_id is not None
    printing.person.press(Qt.Key.Key_Return)
    printing.person.press("Ctrl+L")
    number = printing.desk.lists.rows([file_id])[file_id].file_no
    assert number in printing.page._whose.text
    assert number in printing.words()


def test_without_a_list_all_files_are_labelled(printing: Printing) -> None:
    printing.person.go(PageName.PRINT)
    assert printing.page.after.isEnabled()
    active = len(printing.desk.labels.fitting())
    assert 0 < active <= FILES
    assert sum(len(codes_on(page, 203)) for page in pages_of(printing.saved())) == 2 * active


def test_the_first_free_label_is_clicked_on_the_sheet(printing: Printing) -> None:
    printing.come_with(0, 1)
    page, person = printing.page, printing.person
    place = page.picture.place_of(24)
    person.click(page.picture, QPointF(place.center()).toPoint())
    assert page.form.start == 24
    assert "24 of 24" in page.picture.accessibleName()
    assert page._at.text() == "Page 1 of 2"
    first, second = [text_of(each) for each in pages_of(printing.saved())]
    assert first
    assert second


def test_the_first_free_label_is_reached_by_arrows(printing: Printing) -> None:
    printing.come_with(0)
    page, person = printing.page, printing.person
    page.take_focus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        person.press(key)
    assert page.form.start == 5
    person.press(Qt.Key.Key_Up)
    person.press(Qt.Key.Key_Up)
    assert page.form.start == 2


def test_pages_are_turned_over_by_keys_and_buttons(printing: Printing) -> None:
    printing.come_with(0, 1, 2)
    printing.choose_format("roll-62x29")
    page, person = printing.page, printing.person
    assert page._at.text() == "Page 1 of 3"
    person.press("PgDown")
    person.click(page.after)
    assert page._at.text() == "Page 3 of 3"
    assert not page.after.isEnabled()
    person.press("PgUp")
    assert page._at.text() == "Page 2 of 3"


def test_format_and_offset_are_remembered_and_names_are_not(printing: Printing) -> None:
    printing.come_with(0)
    printing.choose_format("a4-105x48")
    page, person = printing.page, printing.person
    person.write(page.form.right, "1,5")
    person.click(page.form.names)
    assert page.form.sheet is not None
    assert page.form.sheet.offset_x == 1.5
    again = PrintPage(page.workplace)
    sheet = again.form.sheet
    assert sheet is not None
    assert (sheet.format.code, sheet.offset_x, sheet.names) == ("a4-105x48", 1.5, False)
    again.deleteLater()


@pytest.mark.parametrize("typed", ["far", "11", "nan", "-10.5"])
def test_a_wrong_offset_is_said_and_nothing_is_printed(printing: Printing, typed: str) -> None:
    printing.come_with(0)
    page, person = printing.page, printing.person
    person.write(page.form.down, typed)
    assert page.form.down.property("problem") == "bad"
    assert page.form._wrong.isVisible()
    assert not page.print_button.isEnabled()
    assert page.print_button.toolTip() == MEND_OFFSET.said()
    person.write(page.form.down, "-2")
    assert page.print_button.isEnabled()
    assert not page.form._wrong.isVisible()


def test_names_are_printed_when_they_are_ticked(printing: Printing) -> None:
    (number,) = printing.come_with(0)
    (label,) = printing.desk.labels.named([number])
    assert label.customer
    assert label.customer not in printing.words()
    printing.person.click(printing.page.form.names)
    assert label.customer in printing.words()


def test_cover_sheets_and_the_index_are_printed_too(printing: Printing) -> None:
    numbers = printing.come_with(0, 1)
    page, person = printing.page, printing.person
    person.click(page.form.chips[PaperKind.COVERS])
    assert page._at.text() == "Page 1 of 2"
    assert not page.form.format.isVisible()
    assert all(number in printing.words() for number in numbers)
    person.click(page.form.chips[PaperKind.INDEX])
    assert page._at.text() == "Page 1 of 1"
    words = printing.words()
    assert "Cabinet index" in words
    assert all(number in words for number in numbers)


@pytest.mark.parametrize("kind", list(PaperKind))
def test_a_printer_gets_what_is_in_sight(printing: Printing, kind: PaperKind, tmp_path: Path) -> None:
    out = tmp_path / "paper.pdf"

    def on_paper(_parent: QWidget, _pages: int) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        return printer

    (number,) = printing.come_with(3)
    printing.person.click(printing.page.form.chips[kind])
    with printing_on(on_paper):
        printing.person.press("Ctrl+P")
    (page,) = [(text_of(page), page.get_size()) for page in pages_of(out)]
    assert number in page[0]
    assert page[1] == (pytest.approx(595, abs=1), pytest.approx(842, abs=1))
    assert "1 page went to the printer" in printing.page.bar.words.text


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_told_in_words(printing: Printing, tmp_path: Path) -> None:
    def beyond(_parent: QWidget, _pages: int) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "none" / "paper.pdf"))
        return printer

    printing.come_with(0)
    with printing_on(beyond):
        printing.person.press("Ctrl+P")
    assert not printing.page.bar.isVisible()
    assert printing.page.print_button.isEnabled()


def test_who_thinks_better_of_it_prints_nothing(printing: Printing) -> None:
    printing.come_with(0)
    with printing_on(lambda _parent, _pages: None):
        printing.person.press("Ctrl+P")
    printing.person.press("Ctrl+E")
    assert not printing.page.bar.isVisible()
    assert printing.page.print_button.isEnabled()


def test_files_that_are_gone_leave_nothing_to_print(printing: Printing) -> None:
    printing.person.go(PageName.PRINT)
    page = printing.page
    page._on_content(())
    assert page.print_button.toolTip() == NOTHING.said()
