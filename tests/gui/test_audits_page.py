"""All audits by keys and clicks: the list, the reminder, sheets out and in, reports and their check."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]  # it ships no types
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import Scope
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import AuditDraft
from dealerdesk.storage.unit_of_work import Label
from dealerdesk.ui.audits.actions import (
    CHECK_KEYS,
    FINDINGS_KEYS,
    LABELS_KEYS,
    READ_KEYS,
    REPORT_KEYS,
    SHEET_KEYS,
)
from dealerdesk.ui.audits.model import AuditColumn
from dealerdesk.ui.audits.page import AuditsPage
from dealerdesk.ui.new_audit.page import NewAuditPage
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.printing.page import PrintPage
from dealerdesk.ui.shell.hall import KEPT_REMINDER
from dealerdesk.ui.theme.look import Look
from tests.gui.conftest import Person
from tests.support.answers import Answers
from tests.support.audits import BECAUSE
from tests.support.windows import sample_desk, window_on

PAST = Label(Message("test.audit_past", "put into the past by a test"))


class Auditing:
    """The page of all audits, in front of a person."""

    def __init__(self, person: Person) -> None:
        self.person = person

    @property
    def page(self) -> AuditsPage:
        return self.person.page_as(PageName.AUDITS, AuditsPage)

    @property
    def desk(self) -> Desk:
        desk = self.person.session.desk
        assert isinstance(desk, Desk)
        return desk

    @property
    def place(self) -> Place | None:
        return self.person.window.pages.place

    def open(self, title: str = "Stock-take", **terms: object) -> int:
        """Open an audit, and come to it."""
        audit = self.desk.audits.open_audit(AuditDraft(title, **terms)).audit  # type: ignore[arg-type]  # terms of the draft
        self.come(audit)
        return audit

    def come(self, audit: int | None = None) -> None:
        self.person.go(Place(PageName.AUDITS, item=audit))

    def close(self, audit: int) -> None:
        for found in self.desk.findings.discrepancies(audit):
            self.desk.findings.explain(audit, found.code, BECAUSE)
        self.desk.audits.close(audit, ["Ann", "Bo"])

    def expected(self, audit: int) -> list[str]:
        return [row.file_no for row in self.desk.findings.left_to_find(audit)]

    def cell(self, column: AuditColumn, row: int = 0) -> str:
        return str(self.page.model.index(row, list(AuditColumn).index(column)).data())

    def write_by_menu(self, keys: str, entry: int, path: Path, answers: Answers) -> Path:
        """Write a file by the keys of a menu."""
        answers.place = path
        self.person.press(keys)
        assert isinstance(QApplication.activePopupWidget(), QMenu)
        for _ in range(entry):
            self.person.press(Qt.Key.Key_Down)
        self.person.press(Qt.Key.Key_Return)
        assert path.name in self.page.actions_.bar.words.text
        return path


def make_overdue(desk: Desk) -> None:
    """Let the files have been made long ago, and let go of them."""
    with desk.database.writing(PAST, author=desk.author) as work:
        work.connection.execute("UPDATE vehicle_file SET created_at = '2024-01-24 09:00:00'")
    desk.close()


@pytest.fixture
def auditing(person: Person) -> Auditing:
    person.go(PageName.AUDITS)
    return Auditing(person)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A data folder without files and audits."""
    sample_desk(tmp_path / "bare", 0).close()
    return tmp_path / "bare"


def test_without_audits_there_is_one_sentence_and_one_button(
    bare: Path, look: Look, preferences: Preferences
) -> None:
    with window_on(bare, look, preferences) as session:
        auditing = Auditing(Person(session))
        auditing.come()
        page = auditing.page
        assert "Walk along the cabinet" in page.empty.text
        assert not page.new_button.isVisible()
        assert not page.banner.isVisible()
        assert page.empty_button.hasFocus()
        auditing.person.press(Qt.Key.Key_Return)
        assert auditing.place == Place(PageName.NEW_AUDIT)


def test_all_audits_are_listed_newest_first_with_their_figures(auditing: Auditing) -> None:
    first = auditing.open("Stock-take")
    folders = auditing.expected(first)
    auditing.desk.counting.scan(first, [folders[0], "nobody knows this"], by="Ann")
    second = auditing.open("Surprise", size=5, seed=7)
    titles = [auditing.cell(AuditColumn.TITLE, row) for row in range(2)]
    assert titles == ["Surprise", "Stock-take"]
    assert auditing.cell(AuditColumn.STATE, 1) == "Counting"
    assert auditing.cell(AuditColumn.AS_OF, 1) == "12 Mar 2026"
    assert auditing.cell(AuditColumn.PROGRESS, 1) == f"1 of {len(folders)}"
    assert auditing.cell(AuditColumn.DISCREPANCIES, 1) == str(len(folders))
    assert auditing.cell(AuditColumn.PASSED, 0) == "0.0 %"
    assert auditing.page.pane.audit_id == second
    auditing.person.press(Qt.Key.Key_Down)
    assert auditing.page.pane.audit_id == first
    assert f"1 in order, 0 with a discrepancy, {len(folders) - 1} left" in auditing.page.pane.text
    assert "All active files" in auditing.page.pane.text


