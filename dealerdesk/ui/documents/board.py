"""The slots of a file: the sales side, the service side of one visit, and other documents below."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.documents import DocumentType, Side
from dealerdesk.domain.messages import Message
from dealerdesk.services.details import FileDetail
from dealerdesk.ui.documents.slot import SlotCard
from dealerdesk.ui.documents.slots import (
    NO_VISIT,
    Slot,
    SlotColumn,
    SlotKey,
    earlier_visits,
    other_documents,
    sales_column,
    service_column,
    visits,
)
from dealerdesk.ui.documents.walking import neighbour
from dealerdesk.ui.documents.words import visit_words
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.controls import ChoiceBox
from dealerdesk.ui.widgets.icon_sign import IconSign

SALES = Message("ui.doc_sales_side", "Sales side")
SERVICE = Message("ui.doc_service_side", "Service side")
COUNT = Message("ui.doc_count", "{present} of {required}")
VISIT = Message("ui.doc_visit", "Visit")
NO_ORDER = Message("ui.doc_no_visit", "Belongs to no visit")
NO_VISITS = Message("ui.doc_no_visits", "No repair order yet. Its documents will stand here.")
EARLIER = Message("ui.doc_earlier", "Other visits: {complete} of {count} complete.")
OPEN_SERVICE = Message("ui.doc_open_service", "Open service history")
ADD_OTHER = Message("ui.doc_add_other", "Add other")
OTHERS = Message("ui.doc_others", "Other documents")
NOT_COUNTED = Message("ui.doc_not_counted", "Not counted in completeness")
SLOTS = Message("ui.doc_slots", "Documents of the file")


class SlotBoard(QScrollArea):
    """Shows the slots of a file; `chosen` carries the slot that keys and viewer mean, None without one."""

    chosen = Signal(object)
    filled = Signal()
    clicked = Signal(object)
    asked = Signal(object, object)
    menu_asked = Signal(object, QPoint)
    dropped = Signal(object, object)
    held_over = Signal(object)
    digit = Signal(object, int)
    waived = Signal(object, str)
    add_asked = Signal(QPoint)
    service_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._detail: FileDetail | None = None
        self._today = date.min
        self._visit: int | None = None
        self._chosen: SlotKey | None = None
        self._cards: dict[SlotKey, SlotCard] = {}
        self._columns: list[list[SlotKey]] = [[], [], []]
        self._heads = {name: (_label("strong"), _label("second")) for name in (SALES, SERVICE, OTHERS)}
        self.visit = ChoiceBox()
        self.visit.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        self._visit_word = _label("second")
        self.add_other = QPushButton()
        self.add_other.setProperty("look", "link")
        self.add_other.setIcon(icon("plus", "accent"))
        self._remark = QFrame()
        self._remark.setProperty("look", "remark")
        self._remark_words = _label("second")
        self._remark_words.setWordWrap(True)
        self.open_service = QPushButton()
        self.open_service.setProperty("look", "link")
        self._not_counted = _label("caption")
        self._stacks = [QVBoxLayout() for _column in range(3)]
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._others = QWidget()
        self._arrange()
        self.visit.activated.connect(self._on_visit_chosen)
        self.add_other.clicked.connect(self._on_add)
        self.open_service.clicked.connect(self.service_asked)
        retell(self, self._tell)

    # --- what is shown --------------------------------------------------------------------------------

    @property
    def slot(self) -> Slot | None:
        """The chosen slot."""
        card = self.card
        return card.slot if card else None

    @property
    def card(self) -> SlotCard | None:
        """The chosen slot's card."""
        return self._cards.get(self._chosen) if self._chosen else None

    @property
    def cards(self) -> list[SlotCard]:
        """All cards as they stand, column by column."""
        return [self._cards[key] for column in self._columns for key in column]

    @property
    def order(self) -> int | None:
        """The repair order whose documents are shown, None without one."""
        return self._visit or None

    def show_file(self, detail: FileDetail, today: date) -> None:
        """Show the slots of `detail` as of `today`; of the file shown before, choice and place stay."""
        is_other = self._detail is None or self._detail.id != detail.id
        self._detail, self._today = detail, today
        known = visits(detail)
        if is_other or self._visit not in known:
            self._visit = known[0] if known else None
        if is_other:
            self._chosen = None
            self.verticalScrollBar().setValue(0)
        self._fill()
        self._tell()

    def choose_document(self, document: int) -> bool:
        """Choose the slot of a document, on whichever visit it is; whether there is such a document."""
        found = (
            next((each for each in self._detail.documents if each.id == document), None)
            if self._detail
            else None
        )
        if found is None:
            return False
        if DocumentType(found.type).side is Side.SERVICE and self._visit != (found.order_id or NO_VISIT):
            known = visits(self._detail) if self._detail else ()
            if (found.order_id or NO_VISIT) in known:
                self._visit = found.order_id or NO_VISIT
                self._fill()
                self._tell()
        key = next((key for key in self._cards if key[2] == document), None)
        if key is not None:
            self.choose(key)
        return key is not None

    def choose(self, key: SlotKey, *, focus: bool = False) -> None:
        """Choose a slot, and give it the keyboard where that is wanted."""
        card = self._cards.get(key)
        if card is None:
            return
        if key != self._chosen:
            if self._chosen in self._cards:
                self._cards[self._chosen].show_chosen(False)
            self._chosen = key
            card.show_chosen(True)
            self.chosen.emit(card.slot)
        if focus:
            card.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(card, 0, m.GAP_4)

    def take_focus(self) -> None:
        """Give the keyboard to the chosen slot, else to the first."""
        card = self.card or (self.cards[0] if self.cards else None)
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.add_other.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_thumbs(self, find: Callable[[Slot], QImage | None]) -> None:
        """Show what is drawn by now of each slot's first page."""
        for card in self._cards.values():
            card.show_thumb(find(card.slot))

    # --- filling --------------------------------------------------------------------------------------

    def _fill(self) -> None:
        assert self._detail is not None
        sales = sales_column(self._detail, self._today)
        service = service_column(self._detail, self._visit, self._today)
        if not self._detail.orders and self._visit is None:
            service = SlotColumn(())
        others = other_documents(self._detail, self._today)
        wanted = [sales.slots, service.slots, others]
        before = self._columns
        had_focus = self.card is not None and self.card.hasFocus()
        self._columns = [[slot.key for slot in column] for column in wanted]
        chosen = self._chosen_among(before)
        keys = {key for column in self._columns for key in column}
        for gone in set(self._cards) - keys:
            card = self._cards.pop(gone)
            card.hide()
            card.deleteLater()
        for number, (column, stack) in enumerate(zip(wanted, self._stacks, strict=True)):
            for place, slot in enumerate(column):
                card = self._cards.get(slot.key) or self._new_card(slot.key, is_row=number == 2)
                card.show_slot(slot)
                stack.insertWidget(place, card)
        self._show_heads(sales, service, len(others))
        self._chosen = None
        if chosen is not None:
            for card in self._cards.values():
                card.show_chosen(False)
            self.choose(chosen, focus=had_focus)
        else:
            self.chosen.emit(None)
        self.filled.emit()

    def _chosen_among(self, before: list[list[SlotKey]]) -> SlotKey | None:
        """What is chosen now: the same slot, else the one with the same type and visit, else the first."""
        keys = [key for column in self._columns for key in column]
        if self._chosen in keys:
            return self._chosen
        if self._chosen is not None:
            alike = [key for key in keys if key[:2] == self._chosen[:2]]
            if alike:
                new = [key for key in alike if all(key not in column for column in before)]
                return (new or alike)[0]
        return keys[0] if keys else None

    def _new_card(self, key: SlotKey, *, is_row: bool) -> SlotCard:
        card = SlotCard(is_row=is_row)
        self._cards[key] = card
        card.chosen.connect(lambda: self.choose(card.slot.key))
        card.clicked.connect(lambda: self.clicked.emit(card.slot))
        card.asked.connect(lambda ask: self.asked.emit(card.slot, ask))
        card.menu_asked.connect(lambda place: self.menu_asked.emit(card.slot, place))
        card.moved.connect(lambda arrow: self._walk(card.slot.key, arrow))
        card.dropped.connect(lambda incoming: self.dropped.emit(card.slot, incoming))
        card.held_over.connect(self.held_over)
        card.digit.connect(lambda digit: self.digit.emit(card.slot, digit))
        card.waived.connect(lambda reason: self.waived.emit(card.slot, reason))
        return card

    def _show_heads(self, sales: SlotColumn, service: SlotColumn, others: int) -> None:
        for name, column in ((SALES, sales), (SERVICE, service)):
            count = self._heads[name][1]
            count.setVisible(bool(column.required))
            count.setText(COUNT.said(present=column.present or 0, required=column.required or 0))
        self._heads[OTHERS][1].setText(str(others))
        self._others.setVisible(bool(others))

    # --- walking --------------------------------------------------------------------------------------

    def _walk(self, key: SlotKey, arrow: int) -> None:
        target = neighbour(self._columns, key, Qt.Key(arrow), is_narrow=self._is_narrow)
        if target is not None:
            self.choose(target, focus=True)

    # --- making it ------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        for number, name in enumerate((SALES, SERVICE)):
            part = QWidget()
            # Both sides are equally wide, whatever stands in them.
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            side = QVBoxLayout(part)
            side.setContentsMargins(0, 0, 0, 0)
            side.setSpacing(m.GAP_2)
            head = self._head(name)
            if name is SALES:
                head.addWidget(self.add_other)
            else:
                head.addWidget(self._visit_word)
                head.addWidget(self.visit)
            side.addLayout(head)
            self._stacks[number].setSpacing(m.GAP_2 - 2)
            side.addLayout(self._stacks[number])
            if name is SERVICE:
                side.addWidget(self._remark)
            side.addStretch(1)
            self._sides.addWidget(part, 1)
        self._sides.setSpacing(m.GAP_4)
        self._arrange_below()
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_4)
        whole.setSpacing(m.GAP_4)
        whole.addLayout(self._sides)
        whole.addWidget(self._others)
        whole.addStretch(1)
        self.setWidget(inside)

    def _arrange_below(self) -> None:
        """What stands below the slots: a remark on other visits, and the other documents."""
        remark = QHBoxLayout(self._remark)
        remark.setContentsMargins(m.GAP_3, m.GAP_1, m.GAP_2, m.GAP_1)
        remark.setSpacing(m.GAP_2)
        remark.addWidget(IconSign("info", "text_3"))
        remark.addWidget(self._remark_words, 1)
        remark.addWidget(self.open_service)
        others = QVBoxLayout(self._others)
        others.setContentsMargins(0, 0, 0, 0)
        others.setSpacing(0)
        line = QFrame()
        line.setProperty("look", "line")
        others.addWidget(line)
        others.addSpacing(m.GAP_3)
        head = self._head(OTHERS)
        head.addWidget(self._not_counted)
        others.addLayout(head)
        others.addSpacing(m.GAP_1)
        others.addLayout(self._stacks[2])

    def _head(self, name: Message) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(m.GAP_2)
        title, count = self._heads[name]
        title.setMinimumHeight(m.CONTROL)
        row.addWidget(title)
        row.addWidget(count)
        row.addStretch(1)
        return row

    @property
    def _is_narrow(self) -> bool:
        return self._sides.direction() is QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Put the sides below each other where there is no room beside each other."""
        super().resizeEvent(event)
        room = 2 * m.COLUMN_LEAST + 3 * m.GAP_4
        narrow = self.viewport().width() < room
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if direction is not self._sides.direction():
            self._sides.setDirection(direction)
        if self.card is not None and self.card.hasFocus():
            QTimer.singleShot(0, self, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        if self.card is not None:
            self.ensureWidgetVisible(self.card, 0, m.GAP_4)

    # --- texts ----------------------------------------------------------------------------------------

    def _tell(self) -> None:
        self.setAccessibleName(SLOTS.said())
        for name, (title, _count) in self._heads.items():
            title.setText(name.said())
        self._visit_word.setText(VISIT.said())
        self.visit.setAccessibleName(VISIT.said())
        for button, words in ((self.add_other, ADD_OTHER), (self.open_service, OPEN_SERVICE)):
            button.setText(words.said())
            button.setAccessibleName(words.said())
        self._not_counted.setText(NOT_COUNTED.said())
        if self._detail is not None:
            self._tell_visits(self._detail)

    def _tell_visits(self, detail: FileDetail) -> None:
        known = visits(detail)
        orders = {order.id: order for order in detail.orders}
        self.visit.clear()
        for order_id in known:
            words = visit_words(orders[order_id]) if order_id in orders else NO_ORDER.said()
            self.visit.addItem(words, order_id)
        self.visit.setCurrentIndex(max(self.visit.findData(self._visit), 0))
        self._visit_word.setVisible(bool(known))
        self.visit.setVisible(bool(known))
        complete, count = earlier_visits(detail, self._visit, self._today)
        self._remark.setVisible(not known or count > 0)
        words = EARLIER.said(complete=complete, count=count) if known else NO_VISITS.said()
        self._remark_words.setText(words)

    def _on_visit_chosen(self) -> None:
        self._visit = self.visit.currentData()
        self._fill()
        self._tell()

    def _on_add(self) -> None:
        self.add_asked.emit(self.add_other.mapToGlobal(QPoint(0, self.add_other.height())))


def _label(kind: str) -> QLabel:
    text = QLabel()
    text.setProperty("text_kind", kind)
    text.setTextFormat(Qt.TextFormat.PlainText)
    return text
