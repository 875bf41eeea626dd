"""The panel of one folder by keys and clicks, on a real desk: ticks, card, evidence, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import CardField, CardSaid, Fault, Mark
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.audits import AuditDraft, DocumentMark, Folder, FolderPaper, FolderTicks
from dealerdesk.storage.failures import DISK_FULL
from dealerdesk.ui.counting.folder_panel import FolderPanel
from dealerdesk.ui.counting.ticks import Result, Side
from dealerdesk.ui.counting.ticks_keys import DigitKey, digit_key
from dealerdesk.ui.counting.ticks_model import SIDES, TickColumn
from dealerdesk.ui.counting.ticks_words import ANOTHER, NO_PAPER, UNREADABLE
from dealerdesk.ui.scanner import Scanner
from tests.gui.conftest import Person
from tests.support import scans
from tests.support.answers import Answers
from tests.support.databases import value
from tests.support.desks import last_change
from tests.support.inspection import accessible_name, cut_texts, nameless
from tests.support.windows import settle, wait_until

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
KEYPAD, PLAIN = Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.NoModifier
PANEL = (820, 322)
"""The room that the panel has at 1366×768."""


class Counter:
    """Somebody at the cabinet with the fullest folder of the sample, in a window that writes what is said."""

    def __init__(self, person: Person) -> None:
        self.person = person
        assert isinstance(person.session.desk, Desk)
        self.desk = person.session.desk
        self.workplace = person.page.workplace
        self.audit = self.desk.audits.open_audit(AuditDraft("By keys")).audit
        full = "SELECT file_no FROM audit_file WHERE audit_id = ? ORDER BY length(documents) DESC, id LIMIT 2"
        with self.desk.database.asking() as connection:
            self.ref, self.other = (row[0] for row in connection.execute(full, (self.audit,)))
        self.desk.counting.scan(self.audit, [self.ref], at="A-1", by="Lin Mei")
        self.host = QWidget()
        column = QVBoxLayout(self.host)
        column.setContentsMargins(0, 0, 0, 0)
        self.panel = FolderPanel(self.workplace)
        column.addWidget(self.panel)
        self.host.resize(*PANEL)
        self.finished = 0
        self.fails: DealerDeskError | None = None
        self.panel.ticked.connect(self._on_ticked)
        self.panel.evidence_given.connect(self._on_evidence)
        self.panel.evidence_removed.connect(self._on_removed)
        self.panel.finished.connect(self._on_finished)
        self.host.show()
        self.host.activateWindow()
        self.show()
        self.panel.focus_ticks()
        self.rest()

    @property
    def folder(self) -> Folder:
        """The folder as it is on the disk."""
        return self.desk.counting.folder(self.audit, self.ref)

    def paper(self, at: int) -> FolderPaper:
        """A document of the folder as it is on the disk."""
        return self.folder.papers[at]

    def shown(self, at: int, side: Side = Side.PAPER) -> Mark | None:
        """What the panel says of a half."""
        return self.panel.model.rows[at].mark(side)

    def show(self, ref: str = "", *, is_closed: bool = False) -> None:
        """Show a folder as it is now."""
        folder = self.desk.counting.folder(self.audit, ref or self.ref)
        self.panel.show_folder(folder, is_closed=is_closed)

    @property
    def focus(self) -> QWidget:
        """Where the keyboard is, also in a popup."""
        return self.person.focus.focusWidget() or self.person.focus

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key wherever the keyboard is."""
        QTest.keyClick(self.focus, key, modifiers)
        self.rest()

    def type(self, words: str) -> None:
        """Type wherever the keyboard is."""
        QTest.keyClicks(self.focus, words)

    def run(self, keys: str) -> None:
        """Run the command that has these keys, as the window would."""
        command = next(each for each in self.panel.commands() if each.keys == keys)
        assert command.why_not() is None
        command.run()
        self.rest()

    def click(self, at: int, column: TickColumn, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """Click on a cell."""
        table = self.panel.table
        place = table.visualRect(self.panel.model.index(at, column)).center()
        QTest.mouseClick(table.viewport(), button, PLAIN, place)
        self.rest()

    def rest(self) -> None:
        """Wait until all is written and shown."""
        settle(self.person.session)

    def _write(self, work: Callable[[], object], failed: Callable[[], None]) -> None:
        def written() -> Folder:
            if self.fails is not None:
                raise self.fails
            work()
            return self.folder

        def shown(folder: Folder) -> None:
            if folder.line.file_no == self.panel.file_no:
                self.panel.show_folder(folder)

        self.workplace.tasks.write(written, shown, lambda _error: failed())

    def _on_ticked(self, file_no: str, ticks: FolderTicks) -> None:
        assert ticks.marks or ticks.card
        self._write(
            lambda: self.desk.counting.tick(self.audit, file_no, ticks),
            lambda: self.panel.put_back(file_no, ticks),
        )

    def _on_evidence(self, file_no: str, note: str, photo: Path | None) -> None:
        self._write(
            lambda: self.desk.counting.add_evidence(self.audit, file_no, note=note, photo=photo),
            lambda: self.panel.put_back_note(file_no, note),
        )

    def _on_removed(self, _file_no: str, number: int) -> None:
        self._write(lambda: self.desk.counting.remove_evidence(self.audit, number), lambda: None)

    def _on_finished(self) -> None:
        self.finished += 1


@pytest.fixture
def counter(person: Person) -> Iterator[Counter]:
    counter = Counter(person)
    yield counter
    counter.host.close()
    counter.host.deleteLater()


def test_space_and_a_digit_and_enter_are_one_folder(counter: Counter) -> None:
    panel = counter.panel
    assert counter.paper(4).has_paper
    counter.press(Qt.Key.Key_5)
    counter.press(Qt.Key.Key_Space)
    assert counter.shown(4) is Mark.MISSING
    assert panel.table.row == 4
    assert all(row.result is Result.MATCH for at, row in enumerate(panel.model.rows) if at != 4)
    assert panel.foot.count.text() == "1 difference"
    assert panel.pending() is not None
    before = last_change(counter.desk)
    counter.press(Qt.Key.Key_Return)
    assert last_change(counter.desk) == before + 1
    assert counter.finished == 1
    assert panel.pending() is None
    assert counter.paper(4).paper is Mark.MISSING
    assert counter.paper(4).note == NO_PAPER.said()
    for paper in counter.folder.papers:
        assert paper.paper is (Mark.MISSING if paper == counter.paper(4) else Mark.PRESENT)
        assert paper.scan is (Mark.PRESENT if paper.has_scan else None)
    assert counter.folder.faults == (Fault.PAPER,)


def test_enter_with_nothing_to_say_goes_on_and_writes_nothing(counter: Counter) -> None:
    before = last_change(counter.desk)
    counter.press(Qt.Key.Key_Enter, KEYPAD)
    assert counter.finished == 1
    assert last_change(counter.desk) == before


def test_undo_takes_the_whole_folder_back(counter: Counter) -> None:
    counter.press(Qt.Key.Key_1)
    counter.press(Qt.Key.Key_3, SHIFT)
    counter.press(Qt.Key.Key_Return)
    change = last_change(counter.desk)
    assert counter.paper(0).paper is Mark.MISSING
    counter.desk.history.undo(change)
    counter.show()
    assert [counter.shown(0), counter.shown(2, Side.SCAN)] == [None, None]
    assert counter.panel.pending() is None
    assert counter.panel.foot.count.text() == ""


def test_what_is_unsaved_is_taken_back_step_by_step(counter: Counter) -> None:
    panel = counter.panel
    assert "Ctrl+Z" not in [command.keys for command in panel.commands()]
    counter.press(Qt.Key.Key_1)
    counter.press(Qt.Key.Key_Space)
    panel.card.press(0)
    panel.card.press(0)
    counter.type("LSV1")
    for shown, said in ((Mark.MISSING, CardSaid.MATCH), (Mark.MISSING, None), (Mark.MISSING, None)):
        counter.run("Ctrl+Z")
        assert (counter.shown(0), panel.card.rows[0].said) == (shown, said)
    assert counter.shown(1) is None
    counter.run("Ctrl+Z")
    assert panel.pending() is None
    assert "Ctrl+Z" not in [command.keys for command in panel.commands()]
    panel.focus_ticks()
    counter.press(Qt.Key.Key_2)
    counter.press(Qt.Key.Key_Return)
    assert "Ctrl+Z" not in [command.keys for command in panel.commands()]


def test_presses_go_on_and_the_note_follows_until_somebody_writes_one(counter: Counter) -> None:
    said = []
    for _press in range(5):
        counter.press(Qt.Key.Key_2)
        row = counter.panel.model.rows[1]
        said.append((row.paper, row.note))
    assert said == [
        (Mark.MISSING, NO_PAPER.said()),
        (Mark.UNREADABLE, UNREADABLE.said()),
        (Mark.NOT_APPLICABLE, ""),
        (Mark.PRESENT, ""),
        (Mark.MISSING, NO_PAPER.said()),
    ]
    counter.run("F2")
    counter.type("at the police")
    counter.press(Qt.Key.Key_Return)
    counter.press(Qt.Key.Key_2)
    assert counter.panel.model.rows[1].note == "at the police"
    counter.press(Qt.Key.Key_Backspace)
    assert counter.panel.model.rows[1].note == ""
    assert counter.panel.pending() is None


def test_a_reason_is_chosen_by_arrows_or_by_a_click(counter: Counter) -> None:
    counter.press(Qt.Key.Key_1)
    popup = counter.panel.table.reasons
    counter.click(0, TickColumn.NOTE)
    assert popup.isVisible()
    assert popup.field.text() == NO_PAPER.said()
    counter.press(Qt.Key.Key_Down)
    assert popup.field.text() != NO_PAPER.said()
    counter.press(Qt.Key.Key_Escape)
    assert counter.panel.model.rows[0].note == NO_PAPER.said()
    counter.click(0, TickColumn.NOTE)
    item = popup.list.findItems(ANOTHER.said(), Qt.MatchFlag.MatchExactly)[0]
    QTest.mouseClick(
        popup.list.viewport(), Qt.MouseButton.LeftButton, PLAIN, popup.list.visualItemRect(item).center()
    )
    assert not popup.isVisible()
    counter.press(Qt.Key.Key_Return)
    assert counter.paper(0).note == ANOTHER.said()


def test_rows_beyond_nine_are_reached_by_arrows(counter: Counter) -> None:
    rows = counter.panel.model.rowCount()
    assert rows > 9
    for _row in range(rows - 1):
        counter.press(Qt.Key.Key_Down)
    assert counter.panel.table.row == rows - 1
    counter.press(Qt.Key.Key_0)
    counter.press(Qt.Key.Key_0, SHIFT)
    record = counter.paper(rows - 1)
    assert counter.shown(rows - 1) is (Mark.MISSING if record.has_paper else Mark.PRESENT)
    assert counter.shown(rows - 1, Side.SCAN) is (Mark.MISSING if record.has_scan else Mark.PRESENT)
    last = counter.panel.table.visualRect(counter.panel.model.index(rows - 1, 0))
    place = counter.panel.table.viewport().mapTo(counter.panel, last.center())
    assert place.y() < counter.panel.foot.y()


def test_nine_rows_are_in_sight_beside_the_head_of_the_page(counter: Counter) -> None:
    table = counter.panel.table
    last = table.visualRect(counter.panel.model.index(8, 0))
    assert table.viewport().mapTo(counter.panel, last.bottomLeft()).y() <= counter.panel.foot.y()


def test_a_click_ticks_crosses_and_goes_on(counter: Counter) -> None:
    for mark in (Mark.PRESENT, Mark.MISSING, Mark.UNREADABLE, Mark.NOT_APPLICABLE, Mark.PRESENT):
        counter.click(3, TickColumn.PAPER)
        assert counter.shown(3) is mark
    counter.click(3, TickColumn.DOCUMENT)
    assert counter.shown(3) is Mark.PRESENT
    table = counter.panel.table
    table.offer_marks(3, Side.SCAN)
    texts = [action.text() for action in table.menu.actions()]
    assert texts == ["Present", "Missing", "Unreadable", "Not applicable", "Not said"]
    table.menu.actions()[2].trigger()
    table.menu.close()
    assert counter.shown(3, Side.SCAN) is Mark.UNREADABLE
    QTest.mouseClick(counter.panel.foot.save, Qt.MouseButton.LeftButton)
    counter.rest()
    assert counter.paper(3).scan is Mark.UNREADABLE
    table.offer_marks(3, Side.SCAN)
    assert "Not said" not in [action.text() for action in table.menu.actions()]
    table.menu.close()


def test_the_card_is_compared_and_what_differs_is_typed(counter: Counter) -> None:
    card = counter.panel.card
    card.ticks[0].setFocus()
    counter.press(Qt.Key.Key_Space)
    counter.press(Qt.Key.Key_Space)
    assert card.inputs[0].hasFocus()
    counter.type("LSV123")
    counter.press(Qt.Key.Key_Return)
    assert counter.panel.table.hasFocus()
    assert counter.finished == 0
    counter.run("Alt+C")
    assert [row.said for row in card.rows] == [CardSaid.DIFFERS] + [CardSaid.MATCH] * 3
    assert counter.panel.difference_count == 1
    assert "differs" in accessible_name(card.ticks[0])
    counter.press(Qt.Key.Key_Return)
    assert counter.folder.card[0].on_paper == "LSV123"
    assert counter.folder.faults == (Fault.CARD,)
    assert {line.field: line.said for line in counter.folder.card}[CardField.PHONE] is CardSaid.MATCH


def test_the_next_folder_takes_nothing_from_the_last_one(counter: Counter) -> None:
    counter.press(Qt.Key.Key_1)
    counter.run("Alt+N")
    counter.type("smells of smoke")
    counter.show(counter.other)
    assert counter.panel.file_no == counter.other
    counter.rest()
    assert counter.panel.pending() is None
    assert counter.paper(0).paper is Mark.MISSING
    assert [row.note for row in counter.folder.evidence] == ["smells of smoke"]
    assert counter.desk.counting.folder(counter.audit, counter.other).papers[0].paper is None
    assert not counter.panel.evidence.note.text()
    counter.panel.focus_ticks()
    counter.press(Qt.Key.Key_2)
    counter.panel.clear()
    counter.rest()
    assert counter.desk.counting.folder(counter.audit, counter.other).papers[1].paper is Mark.MISSING
    assert counter.panel.file_no == ""
    assert not counter.panel.card.ticks[0].isEnabled()
    assert not counter.panel.key_pressed(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, PLAIN))


