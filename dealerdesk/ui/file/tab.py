"""What every tab of a vehicle file's page is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealerdesk.services.details import FileDetail
from dealerdesk.ui.commands import Command
from dealerdesk.ui.page import Workplace


class FileTabWidget(QWidget):
    """One tab of a vehicle file; `counted` says for the status bar what is listed and what is chosen.

    The page hands the file over with `show_file`: when another file is opened, and again when the file
    that is shown was changed. Whoever is shown the same file again keeps what is being typed, the choice
    and the scroll place.
    """

    counted = Signal(str, str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.workplace = workplace

    def show_file(self, detail: FileDetail) -> None:
        """Show `detail`, another file or the same one anew."""
        raise NotImplementedError

    def choose(self, item: int) -> None:
        """Choose the thing with the id `item` in the file that was shown last."""

    def arrive(self) -> None:
        """The tab is in sight now; also when it comes back into sight."""

    def leave(self) -> None:
        """The tab is about to go out of sight; what was typed must not be lost."""

    def take_focus(self) -> None:
        """Put the keyboard where a person begins on this tab."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """What F6 walks through, in order."""
        return ()

    def go_back(self) -> bool:
        """Leave one thing inside the tab (Esc); False when there is none."""
        return False

    def commands(self) -> Sequence[Command]:
        """What can be done on this tab while it is in sight."""
        return ()
