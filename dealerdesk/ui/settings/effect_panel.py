"""What another table of required documents would do to all files, before it is saved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Stoppable
from dealerdesk.services.required_documents import RequiredEffect, RequiredTable
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.section import words_of
from dealerdesk.ui.theme import measures as m

COUNTING = Message("ui.effect_counting", "Counting what this does to the vehicle files …")
NO_FILES = Message("ui.effect_no_files", "There is no vehicle file yet that this could change.")
NO_EFFECT = Message(
    "ui.effect_none",
    "No file becomes complete or incomplete; {count} file was looked at.",
    "No file becomes complete or incomplete; {count} files were looked at.",
)
BECOMING_INCOMPLETE = Message(
    "ui.effect_incomplete", "{count} file becomes incomplete", "{count} files become incomplete"
)
BECOMING_COMPLETE = Message(
    "ui.effect_complete", "{count} file becomes complete", "{count} files become complete"
)
BOTH = Message("ui.effect_both", "{incomplete}, {complete}.")
AVERAGE = Message("ui.effect_average", "Average completeness: {before} → {after}")
INCOMPLETE_FILES = Message("ui.effect_incomplete_files", "Incomplete files: {before} → {after}")
PERCENT = Message("ui.percent", "{number} %")
_NO_AVERAGE = "–"


class EffectPanel(QFrame):
    """Counts off the UI thread what a table would do; `counted` tells that the figures are there."""

    counted = Signal()

    def __init__(self, workplace: Workplace, topic: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "effect")
        self._workplace = workplace
        self._topic = topic
        self._count = Stoppable()
        self.effect: RequiredEffect | None = None
        self._headline = words_of("strong", wraps=True)
        self._average = words_of("second")
        self._incomplete = words_of("second")
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_3)
        self.inside.setSpacing(m.GAP_1)
        figures = QHBoxLayout()
        figures.setSpacing(m.GAP_5)
        figures.addWidget(self._average)
        figures.addWidget(self._incomplete)
        figures.addStretch(1)
        self.inside.addWidget(self._headline)
        self.inside.addLayout(figures)
        self.hide()
        retell(self, self._tell)

    @property
    def text(self) -> str:
        """All that it says of the effect."""
        return "\n".join(words.text() for words in (self._headline, self._average, self._incomplete))

    def show_effect_of(self, table: RequiredTable) -> None:
        """Count what `table` would do, and give up what was being counted."""
        self._count.stop()
        self._count = count = Stoppable()
        self.effect = None
        self._tell()
        self.show()
        required = self._workplace.desk.required_documents
        self._workplace.tasks.read(
            self._topic, lambda: required.plan_required(table, count), self._on_counted, self._on_failed
        )

    def forget(self) -> None:
        """There is nothing to be counted any more."""
        self._count.stop()
        self._workplace.tasks.forget(self._topic)
        self.hide()

    def _on_counted(self, effect: RequiredEffect) -> None:
        self.effect = effect
        self._tell()
        self.counted.emit()

    def _on_failed(self, error: Exception) -> None:
        self.hide()
        self._workplace.fail(error)

    def _tell(self) -> None:
        effect = self.effect
        self._headline.setText(COUNTING.said() if effect is None else _headline(effect))
        if effect is not None:
            before, after = _percent(effect.before), _percent(effect.after)
            self._average.setText(AVERAGE.said(before=before, after=after))
            figures = (effect.incomplete_before, effect.incomplete_after)
            self._incomplete.setText(INCOMPLETE_FILES.said(before=f"{figures[0]:,}", after=f"{figures[1]:,}"))
        for words in (self._average, self._incomplete):
            words.setVisible(effect is not None and effect.files > 0)
        self.setAccessibleName(self._headline.text())


def _headline(effect: RequiredEffect) -> str:
    if not effect.files:
        return NO_FILES.said()
    if not effect.becoming_complete and not effect.becoming_incomplete:
        return NO_EFFECT.said(count=effect.files)
    return BOTH.said(
        incomplete=BECOMING_INCOMPLETE.said(count=effect.becoming_incomplete),
        complete=BECOMING_COMPLETE.said(count=effect.becoming_complete),
    )


def _percent(rate: float | None) -> str:
    return _NO_AVERAGE if rate is None else PERCENT.said(number=f"{rate * 100:.1f}")
