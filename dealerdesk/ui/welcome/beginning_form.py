"""What a new dealership is called and where it is: asked in place of the cards, before it is made."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dealerdesk import i18n
from dealerdesk.domain.documents import Market
from dealerdesk.domain.fields import Field, FieldType
from dealerdesk.domain.messages import Message
from dealerdesk.domain.settings import DEALERSHIP_NAME, MARKET
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.form import FieldInput, Form

EMPTY_HEADING = Message("ui.begin_empty", "Your dealership")
IMPORT_HEADING = Message("ui.begin_import", "Your dealership, before the list")
WHY = Message(
    "ui.begin_why",
    "The name stands on reports and printed cards. The market says which documents a file must hold. Both "
    "can be changed later in the settings.",
)
NAME_MISSING = Message("ui.begin_name_missing", "Type the dealership's name, as customers know it.")
MAKE = Message("ui.begin_make", "Make the dealership")
MAKE_AND_IMPORT = Message("ui.begin_make_import", "Make it, then choose the list")
BACK = Message("ui.begin_back", "Back")

_LONGEST_NAME = 200
_BY_LANGUAGE = {"zh_CN": Market.CHINA, "zh_TW": Market.TAIWAN}


class BeginningForm(QWidget):
    """Asks for name and market: `answered` carries both and whether a list is imported next."""

    answered = Signal(str, object, bool)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._imports = False
        self._heading = QLabel()
        self._heading.setProperty("text_kind", "title")
        self._why = QLabel()
        self._why.setProperty("text_kind", "second")
        self._why.setWordWrap(True)
        self.name = FieldInput(Field(DEALERSHIP_NAME.key, FieldType.TEXT, DEALERSHIP_NAME.label))
        self.market = FieldInput(Field(MARKET.key, FieldType.CHOICE, MARKET.label, MARKET.choices))
        assert isinstance(self.name.editor, QLineEdit)
        self.name.editor.setMaxLength(_LONGEST_NAME)
        self.make_button = QPushButton()
        self.make_button.setProperty("look", "filled")
        self.back_button = QPushButton()
        self.make_button.clicked.connect(self._on_make)
        self.back_button.clicked.connect(self.left)
        self.name.edited.connect(self.name.show_problem)
        self._arrange()
        retell(self, self._tell)

    def ask(self, *, imports: bool) -> None:
        """Ask anew; `imports` says that a list is imported next."""
        self._imports = imports
        self.name.show_text("")
        self.name.show_problem()
        self.market.show_text(likely_market().value)
        self._tell()
        self.name.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Enter makes the dealership, Esc goes back to the cards."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            (self.back_button if self.back_button.hasFocus() else self.make_button).click()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(m.GAP_2)
        buttons.addStretch(1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.make_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.GAP_3)
        column.addStretch(1)
        column.addWidget(self._heading)
        column.addWidget(self._why)
        column.addSpacing(m.GAP_2)
        column.addWidget(Form(None, (self.name, self.market)))
        column.addSpacing(m.GAP_2)
        column.addLayout(buttons)
        column.addStretch(1)

    def _on_make(self) -> None:
        name = self.name.text.strip()
        if not name:
            self.name.show_problem(NAME_MISSING.said())
            self.name.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.answered.emit(name, Market(self.market.text), self._imports)

    def _tell(self) -> None:
        self._heading.setText((IMPORT_HEADING if self._imports else EMPTY_HEADING).said())
        self._why.setText(WHY.said())
        for button, words in (
            (self.make_button, MAKE_AND_IMPORT if self._imports else MAKE),
            (self.back_button, BACK),
        ):
            button.setText(words.said())
            button.setAccessibleName(words.said())


def likely_market() -> Market:
    """The market that the language speaks for; in English, Britain where the system is British."""
    market = _BY_LANGUAGE.get(i18n.current_language())
    if market is not None:
        return market
    is_british = QLocale.system().territory() is QLocale.Country.UnitedKingdom
    return Market.UNITED_KINGDOM if is_british else Market.UNITED_STATES
