"""Pictures of every screen, in three languages, light and dark, from a sample desk on a fixed day.

``python -m tests.gallery`` writes them with an index.html into build/gallery, and the main screens also at
1920×1080 with 150 %; ``--main`` writes the main screens once each, into build/pictures. ``--room ROOM`` is
one module of tests/screens, ``--only BEGINNING`` the screens whose names begin so, ``--out DIR`` another
place for the pictures.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from dealerdesk import i18n
from dealerdesk.ui.theme.look import STYLE_WORDS, Look, ThemeChoice
from tests.support.screens import LARGE, LARGE_SCALE, Screen, all_screens, make_desks, picture, shown

ROOT = Path(__file__).parents[1]
FILES = 1284
WORKERS = 2
SCREEN = {"name": "large", "x": 0, "y": 0, "width": 3840, "height": 2160, "logicalDpi": 96, "dpr": 1}
"""What is painted on: Qt's own stand-in for a screen is 800 pixels wide, and pushes menus into that."""
THEMES = (ThemeChoice.LIGHT, ThemeChoice.DARK)
MAIN_LOOKS = (("en", (ThemeChoice.LIGHT,)), ("zh_CN", (ThemeChoice.DARK,)), ("zh_TW", (ThemeChoice.LIGHT,)))
ALL_LOOKS = tuple((code, THEMES) for code in i18n.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One screen in one language: what is painted of one window, in every theme."""

    room: str
    screen: Screen
    language: str
    themes: tuple[ThemeChoice, ...]

    def picture_in(self, theme: ThemeChoice) -> str:
        """The picture's name."""
        return f"{self.screen.name}-{self.language}-{theme}.png"

    def paint(self, desks: Path, look: Look, out: Path) -> None:
        """Write the pictures into `out`."""
        look.use_language(self.language)
        look.use_theme(self.themes[0])
        with (
            tempfile.TemporaryDirectory() as own,
            shown(self.screen, desks, Path(own), look) as session,
        ):
            for theme in self.themes:
                if theme is not self.themes[0]:
                    look.use_theme(theme)
                    QApplication.processEvents()
                name = out / self.picture_in(theme)
                if not picture(session.window).save(str(name)):
                    raise OSError(name)


def sittings(arguments: argparse.Namespace) -> Iterator[Sitting]:
    """What is to be painted."""
    looks = MAIN_LOOKS if arguments.main else ALL_LOOKS
    for room, screens in all_screens(arguments.room).items():
        for screen in screens:
            if (arguments.main and not screen.is_main) or not screen.name.startswith(arguments.only):
                continue
            large = replace(screen, name=f"{screen.name}-large", size=LARGE, scale=LARGE_SCALE)
            for each in (screen, large) if screen.is_main and not arguments.main else (screen,):
                yield from (Sitting(room, each, *one) for one in looks)


def paint_share(arguments: argparse.Namespace, out: Path) -> None:
    """Be one of several painters: paint every so many sittings of one scale."""
    scale, share = float(arguments.share[0]), int(arguments.share[1])
    application = QApplication(["gallery", *STYLE_WORDS])
    look = Look(application)
    mine = [each for each in sittings(arguments) if each.screen.scale == scale]
    for sitting in mine[share::WORKERS]:
        sitting.paint(Path(arguments.desks), look, out)


def paint_all(arguments: argparse.Namespace, wanted: Sequence[Sitting], desks: Path, out: Path) -> None:
    """Let several processes paint; Qt knows one scale a process."""
    command = [sys.executable, "-m", "tests.gallery", *sys.argv[1:], "--desks", str(desks), "--out", str(out)]
    platform = desks / "platform.json"
    platform.write_text(json.dumps({"screens": [SCREEN]}))
    for scale in sorted({each.screen.scale for each in wanted}):
        environment = os.environ | {"QT_SCALE_FACTOR": str(scale)}
        if os.environ["QT_QPA_PLATFORM"] == "offscreen":
            environment["QT_QPA_PLATFORM"] = f"offscreen:configfile={platform}"
        painters = [
            subprocess.Popen([*command, "--share", str(scale), str(share)], env=environment, cwd=ROOT)
            for share in range(WORKERS)
        ]
        codes = [painter.wait() for painter in painters]
        if any(codes):
            raise SystemExit(1)


def write_index(out: Path, wanted: Sequence[Sitting]) -> None:
    """A page with all pictures, the looks of one screen beside each other."""
    parts = []
    for room, in_room in groupby(wanted, lambda sitting: sitting.room):
        parts.append(f"<h1>{html.escape(room)}</h1>")
        for name, looks in groupby(in_room, lambda sitting: sitting.screen.name):
            files = [sitting.picture_in(theme) for sitting in looks for theme in sitting.themes]
            pictures = "".join(
                f'<a href="{file}"><img loading="lazy" src="{file}" alt="{file}"></a>' for file in files
            )
            parts.append(f"<h2>{html.escape(name)}</h2><div>{pictures}</div>")
    style = (
        "body{font:14px sans-serif;background:#888;margin:16px} img{width:100%;display:block}"
        " div{display:grid;grid-template-columns:1fr 1fr;gap:8px}"
    )
    page = f'<!doctype html><meta charset="utf-8"><title>DealerDesk</title><style>{style}</style>'
    (out / "index.html").write_text(page + "\n".join(parts), encoding="utf-8")


def parse() -> argparse.Namespace:
    """What the command was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--main", action="store_true", help="the main screens only, into build/pictures")
    parser.add_argument("--room", default="", help="only the screens of one module in tests/screens")
    parser.add_argument("--only", default="", help="only the screens whose names begin so")
    parser.add_argument("--out", type=Path, help="another folder for the pictures")
    parser.add_argument("--desks", help=argparse.SUPPRESS)
    parser.add_argument("--share", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    """Paint, and say where the pictures are."""
    arguments = parse()
    out: Path = (arguments.out or ROOT / "build" / ("pictures" if arguments.main else "gallery")).absolute()
    if arguments.share:
        paint_share(arguments, out)
        return
    out.mkdir(parents=True, exist_ok=True)
    wanted = list(sittings(arguments))
    with tempfile.TemporaryDirectory() as folder:
        make_desks(Path(folder), FILES, tell=print)
        paint_all(arguments, wanted, Path(folder), out)
    write_index(out, wanted)
    count = sum(len(each.themes) for each in wanted)
    print(f"{count} pictures of the window are in {out}")  # noqa: T201  # what the command is asked for


if __name__ == "__main__":
    main()