def test_a_draw_is_told_with_seed_size_and_what_it_says_of_all(auditing: Auditing) -> None:
    audit = auditing.open("Surprise", size=5, seed=4711)
    population = auditing.desk.audits.get(audit).population
    for file_no in auditing.expected(audit)[:4]:
        auditing.desk.counting.scan(audit, [file_no], by="Ann")
    auditing.close(audit)
    auditing.come(audit)
    told = auditing.page.pane.text
    assert f"5 of {population} files, drawn with the seed 4711" in told
    assert "In 95 of 100 draws of 5 out of" in told
    assert "4 of the 5 drawn files are in order" in told
    assert "80.0 % of the folders are in order" in told
    assert "Ann, 12 Mar 2026 09:30" in told
    assert "Bo, " in told


def test_enter_counts_while_it_is_open_and_shows_findings_afterwards(auditing: Auditing) -> None:
    audit = auditing.open("Surprise", size=3, seed=1)
    auditing.person.press(Qt.Key.Key_Return)
    assert auditing.place == Place(PageName.COUNTING, item=audit)
    auditing.come(audit)
    auditing.person.press(FINDINGS_KEYS)
    assert auditing.place is not None
    assert (auditing.place.page, auditing.place.item) == (PageName.FINDINGS, audit)
    auditing.close(audit)
    auditing.come(audit)
    assert auditing.cell(AuditColumn.STATE, auditing.page.model.row_of(audit) or 0) == "Closed"
    auditing.person.press(Qt.Key.Key_Return)
    assert auditing.place.page is PageName.FINDINGS


def test_cabinets_are_given_to_people_in_the_details(auditing: Auditing) -> None:
    audit = auditing.open()
    page, person = auditing.page, auditing.person
    row = next(at for at, line in enumerate(page.pane.model.lines) if line.cabinet)
    page.pane.table.setFocus()
    page.pane.table.setCurrentIndex(page.pane.model.index(row, 0))
    person.press(Qt.Key.Key_Return)
    person.type("Ann")
    person.press(Qt.Key.Key_Return)

    def counters() -> list[str]:
        return [each.person for each in auditing.desk.counting.board(audit).cabinets if each.person]

    assert counters() == ["Ann"]
    page.table.setFocus()
    person.press("Ctrl+Z")
    assert counters() == []
    assert not page.pane.model.people, "the details follow"
    person.click_cell(page.pane.table, row, 2)
    menu = person.focus
    assert isinstance(menu, QMenu)
    name = auditing.desk.users.get_current().name
    next(action for action in menu.actions() if action.text() == name).trigger()
    menu.close()
    person.rest()
    assert counters() == [name]


def test_nobody_is_named_for_a_closed_audit(auditing: Auditing) -> None:
    audit = auditing.open("Surprise", size=2, seed=1)
    auditing.close(audit)
    auditing.come(audit)
    table = auditing.page.pane.table
    auditing.person.click_cell(table, 0, 2)
    assert table.state() is not table.State.EditingState
    assert not auditing.page.pane.model.can_name(0)


def test_a_count_sheet_goes_out_and_comes_back_filled_in(
    auditing: Auditing, answers: Answers, tmp_path: Path
) -> None:
    audit = auditing.open("Surprise", size=6, seed=3)
    folders = auditing.expected(audit)
    auditing.desk.counting.scan(audit, [folders[1]], by="Bo")
    path = auditing.write_by_menu(SHEET_KEYS, 1, tmp_path / "sheet.xlsx", answers)
    assert "6 folders written" in auditing.page.actions_.bar.words.text
    rows = fill(path, {folders[0]: "yes", folders[1]: "no", folders[2]: "maybe"})
    answers.files_chosen = [path]
    auditing.person.press(READ_KEYS)
    result = auditing.page.result
    assert result.isVisible()
    assert "1 newly counted" in result.text
    assert "1 rows not taken" in result.text
    assert "1 counters disagree" in result.text
    sentences = [str(result.model.index(row, 3).data()) for row in range(result.model.rowCount())]
    assert "“maybe” is neither yes nor no" in sentences[0]
    assert "Bo says found" in sentences[1]
    assert str(result.model.index(0, 0).data()) == str(rows[folders[2]])
    auditing.person.click(result.recount)
    assert auditing.place == Place(PageName.FINDINGS, item=audit, words="recount")
    auditing.come(audit)
    assert auditing.page.table.isVisible()
    assert auditing.cell(AuditColumn.PROGRESS) == "2 of 6"


