"""Beside the list: the chosen discrepancy, what may be corrected about it, and its explanation."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.audits import Explanation
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import Discrepancy
from dealerdesk.services.audits.marking import ACTION, CAUSE, RESPONSIBLE
from dealerdesk.ui.commands import WITH_KEYS
from dealerdesk.ui.findings.about import AboutDiscrepancy, More
from dealerdesk.ui.findings.correction_buttons import CorrectionButtons
from dealerdesk.ui.findings.explain_form import DUE, ExplainForm
from dealerdesk.ui.formats import shown_date
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.message_page import MessagePage
from dealerdesk.ui.widgets.restyling import restyle
from dealerdesk.ui.widgets.upright_scroll import UprightScroll

EXPLAIN = Message("ui.findings_explain", "Explain it")
EXPLAIN_MANY = Message(
    "ui.findings_explain_many", "Explain {count} discrepancy", "Explain {count} discrepancies at once"
)
MANY_HINT = Message(
    "ui.findings_explain_many_hint",
    "All of them get these words. What was said of one of them before is replaced.",
)
ALL_HINT = Message(
    "ui.findings_explain_all_hint",
    "All that are listed and not explained yet get these words. What is explained stays as it is.",
)
SAVE = Message("ui.findings_save", "Save")
SAVE_ALL = Message("ui.findings_save_all", "Save for all {count}", "Save for all {count}")
SAVE_NEXT = Message("ui.findings_save_next", "Save and next")
LEAVE_ALL = Message("ui.findings_leave_all", "Cancel")
CLOSED_SAID = Message("ui.findings_closed_said", "Explained in this audit")
NOTHING_CHOSEN = Message("ui.findings_nothing_chosen", "Choose a row to see what is not in order.")
TYPED_BEFORE = Message("ui.findings_typed_before", "Typed, and not saved yet")
SAID_LINE = Message("ui.findings_said_line", "{name}: {words}")
SAVE_KEYS, SAVE_NEXT_KEYS = "Ctrl+S", "Ctrl+Return"


class Mode(Enum):
    """What the pane is about."""

    NONE = "none"
    ONE = "one"
    MANY = "many"
    """The rows that are chosen in the list."""
    ALL = "all"
    """Everything that is listed and not explained."""


class FindingPane(QFrame):
    """`save_asked` tells whether to go on with the next row; `left` that many are not to be explained.

    `correction_asked` carries a `Correction`, `open_asked` a file's id, `photo_asked` an `EvidenceRow`.
    """

    save_asked = Signal(bool)
    edited = Signal()
    left = Signal()
    correction_asked = Signal(object)
    open_asked = Signal(int)
    photo_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "preview")
        self.mode = Mode.NONE
        self.found: Discrepancy | None = None
        self._count = 0
        self._is_closed = False
        self._is_typed = False
        self.about = AboutDiscrepancy()
        self.corrections = CorrectionButtons()
        self.form = ExplainForm()
        self._title, self._hint = QLabel(), QLabel()
        self._typed = QLabel()
        self._typed.setProperty("text_kind", "doubt")
        self._title.setProperty("text_kind", "strong")
        self._hint.setProperty("text_kind", "second")
        self._hint.setWordWrap(True)
        self._said = QLabel()
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self.save_button, self.next_button, self.leave_button = QPushButton(), QPushButton(), QPushButton()
        self._foot = QFrame()
        self._empty = MessagePage("check-square")
        self._whole = QWidget()
        self._arrange()
        self._connect()
        retell(self, self._tell)

    @property
    def explanation(self) -> Explanation | None:
        """What is written; None where something is missing, which is said."""
        return self.form.read()

    def show_one(self, found: Discrepancy | None, typed: Mapping[str, str], known: Mapping[str, str]) -> None:
        """Show a discrepancy, with what was said of it, else `known` texts, and over it what was `typed`."""
        is_other = found is None or self.found is None or self.found.key != found.key
        if is_other or self.mode is not Mode.ONE:
            self.corrections.show_corrections(())
        self.mode, self.found = (Mode.NONE if found is None else Mode.ONE), found
        if found is not None:
            self.about.show_discrepancy(found)
            self.form.show_texts(said_texts(found) or known, typed)
        self._is_typed = bool(typed)
        self._tell()

    def show_many(
        self, count: int, typed: Mapping[str, str], known: Mapping[str, str], *, are_all: bool
    ) -> None:
        """Let `count` discrepancies be explained at once."""
        mode = Mode.ALL if are_all else Mode.MANY
        if self.mode is not mode:
            self.form.show_texts(known, typed)
            self._is_typed = bool(typed)
        self.mode, self.found, self._count = mode, None, count
        self.corrections.show_corrections(())
        self._tell()

    def show_more(self, more: More) -> None:
        """Show what was fetched of the chosen discrepancy."""
        self.about.show_more(more)
        self.corrections.show_corrections(more.corrections)

    def show_closed(self, *, closed: bool) -> None:
        """In a closed audit nothing is typed."""
        self._is_closed = closed
        self._tell()

    def note_typed(self, *, typed: bool) -> None:
        """Say that something is typed and not saved."""
        self._is_typed = typed
        self._tell_typed()

    def _connect(self) -> None:
        self.save_button.clicked.connect(lambda: self.save_asked.emit(False))
        self.next_button.clicked.connect(lambda: self.save_asked.emit(True))
        self.leave_button.clicked.connect(self.left)
        self.form.done.connect(lambda: self.save_asked.emit(False))
        self.form.edited.connect(self.edited)
        self.corrections.picked.connect(self.correction_asked)
        self.about.photo_asked.connect(self.photo_asked)
        self.about.open_asked.connect(self._on_open_asked)

    def _on_open_asked(self) -> None:
        if self.found is not None and self.found.file_id is not None:
            self.open_asked.emit(self.found.file_id)

    def _arrange(self) -> None:
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(m.GAP_4, m.GAP_4, m.GAP_4, m.GAP_4)
        inside.setSpacing(m.GAP_4)
        inside.addWidget(self.about)
        inside.addWidget(self.corrections)
        title = QHBoxLayout()
        title.setSpacing(m.GAP_2)
        title.addWidget(self._title, 1)
        title.addWidget(self._typed)
        part = QVBoxLayout()
        part.setSpacing(m.GAP_2)
        for each in (title, self._hint, self._said, self.form):
            if isinstance(each, QWidget):
                part.addWidget(each)
            else:
                part.addLayout(each)
        inside.addLayout(part)
        inside.addStretch(1)
        self._foot.setProperty("look", "foot")
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_2)
        row.setSpacing(m.GAP_2)
        row.addStretch(1)
        self.next_button.setProperty("look", "filled")
        for button in (self.leave_button, self.save_button, self.next_button):
            button.setAutoDefault(True)
            row.addWidget(button)
        whole = QVBoxLayout(self._whole)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(UprightScroll(inner), 1)
        whole.addWidget(self._foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._whole)
        column.addWidget(self._empty)

    def _tell(self) -> None:
        mode, closed = self.mode, self._is_closed
        are_many = mode in {Mode.MANY, Mode.ALL}
        self._empty.show_text(NOTHING_CHOSEN.said())
        self._empty.setVisible(mode is Mode.NONE)
        self._whole.setVisible(mode is not Mode.NONE)
        self.about.setVisible(mode is Mode.ONE)
        self.corrections.setVisible(mode is Mode.ONE and bool(self.corrections.buttons))
        self.form.setVisible(not closed)
        self._foot.setVisible(not closed)
        self.leave_button.setVisible(are_many)
        self.next_button.setVisible(not are_many)
        restyle(self.save_button, "look", "filled" if are_many else "")
        title = CLOSED_SAID if closed else EXPLAIN
        self._title.setText(EXPLAIN_MANY.said(count=self._count) if are_many else title.said())
        self._hint.setVisible(are_many)
        self._hint.setText((ALL_HINT if mode is Mode.ALL else MANY_HINT).said())
        self._said.setVisible(closed)
        self._said.setText(_said_words(self.found) if closed and self.found is not None else "")
        save = SAVE_ALL.said(count=self._count) if are_many else SAVE.said()
        for button, name, keys in (
            (self.save_button, save, SAVE_NEXT_KEYS if are_many else SAVE_KEYS),
            (self.next_button, SAVE_NEXT.said(), SAVE_NEXT_KEYS),
            (self.leave_button, LEAVE_ALL.said(), "Esc"),
        ):
            button.setText(name)
            button.setAccessibleName(name)
            button.setToolTip(WITH_KEYS.said(name=name, keys=keys.replace("Return", "Enter")))
        self._tell_typed()

    def _tell_typed(self) -> None:
        self._typed.setText(TYPED_BEFORE.said())
        self._typed.setVisible(self._is_typed and not self._is_closed)


def said_texts(found: Discrepancy) -> dict[str, str]:
    """What was said of a discrepancy, by field; empty where nothing was."""
    if found.cause is None:
        return {}
    return {
        "cause": found.cause,
        "action": found.action or "",
        "responsible": found.responsible or "",
        "due": found.due.isoformat() if found.due else "",
    }


def _said_words(found: Discrepancy) -> str:
    """What was said, a line each; empty where nothing was."""
    if found.cause is None:
        return ""
    lines = (
        (CAUSE, found.cause),
        (ACTION, found.action),
        (RESPONSIBLE, found.responsible),
        (DUE, shown_date(found.due)),
    )
    return "\n".join(SAID_LINE.said(name=name, words=words or "") for name, words in lines)
