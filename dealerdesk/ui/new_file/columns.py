"""Vehicle and customer beside each other where there is room, else one below the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dealerdesk.ui.theme import measures as m

_LEFT, _RIGHT = 3, 2


class Columns(QScrollArea):
    """Two columns that scroll together, and what stands below both of them."""

    def __init__(self, left: QWidget, right: QWidget, below: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        content = QWidget()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_4)
        whole.setSpacing(m.GAP_5)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        whole.addLayout(self._columns)
        whole.addWidget(below)
        whole.addStretch(1)
        self._columns.setSpacing(2 * m.GAP_5)
        self._columns.addWidget(left, _LEFT)
        self._columns.addWidget(right, _RIGHT)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Put the columns beside or below each other."""
        super().resizeEvent(event)
        wide = self.width() >= m.TWO_COLUMNS_FROM
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)
        self._columns.setSpacing(2 * m.GAP_5 if wide else m.GAP_5)