def test_keys_before_the_next_folder_is_there_are_meant_for_it(counter: Counter) -> None:
    counter.press(Qt.Key.Key_1)
    counter.panel.expect(counter.other)
    counter.press(Qt.Key.Key_2)
    counter.press(Qt.Key.Key_Space)
    assert counter.paper(0).paper is Mark.MISSING
    assert counter.shown(1) is None
    counter.show()  # a change elsewhere
    assert counter.shown(1) is None
    counter.show(counter.other)
    assert counter.panel.pending() is not None
    assert counter.shown(1) is Mark.MISSING
    assert counter.shown(0) is Mark.PRESENT
    counter.press(Qt.Key.Key_3)
    assert counter.shown(2) is Mark.MISSING
    counter.panel.expect(counter.ref)
    counter.press(Qt.Key.Key_4)
    counter.panel.clear()
    counter.show()
    assert counter.shown(3) is None


def test_what_others_say_meanwhile_does_not_take_what_is_unsaved(counter: Counter) -> None:
    counter.press(Qt.Key.Key_1)
    kinds = [paper.type for paper in counter.folder.papers]
    other = FolderTicks((DocumentMark(kinds[0], Mark.PRESENT), DocumentMark(kinds[1], Mark.UNREADABLE)))
    counter.desk.counting.tick(counter.audit, counter.ref, other, by="Bob")
    counter.show()
    assert [counter.shown(0), counter.shown(1)] == [Mark.MISSING, Mark.UNREADABLE]
    counter.press(Qt.Key.Key_Return)
    assert counter.paper(0).paper is Mark.MISSING


