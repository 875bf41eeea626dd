"""Choosing the field that a column is to be: typed a few letters of, or walked to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dealerdesk.domain.fields import Field
from dealerdesk.domain.messages import Message
from dealerdesk.domain.search_words import plain
from dealerdesk.domain.simplified import simplified
from dealerdesk.ui.formats import label
from dealerdesk.ui.imports.columns_model import NOT_IMPORTED
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.popup import Popup

FIND_FIELD = Message("ui.import_find_field", "Find a field")
FIELDS_THERE = Message("ui.import_fields_there", "Fields")
TAKEN = Message("ui.import_field_taken", "{field}  ({letters})")
_LINES = 9
_WIDTH = 264
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _LINES, Qt.Key.Key_PageUp: -_LINES}


class FieldPopup(Popup):
    """`chosen` carries the code of a field, empty for none."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.list = QListWidget()
        self.list.setProperty("look", "suggestions")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedSize(_WIDTH, _LINES * m.DENSE_ROW + 2 * (m.GAP_1 + m.BORDER))
        self.first = self.field
        self._fields: Sequence[Field] = ()
        self._taken: Mapping[str, str] = {}
        self._code: str | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_2, m.GAP_2, m.GAP_2, m.GAP_2)
        column.setSpacing(m.GAP_2)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        retell(self, self._tell)

    def ask(  # noqa: PLR0913, PLR0917  # what there is to choose from, and where it is asked
        self,
        view: QWidget,
        cell: QRect,
        fields: Sequence[Field],
        code: str | None,
        taken: Mapping[str, str],
        words: str = "",
    ) -> None:
        """Open at a `cell` of `view`, where `code` is chosen; `taken` says which column has a field now."""
        self._fields, self._code, self._taken = fields, code, taken
        self.field.setText(words)
        self._fill()
        self.adjustSize()
        below = view.mapToGlobal(QPoint(cell.left(), cell.bottom() + 1))
        above = view.mapToGlobal(QPoint(cell.left(), cell.top() - self.height()))
        room = self.screen().availableGeometry().intersected(view.window().frameGeometry())
        place = below if below.y() + self.height() <= room.bottom() or above.y() < room.top() else above
        self.move(min(place.x(), room.right() - self.width()), place.y())
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Walk the list and take from it while the keyboard stays in the field."""
        if watched is self.field and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _STEPS:
                last = self.list.count() - 1
                self.list.setCurrentRow(min(max(self.list.currentRow() + _STEPS[key], 0), last))
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._take(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.close()
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _fill(self) -> None:
        words = _comparable(self.field.text()).split()
        self.list.clear()
        if not words:
            self._add(NOT_IMPORTED.said(), "")
        for field in self._fields:
            name = label(field.label)
            if all(word in _comparable(f"{name} {field.label.text} {field.code}") for word in words):
                letters = self._taken.get(field.code)
                self._add(TAKEN.said(field=name, letters=letters) if letters else name, field.code)
        codes = [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]
        wanted = self._code or ""
        self.list.setCurrentRow(codes.index(wanted) if not words and wanted in codes else 0)

    def _add(self, name: str, code: str) -> None:
        item = QListWidgetItem(name)
        item.setData(Qt.ItemDataRole.UserRole, code)
        self.list.addItem(item)

    def _tell(self) -> None:
        self.setAccessibleName(FIND_FIELD.said())
        self.field.setAccessibleName(FIND_FIELD.said())
        self.field.setPlaceholderText(FIND_FIELD.said())
        self.list.setAccessibleName(FIELDS_THERE.said())


def _comparable(words: str) -> str:
    return simplified(plain(words))
