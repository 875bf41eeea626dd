"""What a backup or a check said: one sentence, and what was amiss below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.section import words_of
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign

AMISS = Message("ui.findings", "What is amiss")
SHOWN_AT_MOST = 500


class Findings(QWidget):
    """Hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: Callable[[], str] = str
        self._sign = IconSign("check-circle", "ok")
        self._sentence = words_of("strong", wraps=True)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setSelectionMode(QListWidget.SelectionMode.SingleSelection)
        self.list.setProperty("look", "findings")
        head = QHBoxLayout()
        head.setSpacing(m.GAP_2)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._sentence, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.GAP_2)
        column.addLayout(head)
        column.addWidget(self.list)
        self.hide()
        retell(self, self._tell)

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._sentence.text()

    def show_findings(
        self, said: Callable[[], str], problems: Sequence[str] = (), *, is_bad: bool = False
    ) -> None:
        """Say what `said` says, in any language, above `problems`; `is_bad` marks a failure without any."""
        self._said = said
        amiss = bool(problems) or is_bad
        self._sign.show_icon("warning-circle" if amiss else "check-circle", "bad" if amiss else "ok")
        self.list.clear()
        for problem in problems[:SHOWN_AT_MOST]:
            self.list.addItem(QListWidgetItem(problem))
        self.list.setVisible(bool(problems))
        lines = min(max(len(problems), 2), m.FINDINGS_LINES)
        self.list.setFixedHeight(lines * m.CONTROL + m.GAP_2)
        self.show()
        self._tell()

    def _tell(self) -> None:
        self._sentence.setText(self._said())
        self.list.setAccessibleName(AMISS.said())
