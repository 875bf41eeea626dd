"""The Service page: the repair orders of all vehicles, narrowed, sorted, added up, opened in their files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.services.orders import OrderListing, OrderRow, OrdersFilter, OrderSort
from dealerdesk.ui.commands import Command
from dealerdesk.ui.errors import error_for_people
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.models.reading import STILL_READING
from dealerdesk.ui.page import Page, Workplace
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.service.columns import OrderColumn
from dealerdesk.ui.service.narrowing import Narrowing
from dealerdesk.ui.service.orders_export import orders_shown
from dealerdesk.ui.service.orders_sums import OrdersSums
from dealerdesk.ui.service.orders_table import OrdersTable
from dealerdesk.ui.service.rows_model import OrdersModel
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.message_page import MessagePage
from dealerdesk.ui.widgets.painting import baseline_drop
from dealerdesk.ui.widgets.reading_order import enter

TITLE = Message("ui.service_title", "Repair orders")
COUNT = Message("ui.orders_count", "{number} order", "{number} orders")
SELECTED = Message("ui.orders_selected", "{order_no} selected")
TABLE = Message("ui.orders_table", "Repair orders of all vehicles")
LOADING = Message("ui.orders_loading", "Loading the repair orders …")
FAILED = Message("ui.orders_failed", "The repair orders could not be read")
AGAIN = Message("ui.orders_again", "Try again")
EMPTY = Message("ui.orders_empty", "No repair orders yet")
EMPTY_HINT = Message(
    "ui.orders_empty_hint", "Open a vehicle file and press Ctrl+R there, or import the list that you have."
)
TO_FILES = Message("ui.orders_to_files", "Go to the vehicle files")
NOTHING_FITS = Message("ui.orders_nothing_fits", "No repair order fits")
NOTHING_FITS_HINT = Message("ui.orders_nothing_fits_hint", "All conditions must hold for the same order.")
SHOW_ALL = Message("ui.orders_show_all", "Show all repair orders")
OPEN_ORDER = Message("ui.command_open_order", "Open the repair order in its file")
ADD_CONDITION = Message("ui.command_orders_filter", "Narrow the repair orders")
EXPORT_SHOWN = Message("ui.command_export_shown_orders", "Export the repair orders as shown")
EXPORT = Message("ui.orders_export_button", "Export")
NOTHING_LISTED = Message("ui.orders_nothing_listed", "No repair order is listed.")
PATIENCE_MS = 300
COLUMNS = (
    OrderColumn.DATE,
    OrderColumn.ORDER,
    OrderColumn.PLATE,
    OrderColumn.VEHICLE,
    OrderColumn.CUSTOMER,
    OrderColumn.WORK,
    OrderColumn.ODOMETER,
    OrderColumn.ADVISOR,
    OrderColumn.STATE,
    OrderColumn.DOCUMENTS,
    OrderColumn.TOTAL,
)
_FALLING_FIRST = {OrderSort.DATE_IN, OrderSort.TOTAL, OrderSort.ODOMETER, OrderSort.SETTLED_ON}
_KEPT = "service.sorting"


class ServicePage(Page):
    """Lists the orders that fit chips, conditions and the words of its place."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._error: DealerDeskError | None = None
        self._listing: OrderListing | None = None
        self._chosen: int | None = None
        self._is_stale = False
        self._open_when_there = False
        self.model = OrdersModel(workplace.tasks, workplace.desk.orders, COLUMNS, self)
        self.table = OrdersTable(self.model)
        self.narrowing = Narrowing()
        self.sums = OrdersSums()
        self._title = QLabel()
        self._title.setProperty("text_kind", "title")
        self._count = QLabel()
        self._count.setProperty("text_kind", "second")
        self.export_button = QPushButton()
        self.export_button.setProperty("look", "flat")
        self.export_button.setIcon(icon("export"))
        self._loading = MessagePage("wrench")
        self._empty = MessagePage("wrench")
        self._to_files = self._empty.add_button()
        self._nothing_fits = MessagePage("funnel-simple")
        self.show_all_button = self._nothing_fits.add_button()
        self._failed = MessagePage("warning-circle", "bad")
        self._again = self._failed.add_button(filled=True)
        self._list = QStackedWidget()
        self._arrange()
        self._connect()
        self._remember_sorting()
        retell(self, self._tell)
        QTimer.singleShot(PATIENCE_MS, self, self._on_patience_ended)
        self.model.survey()
        self.model.refresh()

    @property
    def said_instead(self) -> str:
        """What is said in the list's place; empty while there is a list."""
        page = self._list.currentWidget()
        return page.text if isinstance(page, MessagePage) else ""

    def arrive(self, place: Place) -> None:
        """Show the orders that the words of `place` narrow the list to."""
        self._chosen = place.item if place.item is not None else self._chosen
        if place.words != self.model.wanted.words:
            self.narrow(replace(self.model.wanted, words=place.words))
        elif self._is_stale:
            self.model.forget_rows(None)
        self._is_stale = False
        self._tell()

    def here(self, place: Place) -> Place:
        """The place with the words and the order that is chosen."""
        return replace(place, words=self.model.wanted.words, item=self._chosen)

    def take_focus(self) -> None:
        """Put the keyboard into the list, or on what stands in its place."""
        if not enter(self._list, Qt.FocusReason.OtherFocusReason):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """What F6 walks through."""
        return (self.narrowing, self._list)

    def go_back(self) -> bool:
        """Take the words back that narrow the list."""
        if not self.model.wanted.words:
            return False
        self.narrow(replace(self.model.wanted, words=""))
        return True

    def commands(self) -> Sequence[Command]:
        """What can be done with the list."""
        return (
            Command(OPEN_ORDER, self.open_chosen, "", "wrench", self._why_not_open),
            Command(ADD_CONDITION, self.narrowing.open_panel, "Ctrl+F", "funnel-simple"),
            Command(EXPORT_SHOWN, self.export, "Ctrl+E", "export", self._why_no_export),
        )

    def narrow(self, wanted: OrdersFilter) -> None:
        """List the orders that `wanted` lets through."""
        self.narrowing.show_filter(wanted)
        self.model.ask(wanted)

    def open_chosen(self) -> None:
        """Show the chosen order in its vehicle's file."""
        row = self._chosen_row()
        self._open_when_there = row is None
        if row is not None:
            self.workplace.go(Place(PageName.FILE, row.file_id, FileTab.SERVICE, row.id))

    def export(self) -> None:
        """Hand what is listed, in its order, to the export page."""
        listed = orders_shown(self.model.ids, self.narrowing.said)
        self.workplace.go(Place(PageName.EXPORT, listed=listed))

    def _chosen_row(self) -> OrderRow | None:
        """The chosen order, None while it is on its way."""
        at = self.table.currentIndex()
        return self.model.row_at(at.row()) if at.isValid() and at.row() < self.model.rowCount() else None

    def _arrange(self) -> None:
        strip = QWidget()
        head = QHBoxLayout(strip)
        head.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_2, 0)
        head.setSpacing(m.GAP_3)
        head.addWidget(self._title)
        head.addWidget(self._count, 1)
        head.addWidget(self.export_button)
        chips = QWidget()
        below = QHBoxLayout(chips)
        below.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_3)
        below.addWidget(self.narrowing)
        blank = QWidget()
        pages = (blank, self._loading, self._empty, self._nothing_fits, self._failed, self.table)
        for page in pages:
            self._list.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addWidget(chips)
        column.addWidget(self._list, 1)
        column.addWidget(self.sums)

    def _connect(self) -> None:
        feed = self.workplace.feed
        feed.files_changed.connect(self._on_files_changed)
        self.model.answered.connect(self._on_answered)
        self.model.surveyed.connect(self.narrowing.show_overview)
        self.model.failed.connect(self._on_failed)
        self.model.dataChanged.connect(lambda *_cells: self._on_rows_came())
        self.table.seen.connect(self.model.see)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self.open_chosen)
        self.table.sort_asked.connect(self._on_sort_asked)
        self.narrowing.changed.connect(self.narrow)
        self.export_button.clicked.connect(self.export)
        self.show_all_button.clicked.connect(lambda: self.narrow(OrdersFilter()))
        self._again.clicked.connect(self.model.refresh)
        self._to_files.clicked.connect(lambda: self.workplace.go(Place(PageName.FILES)))

    def _remember_sorting(self) -> None:
        kept = self.workplace.preferences.kept(_KEPT)
        if isinstance(kept, list) and len(kept) == 2 and kept[0] in list(OrderSort):
            self.model.sorted_by, self.model.descending = OrderSort(kept[0]), bool(kept[1])
        self.table.show_sorting(self.model.sorted_by, descending=self.model.descending)

    def _on_sort_asked(self, sort: OrderSort) -> None:
        falling = not self.model.descending if sort is self.model.sorted_by else sort in _FALLING_FIRST
        self.workplace.preferences.keep(_KEPT, [sort.value, falling])
        self.table.show_sorting(sort, descending=falling)
        self.model.sort_by(sort, descending=falling)

    def _on_answered(self, listing: OrderListing) -> None:
        self._listing, self._error = listing, None
        if listing.is_whole:
            self.sums.show_listing(listing)
        if listing.ids:
            self._show(self.table)
            row = self.model.position_of(self._chosen) if self._chosen is not None else None
            if row is not None or listing.is_whole or self._chosen is None:
                self.table.choose(row or 0)
        else:
            is_everything = self.model.wanted == OrdersFilter()
            self._show(self._empty if is_everything else self._nothing_fits)
            self._chosen = None
        self.sums.setVisible(bool(listing.ids))
        self.table.look_around()
        self._tell()

    def _show(self, page: QWidget) -> None:
        """Show the list, or what is said in its place; the keyboard stays there."""
        focus = QApplication.focusWidget()
        had_focus = focus is not None and (focus is self or self._list.isAncestorOf(focus))
        self._list.setCurrentWidget(page)
        if had_focus:
            self.take_focus()

    def _on_chosen(self, row: int) -> None:
        order_id = self.model.id_at(row)
        if order_id is not None:
            self._chosen = order_id
            self._tell_counted()

    def _on_rows_came(self) -> None:
        """The row that somebody wants to open may have been on its way."""
        self._tell_counted()
        if self._open_when_there:
            self.open_chosen()

    def _on_files_changed(self, file_ids: frozenset[int]) -> None:
        if self.isVisible():
            self.model.forget_rows(file_ids)
        else:
            self._is_stale = True

    def _on_failed(self, error: Exception) -> None:
        self._error = error_for_people(error)
        self._show(self._failed)
        self._tell()

    def _on_patience_ended(self) -> None:
        if self._listing is None and self._error is None:
            self._show(self._loading)

    def _why_not_open(self) -> Message | None:
        return None if self._listing and self._listing.ids else NOTHING_LISTED

    def _why_no_export(self) -> Message | None:
        if self._listing is not None and not self._listing.is_whole:
            return STILL_READING
        return self._why_not_open()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Give the sums up where the window is low."""
        super().resizeEvent(event)
        self.sums.setVisible(self.height() >= m.SERVICE_LOW)

    def _counted(self) -> str:
        if self._listing is None or not self._listing.is_whole:
            return ""
        listed = len(self._listing.ids)
        return COUNT.said(number=shown_number(listed), count=listed)

    def _tell_counted(self) -> None:
        row = self._chosen_row()
        self.counted.emit(self._counted(), SELECTED.said(order_no=row.order_no) if row else "")

    def _tell(self) -> None:
        self._title.setText(TITLE.said())
        self._count.setText(self._counted())
        self._count.setContentsMargins(0, baseline_drop(Text.BODY, Text.TITLE), 0, 0)
        self.table.setAccessibleName(TABLE.said())
        self._loading.show_text(LOADING.said())
        self._failed.show_text(FAILED.said(), str(self._error) if self._error else "")
        self._empty.show_text(EMPTY.said(), EMPTY_HINT.said())
        self._nothing_fits.show_text(NOTHING_FITS.said(), NOTHING_FITS_HINT.said())
        for button, words in (
            (self.export_button, EXPORT),
            (self._to_files, TO_FILES),
            (self.show_all_button, SHOW_ALL),
            (self._again, AGAIN),
        ):
            button.setText(words.said())
            button.setAccessibleName(words.said())
        reason = self._why_no_export()
        self.export_button.setEnabled(reason is None)
        self.export_button.setToolTip(reason.said() if reason else "Ctrl+E")
        self._tell_counted()
