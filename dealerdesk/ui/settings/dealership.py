"""The dealership's section: its name, its market, its hours, and the numbers that it goes by."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dealerdesk.domain.documents import Market
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.settings import LANGUAGE, MARKET, OPTIONS, PAPER_AND_SCAN, THEME
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.settings.market_question import MarketQuestion
from dealerdesk.ui.settings.option_input import OptionInput
from dealerdesk.ui.settings.section import SettingsSection, line_between

TITLE = Message("ui.settings_dealership", "Dealership")
ABOUT = Message(
    "ui.settings_dealership_about",
    "What holds for the whole dealership. A change is saved when you leave its field; Ctrl+Z takes it back.",
)
SAVED = Message("ui.setting_saved", "{setting}: saved.")
NOTHING_TO_SAVE = Message("ui.settings_nothing_to_save", "Everything is saved already.")
TOPIC = "settings.values"
_ELSEWHERE = frozenset({LANGUAGE.key, THEME.key, PAPER_AND_SCAN.key})
"""Options that stand in other sections."""


class DealershipSection(SettingsSection):
    """Every option of the dealership, in the order of the table of options."""

    title, about, icon = TITLE, ABOUT, "storefront"

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.inputs = {key: OptionInput(option) for key, option in OPTIONS.items() if key not in _ELSEWHERE}
        self.question = MarketQuestion(workplace)
        self.question.agreed.connect(self._on_market_agreed)
        self.question.declined.connect(self._on_market_declined)
        self.setFocusProxy(next(iter(self.inputs.values())).input.editor)
        for key, each in self.inputs.items():
            each.left.connect(self._on_left)
            self.add(each)
            if key == MARKET.key:
                self.add(self.question)
                self.add(line_between())

    def reload(self) -> None:
        """Read the values that count."""
        settings = self.workplace.desk.settings
        self.workplace.tasks.read(TOPIC, settings.all, self._on_read)

    def save(self) -> None:
        """Save every field that was changed and is right."""
        for each in self.inputs.values():
            each.finish()

    def why_not_save(self) -> Message | None:
        """Whether anything was typed that is not saved."""
        is_changed = any(each.is_changed for each in self.inputs.values())
        return None if is_changed else NOTHING_TO_SAVE

    def go_back(self) -> bool:
        """Esc declines another market."""
        is_asking = self.question.isVisible()
        if is_asking:
            self.question.decline()
        return is_asking

    def _on_read(self, values: dict[str, str]) -> None:
        for key, each in self.inputs.items():
            each.show_value(values[key])

    def _on_left(self, each: OptionInput) -> None:
        wanted = each.wanted
        assert wanted is not None  # told only when the option takes it
        if wanted == each.seen:
            each.show_saved(wanted)
        elif each.option is MARKET:
            self.question.ask(Market(each.seen), Market(wanted))
        else:
            self._set(each, wanted)

    def _set(self, each: OptionInput, wanted: str) -> None:
        settings, key, seen = self.workplace.desk.settings, each.option.key, each.seen
        self.workplace.tasks.write(
            lambda: settings.set(key, wanted, seen=seen),
            partial(self._on_saved, each),
            partial(self._on_refused, each),
        )

    def _on_saved(self, each: OptionInput, text: str) -> None:
        each.show_saved(text)
        self.workplace.say(SAVED.said(setting=each.option.label))
        self.reload()

    def _on_refused(self, each: OptionInput, error: Exception) -> None:
        if isinstance(error, DealerDeskError):
            each.show_refusal(error)
        else:
            self.workplace.fail(error)

    def _on_market_agreed(self, market: Market) -> None:
        self._set(self.inputs[MARKET.key], market.value)

    def _on_market_declined(self) -> None:
        market = self.inputs[MARKET.key]
        market.show_saved(market.seen)
        market.input.editor.setFocus(Qt.FocusReason.OtherFocusReason)
