"""A list of discrepancies with the chosen one beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dealerdesk.domain.audit_findings import DiscrepancyFilter, DiscrepancyKey, shelf_of
from dealerdesk.domain.audits import Fault
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import Discrepancy, Findings
from dealerdesk.ui.errors import error_for_people
from dealerdesk.ui.findings.columns import DISCREPANCIES, MISSING
from dealerdesk.ui.findings.known import Known
from dealerdesk.ui.findings.list_bar import ListBar
from dealerdesk.ui.findings.pane import FindingPane
from dealerdesk.ui.findings.tiles import Tiles
from dealerdesk.ui.findings.views import FAULTS, View
from dealerdesk.ui.findings.window_model import Source, WindowModel
from dealerdesk.ui.findings.window_table import WindowTable
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.message_page import MessagePage

LIST = Message("ui.findings_list", "Discrepancies: Enter explains the chosen one")
LOADING = Message("ui.findings_loading", "Reading the findings …")
FAILED = Message("ui.findings_failed", "The findings could not be read")
AGAIN = Message("ui.findings_read_again", "Read again")
NONE_AT_ALL = Message("ui.findings_none", "Everything is in order")
NONE_HINT = Message(
    "ui.findings_none_hint", "Nothing that was counted so far differs from what the record expects."
)
NONE_LEFT = Message("ui.findings_none_left", "Every folder is found")
NONE_LEFT_HINT = Message("ui.findings_none_left_hint", "Nobody has to look for any folder any more.")
NONE_RECOUNT = Message("ui.findings_none_recount", "Nothing has to be counted again")
NONE_RECOUNT_HINT = Message(
    "ui.findings_none_recount_hint", "No folder is missing, in the wrong cabinet, or counted in two ways."
)
NONE_FIT = Message("ui.findings_none_fit", "Nothing fits")
NONE_FIT_HINT = Message(
    "ui.findings_none_fit_hint",
    "Of all that is not in order, nothing has these words, this cabinet and kind.",
)
SHOW_ALL = Message("ui.findings_show_all", "Show all")
_NONE = {
    View.ALL: (NONE_AT_ALL, NONE_HINT),
    View.LEFT: (NONE_LEFT, NONE_LEFT_HINT),
    View.RECOUNT: (NONE_RECOUNT, NONE_RECOUNT_HINT),
}


class FindingsList(QWidget):
    """Lists what `view` holds of an audit; `looked_at` tells that the pane is to show something else.

    `opened` tells that the row at hand is to be explained.
    """

    looked_at = Signal()
    opened = Signal()
    again_asked = Signal()

    def __init__(
        self, view: View, workplace: Workplace, pane: FindingPane, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.view = view
        self._workplace = workplace
        self._audit = 0
        self._error: DealerDeskError | None = None
        self.tiles = Tiles()
        self.bar = ListBar(view)
        self.model = WindowModel(
            MISSING if view is View.LEFT else DISCREPANCIES,
            workplace.tasks,
            f"findings.{view.value}",
            self.show_failed,
            self,
        )
        self.table = WindowTable(self.model, LIST, several=True)
        self.pane = pane
        self._loading, self._empty = MessagePage("clipboard-text"), MessagePage("check-circle", "ok")
        self._failed = MessagePage("warning-circle", "bad")
        self.again_button = self._failed.add_button(filled=True)
        self.all_button = self._empty.add_button()
        self._stack = QStackedWidget()
        self._both = QWidget()
        self._arrange()
        self._connect()
        retell(self, self._tell)

    @property
    def said_instead(self) -> str:
        """What is said in the place of rows; empty while there are some."""
        page = self._stack.currentWidget()
        return page.text if isinstance(page, MessagePage) else ""

    @property
    def inside(self) -> QWidget:
        """The rows, or what stands in their place."""
        return self.table if self._stack.currentWidget() is self._both else self._stack

    @property
    def row(self) -> Discrepancy | None:
        """The discrepancy at hand."""
        found = self.table.row
        return found if isinstance(found, Discrepancy) else None

    @property
    def filter(self) -> DiscrepancyFilter:
        """What is listed."""
        return DiscrepancyFilter(
            faults=FAULTS[self.view] or self.tiles.faults,
            unexplained=self.view is View.ALL and self.tiles.is_unexplained,
            cabinet=self.bar.chosen_cabinet,
            words=self.bar.words,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether something of the view is left out."""
        return self.bar.is_narrowed or bool(
            self.view is View.ALL and (self.tiles.faults or self.tiles.is_unexplained)
        )

    def keys_chosen(self) -> Callable[[], Sequence[DiscrepancyKey]]:
        """What answers the keys of the chosen rows, off the UI thread."""
        return partial(_keys, self._workplace.desk.findings, self._audit, self.filter, self.table.ranges)

    def count_unexplained(self) -> int:
        """How much of what is listed nobody explained; asks the service."""
        wanted = replace(self.filter, unexplained=True)
        return self._workplace.desk.findings.listed(self._audit, wanted, 0, 0).total

    def keys_unexplained(self) -> Callable[[], Sequence[DiscrepancyKey]]:
        """What answers the keys of all that is listed and not explained, off the UI thread."""
        wanted = replace(self.filter, unexplained=True)
        return partial(_keys, self._workplace.desk.findings, self._audit, wanted, None)

    def show_audit(self, audit_id: int) -> None:
        """List the findings of another audit, all of them."""
        self._audit, self._error = audit_id, None
        self.tiles.choose(frozenset())
        self.bar.widen()
        self.bar.show_count(None)
        self.model.forget()
        self._show_page(self._loading)

    def narrow(self, faults: frozenset[Fault], *, unexplained: bool = False) -> None:
        """List these only."""
        self.tiles.choose(faults, unexplained=unexplained)
        self.bar.widen()

    def look(self) -> None:
        """Read anew what is listed."""
        if not self._audit:
            return
        wanted, findings, audit = self.filter, self._workplace.desk.findings, self._audit

        def read(start: int, count: int) -> tuple[int, Sequence[Discrepancy]]:
            window = findings.listed(audit, wanted, start, count)
            return window.total, window.rows

        self.model.list_rows(Source((audit, wanted), read, lambda row: row.key, _group))

    def show_known(self, known: Known) -> None:
        """Show the figures of the audit."""
        self.tiles.show_tallies(known.tallies)
        self.bar.show_cabinets(known.cabinets)
        self.bar.show_unexplained(known.unexplained)
        self.bar.show_closed(closed=known.is_closed)

    def show_failed(self, error: Exception) -> None:
        """Say why nothing can be listed."""
        self._error = error_for_people(error)
        self._show_page(self._failed)
        self._tell()

    def widen(self) -> None:
        """List everything of the view again."""
        self.narrow(frozenset())
        self.look()

    def take_pane(self) -> None:
        """Let the pane stand beside this list."""
        self._row.addWidget(self.pane, 2)

    def _on_renewed(self, _is_same: bool) -> None:  # a slot
        self._error = None
        count = self.model.rowCount()
        self.bar.show_count(count)
        self._show_page(self._both if count else self._empty)
        self._tell()
        self.looked_at.emit()

    def _show_page(self, page: QWidget) -> None:
        if self._stack.currentWidget() is page:
            return
        focus = self.focusWidget()
        had_focus = focus is not None and focus.hasFocus() and self._stack.isAncestorOf(focus)
        self._stack.setCurrentWidget(page)
        if had_focus and page is self._both:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        self._row = QHBoxLayout(self._both)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.table, 5)
        for page in (self._loading, self._empty, self._failed, self._both):
            self._stack.addWidget(page)
        tiles = QHBoxLayout()
        tiles.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, 0)
        tiles.addWidget(self.tiles)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tiles)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self.tiles.setVisible(self.view is View.ALL)

    def _connect(self) -> None:
        self.model.renewed.connect(self._on_renewed)
        self.table.looked_at.connect(self.looked_at)
        self.table.selectionModel().selectionChanged.connect(lambda *_parts: self.looked_at.emit())
        self.table.opened.connect(self.opened)
        self.tiles.chosen.connect(self.look)
        self.bar.narrowed.connect(self.look)
        self.all_button.clicked.connect(self.widen)
        self.again_button.clicked.connect(self.again_asked)

    def _tell(self) -> None:
        self._loading.show_text(LOADING.said())
        title, hint = (NONE_FIT, NONE_FIT_HINT) if self.is_narrowed else _NONE[self.view]
        self._empty.show_text(title.said(), hint.said())
        self.all_button.setVisible(self.is_narrowed)
        self._failed.show_text(FAILED.said(), str(self._error) if self._error is not None else "")
        for button, name in ((self.again_button, AGAIN), (self.all_button, SHOW_ALL)):
            button.setText(name.said())
            button.setAccessibleName(name.said())


def _group(row: Discrepancy) -> str:
    return shelf_of(row.location)


def _keys(
    findings: Findings, audit_id: int, wanted: DiscrepancyFilter, ranges: Sequence[range] | None
) -> Sequence[DiscrepancyKey]:
    """The keys of some rows of a list, of all where `ranges` is None."""
    if ranges is None:
        ranges = (range(findings.listed(audit_id, wanted, 0, 0).total),)
    return [
        row.key for part in ranges for row in findings.listed(audit_id, wanted, part.start, len(part)).rows
    ]
