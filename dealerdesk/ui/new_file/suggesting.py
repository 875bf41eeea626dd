"""Values that a person may be about to type, offered below the field while the keyboard stays in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.form import FieldInput

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ACCEPTING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_MOST_SHOWN = 8

Ask = Callable[[FieldInput, str, Callable[[Sequence[str]], None]], None]
"""Looks up what an input may be meant to say by what was typed, and hands it on in the UI thread."""


@dataclass(slots=True)
class _Now:
    """The input that is being helped, if one is."""

    input: FieldInput | None = None
    editor: QLineEdit | None = None


class SuggestionList(QListWidget):
    """Arrow keys choose, Enter and Tab take what is chosen and go on, Esc puts the list away.

    The arrow down shows all that there is while nothing is shown.
    """

    def __init__(self, page: QWidget, ask: Ask) -> None:
        super().__init__(page)
        self.setProperty("look", "suggestions")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._ask = ask
        self._now = _Now()
        self._served: dict[QObject, tuple[FieldInput, QLineEdit]] = {}
        self.clicked.connect(self._on_clicked)
        self.hide()

    def serve(self, each: FieldInput) -> None:
        """Help with `each`, which is one line of text."""
        assert isinstance(each.editor, QLineEdit)
        self._served[each.editor] = (each, each.editor)
        each.editor.installEventFilter(self)
        each.edited.connect(lambda: self._look_up(each))

    def put_away(self) -> None:
        """Offer nothing any more."""
        self.hide()
        self.clear()

    @property
    def offered(self) -> list[str]:
        """What is offered now, from top to bottom."""
        return [self.item(row).text() for row in range(self.count())] if self.isVisible() else []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Hear the keys of the fields that are helped."""
        served = self._served.get(watched)
        if served is None:
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.FocusOut:
            self.put_away()
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._takes_key(event, *served)
        return super().eventFilter(watched, event)

    def _takes_key(self, event: QKeyEvent, each: FieldInput, editor: QLineEdit) -> bool:
        key = Qt.Key(event.key())
        step = _STEPS.get(key)
        if step and event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}:
            if self.isVisible():
                self.setCurrentRow((self.currentRow() + step) % self.count())
            elif step > 0:
                self._now = _Now(each, editor)
                self._ask(each, "", lambda values: self._show(each, editor, values, choose=True))
            return True
        if not self.isVisible():
            return False
        if key is Qt.Key.Key_Escape:
            self.put_away()
            return True
        if key in _ACCEPTING and self.currentRow() >= 0:
            self._take(self.item(self.currentRow()).text())
        return False

    def _look_up(self, each: FieldInput) -> None:
        _, editor = self._served[each.editor]
        self._now = _Now(each, editor)
        if not each.text.strip():
            self.put_away()
            return
        self._ask(each, each.text, lambda values: self._show(each, editor, values, choose=False))

    def _show(self, each: FieldInput, editor: QLineEdit, values: Sequence[str], *, choose: bool) -> None:
        self.clear()
        wanted = [value for value in values if value != each.text.strip()][:_MOST_SHOWN]
        if not wanted or self._now.input is not each or not editor.hasFocus():
            self.hide()
            return
        self.addItems(wanted)
        self.setCurrentRow(0 if choose else -1)
        self.setAccessibleName(editor.accessibleName())
        self._place_below(editor)
        self.show()
        self.raise_()

    def _place_below(self, editor: QLineEdit) -> None:
        page = self.parentWidget()
        assert page is not None
        height = self.count() * m.DENSE_ROW + 2 * (m.GAP_1 + m.BORDER)
        below = editor.mapTo(page, QPoint(0, editor.height() + m.GAP_1))
        above = editor.mapTo(page, QPoint(0, -m.GAP_1 - height))
        place = below if below.y() + height <= page.height() or above.y() < 0 else above
        self.setGeometry(place.x(), place.y(), editor.width(), height)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._take(str(index.data()))

    def _take(self, value: str) -> None:
        each = self._now.input
        self.put_away()
        if each is not None:
            each.write(value)
            each.edited.emit()
            self.put_away()
