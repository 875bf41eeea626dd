"""All audits, and what is to be done about the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.audits import AuditReminder, AuditState, Scope
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import AuditRow, SheetRead, Verified
from dealerdesk.ui.audits.actions import CHECK, CHECK_KEYS, NEW, NEW_KEYS, AuditActions
from dealerdesk.ui.audits.cabinets import CabinetLine
from dealerdesk.ui.audits.details import DetailsPane, Told
from dealerdesk.ui.audits.due_banner import DueBanner
from dealerdesk.ui.audits.model import AuditsModel, Listed
from dealerdesk.ui.audits.report_check import ReportCheck
from dealerdesk.ui.audits.sheet_result import SheetResult
from dealerdesk.ui.audits.table import AuditsTable
from dealerdesk.ui.commands import WITH_KEYS, Command
from dealerdesk.ui.doors import Desk
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.page import Page, Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.message_page import MessagePage
from dealerdesk.ui.widgets.painting import baseline_drop
from dealerdesk.ui.widgets.reading_order import enter

TITLE = Message("ui.audits_title", "Audits")
TABLE = Message("ui.audits_table", "All audits, newest first")
NUMBER = Message("ui.audits_number", "{number} audit", "{number} audits")
SELECTED = Message("ui.audits_selected", "{title} selected")
EMPTY = Message("ui.audits_empty", "No audit yet")
EMPTY_HINT = Message(
    "ui.audits_empty_hint",
    "Walk along the cabinet once a year, and know which folders, papers and scans are there.",
)
LOADING = Message("ui.audits_loading", "Loading the audits …")
PATIENCE_MS, RELOAD_MS = 300, 200
LIST_TOPIC, DETAIL_TOPIC = "audits.list", "audits.detail"


@dataclass(frozen=True, slots=True)
class _Found:
    rows: tuple[Listed, ...]
    due: AuditReminder


class AuditsPage(Page):
    """Lists all audits, and tells everything of the one that is chosen."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._found: _Found | None = None
        self._chosen: int | None = None
        self._list, self._stack = QWidget(), QStackedWidget()
        self.model = AuditsModel(self)
        self.table = AuditsTable(self.model)
        self.actions_ = AuditActions(workplace, self._row, self)
        self.pane = DetailsPane(self.actions_.of_audit)
        self.check, self.result = ReportCheck(), SheetResult()
        self.empty, self._loading = MessagePage("clipboard-text"), MessagePage("clipboard-text")
        self.empty_button = self.empty.add_button(filled=True)
        self.new_button, self.check_button = QPushButton(), QPushButton()
        self._title, self._count = QLabel(), QLabel()
        self.banner = DueBanner()
        self._head = QWidget()
        self._reload = QTimer(self)
        self._reload.setSingleShot(True)
        self._reload.setInterval(RELOAD_MS)
        self._arrange()
        self._connect()
        retell(self, self._tell)
        QTimer.singleShot(PATIENCE_MS, self, self._on_patience_ended)

    # --- what the window asks ---------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show the audits, with the one of `place` chosen."""
        if place.item is not None:
            self._chosen = place.item
        if self._stack.currentWidget() in {self.check, self.result}:
            self._show_list()
        self.read()
        self._tell_counted()

    def here(self, _place: Place) -> Place:
        """The page, with the audit that is chosen."""
        return Place(PageName.AUDITS, item=self._chosen)

    def take_focus(self) -> None:
        """Put the keyboard where a person begins."""
        goals: Sequence[tuple[QWidget, QWidget]] = (
            (self.check, self.check.back),
            (self.result, self.result.back),
            (self.empty, self.empty_button),
        )
        shown = self._stack.currentWidget()
        goal = next((goal for page, goal in goals if page is shown), self.table)
        enter(goal, Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """The banner, the list, and what is told of the chosen one."""
        panes = (self.banner, self.table, self.pane, self.empty, self.check, self.result)
        return [pane for pane in panes if pane.isVisible()]

    def go_back(self) -> bool:
        """From a result back to the list; then the message goes."""
        if self._stack.currentWidget() in {self.check, self.result}:
            self._show_list()
            return True
        if self.actions_.bar.isVisible():
            self.actions_.bar.hide()
            return True
        return False

    def commands(self) -> Sequence[Command]:
        """What can be done with the chosen audit, and with all."""
        return (*self.actions_.of_audit, *self.actions_.of_page)

    # --- what is read -----------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the audits anew."""
        self._reload.stop()
        self.workplace.tasks.read(LIST_TOPIC, partial(_read, self.workplace.desk), self._on_read, self._fail)

    def _on_read(self, found: _Found) -> None:
        self._found = found
        chosen = self._chosen
        self.model.show_rows(found.rows)
        if self._stack.currentWidget() not in {self.check, self.result}:
            self._show_list()
        row = self.model.row_of(chosen)
        if found.rows:
            self.table.choose(row or 0)
            self._read_detail()
        self.banner.show_due(found.due, self.workplace.desk.database.now().date(), self._running())
        self._tell()

    def _read_detail(self) -> None:
        row = self._row()
        if row is None:
            return
        read = partial(_told, self.workplace.desk, row.audit.id)
        self.workplace.tasks.read(DETAIL_TOPIC, read, self._on_told, self._fail)

    def _on_told(self, told: Told) -> None:
        self.pane.show_told(told)
        self.pane.show()

    def _on_chosen(self, row: int) -> None:
        if row < 0:
            return
        before, self._chosen = self._chosen, self.model.rows[row].audit.id
        if self._chosen != before or self.pane.audit_id is None:
            self._read_detail()
        self._tell_counted()
        self.pane.tell_commands()

    def _on_named(self, cabinet: str, person: str) -> None:
        if self.pane.audit_id is not None:
            assign = partial(self.workplace.desk.audits.assign, self.pane.audit_id, {cabinet: person})
            self.workplace.tasks.write(assign, lambda _none: None, self._on_not_named)

    def _on_not_named(self, error: Exception) -> None:
        self.workplace.fail(error)
        self._read_detail()

    def _on_changed(self, _what: object = None) -> None:
        if self.isVisible():
            self._reload.start()

    def _fail(self, error: Exception) -> None:
        self.workplace.fail(error)

    # --- what came of something -------------------------------------------------------------------------

    def _on_sheet_read(self, row: Listed, path: Path, read: SheetRead) -> None:
        self.result.show_read(row, path, read)
        self._show(self.result)

    def _on_checked(self, path: Path, found: Verified | DealerDeskError) -> None:
        number = found.audit if isinstance(found, Verified) else None
        at = self.model.row_of(number)
        self.check.show_found(path, found, None if at is None else self.model.rows[at].audit)
        self._show(self.check)

    def _on_recount_asked(self) -> None:
        if self.result.row is not None:
            self.workplace.go(Place(PageName.FINDINGS, item=self.result.row.audit.id, words="recount"))

    def _on_full_asked(self) -> None:
        self.workplace.go(Place(PageName.NEW_AUDIT, words=Scope.ALL.value))

    def _on_count_asked(self, audit_id: int) -> None:
        self.workplace.go(Place(PageName.COUNTING, item=audit_id))

    # --- what is shown ----------------------------------------------------------------------------------

    def _row(self) -> Listed | None:
        """The audit where the keyboard is."""
        at = self.table.currentIndex().row() if self._stack.currentWidget() is self._list else -1
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _running(self) -> AuditRow | None:
        """The newest audit of all files that is being counted."""
        audits = (row.audit for row in self.model.rows)
        return next(
            (each for each in audits if each.scope is Scope.ALL and each.state is AuditState.OPEN), None
        )

    def _show_list(self) -> None:
        has_none = self._found is not None and not self._found.rows
        self._show(self.empty if has_none else self._list)
        self.pane.setVisible(self.pane.audit_id is not None)

    def _show(self, page: QWidget) -> None:
        """Show the list, or what is said in its place; the keyboard stays there."""
        self.new_button.setHidden(page is self.empty)
        self.banner.be_quiet(is_quiet=page is not self._list)
        focus = QApplication.focusWidget()
        had_focus = focus is not None and (focus is self or self.isAncestorOf(focus))
        self._stack.setCurrentWidget(page)
        if had_focus:
            self.take_focus()
        self.pane.tell_commands()
        self._tell_counted()

    def _on_patience_ended(self) -> None:
        if self._found is None:
            self._stack.setCurrentWidget(self._loading)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  # Qt's name
        """Offer what can be done with the chosen audit."""
        if self._row() is None:
            return
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            cell = self.table.visualRect(self.table.currentIndex())
            self.open_menu(self.table.viewport().mapToGlobal(cell.bottomLeft()))
        elif self.table.rowAt(self.table.viewport().mapFromGlobal(event.globalPos()).y()) >= 0:
            self.open_menu(event.globalPos())

    def open_menu(self, place: QPoint) -> None:
        """Open the menu of the chosen audit at a `place` of the screen."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        for command in self.actions_.of_audit:
            reason = command.why_not()
            name = f"{command.name.said()}\t{command.keys}" if command.keys else command.name.said()
            action = menu.addAction(icon(command.icon), name)
            action.setEnabled(reason is None)
            action.setToolTip(reason.said() if reason else "")
            action.triggered.connect(lambda _checked=False, run=command.run: run())
        menu.popup(place)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Leave the list most of the room."""
        super().resizeEvent(event)
        is_narrow = self.width() < m.TWO_COLUMNS_FROM
        self.pane.setFixedWidth(m.PREVIEW_WIDTH if is_narrow else m.AUDIT_PANE)

    def _arrange(self) -> None:
        for words, kind in ((self._title, "title"), (self._count, "second")):
            words.setProperty("text_kind", kind)
        self._head.setFixedHeight(m.PAGE_HEAD)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(m.GAP_4, 0, m.GAP_4, 0)
        head.setSpacing(m.GAP_3)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        self.check_button.setIcon(icon("shield-check"))
        self.new_button.setIcon(icon("plus", "on_filled"))
        self.new_button.setProperty("look", "filled")
        for button in (self.check_button, self.new_button):
            head.addWidget(button)
        both = QHBoxLayout(self._list)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self.table, 1)
        both.addWidget(self.pane)
        self.pane.hide()
        for page in (self._list, self.empty, self._loading, self.check, self.result):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        column.addWidget(self.actions_.bar)

    def _connect(self) -> None:
        actions = self.actions_
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(actions.open)
        self.pane.named.connect(self._on_named)
        self.empty_button.clicked.connect(actions.begin_new)
        self.new_button.clicked.connect(actions.begin_new)
        self.check_button.clicked.connect(actions.check_report)
        self.banner.open_asked.connect(self._on_full_asked)
        self.banner.count_asked.connect(self._on_count_asked)
        self.check.another_asked.connect(actions.check_report)
        self.check.back_asked.connect(self._show_list)
        self.result.back_asked.connect(self._show_list)
        self.result.recount_asked.connect(self._on_recount_asked)
        actions.anchor = self.pane.buttons.get
        actions.sheet_read.connect(self._on_sheet_read)
        actions.checked.connect(self._on_checked)
        actions.busied.connect(self.pane.tell_commands)
        self._reload.timeout.connect(self.read)
        self.workplace.feed.committed.connect(self._on_changed)
        self.workplace.feed.changed_elsewhere.connect(self._on_changed)

    def _tell_counted(self) -> None:
        row, listed = self._row(), len(self.model.rows)
        counted = NUMBER.said(count=listed, number=shown_number(listed)) if listed else ""
        self._count.setText(counted)
        self.counted.emit(counted, SELECTED.said(title=row.audit.title) if row else "")

    def _tell(self) -> None:
        self._title.setText(TITLE.said())
        self._count.setContentsMargins(0, baseline_drop(Text.BODY, Text.TITLE), 0, 0)
        self.table.setAccessibleName(TABLE.said())
        self.empty.show_text(EMPTY.said(), EMPTY_HINT.said())
        self._loading.show_text(LOADING.said())
        for button, words, keys in (
            (self.new_button, NEW, NEW_KEYS),
            (self.empty_button, NEW, NEW_KEYS),
            (self.check_button, CHECK, CHECK_KEYS),
        ):
            button.setText(words.said())
            button.setAccessibleName(words.said())
            button.setToolTip(WITH_KEYS.said(name=words, keys=keys))
        self._tell_counted()
        self.pane.tell_commands()


def _read(desk: Desk) -> _Found:
    return _Found(tuple(Listed(*each) for each in desk.audits.all()), desk.audits.reminder())


def _told(desk: Desk, audit_id: int) -> Told:
    detail, board = desk.audits.detail(audit_id), desk.counting.board(audit_id)
    lines = (
        CabinetLine(each.cabinet, each.expected, each.counted, each.person or "") for each in board.cabinets
    )
    return Told(detail, tuple(lines), desk.audits.people())
