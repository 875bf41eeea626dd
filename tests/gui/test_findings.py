"""The findings of an audit by keys and clicks: narrowed, explained one by one and all at once, corrected."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import Fault
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.audits import Discrepancy
from dealerdesk.storage.failures import DISK_FULL
from dealerdesk.ui.findings.list_view import FindingsList
from dealerdesk.ui.findings.page import FindingsPage
from dealerdesk.ui.findings.tiles import UNEXPLAINED
from dealerdesk.ui.findings.views import View
from dealerdesk.ui.places import PageName, Place
from tests.gui.conftest import Person
from tests.support.answers import Answers
from tests.support.databases import rows_of, value
from tests.support.findings import Planted, explain_all, plant
from tests.support.scans import jpeg

FAULTS = {Fault.MISSING: 2, Fault.MISPLACED: 1, Fault.UNKNOWN: 1, Fault.PAPER: 1, Fault.CARD: 1}


class Auditor:
    """Somebody who goes through what an audit of twelve folders found."""

    def __init__(self, person: Person) -> None:
        self.person = person
        assert isinstance(person.session.desk, Desk)
        self.desk = person.session.desk
        self.planted: Planted = plant(self.desk)
        person.rest()

    @property
    def audit(self) -> int:
        return self.planted.audit

    @property
    def place(self) -> Place:
        place = self.person.window.pages.place
        assert place is not None
        return place

    @property
    def page(self) -> FindingsPage:
        page = self.person.window.current
        assert isinstance(page, FindingsPage)
        return page

    @property
    def listing(self) -> FindingsList:
        listing = self.page.list
        assert listing is not None
        return listing

    def open(self, words: str = "all") -> None:
        self.person.go(Place(PageName.FINDINGS, item=self.audit, words=words))

    def rows(self) -> list[Discrepancy]:
        model = self.listing.model
        return [model.row_at(row) for row in range(model.rowCount())]

    def faults(self) -> list[Fault]:
        return [row.fault for row in self.rows()]

    def choose(self, fault: Fault) -> None:
        self.person.click_cell(self.listing.table, self.faults().index(fault))

    def write(self, code: str, words: str) -> None:
        self.person.write(self.page.pane.form.inputs[code].editor, words)
        self.say("")

    def say(self, words: str) -> None:
        """Type where suggestions open; without a screen their closing leaves no window active."""
        self.person.type(words)
        if QApplication.activePopupWidget() is None:
            self.person.window.activateWindow()
            self.person.rest()

    def explained(self) -> list[str]:
        return [row.cause for row in self.desk.findings.discrepancies(self.audit) if row.cause]


@pytest.fixture
def auditor(person: Person) -> Auditor:
    return Auditor(person)


def test_tiles_count_and_narrow(auditor: Auditor) -> None:
    auditor.open()
    tiles = auditor.listing.tiles.tiles
    assert {fault: tiles[fault.value].number for fault in FAULTS} == FAULTS
    assert tiles[UNEXPLAINED].number == sum(FAULTS.values())
    assert "10 of 12 folders found" in auditor.page.head.said
    auditor.person.click(tiles[Fault.PAPER.value])
    assert auditor.faults() == [Fault.PAPER]
    auditor.person.click(tiles[Fault.CARD.value])
    assert set(auditor.faults()) == {Fault.PAPER, Fault.CARD}
    auditor.person.press("Esc")
    assert len(auditor.rows()) == sum(FAULTS.values())
    assert not tiles[Fault.ARCHIVED.value].isEnabled()


def test_words_narrow_and_what_fits_nothing_is_said(auditor: Auditor) -> None:
    auditor.open()
    auditor.person.write(auditor.listing.bar.field, auditor.planted.paper)
    assert [row.file_no for row in auditor.rows()] == [auditor.planted.paper]
    auditor.person.write(auditor.listing.bar.field, "nobody has this")
    assert "Nothing fits" in auditor.listing.said_instead
    auditor.person.click(auditor.listing.all_button)
    assert len(auditor.rows()) == sum(FAULTS.values())


def test_enter_explains_and_ctrl_enter_saves_and_goes_on(auditor: Auditor) -> None:
    auditor.open()
    first = auditor.rows()[0]
    assert QApplication.focusWidget() is auditor.listing.table
    auditor.person.press(Qt.Key.Key_Return)
    auditor.say("Lent out")
    auditor.person.press(Qt.Key.Key_Return)
    auditor.say("Fetch it")
    auditor.person.press(Qt.Key.Key_Return)
    auditor.say("Ann")
    auditor.person.press("Ctrl+Return")
    assert auditor.explained() == ["Lent out"]
    assert auditor.rows()[0].key == first.key
    assert auditor.listing.table.currentIndex().row() == 1
    form = auditor.page.pane.form
    assert QApplication.focusWidget() is form.inputs["cause"].editor
    assert form.texts["responsible"] == "Ann", "who was responsible for the last one is offered"
    assert form.texts["cause"] == ""
    auditor.person.press("Esc")
    assert QApplication.focusWidget() is auditor.listing.table
    auditor.person.press("Ctrl+Z")
    assert auditor.explained() == []


def test_what_is_missing_is_said_at_its_input(auditor: Auditor) -> None:
    auditor.open()
    auditor.person.press(Qt.Key.Key_Return)
    auditor.say("Lent out")
    auditor.person.press("Ctrl+S")
    form = auditor.page.pane.form
    assert not auditor.explained()
    assert "Action" in form.inputs["action"].editor.accessibleDescription()
    assert QApplication.focusWidget() is form.inputs["action"].editor
    auditor.write("action", "Fetch it")
    auditor.write("responsible", "Ann")
    auditor.write("due", "next week")
    auditor.person.press("Ctrl+S")
    assert "2026-03-31" in form.inputs["due"].editor.accessibleDescription()
    auditor.write("due", "2026-04-01")
    auditor.person.press(Qt.Key.Key_Return)
    assert auditor.explained() == ["Lent out"]


def test_usual_words_and_those_used_before_are_offered(auditor: Auditor) -> None:
    auditor.open()
    auditor.choose(Fault.MISPLACED)
    form = auditor.page.pane.form
    assert form.offered("cause")[:2] == ["Put back in the wrong place", "Moved, and not noted"]
    used = auditor.desk.findings.used_words()
    assert set(used.causes) <= set(form.offered("cause"))
    assert set(auditor.desk.audits.people()) <= set(form.offered("responsible"))
    auditor.person.press(Qt.Key.Key_Return)
    auditor.person.press(Qt.Key.Key_Down)
    auditor.person.press(Qt.Key.Key_Down)
    auditor.person.press(Qt.Key.Key_Return)
    assert form.texts["cause"] == "Put back in the wrong place"


def test_everything_listed_is_explained_at_once_and_taken_back_at_once(auditor: Auditor) -> None:
    auditor.open()
    before = rows_of(auditor.desk.database)
    auditor.person.click(auditor.listing.tiles.tiles[Fault.MISSING.value])
    auditor.person.click(auditor.listing.bar.explain)
    assert "2" in auditor.page.pane.save_button.text()
    for words in ("Burnt", "Tell the owner", "Ann"):
        auditor.say(words)
        auditor.person.press(Qt.Key.Key_Return)
    auditor.person.press("Ctrl+Return")
    assert auditor.explained() == ["Burnt", "Burnt"]
    assert auditor.listing.tiles.tiles[Fault.MISSING.value].number == 2
    assert auditor.listing.tiles.tiles[UNEXPLAINED].number == sum(FAULTS.values()) - 2
    auditor.person.click(auditor.page.outcome.button)
    assert auditor.explained() == []
    assert rows_of(auditor.desk.database) == before


def test_chosen_rows_get_the_same_words(auditor: Auditor) -> None:
    auditor.open()
    chosen = [row.key for row in auditor.rows()[:3]]
    auditor.person.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    auditor.person.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert auditor.listing.table.chosen_count == 3
    auditor.person.press(Qt.Key.Key_Return)
    for words in ("Flood", "Dry them", "Bo"):
        auditor.say(words)
        auditor.person.press(Qt.Key.Key_Return)
    auditor.person.press("Ctrl+Return")
    told = {row.key: row.cause for row in auditor.desk.findings.discrepancies(auditor.audit)}
    assert [key for key, cause in told.items() if cause == "Flood"] == chosen


def test_what_is_typed_waits_at_its_row_and_survives_the_window(auditor: Auditor) -> None:
    auditor.open()
    auditor.choose(Fault.MISPLACED)
    auditor.write("cause", "The new apprentice")
    auditor.choose(Fault.PAPER)
    assert auditor.page.pane.form.texts["cause"] == ""
    auditor.choose(Fault.MISPLACED)
    assert auditor.page.pane.form.texts["cause"] == "The new apprentice"
    auditor.person.go(PageName.FILES)
    kept = auditor.desk.drafts.find(f"audit-{auditor.audit}-findings")
    assert kept is not None
    assert "The new apprentice" in kept.typed.values()
    page = auditor.person.page_as(PageName.FINDINGS, FindingsPage)
    other = FindingsPage(page.workplace)
    other.arrive(Place(PageName.FINDINGS, item=auditor.audit, words=Fault.MISPLACED.value))
    auditor.person.rest()
    assert other.pane.form.texts["cause"] == "The new apprentice"
    other.deleteLater()


def test_the_record_is_corrected_and_the_correction_taken_back(auditor: Auditor) -> None:
    auditor.open()
    auditor.choose(Fault.MISPLACED)
    place = "SELECT location FROM vehicle_file WHERE file_no = ?"
    before = rows_of(auditor.desk.database)
    (button,) = auditor.page.pane.corrections.buttons
    assert button.accessibleName() == "Move the file to Z-9/1, Q-1/2 → Z-9/1"
    auditor.person.click(button)
    assert value(auditor.desk.database, place, auditor.planted.misplaced) == "Z-9/1"
    assert auditor.page.pane.form.texts["action"] == "Move the file to Z-9/1"
    assert not auditor.page.pane.corrections.buttons, "there is nothing left to correct"
    assert auditor.planted.misplaced in auditor.page.outcome.words.text
    auditor.person.press("Ctrl+Z")
    assert rows_of(auditor.desk.database) == before
    assert len(auditor.page.pane.corrections.buttons) == 1


def test_a_missing_paper_and_a_wrong_plate_are_corrected(auditor: Auditor) -> None:
    auditor.open()
    auditor.choose(Fault.PAPER)
    assert "only a copy" in auditor.page.pane.about.said
    auditor.person.click(auditor.page.pane.corrections.buttons[0])
    papers = "SELECT d.paper FROM document d JOIN vehicle_file f ON f.id = d.file_id WHERE f.file_no = ?"
    assert value(auditor.desk.database, papers, auditor.planted.paper) == "missing"
    auditor.choose(Fault.CARD)
    auditor.person.click(auditor.page.pane.corrections.buttons[0])
    plate = "SELECT plate FROM vehicle_file WHERE file_no = ?"
    assert value(auditor.desk.database, plate, auditor.planted.card) == "粤B·7K7K7"


def test_the_pane_tells_the_story(auditor: Auditor) -> None:
    auditor.desk.counting.add_evidence(auditor.audit, "NO-SUCH-LABEL", note="torn label", by="Ann")
    auditor.open()
    auditor.choose(Fault.UNKNOWN)
    said = auditor.page.pane.about.said
    assert "NO-SUCH-LABEL" in said
    assert "torn label" in said
    auditor.choose(Fault.MISPLACED)
    assert "stood in Z-9/1. It belongs in Q-1/2" in auditor.page.pane.about.said
    assert "torn label" not in auditor.page.pane.about.said
    auditor.person.click(auditor.page.pane.about.open_button)
    assert auditor.place.page is PageName.FILE


def test_a_photo_is_shown_beside_its_folder_and_goes_with_it(auditor: Auditor, tmp_path: Path) -> None:
    photo = tmp_path / "shelf.jpg"
    photo.write_bytes(jpeg())
    auditor.desk.counting.add_evidence(auditor.audit, auditor.planted.missing[0], photo=photo, by="Ann")
    auditor.open(Fault.MISSING.value)
    auditor.choose(Fault.MISSING)
    (button,) = auditor.page.pane.about.photos
    assert "shelf.jpg" in button.accessibleName()
    assert not button.icon().isNull()
    auditor.person.click_cell(auditor.listing.table, 1)
    assert auditor.page.pane.about.photos == []


def test_what_the_last_audit_said_is_told(auditor: Auditor) -> None:
    explain_all(auditor.desk, auditor.audit)
    auditor.desk.audits.close(auditor.audit, ("Ann", "Bo"))
    planted, auditor.planted = auditor.planted, plant(auditor.desk, "Autumn count")
    auditor.open(Fault.MISSING.value)
    again = [row for row in auditor.rows() if row.again]
    assert {row.file_no for row in again} == set(planted.missing)
    auditor.person.click_cell(auditor.listing.table, auditor.rows().index(again[0]))
    assert "Lent out. Fetch it, Ann, due 01 Apr 2026" in auditor.page.pane.about.said
    assert "Missing in the last audit, too" in auditor.page.pane.about.said


def test_left_to_find_leads_back_to_the_cabinet(auditor: Auditor) -> None:
    auditor.open("left")
    assert [row.file_no for row in auditor.rows()] == list(auditor.planted.missing)
    assert auditor.listing.bar.cabinet.count() == 2
    auditor.person.press("Ctrl+G")
    assert (auditor.place.page, auditor.place.item) == (PageName.COUNTING, auditor.audit)


def test_recount_lists_folders_and_writes_its_own_sheet(
    auditor: Auditor, answers: Answers, tmp_path: Path
) -> None:
    auditor.open("recount")
    assert set(auditor.faults()) == {Fault.MISSING, Fault.MISPLACED}
    answers.place = tmp_path / "recount.xlsx"
    auditor.person.click(auditor.listing.bar.sheet)
    auditor.person.press(Qt.Key.Key_Down)
    auditor.person.press(Qt.Key.Key_Return)
    assert answers.place.stat().st_size > 1000
    assert "recount.xlsx" in auditor.page.outcome.words.text


def test_tabs_go_by_keys_and_come_back_with_back(auditor: Auditor) -> None:
    auditor.open()
    for number, view in enumerate(View, start=1):
        before = auditor.page.view
        auditor.person.press(f"Alt+{number}")
        assert auditor.page.view is (before if view is View.WORTH else view), "nothing is worth correcting"
    auditor.person.press("Ctrl+PgDown")
    assert auditor.page.view.value == "all"
    auditor.person.press("Ctrl+PgUp")
    assert auditor.page.view.value == "close"


def test_what_became_of_files_meanwhile_is_listed(auditor: Auditor) -> None:
    auditor.desk.files.edit(auditor.planted.missing[0], {"location": "R-2/1"})
    auditor.open("meanwhile")
    page = auditor.page
    rows = page.plain[View.MEANWHILE].model
    assert [rows.row_at(0).file_no, rows.row_at(0).after] == [auditor.planted.missing[0], "R-2/1"]
    other = str(
        value(auditor.desk.database, "SELECT min(file_no) FROM vehicle_file WHERE archived_at IS NULL")
    )
    auditor.desk.counting.scan(auditor.audit, [other], at="Q-1", by="Ann")
    auditor.open("beside")
    assert page.plain[View.BESIDE].model.row_at(0).file_no == other


def test_what_others_do_shows_at_once(auditor: Auditor) -> None:
    auditor.open()
    auditor.desk.counting.scan(auditor.audit, [auditor.planted.missing[0]], at="Q-1", by="Bo")
    auditor.person.rest()
    assert auditor.faults().count(Fault.MISSING) == 1


def test_what_cannot_be_read_is_said_and_read_again(auditor: Auditor) -> None:
    auditor.open()
    auditor.listing.show_failed(DealerDeskError(DISK_FULL, path="dealerdesk.db"))
    assert "could not be read" in auditor.listing.said_instead
    auditor.person.click(auditor.listing.again_button)
    assert auditor.listing.said_instead == ""
    auditor.person.go(Place(PageName.FINDINGS, item=999, words="all"))
    assert "999" in auditor.listing.said_instead