def test_ticks_that_could_not_be_written_are_unsaved_again(counter: Counter) -> None:
    counter.press(Qt.Key.Key_1)
    counter.run("Alt+C")
    counter.run("Alt+N")
    counter.type("wet")
    counter.fails = DealerDeskError(DISK_FULL, path="dealerdesk.db")
    counter.panel.save()
    counter.rest()
    pending = counter.panel.pending()
    assert pending is not None
    assert [len(pending.marks), len(pending.card)] == [1, 4]
    assert counter.panel.evidence.note.text() == "wet"
    counter.fails = None
    counter.panel.save()
    counter.rest()
    assert counter.panel.pending() is None
    assert counter.paper(0).paper is Mark.MISSING
    assert [row.note for row in counter.folder.evidence] == ["wet"]


def test_what_could_not_be_written_comes_with_its_folder_or_is_tried_again(counter: Counter) -> None:
    counter.press(Qt.Key.Key_1)
    counter.run("Alt+C")
    counter.run("Alt+N")
    counter.type("wet")
    counter.fails = DealerDeskError(DISK_FULL, path="dealerdesk.db")
    counter.show(counter.other)
    counter.rest()
    assert counter.panel.pending() is None
    counter.show()
    pending = counter.panel.pending()
    assert pending is not None
    assert [len(pending.marks), len(pending.card)] == [1, 4]
    counter.show(counter.other)
    counter.rest()
    counter.fails = None
    counter.panel.save()
    counter.rest()
    assert counter.paper(0).paper is Mark.MISSING
    assert counter.folder.card[0].said is CardSaid.MATCH
    assert [row.note for row in counter.folder.evidence] == ["wet"]
    assert counter.panel.pending() is None


