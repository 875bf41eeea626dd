"""The print page, by keys and clicks: labels, cover sheets, the cabinet index."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.labels import FORMATS, USUAL_FORMAT, LabelPart
from dealerdesk.ui.documents.printing import printing_on
from dealerdesk.ui.places import PageName
from dealerdesk.ui.printing.actual_size import WIDEST
from dealerdesk.ui.printing.head import ZOOM_FIT, ZOOM_IN, ZOOM_OUT
from dealerdesk.ui.printing.job import PaperKind
from dealerdesk.ui.printing.page import KEPT, MEND_OFFSET, NOTHING, ONLY_LABELS, TEST_PAGE, PrintPage
from dealerdesk.ui.printing.sheet_view import ZOOM_STEP
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
    assert "3 selected files" in printing.page.head.whose.text
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
    assert number in printing.page.head.whose.text
    assert number in printing.words()


def test_without_a_list_all_files_are_labelled(printing: Printing) -> None:
    printing.person.go(PageName.PRINT)
    assert printing.page.head.after.isEnabled()
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
    assert page.head.at.text() == "Page 1 of 2"
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
    assert page.head.at.text() == "Page 1 of 3"
    person.press("PgDown")
    person.click(page.head.after)
    assert page.head.at.text() == "Page 3 of 3"
    assert not page.head.after.isEnabled()
    person.press("PgUp")
    assert page.head.at.text() == "Page 2 of 3"


def test_choices_are_remembered_and_that_names_are_printed_is_not(printing: Printing) -> None:
    printing.come_with(0)
    printing.choose_format("a4-105x48")
    page, person = printing.page, printing.person
    person.write(page.form.right, "1,5")
    for part in (LabelPart.VIN, LabelPart.VEHICLE, LabelPart.CUSTOMER):
        person.click(page.form.parts.ticks[part])
    assert page.form.sheet is not None
    assert page.form.sheet.offset_x == 1.5
    assert page.form.sheet.names
    again = PrintPage(page.workplace)
    sheet = again.form.sheet
    assert sheet is not None
    assert (sheet.format.code, sheet.offset_x) == ("a4-105x48", 1.5)
    assert sheet.parts == {LabelPart.PLATE, LabelPart.FILE_NO, LabelPart.LOCATION, LabelPart.VEHICLE}
    again.deleteLater()


@pytest.mark.parametrize("kept", [None, "a4-105x48|1|2", {"format": 7, "right": [], "parts": [3, "x"]}, []])
def test_what_is_no_choice_of_ours_does_no_harm(printing: Printing, kept: object) -> None:
    printing.come_with(0)
    page = printing.page
    page.workplace.preferences.keep(KEPT, kept)
    again = PrintPage(page.workplace)
    assert again.form.chosen_format is USUAL_FORMAT
    again.deleteLater()


def test_lines_of_a_label_are_switched_off_and_the_number_stays(printing: Printing) -> None:
    (number,) = printing.come_with(0)
    (label,) = printing.desk.labels.named([number])
    page, person = printing.page, printing.person
    assert label.plate
    assert label.vehicle
    assert label.plate in printing.words()
    for part in (LabelPart.PLATE, LabelPart.FILE_NO, LabelPart.VEHICLE):
        page.form.parts.ticks[part].setFocus()
        person.press(Qt.Key.Key_Space)
    words = printing.words()
    assert label.plate not in words
    assert label.vehicle in words
    assert words.endswith(number)
    read = [text for each in pages_of(printing.saved()) for _, text in codes_on(each, 203)]
    assert read == [number, number]


def test_a_page_is_zoomed_by_keys_buttons_and_wheel(printing: Printing) -> None:
    printing.come_with(0)
    page, person = printing.page, printing.person
    fitting = page.picture.place_of(1).width()
    assert page.view.verticalScrollBar().maximum() == 0
    person.press("Ctrl++")
    person.click(page.head.buttons[ZOOM_IN])
    assert page.picture.place_of(1).width() == pytest.approx(fitting * ZOOM_STEP**2, rel=0.02)
    assert page.view.verticalScrollBar().maximum() > 0
    assert page.picture._picture is not None
    assert page.picture._picture.width() == pytest.approx(fitting * 3 * ZOOM_STEP**2, rel=0.02)
    person.press("Ctrl+-")
    person.press("Ctrl+0")
    assert page.picture.place_of(1).width() == fitting
    person.click(page.head.buttons[ZOOM_OUT])
    assert page.picture.place_of(1).width() == pytest.approx(fitting / ZOOM_STEP, rel=0.02)
    person.click(page.head.buttons[ZOOM_FIT])
    assert page.picture.place_of(1).width() == fitting


def test_what_is_under_the_pointer_stays_there_while_zooming(printing: Printing) -> None:
    printing.come_with(0)
    view = printing.page.view
    point = view.picture.place_of(14).center()
    share = view.picture.share_at(point)
    view.set_zoom(3.0, point)
    there = view.picture.mapTo(view.viewport(), view.picture.place_at(share).toPoint())
    assert (there - point.toPoint()).manhattanLength() <= 3


def test_the_label_that_arrows_choose_is_in_sight(printing: Printing) -> None:
    printing.come_with(0)
    page, person = printing.page, printing.person
    page.view.set_zoom(6.0)
    page.take_focus()
    for _ in range(7):
        person.press(Qt.Key.Key_Down)
    place = page.picture.place_of(page.form.start).center().toPoint()
    assert page.view.viewport().rect().contains(page.picture.mapTo(page.view.viewport(), place))


def test_one_label_is_shown_in_its_actual_size(printing: Printing) -> None:
    printing.come_with(0)
    shown = printing.page.form.actual_size
    pixels_per_mm = shown.screen().physicalDotsPerInch() / 25.4
    assert shown.width() == pytest.approx(70 * pixels_per_mm, abs=1.5)
    assert shown.height() == pytest.approx(37 * pixels_per_mm, abs=1.5)
    assert shown.accessibleName() == "Actual size, 70 × 37 mm"
    assert shown._picture is not None
    printing.choose_format("a4-105x48")
    assert shown.width() == WIDEST
    assert shown.height() == pytest.approx(48 / 105 * WIDEST, abs=1.5)
    assert "% of 105 × 48 mm" in shown.accessibleName()


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
    printing.person.click(printing.page.form.parts.ticks[LabelPart.CUSTOMER])
    assert label.customer in printing.words()


def test_cover_sheets_and_the_index_are_printed_too(printing: Printing) -> None:
    numbers = printing.come_with(0, 1)
    page, person = printing.page, printing.person
    person.click(page.form.chips[PaperKind.COVERS])
    assert page.head.at.text() == "Page 1 of 2"
    assert not page.form.format.isVisible()
    assert all(number in printing.words() for number in numbers)
    person.click(page.form.chips[PaperKind.INDEX])
    assert page.head.at.text() == "Page 1 of 1"
    words = printing.words()
    assert "Cabinet index" in words
    assert all(number in words for number in numbers)


def paper_in(out: Path) -> Callable[[QWidget, int], QPrinter]:
    """A printer whose pages go into a PDF."""

    def on_paper(_parent: QWidget, _pages: int) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        return printer

    return on_paper


def test_a_test_page_shows_where_the_labels_will_be(printing: Printing, tmp_path: Path) -> None:
    printing.come_with(0)
    page, person = printing.page, printing.person
    person.write(page.form.right, "0.5")
    with printing_on(paper_in(tmp_path / "paper.pdf")):
        person.click(page.test_button)
    (words,) = map(text_of, pages_of(tmp_path / "paper.pdf"))
    assert "right 0.5 mm, down 0 mm" in words
    assert words.endswith("24")
    assert "The test page went to the printer" in page.bar.words.text
    person.click(page.form.chips[PaperKind.COVERS])
    assert not page.test_button.isVisible()
    (command,) = [command for command in page.commands() if command.name is TEST_PAGE]
    assert command.why_not() is ONLY_LABELS


@pytest.mark.parametrize("kind", list(PaperKind))
def test_a_printer_gets_what_is_in_sight(printing: Printing, kind: PaperKind, tmp_path: Path) -> None:
    out = tmp_path / "paper.pdf"

    (number,) = printing.come_with(3)
    printing.person.click(printing.page.form.chips[kind])
    with printing_on(paper_in(out)):
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
