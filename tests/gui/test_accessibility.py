"""Every screen of the gallery, for everybody: names, room for texts in every language, the tab order."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from dealerdesk import i18n
from dealerdesk.ui.theme.colours import DARK, LIGHT, Colours
from dealerdesk.ui.theme.look import Look
from tests.support.inspection import cut_texts, nameless, unreachable
from tests.support.screens import all_screens, shown
from tests.support.windows import sample_desk

SCREENS = {f"{room}/{screen.name}": screen for room, screens in all_screens().items() for screen in screens}

LAYOUTS_SETTLE = 6
TEXT_CONTRAST, SHAPE_CONTRAST = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11


@pytest.fixture(scope="session")
def desks(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small desks of every kind."""
    folder = tmp_path_factory.mktemp("desks")
    for name in ("full", "imported"):
        shutil.copytree(sample, folder / name)
    sample_desk(folder / "empty", 0).close()
    (folder / "broken").mkdir()
    (folder / "broken" / "dealerdesk.db").write_text("This is a shopping list, not a database.\n" * 100)
    return folder


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_for_everybody(name: str, desks: Path, tmp_path: Path, look: Look) -> None:
    """In every language all has a name and room for its words, and Tab comes by every control."""
    screen = SCREENS[name]
    found: list[str] = []
    with shown(screen, desks, tmp_path, look) as session:
        for language in i18n.LANGUAGES:
            look.use_language(language)
            for _layouts_settle in range(LAYOUTS_SETTLE):
                QApplication.processEvents()
            complaints = [*cut_texts(session.window), *nameless(session.window)]
            found += [f"{language}: {complaint}" for complaint in complaints]
        if screen.tabs_round:
            found += unreachable(session.window)
    assert not found, f"{len(found)} complaints\n" + "\n".join(found)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        known = QColor(colour)
        parts = (known.redF(), known.greenF(), known.blueF())
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4) for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs_of_texts() -> Iterator[tuple[str, str]]:
    """Which text roles stand on which grounds."""
    grounds = ("window", "surface", "subtle", "hover", "selection")
    yield from product(("text", "text_2", "text_3"), grounds)
    yield from product(("accent",), ("surface", "window", "subtle", "hover", "accent_tint"))
    yield from product(("on_accent",), ("accent", "accent_strong"))
    for state in ("ok", "warn", "bad"):
        yield from product((state,), ("surface", "window", "subtle", "hover", f"{state}_tint"))
    yield from (("on_mark", "mark"), ("rail_text", "rail"), ("rail_strong", "rail_selected"))


def pairs_of_shapes() -> Iterator[tuple[str, str]]:
    """Which shapes must be told apart from which grounds."""
    shapes = ("ok_fill", "warn_fill", "bad_fill", "input_border", "segment", "segment_outline", "accent")
    yield from product(shapes, ("surface",))
    yield ("rail_bar", "rail_selected")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_and_shapes_stand_out_from_their_grounds(theme: Colours) -> None:
    found = [
        f"{text} on {ground}: {ratio:.2f}"
        for pairs, least in ((pairs_of_texts(), TEXT_CONTRAST), (pairs_of_shapes(), SHAPE_CONTRAST))
        for text, ground in pairs
        if (ratio := contrast(getattr(theme, text), getattr(theme, ground))) < least
    ]
    assert not found, "\n".join(found)
