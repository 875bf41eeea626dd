"""The repair orders of one vehicle as a timeline, with chips, and the chosen one below."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.orders import OrderEntry, ServiceHistory
from dealerdesk.ui.errors import error_for_people
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.service.chips import Chips
from dealerdesk.ui.service.columns import OPEN, SETTLED, OrderColumn
from dealerdesk.ui.service.figures import FiguresStrip
from dealerdesk.ui.service.order_notes import Sentence
from dealerdesk.ui.service.order_view import OrderView
from dealerdesk.ui.service.orders_table import OrdersTable
from dealerdesk.ui.service.rows_model import HistoryModel
from dealerdesk.ui.service.settle_bar import SETTLE, SettleBar
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon

ALL = Message("ui.orders_all", "All")
REPEATS = Message("ui.orders_repeats", "Repeat repairs")
PAPERS_MISSING = Message("ui.orders_papers_missing", "Missing papers")
DOUBTFUL = Message("ui.orders_doubtful", "To look at")
NEW = Message("ui.new_order", "New repair order")
EXPORT = Message("ui.export_orders", "Export")
EDIT = Message("ui.edit_order", "Edit")
REOPEN = Message("ui.reopen_order", "Open again")
REMOVE = Message("ui.remove_order", "Remove")
REMOVE_TIP = Message("ui.remove_order_tip", "Take this order out; Ctrl+Z brings it back")
ORDERS = Message("ui.orders_of_vehicle", "Repair orders of this vehicle, newest first")
DRAFT = Message("ui.order_draft_there", "A new repair order was begun and is not saved yet.")
CONTINUE = Message("ui.order_draft_continue", "Go on with it")
DISCARD = Message("ui.order_draft_discard", "Discard it")
NONE_FITS = Message("ui.no_order_fits", "No repair order of this vehicle is like that.")

COLUMNS = (
    OrderColumn.DATE,
    OrderColumn.ORDER,
    OrderColumn.STATE,
    OrderColumn.WORK,
    OrderColumn.ODOMETER,
    OrderColumn.ADVISOR,
    OrderColumn.DOCUMENTS,
    OrderColumn.LABOUR,
    OrderColumn.PARTS,
    OrderColumn.TOTAL,
)
_CHIPS: Mapping[str, tuple[Message, Callable[[OrderEntry], bool]]] = {
    "all": (ALL, lambda _entry: True),
    "open": (OPEN, lambda entry: not entry.is_settled),
    "settled": (SETTLED, lambda entry: entry.is_settled),
    "repeats": (REPEATS, lambda entry: bool(entry.row.repeat_of)),
    "papers": (PAPERS_MISSING, lambda entry: bool(entry.row.papers.missing)),
    "doubts": (DOUBTFUL, lambda entry: bool(entry.doubts or entry.seems_repeat_of)),
}
_ALWAYS = frozenset({"all"})


class HistoryList(QWidget):
    """Lists the orders of a vehicle; the signals ask for what a button or a key was pressed for."""

    new_asked = Signal()
    edit_asked = Signal()
    settle_asked = Signal()
    reopen_asked = Signal()
    remove_asked = Signal()
    export_asked = Signal()
    draft_discarded = Signal()
    chosen_changed = Signal()
    settled = Signal(str, str)
    document_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history: ServiceHistory | None = None
        self._chosen: int | None = None
        self.figures = FiguresStrip()
        self.chips = Chips({key: name for key, (name, _) in _CHIPS.items()})
        self.model = HistoryModel(COLUMNS, self)
        self.table = OrdersTable(self.model, row=m.DENSE_ROW, timeline=True)
        self.view = OrderView()
        self.settle_bar = SettleBar()
        self._draft = Sentence()
        self.continue_button = QPushButton()
        self.discard_button = QPushButton()
        self._nothing_fits = QLabel()
        self._nothing_fits.setProperty("text_kind", "second")
        self.export_button = QPushButton()
        self.new_button = QPushButton()
        self.edit_button = QPushButton()
        self.settle_button = QPushButton()
        self.reopen_button = QPushButton()
        self.remove_button = QPushButton()
        self._below = QWidget()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self._arrange()
        self._connect()
        retell(self, self._tell)

    @property
    def chosen(self) -> OrderEntry | None:
        """The chosen order."""
        if self._history is None or self._chosen is None:
            return None
        return self._history.entry(self._chosen)

    def show_history(self, history: ServiceHistory, *, has_draft: bool) -> None:
        """List the orders of `history`, staying with the chosen one where it is still there."""
        self._history = history
        self.figures.show_figures(history.figures)
        counts = {key: sum(map(wanted, history.entries)) for key, (_, wanted) in _CHIPS.items()}
        self.chips.show_counts(counts, shown=lambda key: key in _ALWAYS or counts[key] > 0)
        if not counts[self.chips.chosen]:
            self.chips.choose("all")
        self._draft.show_sentence(DRAFT.said() if has_draft else "", "warn")
        self._list()

    def forget(self) -> None:
        """Another file comes: nothing is chosen."""
        self._chosen = None
        self.settle_bar.hide()
        self.chips.choose("all")

    def choose(self, order_id: int) -> None:
        """Choose an order and bring it into sight."""
        if self.model.position_of(order_id) is None:
            self.chips.choose("all")
            self._chosen = order_id
            self._list()
        row = self.model.position_of(order_id)
        if row is not None:
            self.table.choose(row)

    def begin_settling(self, number: str) -> None:
        """Ask under which number and when the chosen order is settled."""
        if self.chosen is not None:
            day = self.chosen.row.date_out or self.chosen.row.date_in
            self.settle_bar.open(number, f"{day:%Y-%m-%d}" if day else "")

    def refuse_settling(self, error: Exception) -> None:
        """Say why the order was not settled."""
        self.settle_bar.show_problem(str(error_for_people(error)))

    def go_back(self) -> bool:
        """Leave the settling; False where nobody was at it."""
        was_open = self.settle_bar.isVisible()
        self.settle_bar.hide()
        if was_open:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return was_open

    def _list(self) -> None:
        if self._history is None:
            return
        wanted = _CHIPS[self.chips.chosen][1]
        chosen = self._chosen
        self.model.show([entry for entry in self._history.entries if wanted(entry)])
        self._nothing_fits.setVisible(self.model.rowCount() == 0)
        row = self.model.position_of(chosen) if chosen is not None else None
        if self.model.rowCount():
            self.table.choose(row or 0)
        else:
            self._on_chosen(-1)

    def _on_chosen(self, row: int) -> None:
        entry = self.model.entry_at(row)
        if entry is None and self.model.rowCount():
            return  # the list is being exchanged; its new one chooses
        if entry is None or entry.detail.id != self._chosen:
            self.settle_bar.hide()
        self._chosen = entry.detail.id if entry else None
        if entry is not None:
            self.view.show_entry(entry)
        self.settle_button.setVisible(entry is not None and not entry.is_settled)
        self.reopen_button.setVisible(entry is not None and entry.is_settled)
        self._fit()
        self.chosen_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Give up what there is no room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_low = self.height() < m.SERVICE_LOW
        self.figures.show_narrow(narrow=self.width() < m.ORDER_PANES)
        self.figures.setVisible(not is_low)
        self._below.setVisible(not is_low and self.chosen is not None)

    def _arrange(self) -> None:
        for button in (self.continue_button, self.discard_button):
            button.setProperty("look", "link")
            self._draft.row.addWidget(button)
        for button, name in (
            (self.edit_button, "pencil-simple"),
            (self.settle_button, "receipt"),
            (self.reopen_button, "arrow-counter-clockwise"),
            (self.remove_button, "trash"),
            (self.export_button, "export"),
        ):
            button.setProperty("look", "flat")
            button.setIcon(icon(name))
        for button in (self.edit_button, self.settle_button, self.reopen_button, self.remove_button):
            self.view.buttons.addWidget(button)
        self.new_button.setIcon(icon("plus"))
        chips = QHBoxLayout()
        chips.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_2)
        chips.setSpacing(m.GAP_2)
        # Chips are lower than buttons; their first line stands in the middle of the buttons.
        self.chips.setContentsMargins(0, (m.CONTROL - m.CHIP) // 2, 0, (m.CONTROL - m.CHIP) // 2)
        chips.addWidget(self.chips, 1)
        for button in (self.export_button, self.new_button):
            chips.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._nothing_fits.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_2)
        self._split()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.figures)
        column.addWidget(self._draft)
        column.addLayout(chips)
        column.addWidget(self._nothing_fits)
        column.addWidget(self.splitter, 1)

    def _split(self) -> None:
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.settle_bar)
        below.addWidget(self.view, 1)
        self.splitter.addWidget(self._below)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 4)
        self.splitter.setHandleWidth(m.GAP_2)
        self.splitter.setProperty("look", "quiet")

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self.edit_asked)
        self.chips.picked.connect(lambda _key: self._list())
        self.view.document_asked.connect(self.document_asked)
        self.settle_bar.settled.connect(self.settled)
        self.settle_bar.left.connect(self.go_back)
        for button, signal in (
            (self.new_button, self.new_asked),
            (self.continue_button, self.new_asked),
            (self.discard_button, self.draft_discarded),
            (self.edit_button, self.edit_asked),
            (self.settle_button, self.settle_asked),
            (self.reopen_button, self.reopen_asked),
            (self.remove_button, self.remove_asked),
            (self.export_button, self.export_asked),
        ):
            button.clicked.connect(signal)

    def _tell(self) -> None:
        self.table.setAccessibleName(ORDERS.said())
        self._nothing_fits.setText(NONE_FITS.said())
        for button, name, tip in (
            (self.new_button, NEW, "Ctrl+R"),
            (self.export_button, EXPORT, "Ctrl+E"),
            (self.edit_button, EDIT, "F2"),
            (self.settle_button, SETTLE, ""),
            (self.reopen_button, REOPEN, ""),
            (self.remove_button, REMOVE, REMOVE_TIP.said()),
            (self.continue_button, CONTINUE, ""),
            (self.discard_button, DISCARD, ""),
        ):
            button.setText(name.said())
            button.setAccessibleName(name.said())
            button.setToolTip(tip)
        if self._draft.text:
            self._draft.show_sentence(DRAFT.said(), "warn")
        if self.chosen is not None:
            self.view.show_entry(self.chosen)
