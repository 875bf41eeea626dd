"""Pictures of every screen, in three languages, light and dark, from a sample desk on a fixed day.

``python -m tests.gallery`` writes them with an index.html into build/gallery, ``--main`` the few main
screens into build/pictures; ``--out DIR`` says another place.
"""

from __future__ import annotations

import argparse
import html
import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Event

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from dealerdesk import i18n
from dealerdesk.bootstrap import make_desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.progress import Silent
from dealerdesk.services.sample.making import MAKING_SAMPLE
from dealerdesk.storage.failures import DISK_FULL
from dealerdesk.ui.files.page import LOADING
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.session import Session
from dealerdesk.ui.shell.start_page import OPENING
from dealerdesk.ui.tasks import READERS
from dealerdesk.ui.theme.look import Look, ThemeChoice
from tests.support.windows import NOW, sample_desk, settle, wait_until, window_on

ROOT = Path(__file__).parents[1]
SIZE = (1366, 768)
SMALL = (880, 500)
FILES = 1284
THEMES = (ThemeChoice.LIGHT, ThemeChoice.DARK)


Release = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Screen:
    """One thing to see: on which desk (``full``, ``empty``, ``none``, ``broken``), and how to get there.

    Where `reach` holds something up, it hands back what lets go of it.
    """

    name: str
    desk: str
    reach: Callable[[Session], Release | None]
    size: tuple[int, int] = SIZE


def stay(_session: Session) -> None:
    """Show what there is at once."""


def search_for(words: str) -> Callable[[Session], None]:
    def reach(session: Session) -> None:
        page = session.window.files
        assert page is not None
        session.window.top.search.setFocus()
        session.window.top.search.field.setText(words)
        wait_until(lambda: page.model.query == words and not page.model.is_asking)

    return reach


def choose_incomplete(session: Session) -> None:
    """Choose the first file in sight that misses something."""
    page = session.window.files
    assert page is not None
    for row in range(12):
        found = page.model.index(row, 0).data(page.model.ROW_ROLE)
        if found.completeness.missing:
            page.table.choose(row)
            return


def read_preview(session: Session) -> None:
    page = session.window.files
    assert page is not None
    page.open_chosen()


def fail_to_read(session: Session) -> None:
    page = session.window.files
    assert page is not None
    page.model.failed.emit(DealerDeskError(DISK_FULL, path="dealerdesk.db"))


def say_a_bug(session: Session) -> None:
    session.crashed.emit("1A2B3C4D")


def make_something_long(session: Session) -> None:
    session.window.status.show_progress(MAKING_SAMPLE, 412, 1273)


def hold_up_reading(session: Session) -> Release:
    """Let nobody read for a while."""
    gate = Event()
    for lane in range(READERS):
        session.tasks.read(f"held up {lane}", gate.wait, lambda _none: None)
    return gate.set


def open_slowly(session: Session) -> Release:
    release = hold_up_reading(session)
    desk, window = session.desk, session.window
    assert desk is not None
    window.status.show_counts("", "")
    window.show_files(desk, session.tasks, session.feed)
    page = window.files
    assert page is not None
    wait_until(lambda: LOADING.said() in page.said_instead)
    return release


