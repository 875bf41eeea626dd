"""This audit beside the last one: figures with arrows, and what became of the folders that were missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.audit_findings import Compared, shelf_of
from dealerdesk.domain.audits import Fault, Figures
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import Comparison
from dealerdesk.ui.audits.words import percent
from dealerdesk.ui.errors import error_for_people
from dealerdesk.ui.findings.columns import LEFT
from dealerdesk.ui.findings.list_view import FAILED, LOADING
from dealerdesk.ui.findings.looks import LOOKS
from dealerdesk.ui.findings.window_model import Source, WindowModel
from dealerdesk.ui.findings.window_table import WindowTable
from dealerdesk.ui.formats import shown_date, shown_number
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.service.chips import Chips
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.message_page import MessagePage
from dealerdesk.ui.widgets.restyling import restyle
from dealerdesk.ui.widgets.upright_scroll import UprightScroll

BESIDE = Message("ui.compare_beside", "Beside “{title}”, closed on {date}")
NONE = Message("ui.compare_none", "There is no earlier audit of this kind")
NONE_HINT = Message(
    "ui.compare_none_hint", "Once an audit with the same scope is closed, the next one is set beside it."
)
THEN, NOW = Message("ui.compare_then", "Then"), Message("ui.compare_now", "Now")
EXPECTED = Message("ui.compare_expected", "Expected folders")
FOUND = Message("ui.compare_found", "Found")
IN_ORDER = Message("ui.compare_in_order", "In order")
RATE = Message("ui.compare_rate", "Share in order")
MORE = Message("ui.compare_more", "{count} more now", "{count} more now")
FEWER = Message("ui.compare_fewer", "{count} fewer now", "{count} fewer now")
SAME = Message("ui.compare_same", "the same")
POINTS_MORE = Message("ui.compare_points_more", "{points} points more")
POINTS_FEWER = Message("ui.compare_points_fewer", "{points} points fewer")
RUNNING = Message(
    "ui.compare_running", "This audit is still being counted: its figures change with every scan."
)
SHOW_ROWS = Message("ui.compare_show_rows", "{name}: {number}. Show these rows")
FOLDERS = Message("ui.compare_folders", "Folders that were or are missing")
NONE_OF_THESE = Message("ui.compare_none_of_these", "There is no such folder")
KINDS = {
    Compared.STILL_MISSING: Message("ui.compare_still_missing", "Still missing"),
    Compared.FOUND_AGAIN: Message("ui.compare_found_again", "Found again"),
    Compared.NEWLY_MISSING: Message("ui.compare_newly_missing", "Newly missing"),
    Compared.NO_LONGER_EXPECTED: Message("ui.compare_no_longer", "Missing then, not expected now"),
}
_COMPARED = "findings.comparison"


@dataclass(frozen=True, slots=True)
class _Line:
    """One figure; `fault` leads to its rows. More of it is `good`, bad, or (None) neither."""

    name: Message
    number: Callable[[Figures], int]
    good: bool | None
    fault: Fault | None = None


_LINES = (
    _Line(EXPECTED, lambda figures: figures.expected, None),
    _Line(FOUND, lambda figures: figures.counted, True),
    _Line(LOOKS[Fault.MISSING].name, lambda figures: figures.missing, False, Fault.MISSING),
    _Line(LOOKS[Fault.MISPLACED].name, lambda figures: figures.misplaced, False, Fault.MISPLACED),
    _Line(LOOKS[Fault.UNKNOWN].name, lambda figures: figures.unknown, False, Fault.UNKNOWN),
    _Line(LOOKS[Fault.ARCHIVED].name, lambda figures: figures.archived, False, Fault.ARCHIVED),
    _Line(LOOKS[Fault.CONFLICT].name, lambda figures: figures.conflicts, False, Fault.CONFLICT),
    _Line(LOOKS[Fault.PAPER].name, lambda figures: figures.papers, False, Fault.PAPER),
    _Line(LOOKS[Fault.SCAN].name, lambda figures: figures.scans, False, Fault.SCAN),
    _Line(LOOKS[Fault.CARD].name, lambda figures: figures.cards, False, Fault.CARD),
    _Line(IN_ORDER, lambda figures: figures.passed, True),
)


class ComparisonView(QWidget):
    """`rows_asked` carries an audit's id and a fault whose rows are wanted; `opened` a file's id."""

    rows_asked = Signal(int, str)
    opened = Signal(int)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._audit = 0
        self._error = ""
        self.comparison: Comparison | None = None
        self._lines = [_FigureLine(line) for line in _LINES]
        self.chips = Chips({what.value: name for what, name in KINDS.items()})
        self.model = WindowModel(LEFT, workplace.tasks, "findings.compared", self.show_failed, self)
        self.table = WindowTable(self.model, FOLDERS)
        self._title, self._folders = _words("section"), _words("section")
        self._running = _words("second")
        self._running.setWordWrap(True)
        self._headings = [_words("strong_caption") for _heading in (THEN, NOW)]
        self._rate = [_words(kind) for kind in ("second", "plain", "strong", "caption")]
        self._loading, self._none = MessagePage("clipboard-text"), MessagePage("equals")
        self._failed, self._no_rows = MessagePage("warning-circle", "bad"), MessagePage("check-circle", "ok")
        self._stack, self._rows = QStackedWidget(), QStackedWidget()
        self._both = QWidget()
        self._arrange()
        self.chips.picked.connect(lambda _key: self.look_at_rows())
        self.model.renewed.connect(self._on_rows)
        self.table.opened.connect(self._on_opened)
        for line in self._lines:
            line.then.clicked.connect(partial(self._ask_rows, line, is_then=True))
            line.now.clicked.connect(partial(self._ask_rows, line, is_then=False))
        retell(self, self._tell)

    @property
    def said(self) -> str:
        """All figures and what became of them, or what stands in their place."""
        page = self._stack.currentWidget()
        if isinstance(page, MessagePage):
            return page.text
        return "\n".join(line.said for line in self._lines)

    def links(self, fault: Fault) -> tuple[QPushButton, QPushButton]:
        """The two numbers of a kind of discrepancy: then and now."""
        line = next(line for line in self._lines if line.line.fault is fault)
        return line.then, line.now

    def show_audit(self) -> None:
        """Wait for another audit."""
        self.comparison = None
        self.model.forget()
        self._stack.setCurrentWidget(self._loading)

    def show_closed(self, *, closed: bool) -> None:
        """While the audit is open its figures are not final, and that is said."""
        self._running.setVisible(not closed)

    def look(self, audit_id: int) -> None:
        """Read both audits anew."""
        self._audit = audit_id
        findings = self._workplace.desk.findings
        self._workplace.tasks.read(
            _COMPARED, partial(findings.comparison, audit_id), self._on_compared, self.show_failed
        )

    def look_at_rows(self) -> None:
        """Read the folders of the chosen kind."""
        what, audit, findings = Compared(self.chips.chosen), self._audit, self._workplace.desk.findings

        def read(start: int, count: int) -> tuple[int, tuple[object, ...]]:
            window = findings.compared(audit, what, start, count)
            return window.total, window.rows

        self.model.list_rows(
            Source((audit, what), read, lambda row: row.entry_id, lambda row: shelf_of(row.location))
        )

    def show_failed(self, error: Exception) -> None:
        """Say why the audits cannot be compared."""
        self._error = str(error_for_people(error))
        self._stack.setCurrentWidget(self._failed)
        self._tell()

    def _on_compared(self, comparison: Comparison | None) -> None:
        is_first, self.comparison = self.comparison is None, comparison
        self._stack.setCurrentWidget(self._both if comparison else self._none)
        if comparison is not None:
            counts = comparison.counts
            if is_first and not counts[Compared(self.chips.chosen)]:
                self.chips.choose(next((what for what in Compared if counts[what]), Compared.STILL_MISSING))
            self.chips.show_counts({what.value: counts[what] for what in Compared}, shown=self._is_shown)
            self.look_at_rows()
        self._tell()

    def _is_shown(self, key: str) -> bool:
        counts = self.comparison.counts if self.comparison else {}
        return key != Compared.NO_LONGER_EXPECTED or bool(counts.get(Compared.NO_LONGER_EXPECTED))

    def _on_rows(self, _is_same: bool) -> None:  # a slot
        self._rows.setCurrentWidget(self.table if self.model.rowCount() else self._no_rows)

    def _on_opened(self) -> None:
        if self.table.row is not None:
            self.opened.emit(self.table.row.file_id)

    def _ask_rows(self, line: _FigureLine, _checked: bool = False, *, is_then: bool) -> None:
        if self.comparison is not None and line.line.fault is not None:
            audit = self.comparison.before.id if is_then else self._audit
            self.rows_asked.emit(audit, line.line.fault.value)

    def _arrange(self) -> None:
        card = self._card()
        left = QWidget()
        column_left = QVBoxLayout(left)
        column_left.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_4)
        column_left.setSpacing(m.GAP_3)
        column_left.addWidget(self._title)
        column_left.addWidget(card)
        column_left.addWidget(self._running)
        column_left.addStretch(1)
        scroll = UprightScroll(left)
        scroll.setMinimumWidth(m.PREVIEW_WIDEST)
        divider = QFrame()
        divider.setProperty("look", "divider")
        divider.setFixedWidth(m.BORDER)
        rows = QVBoxLayout()
        rows.setContentsMargins(0, m.GAP_3, 0, 0)
        rows.setSpacing(m.GAP_3)
        head = QVBoxLayout()
        head.setContentsMargins(m.GAP_4, 0, m.GAP_4, 0)
        head.setSpacing(m.GAP_3)
        head.addWidget(self._folders)
        head.addWidget(self.chips)
        rows.addLayout(head)
        self._rows.addWidget(self._no_rows)
        self._rows.addWidget(self.table)
        rows.addWidget(self._rows, 1)
        whole = QHBoxLayout(self._both)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 2)
        whole.addWidget(divider)
        whole.addLayout(rows, 3)
        for page in (self._loading, self._none, self._failed, self._both):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _card(self) -> QFrame:
        card = QFrame()
        card.setProperty("look", "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_3)
        grid.setHorizontalSpacing(m.GAP_4)
        grid.setVerticalSpacing(m.GAP_1)
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column, heading in enumerate(self._headings, start=1):
            heading.setAlignment(right)
            grid.addWidget(heading, 0, column)
        for row, line in enumerate(self._lines, start=1):
            for column, part in enumerate((line.name, line.then, line.now, line.sign, line.change)):
                grid.addWidget(
                    part, row, column, right if column in {1, 2} else Qt.AlignmentFlag.AlignVCenter
                )
            grid.setRowMinimumHeight(row, m.LIST_LINE)
        last = len(self._lines) + 1
        for column, part in zip((0, 1, 2, 4), self._rate, strict=True):
            grid.addWidget(part, last, column, right if column in {1, 2} else Qt.AlignmentFlag.AlignVCenter)
        grid.setRowMinimumHeight(last, m.LIST_LINE)
        return card

    def _tell(self) -> None:
        self._loading.show_text(LOADING.said())
        self._none.show_text(NONE.said(), NONE_HINT.said())
        self._failed.show_text(FAILED.said(), self._error)
        self._no_rows.show_text(NONE_OF_THESE.said())
        self._folders.setText(FOLDERS.said())
        for words, heading in zip(self._headings, (THEN, NOW), strict=True):
            words.setText(heading.said())
        comparison = self.comparison
        if comparison is None:
            return
        closed = comparison.before.closed_at
        date = shown_date(closed.date()) if closed else ""
        self._title.setText(BESIDE.said(title=comparison.before.title, date=date))
        self._running.setText(RUNNING.said())
        for line in self._lines:
            line.show_figures(comparison.figures_before, comparison.figures)
        then, now = comparison.rate_before.rate, comparison.rate.rate
        points = round(((now or 0) - (then or 0)) * 100, 1)
        message = POINTS_MORE if points > 0 else POINTS_FEWER
        change = message.said(points=f"{abs(points):.1f}") if points else SAME.said()
        for part, text in zip(self._rate, (RATE.said(), percent(then), percent(now), change), strict=True):
            part.setText(text)


class _FigureLine:
    """The widgets of one figure: name, then, now, and how it changed."""

    def __init__(self, line: _Line) -> None:
        self.line = line
        self.name = _words("second")
        self.then, self.now = QPushButton(), QPushButton()
        self.sign, self.change = IconSign("", "text_3"), _words("caption")

    @property
    def said(self) -> str:
        """The figure in one line."""
        return f"{self.name.text()} {self.then.text()} {self.now.text()} {self.change.text()}"

    def show_figures(self, before: Figures, after: Figures) -> None:
        """Show both numbers and the change."""
        then, now = self.line.number(before), self.line.number(after)
        name = self.line.name.said()
        self.name.setText(name)
        for button, number in ((self.then, then), (self.now, now)):
            button.setText(shown_number(number))
            leads = self.line.fault is not None and number > 0
            button.setEnabled(leads)
            # What leads nowhere is no link, but a number like those beside it.
            restyle(button, "look", "link" if leads else "number")
            told = SHOW_ROWS.said(name=name, number=shown_number(number)) if leads else ""
            button.setAccessibleName(told or f"{name} {shown_number(number)}")
            button.setToolTip(told)
        change = now - then
        role = "text_3"
        if change and self.line.good is not None:
            role = "ok" if (change > 0) == self.line.good else "bad"
        self.sign.show_icon("arrow-up" if change > 0 else "arrow-down" if change else "equals", role)
        words = (MORE if change > 0 else FEWER).said(count=abs(change)) if change else SAME.said()
        self.change.setText(words)


def _words(kind: str) -> QLabel:
    words = QLabel()
    words.setProperty("text_kind", kind)
    words.setTextFormat(Qt.TextFormat.PlainText)
    return words
