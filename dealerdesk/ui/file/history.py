"""The history of a vehicle file: every action with its fields, newest first, each to be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
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
from dealerdesk.domain.progress import Progress
from dealerdesk.services.details import FileDetail
from dealerdesk.services.file_history import PAGE, ActionTold, HistoryPage
from dealerdesk.services.history import UndoResult
from dealerdesk.ui.dialogs import confirm
from dealerdesk.ui.file.history_entry import HistoryEntry
from dealerdesk.ui.file.history_words import action_words
from dealerdesk.ui.file.tab import FileTabWidget
from dealerdesk.ui.file.tab_strip import NAMES
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.places import FileTab
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.undoing import KEPT, NOTHING_BACK, NOTHING_LEFT, TAKEN_BACK
from dealerdesk.ui.widgets.controls import ChoiceBox
from dealerdesk.ui.widgets.laying_out import lay_out_anew

BY_WHOM = Message("ui.file.history_by_whom", "Changes by")
EVERYBODY = Message("ui.file.history_everybody", "everybody")
MORE = Message("ui.file.history_more", "Show older changes")
COUNTED = Message("ui.file.history_counted", "{count} change", "{count} changes")
COUNTED_MORE = Message("ui.file.history_counted_more", "{count} newest change", "{count} newest changes")
WIDE = Message(
    "ui.file.history_wide",
    "“{action}” changed other vehicle files, too. Taking it back takes it back in all of them.",
)
EVERYTHING = Message("ui.file.history_undo_all", "Take back everywhere")
_TOPIC = "file history"


class HistoryTab(FileTabWidget):
    """Fetches a page of actions when it comes into sight, and older ones when they are asked for."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._file_id: int | None = None
        self._page: HistoryPage | None = None
        self._count = PAGE
        self._is_stale = False
        self.entries: list[HistoryEntry] = []
        self._by = QLabel()
        self._by.setProperty("text_kind", "second")
        self.people = ChoiceBox()
        self._head = QWidget()
        self.more = QPushButton()
        self._contents = QWidget()
        self._column = QVBoxLayout(self._contents)
        self._scroll = QScrollArea()
        self._arrange()
        self.people.activated.connect(self._on_person_chosen)
        self.more.clicked.connect(self._on_more)
        retell(self, self._tell)

    def show_file(self, detail: FileDetail) -> None:
        """Show the history of `detail` when it is in sight; also when something was changed."""
        if detail.id != self._file_id:
            self._file_id, self._page, self._count = detail.id, None, PAGE
            self.people.setCurrentIndex(0)
            self._fill(())
        self._is_stale = True
        if self.isVisible():
            self._ask()

    def arrive(self) -> None:
        """Fetch what is not there yet."""
        if self._is_stale:
            self._ask()
        else:
            self._say_count()

    def choose(self, item: int) -> None:
        """Put the keyboard on the change set `item`."""
        entry = next((entry for entry in self.entries if entry.action.change == item), None)
        if entry is not None:
            entry.setFocus()
            self._scroll.ensureWidgetVisible(entry)

    def take_focus(self) -> None:
        """Begin at the newest action."""
        (self.entries[0] if self.entries else self._scroll).setFocus()

    def panes(self) -> Sequence[QWidget]:
        """The choice of people where there is one, then the actions."""
        first = self.entries[0] if self.entries else self._scroll
        return (self.people, first) if self._head.isVisible() else (first,)

    def take_back(self, action: ActionTold) -> None:
        """Take one action back; what was changed since is kept and named."""
        words = action_words(action)
        if action.is_wide and not confirm(self, WIDE.said(action=words), EVERYTHING):
            return
        history = self.workplace.desk.history

        def work(progress: Progress) -> UndoResult:
            return history.undo(action.change, progress)

        self.workplace.long_work.run(
            work, lambda result: self._say_undone(words, result), self._on_refused, in_order=True
        )

    def _say_undone(self, words: str, result: UndoResult) -> None:
        kept = list(result.kept)
        if result.change is None:
            message = NOTHING_BACK if kept else NOTHING_LEFT
        else:
            message = KEPT if kept else TAKEN_BACK
        self.workplace.say(message.said(action=words, kept=kept))

    def _on_refused(self, error: Exception) -> None:
        self._ask()
        self.workplace.fail(error)

    def _ask(self) -> None:
        file_id, history, count = self._file_id, self.workplace.desk.history, self._count
        author = self.people.currentData()
        if file_id is None:
            return
        self._is_stale = False
        self.workplace.tasks.read(
            _TOPIC, lambda: history.page_of_file(file_id, count=count, author=author), self._on_page
        )

    def _on_page(self, page: HistoryPage) -> None:
        before = self._page
        self._page = page
        if before is not None and page.actions == before.actions:
            return
        self._show_people()
        self._fill(page.actions)
        self._say_count()

    def _fill(self, actions: Sequence[ActionTold]) -> None:
        """Show `actions`; where somebody reads, there they go on reading."""
        at = self._scroll.verticalScrollBar().value() if self.entries and actions else 0
        focus = QApplication.focusWidget()
        held = next((each.action.change for each in self.entries if _holds(each, focus)), None)
        known = {entry.action: entry for entry in self.entries}
        kept = [known.pop(action) if action in known else self._made(action) for action in actions]
        for entry in self.entries:
            self._column.removeWidget(entry)
        for entry in known.values():
            entry.hide()
            entry.deleteLater()
        self.entries = kept
        for index, entry in enumerate(kept):
            self._column.insertWidget(index, entry)
        self.more.setVisible(self._page is not None and self._page.has_more and bool(actions))
        if at:
            QTimer.singleShot(0, self._scroll, lambda: self._scroll.verticalScrollBar().setValue(at))
        if held is not None:
            self.choose(held)
        elif focus is self._scroll:
            self.take_focus()

    def _made(self, action: ActionTold) -> HistoryEntry:
        entry = HistoryEntry(action, self._contents)
        entry.undo_asked.connect(self.take_back)
        return entry

    def _show_people(self) -> None:
        authors = self._page.authors if self._page else ()
        chosen = self.people.currentData()
        self.people.clear()
        self.people.addItem(EVERYBODY.said(), None)
        for author in authors:
            self.people.addItem(author.name, author.id)
        self.people.setCurrentIndex(max(self.people.findData(chosen), 0))
        self._head.setVisible(len(authors) > 1)

    def _on_person_chosen(self) -> None:
        self._count = PAGE
        self._ask()

    def _on_more(self) -> None:
        last = len(self.entries) - 1
        self._count += PAGE
        self._ask()
        if last >= 0:
            self.entries[last].setFocus()

    def _say_count(self) -> None:
        if self._page is not None and self.isVisible():
            message = COUNTED_MORE if self._page.has_more else COUNTED
            self.counted.emit(message.said(count=len(self._page.actions)), "")

    def _arrange(self) -> None:
        row = QHBoxLayout(self._head)
        row.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_2)
        row.setSpacing(m.GAP_2)
        row.addWidget(self._by)
        row.addWidget(self.people)
        row.addStretch(1)
        self._head.hide()
        self._column.setContentsMargins(0, 0, 0, m.GAP_4)
        self._column.setSpacing(0)
        below = QHBoxLayout()
        below.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, 0)
        below.addWidget(self.more)
        below.addStretch(1)
        self._column.addLayout(below)
        self._column.addStretch(1)
        self.more.hide()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(self._contents)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._scroll, 1)

    def _tell(self) -> None:
        self._by.setText(BY_WHOM.said())
        self.people.setAccessibleName(BY_WHOM.said())
        self.more.setText(MORE.said())
        self.more.setAccessibleName(MORE.said())
        self._scroll.setAccessibleName(NAMES[FileTab.HISTORY].said())
        if self.people.count():
            self.people.setItemText(0, EVERYBODY.said())
        lay_out_anew(self._contents)
        self._say_count()


def _holds(entry: HistoryEntry, focus: QWidget | None) -> bool:
    return focus is entry or (focus is not None and entry.isAncestorOf(focus))
