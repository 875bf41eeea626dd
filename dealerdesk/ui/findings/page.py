"""What an audit found, and closing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dealerdesk.domain.audits import AuditState, Fault
from dealerdesk.domain.messages import Message
from dealerdesk.ui.audits.actions import IS_CLOSED, RECOUNT_TO_PRINT
from dealerdesk.ui.commands import Command, always
from dealerdesk.ui.exporting import WORKBOOK
from dealerdesk.ui.files.page import SELECTED_COUNT
from dealerdesk.ui.findings.closing_view import AS_PDF, AS_WORKBOOK, CLOSE, ClosingView
from dealerdesk.ui.findings.comparison_view import ComparisonView
from dealerdesk.ui.findings.explaining import Explaining
from dealerdesk.ui.findings.head import COUNT_ON, FindingsHead
from dealerdesk.ui.findings.issuing import Issuing
from dealerdesk.ui.findings.known import Known, read_known
from dealerdesk.ui.findings.list_bar import COUNT_AGAIN, EXPLAIN_LISTED
from dealerdesk.ui.findings.list_view import AGAIN, FindingsList
from dealerdesk.ui.findings.pane import SAVE, SAVE_KEYS, SAVE_NEXT, SAVE_NEXT_KEYS, FindingPane, Mode
from dealerdesk.ui.findings.plain_list import PlainList
from dealerdesk.ui.findings.signing_off import SigningOff
from dealerdesk.ui.findings.tiles import UNEXPLAINED
from dealerdesk.ui.findings.typed import SIGNERS
from dealerdesk.ui.findings.views import LISTS, NAMES, View, view_of
from dealerdesk.ui.findings.worth_view import WorthView
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.page import Page, Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.printing.page import PDF
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.outcome_bar import OutcomeBar
from dealerdesk.ui.widgets.reading_order import enter

NOTHING_TO_SAVE = Message("ui.findings_nothing_to_save", "Choose what is to be explained first.")
NEXT_VIEW = Message("ui.findings_next_view", "Next part of the findings")
VIEW_BEFORE = Message("ui.findings_view_before", "Part of the findings before")
_KNOWN = "findings.known"


class FindingsPage(Page):
    """Shows `Place(FINDINGS, item=audit, words=view or fault)`."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._audit = 0
        self._stale = True
        self._is_reading = self._is_outdated = False
        self.known: Known | None = None
        self.head = FindingsHead()
        self.outcome = OutcomeBar()
        self.pane = FindingPane()
        self.lists = {view: FindingsList(view, workplace, self.pane) for view in LISTS}
        self.plain = {view: PlainList(view, workplace) for view in (View.MEANWHILE, View.BESIDE)}
        self.worth = WorthView(workplace, self.outcome)
        self.plain[View.WORTH] = self.worth.list
        self.comparison = ComparisonView(workplace)
        self.closing = ClosingView()
        self.explaining = Explaining(workplace, self.pane, self.outcome, self)
        self.signing_off = SigningOff(workplace, self.closing, self.outcome, lambda: self.known)
        self.issuing = Issuing(workplace, self.outcome, lambda: self.known, self)
        self._stack = QStackedWidget()
        self._views: dict[View, QWidget] = {
            **self.lists,
            **self.plain,
            View.WORTH: self.worth,
            View.COMPARISON: self.comparison,
            View.CLOSE: self.closing,
        }
        self._arrange()
        self._connect()

    # --- what the window asks -------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """The view in sight."""
        return View(self.head.tabs.chosen_key)

    @property
    def list(self) -> FindingsList | None:
        """The list of discrepancies in sight, if it is one."""
        return self.lists.get(self.view)

    def arrive(self, place: Place) -> None:
        """Show the findings of the audit `item` that the words of `place` name."""
        if place.item is not None and place.item != self._audit:
            self._show_audit(place.item)
        view, faults = view_of(place.words)
        if place.words == UNEXPLAINED:
            self.lists[View.ALL].narrow(frozenset(), unexplained=True)
        elif place.words in {*Fault, View.ALL.value}:
            self.lists[View.ALL].narrow(faults)
        if place.words or self._stale:
            self._choose(view if place.words else self.view)
        if self._stale:
            self._read()
            self.worth.look(self._audit)

    def here(self, place: Place) -> Place:
        """The place with the view that is shown."""
        return replace(place, item=self._audit or place.item, words=self._words())

    def leave(self) -> None:
        """What was typed is kept."""
        self.explaining.typed.keep_waiting()

    def take_focus(self) -> None:
        """Begin at the rows, or at what stands in their place."""
        listing = self.list
        target = self._stack if listing is None else listing.inside
        if not enter(target, Qt.FocusReason.OtherFocusReason):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """Tabs, what narrows the rows, rows, and what is beside them."""
        listing = self.list
        if listing is None:
            return (self.head.tabs, self._stack)
        parts = (self.head.tabs, listing.tiles, listing.bar, listing.table, self.pane)
        return [part for part in parts if part.isVisible()]

    def go_back(self) -> bool:
        """From the explanation back to the row; then leave out nothing any more."""
        if self.pane.mode in {Mode.MANY, Mode.ALL}:
            self.explaining.leave_many()
            return True
        focus, listing = self.focusWidget(), self.list
        if listing is not None and focus is not None and self.pane.isAncestorOf(focus):
            listing.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if self.outcome.isVisible():
            self.outcome.hide()
            return True
        if listing is not None and listing.is_narrowed:
            listing.widen()
            return True
        return False

    def commands(self) -> Sequence[Command]:
        """What can be done with the findings."""
        commands = [
            Command(SAVE_NEXT, self._save_next, SAVE_NEXT_KEYS, "check", self._why_not_save),
            Command(SAVE, partial(self.explaining.save, False), SAVE_KEYS, "floppy-disk", self._why_not_save),
            Command(EXPLAIN_LISTED, self.explaining.explain_all, "Ctrl+M", "files", self._why_not_all),
            Command(COUNT_AGAIN, self.count_again, "Ctrl+G", "arrow-clockwise", self._why_not_open),
            Command(COUNT_ON, self.count_on, "", "clipboard-text", self._why_not_open),
            Command(AS_PDF, partial(self.issuing.report, PDF), "Ctrl+P", "file-text", self.issuing.why_not),
            Command(
                AS_WORKBOOK,
                partial(self.issuing.report, WORKBOOK),
                "Ctrl+E",
                "file-xls",
                self.issuing.why_not,
            ),
            Command(
                RECOUNT_TO_PRINT, partial(self.issuing.recount_sheet, PDF), "", "printer", self._why_not_open
            ),
            Command(CLOSE, self.signing_off.close_audit, "", "seal-check", self.closing.why_not),
            Command(AGAIN, self._read, "", "arrow-clockwise"),
            Command(NEXT_VIEW, partial(self._step, 1), "Ctrl+PgDown", "caret-right"),
            Command(VIEW_BEFORE, partial(self._step, -1), "Ctrl+PgUp", "caret-left"),
        ]
        for number, view in enumerate(View, start=1):
            why_not = self.head.why_not_worth if view is View.WORTH else always
            commands.append(
                Command(NAMES[view], partial(self._go_to, view), f"Alt+{number}", "files", why_not)
            )
        return commands

    # --- what a person does ---------------------------------------------------------------------------

    def count_on(self) -> None:
        """Go on counting."""
        self.workplace.go(Place(PageName.COUNTING, item=self._audit))

    def count_again(self) -> None:
        """Count the folder at hand once more."""
        listing = self.list
        row = listing.row if listing is not None else None
        self.workplace.go(
            Place(PageName.COUNTING, item=self._audit, words=(row.file_no or row.code) if row else "")
        )

    # --- what is shown --------------------------------------------------------------------------------

    def _show_audit(self, audit_id: int) -> None:
        self._audit, self._stale, self.known = audit_id, True, None
        self.head.show_known(None)
        self.outcome.hide()
        for listing in self.lists.values():
            listing.show_audit(audit_id)
        for plain in self.plain.values():
            plain.show_audit()
        self.comparison.show_audit()
        self.explaining.typed.open(audit_id)

    def _read(self) -> None:
        """Read the audit anew, and what is in sight."""
        self._stale, self._is_reading, self._is_outdated = False, True, False
        read = partial(read_known, self.workplace.desk, self._audit)
        self.workplace.tasks.read(_KNOWN, read, self._on_known, self._on_unreadable)
        self._look()

    def _look(self) -> None:
        view = self.view
        if view in self.lists:
            self.lists[view].look()
        elif view is View.WORTH:
            self.worth.look(self._audit)
        elif view in self.plain:
            self.plain[view].look(self._audit)
        elif view is View.COMPARISON:
            self.comparison.look(self._audit)

    def _on_read(self) -> None:
        """Read once more where something was committed meanwhile."""
        self._is_reading = False
        if self._is_outdated:
            self._on_committed()

    def _on_known(self, known: Known) -> None:
        is_first, self.known = self.known is None, known
        self.head.show_known(known)
        for listing in self.lists.values():
            listing.show_known(known)
        self.explaining.show_known(known)
        self.closing.show_known(known)
        self.comparison.show_closed(closed=known.is_closed)
        if is_first:
            self.closing.signing.show_texts(self.explaining.typed.texts(SIGNERS) or {"first": known.user})
            self.explaining.show()
        self._tell_unsaved()
        self.commands_changed.emit()
        self._on_read()

    def _on_unreadable(self, error: Exception) -> None:
        self._stale = True
        for listing in self.lists.values():
            listing.show_failed(error)
        self._on_read()

    def _choose(self, view: View) -> None:
        """Bring a view into sight."""
        self.head.choose(view)
        self._stack.setCurrentWidget(self._views[view])
        listing = self.lists.get(view)
        if listing is not None:
            listing.take_pane()
        self.explaining.use(listing)
        self.counted.emit(listing.bar.said if listing is not None else "", "")
        self._tell_unsaved()
        if not self._stale:
            self._look()
        self.commands_changed.emit()

    def _go_to(self, view: View) -> None:
        self._choose(view)
        self.take_focus()

    def _step(self, steps: int) -> None:
        views = self.head.views
        self._go_to(views[(views.index(self.view) + steps) % len(views)])

    def _words(self) -> str:
        view, tiles = self.view, self.lists[View.ALL].tiles
        if view is View.ALL and len(tiles.faults) == 1:
            return next(iter(tiles.faults)).value
        return UNEXPLAINED if view is View.ALL and tiles.is_unexplained else view.value

    # --- what happens ---------------------------------------------------------------------------------

    def _on_signing_ended(self, is_closed: bool) -> None:  # a slot
        if is_closed:
            self.explaining.typed.forget(SIGNERS)
        self._read()

    def _on_committed(self) -> None:
        if not self.isVisible():
            self._stale = True
        elif self._is_reading:
            # While others count, commits come faster than they are read.
            self._is_outdated = True
        else:
            self._read()

    def _on_rows_asked(self, words: str) -> None:
        self.workplace.go(Place(PageName.FINDINGS, item=self._audit, words=words))

    def _on_audit_rows_asked(self, audit_id: int, words: str) -> None:
        self.workplace.go(Place(PageName.FINDINGS, item=audit_id, words=words))

    def _on_file_asked(self, file_no: str) -> None:
        self.workplace.go(Place(PageName.FILES, words=file_no))

    def _on_looked_at(self, listing: FindingsList) -> None:
        if listing is self.list:
            if self.hasFocus():
                self.take_focus()
            self.explaining.show()
            chosen = listing.table.chosen_count
            words = SELECTED_COUNT.said(number=shown_number(chosen), count=chosen) if chosen > 1 else ""
            self.counted.emit(listing.bar.said, words)

    def _on_signers_typed(self) -> None:
        self.explaining.typed.write(SIGNERS, self.closing.signing.texts)

    def _tell_unsaved(self) -> None:
        self.closing.show_unsaved(self.explaining.unsaved)

    def _save_next(self) -> None:
        if self.view is View.CLOSE:
            self.signing_off.close_audit()
        else:
            self.explaining.save(True)

    def _why_not_open(self) -> Message | None:
        known = self.known
        return None if known is not None and known.detail.audit.state is AuditState.OPEN else IS_CLOSED

    def _why_not_save(self) -> Message | None:
        nothing = self.view is not View.CLOSE and (self.list is None or self.pane.mode is Mode.NONE)
        return self._why_not_open() or (NOTHING_TO_SAVE if nothing else None)

    def _why_not_all(self) -> Message | None:
        return self._why_not_open() or (NOTHING_TO_SAVE if self.list is None else None)

    def _arrange(self) -> None:
        self.pane.setMinimumWidth(m.PREVIEW_WIDTH)
        self.pane.setMaximumWidth(m.PREVIEW_WIDEST)
        for view in self._views.values():
            self._stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.outcome)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        feed = self.workplace.feed
        feed.committed.connect(lambda _change: self._on_committed())
        feed.changed_elsewhere.connect(self._on_committed)
        self.workplace.undoing.said.connect(lambda _said: self.outcome.hide())
        self.head.back_asked.connect(lambda: self.workplace.go(Place(PageName.AUDITS)))
        self.head.count_asked.connect(self.count_on)
        self.head.picked.connect(lambda key: self._choose(View(key)))
        for listing in self.lists.values():
            listing.looked_at.connect(partial(self._on_looked_at, listing))
            listing.opened.connect(self.explaining.begin)
            listing.again_asked.connect(self._read)
            listing.bar.explain.clicked.connect(self.explaining.explain_all)
            listing.bar.again.clicked.connect(self.count_again)
            listing.bar.sheet.clicked.connect(partial(self._on_sheet_asked, listing))
        for view, plain in self.plain.items():
            plain.counted.connect(partial(self.head.show_count, view))
            plain.opened.connect(self._on_file_asked)
        self.comparison.rows_asked.connect(self._on_audit_rows_asked)
        self.comparison.opened.connect(lambda file_id: self.workplace.go(Place(PageName.FILE, file_id)))
        self.closing.rows_asked.connect(self._on_rows_asked)
        self.closing.close_asked.connect(self.signing_off.close_audit)
        self.signing_off.ended.connect(self._on_signing_ended)
        self.closing.edited.connect(self._on_signers_typed)
        self.closing.pdf_button.clicked.connect(lambda: self.issuing.report(PDF))
        self.closing.workbook_button.clicked.connect(lambda: self.issuing.report(WORKBOOK))
        self.explaining.typed.read.connect(self._on_draft_read)

    def _on_sheet_asked(self, listing: FindingsList) -> None:
        self.issuing.offer_recount(listing.bar.sheet)

    def _on_draft_read(self) -> None:
        typed = self.explaining.typed.texts(SIGNERS)
        if typed and self.known is not None:
            self.closing.signing.show_texts(typed)
        self._tell_unsaved()
