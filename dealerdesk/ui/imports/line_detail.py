"""What there is to say of the line at hand, below the table: only endless texts are cut."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.imports import CheckLine, Verdict
from dealerdesk.ui.imports.check_model import CheckModel
from dealerdesk.ui.imports.words import LOOKS
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.tips import shortened

BOTH = Message("ui.import_detail_both", "Row {row}, {field}: ours “{ours}”, Excel “{theirs}”. {reason}")
EXCEL_ALONE = Message("ui.import_detail_theirs", "Row {row}, {field}: Excel “{theirs}”. {reason}")
REASON_ALONE = Message("ui.import_detail", "Row {row}: {reason}")
KEYS_DECIDE = Message("ui.import_keys_decide", "1 keeps ours · 2 uses Excel · F2 edits")
KEYS_FIX = Message("ui.import_keys_fix", "F2 edits the cell")
_LONGEST_VALUE, _LONGEST_REASON = 80, 240
"""Letters of a cell, and of a reason, that are told: more would leave no room for the lines."""


class LineDetail(QFrame):
    """A strip of one or two lines."""

    def __init__(self, model: CheckModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "detail")
        self._model = model
        self._line: CheckLine | None = None
        self._sign = IconSign("", "text_2")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._keys = QLabel()
        self._keys.setProperty("text_kind", "caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, m.GAP_1, m.GAP_4, m.GAP_1)
        row.setSpacing(m.GAP_2)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._keys)
        self.setMinimumHeight(m.ROW)
        retell(self, self._tell)

    @property
    def text(self) -> str:
        """What is said."""
        return self._words.text()

    def show_line(self, line: CheckLine | None) -> None:
        """Say what there is to say of `line`."""
        if line != self._line:
            self._line = line
            self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Leave the keys to the help where there is little room."""
        super().resizeEvent(event)
        self._keys.setVisible(self.width() >= m.TWO_COLUMNS_FROM)

    def _tell(self) -> None:
        line = self._line
        if line is None:
            self._words.setText("")
            self._keys.setText("")
            self._sign.show_icon("", "text_2")
            return
        look = LOOKS[line.verdict]
        self._sign.show_icon(look.icon, look.role)
        words = REASON_ALONE if line.code is None else EXCEL_ALONE if line.ours is None else BOTH
        self._words.setText(
            words.said(
                row=line.row,
                field=self._model.field_name(line),
                ours=shortened(line.ours or "", _LONGEST_VALUE),
                theirs=shortened(line.theirs or "", _LONGEST_VALUE),
                reason=shortened(line.reason, _LONGEST_REASON),
            )
        )
        keys = KEYS_DECIDE if line.can_decide else KEYS_FIX if _can_mend(line) else None
        self._keys.setText(keys.said() if keys else "")


def _can_mend(line: CheckLine) -> bool:
    return line.can_fix and line.verdict in {Verdict.REFUSED, Verdict.LEFT_OUT, Verdict.WARNING}
