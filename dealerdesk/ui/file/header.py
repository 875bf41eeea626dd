"""The head of a vehicle file's page: which vehicle it is, how far its file is, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.files import FileState
from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import WITH_KEYS, Command
from dealerdesk.ui.file.facts import FactsLine
from dealerdesk.ui.file.loading import LoadedFile
from dealerdesk.ui.file.state_steps import StateSteps
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.plate import PlateSign

NO_VEHICLE_NAME = Message("ui.file.no_make_and_model", "Make and model not known yet")
MORE = Message("ui.file.more", "More")


class FileHeader(QWidget):
    """Plate, vehicle, facts, steps and buttons; the page gives the buttons their commands.

    `copy_vin_asked` wants the VIN on the clipboard.
    """

    copy_vin_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loaded: LoadedFile | None = None
        self._step: Command | None = None
        self._add: Command | None = None
        self._menu_commands: list[Command] = []
        self.plate = PlateSign()
        self.title = ElidingLabel(kind="title")
        self.steps = StateSteps()
        self.step_button = QPushButton()
        self.add_button = QPushButton()
        self.add_button.setProperty("look", "filled")
        self.add_button.setIcon(icon("plus", "on_filled"))
        self.more = QPushButton()
        self.more.setProperty("look", "square")
        self.more.setIcon(icon("dots-three-vertical"))
        self.facts = FactsLine()
        self._arrange()
        self.facts.copy_asked.connect(self.copy_vin_asked)
        self.step_button.clicked.connect(lambda: _run(self._step))
        self.add_button.clicked.connect(lambda: _run(self._add))
        self.more.clicked.connect(self.open_menu)
        retell(self, self._tell)

    def show_file(self, loaded: LoadedFile) -> None:
        """Show the file that was loaded."""
        self._loaded = loaded
        self.facts.show_file(loaded.detail)
        self._tell()

    def show_commands(self, step: Command | None, add: Command | None, more: list[Command]) -> None:
        """What the buttons do: the next state, a new document, and the menu."""
        self._step, self._add, self._menu_commands = step, add, more
        self._tell()

    def open_menu(self) -> None:
        """Open the menu of what else can be done."""
        menu = QMenu(self)
        for command in self._menu_commands:
            action = menu.addAction(icon(command.icon), command.name.said())
            reason = command.why_not()
            action.setEnabled(reason is None)
            action.setToolTip(reason.said() if reason else "")
            if command.keys:
                action.setText(f"{command.name.said()}\t{command.keys}")
            action.triggered.connect(lambda _checked=False, run=command.run: run())
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        corner = self.more.mapToGlobal(self.more.rect().bottomRight())
        corner.setX(corner.x() - menu.sizeHint().width())
        menu.popup(corner)

    def _arrange(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(m.GAP_3)
        first.addWidget(self.plate)
        first.addWidget(self.title, 1)
        first.addWidget(self.steps)
        first.addWidget(self.step_button)
        first.addWidget(self.add_button)
        first.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_4, m.GAP_3, m.GAP_4, m.GAP_1)
        column.setSpacing(m.GAP_2)
        column.addLayout(first)
        column.addWidget(self.facts)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Give words up where there is little room."""
        super().resizeEvent(event)
        self.steps.show_narrow(narrow=self.width() < m.FILE_HEAD_NARROW)
        self._tell()

    def _tell(self) -> None:
        self.more.setToolTip(MORE.said())
        self.more.setAccessibleName(MORE.said())
        narrow = self.width() < m.FILE_HEAD_NARROW
        for button, command in ((self.step_button, self._step), (self.add_button, self._add)):
            button.setVisible(command is not None)
            if command is None:
                continue
            reason = command.why_not()
            name, keys = command.name.said(), command.keys
            button.setEnabled(reason is None)
            button.setText(WITH_KEYS.said(name=name, keys=keys) if keys and not narrow else name)
            button.setToolTip(reason.said() if reason else "")
            button.setAccessibleName(name)
        if self._loaded is None:
            return
        values = self._loaded.detail.values
        self.plate.show_plate(str(values["plate"]) if values["plate"] else None)
        name = " ".join(str(values[code]) for code in ("make", "model") if values[code])
        self.title.show_text(name or NO_VEHICLE_NAME.said())
        self.steps.show_state(FileState(str(values["state"])))


def _run(command: Command | None) -> None:
    if command is not None and command.why_not() is None:
        command.run()