def scroll_far(session: Session) -> Release:
    """Scroll to rows that are still on their way."""
    page = session.window.files
    assert page is not None
    release = hold_up_reading(session)
    page.table.verticalScrollBar().setValue(page.table.verticalScrollBar().maximum() // 2)
    return release


def wait_for_desk(session: Session) -> None:
    start = session.window.start
    start.wait()
    wait_until(lambda: OPENING.said() in start.text)


SCREENS = (
    Screen("files", "full", stay),
    Screen("files-incomplete", "full", choose_incomplete),
    Screen("files-preview-focused", "full", read_preview),
    Screen("files-imported", "imported", stay),
    Screen("files-small", "full", stay, SMALL),
    Screen("files-small-preview", "full", read_preview, SMALL),
    Screen("search", "full", search_for("li")),
    Screen("search-by-name", "full", search_for("王")),
    Screen("search-no-hits", "full", search_for("zzzz 9999")),
    Screen("files-loading", "full", open_slowly),
    Screen("files-scrolling", "full", scroll_far),
    Screen("files-empty", "empty", stay),
    Screen("opening", "none", wait_for_desk),
    Screen("files-unreadable", "full", fail_to_read),
    Screen("notice", "full", say_a_bug),
    Screen("progress", "empty", make_something_long),
    Screen("welcome", "none", stay),
    Screen("refused", "broken", stay),
)
MAIN = ("files-incomplete", "files-imported", "search", "welcome")
MAIN_LOOKS = (("en", ThemeChoice.LIGHT), ("zh_CN", ThemeChoice.DARK), ("zh_TW", ThemeChoice.LIGHT))


REGISTERS = (
    (RecordKind.FILES, "车辆档案登记表.xlsx"),
    (RecordKind.REPAIR_ORDERS, "repair-orders.xlsx"),
    (RecordKind.FILES, "客戶資料-big5.csv"),
    (RecordKind.FILES, "inventory.xls"),
)
"""The registers in ``tests/data/samples``, and what they hold."""


def make_desks(folder: Path, files: int) -> None:
    """The data folders that the screens are shown on."""
    import_registers(folder / "imported")
    sample_desk(folder / "full", files, Silent()).close()
    sample_desk(folder / "empty", 0, Silent()).close()
    broken = folder / "broken"
    broken.mkdir()
    (broken / "dealerdesk.db").write_text("This is a shopping list, not a database.\n" * 100)


def import_registers(folder: Path) -> None:
    """A data folder with the registers of several dealerships, and what importing them said."""
    with closing(make_desk(folder, lambda: NOW)) as desk:
        for kind, name in REGISTERS:
            found = desk.imports.run(kind, ROOT / "tests" / "data" / "samples" / name)
            print(  # noqa: T201  # what the command is asked for
                f"{name}: {found.rows} rows, {found.new} {kind} new, {found.refused} rows refused, "
                f"{found.left_out} cells left out, {found.conflicts} conflicts"
            )


def paint(screen: Screen, desks: Path, look: Look, out: Path) -> None:
    """Write the picture of one screen as it looks now."""
    with window_on(desks / screen.desk, look, Preferences(desks / "window.ini")) as session:
        session.window.resize(*screen.size)
        settle(session)
        release = screen.reach(session)
        if release is None:
            settle(session)
        saved = session.window.grab().save(str(out))
        if release is not None:
            release()
        if not saved:
            raise OSError(out)


def write_index(out: Path, pictures: Sequence[Path]) -> None:
    """A page with all pictures."""
    shown = "\n".join(
        f'<figure><figcaption>{html.escape(picture.stem)}</figcaption><img src="{picture.name}"></figure>'
        for picture in pictures
    )
    style = "body{font:14px sans-serif;background:#888} img{max-width:100%}"
    page = f'<!doctype html><meta charset="utf-8"><title>DealerDesk</title><style>{style}</style>{shown}'
    (out / "index.html").write_text(page, encoding="utf-8")


def wanted(main_only: bool) -> list[tuple[Screen, str, ThemeChoice]]:
    """Which screens to paint, in which language and theme."""
    screens = [screen for screen in SCREENS if screen.name in MAIN or not main_only]
    looks = MAIN_LOOKS if main_only else [(code, theme) for code in i18n.LANGUAGES for theme in THEMES]
    return [(screen, code, theme) for screen in screens for code, theme in looks]


def main() -> None:
    """Paint, and say where the pictures are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--main", action="store_true", help="the main screens only, into build/pictures")
    parser.add_argument("--only", default="", help="only the screens whose names begin so")
    parser.add_argument("--out", type=Path, help="another folder for the pictures")
    arguments = parser.parse_args()
    out: Path = arguments.out or ROOT / "build" / ("pictures" if arguments.main else "gallery")
    out.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    look = Look(application)
    pictures = []
    with tempfile.TemporaryDirectory() as folder:
        desks = Path(folder)
        make_desks(desks, FILES)
        for screen, code, theme in wanted(arguments.main):
            if not screen.name.startswith(arguments.only):
                continue
            look.use_language(code)
            look.use_theme(theme)
            pictures.append(out / f"{screen.name}-{code}-{theme}.png")
            paint(screen, desks, look, pictures[-1])
    write_index(out, pictures)
    print(f"{len(pictures)} pictures of the window are in {out}")  # noqa: T201  # what the command is asked for


if __name__ == "__main__":
    main()
