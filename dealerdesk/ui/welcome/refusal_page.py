"""Why there is no open data folder, and the ways on from there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.widgets.message_page import MessagePage

AGAIN = Message("ui.open_again", "Try again")
OPEN_OTHER = Message("ui.open_another_folder", "Open another folder")
RESTORE = Message("ui.restore_backup", "Restore from a backup")


class RefusalPage(MessagePage):
    """A title, the reason, and buttons: try again, another folder, restore a backup."""

    again_asked = Signal()
    folder_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, icon_name: str, icon_role: str) -> None:
        super().__init__(icon_name, icon_role)
        self.again_button = self.add_button(filled=True)
        self.open_button = self.add_button()
        self.restore_button = self.add_button()
        self.again_button.clicked.connect(self.again_asked)
        self.open_button.clicked.connect(self.folder_wanted)
        self.restore_button.clicked.connect(self.restore_wanted)
        retell(self, self._tell)

    def take_focus(self) -> None:
        """Put the keyboard on the first way on."""
        self.again_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        for button, words in (
            (self.again_button, AGAIN),
            (self.open_button, OPEN_OTHER),
            (self.restore_button, RESTORE),
        ):
            button.setText(words.said())
            button.setAccessibleName(words.said())