def test_notes_and_photos_come_and_go(counter: Counter, tmp_path: Path, answers: Answers) -> None:
    photo = tmp_path / "IMG 7.jpg"
    photo.write_bytes(scans.jpeg())
    evidence = counter.panel.evidence
    counter.run("Alt+N")
    counter.type("a parking ticket")
    counter.press(Qt.Key.Key_Return)
    assert counter.panel.table.hasFocus()
    assert counter.finished == 0
    answers.files_chosen = [photo]
    counter.run("Alt+P")
    assert counter.person.drop_files(evidence, [photo])
    counter.rest()
    assert [line.row.name for line in evidence.lines] == ["", "IMG 7.jpg", "IMG 7.jpg"]
    assert [line.page is not None for line in evidence.lines] == [False, True, True]
    evidence.lines[1].photo.setFocus()
    counter.press(Qt.Key.Key_Return)
    assert counter.finished == 0
    assert evidence.popup.isVisible()
    assert not evidence.popup.photo.pixmap().isNull()
    counter.press(Qt.Key.Key_Escape)
    assert not evidence.popup.isVisible()
    QTest.mouseClick(evidence.lines[0].remove_button, Qt.MouseButton.LeftButton)
    counter.rest()
    assert [row.name for row in counter.folder.evidence] == ["IMG 7.jpg", "IMG 7.jpg"]
    stored = value(counter.desk.database, "SELECT count(*) FROM audit_evidence WHERE sha256 IS NOT NULL")
    assert stored == 2


