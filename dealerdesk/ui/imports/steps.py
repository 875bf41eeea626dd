"""The steps of an import, and where it stands."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign


class Step(IntEnum):
    """The steps in order."""

    CHOOSE = 0
    CHECK = 1
    IMPORT = 2


NAMES = {
    Step.CHOOSE: Message("ui.import_step_choose", "Choose the file"),
    Step.CHECK: Message("ui.import_step_check", "Check it"),
    Step.IMPORT: Message("ui.import_step_import", "Import it"),
}
STEP_TOLD = Message("ui.import_step", "Step {number} of {count}: {name}")


class Steps(QWidget):
    """Done steps have a tick, the one at hand stands out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = Step.CHOOSE
        self._is_done = False
        self._parts = {step: (IconSign("circle", "text_3"), QLabel()) for step in Step}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.GAP_2)
        for step, (sign, name) in self._parts.items():
            if step:
                row.addSpacing(m.GAP_1)
                row.addWidget(IconSign("caret-right", "text_3"))
                row.addSpacing(m.GAP_1)
            row.addWidget(sign)
            row.addWidget(name)
        retell(self, self._tell)

    @property
    def now(self) -> Step:
        """The step at hand."""
        return self._now

    def show_step(self, now: Step, *, is_done: bool = False) -> None:
        """Stand at this step; `is_done` when it is through, too."""
        self._now, self._is_done = now, is_done
        self._tell()

    def _tell(self) -> None:
        for step, (sign, name) in self._parts.items():
            is_through = step < self._now or self._is_done
            is_now = step is self._now
            sign.show_icon(
                "check-circle" if is_through else "circle",
                "ok" if is_through else "accent" if is_now else "text_3",
            )
            name.setText(NAMES[step].said())
            kind = "strong" if is_now else "second"
            if name.property("text_kind") != kind:
                name.setProperty("text_kind", kind)
                name.style().unpolish(name)
                name.style().polish(name)
        self.setAccessibleName(STEP_TOLD.said(number=self._now + 1, count=len(Step), name=NAMES[self._now]))
