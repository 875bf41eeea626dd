"""What a discrepancy suggests to change in the record: one button a correction, with before and after."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.audits.correcting import LATER_WORD
from dealerdesk.services.audits.corrections import Correction
from dealerdesk.ui.findings.columns import NOTHING
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.laying_out import take_out
from dealerdesk.ui.widgets.tips import tip_of

TITLE = Message("ui.findings_correct", "Correct the record")
BEFORE_AFTER = Message("ui.findings_before_after", "{before} → {after}")


class CorrectionButtons(QWidget):
    """`picked` carries the `Correction` that somebody wants; hidden while there is none."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._corrections: tuple[Correction, ...] = ()
        self.buttons: list[QPushButton] = []
        self._effects: list[QLabel] = []
        self._title = QLabel()
        self._title.setProperty("text_kind", "strong")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(m.GAP_1)
        self._column.addWidget(self._title)
        self.hide()
        retell(self, self._tell)

    def show_corrections(self, corrections: Sequence[Correction]) -> None:
        """Offer `corrections`."""
        if tuple(corrections) == self._corrections:
            return
        self._corrections = tuple(corrections)
        for part in (*self.buttons, *self._effects):
            take_out(part, self._column)
        self.buttons, self._effects = [], []
        for correction in self._corrections:
            button, effect = QPushButton(), QLabel()
            button.setIcon(icon("pencil-simple", "accent"))
            button.setAutoDefault(True)
            button.clicked.connect(partial(self.picked.emit, correction))
            effect.setProperty("text_kind", "caption")
            effect.setTextFormat(Qt.TextFormat.PlainText)
            effect.setWordWrap(True)
            self.buttons.append(button)
            self._effects.append(effect)
            self._column.addWidget(button)
            self._column.addWidget(effect)
        self.setVisible(bool(self.buttons))
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        self._title.setText(TITLE.said())
        for correction, button, effect in zip(self._corrections, self.buttons, self._effects, strict=True):
            said = correction.said()
            before, after = correction.before or NOTHING.said(), correction.after or NOTHING.said()
            change = BEFORE_AFTER.said(before=before, after=after)
            later = LATER_WORD.said(file_no=correction.file_no) if correction.later else ""
            room = self.width() - 2 * m.GAP_4 - 2 * m.ICON
            button.setText(button.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, room))
            button.setAccessibleName(f"{said}, {change}")
            button.setToolTip(tip_of(later or said))
            button.setEnabled(not later)
            effect.setText(later or change)
