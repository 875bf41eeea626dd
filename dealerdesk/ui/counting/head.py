"""The head of the counting page: which audit it is, since when and by how many, and how far it is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dealerdesk.domain.audits import AuditState
from dealerdesk.domain.fields import Field, FieldType
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import Board
from dealerdesk.ui.audits.progress import ProgressLine
from dealerdesk.ui.audits.words import STATE_SIGNS, STATE_WORDS
from dealerdesk.ui.commands import WITH_KEYS
from dealerdesk.ui.counting.cabinets import CabinetTiles
from dealerdesk.ui.findings.suggestions import Suggestions
from dealerdesk.ui.formats import shown_date, shown_number
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.form import FieldInput
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.painting import rounded
from dealerdesk.ui.widgets.restyling import restyle

BACK = Message("ui.counting_back", "All audits")
TITLE = Message("ui.counting_title", "Counting")
BEGUN = Message("ui.counting_begun", "Started {date} by {name}")
COUNTERS = Message("ui.counting_counters", "{count} counter today", "{count} counters today")
SHEET = Message("ui.counting_sheet", "Count sheet")
REPORT = Message("ui.counting_report", "Report")
LISTS = Message("ui.counting_lists", "Show the lists, or the folder")
LISTS_KEYS = "F7"
PAUSE = Message("ui.counting_pause", "Pause")
PAUSE_TIP = Message(
    "ui.counting_pause_tip", "Everything is saved. Come back on any day, and go on where you stopped."
)
OF_FOLDERS = Message(
    "ui.counting_of_folders", "of {expected} folder scanned", "of {expected} folders scanned"
)
IN_ORDER = Message("ui.counting_in_order", "In order")
FAULTY = Message("ui.counting_faulty", "Discrepancy")
LEFT = Message("ui.counting_left", "Left")
COUNTED_BY = Field("counted_by", FieldType.TEXT, Message("ui.counting_who", "Who counts"))
WHO_TIP = Message("ui.counting_who_tip", "Who holds the scanner; nobody named: who works at this PC")
ME = Message("ui.counting_me", "Counted by me")
_BETWEEN = " · "
_WHO_WIDTH = 168


class CountingHead(QWidget):
    """`back_asked`, `sheet_asked`, `report_asked`, `pause_asked` tell what a person wants."""

    back_asked = Signal()
    sheet_asked = Signal()
    report_asked = Signal()
    pause_asked = Signal()
    counter_named = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board: Board | None = None
        self.back = QPushButton()
        self.back.setProperty("look", "icon")
        self.back.setIcon(icon("arrow-left"))
        self._title, self._state = ElidingLabel(kind="title"), QLabel()
        self._sign = IconSign("", "text_2")
        self._begun = ElidingLabel(kind="second")
        self.who = FieldInput(COUNTED_BY)
        self.who.setFixedWidth(_WHO_WIDTH)
        self.who.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self._people = Suggestions(self.who)
        self.lists = QPushButton()
        self.lists.setProperty("look", "icon")
        self.lists.setIcon(icon("sidebar-simple", on="accent"))
        self.lists.setCheckable(True)
        self.lists.hide()
        self.sheet, self.report, self.pause = QPushButton(), QPushButton(), QPushButton()
        for button, name in ((self.sheet, "printer"), (self.report, "export"), (self.pause, "pause")):
            button.setIcon(icon(name))
        self._arrange()
        self.back.clicked.connect(self.back_asked)
        self.sheet.clicked.connect(self.sheet_asked)
        self.report.clicked.connect(self.report_asked)
        self.pause.clicked.connect(self.pause_asked)
        self.who.finished.connect(self._on_named)
        retell(self, self._tell)

    @property
    def said(self) -> str:
        """Title, state, and since when."""
        return _BETWEEN.join((self._title.text, self._state.text(), self._begun.text))

    def show_board(self, board: Board | None) -> None:
        """Show an audit as it stands."""
        self._board = board
        self._tell()

    def show_people(self, people: tuple[str, ...], name: str) -> None:
        """Offer these names of counters, and show who counts now."""
        self._people.offer(people)
        self.who.show_text(name)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Narrow windows keep the title, and the pictures of the buttons."""
        super().resizeEvent(event)
        if (self.width() < m.TWO_COLUMNS_FROM) != (event.oldSize().width() < m.TWO_COLUMNS_FROM):
            self._tell()

    def _on_named(self) -> None:
        self.counter_named.emit(self.who.text.strip())

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_3, 0, m.GAP_4, 0)
        row.setSpacing(m.GAP_2)
        row.addWidget(self.back)
        row.addWidget(self._title, 2)
        row.addSpacing(m.GAP_2)
        row.addWidget(self._sign)
        row.addWidget(self._state)
        row.addSpacing(m.GAP_2)
        row.addWidget(self._begun, 3)
        row.addWidget(self.who)
        for button in (self.sheet, self.report, self.pause):
            row.addWidget(button)
        row.addWidget(self.lists)
        self.setFixedHeight(m.PAGE_HEAD)

    def _tell(self) -> None:
        board, is_narrow = self._board, self.width() < m.TWO_COLUMNS_FROM
        self.back.setAccessibleName(BACK.said())
        self.back.setToolTip(BACK.said())
        self.lists.setAccessibleName(LISTS.said())
        self.lists.setToolTip(WITH_KEYS.said(name=LISTS, keys=LISTS_KEYS))
        if isinstance(self.who.editor, QLineEdit):
            self.who.editor.setPlaceholderText(ME.said())
        self.who.editor.setAccessibleName(COUNTED_BY.label.said())
        self.who.editor.setToolTip(WHO_TIP.said())
        for button, words, tip in (
            (self.sheet, SHEET, WITH_KEYS.said(name=SHEET, keys="Ctrl+E")),
            (self.report, REPORT, WITH_KEYS.said(name=REPORT, keys="Ctrl+P")),
            (self.pause, PAUSE, PAUSE_TIP.said()),
        ):
            button.setText("" if is_narrow else words.said())
            button.setAccessibleName(words.said())
            button.setToolTip(tip)
        self._begun.setHidden(is_narrow)
        is_closed = board is not None and board.audit.state is AuditState.CLOSED
        for each in (self.who, self.sheet, self.pause):
            each.setHidden(is_closed)
        self._title.show_text(board.audit.title if board else TITLE.said())
        for part in (self._sign, self._state):
            part.setVisible(board is not None)
        if board is None:
            self._begun.show_text("")
            return
        name, role = STATE_SIGNS[board.audit.state]
        self._sign.show_icon(name, role)
        self._state.setText(STATE_WORDS[board.audit.state].said())
        restyle(self._state, "text_kind", f"strong_{role}")
        begun = BEGUN.said(date=shown_date(board.audit.opened_at.date()), name=board.audit.opened_by)
        today = COUNTERS.said(count=board.counters_today) if board.counters_today else ""
        self._begun.show_text(_BETWEEN.join(filter(None, (begun, today))))


