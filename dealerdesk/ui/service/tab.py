"""The service history of a vehicle file: figures, its repair orders, the chosen one, and the editor."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.services.details import FileDetail
from dealerdesk.services.drafts import Draft
from dealerdesk.services.orders import OrderEdited, OrderEntry, OrderSuggestions, ServiceHistory
from dealerdesk.ui.commands import Command
from dealerdesk.ui.dialogs import confirm
from dealerdesk.ui.errors import error_for_people
from dealerdesk.ui.file.tab import FileTabWidget
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.service.history_list import HistoryList
from dealerdesk.ui.service.order_drafts import draft_name
from dealerdesk.ui.service.order_editor import SAVE, SURE, THROW_AWAY, OrderEditor
from dealerdesk.ui.service.orders_export import OrdersExport
from dealerdesk.ui.widgets.message_page import MessagePage

NEW = Message("ui.command_new_order", "New repair order")
EDIT = Message("ui.command_edit_order", "Edit repair order")
SETTLE = Message("ui.command_settle_order", "Settle repair order")
REOPEN = Message("ui.command_reopen_order", "Open settled order again")
REMOVE = Message("ui.command_remove_order", "Remove repair order")
EXPORT = Message("ui.command_export_orders", "Export repair orders")
LOADING = Message("ui.service_loading", "Reading the service history …")
FAILED = Message("ui.service_failed", "The service history could not be read")
EMPTY = Message("ui.service_empty", "This vehicle has no repair order yet")
EMPTY_HINT = Message("ui.service_empty_hint", "The first visit to the workshop begins with one.")
AGAIN = Message("ui.service_again", "Try again")
COUNT = Message("ui.service_count", "{count} repair order", "{count} repair orders")
NONE_CHOSEN = Message("ui.no_order_chosen", "Choose a repair order first.")
EDITING = Message("ui.order_being_edited", "Save or close the repair order that is open first.")
NOT_EDITING = Message("ui.no_order_edited", "No repair order is being edited.")
IS_SETTLED = Message("ui.order_is_settled", "The order is settled already. Open it again to settle it anew.")
IS_OPEN = Message("ui.order_is_open", "The order is not settled.")
SAVED = Message("ui.order_saved", "Repair order {order_no} saved")
SAVED_DOUBTS = Message(
    "ui.order_saved_doubts",
    "Repair order {order_no} saved; {count} thing to look at",
    "Repair order {order_no} saved; {count} things to look at",
)
KEPT = Message("ui.order_draft_kept", "What you typed is kept. “{command}” goes on with it.")
HISTORY_TOPIC = "service.history"
BEGINNING_TOPIC = "service.beginning"
PATIENCE_MS = 300


class ServiceTab(FileTabWidget):
    """The tab; its place is that of the chosen order."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._file_id: int | None = None
        self._history: ServiceHistory | None = None
        self._draft: Draft | None = None
        self._error: DealerDeskError | None = None
        self._to_choose: int | None = None
        self.list = HistoryList()
        self.editor = OrderEditor(workplace)
        self._loading = MessagePage("wrench")
        self._failed = MessagePage("warning-circle", "bad")
        self._again = self._failed.add_button(filled=True)
        self._empty = MessagePage("wrench")
        self.first_button = self._empty.add_button(filled=True)
        self._stack = QStackedWidget()
        self._blank = QWidget()
        for page in (self._blank, self._loading, self._failed, self._empty, self.list, self.editor):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._export = OrdersExport(workplace, self)
        column.addWidget(self._export.bar)
        column.addWidget(self._stack, 1)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._on_patience_ended)
        self._connect()
        retell(self, self._tell)

    @property
    def chosen(self) -> OrderEntry | None:
        """The order that is chosen."""
        return self.list.chosen

    def show_file(self, detail: FileDetail) -> None:
        """Show the orders of a file, or those of the same file anew."""
        if detail.id != self._file_id:
            if self.editor.is_open:
                self.editor.close_for_now()
            self._file_id, self._history, self._draft = detail.id, None, None
            self.list.forget()
            self._stack.setCurrentWidget(self._blank)
            self._patience.start()
        self._read()

    def choose(self, item: int) -> None:
        """Choose an order by its id, once it is there."""
        self._to_choose = item
        if self._history is not None:
            self._choose_awaited()

    def leave(self) -> None:
        """Keep what was typed."""
        if self.editor.is_open:
            self.editor.table.finish_typing()
            self.editor.keep_draft()

    def take_focus(self) -> None:
        """Put the keyboard on the list, the editor, or the button of an empty list."""
        page = self._stack.currentWidget()
        if page is self.editor:
            self.editor.take_focus()
        elif page is self._empty:
            self.first_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """What F6 walks through."""
        if self._stack.currentWidget() is self.editor:
            return (self.editor.form.inputs["order_no"], self.editor.table, self.editor.sums.inputs["total"])
        if self._stack.currentWidget() is self.list:
            return (self.list.table, self.list.view.table)
        return (self.first_button,) if self._stack.currentWidget() is self._empty else ()

    def go_back(self) -> bool:
        """Close the editor, keeping a draft, or leave the settling."""
        if self.editor.is_open:
            kept = self.editor.is_changed
            command = NEW if self.editor.order_id is None else EDIT
            self.editor.close_for_now()
            if kept:
                self.workplace.say(KEPT.said(command=command))
            return True
        return self.list.go_back()

    def commands(self) -> Sequence[Command]:
        """What can be done with the orders of this file."""
        return (
            Command(NEW, self.begin_new, "Ctrl+R", "plus", self._why_not_new),
            Command(EDIT, self.begin_edit, "F2", "pencil-simple", self._why_no_order),
            Command(SETTLE, self.begin_settling, "", "receipt", partial(self._why_no_order, settled=False)),
            Command(
                REOPEN, self.reopen, "", "arrow-counter-clockwise", partial(self._why_no_order, settled=True)
            ),
            Command(REMOVE, self.remove, "Del", "trash", self._why_no_order),
            Command(EXPORT, self.export, "Ctrl+E", "export", self._why_no_export),
            Command(SAVE, self.editor.save, "Ctrl+S", "floppy-disk", self._why_not_saving),
            Command(THROW_AWAY, self.editor.ask_and_discard, "", "trash", self._why_not_saving),
        )

    def begin_new(self) -> None:
        """Open the editor for a new order, with the draft that was kept of one."""
        self._begin(None)

    def begin_edit(self) -> None:
        """Open the editor for the chosen order."""
        if self.chosen is not None:
            self._begin(self.chosen)

    def begin_settling(self) -> None:
        """Ask under which number and when the chosen order is settled."""

        def then(likely: OrderSuggestions) -> None:
            self.list.begin_settling(likely.settlement_no)

        self.workplace.tasks.read(BEGINNING_TOPIC, self.workplace.desk.orders.suggestions, then)

    def settle(self, settlement_no: str, settled_on: str) -> None:
        """Settle the chosen order."""
        entry = self.chosen
        if entry is not None:
            orders = self.workplace.desk.orders
            work = partial(orders.settle, entry.detail.id, settlement_no, settled_on)
            self.workplace.tasks.write(work, self._on_settled, self.list.refuse_settling)

    def reopen(self) -> None:
        """Take the settlement of the chosen order back."""
        if self.chosen is not None:
            work = partial(self.workplace.desk.orders.reopen, self.chosen.detail.id)
            self.workplace.tasks.write(work, _nothing, self.workplace.fail)

    def remove(self) -> None:
        """Take the chosen order out; Ctrl+Z brings it back."""
        if self.chosen is not None:
            work = partial(self.workplace.desk.orders.remove, self.chosen.detail.id)
            self.workplace.tasks.write(work, _nothing, self.workplace.fail)

    def export(self) -> None:
        """Write the orders of this file into a spreadsheet."""
        if self._history is not None:
            ids = [entry.detail.id for entry in self._history.entries]
            self._export.ask_and_write(ids, self._history.file_no)

    def _begin(self, entry: OrderEntry | None) -> None:
        if self._history is None or self.editor.is_open:
            return
        order_id, file_id = entry.detail.id if entry else None, self._history.file_id
        name, desk = draft_name(file_id, order_id), self.workplace.desk

        def read() -> tuple[Draft | None, OrderSuggestions]:
            return desk.drafts.find(name), desk.orders.suggestions()

        def then(found: tuple[Draft | None, OrderSuggestions]) -> None:
            history = self._history
            if history is None or history.file_id != file_id or self.editor.is_open:
                return
            now = history.entry(order_id) if order_id is not None else None
            if order_id is not None and now is None:
                return
            self._stack.setCurrentWidget(self.editor)
            self.editor.begin(history, now.detail if now else None, *found)
            self.editor.take_focus()

        self.workplace.tasks.read(BEGINNING_TOPIC, read, then)

    def _read(self) -> None:
        file_id = self._file_id
        assert file_id is not None
        desk = self.workplace.desk

        def read() -> tuple[ServiceHistory | None, Draft | None]:
            return desk.orders.history_of(file_id), desk.drafts.find(draft_name(file_id, None))

        self.workplace.tasks.read(HISTORY_TOPIC, read, self._on_history, self._on_failed)

    def _on_history(self, found: tuple[ServiceHistory | None, Draft | None]) -> None:
        self._patience.stop()
        self._history, self._draft = found
        if self._history is None:
            return
        self.list.show_history(self._history, has_draft=self._draft is not None)
        if self.editor.is_open:
            self.editor.take_history(self._history)
        else:
            self._show_list()
        self._choose_awaited()
        self._tell()

    def _show_list(self) -> None:
        history = self._history
        if history is not None:
            is_empty = not history.entries and self._draft is None
            had_focus = self._stack.isAncestorOf(self.focusWidget() or self)
            self._stack.setCurrentWidget(self._empty if is_empty else self.list)
            if had_focus and self.isVisible():
                self.take_focus()

    def _choose_awaited(self) -> None:
        if self._to_choose is not None:
            self.list.choose(self._to_choose)
            self._to_choose = None

    def _on_failed(self, error: Exception) -> None:
        self._patience.stop()
        self._error = error_for_people(error)
        if not self.editor.is_open:
            self._stack.setCurrentWidget(self._failed)
        self._tell()

    def _on_patience_ended(self) -> None:
        if self._history is None and self._error is None:
            self._stack.setCurrentWidget(self._loading)

    def _on_saved(self, edited: OrderEdited) -> None:
        self._to_choose = edited.order_id
        count = len(edited.doubts)
        said = SAVED_DOUBTS.said(order_no=edited.order_no, count=count) if count else None
        self.workplace.say(said or SAVED.said(order_no=edited.order_no))
        self._read()

    def _on_settled(self, _edited: OrderEdited) -> None:
        self.list.go_back()

    def _on_left(self) -> None:
        self._show_list()
        self._read()

    def _on_draft_discarded(self) -> None:
        file_id = self._file_id
        if file_id is not None and confirm(self, SURE.said(), THROW_AWAY):
            discard = partial(self.workplace.desk.drafts.discard, draft_name(file_id, None))
            self.workplace.tasks.write(discard, lambda _none: self._read(), self.workplace.fail)

    def _on_document_asked(self, document_id: int | None) -> None:
        self.workplace.go(Place(PageName.FILE, self._file_id, FileTab.DOCUMENTS, document_id))

    def _connect(self) -> None:
        self.editor.saved.connect(self._on_saved)
        self.editor.left.connect(self._on_left)
        self.first_button.clicked.connect(self.begin_new)
        self._again.clicked.connect(self._read)
        the_list = self.list
        the_list.new_asked.connect(self.begin_new)
        the_list.edit_asked.connect(self.begin_edit)
        the_list.settle_asked.connect(self.begin_settling)
        the_list.reopen_asked.connect(self.reopen)
        the_list.remove_asked.connect(self.remove)
        the_list.export_asked.connect(self.export)
        the_list.settled.connect(self.settle)
        the_list.draft_discarded.connect(self._on_draft_discarded)
        the_list.document_asked.connect(self._on_document_asked)
        the_list.chosen_changed.connect(self._tell)

    def _why_not_new(self) -> Message | None:
        if self.editor.is_open:
            return EDITING
        return LOADING if self._history is None else None

    def _why_no_order(self, *, settled: bool | None = None) -> Message | None:
        if self.editor.is_open:
            return EDITING
        if self.chosen is None:
            return NONE_CHOSEN
        if settled is None or self.chosen.is_settled is settled:
            return None
        return IS_OPEN if settled else IS_SETTLED

    def _why_no_export(self) -> Message | None:
        return None if self._history is not None and self._history.entries else EMPTY

    def _why_not_saving(self) -> Message | None:
        return None if self.editor.is_open else NOT_EDITING

    def _tell(self) -> None:
        self._loading.show_text(LOADING.said())
        self._failed.show_text(FAILED.said(), str(self._error) if self._error else "")
        self._again.setText(AGAIN.said())
        self._empty.show_text(EMPTY.said(), EMPTY_HINT.said())
        self.first_button.setText(NEW.said())
        self.first_button.setAccessibleName(NEW.said())
        if self._history is not None:
            chosen = self.chosen
            listed = COUNT.said(count=len(self._history.entries))
            self.counted.emit(listed, chosen.row.order_no if chosen else "")


def _nothing(_result: object) -> None:
    pass
