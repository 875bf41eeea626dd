"""Screens: what there is to see in the window, how to get there, and pictures of it.

Each module of ``tests/screens`` lists its own as ``SCREENS``; the gallery paints them, and tests look at all
of them. The desks that a screen can be shown on are made by `make_desks`.
"""

from __future__ import annotations

import importlib
import pkgutil
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from dealerdesk.bootstrap import make_desk
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.progress import Silent
from dealerdesk.ui.dialogs import answering
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.session import Session
from dealerdesk.ui.tasks import READERS
from dealerdesk.ui.theme.look import Look
from tests import screens as rooms
from tests.support.answers import Answers
from tests.support.windows import NOW, sample_desk, settle, window_on

SIZE = (1366, 768)
SMALL = (880, 500)
LARGE = (1920, 1080)
LARGE_SCALE = 1.5
SAMPLES = Path(__file__).parents[1] / "data" / "samples"
REGISTERS = (
    (RecordKind.FILES, "车辆档案登记表.xlsx"),
    (RecordKind.REPAIR_ORDERS, "repair-orders.xlsx"),
    (RecordKind.FILES, "客戶資料-big5.csv"),
    (RecordKind.FILES, "inventory.xls"),
)
"""The registers in ``tests/data/samples``, and what they hold."""

Release = Callable[[], None]
Reach = Callable[[Session], Release | None]


@dataclass(frozen=True, slots=True)
class Screen:
    """One thing to see: on which desk it is seen, and how to get there.

    Desks are ``full``, ``empty``, ``imported``, ``none``, ``broken``. `reach` is called once the window has
    settled, and it settles again afterwards. Where `reach` holds something up, it hands back what lets go of
    it, and nothing needs to settle. `size` is in pixels of the picture, `scale` is how many of them a logical
    pixel has. A main screen is also painted at 1920×1080 with 150 %. `tabs_round` is False where the keyboard
    is kept on purpose, as in a dialog or a popup.
    """

    name: str
    desk: str
    reach: Reach
    size: tuple[int, int] = SIZE
    scale: float = 1.0
    is_main: bool = False
    tabs_round: bool = True

    @property
    def logical_size(self) -> tuple[int, int]:
        """The window's size as the program sees it."""
        return round(self.size[0] / self.scale), round(self.size[1] / self.scale)


def all_screens(only_room: str = "") -> dict[str, tuple[Screen, ...]]:
    """The screens of all modules in ``tests/screens``, or of one, by the module's name."""
    names = [module.name for module in pkgutil.iter_modules(rooms.__path__)]
    wanted = [only_room] if only_room else names
    return {name: tuple(importlib.import_module(f"{rooms.__name__}.{name}").SCREENS) for name in wanted}


def make_desks(folder: Path, files: int, *, tell: Callable[[str], None] = lambda _line: None) -> None:
    """The data folders that screens are shown on, below `folder`; ``full`` has `files` vehicle files."""
    _import_registers(folder / "imported", tell)
    sample_desk(folder / "full", files, Silent()).close()
    sample_desk(folder / "empty", 0, Silent()).close()
    broken = folder / "broken"
    broken.mkdir()
    (broken / "dealerdesk.db").write_text("This is a shopping list, not a database.\n" * 100)


def _import_registers(folder: Path, tell: Callable[[str], None]) -> None:
    with closing(make_desk(folder, lambda: NOW)) as desk:
        for kind, name in REGISTERS:
            found = desk.imports.run(SAMPLES / name, ImportMapping(kind))
            tell(
                f"{name}: {found.rows} rows, {found.new} {kind} new, {found.refused} rows refused, "
                f"{found.left_out} cells left out, {found.conflicts} conflicts"
            )


@contextmanager
def shown(screen: Screen, desks: Path, own: Path, look: Look) -> Iterator[Session]:
    """The window with `screen` in it, on a copy of its desk below the new folder `own`."""
    folder = own / screen.desk
    if (desks / screen.desk).exists():
        shutil.copytree(desks / screen.desk, folder)
    with (
        answering(Answers()),
        window_on(folder, look, Preferences(own / "window.ini")) as session,
    ):
        session.window.resize(*screen.logical_size)
        settle(session)
        release = screen.reach(session)
        if release is None:
            settle(session)
        try:
            yield session
        finally:
            if release is not None:
                release()


def picture(window: QWidget) -> QPixmap:
    """The window as it looks now, with the dialogs, menus and popups that are open above it."""
    whole = window.grab()
    painter = QPainter(whole)
    for other in QApplication.topLevelWidgets():
        if other is window or not other.isVisible() or isinstance(other, QLabel):
            continue
        place = _place_of(other, window)
        if other.isModal():
            painter.fillRect(window.rect(), _SHADE)
            # In the place of the frame that the system draws.
            painter.fillRect(QRect(place, other.size()).adjusted(-1, -1, 1, 1), _FRAME)
        painter.drawPixmap(place, other.grab())
    painter.end()
    return whole


_SHADE, _FRAME = QColor(0, 0, 0, 60), QColor(0, 0, 0, 120)


def _place_of(other: QWidget, window: QWidget) -> QPoint:
    """Where `other` stands in the picture of `window`; dialogs stand in its middle, as systems put them."""
    if other.windowFlags() & Qt.WindowType.Popup == Qt.WindowType.Popup:
        return other.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
    return window.rect().center() - other.rect().center()


def stay(_session: Session) -> None:
    """Show what there is at once."""


def hold_up_reading(session: Session) -> Release:
    """Let nobody read for a while."""
    gate = Event()
    for lane in range(READERS):
        session.tasks.read(f"held up {lane}", gate.wait, lambda _none: None)
    return gate.set
