"""The verdict on the last scan, large enough for a glance from the cabinet."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import WITH_KEYS
from dealerdesk.ui.counting.verdicts import TAKEN_BACK, Heard
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.painting import paint_text
from dealerdesk.ui.widgets.plate import badge_width, paint_badge
from dealerdesk.ui.widgets.restyling import restyle

UNDO = Message("ui.counting_undo", "Undo")
UNDO_KEYS = "Ctrl+Z"
UNDO_SCAN = Message("ui.counting_undo_scan", "Take this scan back  {keys}")
NEWER_FIRST = Message(
    "ui.counting_undo_newer", "Something else was done since: {keys} takes that back first."
)
STOOD_IN = Message("ui.counting_stood_in", "Cabinet {place}")
SPOKEN = Message("ui.counting_verdict_spoken", "{verdict}, {what}, {why}")
_BETWEEN = " · "
_TAIL = 6


class VerdictBar(QFrame):
    """Hidden until something was scanned."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "verdict")
        self._heard: Heard | None = None
        self._is_taken_back = False
        self._undoable: int | None = None
        self._sign = IconSign("", "ok", m.PLATE_LARGE)
        self._title, self._why = QLabel(), QLabel()
        self._line = _FolderLine()
        self._place, self._time = QLabel(), QLabel()
        for label in (self._place, self._time):
            label.setProperty("text_kind", "second")
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._why.setProperty("text_kind", "strong")
        self.undo = QPushButton()
        self.undo.setIcon(icon("arrow-counter-clockwise"))
        self._arrange()
        self.hide()
        retell(self, self._tell)

    @property
    def heard(self) -> Heard | None:
        """The scan that is shown."""
        return self._heard

    @property
    def said(self) -> str:
        """All of it in words."""
        heard = self._heard
        if heard is None:
            return ""
        what = " ".join(filter(None, (heard.plate, heard.owner, heard.file_no or heard.code)))
        parts = (self._title.text(), what, heard.why)
        return ", ".join(filter(None, parts))

    def show_heard(self, heard: Heard | None) -> None:
        """Show the verdict on a scan, None for none; who listens hears it."""
        self._heard, self._is_taken_back = heard, False
        self.setVisible(heard is not None)
        self._tell()
        if heard is not None:
            # Before everything else that a scan changes: eyes wait for this, and for nothing else.
            self._row.activate()
            self.repaint()
        if heard is not None and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.said))

    def take_back(self, set_id: int | None) -> bool:
        """Say that the scan that `set_id` kept is taken back; whether it is the one in sight."""
        if self._heard is None or set_id is None or self._heard.change != set_id:
            return False
        self._is_taken_back = True
        self._tell()
        return True

    def show_undoable(self, set_id: int | None) -> None:
        """Offer to take the scan back while `set_id`, what would be taken back now, is what keeps it."""
        self._undoable = set_id
        self._tell()

    def show_low(self, *, low: bool) -> None:
        """Take less height where there is little."""
        self.setFixedHeight(m.SLOT if low else m.SLOT + m.GAP_4)
        edge = m.BORDER if low else m.GAP_2
        self._row.setContentsMargins(m.GAP_4, edge, m.GAP_4, edge)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(m.GAP_3)
        head.addWidget(self._title)
        head.addWidget(self._why)
        head.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(m.GAP_1)
        words.addStretch(1)
        words.addLayout(head)
        words.addWidget(self._line)
        words.addStretch(1)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addStretch(1)
        told.addWidget(self._place)
        told.addWidget(self._time)
        told.addStretch(1)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_2)
        row.setSpacing(m.GAP_4)
        row.addWidget(self._sign)
        row.addLayout(words, 1)
        row.addLayout(told)
        row.addWidget(self.undo)
        self.setFixedHeight(m.SLOT + m.GAP_4)

    def _tell(self) -> None:
        heard = self._heard
        can_undo = heard is not None and heard.change is not None and heard.change == self._undoable
        self.undo.setText(WITH_KEYS.said(name=UNDO, keys=UNDO_KEYS))
        self.undo.setEnabled(can_undo)
        self.undo.setAccessibleName(UNDO_SCAN.said(keys=""))
        self.undo.setToolTip((UNDO_SCAN if can_undo else NEWER_FIRST).said(keys=UNDO_KEYS))
        if heard is None:
            return
        role = "text_2" if self._is_taken_back else heard.look.role
        self._sign.show_icon("arrow-counter-clockwise" if self._is_taken_back else heard.look.icon, role)
        self._title.setText(TAKEN_BACK.said() if self._is_taken_back else heard.title)
        self._why.setText("" if self._is_taken_back else heard.why)
        self._line.show_heard(heard)
        self._place.setText(STOOD_IN.said(place=heard.place) if heard.place else "")
        self._place.setVisible(bool(heard.place))
        self._time.setText(f"{heard.at:%H:%M:%S}")
        self.undo.setVisible(heard.change is not None and not self._is_taken_back)
        self.setAccessibleName(self.said)
        restyle(self._title, "text_kind", f"verdict_{role}")
        restyle(self, "role", role)


class _FolderLine(QWidget):
    """Which folder it is: plate, owner, vehicle, file number, VIN with its tail in bold; else the code."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heard: Heard | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_heard(self, heard: Heard) -> None:
        """Show the folder of `heard`."""
        self._heard = heard
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """One line."""
        return QSize(0, m.LIST_LINE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw it."""
        heard = self._heard
        if heard is None:
            return
        now = colours()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            place = QRectF(self.rect())
            if heard.file_no is None:
                paint_text(painter, place, heard.code, Text.VIN, now.text)
                return
            paint_badge(painter, place, heard.plate)
            place.setLeft(place.left() + badge_width(heard.plate) + m.GAP_2)
            if heard.owner:
                place.setLeft(place.left() + paint_text(painter, place, heard.owner, Text.STRONG, now.text))
                place.setLeft(place.left() + m.GAP_2)
            rest = _BETWEEN.join(filter(None, (heard.vehicle, heard.file_no)))
            place.setLeft(place.left() + paint_text(painter, place, rest, Text.BODY, now.text_2))
            if heard.vin:
                place.setLeft(place.left() + m.GAP_3)
                head, tail = heard.vin[:-_TAIL], heard.vin[-_TAIL:]
                place.setLeft(place.left() + paint_text(painter, place, head, Text.VIN, now.text_3))
                paint_text(painter, place, tail, Text.VIN_TAIL, now.text)
