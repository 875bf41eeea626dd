"""One discrepancy told: whose folder, what is not in order, where it was seen, and what proves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from dealerdesk.domain.audits import Explanation, Fault
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import Discrepancy, EvidenceRow
from dealerdesk.services.audits.corrections import Correction
from dealerdesk.ui.findings.columns import BELONGS, LOOKED_FOR, SEEN, number_of, people_of
from dealerdesk.ui.findings.looks import LOOKS, NO_PLACE, fault_words, sentence
from dealerdesk.ui.formats import shown_date, shown_moment
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.laying_out import take_out
from dealerdesk.ui.widgets.plate import PlateSign

OPEN_FILE = Message("ui.findings_open_file", "Open the file")
SEEN_BY = Message("ui.findings_seen_by", "Counted by")
NOTE = Message("ui.findings_note", "Note")
EVIDENCE = Message("ui.findings_evidence", "Evidence")
BY_AT = Message("ui.findings_by_at", "{name}, {moment}")
MISSING_AGAIN = Message("ui.findings_missing_again", "Missing in the last audit, too")
WRONG_AGAIN = Message("ui.findings_wrong_again", "Not in order in the last audit either")
EARLIER = Message(
    "ui.findings_earlier", "Said of it in the last audit: {cause}. {action}, {responsible}, due {due}."
)
OPEN_PHOTO = Message("ui.findings_open_photo", "Open the photo {name}")
_PHOTO = QSize(280, 140)
_START, _WHOLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag(0)
_IN_SENTENCE = {
    Fault.MISSING: (BELONGS,),
    Fault.MISPLACED: (BELONGS, SEEN),
    Fault.UNKNOWN: (BELONGS, SEEN),
    Fault.ARCHIVED: (SEEN,),
}
"""What the sentence has told by then."""


@dataclass(frozen=True, slots=True)
class More:
    """What is fetched of a discrepancy once it is chosen; `photos` are pictures by the hashes of evidence."""

    evidence: tuple[EvidenceRow, ...] = ()
    earlier: Explanation | None = None
    corrections: tuple[Correction, ...] = ()
    photos: Mapping[str, QImage] = field(default_factory=dict)


class AboutDiscrepancy(QWidget):
    """`open_asked` tells that the file is wanted, `photo_asked` carries the `EvidenceRow` of a photo."""

    open_asked = Signal()
    photo_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Discrepancy | None = None
        self._more = More()
        self._sign = IconSign("", "text_2")
        self._what, self._whose = _words("strong"), ElidingLabel(kind="second")
        self._plate = PlateSign()
        self._number = ElidingLabel(kind="strong")
        self.open_button = QPushButton()
        self.open_button.setProperty("look", "link")
        self._again, self._sentence, self._earlier = _words("tag_bad"), _words("plain"), _words("remark")
        self._facts = {
            title: (_words("caption"), _words("plain"))
            for title in (BELONGS, SEEN, SEEN_BY, LOOKED_FOR, NOTE)
        }
        self._evidence_title = _words("strong")
        self._evidence = QVBoxLayout()
        self._shown: list[QWidget] = []
        self._arrange()
        self.open_button.clicked.connect(self.open_asked)
        retell(self, self._tell)

    @property
    def said(self) -> str:
        """All sentences that are shown."""
        shown = (self._what, self._again, self._sentence, self._earlier)
        parts = [each.text() for each in shown if each.isVisibleTo(self)]
        parts += [words.text() for _title, words in self._facts.values() if words.isVisibleTo(self)]
        parts += [each.text() for each in self._notes()]
        return "\n".join(parts)

    @property
    def photos(self) -> list[QToolButton]:
        """The buttons of the photos that are shown."""
        return [each for each in self._shown if isinstance(each, QToolButton)]

    def show_discrepancy(self, found: Discrepancy) -> None:
        """Tell of `found`; what belongs to another one is taken away."""
        if self._found is None or self._found.key != found.key:
            self._show_evidence(More())
        self._found = found
        self._tell()

    def show_more(self, more: More) -> None:
        """Tell what was fetched."""
        self._show_evidence(more)
        self._tell()

    def _notes(self) -> list[QLabel]:
        return [each for each in self._shown if isinstance(each, QLabel)]

    def _show_evidence(self, more: More) -> None:
        if more.evidence == self._more.evidence and more.photos.keys() == self._more.photos.keys():
            self._more = more
            return
        self._more = more
        for part in self._shown:
            take_out(part, self._evidence)
        self._shown = []
        for row in more.evidence:
            if row.sha256 is not None:
                self._shown.append(self._photo(row, more.photos.get(row.sha256)))
            words = _words("second")
            who = BY_AT.said(name=row.by, moment=shown_moment(row.at))
            words.setText("\n".join(filter(None, (row.note, who))))
            self._shown.append(words)
        for part in self._shown:
            self._evidence.addWidget(part, 0, _START if isinstance(part, QToolButton) else _WHOLE)

    def _photo(self, row: EvidenceRow, image: QImage | None) -> QToolButton:
        button = QToolButton()
        button.setProperty("look", "square")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(OPEN_PHOTO.said(name=row.name))
        button.setToolTip(OPEN_PHOTO.said(name=row.name))
        if image is None:
            button.setText(row.name)
        else:
            size = image.size().scaled(_PHOTO, Qt.AspectRatioMode.KeepAspectRatio)
            button.setIcon(QIcon(QPixmap.fromImage(image)))
            button.setIconSize(size)
            button.setFixedSize(size.grownBy(QMargins(m.GAP_1, m.GAP_1, m.GAP_1, m.GAP_1)))
        button.clicked.connect(partial(self.photo_asked.emit, row))
        return button

    def _arrange(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(m.GAP_2)
        title.addWidget(self._sign)
        title.addWidget(self._what, 1)
        title.addWidget(self.open_button)
        head = QHBoxLayout()
        head.setSpacing(m.GAP_3)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._number)
        names.addWidget(self._whose)
        head.addWidget(self._plate)
        head.addLayout(names, 1)
        facts = QFormLayout()
        facts.setHorizontalSpacing(m.GAP_3)
        facts.setVerticalSpacing(m.GAP_1)
        for name, words in self._facts.values():
            facts.addRow(name, words)
        self._evidence.setSpacing(m.GAP_1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.GAP_2)
        column.addLayout(title)
        column.addLayout(head)
        column.addWidget(self._sentence)
        column.addWidget(self._again)
        column.addLayout(facts)
        column.addWidget(self._earlier)
        column.addWidget(self._evidence_title)
        column.addLayout(self._evidence)

    def _tell(self) -> None:
        self.open_button.setText(OPEN_FILE.said())
        self.open_button.setAccessibleName(OPEN_FILE.said())
        self._evidence_title.setText(EVIDENCE.said())
        self._evidence_title.setVisible(bool(self._more.evidence))
        for title, (name, _words_of) in self._facts.items():
            name.setText(title.said())
        found = self._found
        if found is None:
            return
        look = LOOKS[found.fault]
        self._sign.show_icon(look.icon, look.role)
        self._what.setText(fault_words(found))
        self._plate.setVisible(bool(found.plate))
        self._plate.show_plate(found.plate)
        self._number.show_text(number_of(found))
        self._whose.show_text(" · ".join(filter(None, (found.owner, found.vehicle))))
        self._whose.setVisible(bool(self._whose.text))
        self.open_button.setVisible(found.file_id is not None)
        self._sentence.setText(sentence(found))
        self._again.setText((MISSING_AGAIN if found.fault is Fault.MISSING else WRONG_AGAIN).said())
        self._again.setVisible(found.again)
        home = found.location or (NO_PLACE.said() if found.file_no else "")
        by = LOOKED_FOR if found.fault is Fault.MISSING else SEEN_BY
        facts = dict.fromkeys(self._facts, "")
        facts |= {BELONGS: home, SEEN: found.places or "", by: people_of(found), NOTE: found.note or ""}
        facts |= dict.fromkeys(_IN_SENTENCE.get(found.fault, ()), "")
        for title, text in facts.items():
            name, words = self._facts[title]
            words.setText(text)
            name.setVisible(bool(text))
            words.setVisible(bool(text))
        self._tell_earlier()

    def _tell_earlier(self) -> None:
        earlier = self._more.earlier
        self._earlier.setVisible(earlier is not None)
        if earlier is not None:
            self._earlier.setText(
                EARLIER.said(
                    cause=earlier.cause,
                    action=earlier.action,
                    responsible=earlier.responsible,
                    due=shown_date(earlier.due),
                )
            )


def _words(kind: str) -> QLabel:
    words = QLabel()
    words.setProperty("text_kind", kind)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(kind != "caption")
    return words
