"""Small parts of a slot: what can be asked of it, its keys, its hints."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from dealerdesk.domain.messages import Message
from dealerdesk.ui.documents.slots import Slot, SlotState
from dealerdesk.ui.documents.words import WAIVED_BY
from dealerdesk.ui.theme.icons import icon

DROP_MISSING = Message("ui.doc_drop_missing", "Missing. Drop a scan here")
NOT_ASKED_FOR = Message("ui.doc_not_asked_for", "Optional")
DROP_HERE = Message("ui.doc_drop_here", "Drop a scan here")


class Ask(Enum):
    """What the person asks of a slot."""

    OPEN = "open"
    PAPER = "paper"
    BROWSE = "browse"
    REMOVE = "remove"
    UNWAIVE = "unwaive"


ARROWS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})
ASKS = {
    Qt.Key.Key_Space: Ask.PAPER,
    Qt.Key.Key_Return: Ask.OPEN,
    Qt.Key.Key_Enter: Ask.OPEN,
    Qt.Key.Key_Delete: Ask.REMOVE,
}


def hint_of(slot: Slot) -> tuple[str, str]:
    """What stands below the title of a slot without a document, and the role of its colour."""
    if slot.state is SlotState.WAIVED and slot.waiver:
        return WAIVED_BY.said(reason=slot.waiver.reason, name=slot.waiver.by), "text_2"
    if slot.state is SlotState.MISSING:
        return DROP_MISSING.said(), "bad"
    return NOT_ASKED_FOR.said(), "text_3"


def compact_button(name: str) -> QPushButton:
    """A small button, with an icon where `name` names one."""
    button = QPushButton()
    button.setProperty("look", "compact")
    if name:
        button.setIcon(icon(name))
    return button
