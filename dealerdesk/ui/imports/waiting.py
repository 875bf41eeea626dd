"""What one waits for: how far it is, and a button that stops it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.imports.stages import Stage
from dealerdesk.ui.imports.words import STOP
from dealerdesk.ui.imports.work import ImportWork
from dealerdesk.ui.long_work import LongWork
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign

TITLES = {
    Stage.READING: Message("ui.import_reading", "Reading {name}"),
    Stage.CHECKING: Message("ui.import_checking", "Checking {name}"),
    Stage.IMPORTING: Message("ui.import_importing", "Importing {name}"),
    Stage.TAKING_BACK: Message("ui.import_taking_back", "Taking the import of {name} back"),
}
WAIT = Message("ui.import_wait", "Nothing is half done: either all of it is imported, or nothing.")
NOTHING_WRITTEN = Message("ui.import_wait_unwritten", "Nothing is written yet.")
DONE_OF = Message("ui.import_stage_of", "{stage}: {done} of {total}")
DONE = Message("ui.import_stage", "{stage} …")


class Waiting(QWidget):
    """Shows how far an `ImportWork` is."""

    def __init__(self, work: ImportWork, long_work: LongWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._where: tuple[Message, int, int | None] | None = None
        self._title = _centred("section")
        self._sentence = _centred("second")
        self._stage = _centred("caption")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setProperty("look", "wide")
        self.button = QPushButton()
        self.button.setAutoDefault(True)
        self.button.clicked.connect(work.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_5, m.GAP_4, m.GAP_5, m.GAP_4)
        column.setSpacing(m.GAP_2)
        column.addStretch(1)
        column.addWidget(IconSign("file-xls", "text_3", m.EMPTY_ICON), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addSpacing(m.GAP_2)
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._stage)
        column.addSpacing(m.GAP_2)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        long_work.stepped.connect(self._on_stepped)
        work.changed.connect(self._on_changed)
        retell(self, self._tell)

    def _on_changed(self) -> None:
        self._where = None
        self._tell()

    def _on_stepped(self, stage: Message, done: int, total: int | None) -> None:
        if self._work.is_busy:
            self._where = (stage, done, total)
            self._tell()

    def _tell(self) -> None:
        self.button.setText(STOP.said())
        self.button.setAccessibleName(STOP.said())
        stage = self._work.stage
        if stage not in TITLES:
            return
        self._title.setText(TITLES[stage].said(name=self._work.name))
        is_writing = stage in {Stage.IMPORTING, Stage.TAKING_BACK}
        self._sentence.setText((WAIT if is_writing else NOTHING_WRITTEN).said())
        where, done, total = self._where or (None, 0, None)
        self._bar.setRange(0, total or 0)
        self._bar.setValue(done)
        words = ""
        if where is not None and total:
            words = DONE_OF.said(stage=where, done=shown_number(done), total=shown_number(total))
        elif where is not None:
            words = DONE.said(stage=where)
        self._stage.setText(words)


def _centred(kind: str) -> QLabel:
    text = QLabel()
    text.setProperty("text_kind", kind)
    text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    text.setWordWrap(True)
    text.setTextFormat(Qt.TextFormat.PlainText)
    return text
