"""A list that is only looked at: a sentence on what it is, and its rows; Enter opens the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.errors import error_for_people
from dealerdesk.ui.findings.columns import BESIDE, MEANWHILE, WORTH, BesideRow
from dealerdesk.ui.findings.list_view import FAILED, LOADING
from dealerdesk.ui.findings.views import NAMES, View
from dealerdesk.ui.findings.window_model import RowColumn, Source, WindowModel
from dealerdesk.ui.findings.window_table import WindowTable
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.message_page import MessagePage


@dataclass(frozen=True, slots=True)
class _Kind:
    columns: tuple[RowColumn, ...]
    about: Message
    none: Message
    none_hint: Message


_KINDS = {
    View.MEANWHILE: _Kind(
        MEANWHILE,
        Message(
            "ui.findings_meanwhile_about",
            "The list of the audit was frozen when it was opened. What became of files since is shown here, "
            "and mixed into no figure.",
        ),
        Message("ui.findings_meanwhile_none", "Nothing changed meanwhile"),
        Message(
            "ui.findings_meanwhile_none_hint",
            "No file that the audit is about was made, moved or archived since it was opened.",
        ),
    ),
    View.BESIDE: _Kind(
        BESIDE,
        Message(
            "ui.findings_beside_about",
            "These folders were scanned without being on the list, and nothing is wrong with that: they were "
            "made later, or the audit is not about them.",
        ),
        Message("ui.findings_beside_none", "Nothing else was scanned"),
        Message(
            "ui.findings_beside_none_hint", "Every folder that was scanned was expected or is explained."
        ),
    ),
    View.WORTH: _Kind(
        WORTH,
        Message(
            "ui.findings_worth_about",
            "Nothing is amiss with these: the folder holds more than the record says, or needs less. A "
            "correction makes the record as good as the folder.",
        ),
        Message("ui.findings_worth_none", "Nothing is worth a correction"),
        Message(
            "ui.findings_worth_none_hint", "The record says of every paper that was ticked what was found."
        ),
    ),
}


class PlainList(QWidget):
    """Lists what `view` holds of an audit; `counted` carries how much that is, `opened` a file number."""

    counted = Signal(int)
    opened = Signal(str)

    def __init__(self, view: View, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._workplace = workplace
        self._kind = _KINDS[view]
        topic = f"findings.{view.value}"
        self.model = WindowModel(self._kind.columns, workplace.tasks, topic, self.show_failed, self)
        self.table = WindowTable(self.model, NAMES[view])
        self._about = QLabel()
        self._about.setProperty("text_kind", "second")
        self._about.setWordWrap(True)
        self._about.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_3)
        self._error = ""
        self._loading, self._empty = MessagePage("clipboard-text"), MessagePage("check-circle", "ok")
        self._failed = MessagePage("warning-circle", "bad")
        self._stack = QStackedWidget()
        for page in (self._loading, self._empty, self._failed, self.table):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._about)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.table)
        self.model.renewed.connect(self._on_renewed)
        self.table.opened.connect(self._on_opened)
        retell(self, self._tell)

    @property
    def said_instead(self) -> str:
        """What is said in the place of rows; empty while there are some."""
        page = self._stack.currentWidget()
        return page.text if isinstance(page, MessagePage) else ""

    def show_audit(self) -> None:
        """Wait for the rows of another audit."""
        self.model.forget()
        self._stack.setCurrentWidget(self._loading)

    def look(self, audit_id: int) -> None:
        """Read anew what is listed."""
        findings = self._workplace.desk.findings

        def read_changed() -> Sequence[Any]:
            return findings.changed_meanwhile(audit_id)

        def read_beside() -> Sequence[Any]:
            return [BesideRow(*row) for row in findings.strays_beside(audit_id)]

        def read_worth(start: int, count: int) -> tuple[int, Sequence[Any]]:
            window = findings.contradictions(audit_id, start, count)
            return window.total, window.rows

        if self._view is View.WORTH:
            self.model.list_rows(Source(audit_id, read_worth, lambda row: row.key))
            return
        read = _once(read_changed if self._view is View.MEANWHILE else read_beside)
        self.model.list_rows(Source(audit_id, read, lambda row: row.file_no))

    def show_failed(self, error: Exception) -> None:
        """Say why nothing can be listed."""
        self._error = str(error_for_people(error))
        self._stack.setCurrentWidget(self._failed)
        self._tell()

    def _on_renewed(self, _is_same: bool) -> None:  # a slot
        count = self.model.rowCount()
        self._stack.setCurrentWidget(self.table if count else self._empty)
        self._about.setVisible(bool(count))
        self.counted.emit(count)

    def _on_opened(self) -> None:
        row = self.table.row
        if row is not None and row.file_no:
            self.opened.emit(row.file_no)

    def _tell(self) -> None:
        kind = self._kind
        self._about.setText(kind.about.said())
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._loading.show_text(LOADING.said())
        self._empty.show_text(kind.none.said(), kind.none_hint.said())
        self._failed.show_text(FAILED.said(), self._error)


def _once(read: Callable[[], Sequence[Any]]) -> Callable[[int, int], tuple[int, Sequence[Any]]]:
    """Windows of a list that is read as a whole, the first time that one of them is wanted."""
    kept: list[Sequence[Any]] = []

    def window(start: int, count: int) -> tuple[int, Sequence[Any]]:
        if not kept:
            kept.append(read())
        return len(kept[0]), kept[0][start : start + count]

    return window
