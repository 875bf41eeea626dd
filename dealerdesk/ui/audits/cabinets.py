"""The cabinets of an audit with how many folders they hold, and who counts them: a table to type into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dealerdesk.domain.audits import LONGEST_WORDS
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line
from dealerdesk.ui.audits.titles import Titles
from dealerdesk.ui.audits.words import PROGRESS
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.imports.row_grounds import paint_row_ground
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.service.columns import paint_right
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.choice_cell import paint_choice_box
from dealerdesk.ui.widgets.painting import paint_cell_text
from dealerdesk.ui.widgets.rows_table import RowsTable

Index = QModelIndex | QPersistentModelIndex

CABINET = Message("ui.audit_cabinet", "Cabinet")
FOLDERS = Message("ui.audit_folders", "Folders")
COUNTER = Message("ui.audit_counter", "Who counts")
NO_PLACE = Message("ui.audit_no_place", "No place noted")
NOBODY = Message("ui.audit_nobody", "Nobody yet")
ANOTHER = Message("ui.audit_another_name", "Another name …")
TABLE = Message("ui.audit_cabinets_table", "Cabinets and who counts them: Enter or typing names somebody")
COUNTER_OF = Message("ui.audit_counter_of", "Who counts cabinet {cabinet}")
ROOT = QModelIndex()
_CABINET, _FOLDERS, _PERSON = range(3)
_TITLES = (CABINET, FOLDERS, COUNTER)
_USUAL = ("Cabinet 88", "18,888")
_ENTERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


@dataclass(frozen=True, slots=True)
class CabinetLine:
    """A cabinet ("" for folders without a place), its folders, those counted if that is told, and by whom."""

    cabinet: str
    folders: int
    counted: int | None = None
    person: str = ""


class CabinetsModel(QAbstractTableModel):
    """`named` carries a cabinet and the name that somebody typed for it, "" for nobody."""

    named = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[CabinetLine] = []
        self.can_be_named = True

    @property
    def lines(self) -> Sequence[CabinetLine]:
        """What is shown."""
        return self._lines

    @property
    def people(self) -> dict[str, str]:
        """Who counts which cabinet; a cabinet of nobody is left out."""
        return {line.cabinet: line.person for line in self._lines if line.person and line.cabinet}

    def show_lines(self, lines: Sequence[CabinetLine]) -> None:
        """Show other cabinets, or others of them."""
        same = [line.cabinet for line in lines] == [line.cabinet for line in self._lines]
        if not same:
            self.beginResetModel()
        self._lines = list(lines)
        if not same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, _PERSON))

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802  # Qt's name
        """How many cabinets there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802  # Qt's name
        """Cabinet, folders, person."""
        return 0 if parent.isValid() else len(_TITLES)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names can be typed where there is a cabinet."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.can_name(index.row()) else flags

    def can_name(self, row: int) -> bool:
        """Whether somebody can be named for the cabinet in `row`; folders without a place are everybody's."""
        return self.can_be_named and bool(self._lines[row].cabinet)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says."""
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return line.person
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        if index.column() == _CABINET:
            return line.cabinet or NO_PLACE.said()
        if index.column() == _PERSON:
            return line.person or (NOBODY.said() if line.cabinet else "")
        if line.counted is None:
            return shown_number(line.folders)
        return PROGRESS.said(counted=shown_number(line.counted), expected=shown_number(line.folders))

    def setData(  # noqa: N802  # Qt's name
        self, index: Index, value: object, _role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Take the name that was typed."""
        line, person = self._lines[index.row()], fold_line(str(value))
        if person != line.person:
            self._lines[index.row()] = replace(line, person=person)
            self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), _PERSON))
            self.named.emit(line.cabinet, person)
        return True

    def headerData(  # noqa: N802  # Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section].said()
        return None


class CabinetsTable(RowsTable):
    """Enter, F2 or typing opens a name, a click the menu of those that are known.

    Enter takes what was typed and goes a line down, Esc leaves it as it was.
    """

    def __init__(self, model: CabinetsModel, parent: QWidget | None = None) -> None:
        super().__init__(model, m.ROW, parent)
        self._cabinets = model
        self.people: Sequence[str] = ()
        self.setHorizontalHeader(Titles(self, frozenset({_FOLDERS}), 0, is_framed=True))
        self.setItemDelegate(_Cell(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.opened.connect(self.begin_typing)
        retell(self, self._tell)

    def begin_typing(self) -> None:
        """Open the name of the cabinet at hand."""
        cell = self._cabinets.index(max(self.currentIndex().row(), 0), _PERSON)
        if cell.isValid() and self._cabinets.can_name(cell.row()):
            self.setCurrentIndex(cell)
            self.edit(cell)

    def finish_typing(self) -> None:
        """Take over the name that is being typed."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def closeEditor(  # noqa: N802  # Qt's name
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        """Go a line down after Enter, and stay otherwise: Tab leaves the table."""
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.NoHint)
        if hint is hints.SubmitModelCache:
            row = min(self.currentIndex().row() + 1, self._cabinets.rowCount() - 1)
            self.setCurrentIndex(self._cabinets.index(row, _PERSON))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Typing begins a name wherever in the row the keyboard is."""
        types = bool(event.text()) and event.text().isprintable() and not event.modifiers()
        if types and self.currentIndex().isValid():
            self.setCurrentIndex(self._cabinets.index(self.currentIndex().row(), _PERSON))
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """A click on a name offers those that are known."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == _PERSON and self._cabinets.can_name(index.row()):
            self.offer_people()

    def offer_people(self) -> None:
        """Open the menu of the names that are known, for the cabinet at hand."""
        cell = self._cabinets.index(self.currentIndex().row(), _PERSON)
        now, menu = str(cell.data(Qt.ItemDataRole.EditRole)), QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for name in self.people:
            action = menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name == now)
            action.triggered.connect(partial(self._on_person_chosen, cell.row(), name))
        menu.addSeparator()
        menu.addAction(ANOTHER.said()).triggered.connect(lambda _checked=False: self.begin_typing())
        nobody = menu.addAction(NOBODY.said())
        nobody.setEnabled(bool(now))
        nobody.triggered.connect(partial(self._on_person_chosen, cell.row(), ""))
        menu.popup(self.viewport().mapToGlobal(self.visualRect(cell).bottomLeft()))

    def _on_person_chosen(self, row: int, name: str, _checked: bool = False) -> None:
        self._cabinets.setData(self._cabinets.index(row, _PERSON), name)

    def fit_columns(self) -> None:
        """The person has the room that the others leave."""
        rest = self.viewport().width()
        for column, usual in enumerate(_USUAL):
            title = text_metrics(Text.STRONG_CAPTION).horizontalAdvance(_TITLES[column].said())
            words = [usual]
            if column == _CABINET:
                words.append(NO_PLACE.said())
            elif any(line.counted is not None for line in self._cabinets.lines):
                words.append(PROGRESS.said(counted="1,888", expected="1,888"))
            width = max(title, *map(text_metrics(Text.BODY).horizontalAdvance, words)) + 2 * m.GAP_2 + 2
            self.setColumnWidth(column, width)
            rest -= width
        self.setColumnWidth(_PERSON, max(rest, 0))

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """As high as its lines, up to some; more of them scroll."""
        lines = min(max(self._cabinets.rowCount(), 1), m.CABINETS_SHOWN)
        return QSize(super().sizeHint().width(), m.DENSE_ROW + lines * m.ROW + 2 * m.BORDER)

    def _tell(self) -> None:
        self.setAccessibleName(TABLE.said())


class _Cell(QStyledItemDelegate):
    """Paints a cell, a name as a box that can be opened, and opens it with the names that are known."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cabinets, now = cast("CabinetsModel", index.model()), colours()
        place = QRectF(option.rect)
        painter.save()
        paint_row_ground(painter, place, option, index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = place.adjusted(m.GAP_2, 0, -m.GAP_2, -m.BORDER)
        line = cabinets.lines[index.row()]
        text = str(index.data())
        if index.column() == _FOLDERS:
            is_done = line.counted is not None and line.counted == line.folders
            paint_right(painter, inner, text, Text.BODY, now.ok if is_done else now.text)
        elif index.column() == _CABINET:
            paint_cell_text(painter, inner, text, Text.BODY, now.text if line.cabinet else now.text_3)
        elif cabinets.can_name(index.row()):
            paint_choice_box(painter, inner, text, role="text" if line.person else "text_3")
        else:
            paint_cell_text(painter, inner, text, Text.BODY, now.text if line.person else now.text_3)
        painter.restore()

    def createEditor(  # noqa: N802  # Qt's name
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """A line to type into, with the names that are known."""
        editor = QLineEdit(parent)
        editor.setProperty("look", "cell")
        editor.setMaxLength(LONGEST_WORDS)
        table = cast("CabinetsTable", option.widget)
        editor.setAccessibleName(COUNTER_OF.said(cabinet=index.sibling(index.row(), _CABINET).data()))
        completer = QCompleter(list(table.people), editor)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        editor.setCompleter(completer)
        return editor

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Enter takes over what was typed, and goes on."""
        is_enter = isinstance(event, QKeyEvent) and event.key() in _ENTERS
        if not (is_enter and event.type() is QEvent.Type.KeyPress and isinstance(editor, QWidget)):
            return super().eventFilter(editor, event)
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)
        return True

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802  # Qt's name
        """Begin with the name that stands there, chosen, so that typing replaces it."""
        line = cast("QLineEdit", editor)
        if not line.isModified():
            line.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            line.selectAll()

    def setModelData(  # noqa: N802  # Qt's name
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        """Take what was typed."""
        model.setData(cast("QModelIndex", index), cast("QLineEdit", editor).text())

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802  # Qt's name
        return QSize(0, m.ROW)
