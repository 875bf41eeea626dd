"""The panel of one folder: its documents and its card are ticked, what was found is kept as evidence.

Nothing that was said is lost: when another folder comes, what is unsaved is handed on by its own number
before anything else is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import Folder, FolderTicks
from dealerdesk.ui.commands import Command
from dealerdesk.ui.counting.evidence import NOTE, NOTE_KEYS, PHOTO, PHOTO_KEYS, EvidencePart
from dealerdesk.ui.counting.folder_card import AGREES, AGREES_KEYS, CardPart
from dealerdesk.ui.counting.folder_foot import DIFFERENCES, NO_DIFFERENCE, FolderFoot
from dealerdesk.ui.counting.folder_seen import SeenPart
from dealerdesk.ui.counting.folder_steps import SaidNow, Steps
from dealerdesk.ui.counting.ticks import Result, Side, TickRow
from dealerdesk.ui.counting.ticks_keys import digit_key
from dealerdesk.ui.counting.ticks_model import TicksModel
from dealerdesk.ui.counting.ticks_table import TicksTable
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.message_page import MessagePage
from dealerdesk.ui.widgets.upright_scroll import UprightScroll

NAME = Message("ui.folder_name", "Folder {file_no}")
TAKE_BACK = Message("ui.ticks_take_back", "Take back what was said last of this folder")
REASON = Message("ui.ticks_reason", "Say why a document differs")
NONE_YET = Message("ui.folder_none_yet", "No folder yet")
SCAN_ONE = Message(
    "ui.folder_scan_one",
    "Scan the label of a folder, or type a plate or a file number: its documents are ticked here.",
)
NO_FOLDER = Message("ui.folder_none", "No folder is shown. Scan one first.")
IS_CLOSED = Message("ui.folder_closed", "The audit is closed.")
REASON_KEYS = "F2"
TAKE_BACK_KEYS = "Ctrl+Z"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NEXT = "?"
"""Stands for the number of a folder whose verdict is on its way."""
_ONCE = (*_ENTER, Qt.Key.Key_Space, Qt.Key.Key_Backspace)
"""Keys that say something once, however long they are held."""


class FolderPanel(QFrame):
    """Shows a `Folder` and lets it be ticked; the page writes what the signals carry.

    `ticked` carries a file number and `FolderTicks` that are to be written now, `evidence_given` a file
    number, a note and a photo's path or None, `evidence_removed` a file number and what to take away.
    `finished` tells that somebody is done with the folder, `changed` that something else is said of it.
    """

    ticked = Signal(str, object)
    evidence_given = Signal(str, str, object)
    evidence_removed = Signal(str, int)
    finished = Signal()
    changed = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._folder: Folder | None = None
        self._expected = ""
        self._keys_ahead: list[QKeyEvent] = []
        self._left: dict[str, FolderTicks] = {}
        self._notes_left: list[tuple[str, str]] = []
        self._is_closed = False
        self._steps = Steps()
        self.model = TicksModel(self)
        self.table = TicksTable(self.model)
        self.card = CardPart()
        self.evidence = EvidencePart(workplace)
        self.seen = SeenPart()
        self.foot = FolderFoot()
        self._nothing = MessagePage("folder-open")
        self._scroll = self._arranged()
        self._connect()
        self.setFocusProxy(self.table)
        retell(self, self._tell)
        self.clear()

    @property
    def file_no(self) -> str:
        """The file number of the folder that is shown; "" for none."""
        return self._folder.line.file_no if self._folder else ""

    @property
    def difference_count(self) -> int:
        """How many papers, scans and fields of the card differ, as far as it is said."""
        return self.model.difference_count + self.card.difference_count

    def pending(self) -> FolderTicks | None:
        """What is said and was not handed over; None for nothing."""
        ticks = FolderTicks(self.model.pending(), self.card.pending())
        return ticks if ticks.marks or ticks.card else None

    def expect_next(self) -> None:
        """Hand on what is unsaved, and keep the keys from now on for the folder that was scanned just now.

        Whoever presses one has that folder in the hand already, however long its verdict takes.
        """
        self.save()
        self._keys_ahead.clear()
        self._expected = _NEXT

    def expect(self, file_no: str) -> None:
        """Keep the keys since the scan, and those from now on, for the folder that is being read."""
        if self._expected != _NEXT or not file_no:
            self._keys_ahead.clear()
        self._expected = file_no
        if file_no != self.file_no:
            self.save()
        else:
            self._press_ahead()

    def show_folder(self, folder: Folder, *, is_closed: bool = False) -> None:
        """Show `folder`; what is unsaved of another one is handed on first, of the same one it stays."""
        is_same = folder.line.file_no == self.file_no
        left = self._left.pop(folder.line.file_no, None)
        if not is_same:
            self.save()
            self.evidence.forget_note()
        self._folder, self._is_closed = folder, is_closed
        keep = is_same and not is_closed
        self.model.is_locked = is_closed
        self.model.show_papers(folder.papers, keep=keep)
        self.card.show_card(folder.card, keep=keep)
        self.card.lock(locked=is_closed)
        self.evidence.show_evidence(folder.evidence, locked=is_closed)
        self.seen.show_sightings(folder.sightings)
        self.foot.close_keys(closed=is_closed)
        self._show_parts()
        if not is_same:
            self.table.go_to(0)
            self._scroll.verticalScrollBar().setValue(0)
        self._tell()
        if left is not None:
            self._recall(left)
        self._steps.forget()
        self._on_changed()
        if self._expected == self.file_no:
            self._press_ahead()

    def clear(self) -> None:
        """Show no folder; what is unsaved is handed on first."""
        self.expect("")
        self.save()
        self._folder = None
        self.evidence.forget_note()
        self.model.show_papers((), keep=False)
        self.card.show_card((), keep=False)
        self.card.lock(locked=True)
        self.evidence.show_evidence((), locked=True)
        self.seen.show_sightings(())
        self.foot.close_keys(closed=False)
        self._show_parts()
        self._tell()
        self._steps.forget()
        self._on_changed()

    def save(self) -> None:
        """Hand on all that is unsaved: ticks, a note that was typed and not added, and what failed before."""
        for file_no in list(self._left):
            self.ticked.emit(file_no, self._left.pop(file_no))
        notes, self._notes_left = self._notes_left, []
        for file_no, note in notes:
            self.evidence_given.emit(file_no, note, None)
        ticks = self.pending()
        if self._folder is None or self._is_closed:
            return
        self._steps.forget()
        if ticks is not None:
            self.model.hand_over()
            self.card.hand_over()
            self.ticked.emit(self.file_no, ticks)
            self._on_changed()
        self.evidence.hand_on_note()
        self.evidence.forget_note()

    def put_back(self, file_no: str, ticks: FolderTicks) -> None:
        """Take ticks that could not be written for unsaved again; the next `save` hands them on once more."""
        if file_no == self.file_no:
            self._recall(ticks)
        else:
            self._left[file_no] = ticks

    def put_back_note(self, file_no: str, note: str) -> None:
        """Let a note that could not be written stand in its line again, or hand it on with the next save."""
        if file_no == self.file_no and not self.evidence.note.text():
            self.evidence.note.setText(note)
        else:
            self._notes_left.append((file_no, note))

    def focus_ticks(self) -> None:
        """Put the keyboard on the documents."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Do what a key stands for while no text is typed; whether it stood for something."""
        if self._expected and not self._is_typing() and _is_of_ticks(event):
            self._keys_ahead.append(event.clone())
            return True
        if self._folder is None or self._is_closed or self._is_typing():
            return False
        digit = digit_key(event)
        if event.isAutoRepeat() and (digit is not None or event.key() in _ONCE):
            return True
        if digit is not None:
            row = digit.digit - 1 if digit.digit else self.table.row
            self.table.press(row, Side.SCAN if digit.shifted else Side.PAPER)
            return True
        return self._named_key(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Hear the keys that the parts of the folder leave; Enter on a button is the button's."""
        focus = QApplication.focusWidget()
        if event.key() in _ENTER and isinstance(focus, QPushButton | QToolButton):
            focus.click()
        elif not self.key_pressed(event):
            super().keyPressEvent(event)

    def commands(self) -> Sequence[Command]:
        """What can be done with a folder by keys with a name.

        While something is unsaved, Ctrl+Z takes that back, and the scan of the folder only after it.
        """
        back = Command(TAKE_BACK, self.take_back, TAKE_BACK_KEYS, "arrow-counter-clockwise")
        return (
            *([back] if self._steps.can_go_back else []),
            Command(REASON, self.table.ask_reason, REASON_KEYS, "pencil-simple", self._why_not),
            Command(AGREES, self.card.agree, AGREES_KEYS, "check", self._why_not),
            Command(NOTE, self.evidence.begin_note, NOTE_KEYS, "file-text", self._why_not),
            Command(PHOTO, self.evidence.choose_photo, PHOTO_KEYS, "camera", self._why_not),
        )

    def take_back(self) -> None:
        """Take back what was said last and is not saved."""
        said = self._steps.go_back()
        if said is not None:
            self.card.restore(said.card)  # it tells nobody, so that both are one change
            self.model.restore(said.rows)
            self._announce(_differences(self.difference_count))

    def _arranged(self) -> UprightScroll:
        inside = QWidget()
        parts = QVBoxLayout(inside)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(0)
        for part in (self.table, self.card, self.evidence, self.seen):
            parts.addWidget(part)
        parts.addStretch(1)
        scroll = UprightScroll(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.BORDER, m.BORDER, m.BORDER, m.BORDER)
        column.setSpacing(0)
        column.addWidget(self._nothing, 1)
        column.addWidget(scroll, 1)
        column.addWidget(self.foot)
        return scroll

    def _press_ahead(self) -> None:
        """Do what was pressed before the expected folder was there."""
        keys, self._keys_ahead, self._expected = self._keys_ahead, [], ""
        for event in keys:
            self.key_pressed(event)

    def _recall(self, ticks: FolderTicks) -> None:
        if self._folder is not None:
            self.card.put_back(self._folder.card, ticks.card)
            self.model.put_back(self._folder.papers, ticks.marks)

    def _show_parts(self) -> None:
        for part in (self._scroll, self.foot):
            part.setVisible(self._folder is not None)
        self._nothing.setVisible(self._folder is None)

    def _connect(self) -> None:
        self.model.changed.connect(self._on_changed)
        self.model.row_said.connect(self._on_row_said)
        self.table.chosen.connect(self._show_row)
        self.card.changed.connect(self._on_changed)
        self.card.finished.connect(self.focus_ticks)
        self.evidence.finished.connect(self.focus_ticks)
        self.evidence.given.connect(lambda note, photo: self.evidence_given.emit(self.file_no, note, photo))
        self.evidence.removed.connect(lambda number: self.evidence_removed.emit(self.file_no, number))
        self.foot.as_recorded.clicked.connect(self._agree)
        self.foot.save.clicked.connect(self._finish)

    def _named_key(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        plain: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Space: self._agree,
            Qt.Key.Key_Backspace: self._take_back,
            **dict.fromkeys(_ENTER, self._finish),
        }
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held != Qt.KeyboardModifier.NoModifier:
            return False
        if step:
            self.table.go_to(self.table.row + step)
        elif event.key() in plain:
            plain[Qt.Key(event.key())]()
        else:
            return False
        return True

    def _agree(self) -> None:
        self.model.agree()
        self._announce(_differences(self.difference_count))

    def _take_back(self) -> None:
        row = self.table.row
        if row >= 0:
            self.model.change(row, TickRow.of(self.model.rows[row].record))

    def _finish(self) -> None:
        self.save()
        self.finished.emit()

    def _is_typing(self) -> bool:
        focus = QApplication.focusWidget()
        return isinstance(focus, QLineEdit) and self.isAncestorOf(focus)

    def _why_not(self) -> Message | None:
        if self._folder is None or self._expected:
            return NO_FOLDER
        return IS_CLOSED if self._is_closed else None

    def _on_changed(self) -> None:
        is_looked_at = any(row.result is not Result.OPEN for row in self.model.rows)
        known = is_looked_at or self.difference_count > 0
        self.foot.show_count(self.difference_count if known else None)
        self.foot.show_unsaved(unsaved=self.pending() is not None)
        self._steps.note(SaidNow(tuple(self.model.rows), tuple(self.card.rows)))
        self.changed.emit()

    def _on_row_said(self, row: int) -> None:
        self._announce(self.model.spoken(row))

    def _announce(self, words: str) -> None:
        """Say what a key has done to people who listen: the cell that they are on may be another one."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.table, words))

    def _show_row(self, row: int) -> None:
        """Scroll the current document into sight; before the first one, the titles of the columns."""
        if row < 0:
            return
        place = self.table.place_of(row)
        top = place.top() if row else 0
        for edge in (place.bottom(), top):
            self._scroll.ensureVisible(0, self.table.y() + edge, 0, 0)

    def _tell(self) -> None:
        self.setAccessibleName(NAME.said(file_no=self.file_no) if self._folder else NONE_YET.said())
        self._nothing.show_text(NONE_YET.said(), SCAN_ONE.said())


def _differences(count: int) -> str:
    return DIFFERENCES.said(count=count) if count else NO_DIFFERENCE.said()


def _is_of_ticks(event: QKeyEvent) -> bool:
    """Whether a key says something of a folder."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return digit_key(event) is not None or (event.key() in _ONCE and not held)