def test_a_closed_audit_is_only_looked_at(counter: Counter) -> None:
    counter.press(Qt.Key.Key_1)
    counter.press(Qt.Key.Key_Return)
    counter.show(is_closed=True)
    for key in (Qt.Key.Key_2, Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_Return):
        counter.press(key)
    counter.click(2, TickColumn.PAPER)
    counter.click(0, TickColumn.NOTE)
    assert not counter.panel.table.reasons.isVisible()
    assert [counter.shown(at) for at in range(3)] == [Mark.MISSING, None, None]
    assert counter.panel.pending() is None
    assert counter.finished == 1
    assert not counter.panel.card.ticks[0].isEnabled()
    assert not counter.panel.evidence.isVisible()
    assert all(command.why_not() is not None for command in counter.panel.commands())
    counter.press(Qt.Key.Key_Down)
    assert counter.panel.table.row == 1


def test_letters_and_shortcuts_are_left_to_the_page(counter: Counter) -> None:
    for key, modifiers in ((Qt.Key.Key_A, PLAIN), (Qt.Key.Key_1, CONTROL), (Qt.Key.Key_Space, CONTROL)):
        event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers)
        assert not counter.panel.key_pressed(event)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, PLAIN, "1", True)
    assert counter.panel.key_pressed(held)
    assert counter.panel.pending() is None
    counter.panel.evidence.note.setFocus()
    assert not counter.panel.key_pressed(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, PLAIN))
    counter.type("12 !")
    assert counter.panel.evidence.note.text() == "12 !"
    assert counter.panel.pending() is None
    counter.panel.evidence.forget_note()


