"""A FILTER to type or to choose among the saved ones, with what it asks in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FILE_FIELDS
from dealerdesk.domain.filters import format_filter, parse_filter
from dealerdesk.domain.messages import Message
from dealerdesk.services.saved_filters import NamedFilter
from dealerdesk.ui.audits.words import BETWEEN
from dealerdesk.ui.files.filter_words import QUICK_WORDS, condition_words
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.section import words_of
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.restyling import restyle

FILTER = Message("ui.audit_filter", "Conditions, such as location~B-2 and make~Ford")
EXAMPLE = Message("ui.audit_filter_example", "such as location~B-2 and make~Ford")
HINT = Message("ui.audit_filter_hint", "Without conditions all active files are meant.")
SAVED = Message("ui.audit_saved_filters", "Saved filters")
NONE_SAVED = Message("ui.audit_no_saved_filters", "No filter was saved yet")
ASKS_MORE = Message(
    "ui.audit_filter_asks_more",
    "It also asks “{quick}”, which is no condition. Use it on the page of files, and count that list.",
)
TOPIC = "new_audit.saved_filters"


class FilterLine(QWidget):
    """`changed` tells that other conditions are wanted; `wrong` is what is wrong with them."""

    changed = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.wrong: DealerDeskError | None = None
        self.field = QLineEdit()
        self.saved = QPushButton()
        self.saved.setProperty("look", "flat")
        self.saved.setIcon(icon("bookmark-simple"))
        self._words = words_of("second", wraps=True)
        line = QHBoxLayout()
        line.setSpacing(m.GAP_1)
        line.addWidget(self.field, 1)
        line.addWidget(self.saved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.GAP_1)
        column.addLayout(line)
        column.addWidget(self._words)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self._on_typed)
        self.saved.clicked.connect(self.open_saved)
        retell(self, self._tell)

    @property
    def where(self) -> str:
        """The FILTER."""
        return self.field.text().strip()

    @property
    def words(self) -> str:
        """What is said below the line."""
        return self._words.text()

    def open_saved(self) -> None:
        """Open the menu of saved filters."""
        read = self._workplace.desk.saved_filters.all
        self._workplace.tasks.read(TOPIC, read, self._offer, self._workplace.fail)

    def _offer(self, kept: Sequence[NamedFilter]) -> None:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        for each in kept:
            action = menu.addAction(each.name.replace("&", "&&"))
            action.triggered.connect(partial(self._on_saved_chosen, format_filter(each.wanted.where)))
            if each.wanted.quick:
                quick = [QUICK_WORDS[one].said(count=0) for one in sorted(each.wanted.quick)]
                action.setEnabled(False)
                action.setToolTip(ASKS_MORE.said(quick=quick))
        if not kept:
            menu.addAction(NONE_SAVED.said()).setEnabled(False)
        menu.popup(self.saved.mapToGlobal(QPoint(0, self.saved.height() + 1)))

    def _on_saved_chosen(self, where: str, _checked: bool = False) -> None:
        self.field.setText(where)

    def _on_typed(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        """Say in words what the filter asks, or what is wrong with it."""
        try:
            conditions = parse_filter(self.where, FILE_FIELDS).conditions
        except DealerDeskError as error:
            self.wrong, words = error, str(error)
        else:
            self.wrong, words = None, BETWEEN.join(map(condition_words, conditions)) or HINT.said()
        restyle(self.field, "problem", "bad" if self.wrong else "")
        restyle(self._words, "text_kind", "problem" if self.wrong else "second")
        self._words.setText(words)
        self.field.setPlaceholderText(EXAMPLE.said())
        self.field.setAccessibleName(FILTER.said())
        self.field.setAccessibleDescription(words if self.wrong else "")
        self.saved.setText(SAVED.said())
        self.saved.setAccessibleName(SAVED.said())
