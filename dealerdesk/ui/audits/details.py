"""What is told of the chosen audit: what can be done, figures, scope and method, cabinets, signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.audits import AuditState, Scope
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import AuditDetail
from dealerdesk.services.audits.reporting import METHOD, SEED
from dealerdesk.ui.audits.cabinets import CabinetLine, CabinetsModel, CabinetsTable
from dealerdesk.ui.audits.progress import ProgressLine, parts_words
from dealerdesk.ui.audits.words import (
    STATE_SIGNS,
    STATE_WORDS,
    percent,
    progress_words,
    rate_words,
    scope_words,
    size_words,
)
from dealerdesk.ui.commands import WITH_KEYS, Command
from dealerdesk.ui.formats import shown_date, shown_moment, shown_number
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.section import line_between, words_of
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.painting import baseline_drop
from dealerdesk.ui.widgets.upright_scroll import UprightScroll

ABOUT = Message("ui.audit_about", "The chosen audit")
OPENED = Message("ui.audit_opened_on", "Opened {at} by {name}")
CLOSED = Message("ui.audit_closed_on", "Opened {at} by {name}, closed {closed}")
FIGURES = Message("ui.audit_figures", "Figures")
SCOPE = Message("ui.audit_scope", "Scope and method")
AS_OF = Message("ui.audit_as_of", "As of {date}")
IN_ORDER = Message("ui.audit_in_order", "{rate} of the folders are in order")
IN_ORDER_SO_FAR = Message("ui.audit_in_order_so_far", "{rate} of the folders are in order so far")
COUNTED = Message("ui.audit_folders_counted", "folders counted")
CABINETS = Message("ui.audit_cabinets", "Cabinets")
SIGNATURES = Message("ui.audit_signatures", "Signatures")
SIGNED = Message("ui.audit_signed", "{name}, {at}")
TWO_SIGN = Message("ui.audit_two_sign", "Two people sign when nothing is left unexplained.")
_COUNTS: Sequence[tuple[str, Message]] = (
    ("missing", Message("ui.audit_missing", "Not found")),
    ("misplaced", Message("ui.audit_misplaced", "Wrong cabinet")),
    ("conflicts", Message("ui.audit_conflicts", "Counters disagree")),
    ("papers", Message("ui.audit_papers", "Papers missing or unreadable")),
    ("scans", Message("ui.audit_scans", "Scans missing or unreadable")),
    ("cards", Message("ui.audit_cards", "Cards differ from the paper")),
    ("unknown", Message("ui.audit_unknown", "Not in the record")),
    ("archived", Message("ui.audit_archived", "Archived files")),
    ("discrepancies", Message("ui.audit_discrepancies", "Discrepancies in all")),
    ("unexplained", Message("ui.audit_unexplained_yet", "Not explained yet")),
)


@dataclass(frozen=True, slots=True)
class Told:
    """An audit, its cabinets, and the names that are known."""

    detail: AuditDetail
    cabinets: tuple[CabinetLine, ...]
    people: tuple[str, ...]


class DetailsPane(QFrame):
    """Shows a `Told`; `named` carries a cabinet and the name that somebody typed for it."""

    named = Signal(str, str)

    def __init__(self, commands: Sequence[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "preview")
        self._told: Told | None = None
        self.buttons = {
            command.name: _button(command, is_first=not at) for at, command in enumerate(commands)
        }
        self._commands: Mapping[Message, Command] = {command.name: command for command in commands}
        self._title, self._when = words_of("section", wraps=True), words_of("second", wraps=True)
        self._state, self._sign = words_of("strong"), IconSign("circle-half", "accent")
        self.progress = ProgressLine()
        self._counted, self._beside = words_of("figure"), words_of("second")
        self._parts, self._passed = words_of("caption", wraps=True), words_of("second", wraps=True)
        self._bounds = words_of("second", wraps=True)
        self._counts = {name: (words_of("second"), words_of("strong")) for name, _ in _COUNTS}
        self._scope = {
            name: words_of("second", wraps=True) for name in ("what", "as_of", "draw", "size", "how")
        }
        self._headings = {words: words_of("strong") for words in (FIGURES, SCOPE, CABINETS, SIGNATURES)}
        self.model = CabinetsModel(self)
        self.table = CabinetsTable(self.model)
        self._signed = words_of("second", wraps=True)
        self._arrange()
        self.model.named.connect(self.named)
        retell(self, self._tell)

    @property
    def audit_id(self) -> int | None:
        """Which audit is shown."""
        return self._told.detail.audit.id if self._told else None

    @property
    def text(self) -> str:
        """All that it says."""
        labels = (label for label in self.findChildren(QLabel) if label.isVisibleTo(self))
        return "\n".join(label.text() for label in labels if label.text())

    def show_told(self, told: Told | None) -> None:
        """Show another audit, or that something of it has changed."""
        self._told = told
        self._tell()

    def tell_commands(self) -> None:
        """Say of each button whether it can be used now."""
        for name, button in self.buttons.items():
            command = self._commands[name]
            reason = command.why_not()
            had_focus = button.hasFocus()
            button.setEnabled(reason is None)
            if had_focus and reason is not None:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            keys = WITH_KEYS.said(name=name, keys=command.shown_keys) if command.keys else name.said()
            button.setToolTip(reason.said() if reason else keys)

    def _arrange(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_4)
        column.setSpacing(m.GAP_1)
        column.addWidget(self._title)
        state = QHBoxLayout()
        state.setSpacing(m.GAP_1)
        state.addWidget(self._sign)
        state.addWidget(self._state, 1)
        column.addLayout(state)
        column.addWidget(self._when)
        column.addSpacing(m.GAP_2)
        buttons = QGridLayout()
        buttons.setSpacing(m.GAP_2)
        for at, button in enumerate(self.buttons.values()):
            buttons.addWidget(button, *divmod(at, 2))
        column.addLayout(buttons)
        figures = (self._how_far(), self.progress, self._parts, self._grid(), self._passed, self._bounds)
        self._add_part(column, FIGURES, *figures)
        self._add_part(column, CABINETS, self.table)
        self._add_part(column, SCOPE, *self._scope.values())
        self._add_part(column, SIGNATURES, self._signed)
        column.addStretch(1)
        scroll = UprightScroll(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(m.BORDER, 0, 0, 0)
        whole.addWidget(scroll)

    def _add_part(self, column: QVBoxLayout, heading: Message, *parts: QWidget) -> None:
        column.addSpacing(m.GAP_3)
        column.addWidget(line_between())
        column.addSpacing(m.GAP_2)
        column.addWidget(self._headings[heading])
        for part in parts:
            column.addWidget(part)

    def _how_far(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.GAP_2)
        row.addWidget(self._counted)
        row.addWidget(self._beside, 1)
        return holder

    def _grid(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, m.GAP_1, 0, 0)
        grid.setHorizontalSpacing(m.GAP_3)
        grid.setVerticalSpacing(m.GAP_1)
        grid.setColumnStretch(0, 1)
        for row, (name, number) in enumerate(self._counts.values()):
            grid.addWidget(name, row, 0)
            grid.addWidget(number, row, 1, Qt.AlignmentFlag.AlignRight)
        return holder

    def _tell(self) -> None:
        self.setAccessibleName(ABOUT.said())
        for words, heading in self._headings.items():
            heading.setText(words.said())
        for name, button in self.buttons.items():
            button.setText(name.said())
            button.setAccessibleName(name.said())
        self.tell_commands()
        if self._told is not None:
            self._tell_audit(self._told)

    def _tell_audit(self, told: Told) -> None:
        audit, found = told.detail.audit, told.detail.figures
        self._title.setText(audit.title)
        self._state.setText(STATE_WORDS[audit.state].said())
        self._sign.show_icon(*STATE_SIGNS[audit.state])
        moments = {"at": shown_date(audit.opened_at.date()), "name": audit.opened_by}
        if audit.closed_at is None:
            self._when.setText(OPENED.said(**moments))
        else:
            self._when.setText(CLOSED.said(**moments, closed=shown_date(audit.closed_at.date())))
        self._counted.setText(progress_words(found))
        self._beside.setText(COUNTED.said())
        self._beside.setContentsMargins(0, baseline_drop(Text.BODY, Text.PLATE), 0, 0)
        self.progress.show_figures(found)
        self._parts.setText(parts_words(found))
        in_order = IN_ORDER_SO_FAR if audit.state is AuditState.OPEN else IN_ORDER
        self._passed.setText(in_order.said(rate=percent(told.detail.rate.rate)))
        self._bounds.setText(rate_words(told.detail.rate))
        self._bounds.setVisible(audit.scope is Scope.SAMPLE)
        for attribute, message in _COUNTS:
            name, number = self._counts[attribute]
            count = getattr(found, attribute)
            name.setText(message.said())
            number.setText(shown_number(count))
            for part in (name, number):
                part.setVisible(bool(count) or attribute in {"missing", "discrepancies", "unexplained"})
        self._tell_scope(told)
        self.model.can_be_named = audit.state is AuditState.OPEN
        self.model.show_lines(told.cabinets)
        self.table.people = told.people
        self.table.setFixedHeight(self.table.sizeHint().height())
        self.table.fit_columns()
        signed = [SIGNED.said(name=name, at=shown_moment(at)) for name, at in told.detail.signatures]
        self._signed.setText("\n".join(signed) or TWO_SIGN.said())

    def _tell_scope(self, told: Told) -> None:
        audit, size = told.detail.audit, told.detail.figures.expected
        is_drawn = audit.seed is not None
        self._scope["what"].setText(scope_words(audit, size))
        self._scope["as_of"].setText(AS_OF.said(date=shown_date(audit.as_of)))
        numbers = {"size": shown_number(size), "population": shown_number(audit.population)}
        self._scope["draw"].setText(SEED.said(**numbers, seed=audit.seed) if is_drawn else "")
        self._scope["size"].setText(size_words(size, audit.population) if is_drawn else "")
        self._scope["how"].setText(METHOD.said())
        for name in ("draw", "size"):
            self._scope[name].setVisible(is_drawn)


def _button(command: Command, *, is_first: bool) -> QPushButton:
    button = QPushButton()
    button.setIcon(icon(command.icon, "on_filled" if is_first else "text_2"))
    if is_first:
        button.setProperty("look", "filled")
    button.setAutoDefault(True)
    button.clicked.connect(lambda _checked=False: command.run())
    return button
