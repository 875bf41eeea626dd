"""Forms: labels left, inputs right, and under an input what is wrong with it and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.dates import PartialDate
from dealerdesk.domain.fields import NO, YES, Field, FieldType
from dealerdesk.domain.messages import Message
from dealerdesk.domain.values import read_value
from dealerdesk.ui.formats import label
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.calendar import CALENDAR, CalendarPopup
from dealerdesk.ui.widgets.controls import ChoiceBox
from dealerdesk.ui.widgets.restyling import restyle

CHOOSE_DAY = Message("ui.choose_day", "Choose a day from the calendar (Alt+↓)")
YES_NO = (("yes", YES), ("no", NO))
_DATES = {FieldType.DATE, FieldType.PARTIAL_DATE}
_TRAILING = QLineEdit.ActionPosition.TrailingPosition


class FieldInput(QWidget):
    """An input for one field of a record; its text is the field's canonical text (`domain.values`).

    `edited` tells that the person typed or chose something, `finished` that they went on to something else.
    A `quiet` input looks like text on a page until the pointer or the keyboard is in it. Dates open a
    calendar with Alt+↓ and go a day on or back with Ctrl+↑ and Ctrl+↓.
    """

    edited = Signal()
    finished = Signal()

    def __init__(
        self, field: Field, *, lines: int = 1, quiet: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._opens_calendar: QAction | None = None
        self._shown = ""
        self._choices = field.choices or (YES_NO if field.type is FieldType.YES_NO else ())
        self.editor: QLineEdit | QComboBox | QPlainTextEdit = self._made(lines)
        self._problem = QLabel()
        self._problem.setProperty("text_kind", "problem")
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(m.GAP_1)
        self._column.addWidget(self.editor)
        self._column.addWidget(self._problem)
        self._column.addStretch()
        self.editor.setProperty("quiet", quiet)
        self.editor.installEventFilter(self)
        self.setFocusProxy(self.editor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        retell(self, self._tell)

    @property
    def text(self) -> str:
        """What is written or chosen."""
        if isinstance(self.editor, QComboBox):
            return str(self.editor.currentData() or "")
        if isinstance(self.editor, QPlainTextEdit):
            return self.editor.toPlainText()
        return self.editor.text()

    @property
    def is_changed(self) -> bool:
        """Whether the text differs from what was shown last."""
        return self.text.strip() != self._shown.strip()

    @property
    def shown(self) -> str:
        """What was shown last, before anything was typed."""
        return self._shown

    def stand_below(self, widget: QWidget) -> None:
        """Let `widget` stand below the input and what is wrong with it."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def mark_changed(self, *, changed: bool) -> None:
        """Look as something that is not saved yet, or as usual."""
        if bool(self.editor.property("changed")) != changed:
            restyle(self.editor, "changed", changed)

    def show_text(self, text: str) -> None:
        """Write `text`, as nobody typed it."""
        self._shown = text
        self.write(text)

    def write(self, text: str) -> None:
        """Write `text` as a draft: it counts as changed where it differs from what was shown."""
        blocked = self.editor.blockSignals(True)
        if isinstance(self.editor, QComboBox):
            self.editor.setCurrentIndex(max(self.editor.findData(text), 0))
        elif isinstance(self.editor, QPlainTextEdit):
            self.editor.setPlainText(text)
        else:
            self.editor.setText(text)
            self.editor.setCursorPosition(0)
        self.editor.blockSignals(blocked)

    def show_problem(self, sentence: str = "", *, warning: bool = False) -> None:
        """Say below the input what is wrong, or only doubtful; an empty sentence takes it away."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        for widget, name, value in (
            (self.editor, "problem", ("warn" if warning else "bad") if sentence else ""),
            (self._problem, "text_kind", "doubt" if warning else "problem"),
        ):
            restyle(widget, name, value)
        self.editor.setAccessibleDescription(sentence)

    def _made(self, lines: int) -> QLineEdit | QComboBox | QPlainTextEdit:
        if self._choices:
            combo = ChoiceBox()
            combo.activated.connect(self._on_chosen)
            return combo
        if lines > 1:
            text = QPlainTextEdit()
            text.setTabChangesFocus(True)
            text.setFixedHeight(lines * m.LIST_LINE + m.GAP_2)
            text.textChanged.connect(self.edited)
            return text
        line = QLineEdit()
        if self.field.type in _DATES:
            self._opens_calendar = line.addAction(icon("calendar-blank"), _TRAILING)
            self._opens_calendar.triggered.connect(self.open_calendar)
        line.textEdited.connect(lambda _text: self.edited.emit())
        line.editingFinished.connect(self.finished)
        return line

    @property
    def day(self) -> date | None:
        """The day that is written, as far as it can be read as one."""
        value = read_value(self.field, self.text).value if self.field.type in _DATES else None
        if isinstance(value, str):
            return PartialDate.parse(value).first_day
        return value if isinstance(value, date) else None

    def open_calendar(self) -> None:
        """Let a day be chosen; it counts as typed."""
        popup = CalendarPopup(self.editor)
        popup.chosen.connect(self._on_day_chosen)
        popup.open_at(self.editor.mapToGlobal(QPoint(0, self.editor.height() + m.GAP_1)), self.day)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Hear the keys of dates, and when the keyboard leaves a text of several lines."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._opens_calendar:
            return self._takes_key(event)
        if event.type() is QEvent.Type.FocusOut and isinstance(self.editor, QPlainTextEdit):
            self.finished.emit()
        return super().eventFilter(watched, event)

    def _takes_key(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step == -1 and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return True
        if step and event.modifiers() == Qt.KeyboardModifier.ControlModifier and self.day:
            self._on_day_chosen(date.fromordinal(self.day.toordinal() + step))
            return True
        return False

    def _on_day_chosen(self, day: date) -> None:
        self.write(day.isoformat())
        self._on_chosen()

    def _on_chosen(self) -> None:
        self.edited.emit()
        self.finished.emit()

    def _tell(self) -> None:
        self.editor.setAccessibleName(label(self.field.label))
        if self._opens_calendar is not None:
            self._opens_calendar.setText(CALENDAR.said())
            self._opens_calendar.setToolTip(CHOOSE_DAY.said())
            for button in self.editor.findChildren(QToolButton):
                button.setAccessibleName(CALENDAR.said())
        if isinstance(self.editor, QComboBox):
            chosen = self.text
            blocked = self.editor.blockSignals(True)
            self.editor.clear()
            if self.field.type is FieldType.YES_NO:
                self.editor.addItem("–", "")
            for code, name in self._choices:
                self.editor.addItem(label(name), code)
            self.editor.setCurrentIndex(max(self.editor.findData(chosen), 0))
            self.editor.blockSignals(blocked)


class Form(QWidget):
    """Inputs under each other with their labels; a section's heading stands above its first input."""

    def __init__(
        self,
        heading: Message | None,
        inputs: Sequence[FieldInput],
        *,
        dense: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.inputs = tuple(inputs)
        self._heading = heading
        self._title = QLabel()
        self._title.setProperty("text_kind", "section")
        self._labels = {each: QLabel() for each in self.inputs}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(m.GAP_3)
        grid.setVerticalSpacing(m.GAP_1 if dense else m.GAP_2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._title, 0, 0, 1, 2)
        self._title.setVisible(heading is not None)
        for row, (each, name) in enumerate(self._labels.items(), start=1):
            name.setProperty("text_kind", "second")
            name.setBuddy(each.editor)
            name.setMinimumHeight(m.DENSE_ROW if dense else m.CONTROL)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(each, row, 1)
        retell(self, self._tell)

    @property
    def label_width(self) -> int:
        """The room that the longest label in sight takes."""
        widths = (
            name.fontMetrics().horizontalAdvance(name.text())
            for name in self._labels.values()
            if not name.isHidden()
        )
        return max(widths, default=0) + 1

    def align_labels(self, width: int) -> None:
        """Give all labels `width`, so that forms below each other stand on one line."""
        for name in self._labels.values():
            name.setWordWrap(True)
            name.setFixedWidth(width)

    def show_input(self, each: FieldInput, *, visible: bool) -> None:
        """Show or hide one input with its label."""
        for part in (each, self._labels[each]):
            part.setVisible(visible)

    def _tell(self) -> None:
        self._title.setText(self._heading.said() if self._heading else "")
        for each, name in self._labels.items():
            name.setText(label(each.field.label))