def fill(path: Path, found: dict[str, str]) -> dict[str, int]:
    """Write into a count sheet what was found; the rows of the files."""
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    headings = {str(cell.value): at for at, cell in enumerate(sheet[1], start=1)}
    by = {"found": headings["Found (yes / no)"], "who": headings["Who counted"]}
    rows = {}
    for row in range(2, sheet.max_row + 1):
        number = str(sheet.cell(row, 1).value)
        if number in found:
            rows[number] = row
            sheet.cell(row, by["found"], found[number])
            sheet.cell(row, by["who"], "Ann")
    book.save(path)
    return rows


def test_what_is_no_count_sheet_is_refused_in_a_sentence(
    auditing: Auditing, answers: Answers, tmp_path: Path
) -> None:
    auditing.open()
    book = Workbook()
    book.save(tmp_path / "other.xlsx")
    answers.files_chosen = [tmp_path / "other.xlsx"]
    auditing.person.press(READ_KEYS)
    assert "no count sheet" in auditing.person.window.notice.sentence
    assert auditing.page.table.isVisible()
    assert auditing.page.pane.buttons


def test_a_report_fits_until_something_is_counted(
    auditing: Auditing, answers: Answers, tmp_path: Path
) -> None:
    audit = auditing.open("Surprise", size=4, seed=3)
    path = auditing.write_by_menu(REPORT_KEYS, 1, tmp_path / "report.xlsx", answers)
    assert "provisional" in auditing.page.actions_.bar.words.text
    answers.files_chosen = [path]
    auditing.person.press(CHECK_KEYS)
    check = auditing.page.check
    assert check.isVisible()
    assert check.ok
    assert "“Surprise”" in check.text
    auditing.person.press(Qt.Key.Key_Escape)
    assert auditing.page.table.hasFocus()
    auditing.desk.counting.scan(audit, auditing.expected(audit)[:1], by="Ann")
    auditing.person.press(CHECK_KEYS)
    assert not check.ok
    assert "rows are not those that the report was made from" in check.text
    assert "counting goes on" in check.text


def test_a_signed_report_is_checked_and_a_forged_one_is_found(
    auditing: Auditing, answers: Answers, tmp_path: Path
) -> None:
    audit = auditing.open("Surprise", size=3, seed=3)
    auditing.close(audit)
    auditing.come(audit)
    path = auditing.write_by_menu(REPORT_KEYS, 1, tmp_path / "report.xlsx", answers)
    answers.files_chosen = [path]
    auditing.person.click(auditing.page.check_button)
    check = auditing.page.check
    assert check.ok
    assert "those that were signed" in check.text
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.cell(2, 2, "Another title")
    book.save(path)
    auditing.person.click(check.another)
    assert not check.ok
    assert "does not fit" in check.text
    answers.files_chosen = [tmp_path / "note.xlsx"]
    Workbook().save(tmp_path / "note.xlsx")
    auditing.person.click(check.another)
    assert not check.ok
    assert "cannot be checked" in check.text
    assert "no report of an audit" in check.text
    auditing.person.click(check.back)
    assert auditing.page.table.isVisible()


def test_a_report_is_printed_and_the_print_is_checked(
    auditing: Auditing, answers: Answers, tmp_path: Path
) -> None:
    audit = auditing.open("Surprise", size=3, seed=3)
    auditing.close(audit)
    auditing.come(audit)
    answers.files_chosen = [auditing.write_by_menu(REPORT_KEYS, 0, tmp_path / "report.pdf", answers)]
    auditing.person.press(CHECK_KEYS)
    assert auditing.page.check.ok
    assert auditing.page.check.text.count("Surprise") == 1


def test_the_menu_of_an_audit_offers_what_its_buttons_do(auditing: Auditing) -> None:
    audit = auditing.open("Surprise", size=2, seed=1)
    auditing.close(audit)
    auditing.come(audit)
    page = auditing.page
    place = page.table.viewport().mapToGlobal(page.table.visualRect(page.table.currentIndex()).center())
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, page.mapFromGlobal(place), place, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(page, event)
    auditing.person.rest()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = {action.text().split("\t")[0]: action for action in menu.actions()}
    assert list(offered) == [button.text() for button in page.pane.buttons.values()]
    assert not offered["Count"].isEnabled()
    assert "closed" in offered["Count"].toolTip()
    offered["Labels …"].trigger()
    menu.close()
    auditing.person.rest()
    assert auditing.place == Place(PageName.PRINT)


