"""One note or photo that was kept with a folder."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import EvidenceRow
from dealerdesk.ui.counting.evidence_photo import SMALL, PhotoButton
from dealerdesk.ui.documents.pictures import PageRef
from dealerdesk.ui.documents.thumb import Thumb
from dealerdesk.ui.documents.words import in_a_line
from dealerdesk.ui.formats import shown_moment
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.tips import tip_of

REMOVE = Message("ui.evidence_remove", "Take “{what}” away")
OPEN = Message("ui.evidence_open", "Look at “{what}”")
SPOKEN = Message("ui.evidence_spoken", "{what}, by {name}, {moment}")
_LETTERS_OF_KIND = 4


class EvidenceLine(QWidget):
    """Thumbnail, words, who noted it and when; `opened` asks to see the photo, `removed` to take it away."""

    opened = Signal()
    removed = Signal()

    def __init__(self, row: EvidenceRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.page = PageRef(row.sha256, row.name) if row.sha256 else None
        self._what = ElidingLabel()
        self._by = ElidingLabel(kind="caption")
        self.photo = PhotoButton()
        for each in (self._what, self._by):
            each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        sign = Thumb(QSize(SMALL.width(), m.LIST_LINE))
        sign.show_icon("file-text", "text_3")
        (sign if self.page else self.photo).hide()
        self.remove_button = QToolButton()
        self.remove_button.setIcon(icon("x"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._what)
        words.addWidget(self._by)
        words.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(m.GAP_4, m.GAP_1, m.GAP_4, m.GAP_1)
        line.setSpacing(m.GAP_3)
        line.addWidget(self.photo)
        line.addWidget(sign)
        line.addLayout(words, 1)
        line.addWidget(self.remove_button)
        self.photo.clicked.connect(self.opened)
        self.remove_button.clicked.connect(self.removed)
        self.show_picture(None)
        retell(self, self._tell)

    @property
    def words(self) -> str:
        """What it is, by whom and when, in a line."""
        return in_a_line([self.row.note or self.row.name, self.row.by, shown_moment(self.row.at)])

    def show_picture(self, picture: QImage | None) -> None:
        """Show the photo, lines until it is there."""
        if self.page is not None:
            kind = PurePath(self.row.name).suffix.lstrip(".").upper()[:_LETTERS_OF_KIND]
            self.photo.thumb.show_scan(kind or "JPG", picture)

    def lock(self, *, locked: bool) -> None:
        """Let it be read only, or not."""
        self.remove_button.setVisible(not locked)

    def _tell(self) -> None:
        what = self.row.note or self.row.name
        moment = shown_moment(self.row.at)
        self._what.show_text(what)
        self._by.show_text(in_a_line([self.row.by, moment]))
        self.setAccessibleName(SPOKEN.said(what=what, name=self.row.by, moment=moment))
        self.photo.setAccessibleName(OPEN.said(what=what))
        self.photo.setToolTip(tip_of(OPEN.said(what=what)))
        name = REMOVE.said(what=what)
        self.remove_button.setAccessibleName(name)
        self.remove_button.setToolTip(tip_of(name))