def test_a_scan_over_the_ticks_ticks_nothing_and_a_key_still_does(counter: Counter) -> None:
    scanner = Scanner(counter.host)
    codes: list[str] = []
    scanner.scanned.connect(codes.append)
    scanner.listen()
    try:
        for sign in "123456789":
            QTest.keyClick(counter.panel.table, Qt.Key(ord(sign)))
        QTest.keyClick(counter.panel.table, Qt.Key.Key_Return)
        assert codes == ["123456789"]
        assert counter.panel.pending() is None
        assert counter.finished == 0
        QTest.keyClick(counter.panel.table, Qt.Key.Key_2)
        wait_until(lambda: counter.panel.pending() is not None)
        assert counter.shown(1) is Mark.MISSING
    finally:
        scanner.stop()


def test_everything_says_what_it_is_and_has_room(counter: Counter) -> None:
    counter.press(Qt.Key.Key_5)
    counter.panel.card.ticks[1].click()
    counter.panel.card.ticks[1].click()
    counter.host.resize(820, 640)
    counter.rest()
    assert not [*nameless(counter.host), *cut_texts(counter.host)]
    heard = counter.panel.model.spoken(4)
    assert heard.startswith("5, ")
    assert "Paper: missing" in heard
    assert "Differs" in heard
    assert NO_PAPER.said() in heard
    for column in SIDES:
        cell = counter.panel.model.index(4, column)
        assert ": " in cell.data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.mark.parametrize(
    ("platform", "key", "modifiers", "place", "virtual", "native", "means"),
    [
        # an American keyboard, and events without a keyboard behind them
        ("linux", Qt.Key.Key_1, PLAIN, 10, 0, 0, (1, False)),
        ("linux", Qt.Key.Key_Exclam, SHIFT, 10, 0, 0, (1, True)),
        ("linux", Qt.Key.Key_At, SHIFT, 0, 0, 0, (2, True)),
        ("linux", Qt.Key.Key_7, SHIFT, 0, 0, 0, (7, True)),
        # British: Shift+3 is £, Shift+2 is "; German: Shift+7 is /
        ("linux", Qt.Key.Key_sterling, SHIFT, 12, 0, 0, (3, True)),
        ("linux", Qt.Key.Key_QuoteDbl, SHIFT, 11, 0, 0, (2, True)),
        ("win32", Qt.Key.Key_Slash, SHIFT, 8, 0x37, 0, (7, True)),
        # French: the digits are the shifted signs
        ("linux", Qt.Key.Key_Ampersand, PLAIN, 10, 0, 0, (1, False)),
        ("win32", Qt.Key.Key_Eacute, PLAIN, 3, 0x32, 0, (2, False)),
        ("win32", Qt.Key.Key_2, SHIFT, 3, 0x32, 0, (2, True)),
        ("darwin", Qt.Key.Key_Ampersand, PLAIN, 0, 0x12, 0, (1, False)),
        # the keypad, also where Shift makes it walk
        ("linux", Qt.Key.Key_4, KEYPAD, 83, 0, 0, (4, False)),
        ("linux", Qt.Key.Key_Left, KEYPAD | SHIFT, 83, 0, 0, (4, True)),
        ("win32", Qt.Key.Key_End, KEYPAD, 79, 0x23, 0x200, (1, True)),
        ("linux", Qt.Key.Key_0, KEYPAD, 90, 0, 0, (0, False)),
        ("linux", Qt.Key.Key_0, PLAIN, 19, 0, 0, (0, False)),
        # no digits
        ("win32", Qt.Key.Key_End, KEYPAD, 79, 0x23, 0, None),
        ("linux", Qt.Key.Key_Down, KEYPAD, 88, 0, 0, None),
        ("darwin", Qt.Key.Key_Down, KEYPAD | SHIFT, 0, 0x7D, 0, None),
        ("darwin", Qt.Key.Key_A, PLAIN, 0, 0, 0, None),
        ("linux", Qt.Key.Key_Q, PLAIN, 12, 0, 0, None),
        ("linux", Qt.Key.Key_Exclam, PLAIN, 61, 0, 0, None),
        ("linux", Qt.Key.Key_1, CONTROL, 10, 0, 0, None),
    ],
)
def test_the_key_counts_and_not_its_sign(  # noqa: PLR0917  # what a keyboard says of a key
    platform: str,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
    place: int,
    virtual: int,
    native: int,
    means: tuple[int, bool] | None,
) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, place, virtual, native)
    assert digit_key(event, platform) == (DigitKey(*means) if means else None)