class FiguresLine(QWidget):
    """How many folders are scanned, with a bar and its legend, beside the cabinets."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board: Board | None = None
        self._number, self._of = QLabel(), ElidingLabel(kind="second")
        self._number.setProperty("text_kind", "figure")
        self.bar = ProgressLine()
        self.tiles = CabinetTiles()
        self._legend = [_Part(role, name) for role, name in _LEGEND]
        upper = QHBoxLayout()
        upper.setSpacing(m.GAP_2)
        upper.addWidget(self._number)
        upper.addWidget(self._of, 1)
        for part in self._legend:
            upper.addWidget(part)
            upper.addSpacing(m.GAP_1)
        left = QVBoxLayout()
        left.setSpacing(m.GAP_1)
        left.addLayout(upper)
        left.addWidget(self.bar)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, 0, m.GAP_4, 0)
        row.setSpacing(m.GAP_5)
        row.addLayout(left, 1)
        row.addWidget(self.tiles, 1)
        retell(self, self._tell)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """In narrow windows the legend is told by its colours and its tips."""
        super().resizeEvent(event)
        if (self.width() < m.TWO_COLUMNS_FROM) != (event.oldSize().width() < m.TWO_COLUMNS_FROM):
            self._tell()

    @property
    def said(self) -> str:
        """The figures in words."""
        return f"{self._number.text()} {self._of.text}"

    def show_board(self, board: Board | None) -> None:
        """Show an audit as it stands."""
        self._board = board
        if board is not None:
            self.bar.show_figures(board.figures)
            self.tiles.show_cabinets(board.cabinets)
        self._tell()

    def _tell(self) -> None:
        board = self._board
        self._number.setText(shown_number(board.figures.counted) if board else "")
        self._of.show_text(
            OF_FOLDERS.said(count=board.figures.expected, expected=shown_number(board.figures.expected))
            if board
            else ""
        )
        counts = (board.in_order, board.faulty, board.left) if board else (0, 0, 0)
        for part, count in zip(self._legend, counts, strict=True):
            part.show_count(count, short=self.width() < m.TWO_COLUMNS_FROM)


class _Part(QWidget):
    """A colour of the bar, what it means, and of how many folders it tells."""

    def __init__(self, role: str, name: Message, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meaning = name
        self._name, self._number = QLabel(), QLabel()
        self._name.setProperty("text_kind", "caption")
        self._number.setProperty("text_kind", "strong_caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.GAP_1)
        for part in (_Dot(role), self._name, self._number):
            row.addWidget(part)

    def show_count(self, count: int, *, short: bool) -> None:
        """Show the number; a `short` one goes without its name, which the tip tells."""
        self._name.setText(self._meaning.said())
        self._name.setHidden(short)
        self._number.setText(shown_number(count))
        self.setToolTip(self._meaning.said())
        self.setAccessibleName(f"{self._meaning.said()} {shown_number(count)}")


_LEGEND = (("ok_fill", IN_ORDER), ("warn_fill", FAULTY), ("border", LEFT))


class _Dot(QWidget):
    """A small square in a colour of the bar."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self.setFixedSize(m.GAP_2, m.GAP_2)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw it."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(rounded(QRectF(self.rect()), 2), colours().of(self._role))
