"""What an import came to, in figures, and what can be done next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.imports import ImportResult, Verdict
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.imports.alike import AlikeButton
from dealerdesk.ui.imports.words import CHOOSE_ANOTHER, LOOKS, SAVE_PROBLEMS
from dealerdesk.ui.imports.work import ImportWork
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign

DONE = Message("ui.import_done", "{count} record is imported", "{count} records are imported")
DONE_SENTENCE = Message(
    "ui.import_done_sentence",
    "From {name}, as one step in the history.",
)
TAKE_BACK = Message("ui.import_take_back", "Take the import back")
SHOW_FILES = Message("ui.import_show_files", "Show the files")
TAKEN_BACK = Message("ui.import_taken_back", "The import is taken back")
TAKEN_BACK_SENTENCE = Message("ui.import_taken_back_sentence", "Everything is as it was before it.")
KEPT_SENTENCE = Message(
    "ui.import_kept_sentence", "Everything is as it was before it, but for what was changed since: {kept}."
)
KEPT = Message("ui.import_kept_as_it_was", "Kept as it was")
_FIGURES = (
    {"new": Verdict.NEW, "changed": Verdict.CHANGED, "unchanged": Verdict.UNCHANGED},
    {"conflicts": Verdict.CONFLICT, "refused": Verdict.REFUSED, "left_out": Verdict.LEFT_OUT},
)
"""Counts of an `ImportResult`, and whose look each has: what is here now, and what stayed out."""
_NAMES = {Verdict.CONFLICT: KEPT}
"""What is called otherwise in the end than while it can still be decided."""


class Finished(QWidget):
    """Says what an `ImportWork` has done."""

    def __init__(self, work: ImportWork, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.alike = AlikeButton(work, workplace)
        self.take_back, self.save_problems, self.another, self.show_files = (
            QPushButton() for _button in range(4)
        )
        self.show_files.setProperty("look", "filled")
        self._title, self._sentence = _centred("section"), _centred("second")
        self._sentence.setMaximumWidth(m.DIALOGUE_WIDTH)
        self._figures = {name: _Figure(verdict) for line in _FIGURES for name, verdict in line.items()}
        self._arrange()
        work.changed.connect(self._tell)
        retell(self, self._tell)

    @property
    def text(self) -> str:
        """All that it says."""
        figures = (figure.text for figure in self._figures.values() if not figure.isHidden())
        return "\n".join((self._title.text(), self._sentence.text(), *figures))

    def _arrange(self) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        buttons = _row()
        self.alike.setAutoDefault(True)
        for button in (self.take_back, self.save_problems, self.another, self.show_files):
            button.setAutoDefault(True)
            buttons.insertWidget(buttons.count() - 1, button)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_4, m.GAP_4, m.GAP_4, m.GAP_4)
        column.setSpacing(m.GAP_2)
        column.addStretch(1)
        column.addWidget(IconSign("check-circle", "ok", m.EMPTY_ICON), 0, middle)
        column.addSpacing(m.GAP_1)
        column.addWidget(self._title)
        around = _row()
        around.insertWidget(1, self._sentence, 100)
        column.addLayout(around)
        column.addSpacing(m.GAP_3)
        for line in _FIGURES:
            figures = _row()
            for name in line:
                figures.insertWidget(figures.count() - 1, self._figures[name])
            column.addLayout(figures)
        column.addWidget(self.alike, 0, middle)
        column.addSpacing(m.GAP_4)
        column.addLayout(buttons)
        column.addStretch(1)

    def _tell(self) -> None:
        for button, name in (
            (self.take_back, TAKE_BACK),
            (self.save_problems, SAVE_PROBLEMS),
            (self.another, CHOOSE_ANOTHER),
            (self.show_files, SHOW_FILES),
        ):
            button.setText(name.said())
            button.setAccessibleName(name.said())
        done, back, is_back = self._work.result, self._work.undone, self._work.is_taken_back
        self.take_back.setVisible(not is_back)
        if done is None:
            return
        stays_out = bool(done.refused or done.left_out)
        self.save_problems.setVisible(stays_out and not self._work.is_archive)
        for attribute, figure in self._figures.items():
            count = getattr(done, attribute)
            figure.show_count(count)
            figure.setVisible(not is_back and bool(count))
        if not is_back:
            self._title.setText(DONE.said(count=_written(done)))
            self._sentence.setText(DONE_SENTENCE.said(name=self._work.name))
        else:
            self._title.setText(TAKEN_BACK.said())
            kept = list(back.kept) if back is not None else []
            self._sentence.setText(KEPT_SENTENCE.said(kept=kept) if kept else TAKEN_BACK_SENTENCE.said())


class _Figure(QFrame):
    """A number with what it counts."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self.setProperty("look", "card")
        look = LOOKS[verdict]
        self._words = _NAMES.get(verdict, look.name)
        self._count = 0
        self._number, self._name = QLabel(), QLabel()
        self._number.setProperty("text_kind", "figure")
        self._name.setProperty("text_kind", f"strong_{look.role}")
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_3, m.GAP_2, m.GAP_3, m.GAP_2)
        row.setSpacing(m.GAP_2)
        row.addWidget(self._number)
        row.addWidget(IconSign(look.icon, look.role))
        row.addWidget(self._name)
        retell(self, self._tell)

    @property
    def text(self) -> str:
        """What it says."""
        return f"{self._number.text()} {self._name.text()}"

    def show_count(self, count: int) -> None:
        """Show another number."""
        self._count = count
        self._tell()

    def _tell(self) -> None:
        self._number.setText(shown_number(self._count))
        self._name.setText(self._words.said())


def _written(done: ImportResult) -> int:
    return done.new + done.changed


def _row() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(m.GAP_3)
    row.addStretch(1)
    row.addStretch(1)
    return row


def _centred(kind: str) -> QLabel:
    text = QLabel()
    text.setProperty("text_kind", kind)
    text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    text.setWordWrap(True)
    text.setTextFormat(Qt.TextFormat.PlainText)
    return text
