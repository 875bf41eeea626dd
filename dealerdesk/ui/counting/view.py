"""The parts of the counting page and the room that each of them has."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealerdesk.ui.counting.folder_panel import FolderPanel
from dealerdesk.ui.counting.head import CountingHead, FiguresLine
from dealerdesk.ui.counting.not_written import NotWritten
from dealerdesk.ui.counting.scan_field import ScanField
from dealerdesk.ui.counting.side import CountingSide, divider
from dealerdesk.ui.counting.unseen import Unseen
from dealerdesk.ui.counting.verdict_bar import VerdictBar
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.outcome_bar import OutcomeBar
from dealerdesk.ui.widgets.reading_order import enter

LOW = m.SERVICE_LOW + 2 * m.PAGE_HEAD
"""Pages that are lower than this give verdicts and the scan field less room."""

_NEARLY_ALL = 1000
"""The share of the folder in the room below the verdict, while it is there."""


class CountingView(QWidget):
    """Head and figures above; the field, the verdict and the folder beside the lists, or in their place."""

    def __init__(self, workplace: Workplace, messages: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head, self.figures = CountingHead(), FiguresLine()
        self.not_written, self.outcome = NotWritten(), OutcomeBar()
        self.field, self.verdict, self.unseen = ScanField(), VerdictBar(), Unseen()
        self.panel = FolderPanel(workplace)
        self.side, self._ground = CountingSide(workplace), QWidget()
        self._arrange(messages)
        self._is_low = False
        self.head.lists.toggled.connect(self._on_lists_toggled)
        self.panel.changed.connect(self._show_panel)

    def show_folder(self) -> None:
        """Show the folder where the lists have its place."""
        self.head.lists.setChecked(False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """In narrow windows the folder or the lists have all the room, in low ones verdicts take less."""
        super().resizeEvent(event)
        self._is_low = self.height() < LOW
        for part in (self.field, self.verdict, self.side.sign):
            part.show_low(low=self._is_low)
        self._show_panel()
        self._share_room()

    def _on_lists_toggled(self, on: bool) -> None:
        had_focus = self.isAncestorOf(self.window().focusWidget() or self.window())
        self._share_room()
        if had_focus:
            enter(self.side.tabs if on else self.field, Qt.FocusReason.OtherFocusReason)

    def _show_panel(self) -> None:
        """Where it is low, there is no room for the sentence that no folder is shown."""
        self.panel.setVisible(bool(self.panel.file_no) or not self._is_low)

    def _share_room(self) -> None:
        is_narrow, lists = self.width() < m.TWO_COLUMNS_FROM, self.head.lists
        lists.setVisible(is_narrow)
        wide = m.PREVIEW_WIDEST if self.width() >= m.THREE_COLUMNS else m.PREVIEW_WIDTH
        self.side.setMinimumWidth(0 if is_narrow else wide)
        self.side.setMaximumWidth(self.width() if is_narrow else wide)
        self.side.setVisible(lists.isChecked() if is_narrow else True)
        self._ground.setVisible(not (is_narrow and lists.isChecked()))

    def _arrange(self, messages: QWidget) -> None:
        left = QVBoxLayout(self._ground)
        left.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_3)
        left.setSpacing(m.GAP_2)
        left.addWidget(self.field)
        left.addWidget(self.unseen)
        left.addWidget(self.verdict)
        left.addWidget(self.panel, _NEARLY_ALL)
        left.addStretch(1)
        self._ground.setProperty("look", "desk")
        self._ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._ground, 1)
        body.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.figures, self.not_written, self.outcome, messages, divider()):
            column.addWidget(part)
        column.addLayout(body, 1)
