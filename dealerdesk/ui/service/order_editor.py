"""The editor of a repair order, in the place of the list: fields, lines, sums, and a draft that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.order_reading import OrderReading, read_order
from dealerdesk.domain.workshop import Doubt, Visit, failed_repair, visit_doubts
from dealerdesk.services.details import OrderDetail
from dealerdesk.services.drafts import Draft
from dealerdesk.services.editing import ValueRefusedError
from dealerdesk.services.orders import LineRefusedError, OrderEdited, OrderSuggestions, ServiceHistory
from dealerdesk.services.orders.visits import visit_of_values
from dealerdesk.ui.dialogs import confirm
from dealerdesk.ui.draft_lane import DraftLane
from dealerdesk.ui.errors import error_for_people
from dealerdesk.ui.formats import shown_date
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.service.lines_model import COLUMNS
from dealerdesk.ui.service.lines_part import LinesPart
from dealerdesk.ui.service.order_drafts import (
    SentOrder,
    TypedOrder,
    as_typed,
    draft_name,
    draft_of,
    seen_in,
    stripped,
    typed_in,
)
from dealerdesk.ui.service.order_form import TAKE_REPEAT_TIP, OrderForm, new_order_texts
from dealerdesk.ui.service.order_notes import Sentence
from dealerdesk.ui.service.sums_form import SumsForm
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.form import FieldInput

NEW_ORDER = Message("ui.order_new_title", "New repair order")
EDITED_ORDER = Message("ui.order_edit_title", "Repair order {order_no}")
SAVE = Message("ui.order_save", "Save order")
LATER = Message("ui.order_later", "Close")
LATER_TIP = Message("ui.order_later_tip", "Close the order; what is not saved is kept as a draft (Esc)")
THROW_AWAY = Message("ui.order_throw_away", "Discard changes")
PROBLEMS = Message(
    "ui.order_problems",
    "Not saved: {count} thing must be corrected.",
    "Not saved: {count} things must be corrected.",
)
DRAFT_OLD = Message(
    "ui.order_draft_old",
    "The order was changed after this draft was kept. Compare both before you save: saving writes the draft.",
)
SURE = Message("ui.order_discard_sure", "What you typed into this repair order is gone for good then.")
KEPT_AFTER_MS = 800
"""A draft is kept this long after the first key that it does not hold."""


class OrderEditor(QWidget):
    """Edits a new order or one that there is; `saved` carries the `OrderEdited`, `left` that it is closed.

    What is typed is kept as a draft until it is saved or discarded.
    """

    saved = Signal(object)
    left = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._history: ServiceHistory | None = None
        self._order: OrderDetail | None = None
        self._seen = TypedOrder({}, ())
        self._is_saving = False
        self._sitting = object()
        self._was_tried = False
        self._refused: _Refused | None = None
        self._title = QLabel()
        self._title.setProperty("text_kind", "section")
        self.save_button = QPushButton()
        self.save_button.setProperty("look", "filled")
        self.close_button = QPushButton()
        self.discard_button = QPushButton()
        self.discard_button.setProperty("look", "flat")
        self.sentence = Sentence()
        self.form = OrderForm()
        self.sums = SumsForm()
        self.part = LinesPart()
        self.lines, self.table = self.part.lines, self.part.table
        self._lane = DraftLane(workplace.desk.drafts, workplace.tasks, workplace.fail)
        self._keeps = QTimer(self)
        self._keeps.setSingleShot(True)
        self._keeps.setInterval(KEPT_AFTER_MS)
        self._keeps.timeout.connect(self.keep_draft)
        self._arrange()
        self._connect()
        retell(self, self._tell)

    @property
    def is_open(self) -> bool:
        """Whether an order is being edited."""
        return self._history is not None

    @property
    def order_id(self) -> int | None:
        """Which order is edited; None for a new one."""
        return self._order.id if self._order else None

    @property
    def typed(self) -> TypedOrder:
        """What is typed now."""
        return TypedOrder(self.form.texts | self.sums.texts, tuple(self.lines.lines))

    @property
    def is_changed(self) -> bool:
        """Whether something would be lost."""
        return self.is_open and stripped(self.typed) != stripped(self._seen)

    def begin(
        self,
        history: ServiceHistory,
        order: OrderDetail | None,
        draft: Draft | None,
        likely: OrderSuggestions,
    ) -> None:
        """Edit `order` of the vehicle, or a new one where None, as the draft has it where there is one."""
        self._history, self._order, self._was_tried, self._refused = history, order, False, None
        # What was sent to be saved before is another order's affair by now.
        self._sitting, self._is_saving = object(), False
        now = self._workplace.desk.database.now()
        if order is None:
            self._seen = TypedOrder(new_order_texts(likely.order_no, now), ())
        else:
            self._seen = as_typed(order)
        shown = typed_in(draft) if draft else self._seen
        self.form.show_names(likely.advisors, likely.technicians)
        self.form.show_texts(self._seen.values)
        self.sums.show_texts(self._seen.values)
        for code, each in (self.form.inputs | self.sums.inputs).items():
            each.write(shown.values.get(code, ""))
        self.lines.show(shown.lines)
        self.sentence.show_sentence("", "")
        if draft is not None and order is not None and stripped(seen_in(draft)) != stripped(self._seen):
            self.sentence.show_sentence(DRAFT_OLD.said(), "warn")
        self.judge()
        self._tell()

    def take_history(self, history: ServiceHistory) -> None:
        """The vehicle's other visits have changed."""
        if self.is_open:
            self._history = history
            self.judge()

    def take_focus(self) -> None:
        """Put the keyboard where a person begins."""
        first = "order_no" if self._order is None else "reported_fault"
        self.form.inputs["odometer_in" if self._order is None else first].setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def save(self) -> None:
        """Save what is typed, unless something is wrong with it."""
        if not self.is_open or self._is_saving:
            return
        self.table.finish_typing()
        self._was_tried = True
        reading = self.judge()
        if reading.errors:
            self.sentence.show_sentence(PROBLEMS.said(count=len(reading.errors)), "bad")
            self._go_to(reading.errors[0])
            return
        if self._keeps.isActive():
            self.keep_draft()
        self._is_saving = True
        typed, history, order = self.typed, self._history, self._order
        orders = self._workplace.desk.orders
        assert history is not None
        if order is None:
            work = partial(orders.create, history.file_id, typed.values, typed.lines)
        else:
            work = partial(orders.edit, order.id, typed.values, typed.lines, seen=order)
        sent = SentOrder(self._sitting, typed, draft_name(history.file_id, self.order_id))
        self._workplace.tasks.write(work, partial(self._on_saved, sent), partial(self._on_refused, sent))

    def close_for_now(self) -> None:
        """Close the editor; what is not saved stays as a draft."""
        self.table.finish_typing()
        self.keep_draft()
        self._end()

    def ask_and_discard(self) -> None:
        """Discard, once somebody is sure where something would be lost."""
        if not self.is_changed or confirm(self, SURE.said(), THROW_AWAY):
            self.discard()

    def discard(self) -> None:
        """Close the editor and forget what is not saved."""
        self._forget_draft()
        self._end()

    def keep_draft(self) -> None:
        """Keep what is typed, so that nothing takes it away."""
        self._keeps.stop()
        if self._history is None or self._is_saving:
            return
        if not self.is_changed:
            self._forget_draft()
            return
        name = draft_name(self._history.file_id, self.order_id)
        self._lane.keep(name, draft_of(self.typed, self._seen))

    def judge(self, but: FieldInput | None = None) -> OrderReading:
        """Show sums and what is wrong with what is typed, `but` not with what is being typed right now."""
        typed = self.typed
        reading = read_order(typed.values, typed.lines)
        history = self._history
        doubts: tuple[Doubt, ...] = ()
        if history is not None:
            visit, others = visit_of_values(reading.values, reading.lines), history.others(self.order_id)
            doubts = visit_doubts(visit, others, history.daily_limit)
            self._suggest(visit, failed_repair(visit, others, history.repeat_days))
        self.form.show_problems(reading.errors, (*reading.doubts, *doubts), but=(but,) if but else ())
        self.sums.show_reading(reading, ())
        self.lines.judge(reading)
        self.part.show_problem()
        refused = self._refused
        if refused is not None and typed.values[refused.field] == refused.text:
            self.form.inputs[refused.field].show_problem(refused.sentence())
        elif not reading.errors and self._was_tried:
            self.sentence.show_sentence("", "")
        return reading

    def _suggest(self, visit: Visit, failed: Visit | None) -> None:
        noted = self.form.inputs["repeat_of"].text.strip()
        if failed is None or noted or failed.came is None or failed.order_no == visit.order_no:
            self.form.suggest_repeat("", "")
        else:
            said = TAKE_REPEAT_TIP.said(date=shown_date(failed.came.date()))
            self.form.suggest_repeat(failed.order_no, said)

    def _on_saved(self, sent: SentOrder, edited: OrderEdited) -> None:
        self._lane.discard(sent.draft)
        if self.is_open and sent.sitting is self._sitting:
            self._is_saving = False
            self.table.finish_typing()
            if stripped(self.typed) != stripped(sent.typed):
                # The saving took long, and the person typed on: that is a draft of the order there is now.
                self._lane.keep(f"order-{edited.order_id}", draft_of(self.typed, sent.typed))
            self._end()
        self.saved.emit(edited)

    def _on_refused(self, sent: SentOrder, error: Exception) -> None:
        if not self.is_open or sent.sitting is not self._sitting:
            self._workplace.fail(error)
            return
        self._is_saving = False
        if isinstance(error, LineRefusedError):
            self.table.go_to(error.line, COLUMNS.index(error.field.code))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(error, ValueRefusedError):
            self._focus_on(error.field.code)
        elif isinstance(error, DealerDeskError) and error.code in _FIELD_OF:
            code = _FIELD_OF[error.code]
            self._refused = _Refused(code, self.typed.values[code], error)
            self.judge()
            self._focus_on(code)
        self.keep_draft()
        self.sentence.show_sentence(str(error_for_people(error)), "bad")

    def _go_to(self, error: Doubt) -> None:
        if error.line is None:
            self._focus_on(error.field)
        else:
            self.table.go_to(error.line, COLUMNS.index(error.field))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_on(self, code: str) -> None:
        field = (self.form.inputs | self.sums.inputs)[code]
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(field)

    def _forget_draft(self) -> None:
        self._keeps.stop()
        if self._history is not None:
            self._lane.discard(draft_name(self._history.file_id, self.order_id))

    def _end(self) -> None:
        self._keeps.stop()
        self._history = self._order = None
        self.left.emit()

    def _on_edited(self) -> None:
        focus = QApplication.focusWidget()
        inputs = (*self.form.inputs.values(), *self.sums.inputs.values())
        typing = next((each for each in inputs if focus is not None and each.isAncestorOf(focus)), None)
        self.judge(None if self._was_tried else typing)
        if not self._keeps.isActive():
            # Not put off by every key: who types on and on has a draft of it, too.
            self._keeps.start()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.sentence)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_3)
        inside.setSpacing(m.GAP_3)
        inside.addWidget(self.form)
        both = QHBoxLayout()
        both.setSpacing(m.GAP_5)
        both.addWidget(self.part, 1)
        self.sums.setFixedWidth(m.TOTALS_PANE)
        both.addWidget(self.sums)
        inside.addLayout(both, 1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        column.addWidget(self._area, 1)

    def _head(self) -> QWidget:
        strip = QFrame()
        strip.setProperty("look", "strip")
        row = QHBoxLayout(strip)
        row.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_2)
        row.setSpacing(m.GAP_2)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self.discard_button)
        row.addWidget(self.close_button)
        row.addWidget(self.save_button)
        return strip

    def _connect(self) -> None:
        self.save_button.clicked.connect(self.save)
        self.close_button.clicked.connect(self.close_for_now)
        self.discard_button.clicked.connect(self.ask_and_discard)
        for part in (self.form, self.sums):
            part.edited.connect(self._on_edited)
            part.finished.connect(lambda: self.judge() if self.is_open else None)
        self.part.edited.connect(self._on_edited)

    def _tell(self) -> None:
        order_no = str(self._order.values["order_no"]) if self._order else ""
        self._title.setText(EDITED_ORDER.said(order_no=order_no) if self._order else NEW_ORDER.said())
        for button, name, tip in (
            (self.save_button, SAVE, None),
            (self.close_button, LATER, LATER_TIP),
            (self.discard_button, THROW_AWAY, None),
        ):
            button.setText(name.said())
            button.setAccessibleName(name.said())
            button.setToolTip(tip.said() if tip else "")
        self.save_button.setToolTip("Ctrl+S")
        if self.is_open:
            self.judge()


@dataclass(frozen=True, slots=True)
class _Refused:
    """A field whose text was refused when the order was to be saved; it stays so until it is another."""

    field: str
    text: str
    error: DealerDeskError

    def sentence(self) -> str:
        """Why."""
        return str(self.error)


_FIELD_OF = {
    "order_no_taken": "order_no",
    "order_no_empty": "order_no",
    "date_in_empty": "date_in",
}
"""Refusals by the field that they speak of."""
