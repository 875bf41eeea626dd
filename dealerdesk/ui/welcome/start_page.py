"""What is shown while there is no open data folder: that it opens, why it does not, and ways on."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from dealerdesk.domain.documents import Market
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme.look import ThemeChoice

if TYPE_CHECKING:  # start-up: most starts welcome nobody, refuse nothing, and are over in a moment
    from dealerdesk.ui.welcome.refusal_page import RefusalPage
    from dealerdesk.ui.welcome.welcome_page import WelcomePage
    from dealerdesk.ui.widgets.message_page import MessagePage

NOT_OPENED = Message("ui.not_opened", "The dealership's data could not be opened")
NOT_MADE = Message("ui.not_made", "The dealership could not be made")
NOT_RESTORED = Message("ui.not_restored", "The backup could not be restored")
NOT_ALLOWED = Message("ui.not_allowed", "You may not work in this folder")
OPENING = Message("ui.opening", "Opening the dealership …")
MAKING = Message("ui.making", "Making the dealership …")
RESTORING = Message("ui.restoring", "Restoring the backup …")
CHOOSE_BACKUP = Message("ui.choose_backup", "Which backup to restore")
CHOOSE_FOLDER = Message("ui.choose_data_folder", "The folder of the dealership's data")
CHOOSE_NEW_FOLDER = Message("ui.choose_new_folder", "An empty folder to restore the backup into")
BACKUP_FILES = Message("ui.backup_files", "Backups")

NO_DATA_FOLDER = "no_data_folder"
NO_PERMISSION = frozenset({"folder_no_permission", "database_read_only"})
PATIENCE_MS = 300


class Doing(Enum):
    """What is under way before there is a desk: what is said meanwhile, and when it fails."""

    OPENING = (OPENING, NOT_OPENED)
    MAKING = (MAKING, NOT_MADE)
    RESTORING = (RESTORING, NOT_RESTORED)

    @property
    def meanwhile(self) -> Message:
        """What is said while it is under way."""
        return self.value[0]

    @property
    def failure(self) -> Message:
        """What is said when it failed."""
        return self.value[1]


class StartPage(QStackedWidget):
    """Before the first page: a welcome, a refusal with its reason, or that one has to wait a moment.

    `empty_asked` and `import_asked` carry the dealership's name and its `Market`, `folder_chosen` a Path,
    `restore_asked` the Paths of the backup and of the data folder to make of it. `welcomed` tells whether the
    welcome is shown, which brings a bar of its own and waits for `show_space`.
    """

    empty_asked = Signal(str, object)
    import_asked = Signal(str, object)
    sample_asked = Signal()
    again_asked = Signal()
    folder_chosen = Signal(object)
    restore_asked = Signal(object, object)
    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    welcomed = Signal(bool)

    def __init__(
        self, folder: Path, theme: ThemeChoice = ThemeChoice.SYSTEM, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._theme = theme
        self._error: DealerDeskError | None = None
        self._doing = Doing.OPENING
        self.welcome: WelcomePage | None = None
        self._blank = QWidget()
        self.addWidget(self._blank)
        self._refusal: RefusalPage | None = None
        self._is_waiting = True
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._on_patience_ended)
        self.currentChanged.connect(lambda _at: self.welcomed.emit(self.is_welcoming))
        retell(self, self._tell)

    @property
    def text(self) -> str:
        """What it says now."""
        if self.welcome is not None and self.is_welcoming:
            return self.welcome.text
        if self.currentWidget() is self._blank:
            return ""
        return self._waiting.text if self._refusal is None else self._refusal.text

    @property
    def is_waiting(self) -> bool:
        """Whether something is under way, and there is nothing to be answered."""
        return self._is_waiting

    @property
    def is_welcoming(self) -> bool:
        """Whether the welcome is shown."""
        return self.welcome is not None and self.currentWidget() is self.welcome

    @property
    def again_button(self) -> QPushButton:
        """The button that tries again, on the refusal that is shown."""
        return (self._refusal or self._refused).again_button

    def show_folder(self, folder: Path) -> None:
        """The data folder is another one now."""
        self._folder = folder

    def show_space(self, space: int | None) -> None:
        """Say how many bytes are free where the data will lie; None where nobody knows."""
        if self.welcome is not None:
            self.welcome.show_space(space)

    def show_theme(self, theme: ThemeChoice) -> None:
        """The theme that is chosen now."""
        self._theme = theme
        if self.welcome is not None:
            self.welcome.looks.theme.show_choice(theme)

    def wait(self, doing: Doing = Doing.OPENING) -> None:
        """Show nothing, and after a while what is being waited for."""
        self._doing = doing
        self._is_waiting = True
        self._refusal = None
        self.setCurrentWidget(self._blank)
        self._patience.start()

    def show_error(self, error: DealerDeskError) -> None:
        """Say why there is no open data folder; a folder without data is an invitation."""
        self._patience.stop()
        self._is_waiting = False
        self._error = error
        if error.code == NO_DATA_FOLDER:
            self._show_welcome()
            return
        self._refusal = self._forbidden if error.code in NO_PERMISSION else self._refused
        self._tell()
        self.setCurrentWidget(self._refusal)
        self._refusal.take_focus()

    def _show_welcome(self) -> None:
        if self.welcome is None:
            self.welcome = self._made_welcome()
        self.welcome.show_folder(self._folder)
        self.setCurrentWidget(self.welcome)
        self.welcome.take_focus()

    # start-up: each of these pages is made when there is something to be said on it

    @cached_property
    def _waiting(self) -> MessagePage:
        from dealerdesk.ui.widgets.message_page import MessagePage  # noqa: PLC0415  # start-up, see above

        page = MessagePage("folder-open")
        self.addWidget(page)
        return page

    @cached_property
    def _refused(self) -> RefusalPage:
        return self._made_refusal("warning-circle", "bad")

    @cached_property
    def _forbidden(self) -> RefusalPage:
        return self._made_refusal("lock", "warn")

    def _made_refusal(self, icon_name: str, icon_role: str) -> RefusalPage:
        from dealerdesk.ui.welcome.refusal_page import RefusalPage  # noqa: PLC0415  # start-up, see above

        page = RefusalPage(icon_name, icon_role)
        page.again_asked.connect(self.again_asked)
        page.folder_wanted.connect(self._on_folder_wanted)
        page.restore_wanted.connect(self._on_restore_elsewhere_wanted)
        self.addWidget(page)
        return page

    def _made_welcome(self) -> WelcomePage:
        from dealerdesk.ui.welcome.welcome_page import WelcomePage  # noqa: PLC0415  # start-up, see above

        page = WelcomePage(self._theme)
        page.sample_asked.connect(self.sample_asked)
        page.answered.connect(self._on_answered)
        page.folder_wanted.connect(self._on_folder_wanted)
        page.restore_wanted.connect(self._on_restore_wanted)
        page.looks.language.language_chosen.connect(self.language_chosen)
        page.looks.theme.theme_chosen.connect(self.theme_chosen)
        self.addWidget(page)
        return page

    def _on_answered(self, name: str, market: Market, imports: bool) -> None:
        (self.import_asked if imports else self.empty_asked).emit(name, market)

    def _on_folder_wanted(self) -> None:
        folder = self._chosen_folder(CHOOSE_FOLDER)
        if folder is not None:
            self.folder_chosen.emit(folder)

    def _on_restore_wanted(self) -> None:
        backup = self._chosen_backup()
        if backup is not None:
            self.restore_asked.emit(backup, self._folder)

    def _on_restore_elsewhere_wanted(self) -> None:
        """What is in the folder now may still be of use: the backup goes into another one."""
        backup = self._chosen_backup()
        into = self._chosen_folder(CHOOSE_NEW_FOLDER) if backup is not None else None
        if into is not None:
            self.restore_asked.emit(backup, into)

    # start-up: most starts ask for nothing, and need no dialogs

    def _chosen_folder(self, title: Message) -> Path | None:
        from dealerdesk.ui.dialogs import choose_folder  # noqa: PLC0415  # start-up, see above

        return choose_folder(self, title)

    def _chosen_backup(self) -> Path | None:
        from dealerdesk.ui.dialogs import FilePattern, choose_file  # noqa: PLC0415  # start-up, see above

        return choose_file(self, CHOOSE_BACKUP, (FilePattern(BACKUP_FILES, ("*.zip",)),))

    def _tell(self) -> None:
        if self._refusal is not None:
            forbids = self._error is not None and self._error.code in NO_PERMISSION
            title = NOT_ALLOWED if forbids else self._doing.failure
            self._refusal.show_text(title.said(), str(self._error))
        elif self._is_waiting and self.currentWidget() is not self._blank:
            self._waiting.show_text(self._doing.meanwhile.said())

    def _on_patience_ended(self) -> None:
        if self.currentWidget() is self._blank:
            self._waiting.show_text(self._doing.meanwhile.said())
            self.setCurrentWidget(self._waiting)
