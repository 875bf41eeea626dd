"""The insurance policies of a file, to be read: kind, insurer, number, and how long they last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from dealerdesk.domain.fields import POLICY_KIND_LABELS, PolicyKind
from dealerdesk.domain.messages import Message
from dealerdesk.services.details import Values
from dealerdesk.ui.formats import label, shown_date
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.laying_out import take_out

NO_POLICIES = Message("ui.file.no_policies", "No policies recorded")
UNTIL = Message("ui.file.policy_until", "until {date}")
DAYS_LEFT = Message("ui.file.policy_days_left", "{count} day left", "{count} days left")
ENDED = Message("ui.file.policy_ended", "ended")
_SOON_DAYS = 90
_MOST = 6


class PoliciesCard(QFrame):
    """The newest policies first; those that ended stand last."""

    HEADING: ClassVar = Message("ui.file.card_policies", "Insurance policies")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._policies: Sequence[Values] = ()
        self._today = date.min
        self._title = QLabel()
        self._title.setProperty("text_kind", "section")
        self._none = QLabel()
        self._none.setProperty("text_kind", "caption")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(m.GAP_3)
        self._grid.setVerticalSpacing(m.GAP_1)
        self._grid.setColumnStretch(0, 1)
        self._cells: list[QLabel] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_3)
        column.setSpacing(m.GAP_2)
        column.addWidget(self._title)
        column.addWidget(self._none)
        column.addLayout(self._grid)
        retell(self, self._tell)

    def show_policies(self, policies: Sequence[Values], today: date) -> None:
        """Show `policies` as of `today`."""
        by_end = sorted(policies, key=lambda each: str(each["ends"] or ""), reverse=True)
        self._policies, self._today = by_end[:_MOST], today
        self._tell()

    def _tell(self) -> None:
        self._title.setText(self.HEADING.said())
        self._none.setText(NO_POLICIES.said())
        self._none.setVisible(not self._policies)
        for cell in self._cells:
            take_out(cell, self._grid)
        self._cells.clear()
        for row, policy in enumerate(self._policies):
            self._add_row(row, policy)

    def _add_row(self, row: int, policy: Values) -> None:
        ends = policy["ends"]
        kind = label(POLICY_KIND_LABELS[PolicyKind(str(policy["policy_kind"]))])
        words = " · ".join(str(part) for part in (kind, policy["insurer"], policy["policy_no"]) if part)
        until = UNTIL.said(date=shown_date(ends)) if isinstance(ends, date) else ""
        remark, look = _remark(ends if isinstance(ends, date) else None, self._today)
        for column, (text, text_kind) in enumerate(((words, "plain"), (until, "second"), (remark, look))):
            cell = QLabel(text)
            cell.setProperty("text_kind", text_kind)
            cell.setTextFormat(Qt.TextFormat.PlainText)
            cell.setWordWrap(column == 0)
            cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
            self._cells.append(cell)


def _remark(ends: date | None, today: date) -> tuple[str, str]:
    """How long a policy lasts, and the kind of text that says it."""
    if ends is None:
        return "", "caption"
    days = (ends - today).days
    if days < 0:
        return ENDED.said(), "missing"
    return DAYS_LEFT.said(count=days), "expiring" if days <= _SOON_DAYS else "caption"
