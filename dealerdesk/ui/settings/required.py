"""The section of required documents: ticks, what a change does to all files, and saving it as one action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.documents import MARKET_LABELS
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.settings import PAPER_AND_SCAN
from dealerdesk.services.required_documents import RequiredTable, default_table
from dealerdesk.ui.commands import Command
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.effect_panel import COUNTING, EffectPanel
from dealerdesk.ui.settings.section import SettingsSection, words_of
from dealerdesk.ui.settings.ticks import Ticks
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.controls import TickBox

TITLE = Message("ui.settings_required", "Required documents")
ABOUT = Message(
    "ui.settings_required_about",
    "Which documents a file must hold, by its kind. Completeness counts these and nothing else. Nothing is "
    "saved before you have seen what it does to your files.",
)
FOR_MARKET = Message("ui.required_market", "Market: {market}")
BOTH = Message("ui.required_both", "A document counts only with its paper and a scan")
SAVE = Message("ui.required_save", "Save the table")
DISCARD = Message("ui.required_discard", "Discard the changes")
DEFAULT = Message("ui.required_default", "Back to the market's default")
CHANGES = Message(
    "ui.required_changes", "{count} change is not saved yet.", "{count} changes are not saved yet."
)
NO_CHANGES = Message("ui.required_no_changes", "The table is saved as it stands.")
IS_DEFAULT = Message("ui.required_is_default", "The table is the market's default.")
SAVED = Message("ui.required_saved", "The required documents are saved.")
TOPIC = "settings.required"
EFFECT_TOPIC = "settings.required_effect"


class RequiredSection(SettingsSection):
    """Edits a draft of the table; only Save writes it."""

    title, about, icon = TITLE, ABOUT, "check-square"

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._seen: RequiredTable | None = None
        self.ticks = Ticks()
        self.both = TickBox()
        self._market = words_of("second")
        self.default_button = QPushButton()
        self.effect = EffectPanel(workplace, EFFECT_TOPIC)
        self._changes = words_of("doubt")
        self.save_button, self.discard_button = QPushButton(), QPushButton()
        self.save_button.setProperty("look", "filled")
        self._place()
        self.setFocusProxy(self.ticks)
        self.ticks.edited.connect(self._on_edited)
        self.both.toggled.connect(self._on_edited)
        self.effect.counted.connect(self._show_state)
        self.save_button.clicked.connect(self.save)
        self.discard_button.clicked.connect(self.discard)
        self.default_button.clicked.connect(self.go_to_default)
        retell(self, self._tell)
        self._show_state()

    @property
    def draft(self) -> RequiredTable | None:
        """The table as it is ticked now; None before it was read."""
        if self._seen is None:
            return None
        return replace(self._seen, pairs=self.ticks.pairs, paper_and_scan=self.both.isChecked())

    def reload(self) -> None:
        """Read the table that counts."""
        self.workplace.tasks.read(TOPIC, self.workplace.desk.required_documents.get_table, self._on_read)

    def save(self) -> None:
        """Write the draft, once its effect has been shown."""
        draft, seen = self.draft, self._seen
        if draft is None or seen is None or self.why_not_save() is not None:
            return
        required = self.workplace.desk.required_documents
        self.workplace.tasks.write(
            lambda: required.apply_required(draft, seen=seen),
            lambda _none: self._on_saved(draft),
            self._on_refused,
        )

    def discard(self) -> None:
        """Go back to the table that counts."""
        if self._seen is not None:
            self._show(self._seen)

    def go_to_default(self) -> None:
        """Tick what the market's default requires; it is not saved yet."""
        if self._seen is not None:
            self.ticks.show_pairs(default_table(self._seen.market).pairs)
            self._on_edited()

    def why_not_save(self) -> Message | None:
        """Nothing was changed, or its effect is not known yet."""
        if self.draft == self._seen:
            return NO_CHANGES
        return COUNTING if self.effect.effect is None else None

    def commands(self) -> Sequence[Command]:
        """Discard, and back to the default."""
        return (
            Command(DISCARD, self.discard, "", "arrow-counter-clockwise", self._why_not_discard),
            Command(DEFAULT, self.go_to_default, "", "arrow-u-up-left", self._why_no_default),
        )

    def _why_not_discard(self) -> Message | None:
        return NO_CHANGES if self.draft == self._seen else None

    def _why_no_default(self) -> Message | None:
        is_default = self._seen is None or self.ticks.pairs == default_table(self._seen.market).pairs
        return IS_DEFAULT if is_default else None

    def _place(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._market)
        head.addStretch(1)
        head.addWidget(self.default_button)
        self.add(head)
        self.add(self.ticks)
        self.add_space()
        self.add(self.both)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, m.GAP_2, 0, 0)
        buttons.setSpacing(m.GAP_2)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.discard_button)
        buttons.addWidget(self._changes)
        buttons.addStretch(1)
        self.effect.inside.addLayout(buttons)
        foot = QWidget()
        margins = QVBoxLayout(foot)
        margins.setContentsMargins(m.GAP_5, 0, m.GAP_5, m.GAP_3)
        margins.addWidget(self.effect)
        foot.setMaximumWidth(m.SECTION_WIDEST)
        self.add_foot(foot)

    def _on_read(self, table: RequiredTable) -> None:
        if self._seen is None or self.draft == self._seen:
            self._show(table)

    def _show(self, table: RequiredTable) -> None:
        self._seen = table
        self.ticks.show_pairs(table.pairs)
        blocked = self.both.blockSignals(True)
        self.both.setChecked(table.paper_and_scan)
        self.both.blockSignals(blocked)
        self.effect.forget()
        self._tell()
        self._show_state()

    def _on_edited(self) -> None:
        draft = self.draft
        if draft is None or draft == self._seen:
            self.effect.forget()
        else:
            self.effect.show_effect_of(draft)
        self._tell()
        self._show_state()

    def _on_saved(self, saved: RequiredTable) -> None:
        """What was ticked since stays a draft."""
        self._seen = saved
        if self.save_button.hasFocus():
            self.ticks.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_edited()
        self.workplace.say(SAVED.said())

    def _on_refused(self, error: Exception) -> None:
        self.workplace.fail(error)
        if isinstance(error, DealerDeskError):
            self.discard()
            self.reload()

    def _show_state(self) -> None:
        for button, reason in (
            (self.save_button, self.why_not_save()),
            (self.default_button, self._why_no_default()),
        ):
            button.setEnabled(reason is None)
            button.setToolTip(reason.said() if reason else "")
        self.commands_changed.emit()

    def _tell(self) -> None:
        self.both.setText(BOTH.said())
        self.both.setAccessibleName(BOTH.said())
        self.both.setToolTip(PAPER_AND_SCAN.description.said())
        if self._seen is not None and self.draft is not None:
            self._market.setText(FOR_MARKET.said(market=MARKET_LABELS[self._seen.market]))
            count = len(self._seen.pairs ^ self.draft.pairs)
            count += self._seen.paper_and_scan != self.draft.paper_and_scan
            self._changes.setText(CHANGES.said(count=count))
        for button, words in (
            (self.save_button, SAVE),
            (self.discard_button, DISCARD),
            (self.default_button, DEFAULT),
        ):
            button.setText(words.said())
            button.setAccessibleName(words.said())
