"""A bar that says what came of some work, with one or two things to do next, until it is put away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.icon_sign import IconSign

PUT_AWAY = Message("ui.outcome_put_away", "Put this message away")


class OutcomeBar(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self._say: Callable[[], str] = str
        self._offer: Message | None = None
        self._act: Callable[[], None] | None = None
        self._also: tuple[Message, Callable[[], None]] | None = None
        self.words = ElidingLabel()
        self.button = QPushButton()
        self.button.setProperty("look", "link")
        self.also_button = QPushButton()
        self.also_button.setProperty("look", "link")
        self.close_button = QToolButton()
        self.close_button.setIcon(icon("x"))
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, m.GAP_1, m.GAP_2, m.GAP_1)
        row.setSpacing(m.GAP_2)
        row.addWidget(IconSign("check-circle", "ok"))
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        row.addWidget(self.also_button)
        row.addWidget(self.close_button)
        self.button.clicked.connect(self._on_clicked)
        self.also_button.clicked.connect(self._on_also_clicked)
        self.close_button.clicked.connect(self.hide)
        self.hide()
        retell(self, self._tell)

    def show_outcome(
        self,
        say: Callable[[], str],
        offer: Message | None = None,
        act: Callable[[], None] | None = None,
        also: tuple[Message, Callable[[], None]] | None = None,
    ) -> None:
        """Say what `say` says in the language of now, and offer to `act`, and what `also` names and does."""
        self._say, self._offer, self._act, self._also = say, offer, act, also
        self._tell()
        self.show()

    def _tell(self) -> None:
        self.words.show_text(self._say())
        self.setAccessibleName(self.words.text)
        self.button.setVisible(self._offer is not None)
        if self._offer is not None:
            self.button.setText(self._offer.said())
            self.button.setAccessibleName(self._offer.said())
        self.also_button.setVisible(self._also is not None)
        if self._also is not None:
            self.also_button.setText(self._also[0].said())
            self.also_button.setAccessibleName(self._also[0].said())
        self.close_button.setAccessibleName(PUT_AWAY.said())
        self.close_button.setToolTip(PUT_AWAY.said())

    def _on_clicked(self) -> None:
        if self._act is not None:
            self._act()

    def _on_also_clicked(self) -> None:
        if self._also is not None:
            self._also[1]()
