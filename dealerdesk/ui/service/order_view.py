"""The chosen repair order: its lines, the documents of the visit, and what it adds up to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.documents import TYPE_LABELS, DocumentType
from dealerdesk.domain.messages import Message
from dealerdesk.domain.order_reading import LINE_TYPED
from dealerdesk.domain.values import text_of
from dealerdesk.services.details import DocumentDetail
from dealerdesk.services.orders import OrderEntry
from dealerdesk.ui.formats import label, shown_amount, shown_date, shown_moment, shown_number
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.service.columns import SEEMS_REPEAT
from dealerdesk.ui.service.figures import KILOMETRES
from dealerdesk.ui.service.lines_model import LinesModel
from dealerdesk.ui.service.lines_table import LinesView
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.laying_out import take_out
from dealerdesk.ui.widgets.upright_scroll import UprightScroll

LINES = Message("ui.order_lines", "{count} line", "{count} lines")
ADVISOR = Message("ui.order_by_advisor", "advisor {name}")
TECHNICIAN = Message("ui.order_by_technician", "technician {name}")
LEFT = Message("ui.order_left", "left {moment}")
CONSENTED = Message("ui.order_consented", "may be called")
NO_CONSENT = Message("ui.order_no_consent", "must not be called")
REPEAT_OF = Message("ui.order_is_repeat", "Repeats the repair {order_no}, which failed")
ON_PAPER = Message("ui.order_paper_there", "On paper")
PAPERS = Message("ui.order_papers", "Documents of this visit")
NO_PAPERS = Message("ui.order_no_papers", "This visit needs no documents")
ADD = Message("ui.order_add_paper", "Add")
ADD_NAMED = Message("ui.order_add_paper_named", "Add: {document}")
MISSING = Message("ui.order_paper_missing", "{document}, missing")
TOTALS = Message("ui.order_totals", "Totals")
LABOUR = Message("ui.order_labour", "Labour")
PARTS = Message("ui.order_parts", "Parts")
OTHER = Message("ui.order_other", "Other")
TOTAL = Message("ui.order_total", "Total")
SETTLED_AS = Message("ui.order_settled_as", "Settled {date}, {number}")
SETTLED_ON = Message("ui.order_settled_on", "Settled {date}")
NOT_SETTLED = Message("ui.order_not_settled", "Not settled yet")
LINES_NAME = Message("ui.order_lines_table", "Lines of {order_no}")
_SEPARATOR = " · "


class OrderView(QWidget):
    """Shows one order; `document_asked` carries the id of a document to go to, or None to add one."""

    document_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: OrderEntry | None = None
        self._number = QLabel()
        self._number.setProperty("text_kind", "strong")
        self._summary = ElidingLabel()
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(0)
        self._lines = LinesModel(self)
        self.table = LinesView(self._lines)
        self._papers = PapersPane()
        self._totals = TotalsPane()
        self._papers.document_asked.connect(self.document_asked)
        self._arrange()
        retell(self, self._tell)

    def show_entry(self, entry: OrderEntry) -> None:
        """Show `entry`."""
        self._entry = entry
        typed = [
            {code: text_of(field, line[code]) for code, field in LINE_TYPED.items()}
            for line in entry.detail.lines
        ]
        self._lines.show(typed, ends_blank=False)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Give the documents up where there is no room for them."""
        super().resizeEvent(event)
        self._papers.setVisible(self.width() >= m.ORDER_PANES)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(m.GAP_4, 0, m.GAP_2, 0)
        head.setSpacing(m.GAP_2)
        head.addWidget(self._number)
        head.addWidget(self._summary, 1)
        head.addLayout(self.buttons)
        strip = QWidget()
        strip.setLayout(head)
        strip.setFixedHeight(m.CONTROL + m.GAP_2)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(strip)
        left.addWidget(self.table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        for pane in (self._papers, self._totals):
            row.addWidget(_divider())
            row.addWidget(pane)

    def _tell(self) -> None:
        entry = self._entry
        if entry is None:
            return
        row = entry.row
        values = entry.detail.values
        facts = [
            shown_moment(row.date_in),
            KILOMETRES.said(number=shown_number(row.odometer)) if row.odometer is not None else "",
            ADVISOR.said(name=row.advisor) if row.advisor else "",
            TECHNICIAN.said(name=row.technician) if row.technician else "",
            LEFT.said(moment=shown_moment(row.date_out)) if row.date_out else "",
        ]
        facts.insert(-1, LINES.said(count=len(entry.detail.lines)))
        if values["order_consent"] is not None:
            facts.append((CONSENTED if values["order_consent"] else NO_CONSENT).said())
        self._number.setText(row.order_no)
        self._summary.show_text(_SEPARATOR.join(filter(None, facts)))
        self.table.setAccessibleName(LINES_NAME.said(order_no=row.order_no))
        self._papers.show_entry(entry)
        self._totals.show_entry(entry)


class PapersPane(QScrollArea):
    """The documents of a visit: those that are there, and those that are missing."""

    document_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(m.PAPERS_PANE)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_entry(self, entry: OrderEntry) -> None:
        """Show the documents of `entry`."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_3)
        column.setSpacing(m.GAP_1)
        title = QLabel(PAPERS.said())
        title.setProperty("text_kind", "strong")
        column.addWidget(title)
        held = {DocumentType(document.type): document for document in entry.documents}
        required = entry.row.papers.required
        kinds = [*required, *(kind for kind in DocumentType if kind in held and kind not in required)]
        for kind in kinds:
            is_missing = kind in entry.row.papers.missing
            column.addLayout(self._line(kind, held.get(kind), is_missing=is_missing))
        if not kinds:
            nothing = QLabel(NO_PAPERS.said())
            nothing.setProperty("text_kind", "second")
            nothing.setWordWrap(True)
            column.addWidget(nothing)
        column.addStretch(1)
        self.setWidget(inner)

    def _line(self, kind: DocumentType, document: DocumentDetail | None, *, is_missing: bool) -> QHBoxLayout:
        name = label(TYPE_LABELS[kind])
        row = QHBoxLayout()
        row.setSpacing(m.GAP_2)
        sign = IconSign("warning-circle-fill", "bad") if is_missing else IconSign("check-circle-fill", "ok")
        row.addWidget(sign)
        words = ElidingLabel()
        words.setFixedHeight(m.LIST_LINE)
        words.show_text(name)
        if is_missing:
            words.setAccessibleName(MISSING.said(document=name))
        row.addWidget(words, 1)
        button = QPushButton()
        button.setProperty("look", "link")
        button.setMaximumWidth(m.PAPERS_PANE // 2)
        shown = (
            document.scans[0].name if document and document.scans else document.number if document else None
        )
        target = document.id if document is not None else None
        button.setText(ADD.said() if is_missing or document is None else _short(shown or ON_PAPER.said()))
        button.setAccessibleName(ADD_NAMED.said(document=name) if is_missing else name)
        button.setToolTip(shown or "")
        button.clicked.connect(lambda: self.document_asked.emit(target))
        row.addWidget(button)
        return row


class TotalsPane(QWidget):
    """What an order adds up to, whether it is settled, and what is doubtful about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(m.TOTALS_PANE)
        self._title = QLabel()
        self._title.setProperty("text_kind", "strong")
        self._names = tuple(QLabel() for _ in range(4))
        self._amounts = tuple(QLabel() for _ in range(4))
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.GAP_2)
        grid.setVerticalSpacing(m.GAP_1)
        grid.setColumnStretch(1, 1)
        for place, (name, amount) in enumerate(zip(self._names, self._amounts, strict=True)):
            kind = "strong" if place == 3 else "second"
            for part in (name, amount):
                part.setProperty("text_kind", kind)
            amount.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(name, place + (place == 3), 0)
            grid.addWidget(amount, place + (place == 3), 1)
        line = QFrame()
        line.setProperty("look", "line")
        grid.addWidget(line, 3, 0, 1, 2)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(m.GAP_1)
        self._shown_notes: list[Note] = []
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_3)
        column.setSpacing(m.GAP_2)
        column.addWidget(self._title)
        column.addLayout(grid)
        column.addLayout(self._notes)
        column.addStretch(1)
        area = UprightScroll(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_entry(self, entry: OrderEntry) -> None:
        """Show the sums of `entry`."""
        row = entry.row
        self._title.setText(TOTALS.said())
        shown = ((LABOUR, row.labour), (PARTS, row.parts), (OTHER, row.other), (TOTAL, row.total))
        for name, amount, (message, number) in zip(self._names, self._amounts, shown, strict=True):
            name.setText(message.said())
            amount.setText(shown_amount(number) or "–")
        for note in self._shown_notes:
            take_out(note, self._notes)
        self._shown_notes = [Note(*said) for said in _notes(entry)]
        for note in self._shown_notes:
            self._notes.addWidget(note)


class Note(QWidget):
    """An icon and a sentence beside it."""

    def __init__(self, sign: str, role: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kinds = {"ok": "good", "warn": "doubt", "bad": "problem"}
        words = QLabel(sentence)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setProperty("text_kind", kinds.get(role, "caption"))
        words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.GAP_2)
        row.addWidget(IconSign(sign, role), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)


def _notes(entry: OrderEntry) -> list[tuple[str, str, str]]:
    row = entry.row
    if row.settled_on and row.settlement_no:
        said = SETTLED_AS.said(date=shown_date(row.settled_on), number=row.settlement_no)
    elif row.settled_on:
        said = SETTLED_ON.said(date=shown_date(row.settled_on))
    else:
        said = NOT_SETTLED.said()
    notes = [("check-circle-fill", "ok", said) if row.settled_on else ("wrench", "accent", said)]
    if row.repeat_of:
        notes.append(("arrows-clockwise", "warn", REPEAT_OF.said(order_no=row.repeat_of)))
    elif entry.seems_repeat_of:
        notes.append(("arrows-clockwise", "warn", SEEMS_REPEAT.said(order_no=entry.seems_repeat_of)))
    notes += [("warning-fill", "warn", doubt.finding.said()) for doubt in entry.doubts]
    return notes


def _short(name: str) -> str:
    most = 18
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _divider() -> QFrame:
    line = QFrame()
    line.setProperty("look", "divider")
    line.setFixedWidth(m.BORDER)
    return line
