"""Closing an audit from its page: both names read, both people sure, the closing written and told."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import AuditRow
from dealerdesk.ui.dialogs import confirm
from dealerdesk.ui.findings.closing_view import CLOSE, ClosingView
from dealerdesk.ui.findings.known import Known
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.widgets.outcome_bar import OutcomeBar

SURE = Message(
    "ui.findings_sure",
    "Close the audit “{title}” under the names {first} and {second}? Nothing of it can be changed then.",
)
CLOSED_NOW = Message("ui.findings_closed_now", "The audit “{title}” is closed.")


class SigningOff(QObject):
    """Closes what `known` tells of; `ended` tells whether it is closed, or was refused."""

    ended = Signal(bool)

    def __init__(
        self, workplace: Workplace, closing: ClosingView, bar: OutcomeBar, known: Callable[[], Known | None]
    ) -> None:
        super().__init__(closing)
        self._workplace = workplace
        self._closing = closing
        self._bar = bar
        self._known = known

    def close_audit(self) -> None:
        """Ask whether both who are named are sure, then close the audit under their names."""
        known = self._known()
        if known is None or self._closing.why_not() is not None:
            return
        names = self._closing.signing.read()
        if names is None:
            return
        audit = known.detail.audit
        if not confirm(self._closing, SURE.said(title=audit.title, first=names[0], second=names[1]), CLOSE):
            return
        self._closing.show_busy(busy=True)
        close = partial(self._workplace.desk.audits.close, audit.id, names)
        self._workplace.tasks.write(close, self._on_closed, self._on_not_closed)

    def _on_closed(self, audit: AuditRow) -> None:
        self._closing.show_busy(busy=False)
        self._bar.show_outcome(partial(CLOSED_NOW.said, title=audit.title))
        self.ended.emit(True)

    def _on_not_closed(self, error: Exception) -> None:
        self._closing.show_busy(busy=False)
        self._workplace.fail(error)
        self.ended.emit(False)
