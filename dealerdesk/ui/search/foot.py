"""The foot of the search: which keys do what in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m

MOVE = Message("ui.search_key_move", "Move")
OPEN = Message("ui.search_key_open", "Open")
SEARCH_FOR = Message("ui.search_key_search_for", "Search for this")
IN_LIST = Message("ui.search_key_list", "Show in list")
NEXT_GROUP = Message("ui.search_key_group", "Next group")
RULE = Message("ui.search_rule", "Every word must match somewhere")

_HINTS = (
    (("↑", "↓"), MOVE),
    (("Enter",), OPEN),
    (("Ctrl+Enter",), IN_LIST),
    (("Tab",), NEXT_GROUP),
)


class KeyHints(QFrame):
    """A line of keys; what has no room is left out from the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "keys")
        self.setFixedHeight(m.FOUND_FOOT)
        self._is_result = True
        self._enter = OPEN
        self._words: list[tuple[QLabel, Message]] = []
        self._parts: list[QWidget] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_3, 0, m.GAP_3, 0)
        row.setSpacing(m.GAP_4)
        for keys, message in _HINTS:
            part, words = _hint(keys)
            self._words.append((words, message))
            self._parts.append(part)
            row.addWidget(part)
        row.addStretch(1)
        self._rule = QLabel()
        self._rule.setProperty("text_kind", "caption")
        row.addWidget(self._rule)
        retell(self, self._tell)

    def show_for_results(self, *, is_result: bool) -> None:
        """Name the keys that only results have, or not."""
        for part in self._parts[2:]:
            part.setVisible(is_result)
        self._is_result = is_result

    def show_enter(self, does: Message) -> None:
        """Say what Enter does with what is chosen."""
        if does is not self._enter:
            self._enter = does
            self._tell()

    def fit(self, width: int) -> None:
        """Leave the rule out where the keys alone fill `width`."""
        keys = sum(part.sizeHint().width() + m.GAP_4 for part in self._parts if not part.isHidden())
        fits = self._rule.sizeHint().width() <= width - keys - 2 * m.GAP_3
        self._rule.setVisible(self._is_result and fits)

    def _tell(self) -> None:
        for label, message in self._words:
            label.setText((self._enter if message is OPEN else message).said())
        self._rule.setText(RULE.said())


def _hint(keys: tuple[str, ...]) -> tuple[QWidget, QLabel]:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(m.GAP_1)
    for key in keys:
        cap = QLabel(key)
        cap.setProperty("text_kind", "key")
        row.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
    words = QLabel()
    words.setProperty("text_kind", "caption")
    row.addWidget(words)
    return part, words
