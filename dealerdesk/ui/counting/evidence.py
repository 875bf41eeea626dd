"""Evidence of what was found in a folder: notes and photos."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.audits import LONGEST_WORDS
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import EvidenceRow
from dealerdesk.ui.commands import WITH_KEYS
from dealerdesk.ui.counting.evidence_photo import PhotoPopup
from dealerdesk.ui.counting.evidence_row import EvidenceLine
from dealerdesk.ui.counting.folder_card import PaperInput
from dealerdesk.ui.counting.folder_section import SectionHead
from dealerdesk.ui.dialogs import FilePattern, choose_file
from dealerdesk.ui.documents.dropping import DropFrame
from dealerdesk.ui.documents.incoming import Incoming
from dealerdesk.ui.documents.pictures import PagePictures, PageRef
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.laying_out import take_out

TITLE = Message("ui.evidence_title", "Notes and photos")
NOTE = Message("ui.evidence_note", "A note on what was found")
DROP = Message("ui.evidence_drop", "Let go to keep the photo with this folder")
ADD = Message("ui.evidence_add", "Add note")
PHOTO = Message("ui.evidence_photo", "Photo…")
PHOTO_OF = Message("ui.evidence_photo_of", "Choose a photo of what was found")
PHOTOS = FilePattern(
    Message("ui.evidence_photos", "Photos and scans"),
    ("*.jpg", "*.jpeg", "*.png", "*.heic", "*.heif", "*.tif", "*.tiff", "*.pdf"),
)
NOTE_KEYS, PHOTO_KEYS = "Alt+N", "Alt+P"
_ROOM = 8 << 20


class EvidencePart(DropFrame):
    """`given` carries a note and a photo's path or None, `removed` the number of one, `finished` nothing.

    A photo takes what is typed with it as its note.
    """

    given = Signal(str, object)
    removed = Signal(int)
    finished = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tasks, draw = workplace.tasks, workplace.desk.scans.page
        self._pictures = PagePictures(tasks, draw, "counting.evidence", _ROOM, self)
        large = PagePictures(tasks, draw, "counting.photo", _ROOM, self)
        self.popup = PhotoPopup(large, self)
        self._lines: list[EvidenceLine] = []
        self.head = SectionHead(TITLE)
        self.note = PaperInput()
        self.note.setMaxLength(LONGEST_WORDS)
        self.add_button, self.photo_button = QPushButton(), QPushButton()
        for button in (self.add_button, self.photo_button):
            button.setProperty("look", "compact")
        self.photo_button.setIcon(icon("camera"))
        self._asked = QWidget()
        row = QHBoxLayout(self._asked)
        row.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_2)
        row.setSpacing(m.GAP_2)
        row.addWidget(self.note, 1)
        row.addWidget(self.add_button)
        row.addWidget(self.photo_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addWidget(self._asked)
        self.add_button.clicked.connect(self.add_note)
        self.note.returnPressed.connect(self.add_note)
        self.note.textChanged.connect(self._show_state)
        self.photo_button.clicked.connect(self.choose_photo)
        self.dropped.connect(self._on_dropped)
        self._pictures.arrived.connect(self._on_arrived)
        retell(self, self._tell)
        self._show_state()

    @property
    def lines(self) -> Sequence[EvidenceLine]:
        """What is shown, from top to bottom."""
        return self._lines

    def show_evidence(self, rows: Sequence[EvidenceRow], *, locked: bool) -> None:
        """Show the evidence of a folder; with `locked`, nothing can be added or taken away."""
        if [line.row for line in self._lines] != list(rows):
            for line in self._lines:
                take_out(line, self._column)
            self._lines = [self._line(row) for row in rows]
        for line in self._lines:
            line.lock(locked=locked)
        self._asked.setVisible(not locked)
        self.setVisible(bool(rows) or not locked)
        self.setAcceptDrops(not locked)

    def begin_note(self) -> None:
        """Put the keyboard where a note is typed."""
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add_note(self) -> None:
        """Hand on the note that is typed; an empty one ends the typing."""
        self.hand_on_note()
        self.note.clear()
        self.finished.emit()

    def hand_on_note(self) -> None:
        """Hand on what is typed, if anything is."""
        words = self.note.text().strip()
        if words:
            self.given.emit(words, None)

    def forget_note(self) -> None:
        """Begin with an empty line again."""
        self.note.clear()

    def choose_photo(self) -> None:
        """Let somebody choose a photo, and hand it on with what is typed."""
        path = choose_file(self, PHOTO_OF, (PHOTOS,))
        if path is not None:
            self._give_photos([path])

    def tell_over(self) -> None:
        """Say that a photo would be taken."""
        self.note.setPlaceholderText((DROP if self.over else NOTE).said())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  # Qt's name
        """Take files; a picture that lies in none has no name to be kept under."""
        if _has_files(event.mimeData()):
            super().dragEnterEvent(event)

    def _line(self, row: EvidenceRow) -> EvidenceLine:
        line = EvidenceLine(row)
        line.removed.connect(partial(self.removed.emit, row.id))
        line.opened.connect(partial(self._on_opened, line))
        self._column.addWidget(line)
        if line.page is not None:
            self._pictures.want(line.page, round(m.THUMB_WIDTH * self.devicePixelRatioF()))
            line.show_picture(self._pictures.find(line.page))
        return line

    def _on_opened(self, line: EvidenceLine) -> None:
        if line.page is not None:
            self.popup.open_photo(line.page, line.words, line.photo)

    def _on_dropped(self, incoming: Incoming) -> None:
        self._give_photos(incoming.paths)

    def _give_photos(self, paths: Sequence[Path]) -> None:
        words = self.note.text().strip()
        self.note.clear()
        for path in paths:
            self.given.emit(words, path)

    def _on_arrived(self, page: PageRef) -> None:
        for line in self._lines:
            if line.page == page:
                line.show_picture(self._pictures.find(page))

    def _show_state(self) -> None:
        has_words = bool(self.note.text().strip())
        self.add_button.setEnabled(has_words)
        self.add_button.setToolTip("" if has_words else NOTE.said())

    def _tell(self) -> None:
        self.note.setAccessibleName(NOTE.said())
        self.tell_over()
        for button, name, keys in (
            (self.add_button, ADD, ""),
            (self.photo_button, PHOTO, PHOTO_KEYS),
        ):
            button.setText(name.said())
            button.setAccessibleName(name.said())
            button.setToolTip(WITH_KEYS.said(name=name, keys=keys) if keys else "")
        self._show_state()


def _has_files(mime: QMimeData) -> bool:
    return any(url.isLocalFile() for url in mime.urls())
