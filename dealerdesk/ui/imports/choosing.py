"""The beginning of an import: what a row is, and which file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.imports.kind_chips import KindChips
from dealerdesk.ui.imports.words import CHOOSE_FILE, ENDINGS
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.icon_sign import IconSign

WHAT_IS_A_ROW = Message("ui.what_is_a_row", "What does a row of the spreadsheet hold?")
BRING_YOUR_LIST = Message("ui.bring_your_list", "Import the list that you have")
DROP_HERE = Message(
    "ui.drop_spreadsheet",
    "Drop an Excel, OpenDocument or CSV file here, or choose one. You see what would happen before anything "
    "is written.",
)
_LEAST_HEIGHT = 220


class Choosing(QWidget):
    """`file_asked` tells that a file is to be chosen, `file_dropped` carries the path of one."""

    file_asked = Signal()
    file_dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = KindChips()
        self.button = QPushButton()
        self.button.setProperty("look", "filled")
        self.button.setIcon(icon("folder-open", "on_filled"))
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self.file_asked)
        self._question = QLabel()
        self._question.setProperty("text_kind", "strong")
        self._title = QLabel()
        self._title.setProperty("text_kind", "section")
        self._sentence = QLabel()
        self._sentence.setProperty("text_kind", "second")
        for text in (self._title, self._sentence):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            text.setWordWrap(True)
        self._drop = QFrame()
        self._drop.setProperty("look", "drop")
        self._drop.setMinimumHeight(_LEAST_HEIGHT)
        self.setAcceptDrops(True)
        self._arrange()
        retell(self, self._tell)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  # Qt's name
        """Show that a spreadsheet may be let go here."""
        self._mark(event, is_over=dropped_spreadsheet(event) is not None)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802  # Qt's name
        """A spreadsheet may be let go anywhere on the page."""
        if dropped_spreadsheet(event) is not None:
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802  # Qt's name
        """The file went away again."""
        self._show_over(is_over=False)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  # Qt's name
        """Take the file."""
        self._mark(event, is_over=False)
        path = dropped_spreadsheet(event)
        if path is not None:
            event.acceptProposedAction()
            self.file_dropped.emit(path)

    def _mark(self, event: QDropEvent, *, is_over: bool) -> None:
        if is_over:
            event.acceptProposedAction()
        self._show_over(is_over=is_over)

    def _show_over(self, *, is_over: bool) -> None:
        self._drop.setProperty("over", "true" if is_over else "")
        self._drop.style().unpolish(self._drop)
        self._drop.style().polish(self._drop)

    def _arrange(self) -> None:
        inner = QVBoxLayout(self._drop)
        inner.setContentsMargins(m.GAP_5, m.GAP_5, m.GAP_5, m.GAP_5)
        inner.setSpacing(m.GAP_2)
        inner.addStretch(1)
        inner.addWidget(IconSign("file-xls", "text_3", m.EMPTY_ICON), 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addSpacing(m.GAP_2)
        inner.addWidget(self._title)
        inner.addWidget(self._sentence)
        inner.addSpacing(m.GAP_3)
        inner.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_4)
        column.setSpacing(m.GAP_2)
        column.addWidget(self._question)
        column.addWidget(self.kinds)
        column.addSpacing(m.GAP_3)
        column.addWidget(self._drop, 1)

    def _tell(self) -> None:
        self._question.setText(WHAT_IS_A_ROW.said())
        self._title.setText(BRING_YOUR_LIST.said())
        self._sentence.setText(DROP_HERE.said())
        self.button.setText(CHOOSE_FILE.said())
        self.button.setAccessibleName(CHOOSE_FILE.said())


def dropped_spreadsheet(event: QDropEvent) -> Path | None:
    """The spreadsheet that is dragged, or None where it is something else, or several things."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in ENDINGS else None
