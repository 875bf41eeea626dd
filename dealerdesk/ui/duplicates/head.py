"""The head of the page: what is listed, narrowed to an import or one record, and words for the other one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from dealerdesk.domain.duplicates import PairKind
from dealerdesk.domain.messages import Message
from dealerdesk.ui.duplicates.looking import Scope
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.service.chips import Chips
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.chip import condition_chip

TITLE = Message("ui.duplicates_title", "Possible duplicates")
KINDS = {
    PairKind.CUSTOMERS: Message("ui.duplicates_customers", "Customers"),
    PairKind.FILES: Message("ui.duplicates_files", "Vehicle files"),
}
OF_IMPORT = Message("ui.duplicates_of_import", "Of this import")
OF_FILE = Message("ui.duplicates_of_file", "Of one file and its customer")
FIND = Message("ui.duplicates_find_other", "Plate, VIN, name or phone of the other one")


class DuplicatesHead(QWidget):
    """`picked` carries a kind, `typed` the words for the other one; `widened` tells that all are wanted."""

    picked = Signal(str)
    typed = Signal(str)
    widened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(m.PAGE_HEAD)
        self._scope = Scope()
        self._title = QLabel()
        self._title.setProperty("text_kind", "title")
        self.chips = Chips({kind.value: name for kind, name in KINDS.items()})
        self.scope_chip = condition_chip()
        self.field = QLineEdit()
        self.field.setMaximumWidth(m.SETTING_INPUT)
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, 0, m.GAP_4, 0)
        row.setSpacing(m.GAP_3)
        row.addWidget(self._title)
        row.addWidget(self.chips, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.scope_chip)
        row.addStretch(1)
        row.addWidget(self.field, 3)
        self.chips.picked.connect(self.picked)
        self.scope_chip.clicked.connect(self.widened)
        self.field.textEdited.connect(self.typed)
        retell(self, self._tell)

    def show_scope(self, scope: Scope) -> None:
        """Show what is listed is narrowed to."""
        self._scope = scope
        if self.field.text() != scope.words:
            self.field.setText(scope.words)
        self._tell()

    def _tell(self) -> None:
        scope = self._scope
        self._title.setText(TITLE.said())
        self.scope_chip.show_words((OF_FILE if scope.beside is not None else OF_IMPORT).said())
        self.scope_chip.setVisible(scope != Scope())
        self.scope_chip.setChecked(True)
        self.field.setVisible(scope.beside is not None)
        self.field.setPlaceholderText(FIND.said())
        self.field.setAccessibleName(FIND.said())
        metrics = self.field.fontMetrics()
        self.field.setMinimumWidth(metrics.horizontalAdvance(FIND.said()) + m.GAP_5)
