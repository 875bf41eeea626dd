"""Asked before another market is set: it replaces the table of required documents."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from dealerdesk.domain.documents import MARKET_LABELS, Market
from dealerdesk.domain.messages import Message
from dealerdesk.services.required_documents import RequiredTable, default_table
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.effect_panel import EffectPanel
from dealerdesk.ui.settings.section import words_of
from dealerdesk.ui.theme import measures as m

REPLACES = Message(
    "ui.market_replaces",
    "Going over to {market} replaces your table of required documents by that of {market}.",
)
GO_OVER = Message("ui.market_go_over", "Go over to {market}")
KEEP = Message("ui.market_keep", "Keep {market}")
TOPIC = "settings.market_effect"
TABLE_TOPIC = "settings.market_table"


class MarketQuestion(EffectPanel):
    """Shows the effect of another market and asks; `agreed` carries the `Market`. Esc declines."""

    agreed = Signal(object)
    declined = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        self._now, self._wanted = Market.CHINA, Market.CHINA
        super().__init__(workplace, TOPIC, parent)
        self._replaces = words_of("second", wraps=True)
        self.go_button, self.keep_button = QPushButton(), QPushButton()
        self.go_button.setProperty("look", "danger")
        self.go_button.clicked.connect(self._on_agreed)
        self.keep_button.clicked.connect(self.decline)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, m.GAP_2, 0, 0)
        buttons.setSpacing(m.GAP_2)
        buttons.addWidget(self.keep_button)
        buttons.addWidget(self.go_button)
        buttons.addStretch(1)
        self.inside.insertWidget(0, self._replaces)
        self.inside.addLayout(buttons)
        retell(self, self._tell_question)

    def ask(self, now: Market, wanted: Market) -> None:
        """Ask whether to go over from `now` to `wanted`."""
        self._now, self._wanted = now, wanted
        self._tell_question()
        required = self._workplace.desk.required_documents
        self._workplace.tasks.read(TABLE_TOPIC, required.get_table, self._on_table)
        self.show()
        self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def decline(self) -> None:
        """Leave the market as it is."""
        self.forget()
        self.declined.emit()

    def _on_table(self, table: RequiredTable) -> None:
        if not self.isHidden():
            self.show_effect_of(default_table(self._wanted, both=table.paper_and_scan))

    def _on_agreed(self) -> None:
        self.forget()
        self.agreed.emit(self._wanted)

    def _tell_question(self) -> None:
        wanted, now = MARKET_LABELS[self._wanted], MARKET_LABELS[self._now]
        self._replaces.setText(REPLACES.said(market=wanted))
        for button, words in (
            (self.go_button, GO_OVER.said(market=wanted)),
            (self.keep_button, KEEP.said(market=now)),
        ):
            button.setText(words)
            button.setAccessibleName(words)
