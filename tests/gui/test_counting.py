"""Counting along the cabinet by a scanner and keys: every scan has its verdict, and none is lost."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from threading import Event, Timer

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from dealerdesk.bootstrap import Desk, open_desk
from dealerdesk.domain.audits import Explanation, Verdict
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.audits import AuditDraft, LeftRow
from dealerdesk.storage.failures import DISK_FULL
from dealerdesk.ui import scanner
from dealerdesk.ui.counting.page import CountingPage
from dealerdesk.ui.elsewhere import Elsewhere
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.sounds import Sounds
from dealerdesk.ui.theme.look import Look
from tests.gui.conftest import Person
from tests.support.answers import Answers
from tests.support.factories import MADE_BY_A_TEST, a_vehicle_file
from tests.support.scanner import scan
from tests.support.windows import NOW, window_on

_COMPOSES = Qt.WidgetAttribute.WA_InputMethodEnabled
STRANGE = "DD:2019-0X77"


class Clock:
    """Keys of this scanner come every 2 ms, however busy the computer is; people come later."""

    def __init__(self) -> None:
        self.seconds = 1.0

    def __call__(self) -> float:
        self.seconds += 0.002
        return self.seconds

    def pause(self) -> None:
        self.seconds += 1


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(scanner, "monotonic", clock)
    return clock


class Counter:
    """Somebody with a scanner at an audit that was opened just now."""

    def __init__(self, person: Person, clock: Clock) -> None:
        self.person, self.session, self.clock = person, person.session, clock
        assert isinstance(person.session.desk, Desk)
        self.desk = person.session.desk
        with self.desk.database.writing(MADE_BY_A_TEST, author=1) as work:
            a_vehicle_file(work, location="B-1/1", plate="浙B·7K2M5")
        self.audit = self.desk.audits.open_audit(AuditDraft("This year")).audit
        self.rows = self.desk.findings.left(self.audit, start=0, count=100).rows
        self.come()

    @property
    def page(self) -> CountingPage:
        return self.person.page_as(PageName.COUNTING, CountingPage)

    @property
    def counted(self) -> int:
        return self.desk.audits.figures(self.audit).counted

    @property
    def verdicts(self) -> list[tuple[str, Verdict]]:
        """The scans as they are listed, the oldest first."""
        return [(row.code, row.verdict) for row in reversed(self.page.side.scans.rows)]

    def come(self) -> None:
        self.person.go(Place(PageName.COUNTING, item=self.audit))
        self.page.take_focus()

    def scan(self, code: str) -> None:
        scan(self.session, code)
        self.person.rest()
        self.clock.pause()

    def stand(self, cabinet: str) -> None:
        """Go to a cabinet by keys."""
        for _step in self.page.tiles.cabinets:
            if self.page.tiles.chosen != cabinet:
                self.person.press("Ctrl+PgDown")
        assert self.page.tiles.chosen == cabinet

    def far_from(self, row: LeftRow) -> str:
        """A cabinet in which a folder does not belong."""
        return next(each for each in self.page.tiles.cabinets if each and each != row.cabinet)

    def misplace(self, row: LeftRow) -> None:
        self.stand(self.far_from(row))
        self.scan(row.file_no)

    def type(self, text: str) -> None:
        """Type as people do, with a pause after each key."""
        for letter in text:
            QTest.keyClicks(self.person.focus, letter)
            self.person.rest()


@pytest.fixture
def counter(person: Person, clock: Clock) -> Counter:
    return Counter(person, clock)


def test_a_scan_is_counted_and_its_folder_is_there_to_be_ticked(counter: Counter) -> None:
    row = counter.rows[0]
    counter.stand(row.cabinet)
    counter.scan(f"DD:{row.file_no}")
    page = counter.page
    assert counter.counted == 1
    assert page.verdict.heard is not None
    assert page.verdict.heard.verdict is Verdict.COUNTED
    assert page.verdict.heard.title in page.verdict.said
    assert page.panel.file_no == row.file_no
    assert page.panel.isAncestorOf(counter.person.focus)
    assert page.figures.said.startswith("1 ")
    assert page.side.tabs.tabText(0).endswith(str(len(_of(counter, row.cabinet)) - 1))


def _of(counter: Counter, cabinet: str) -> list[LeftRow]:
    return [row for row in counter.rows if row.cabinet == cabinet]


@pytest.mark.parametrize("where", ["field", "who", "search", "scans", "tabs", "left", "note", "menu"])
def test_scans_are_heard_wherever_the_keyboard_is(counter: Counter, where: str) -> None:
    counter.scan(counter.rows[0].file_no)
    page = counter.page
    menu = QMenu(counter.person.window)
    menu.addAction("2022")
    places = {
        "field": page.field.line,
        "who": page.head.who.editor,
        "search": counter.person.window.top.search.field,
        "scans": page.side.scan_list,
        "tabs": page.side.tabs,
        "left": page.side.tables["left"].table,
        "note": page.panel.evidence.note,
    }
    if where == "menu":
        menu.popup(page.mapToGlobal(page.rect().center()))
    else:
        places[where].setFocus()
    counter.scan(counter.rows[1].file_no)
    menu.close()
    assert counter.counted == 2
    assert page.panel.file_no == counter.rows[1].file_no
    assert not page.field.line.text()
    assert not page.panel.evidence.note.text()
    assert not counter.person.window.top.search.field.text()
    assert not page.head.who.text


def test_typing_by_hand_is_no_scan_and_is_counted_by_enter(counter: Counter) -> None:
    counter.type(counter.rows[0].file_no)
    assert counter.counted == 0
    assert counter.page.field.line.text() == counter.rows[0].file_no
    counter.person.press(Qt.Key.Key_Return)
    assert counter.counted == 1
    assert not counter.page.field.line.text()


def test_a_plate_and_the_tail_of_a_vin_are_counted(counter: Counter) -> None:
    with counter.desk.database.asking() as connection:
        plate, vin = connection.execute(
            "SELECT a.plate, b.vin FROM audit_file a, audit_file b WHERE a.audit_id = ?1 AND b.audit_id = ?1 "
            "AND a.plate IS NOT NULL AND b.vin IS NOT NULL AND a.id <> b.id LIMIT 1",
            (counter.audit,),
        ).fetchone()
    for typed in (plate, vin[-6:]):
        counter.page.take_focus()
        counter.page.field.line.setText(typed)
        counter.person.press(Qt.Key.Key_Return)
    assert counter.counted == 2


def test_scans_that_come_at_once_have_a_verdict_each_in_their_order(counter: Counter) -> None:
    codes = [row.file_no for row in counter.rows[:25]]
    codes += codes[::-1]
    for code in codes:
        scan(counter.session, code)
    counter.person.rest()
    told = [(code, Verdict.COUNTED) for code in codes[:25]] + [(code, Verdict.ALREADY) for code in codes[25:]]
    assert counter.verdicts == told
    assert counter.counted == 25


def test_closing_the_window_waits_for_scans_on_their_way(
    folder: Path, look: Look, preferences: Preferences, clock: Clock
) -> None:
    with window_on(folder, look, preferences) as session:
        session.window.activateWindow()
        counter = Counter(Person(session), clock)
        audit, codes = counter.audit, [row.file_no for row in counter.rows[:12]]
        gate = Event()
        session.tasks.write(gate.wait, lambda _opened: None)
        for code in codes:
            scan(session, code)
        assert counter.counted == 0
        Timer(0.2, gate.set).start()
    with closing(open_desk(folder, lambda: NOW)) as desk:
        assert desk.audits.figures(audit).counted == len(codes)


def test_a_verdict_that_comes_when_somebody_has_left_waits_to_be_seen(counter: Counter) -> None:
    gate = Event()
    counter.session.tasks.write(gate.wait, lambda _opened: None)
    scan(counter.session, STRANGE)
    counter.person.window.go(Place(PageName.COUNTING, item=1))
    gate.set()
    counter.person.rest()
    assert not counter.page.unseen.waiting
    counter.come()
    assert [heard.code for heard in counter.page.unseen.waiting] == [STRANGE]


def test_what_nobody_has_seen_stays_until_somebody_has(counter: Counter) -> None:
    page = counter.page
    counter.misplace(counter.rows[0])
    counter.scan(STRANGE)
    counter.stand(counter.rows[1].cabinet)
    counter.scan(counter.rows[1].file_no)
    assert [heard.verdict for heard in page.unseen.waiting] == [Verdict.MISPLACED, Verdict.UNKNOWN]
    assert page.unseen.isVisible()
    counter.person.press("F8")
    assert [heard.verdict for heard in page.unseen.waiting] == [Verdict.UNKNOWN]
    counter.person.click(page.unseen.seen)
    assert not page.unseen.isVisible()


def test_what_nobody_has_seen_is_there_on_another_day(
    folder: Path, look: Look, preferences: Preferences, clock: Clock
) -> None:
    with window_on(folder, look, preferences) as session:
        session.window.activateWindow()
        counter = Counter(Person(session), clock)
        audit = counter.audit
        row = next(row for row in counter.rows if row.cabinet)
        counter.misplace(row)
        stood = counter.page.tiles.chosen
    with window_on(folder, look, preferences) as session:
        session.window.activateWindow()
        person = Person(session)
        person.go(Place(PageName.COUNTING, item=audit))
        page = person.page_as(PageName.COUNTING, CountingPage)
        assert [heard.file_no for heard in page.unseen.waiting] == [row.file_no]
        assert [heard.file_no for heard in page.side.scans.rows] == [row.file_no]
        assert page.tiles.chosen == stood
        person.press("F8")
    with window_on(folder, look, preferences) as session:
        person = Person(session)
        person.go(Place(PageName.COUNTING, item=audit))
        assert not person.page_as(PageName.COUNTING, CountingPage).unseen.waiting


@pytest.mark.parametrize("by_key", [True, False])
def test_a_scan_is_taken_back(counter: Counter, *, by_key: bool) -> None:
    page = counter.page
    counter.misplace(counter.rows[0])
    assert page.verdict.undo.isEnabled()
    if by_key:
        counter.person.press("Ctrl+Z")
    else:
        counter.person.click(page.verdict.undo)
    assert counter.counted == 0
    assert page.panel.file_no == ""
    assert not page.unseen.waiting
    assert not page.side.scans.rows
    assert "Taken back" in page.verdict.said


def test_undo_on_the_verdict_means_that_scan_and_nothing_newer(counter: Counter) -> None:
    counter.scan(counter.rows[0].file_no)
    counter.person.press(Qt.Key.Key_Space)
    counter.person.press(Qt.Key.Key_Return)
    assert not counter.page.verdict.undo.isEnabled()
    counter.person.press("Ctrl+Z")
    assert counter.page.verdict.undo.isEnabled()
    assert counter.counted == 1


def test_scans_of_another_program_appear(counter: Counter) -> None:
    counter.scan(counter.rows[0].file_no)
    with closing(open_desk(counter.desk.folder.root, lambda: NOW)) as other:
        other.counting.scan(counter.audit, [counter.rows[1].file_no, counter.rows[2].file_no], by="Zhou Jian")
    elsewhere = counter.session.findChildren(Elsewhere)[0]
    elsewhere.look()
    counter.person.rest()
    assert counter.page.figures.said.startswith("3 ")
    listed = [row.file_no for row in counter.page.side.scans.rows]
    assert sorted(str(ref) for ref in listed) == sorted(row.file_no for row in counter.rows[:3])


def test_a_list_that_is_pasted_is_counted_and_told(counter: Counter) -> None:
    lines = [*(row.file_no for row in counter.rows[:6]), counter.rows[0].file_no, STRANGE]
    QGuiApplication.clipboard().setText("\r\n".join(lines))
    counter.person.press("Ctrl+V")
    page = counter.page
    assert counter.counted == 6
    assert "8 codes read: 6 counted, 1 already counted" in page.outcome.words.text
    assert [heard.code for heard in page.unseen.waiting] == [STRANGE]
    assert not page.field.line.text()


def test_one_line_that_is_pasted_is_typed(counter: Counter) -> None:
    QGuiApplication.clipboard().setText(f"{counter.rows[0].file_no}\n")
    counter.person.press("Ctrl+V")
    counter.person.press(Qt.Key.Key_Return)
    assert counter.counted == 1


def test_the_file_of_a_batch_scanner_is_read(counter: Counter, answers: Answers, tmp_path: Path) -> None:
    rows = "\n".join(f"2026-03-12;09:1{at};{row.file_no};1" for at, row in enumerate(counter.rows[:5]))
    (tmp_path / "scans.csv").write_text(rows, "utf-8")
    answers.files_chosen = [tmp_path / "scans.csv"]
    counter.person.press("Ctrl+O")
    assert counter.counted == 5


def test_scans_that_could_not_be_saved_are_named_until_they_are(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, counting = counter.page, type(counter.desk.counting)
    codes = [row.file_no for row in counter.rows[:2]]

    def full(*_asked: object, **_named: object) -> None:
        raise DealerDeskError(DISK_FULL, path="dealerdesk.db")

    with monkeypatch.context() as patched:
        patched.setattr(counting, "scan", full)
        for code in codes:
            counter.scan(code)
    assert page.not_written.codes == tuple(codes)
    assert all(code in page.not_written.words.text for code in codes)
    counter.scan(counter.rows[2].file_no)
    assert page.not_written.codes == tuple(codes)
    counter.person.click(page.not_written.button)
    assert counter.counted == 3
    assert not page.not_written.isVisible()


def test_sounds_are_switched_off_and_stay_off(counter: Counter) -> None:
    assert counter.page.sounds.is_on
    counter.person.click(counter.page.field.sound)
    assert not counter.page.sounds.is_on
    assert not Sounds(counter.page.workplace.preferences).is_on
    counter.person.click(counter.page.field.sound)
    assert counter.page.sounds.is_on


def test_the_scan_field_uses_an_input_method_only_for_one_number(counter: Counter) -> None:
    line = counter.page.field.line
    assert not line.testAttribute(_COMPOSES)
    counter.person.press("F9")
    assert line.testAttribute(_COMPOSES)
    assert line.hasFocus()
    composed = QInputMethodEvent()
    composed.setCommitString("浙")
    QApplication.sendEvent(line, composed)
    counter.person.rest()
    assert line.text() == "浙"
    counter.person.press(Qt.Key.Key_Return)
    assert not line.testAttribute(_COMPOSES)


def test_a_scan_through_an_input_method_is_heard(counter: Counter) -> None:
    counter.scan(counter.rows[0].file_no)
    note = counter.page.panel.evidence.note
    note.setFocus()
    wide = {ord("-"): "－"} | {ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"}
    for sign in counter.rows[1].file_no.translate(wide):
        composed = QInputMethodEvent()
        composed.setCommitString(sign)
        QApplication.sendEvent(note, composed)
    QTest.keyClick(note, Qt.Key.Key_Return)
    counter.person.rest()
    assert counter.counted == 2
    assert not note.text()


def test_keys_of_ticks_work_from_the_lists_too(counter: Counter) -> None:
    counter.scan(counter.rows[0].file_no)
    for rows in (counter.page.side.scan_list, counter.page.side.tables["left"].table):
        rows.setFocus()
        before = counter.page.panel.pending()
        counter.person.press(Qt.Key.Key_1)
        assert counter.page.panel.pending() != before


def test_the_next_scan_saves_the_ticks_of_the_folder_before(counter: Counter) -> None:
    first, second = counter.rows[:2]
    counter.scan(first.file_no)
    counter.person.press(Qt.Key.Key_Space)
    pending = counter.page.panel.pending()
    assert pending is not None
    counter.scan(second.file_no)
    assert counter.page.panel.pending() is None
    marked = [
        paper for paper in counter.desk.counting.folder(counter.audit, first.file_no).papers if paper.paper
    ]
    assert len(marked) == len([mark for mark in pending.marks if mark.paper])


def test_rows_lead_to_the_folder_and_to_what_was_found(counter: Counter) -> None:
    counter.misplace(counter.rows[0])
    counter.scan(STRANGE)
    page = counter.page
    page.side.scan_list.setFocus()
    page.side.scan_list.setCurrentIndex(page.side.scans.index(1, 0))
    counter.person.press(Qt.Key.Key_Return)
    assert page.panel.file_no == counter.rows[0].file_no
    page.side.tabs.choose("misplaced")
    counter.person.rest()
    table = page.side.tables["misplaced"].table
    table.setFocus()
    table.selectRow(0)
    counter.person.press(Qt.Key.Key_Return)
    place = counter.person.window.pages.place
    assert place is not None
    assert (place.page, place.item, place.words) == (PageName.FINDINGS, counter.audit, "misplaced")


def test_esc_goes_back_to_the_scan_field(counter: Counter) -> None:
    counter.scan(counter.rows[0].file_no)
    assert not counter.page.field.line.hasFocus()
    counter.person.press(Qt.Key.Key_Escape)
    assert counter.page.field.line.hasFocus()


def test_in_a_narrow_window_the_lists_take_the_place_of_the_folder(counter: Counter) -> None:
    page = counter.page
    counter.person.window.resize(880, 500)
    counter.person.rest()
    assert not page.side.isVisible()
    counter.person.press("F7")
    assert page.side.isVisible()
    assert not page.panel.isVisible()
    counter.scan(counter.rows[0].file_no)
    assert page.panel.isVisible()
    assert not page.side.isVisible()


def test_a_closed_audit_is_read_only(counter: Counter) -> None:
    counter.desk.counting.scan(counter.audit, [row.file_no for row in counter.rows])
    said = Explanation("Seen", "None", "Lin Mei", NOW.date())
    for row in counter.desk.findings.discrepancies(counter.audit):
        counter.desk.findings.explain(counter.audit, row.code, said)
    counter.desk.audits.close(counter.audit, ("Lin Mei", "Zhou Jian"))
    counter.person.rest()
    page = counter.page
    assert not page.field.isEnabled()
    assert "closed" in page.field.line.placeholderText()
    counter.scan(STRANGE)
    assert counter.desk.audits.figures(counter.audit).unknown == 0
    assert "closed" in counter.person.window.status.sentence


def test_pause_leads_to_the_audits_and_all_is_saved(counter: Counter) -> None:
    counter.scan(counter.rows[0].file_no)
    counter.person.press(Qt.Key.Key_Space)
    counter.person.click(counter.page.head.pause)
    place = counter.person.window.pages.place
    assert place is not None
    assert place.page is PageName.AUDITS
    assert any(
        paper.paper for paper in counter.desk.counting.folder(counter.audit, counter.rows[0].file_no).papers
    )
    scan(counter.session, counter.rows[1].file_no)
    counter.person.rest()
    assert counter.counted == 1


def test_where_nobody_stands_the_counter_is_asked(counter: Counter) -> None:
    assert "stand" in counter.page.field.said
    counter.stand(next(each for each in counter.page.tiles.cabinets if each))
    assert counter.page.field.said == "Scanner ready"
