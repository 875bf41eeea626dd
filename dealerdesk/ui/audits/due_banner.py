"""Says since when an audit of all files is due, with one button for what is to be done about it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from dealerdesk.domain.audits import AuditReminder
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import AuditRow
from dealerdesk.ui.audits.due import due_words
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign

DUE = Message("ui.audits_due", "{how_long} Count every folder once a year.")
RUNNING = Message("ui.audits_due_running", "{how_long} “{title}” is being counted.")
GO_ON = Message("ui.audits_go_on", "Go on counting")
OPEN_FULL = Message("ui.audits_open_full", "Open the annual audit …")


class DueBanner(QFrame):
    """Hidden while no audit is due; `open_asked` wants a new one, `count_asked` carries the one that runs."""

    open_asked = Signal()
    count_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "band")
        self._due: tuple[AuditReminder, date] | None = None
        self._running: AuditRow | None = None
        self._is_quiet = False
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self.button = QPushButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_2)
        row.setSpacing(m.GAP_2)
        row.addWidget(IconSign("warning-circle", "warn"))
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        self.button.clicked.connect(self._on_clicked)
        self.hide()
        retell(self, self._tell)

    @property
    def text(self) -> str:
        """What it says; empty while no audit is due."""
        return "" if self.isHidden() else self._words.text()

    def show_due(self, due: AuditReminder, today: date, running: AuditRow | None) -> None:
        """Tell how it stands on `today`; `running` is an audit of all files that is being counted."""
        self._due, self._running = (due, today), running
        self._show()
        self._tell()

    def be_quiet(self, *, is_quiet: bool) -> None:
        """Say nothing, where the page itself says what is to be done."""
        self._is_quiet = is_quiet
        self._show()

    def _show(self) -> None:
        self.setVisible(not self._is_quiet and self._due is not None and self._due[0].is_due(self._due[1]))

    def _on_clicked(self) -> None:
        if self._running is None:
            self.open_asked.emit()
        else:
            self.count_asked.emit(self._running.id)

    def _tell(self) -> None:
        if self._due is None:
            return
        how_long = due_words(*self._due)
        if self._running is None:
            self._words.setText(DUE.said(how_long=how_long))
        else:
            self._words.setText(RUNNING.said(how_long=how_long, title=self._running.title))
        button = OPEN_FULL if self._running is None else GO_ON
        self.setAccessibleName(self._words.text())
        self.button.setText(button.said())
        self.button.setAccessibleName(button.said())
