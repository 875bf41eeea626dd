"""The way from an import to the records that look like others since."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.imports.stages import Stage
from dealerdesk.ui.imports.work import ImportWork
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.retelling import retell

LOOK_ALIKE = Message(
    "ui.import_look_alike", "Look at {count} possible duplicate", "Look at {count} possible duplicates"
)


class AlikeButton(QPushButton):
    """Leads to the possible duplicates among what was imported; hidden where there are none."""

    def __init__(self, work: ImportWork, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._workplace = work, workplace
        self._change: int | None = None
        self._count = 0
        self.setAutoDefault(True)
        self.clicked.connect(lambda: workplace.go(Place(PageName.DUPLICATES, item=self._change)))
        work.changed.connect(self._on_changed)
        retell(self, self._tell)

    def _on_changed(self) -> None:
        done = self._work.result if self._work.stage is Stage.DONE else None
        change = done.import_id if done and not self._work.is_taken_back and done.new + done.changed else None
        if change == self._change:
            return
        self._change = change
        self._on_counted(0)
        if change is not None:
            self._workplace.tasks.read(
                "imports.alike",
                lambda: self._workplace.desk.duplicates.count_among(change),
                self._on_counted,
                self._workplace.fail,
            )

    def _on_counted(self, count: int) -> None:
        self._count = count if self._change is not None else 0
        self._tell()

    def _tell(self) -> None:
        self.setText(LOOK_ALIKE.said(count=self._count))
        self.setAccessibleName(self.text())
        self.setVisible(bool(self._count))
