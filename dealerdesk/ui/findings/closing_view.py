"""Signing an audit off: what blocks it, what it means, two names; then the fingerprint and the report."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.audits import Fault
from dealerdesk.domain.messages import Message
from dealerdesk.ui.audits.actions import IS_CLOSED
from dealerdesk.ui.findings.known import Known
from dealerdesk.ui.findings.points import Point, Points
from dealerdesk.ui.findings.signing import Signing
from dealerdesk.ui.findings.tiles import UNEXPLAINED
from dealerdesk.ui.formats import shown_moment
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.theme.look import text_font
from dealerdesk.ui.widgets.upright_scroll import UprightScroll

BEFORE = Message("ui.findings_before_closing", "Before it is signed")
NOT_EXPLAINED = Message(
    "ui.findings_block_unexplained",
    "{count} discrepancy is not explained yet. Give it cause, action, responsible person and date.",
    "{count} discrepancies are not explained yet. Give each one cause, action, responsible person and date.",
)
EXPLAINED = Message(
    "ui.findings_explained",
    "The one discrepancy is explained.",
    "All {count} discrepancies are explained.",
)
IN_ORDER = Message("ui.findings_in_order", "Nothing is out of order.")
STILL_LEFT = Message(
    "ui.findings_still_left",
    "{count} folder is left to find. It goes into the report as missing.",
    "{count} folders are left to find. They go into the report as missing.",
)
ALL_FOUND = Message("ui.findings_all_found", "Every folder is found.")
NOT_SAVED = Message(
    "ui.findings_not_saved",
    "{count} explanation is typed and not saved yet.",
    "{count} explanations are typed and not saved yet.",
)
MEANS = Message("ui.findings_closing_means", "What closing means")
MEANS_FINAL = Message(
    "ui.findings_closing_final",
    "Nobody changes anything of this audit any more: no scan, no tick, no explanation. It cannot be undone.",
)
MEANS_SEALED = Message(
    "ui.findings_closing_sealed",
    "All its rows get a fingerprint, which stands in the report. With it anybody can check later that "
    "nothing was changed.",
)
MEANS_RECORD = Message(
    "ui.findings_closing_record", "The vehicle files stay as they are, and can be corrected as always."
)
TWO_SIGN = Message("ui.findings_two_sign", "Two people sign")
CLOSE = Message("ui.findings_close", "Sign and close the audit")
BLOCKED = Message("ui.findings_blocked", "Explain first what is not in order.")
SIGNED = Message("ui.findings_signed", "Signed")
SIGNED_BY = Message("ui.findings_signed_by", "{name}, {moment}")
FINGERPRINT = Message("ui.findings_fingerprint", "Fingerprint of all its rows")
FINGERPRINT_HINT = Message(
    "ui.findings_fingerprint_hint",
    "It stands in the report. “Check a report” among the audits tells whether the rows are still those that "
    "were signed.",
)
COPY = Message("ui.findings_copy", "Copy the fingerprint")
REPORT = Message("ui.findings_report", "Report")
PROVISIONAL = Message("ui.findings_provisional", "While the audit is open, the report says “provisional”.")
AS_PDF = Message("ui.findings_report_pdf", "Report as PDF …")
AS_WORKBOOK = Message("ui.findings_report_xlsx", "Report as Excel …")
_GROUP = 8


class ClosingView(QWidget):
    """`close_asked` tells that both names are typed and somebody wants to close.

    `rows_asked` carries the words of the rows that block it; the report's buttons are to be connected.
    """

    close_asked = Signal()
    rows_asked = Signal(str)
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: Known | None = None
        self._unsaved = 0
        self._is_busy = False
        self.points = Points()
        self._meaning = Points()
        self.signing = Signing()
        self.close_button = QPushButton()
        self.close_button.setProperty("look", "filled")
        self.close_button.setIcon(icon("seal-check", "on_filled"))
        self.copy_button = QPushButton()
        self.copy_button.setProperty("look", "square")
        self.copy_button.setIcon(icon("copy"))
        self.pdf_button, self.workbook_button = QPushButton(), QPushButton()
        self.pdf_button.setIcon(icon("file-text"))
        self.workbook_button.setIcon(icon("file-xls"))
        self._titles = {
            name: _words("section") for name in (BEFORE, MEANS, TWO_SIGN, SIGNED, FINGERPRINT, REPORT)
        }
        self._signatures, self._seal = Points(), _words("plain")
        self._seal.setWordWrap(False)
        self._seal.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._hint, self._provisional = _words("second"), _words("second")
        self._left, self._right = QWidget(), QWidget()
        self._stacks = (QVBoxLayout(self._left), QVBoxLayout(self._right))
        self._across = 0
        self._arrange()
        self.close_button.clicked.connect(self.close_asked)
        self.copy_button.clicked.connect(self._copy)
        self.signing.done.connect(self.close_asked)
        self.signing.edited.connect(self.edited)
        self.points.asked.connect(self.rows_asked)
        retell(self, self._tell)

    @property
    def said(self) -> str:
        """What stands against closing, or who has signed and the fingerprint."""
        if self._known is not None and self._known.is_closed:
            return f"{self._signatures.said}\n{self._seal.text()}"
        return self.points.said

    def why_not(self) -> Message | None:
        """What stands against closing, as far as names have nothing to do with it."""
        known = self._known
        if known is not None and known.is_closed:
            return IS_CLOSED
        return BLOCKED if known is None or known.unexplained or self._is_busy else None

    def show_known(self, known: Known) -> None:
        """Show where the audit stands."""
        self._known = known
        self.signing.offer(known.people)
        self._tell()

    def show_unsaved(self, count: int) -> None:
        """Say how many explanations are typed and not saved."""
        if count != self._unsaved:
            self._unsaved = count
            self._tell()

    def show_busy(self, *, busy: bool) -> None:
        """While it is being closed nothing can be pressed."""
        self._is_busy = busy
        self._tell()

    def _copy(self) -> None:
        known = self._known
        if known is not None and known.detail.audit.fingerprint:
            QGuiApplication.clipboard().setText(known.detail.audit.fingerprint)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Two columns of cards where there is room."""
        super().resizeEvent(event)
        self._place(2 if self.width() >= m.TWO_COLUMNS_FROM else 1)

    def _place(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for column, cards in enumerate(self._columns):
            for card in cards:
                self._stacks[min(column, across - 1)].addWidget(card)
        self._right.setVisible(across > 1)

    def _arrange(self) -> None:
        seal = QHBoxLayout()
        seal.setSpacing(m.GAP_3)
        seal.addWidget(self._seal)
        seal.addWidget(self.copy_button)
        seal.addStretch(1)
        reports = QHBoxLayout()
        reports.setSpacing(m.GAP_2)
        reports.addWidget(self.pdf_button)
        reports.addWidget(self.workbook_button)
        reports.addStretch(1)
        titles = self._titles
        self._open_cards = (
            _card(titles[BEFORE], self.points),
            _card(titles[TWO_SIGN], self.signing, _right(self.close_button)),
            _card(titles[MEANS], self._meaning),
        )
        self._closed_cards = (
            _card(titles[SIGNED], self._signatures),
            _card(titles[FINGERPRINT], seal, self._hint),
        )
        report = _card(titles[REPORT], self._provisional, reports)
        left = (*self._open_cards[:2], *self._closed_cards)
        self._columns = (left, (self._open_cards[2], report))
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(m.GAP_4, m.GAP_4, m.GAP_4, m.GAP_4)
        row.setSpacing(m.GAP_3)
        for part, stack in zip((self._left, self._right), self._stacks, strict=True):
            stack.setContentsMargins(0, 0, 0, 0)
            stack.setSpacing(m.GAP_3)
            row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(UprightScroll(inner))
        self._place(1)

    def _tell(self) -> None:
        known = self._known
        for title, words in self._titles.items():
            words.setText(title.said())
        self._meaning.show_points(
            [
                Point(name, role, message.said())
                for name, role, message in (
                    ("lock", "text_2", MEANS_FINAL),
                    ("shield-check", "text_2", MEANS_SEALED),
                    ("pencil-simple", "text_2", MEANS_RECORD),
                )
            ]
        )
        for button, name in (
            (self.close_button, CLOSE),
            (self.pdf_button, AS_PDF),
            (self.workbook_button, AS_WORKBOOK),
        ):
            button.setText(name.said())
            button.setAccessibleName(name.said())
        self.copy_button.setAccessibleName(COPY.said())
        self.copy_button.setToolTip(COPY.said())
        self._hint.setText(FINGERPRINT_HINT.said())
        self._provisional.setText(PROVISIONAL.said())
        closed = known is not None and known.is_closed
        for card in self._open_cards:
            card.setVisible(not closed)
        for card in self._closed_cards:
            card.setVisible(closed)
        self._provisional.setVisible(not closed)
        why = self.why_not()
        self.close_button.setEnabled(why is None)
        self.close_button.setToolTip(why.said() if why else "")
        if known is not None:
            self._tell_known(known)

    def _tell_known(self, known: Known) -> None:
        self.points.show_points(_points(known, self._unsaved))
        self._signatures.show_points(
            [
                Point("seal-check", "ok", SIGNED_BY.said(name=name, moment=shown_moment(at)))
                for name, at in known.detail.signatures
            ]
        )
        seal = known.detail.audit.fingerprint or ""
        groups = [seal[at : at + _GROUP] for at in range(0, len(seal), _GROUP)]
        half = len(groups) // 2
        self._seal.setFont(text_font(Text.VIN))
        self._seal.setText("\n".join((" ".join(groups[:half]), " ".join(groups[half:]))))


def _points(known: Known, unsaved: int) -> list[Point]:
    points = []
    if unsaved:
        points.append(Point("pencil-simple", "warn", NOT_SAVED.said(count=unsaved), "typed"))
    if known.unexplained:
        sentence = NOT_EXPLAINED.said(count=known.unexplained)
        points.append(Point("x-circle-fill", "bad", sentence, UNEXPLAINED))
    else:
        sentence = EXPLAINED.said(count=known.total) if known.total else IN_ORDER.said()
        points.append(Point("check-circle", "ok", sentence))
    missing = known.tallies[Fault.MISSING].count
    if missing:
        points.append(Point("info", "text_2", STILL_LEFT.said(count=missing), "left"))
    else:
        points.append(Point("check-circle", "ok", ALL_FOUND.said()))
    return points


def _words(kind: str) -> QLabel:
    words = QLabel()
    words.setProperty("text_kind", kind)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(True)
    return words


def _right(button: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(button)
    return row


def _card(*parts: QWidget | QHBoxLayout) -> QFrame:
    card = QFrame()
    card.setProperty("look", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_4)
    column.setSpacing(m.GAP_3)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    return card
