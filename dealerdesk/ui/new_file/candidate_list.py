"""Known customers who may be meant, two lines each: the name and what speaks for it; phone and vehicles."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dealerdesk.domain.messages import Message, said_list
from dealerdesk.services.candidates import Candidate, CustomerVehicle, Why
from dealerdesk.ui.formats import shown_phone
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.painting import paint_text, square

CANDIDATES = Message("ui.candidates", "Known customers who may be meant")
CANDIDATE_TOLD = Message("ui.candidate_told", "{name}, {why}, {details}")
NEW_CARD = Message("ui.candidate_new", "Somebody else of this name")
NEW_CARD_MEANS = Message("ui.candidate_new_means", "A customer card of their own is made")
DETAILS = Message("ui.candidate_details", "{phone} · {vehicles}")
NO_PHONE = Message("ui.candidate_no_phone", "no phone")
NO_VEHICLE = Message("ui.candidate_no_vehicle", "no vehicle")
MORE_VEHICLES = Message("ui.candidate_more", "{count} more", "{count} more")
WHYS = {
    Why.NUMBER: Message("ui.why_number", "same ID or company number"),
    Why.NAME_AND_PHONE: Message("ui.why_name_and_phone", "same name and phone"),
    Why.NAME: Message("ui.why_name", "same name"),
    Why.PHONE: Message("ui.why_phone", "same phone"),
    Why.NAME_ALIKE: Message("ui.why_alike", "same name, written differently"),
    Why.NAME_BEGINS: Message("ui.why_begins", "name fits so far"),
}
_CANDIDATE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class CandidateList(QListWidget):
    """Rows to choose from with arrow keys and Enter; `chosen` carries a `Candidate`, None for a new card."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "candidates")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Delegate(self))
        self.clicked.connect(lambda index: self._choose(index.row()))
        self.hide()
        retell(self, self._tell)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Who is offered."""
        every = (self.item(row).data(_CANDIDATE) for row in range(self.count()))
        return tuple(each for each in every if each is not None)

    def show_candidates(self, candidates: Sequence[Candidate], *, with_new: bool) -> None:
        """Offer these, and with `with_new` last of all a card of one's own."""
        self.clear()
        for candidate in (*candidates, *([None] if with_new else [])):
            item = QListWidgetItem()
            item.setData(_CANDIDATE, candidate)
            self.addItem(item)
        self._tell()
        self.setCurrentRow(-1)
        rows = min(self.count(), m.CANDIDATES_SHOWN)
        self.setFixedHeight(rows * m.CANDIDATE_ROW + 2 * m.BORDER)
        self.setVisible(self.count() > 0)

    def step(self, step: int) -> None:
        """Go to the row above or below; from above the first back to where one types."""
        if self.count():
            self.setCurrentRow(max(-1, min(self.currentRow() + step, self.count() - 1)))

    def choose_current(self) -> bool:
        """Choose the row that is highlighted; False when none is."""
        if self.currentRow() < 0 or not self.isVisible():
            return False
        self._choose(self.currentRow())
        return True

    def _choose(self, row: int) -> None:
        self.chosen.emit(self.item(row).data(_CANDIDATE))

    def _tell(self) -> None:
        self.setAccessibleName(CANDIDATES.said())
        for row in range(self.count()):
            item = self.item(row)
            told = _told(item.data(_CANDIDATE))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            item.setToolTip(told)


def vehicle_words(vehicle: CustomerVehicle) -> str:
    """A vehicle in few words: its plate, else its make and model, else its file."""
    made = " ".join(part for part in (vehicle.make, vehicle.model) if part)
    return " ".join(part for part in (vehicle.plate, made) if part) or vehicle.file_no


def details_of(phone: str | None, vehicles: Sequence[CustomerVehicle], count: int) -> str:
    """A customer's phone and vehicles on one line."""
    shown = [vehicle_words(vehicle) for vehicle in vehicles]
    if count > len(vehicles):
        shown.append(MORE_VEHICLES.said(count=count - len(vehicles)))
    reached = shown_phone(phone) if phone else NO_PHONE.said()
    return DETAILS.said(phone=reached, vehicles=shown or [NO_VEHICLE])


def _told(candidate: Candidate | None) -> str:
    if candidate is None:
        return said_list([NEW_CARD, NEW_CARD_MEANS])
    details = details_of(candidate.phone, candidate.vehicles, candidate.vehicle_count)
    return CANDIDATE_TOLD.said(name=candidate.name, why=WHYS[candidate.why], details=details)


class _Delegate(QStyledItemDelegate):
    """Draws one row."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802  # Qt's name
        return QSize(option.rect.width(), m.CANDIDATE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        now = colours()
        candidate: Candidate | None = index.data(_CANDIDATE)
        place = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(now.selection))
            bar = QRectF(place.left(), place.top(), m.SELECTION_BAR, place.height())
            painter.fillRect(bar, QColor(now.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, QColor(now.hover))
        line = QRectF(place.left(), place.bottom() - m.BORDER, place.width(), m.BORDER)
        painter.fillRect(line, QColor(now.row_line))
        inner = place.adjusted(m.GAP_3, m.GAP_1, -m.GAP_3, -m.GAP_1)
        name = "user-plus" if candidate is None else "user-check" if candidate.certain else "user"
        paint_icon(painter, square(inner, m.ICON), name, now.accent if candidate else now.text_2)
        inner.setLeft(inner.left() + m.ICON + m.GAP_3)
        _paint_words(painter, inner, candidate)
        painter.restore()


def _paint_words(painter: QPainter, place: QRectF, candidate: Candidate | None) -> None:
    now = colours()
    half = place.height() / 2
    upper = QRectF(place.left(), place.top(), place.width(), half)
    lower = QRectF(place.left(), place.top() + half, place.width(), half)
    if candidate is None:
        paint_text(painter, upper, NEW_CARD.said(), Text.STRONG, now.text)
        paint_text(painter, lower, NEW_CARD_MEANS.said(), Text.CAPTION, now.text_3)
        return
    used = paint_text(painter, upper, candidate.name, Text.STRONG, now.text)
    beside = upper.adjusted(used + m.GAP_2, 0, 0, 0)
    paint_text(painter, beside, WHYS[candidate.why].said(), Text.CAPTION, now.accent)
    details = details_of(candidate.phone, candidate.vehicles, candidate.vehicle_count)
    paint_text(painter, lower, details, Text.CAPTION, now.text_2)
