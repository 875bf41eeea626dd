"""The palette itself: a panel near the top of the window that lists every command and does the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import Command
from dealerdesk.ui.palette.matching import find_words, recent_first
from dealerdesk.ui.palette.rows import PaletteModel, PaletteRow, RowDelegate, row_of
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign

FIND = Message("ui.palette_find", "Find a command")
HINT = Message("ui.palette_hint", "What do you want to do?")
COMMANDS = Message("ui.palette_commands", "Commands")
NOTHING = Message("ui.palette_nothing", "No command has these words in its name.")

RECENT_KEPT = 5
ROWS_OF_NOTHING = 3
ROWS_AT_MOST = 12
_RECENT = "palette.recent"
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
_OWN_KEYS = {*_STEPS, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab}


class Palette(QFrame):
    """Hidden until `open`; what was used lately stands first, and is remembered with `preferences`."""

    def __init__(self, parent: QWidget, preferences: Preferences | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "palette")
        self._window = parent
        self._preferences = preferences
        self._recent = _recent_of(preferences)
        self._commands: Sequence[Command] = ()
        self._focus_before: QWidget | None = None
        self.field = _Field(self)
        self.list = QListView()
        self._model = PaletteModel(self)
        self._nothing = QLabel()
        self._prepare_list()
        self._arrange()
        self.field.textChanged.connect(self._list_commands)
        self.list.clicked.connect(self._on_clicked)
        parent.installEventFilter(self)
        self.hide()
        retell(self, self._tell)

    @property
    def rows(self) -> list[PaletteRow]:
        """What is listed, from top to bottom."""
        return [
            self._model.index(row, 0).data(PaletteModel.ROW_ROLE) for row in range(self._model.rowCount())
        ]

    @property
    def chosen(self) -> PaletteRow | None:
        """What Enter would do."""
        index = self.list.currentIndex()
        return index.data(PaletteModel.ROW_ROLE) if index.isValid() else None

    def open(self, commands: Sequence[Command]) -> None:
        """List `commands` and take the keyboard; opened again while it is open, it closes."""
        if self.isVisible():
            self.close_again()
            return
        self._focus_before = QApplication.focusWidget()
        self._commands = _once(commands)
        self.field.clear()
        self._list_commands()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_again(self) -> None:
        """Close, and give the keyboard back to where it was."""
        before, self._focus_before = self._focus_before, None
        self.hide()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, steps: int) -> None:
        """Choose another row, from the last one on to the first and back."""
        count = self._model.rowCount()
        if count:
            row = self.list.currentIndex().row() + steps
            self._choose(row % count if abs(steps) == 1 else min(max(row, 0), count - 1))

    def run_chosen(self) -> None:
        """Close and do what is chosen; what cannot be done now stays, with its reason."""
        chosen = self.chosen
        if chosen is None or chosen.command.why_not() is not None:
            return
        code = chosen.command.name.code
        self._recent = [code, *(other for other in self._recent if other != code)][:RECENT_KEPT]
        if self._preferences is not None:
            self._preferences.keep(_RECENT, self._recent)
        self.close_again()
        chosen.command.run()

    def _prepare_list(self) -> None:
        self.list.setModel(self._model)
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._nothing.setProperty("text_kind", "second")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setMinimumHeight(ROWS_OF_NOTHING * m.PALETTE_ROW)

    def _arrange(self) -> None:
        head = QFrame()
        head.setProperty("look", "search")
        head.setProperty("focused", True)
        head.setFixedHeight(m.SEARCH_BOX)
        row = QHBoxLayout(head)
        row.setContentsMargins(m.GAP_3, 0, m.GAP_2, 0)
        row.setSpacing(m.GAP_2)
        row.addWidget(IconSign("command", "text_2"))
        row.addWidget(self.field, 1)
        key = QLabel("Esc")
        key.setProperty("text_kind", "key")
        row.addWidget(key, 0, Qt.AlignmentFlag.AlignVCenter)
        around = QHBoxLayout()
        around.setContentsMargins(m.GAP_3, m.GAP_3, m.GAP_3, m.GAP_2)
        around.addWidget(head)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.BORDER, m.BORDER, m.BORDER, m.RADIUS_CARD)
        column.setSpacing(0)
        column.addLayout(around)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing, 1)

    def _tell(self) -> None:
        self.field.setPlaceholderText(HINT.said())
        self.field.setAccessibleName(FIND.said())
        self.list.setAccessibleName(COMMANDS.said())
        self._nothing.setText(NOTHING.said())
        if self.isVisible():
            self._list_commands()

    def _list_commands(self) -> None:
        words = self.field.text()
        rows = self._found(words) if words.strip() else self._lately_first()
        self._model.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._choose(0)
        self._settle_size()

    def _lately_first(self) -> list[PaletteRow]:
        rows = {command.name.code: row_of(command) for command in self._commands}
        order = recent_first(list(rows), self._recent)
        lately = sum(code in rows for code in self._recent)
        return [replace(rows[code], ends_recent=at == lately) for at, code in enumerate(order, start=1)]

    def _found(self, words: str) -> list[PaletteRow]:
        found = []
        for row in self._lately_first():
            hit = find_words(words, row.name, row.command.name.text, row.command.keys)
            if hit is not None:
                found.append((hit.distance, replace(row, marks=hit.marks, ends_recent=False)))
        return [row for _distance, row in sorted(found, key=lambda each: each[0])]

    def _choose(self, row: int) -> None:
        index = self._model.index(row, 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        # The keyboard stays in the field: screen readers hear of the choice as the field's description.
        chosen = self.chosen
        self.field.setAccessibleDescription(chosen.said() if chosen else NOTHING.said())

    def _on_clicked(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self.run_chosen()

    def _settle_size(self) -> None:
        window = self._window
        width = min(m.PALETTE_WIDTH, window.width() - 2 * m.GAP_5)
        frame = m.SEARCH_BOX + m.GAP_3 + m.GAP_2 + m.BORDER + m.RADIUS_CARD
        room = (window.height() - m.PALETTE_TOP - m.GAP_5 - frame) // m.PALETTE_ROW
        rows = min(self._model.rowCount() or ROWS_OF_NOTHING, ROWS_AT_MOST, max(room, 1))
        height = frame + rows * m.PALETTE_ROW
        self.setGeometry((window.width() - width) // 2, m.PALETTE_TOP, width, height)

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Follow the window's size."""
        if watched is self._window and event.type() is QEvent.Type.Resize and self.isVisible():
            self._settle_size()
        return False


class _Field(QLineEdit):
    """The line one types in: it passes the keys that choose on to the palette, and closes it when left."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self._is_composing = False

    def event(self, event: QEvent) -> bool:
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() in _OWN_KEYS:
            event.accept()  # before the window's shortcuts take them
            return True
        is_tab = isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
        # There is nowhere else to go to in here.
        return (is_tab and event.type() is QEvent.Type.KeyPress) or super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802  # Qt's name
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        key = Qt.Key(event.key())
        if self._is_composing:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._palette.step(_STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._palette.run_chosen()
        elif key == Qt.Key.Key_Escape:
            self._palette.close_again()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  # Qt's name
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}:
            self._palette.hide()


def _once(commands: Sequence[Command]) -> list[Command]:
    """Commands that have several shortcuts are listed with the first one."""
    by_code: dict[str, Command] = {}
    for command in commands:
        by_code.setdefault(command.name.code, command)
    return list(by_code.values())


def _recent_of(preferences: Preferences | None) -> list[str]:
    kept = preferences.kept(_RECENT, []) if preferences is not None else []
    return [str(code) for code in kept][:RECENT_KEPT] if isinstance(kept, list) else []
