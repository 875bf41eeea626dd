"""The scan inbox: a folder that is watched, and the strip of scans that wait in it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QMimeData, QObject, QPoint, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDrag, QImage, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.messages import Message
from dealerdesk.services.documents import Waiting, WaitingScan, put_away, take_out, waiting_scans
from dealerdesk.storage.unit_of_work import Change
from dealerdesk.ui.documents.pictures import PagePictures, PageRef
from dealerdesk.ui.documents.text_line import TextLine
from dealerdesk.ui.documents.thumb import Thumb
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.controls import TickBox
from dealerdesk.ui.widgets.icon_sign import IconSign

KEPT_FOLDER = "scan_inbox"
KEPT_DONE = "scan_inbox_done"
KEPT_SEEN = "scan_inbox_seen"
TOPIC = "documents.inbox"
LOOK_AGAIN_MS = 700
MOST_KEYS = 9

NEW_SCANS = Message("ui.doc_new_scans", "{count} new scan", "{count} new scans")
HINT = Message("ui.doc_inbox_hint", "Choose one, then a document; or press its number on a document.")
HINT_CHOSEN = Message("ui.doc_inbox_chosen", "Click on the document that it belongs to.")
MOVE_DONE = Message("ui.doc_inbox_done", "Move to “done” afterwards")
STRIP = Message("ui.doc_inbox", "Scan inbox")
SCAN_SPOKEN = Message("ui.doc_inbox_scan", "New scan {number}: {name}")
IGNORE = Message("ui.doc_inbox_ignore", "Put these scans out of sight; they stay in the folder")


@dataclass(frozen=True, slots=True)
class _Assigned:
    """Scans that one change put into a file, or took out of it again."""

    scans: tuple[WaitingScan, ...]
    are_in: bool


class ScanInbox(QObject):
    """Watches the folder that is kept in the preferences; `changed` tells of other scans that wait."""

    changed = Signal()
    failed = Signal(Exception)

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._watcher = QFileSystemWatcher(self)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(LOOK_AGAIN_MS)
        self._folder: Path | None = None
        self._waiting: tuple[WaitingScan, ...] = ()
        self._is_unreadable = False
        self._assigned: dict[int, _Assigned] = {}
        self._moved: dict[str, Path] = {}
        workplace.feed.committed.connect(self._on_committed)
        self._watcher.directoryChanged.connect(lambda _folder: self.look())
        self._again.timeout.connect(self.look)

    @property
    def folder(self) -> Path | None:
        """The folder that is watched."""
        return self._folder

    @property
    def scans(self) -> tuple[WaitingScan, ...]:
        """The scans that wait and were not assigned yet."""
        return self._waiting

    @property
    def moves_done(self) -> bool:
        """Whether a scan is moved to ``done`` once it is in a file."""
        return self._workplace.preferences.kept(KEPT_DONE, default=False) is True

    def move_done(self, *, move: bool) -> None:
        """Keep what the person wants of scans that are done with."""
        self._workplace.preferences.keep(KEPT_DONE, move)

    def begin(self) -> None:
        """Watch the folder that the preferences name now, if it is another one, and look into it."""
        kept = self._workplace.preferences.kept(KEPT_FOLDER)
        folder = Path(kept) if isinstance(kept, str) and kept else None
        if folder != self._folder:
            if self._watcher.directories():
                self._watcher.removePaths(self._watcher.directories())
            self._folder = folder
        if folder is not None and str(folder) not in self._watcher.directories():
            # Also where it was watched: the watcher lets go of a folder that vanishes.
            self._watcher.addPath(str(folder))
        self.look()

    def use(self, folder: Path) -> None:
        """Watch `folder` from now on."""
        self._workplace.preferences.keep(KEPT_FOLDER, str(folder))
        self.begin()

    def look(self) -> None:
        """See what waits now, off the UI thread."""
        self._again.stop()
        if self._folder is None:
            self._on_seen(frozenset(), Waiting(()))
            return
        folder, aside = self._folder, frozenset(self._seen())
        self._workplace.tasks.read(
            TOPIC,
            lambda: waiting_scans(folder, time.time_ns(), aside),
            partial(self._on_seen, aside),
            self._on_unreadable,
        )

    def assigned(self, scans: Sequence[WaitingScan], change: int | None) -> None:
        """The scans are in a file now: they wait no more, and go to ``done`` where that is wanted.

        `change` is the change set that put them there; when it is taken back they wait again.
        """
        if change is not None:
            self._assigned[change] = _Assigned(tuple(scans), are_in=True)
        if self.moves_done:
            for scan in scans:
                moved = partial(self._moved.__setitem__, scan.mark)
                self._workplace.tasks.write(partial(put_away, scan.path), moved, self.failed.emit)
        self.ignore(scans)

    def ignore(self, scans: Sequence[WaitingScan]) -> None:
        """Speak of these scans no more."""
        marks = {scan.mark for scan in scans}
        self._workplace.preferences.keep(KEPT_SEEN, [*self._seen(), *sorted(marks)])
        self._waiting = tuple(scan for scan in self._waiting if scan.mark not in marks)
        self.changed.emit()

    def _seen(self) -> list[str]:
        kept = self._workplace.preferences.kept(KEPT_SEEN)
        return [each for each in kept if isinstance(each, str)] if isinstance(kept, list) else []

    def _on_committed(self, change: Change) -> None:
        assigned = self._assigned.pop(change.undoes, None) if change.undoes is not None else None
        if assigned is None:
            return
        if not assigned.are_in:
            self.assigned(assigned.scans, change.set_id)
            return
        self._assigned[change.set_id] = _Assigned(assigned.scans, are_in=False)
        marks = {scan.mark for scan in assigned.scans}
        self._workplace.preferences.keep(KEPT_SEEN, [mark for mark in self._seen() if mark not in marks])
        for scan in assigned.scans:
            moved = self._moved.pop(scan.mark, None)
            if moved is not None:
                back = partial(take_out, moved, scan.path)
                self._workplace.tasks.write(back, lambda _none: self.look(), self.failed.emit)
        self.look()

    def _on_unreadable(self, error: Exception) -> None:
        """Nothing waits in a folder that cannot be read; that is said once."""
        if self._waiting:
            self._waiting = ()
            self.changed.emit()
        if not self._is_unreadable:
            self._is_unreadable = True
            self.failed.emit(error)

    def _on_seen(self, asked: frozenset[str], waiting: Waiting) -> None:
        """What waits; `asked` are the marks that were put aside when the folder was read."""
        self._is_unreadable = False
        seen = self._seen()
        gone = asked - waiting.put_aside
        if self._folder is not None and gone:
            # What left the folder need not be remembered.
            seen = [mark for mark in seen if mark not in gone]
            self._workplace.preferences.keep(KEPT_SEEN, seen)
        fresh = tuple(scan for scan in waiting.scans if scan.mark not in set(seen))
        if fresh != self._waiting:
            self._waiting = fresh
            self.changed.emit()
        if waiting.is_growing:
            self._again.start()


class InboxStrip(QFrame):
    """The scans that wait, small; `chosen` carries the one to assign with a click, None when none is."""

    chosen = Signal(object)

    def __init__(self, inbox: ScanInbox, pictures: PagePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._inbox = inbox
        self._pictures = pictures
        self.buttons: list[InboxButton] = []
        self._title = QLabel()
        self._title.setProperty("text_kind", "strong")
        self._hint = QLabel()
        self._hint.setProperty("text_kind", "caption")
        self._hint.setWordWrap(True)
        self.done = TickBox()
        self.close_button = QPushButton()
        self.close_button.setProperty("look", "icon")
        self.close_button.setIcon(icon("x"))
        self._row = QHBoxLayout()
        self._arrange()
        inbox.changed.connect(self._fill)
        pictures.arrived.connect(self._on_arrived)
        self.done.clicked.connect(lambda on: inbox.move_done(move=on))
        self.close_button.clicked.connect(lambda: inbox.ignore(inbox.scans))
        retell(self, self._tell)
        self._fill()

    @property
    def scan(self) -> WaitingScan | None:
        """The scan that was chosen to be assigned."""
        return next((button.scan for button in self.buttons if button.isChecked()), None)

    def number(self, digit: int) -> WaitingScan | None:
        """The scan with this number."""
        scans = self._inbox.scans
        return scans[digit - 1] if 1 <= digit <= min(len(scans), MOST_KEYS) else None

    def let_go(self) -> bool:
        """Choose none; whether one was chosen."""
        was = self.scan is not None
        for button in self.buttons:
            button.setChecked(False)
        self._tell()
        return was

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(m.GAP_1)
        title = QHBoxLayout()
        title.setSpacing(m.GAP_2)
        title.addWidget(IconSign("tray", "accent"))
        title.addWidget(self._title)
        title.addStretch(1)
        words.addLayout(title)
        words.addWidget(self._hint)
        words.addWidget(self.done, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        inside = QWidget()
        inside.setLayout(self._row)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(m.GAP_2)
        self._row.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.setFixedHeight(m.INBOX_THUMB + m.LIST_LINE + m.SCROLL_BAR + m.GAP_3)
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_2, m.GAP_1)
        row.setSpacing(m.GAP_4)
        row.addLayout(words, 1)
        row.addWidget(scroll, 2)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)

    def _fill(self) -> None:
        scans = self._inbox.scans
        before = self.scan
        had_focus = any(button.hasFocus() for button in self.buttons)
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for number, scan in enumerate(scans, start=1):
            button = InboxButton(scan, number)
            button.setChecked(before is not None and scan.mark == before.mark)
            button.clicked.connect(partial(self._on_clicked, button))
            self._row.insertWidget(number - 1, button)
            self.buttons.append(button)
            self._pictures.want(button.page, round(m.INBOX_THUMB * self.devicePixelRatioF()))
            button.show_picture(self._pictures.find(button.page))
        if had_focus and self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.setVisible(bool(scans))
        self._tell()

    def _on_clicked(self, clicked: InboxButton) -> None:
        for button in self.buttons:
            button.setChecked(button is clicked and clicked.isChecked())
        self._tell()
        self.chosen.emit(self.scan)

    def _on_arrived(self, page: PageRef) -> None:
        for button in self.buttons:
            if button.page == page:
                button.show_picture(self._pictures.find(page))

    def _tell(self) -> None:
        self.setAccessibleName(STRIP.said())
        self._title.setText(NEW_SCANS.said(count=len(self._inbox.scans)))
        self._hint.setText((HINT_CHOSEN if self.scan else HINT).said())
        self.done.setText(MOVE_DONE.said())
        self.done.setAccessibleName(MOVE_DONE.said())
        self.done.setChecked(self._inbox.moves_done)
        self.close_button.setAccessibleName(IGNORE.said())
        self.close_button.setToolTip(IGNORE.said())
        for button in self.buttons:
            button.tell()


class InboxButton(QPushButton):
    """One scan that waits: its first page, number and name; it can be dragged to a document."""

    def __init__(self, scan: WaitingScan, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "inbox")
        self.setCheckable(True)
        self.scan = scan
        self.page = PageRef(str(scan.path), scan.path.name)
        self._number = number
        self._held = QPoint()
        self._thumb = Thumb(QSize(round(m.INBOX_THUMB * 0.75), m.INBOX_THUMB))
        self._name = TextLine(Text.CAPTION, "text_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_1, m.GAP_1, m.GAP_1, 2)
        column.setSpacing(0)
        column.addWidget(self._thumb, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._name)
        self.setFixedSize(m.INBOX_THUMB + m.GAP_4, m.INBOX_THUMB + m.LIST_LINE)
        self.tell()

    def show_picture(self, picture: QImage | None) -> None:
        """Show the first page, once it is drawn."""
        self._thumb.show_scan(str(self._number), picture)

    def tell(self) -> None:
        """Say number and name."""
        self._name.show_text(self.scan.path.name)
        self.setAccessibleName(SCAN_SPOKEN.said(number=self._number, name=self.scan.path.name))
        self.setToolTip(str(self.scan.path))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Remember where it was taken hold of."""
        super().mousePressEvent(event)
        self._held = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Begin to drag, once the pointer went far enough to mean it."""
        moved = (event.position().toPoint() - self._held).manhattanLength()
        if not event.buttons() & Qt.MouseButton.LeftButton or moved < QApplication.startDragDistance():
            super().mouseMoveEvent(event)
            return
        self.setDown(False)
        drag = QDrag(self)
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(self.scan.path))])
        drag.setMimeData(mime)
        drag.setPixmap(self._thumb.grab())
        drag.exec(Qt.DropAction.CopyAction)
