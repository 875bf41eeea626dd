"""Whether a report fits the database: one clear verdict, and what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.audits import AuditState
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import AuditRow, Verified
from dealerdesk.services.audits.verifying import DOUBT_LABELS, Doubt
from dealerdesk.ui.formats import label, shown_date
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.section import words_of
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign

FITS = Message("ui.report_fits", "The report fits")
FITS_NOT = Message("ui.report_fits_not", "The report does not fit")
NOT_CHECKED = Message("ui.report_not_checked", "This cannot be checked")
FITS_CLOSED = Message(
    "ui.report_fits_closed",
    "It is the report of “{title}”, closed {date}. What stands in it and the rows of the audit are those "
    "that were signed.",
)
FITS_OPEN = Message(
    "ui.report_fits_open",
    "It is a provisional report of “{title}”. What stands in it fits the rows of the audit, which is still "
    "open.",
)
OF_AUDIT = Message("ui.report_of_audit", "It says that it is the report of “{title}”. But:")
OF_NO_AUDIT = Message("ui.report_of_no_audit", "It says that it is the report of audit {number}. But:")
WENT_ON = Message(
    "ui.report_went_on",
    "The audit is still open: counting goes on, and a provisional report fits only until the next scan.",
)
FILE = Message("ui.report_file", "{name} in {folder}")
ANOTHER = Message("ui.report_another", "Check another report …")
BACK = Message("ui.report_back", "Back to the audits")
SENTENCE = Message("ui.report_doubt", "{doubt}.")


class ReportCheck(QWidget):
    """Says what came of a check; `another_asked` wants another report, `back_asked` the list."""

    another_asked = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._path = Path()
        self._found: Verified | DealerDeskError | None = None
        self._audit: AuditRow | None = None
        self._sign = IconSign("check-circle", "ok", m.EMPTY_ICON)
        self._title, self._sentence = words_of("title"), words_of("second", wraps=True)
        self._file, self._remark = words_of("caption", wraps=True), words_of("second", wraps=True)
        self._doubts = [words_of("alarm", wraps=True) for _doubt in Doubt]
        self._box = QFrame()
        self._box.setProperty("look", "trouble")
        self.another, self.back = QPushButton(), QPushButton()
        self._arrange()
        self.another.clicked.connect(self.another_asked)
        self.back.clicked.connect(self.back_asked)
        retell(self, self._tell)

    @property
    def ok(self) -> bool:
        """Whether it says that the report fits."""
        return isinstance(self._found, Verified) and self._found.ok

    @property
    def text(self) -> str:
        """All that it says."""
        parts = (self._title, self._sentence, *self._doubts, self._remark, self._file)
        return "\n".join(part.text() for part in parts if part.isVisibleTo(self))

    def show_found(self, path: Path, found: Verified | DealerDeskError, audit: AuditRow | None) -> None:
        """Say what came of the check of `path`; `audit` is the one that the report names, if there is one."""
        self._path, self._found, self._audit = path, found, audit
        self._tell()

    def _arrange(self) -> None:
        middle = QWidget()
        middle.setMaximumWidth(m.DIALOGUE_WIDTH)
        column = QVBoxLayout(middle)
        column.setSpacing(m.GAP_2)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(m.GAP_1)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        inside = QVBoxLayout(self._box)
        inside.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_3)
        inside.setSpacing(m.GAP_2)
        for doubt in self._doubts:
            inside.addWidget(doubt)
        column.addWidget(self._box)
        column.addWidget(self._remark)
        column.addWidget(self._file)
        column.addSpacing(m.GAP_4)
        for words in (self._title, self._sentence, self._remark, self._file):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(m.GAP_3)
        buttons.addStretch(1)
        for button in (self.back, self.another):
            button.setAutoDefault(True)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.addStretch(1)
        whole.addLayout(row)
        whole.addStretch(1)

    def _tell(self) -> None:
        for button, name in ((self.another, ANOTHER), (self.back, BACK)):
            button.setText(name.said())
            button.setAccessibleName(name.said())
        found = self._found
        if found is None:
            return
        self._file.setText(FILE.said(name=self._path.name, folder=self._path.parent))
        if isinstance(found, DealerDeskError):
            self._show("warning-circle", "warn", NOT_CHECKED, str(found))
        elif found.ok:
            self._show("check-circle-fill", "ok", FITS, self._about_fitting())
        else:
            self._show("x-circle-fill", "bad", FITS_NOT, self._about_doubts(found), found.doubts)

    def _show(
        self, picture: str, role: str, title: Message, sentence: str, doubts: Sequence[Doubt] = ()
    ) -> None:
        self._sign.show_icon(picture, role)
        self._title.setText(title.said())
        self._sentence.setText(sentence)
        self.setAccessibleName(title.said())
        self._box.setVisible(bool(doubts))
        for at, words in enumerate(self._doubts):
            words.setVisible(at < len(doubts))
            if at < len(doubts):
                words.setText(SENTENCE.said(doubt=label(DOUBT_LABELS[doubts[at]])))
        goes_on = Doubt.ROWS in doubts and self._audit is not None and self._audit.state is AuditState.OPEN
        self._remark.setVisible(goes_on)
        self._remark.setText(WENT_ON.said())

    def _about_fitting(self) -> str:
        audit = self._audit
        if audit is None:
            return ""
        if audit.closed_at is None:
            return FITS_OPEN.said(title=audit.title)
        return FITS_CLOSED.said(title=audit.title, date=shown_date(audit.closed_at.date()))

    def _about_doubts(self, found: Verified) -> str:
        if self._audit is None:
            return OF_NO_AUDIT.said(number=found.audit)
        return OF_AUDIT.said(title=self._audit.title)
