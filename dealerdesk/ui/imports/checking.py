"""The step in which a person sees what would happen, and decides and mends it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.import_mapping import ImportMapping, Rule, Side
from dealerdesk.domain.messages import Message
from dealerdesk.services.imports import CheckLine, Verdict
from dealerdesk.ui.imports.check_model import CheckModel
from dealerdesk.ui.imports.check_table import CheckTable
from dealerdesk.ui.imports.legend import Legend
from dealerdesk.ui.imports.line_detail import LineDetail
from dealerdesk.ui.imports.row_choices import ruled, with_later
from dealerdesk.ui.imports.stages import Stage
from dealerdesk.ui.imports.summary import EDIT_COLUMNS, Summary
from dealerdesk.ui.imports.tiles import Tiles
from dealerdesk.ui.imports.words import NO_ROWS
from dealerdesk.ui.imports.work import ImportWork
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.message_page import MessagePage

SHOWN = Message("ui.import_lines_shown", "{count} line shown", "{count} lines shown")
SHOWN_CONFLICTS = Message(
    "ui.import_lines_conflicts", "{count} line shown, conflicts first", "{count} lines shown, conflicts first"
)
NO_LINE = Message("ui.import_no_line", "Nothing is listed")
NO_LINE_SENTENCE = Message("ui.import_no_line_sentence", "The ticks above choose what is listed.")
SHOW_ALL = Message("ui.import_show_all", "Show every line")
OURS_FOR_ALL = Message("ui.import_ours_for_all", "Keep ours for all")
THEIRS_FOR_ALL = Message("ui.import_theirs_for_all", "Use Excel for all")
EMPTY_FOR_ALL = Message("ui.import_empty_for_all", "Fill only empty ones")
TIPS = {
    OURS_FOR_ALL: Message("ui.import_ours_tip", "In every conflict, DealerDesk's value stays"),
    THEIRS_FOR_ALL: Message("ui.import_theirs_tip", "In every conflict, the spreadsheet's value is taken"),
    EMPTY_FOR_ALL: Message(
        "ui.import_empty_tip", "The spreadsheet's value is taken only where DealerDesk has none"
    ),
}
NOTHING_DIFFERS = Message("ui.import_nothing_differs", "Nothing differs from what is here.")
NOTHING_CHOSEN = Message("ui.import_no_line_chosen", "Choose a line first.")
NOT_TO_DECIDE = Message("ui.import_not_to_decide", "There is nothing to decide of this line.")
NOT_TO_FIX = Message("ui.import_not_to_fix", "This line has no cell that could be typed anew.")
NOTHING_DECIDED = Message("ui.import_nothing_decided", "Nothing was decided or typed on this line.")
PLAN_TOPIC = "imports.plan"
_LOW = 400
"""Lower than this, the lines have the room of the bar above them."""


class Checking(QWidget):
    """Shows the check of an `ImportWork`, and what was decided of it."""

    def __init__(self, work: ImportWork, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._imports, self._tasks, self._fail = workplace.desk.imports, workplace.tasks, workplace.fail
        self.summary = Summary()
        self.tiles = Tiles()
        self.legend = Legend()
        self.model = CheckModel(workplace.tasks, self._imports, workplace.fail, self)
        self.table = CheckTable(self.model)
        self.detail = LineDetail(self.model)
        self.nothing = MessagePage("funnel-simple")
        self.nothing_button = self.nothing.add_button()
        self.ours = QPushButton()
        self.theirs = QPushButton()
        self.empty = QPushButton()
        self._heading = QLabel()
        self._heading.setProperty("text_kind", "strong")
        self._path: object = None
        self._arrange()
        self.summary.edit.clicked.connect(work.leave_check)
        self.tiles.chosen.connect(self._list)
        self.nothing_button.clicked.connect(self._on_nothing_clicked)
        self.table.decided.connect(self.decide)
        self.table.looked_at.connect(lambda: self.detail.show_line(self.table.line))
        self.model.corrected.connect(self._on_corrected)
        self.model.renewed.connect(self._tell_heading)
        for button, rule in ((self.ours, Rule.OURS), (self.theirs, Rule.THEIRS), (self.empty, Rule.EMPTY)):
            button.clicked.connect(partial(self._decide_all, rule))
        work.changed.connect(self._on_changed)
        work.checked.connect(self._show)
        work.decided.connect(self._on_decided)
        retell(self, self._tell)

    # --- what a person does ---------------------------------------------------------------------------

    def decide(self, line: CheckLine, side: Side) -> None:
        """Say whose value stands in the cell of `line`."""
        mapping = self._work.mapping
        if mapping is not None and line.code is not None and line.can_decide:
            cell = (line.row, line.code)
            self._work.decide(replace(mapping, decisions={**mapping.decisions, cell: side}))

    def decide_here(self, side: Side) -> None:
        """Decide of the line at hand, and go on to the next."""
        line = self.table.line
        if line is not None:
            self.decide(line, side)
            self.table.go_on()

    def forget_here(self) -> None:
        """Take back what was decided of the line at hand, or typed into it."""
        line, mapping = self.table.line, self._work.mapping
        if line is not None and line.code is not None and mapping is not None:
            cell = (line.row, line.code)
            decisions = {each: side for each, side in mapping.decisions.items() if each != cell}
            corrections = {each: text for each, text in mapping.corrections.items() if each != cell}
            self._work.decide(replace(mapping, decisions=decisions, corrections=corrections))

    def why_not_decide(self) -> Message | None:
        """What stands against deciding of the line at hand."""
        line = self.table.line
        if line is None:
            return NOTHING_CHOSEN
        return None if line.can_decide else NOT_TO_DECIDE

    def why_not_fix(self) -> Message | None:
        """What stands against typing into the line at hand."""
        line = self.table.line
        if line is None:
            return NOTHING_CHOSEN
        return None if line.can_fix else NOT_TO_FIX

    def why_not_forget(self) -> Message | None:
        """What stands against taking back what was decided of the line at hand."""
        line, mapping = self.table.line, self._work.mapping
        if line is None or mapping is None or line.code is None:
            return NOTHING_CHOSEN
        cell = (line.row, line.code)
        return None if cell in mapping.decisions or cell in mapping.corrections else NOTHING_DECIDED

    def take_focus(self) -> None:
        """Put the keyboard on the lines, else on what leads to some."""
        where = self.nothing_button if self.table.isHidden() else self.table
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- inside ---------------------------------------------------------------------------------------

    def _decide_all(self, rule: Rule, _checked: bool = False) -> None:
        """Decide of all that differs; what is decided one by one meanwhile stands."""
        check, before = self._work.check, self._work.mapping
        if check is None or before is None:
            return

        def then(planned: ImportMapping) -> None:
            if self._work.mapping is not None:
                self._work.decide(with_later(planned, before, self._work.mapping))

        plan = partial(ruled, self._imports, rule, check, before)
        self._tasks.read(PLAN_TOPIC, plan, then, self._fail)

    def _on_nothing_clicked(self) -> None:
        """Show what the ticks hide; where there is nothing at all, go back to how the sheet is read."""
        if self._has_lines:
            self.tiles.show_all()
        else:
            self._work.leave_check()

    def _on_corrected(self, line: CheckLine, text: str) -> None:
        mapping = self._work.mapping
        if mapping is not None and line.code is not None:
            corrections = {**mapping.corrections, (line.row, line.code): text}
            self._work.decide(replace(mapping, corrections=corrections))

    def _on_changed(self) -> None:
        if self._work.stage is not Stage.CHECK:
            self._tasks.forget(PLAN_TOPIC)
        if self._work.stage is Stage.CHECK:
            if self._work.path != self._path:
                self._path = self._work.path
                self.tiles.begin()
                self.table.verticalScrollBar().setValue(0)
            self._show()
        elif self._work.stage is Stage.CHOOSE:
            self._path = None
            self.model.forget()

    def _on_decided(self) -> None:
        if self._work.mapping is not None:
            self.model.show_decisions(self._work.mapping)

    def _show(self) -> None:
        check, mapping = self._work.check, self._work.mapping
        if check is None or mapping is None:
            return
        self.model.show_decisions(mapping)
        self.summary.show_check(check, self._work.name)
        self.summary.edit.setVisible(not self._work.is_archive)
        self.tiles.show_check(check)
        self._tell_rules()
        self._list()

    def _list(self) -> None:
        if self._work.check is not None:
            self.model.list_lines(self._work.check, self.tiles.verdicts)

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(m.GAP_2)
        line.addWidget(self._heading)
        line.addStretch(1)
        line.addWidget(self.legend)
        line.addSpacing(m.GAP_2)
        for button in (self.ours, self.theirs, self.empty):
            button.setProperty("look", "compact")
            line.addWidget(button)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(m.GAP_4, m.GAP_1, m.GAP_4, m.GAP_2)
        column.setSpacing(m.GAP_2)
        column.addWidget(self.summary)
        column.addWidget(self.tiles)
        column.addLayout(line)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(upper)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.nothing, 1)
        whole.addWidget(self.detail)
        self.nothing.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """What the colours mean, and what the file is, are left out where there is little room."""
        super().resizeEvent(event)
        self.summary.setVisible(self.height() >= _LOW)
        self.legend.setVisible(self.width() >= m.TWO_COLUMNS_FROM)

    def _tell(self) -> None:
        self._tell_rules()
        self._tell_heading()

    def _tell_rules(self) -> None:
        lines = self._work.check.lines if self._work.check is not None else {}
        differs = bool(lines.get(Verdict.CONFLICT) or lines.get(Verdict.CHANGED))
        for button, name in (
            (self.ours, OURS_FOR_ALL),
            (self.theirs, THEIRS_FOR_ALL),
            (self.empty, EMPTY_FOR_ALL),
        ):
            button.setText(name.said())
            button.setAccessibleName(name.said())
            button.setToolTip((TIPS[name] if differs else NOTHING_DIFFERS).said())
            button.setEnabled(differs)

    def _tell_heading(self) -> None:
        count = self.model.rowCount()
        check = self._work.check
        conflicts = (
            Verdict.CONFLICT in self.model.shown and check is not None and check.lines.get(Verdict.CONFLICT)
        )
        words = (SHOWN_CONFLICTS if conflicts else SHOWN).said(count=count)
        self._heading.setText(words)
        self.table.setAccessibleName(words)
        had_focus = self.table.hasFocus() or self.nothing_button.hasFocus()
        has_lines = count > 0 or not self.model.is_there
        self._tell_nothing()
        for part in (self.table, self.detail):
            part.setVisible(has_lines)
        self.nothing.setVisible(not has_lines)
        if had_focus:
            self.take_focus()

    @property
    def _has_lines(self) -> bool:
        """Whether there is any line, shown or not."""
        return self._work.check is not None and any(self._work.check.lines.values())

    def _tell_nothing(self) -> None:
        sentence, name = (NO_LINE_SENTENCE, SHOW_ALL) if self._has_lines else (NO_ROWS, EDIT_COLUMNS)
        self.nothing.show_text(NO_LINE.said(), sentence.said())
        self.nothing_button.setText(name.said())
        self.nothing_button.setAccessibleName(name.said())