def test_the_frame_says_once_a_day_that_an_audit_is_due(
    tmp_path: Path, look: Look, preferences: Preferences
) -> None:
    folder = tmp_path / "late"
    desk = sample_desk(folder, 0)
    desk.files.create({"plate": "沪A·11111", "customer": "王伟"})
    make_overdue(desk)
    with window_on(folder, look, preferences) as session:
        person = Person(session)
        person.rest()
        assert "No full audit was ever closed" in session.window.status.sentence
        assert preferences.kept(KEPT_REMINDER) == "2026-03-12"
        person.go(PageName.AUDITS)
        page = person.page_as(PageName.AUDITS, AuditsPage)
        assert not page.banner.isVisible(), "the empty page has a button of its own"
    with window_on(folder, look, preferences) as session:
        Person(session).rest()
        assert session.window.status.sentence == ""
        badges = session.window.rail._lists[0]._model.badges
        assert badges[PageName.AUDITS] == 1


def test_a_banner_asks_for_the_audit_that_is_due_or_leads_to_the_running_one(
    tmp_path: Path, look: Look, preferences: Preferences
) -> None:
    folder = tmp_path / "late"
    desk = sample_desk(folder, 0)
    desk.files.create({"plate": "沪A·11111", "customer": "王伟"})
    desk.audits.open_audit(AuditDraft("Surprise", size=1, seed=1))
    make_overdue(desk)
    with window_on(folder, look, preferences) as session:
        auditing = Auditing(Person(session))
        auditing.come()
        assert auditing.page.banner.text.startswith("No full audit was ever closed.")
        opening = auditing.person.page_as(PageName.NEW_AUDIT, NewAuditPage)
        opening.form.scopes[Scope.SAMPLE].click()
        auditing.person.click(auditing.page.banner.button)
        assert opening.isVisible()
        assert opening.form.scope is Scope.ALL
        audit = auditing.open("Annual audit")
        assert "“Annual audit” is being counted" in auditing.page.banner.text
        auditing.person.click(auditing.page.banner.button)
        assert auditing.place == Place(PageName.COUNTING, item=audit)
        auditing.close(audit)
        auditing.come()
        assert auditing.page.banner.text == ""


def test_the_list_follows_what_is_counted_elsewhere(auditing: Auditing) -> None:
    audit = auditing.open("Surprise", size=4, seed=3)
    assert auditing.cell(AuditColumn.PROGRESS) == "0 of 4"
    auditing.desk.counting.scan(audit, auditing.expected(audit)[:2], by="Ann")
    auditing.person.rest()
    assert auditing.cell(AuditColumn.PROGRESS) == "2 of 4"
    assert auditing.page.pane.audit_id == audit
    assert "2 of 4" in auditing.page.pane.text


def test_labels_are_those_of_the_chosen_audit_in_the_order_of_the_shelf(auditing: Auditing) -> None:
    audit = auditing.open("Surprise", size=5, seed=7)
    auditing.person.press(LABELS_KEYS)
    page = auditing.person.page_as(PageName.PRINT, PrintPage)
    assert auditing.person.window.current is page
    assert page.head.whose.text == "The folders of the audit “Surprise”"
    expected = auditing.desk.audits.expected_files(audit)
    assert expected == tuple(row.file_id for row in auditing.desk.findings.left(audit).rows)
    assert len(expected) == 5


@pytest.mark.parametrize(
    "writing",
    [
        (SHEET_KEYS, 0, "printing_count_sheet"),
        (SHEET_KEYS, 1, "writing_spreadsheet"),
        (REPORT_KEYS, 0, "painting_report"),
        (REPORT_KEYS, 1, "writing_spreadsheet"),
    ],
)
def test_whoever_waits_for_paper_sees_where_it_stands(
    auditing: Auditing, writing: tuple[str, int, str], tmp_path: Path, answers: Answers
) -> None:
    keys, entry, stage = writing
    auditing.open("Stock-take")
    told: list[Message] = []
    auditing.page.workplace.long_work.stepped.connect(lambda message, *_where: told.append(message))
    auditing.write_by_menu(keys, entry, tmp_path / f"out{'.xlsx' if entry else '.pdf'}", answers)
    assert stage in {message.code for message in told}
