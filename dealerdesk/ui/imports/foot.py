"""The bar below a step: what will be done, and the buttons that do it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from dealerdesk.domain.import_mapping import Side
from dealerdesk.domain.messages import Message, said_list
from dealerdesk.services.imports import Check
from dealerdesk.ui.commands import WITH_KEYS
from dealerdesk.ui.imports.saved_mappings import SAVED
from dealerdesk.ui.imports.words import BACK, CANCEL, SAVE_PROBLEMS
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.controls import TickBox
from dealerdesk.ui.widgets.eliding_label import ElidingLabel

BACK_UP_FIRST = Message("ui.import_backup_first", "Make a backup first")
CHECK = Message("ui.import_check_rows", "Check the rows")
CHECK_KEYS = "Ctrl+Return"
IMPORT = Message("ui.import_rows", "Import {count} row", "Import {count} rows")
IMPORT_KEYS = "Ctrl+S"
CANCEL_TIP = Message("ui.import_cancel_tip", "Leave this file; nothing is written")
ROWS_REFUSED = Message("ui.import_rows_refused", "{count} row refused", "{count} rows refused")
CELLS_UNDECIDED = Message(
    "ui.import_cells_undecided", "{count} undecided, where ours stays", "{count} undecided, where ours stays"
)
CELLS_KEPT = Message("ui.import_cells_kept", "{count} kept as it is", "{count} kept as they are")
NOTHING_OUT = Message("ui.import_nothing_out", "Every row can be imported as it is.")
NO_PROBLEMS = Message("ui.import_no_problems", "No row of this file stays out.")


@dataclass(frozen=True, slots=True)
class FootState:
    """What the bar shows.

    It is that of the check, or of the columns; it has words, how many `rows` the last button imports, and the
    `reason` why that button cannot be pressed now.
    """

    is_check: bool
    words: str
    rows: int
    reason: Message | None
    has_problems: bool


class Foot(QFrame):
    """Buttons to be connected by the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "foot")
        self._state = FootState(False, "", 0, None, False)
        self.save_problems = QPushButton()
        self.save_problems.setIcon(icon("file-arrow-down"))
        self.mappings = QPushButton()
        self.mappings.setIcon(icon("bookmark-simple"))
        self.back_up_first = TickBox()
        self.back_up_first.setChecked(True)
        self.back = QPushButton()
        self.cancel = QPushButton()
        self.check = QPushButton()
        self.import_ = QPushButton()
        self._words = ElidingLabel(kind="second")
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_2)
        row.setSpacing(m.GAP_2)
        row.addWidget(self.save_problems)
        row.addWidget(self.mappings)
        row.addSpacing(m.GAP_2)
        row.addWidget(self._words, 1)
        row.addWidget(self.back_up_first)
        row.addSpacing(m.GAP_2)
        for button in (self.back, self.cancel, self.check, self.import_):
            button.setAutoDefault(True)
            row.addWidget(button)
        for button in (self.check, self.import_):
            button.setProperty("look", "filled")
        retell(self, self._tell)

    @property
    def words(self) -> str:
        """What is said of what will be done."""
        return self._words.text

    def show_state(self, state: FootState) -> None:
        """Show what will be done."""
        self._state = state
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Give the words room where there is little: the button at the left keeps its icon."""
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        state = self._state
        is_narrow = self.width() < m.TWO_COLUMNS_FROM
        for button, name in (
            (self.save_problems, SAVE_PROBLEMS),
            (self.mappings, SAVED),
            (self.back, BACK),
            (self.cancel, CANCEL),
            (self.back_up_first, BACK_UP_FIRST),
        ):
            is_short = is_narrow and button is self.save_problems
            button.setText("" if is_short else name.said())
            button.setAccessibleName(name.said())
            button.setToolTip(name.said() if is_short else "")
        self.cancel.setToolTip(CANCEL_TIP.said())
        self.save_problems.setVisible(state.is_check)
        self.save_problems.setEnabled(state.has_problems)
        if not state.has_problems:
            self.save_problems.setToolTip(NO_PROBLEMS.said())
        self.mappings.setVisible(not state.is_check)
        self.back_up_first.setVisible(state.is_check)
        self._words.show_text(state.reason.said() if state.reason else state.words)
        self._tell_doing()

    def _tell_doing(self) -> None:
        state = self._state
        for button, name, keys, is_here in (
            (self.check, CHECK.said(), CHECK_KEYS, not state.is_check),
            (self.import_, IMPORT.said(count=state.rows), IMPORT_KEYS, state.is_check),
        ):
            button.setText(name)
            button.setAccessibleName(name)
            button.setVisible(is_here)
            button.setEnabled(is_here and state.reason is None)
            button.setToolTip(state.reason.said() if state.reason else WITH_KEYS.said(name=name, keys=keys))


def stays_out(check: Check) -> str:
    """What of a check is not imported, in one line."""
    kept = sum(side is Side.OURS for side in check.mapping.decisions.values())
    parts = (
        (ROWS_REFUSED, check.result.refused),
        (CELLS_UNDECIDED, check.undecided),
        (CELLS_KEPT, kept),
    )
    said = [words.said(count=count) for words, count in parts if count]
    return said_list(said) or NOTHING_OUT.said()
