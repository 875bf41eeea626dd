"""The beginning of an import: what a row holds, and which file or block."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.imports.kind_chips import KindChips
from dealerdesk.ui.imports.recent import RecentImports
from dealerdesk.ui.imports.words import CHOOSE_FILE, ENDINGS
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.restyling import restyle
from dealerdesk.ui.widgets.upright_scroll import UprightScroll

WHAT_IS_A_ROW = Message("ui.what_is_a_row", "What does a row of the spreadsheet hold?")
BRING_YOUR_LIST = Message("ui.bring_your_list", "Import the list that you have")
DROP_HERE = Message(
    "ui.drop_spreadsheet",
    "Drop an Excel, OpenDocument or CSV file here, or a .zip of scans. Cells that you copied in Excel can be "
    "pasted. You see what would happen before anything is written.",
)
PASTE = Message("ui.import_paste", "Paste cells")
PASTE_KEYS = "Ctrl+V"
_LEAST_HEIGHT, _MOST_HEIGHT = 200, 380


class Choosing(QWidget):
    """`file_asked` and `paste_asked` tell what is wanted, `file_dropped` carries the path of a file."""

    file_asked = Signal()
    file_dropped = Signal(object)
    paste_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = KindChips(may_ask=True)
        self.recent = RecentImports()
        self.button = QPushButton()
        self.button.setProperty("look", "filled")
        self.button.setIcon(icon("folder-open", "on_filled"))
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self.file_asked)
        self.paste_button = QPushButton()
        self.paste_button.setIcon(icon("clipboard-text"))
        self.paste_button.setAutoDefault(True)
        self.paste_button.clicked.connect(self.paste_asked)
        self._question = QLabel()
        self._question.setProperty("text_kind", "strong")
        self._title = QLabel()
        self._title.setProperty("text_kind", "section")
        self._sentence = QLabel()
        self._sentence.setProperty("text_kind", "second")
        for text in (self._title, self._sentence):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            text.setWordWrap(True)
        self._sentence.setMaximumWidth(m.DIALOGUE_WIDTH)
        self._drop = QFrame()
        self._drop.setProperty("look", "drop")
        self._drop.setMinimumHeight(_LEAST_HEIGHT)
        self._drop.setMaximumHeight(_MOST_HEIGHT)
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
        restyle(self._drop, "over", "true" if is_over else "")

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(m.GAP_3)
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        buttons.addWidget(self.paste_button)
        buttons.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._sentence, 100)
        middle.addStretch(1)
        inner = QVBoxLayout(self._drop)
        inner.setContentsMargins(m.GAP_5, m.GAP_4, m.GAP_5, m.GAP_4)
        inner.setSpacing(m.GAP_2)
        inner.addStretch(1)
        inner.addWidget(IconSign("file-xls", "text_3", m.EMPTY_ICON), 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(self._title)
        inner.addLayout(middle)
        inner.addSpacing(m.GAP_2)
        inner.addLayout(buttons)
        inner.addStretch(1)
        self._stand(self.recent)

    def _stand(self, below: QWidget) -> None:
        """Put the question above the place to drop files on, and `below` under it."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_4)
        column.setSpacing(m.GAP_2)
        column.addWidget(self._question)
        column.addWidget(self.kinds)
        column.addSpacing(m.GAP_2)
        column.addWidget(self._drop, 100)
        column.addSpacing(m.GAP_3)
        column.addWidget(below)
        column.addStretch(1)
        # Where there is little room the page scrolls, so that no sentence is cut.
        scroll = UprightScroll(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _tell(self) -> None:
        self._question.setText(WHAT_IS_A_ROW.said())
        self._title.setText(BRING_YOUR_LIST.said())
        self._sentence.setText(DROP_HERE.said())
        for button, name, keys in (
            (self.button, CHOOSE_FILE, "Ctrl+O"),
            (self.paste_button, PASTE, PASTE_KEYS),
        ):
            button.setText(name.said())
            button.setAccessibleName(name.said())
            button.setToolTip(f"{name.said()}  {keys}")


def dropped_spreadsheet(event: QDropEvent) -> Path | None:
    """The spreadsheet that is dragged, or None where it is something else, or several things."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in ENDINGS else None
