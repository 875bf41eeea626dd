"""What the listed orders add up to, below the list."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.orders import OrderListing
from dealerdesk.ui.formats import shown_amount
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.service.order_view import LABOUR, OTHER, PARTS, TOTAL
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.flow import FlowLayout

LISTED = Message("ui.sums_listed", "Sum of what is listed")
UNSETTLED = Message("ui.sums_unsettled", "of this not settled")
SUM = Message("ui.sums_spoken", "{name} {amount}")


class OrdersSums(QFrame):
    """A line of sums."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "foot")
        self._listing: OrderListing | None = None
        self._caption = QLabel()
        self._caption.setProperty("text_kind", "caption")
        self._sums = tuple((QLabel(), QLabel()) for _ in range(5))
        inner = QWidget()
        self._flow = flow = FlowLayout(inner, gap=m.GAP_5)
        self._caption.setMinimumHeight(m.LIST_LINE)
        flow.addWidget(self._caption)
        for place, (name, amount) in enumerate(self._sums):
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(m.GAP_2)
            pair.setMinimumHeight(m.LIST_LINE)
            name.setProperty("text_kind", "second")
            amount.setProperty("text_kind", "strong" if place == len(self._sums) - 2 else "plain")
            row.addWidget(name)
            row.addWidget(amount)
            flow.addWidget(pair)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_4, m.GAP_1, m.GAP_4, m.GAP_1)
        column.addWidget(inner)
        retell(self, self._tell)

    def show_listing(self, listing: OrderListing) -> None:
        """Show the sums of `listing`."""
        self._listing = listing
        self._tell()

    def event(self, event: QEvent) -> bool:
        """The sums stand in one line where they can, if need be without their caption."""
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show}:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        whole = self._flow.sizeHint().width()
        if self._caption.isHidden():
            whole += self._caption.sizeHint().width() + m.GAP_5
        self._caption.setVisible(whole <= self.width() - 2 * m.GAP_4)

    @property
    def text(self) -> str:
        """All that it says."""
        return " ".join(f"{name.text()} {amount.text()}" for name, amount in self._sums)

    def _tell(self) -> None:
        listing = self._listing
        self._caption.setText(LISTED.said())
        if listing is None:
            return
        totals = listing.totals
        shown = (
            (LABOUR, totals.labour),
            (PARTS, totals.parts),
            (OTHER, totals.other),
            (TOTAL, totals.total),
            (UNSETTLED, totals.unsettled),
        )
        for (name, amount), (message, number) in zip(self._sums, shown, strict=True):
            name.setText(message.said())
            amount.setText(shown_amount(number))
            amount.setAccessibleName(SUM.said(name=message, amount=shown_amount(number)))
        self.setToolTip(LISTED.said())
        self.updateGeometry()
