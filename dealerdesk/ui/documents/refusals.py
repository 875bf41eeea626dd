"""A band that says one by one which scans were not attached, until it is put away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.documents import RefusedScan
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.icon_sign import IconSign

NOT_ATTACHED = Message(
    "ui.doc_not_attached",
    "{count} scan was not attached. It is still where it was.",
    "{count} scans were not attached. They are still where they were.",
)
FURTHER = Message("ui.doc_refused_further", "And {count} further.", "And {count} further.")
PUT_AWAY = Message("ui.doc_refusals_away", "Put this list away")
_MOST_SAID = 6


class Refusals(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "notice")
        self._by_file: dict[int, tuple[RefusedScan, ...]] = {}
        self._file_id = 0
        self._title = QLabel()
        self._title.setProperty("text_kind", "strong")
        self._words = QLabel()
        for text in (self._title, self._words):
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = QPushButton()
        self.close_button.setProperty("look", "icon")
        self.close_button.setIcon(icon("x", "bad"))
        column = QVBoxLayout()
        column.setSpacing(m.GAP_1)
        column.addWidget(self._title)
        column.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_2, m.GAP_2)
        row.setSpacing(m.GAP_3)
        row.addWidget(IconSign("warning-circle-fill", "bad"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.close_button.clicked.connect(self.put_away)
        self.hide()
        retell(self, self._tell)

    @property
    def sentences(self) -> list[str]:
        """Why each was refused, as it stands there."""
        return self._words.text().splitlines()

    @property
    def _refused(self) -> Sequence[RefusedScan]:
        return self._by_file.get(self._file_id, ())

    def show_file(self, file_id: int) -> None:
        """Say what was refused for this file, and not seen yet; what was said of another one is put away."""
        if file_id != self._file_id:
            self._by_file.pop(self._file_id, None)
            self._file_id = file_id
            self._say()

    def show_refused(self, file_id: int, refused: Sequence[RefusedScan]) -> None:
        """Say why each of these was not attached, after those said already, once the file is shown."""
        self._by_file[file_id] = (*self._by_file.get(file_id, ()), *refused)
        self._say()

    def put_away(self) -> None:
        """Say nothing any more."""
        self._by_file.pop(self._file_id, None)
        self._say()

    def _say(self) -> None:
        self._tell()
        self.setVisible(bool(self._refused))

    def _tell(self) -> None:
        lines = [str(each.error) for each in self._refused[:_MOST_SAID]]
        if len(self._refused) > _MOST_SAID:
            lines.append(FURTHER.said(count=len(self._refused) - _MOST_SAID))
        self._title.setText(NOT_ATTACHED.said(count=len(self._refused)))
        self._words.setText("\n".join(lines))
        self.setAccessibleName(self._title.text())
        self.close_button.setAccessibleName(PUT_AWAY.said())
        self.close_button.setToolTip(PUT_AWAY.said())
