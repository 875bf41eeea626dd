"""Colours, icons and words of the screens."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dealerdesk import i18n
from dealerdesk.domain.search_tokens import RULES
from dealerdesk.paths import PACKAGE, resource
from dealerdesk.ui.formats import shown_date, shown_number
from dealerdesk.ui.models.matches import match_words
from dealerdesk.ui.theme import look
from dealerdesk.ui.theme.colours import DARK, LIGHT, Colours, colours_of_system, palette_of
from dealerdesk.ui.theme.fonts import families
from dealerdesk.ui.theme.icons import icon, paint_icon
from dealerdesk.ui.theme.look import Look, ThemeChoice
from dealerdesk.ui.theme.sheet import style_sheet
from dealerdesk.ui.widgets.plate import strip_role

UI = PACKAGE / "ui"
ICONS = sorted(path.stem for path in resource("icons").glob("*.svg"))
TEXT_ON = [
    *((text, ground) for text in ("text", "text_2", "text_3") for ground in ("surface", "subtle", "window")),
    *((text, ground) for text in ("text", "text_2", "text_3", "accent") for ground in ("selection", "hover")),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("on_filled", "accent"),
    ("on_filled", "accent_strong"),
    *(("accent", ground) for ground in ("surface", "window", "subtle", "accent_tint")),
    *(
        (state, ground)
        for state in ("ok", "warn", "bad")
        for ground in ("surface", "window", "subtle", "hover", f"{state}_tint")
    ),
    ("ok", "selection"),
    ("on_mark", "mark"),
    ("rail_text", "rail"),
    ("rail_strong", "rail_selected"),
]
SHAPES_ON = [
    ("input_border", "surface"),
    ("segment", "surface"),
    ("segment_outline", "surface"),
    ("ok_fill", "surface"),
    ("warn_fill", "surface"),
    ("bad_fill", "surface"),
    ("accent", "selection"),
    ("rail_bar", "rail"),
    ("rail_bar", "rail_selected"),
    ("accent", "surface"),
]

both_themes = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    chosen = QColor(colour)
    parts = (chosen.redF(), chosen.greenF(), chosen.blueF())
    linear = [part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4) for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def ui_sources() -> dict[str, str]:
    return {path.relative_to(UI).as_posix(): path.read_text("utf-8") for path in UI.rglob("*.py")}


@both_themes
def test_text_can_be_read_on_every_ground(colours: Colours) -> None:
    values = asdict(colours)
    low = {pair: contrast(values[pair[0]], values[pair[1]]) for pair in TEXT_ON}
    assert not {pair: ratio for pair, ratio in low.items() if ratio < 4.5}


@both_themes
def test_controls_and_fills_stand_out_from_their_ground(colours: Colours) -> None:
    values = asdict(colours)
    low = {pair: contrast(values[pair[0]], values[pair[1]]) for pair in SHAPES_ON}
    assert not {pair: ratio for pair, ratio in low.items() if ratio < 3}


@both_themes
def test_the_style_sheet_has_no_colour_of_its_own(colours: Colours) -> None:
    used = set(re.findall(r"#[0-9A-Fa-f]{3,8}", style_sheet(colours)))
    assert used
    assert used <= set(asdict(colours).values())


def test_no_colour_is_written_outside_the_theme() -> None:
    wrong = [name for name, text in ui_sources().items() if re.search(r"[\"']#[0-9A-Fa-f]{3,8}[\"']", text)]
    assert wrong == ["theme/colours.py"]


def test_a_system_of_high_contrast_gives_its_own_colours_only(qtbot: QtBot) -> None:
    colours = colours_of_system(palette_of(DARK))
    assert set(asdict(colours).values()) == {
        DARK.surface.lower(),
        DARK.text.lower(),
        DARK.accent.lower(),
        DARK.on_accent.lower(),
        DARK.disabled.lower(),
    }
    assert colours.on_filled == colours.text, "nothing is filled where the style sheet is dropped"
    assert colours.disabled != colours.text
    assert contrast(colours.text, colours.selection) >= 7


def test_high_contrast_drops_the_style_sheet_and_comes_and_goes_while_the_program_runs(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # looks of earlier tests would listen, too
    shown = Look(qapp, ThemeChoice.DARK)
    assert qapp.styleSheet()
    assert not look.is_plain()
    monkeypatch.setattr(look, "wants_contrast", lambda: True)
    qapp.styleHints().accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert not qapp.styleSheet()
    assert look.is_plain()
    palette = qapp.palette()
    assert palette.color(QPalette.ColorRole.Base) != QColor(DARK.surface), "the system's own"
    assert look.colours() == colours_of_system(palette)
    monkeypatch.setattr(look, "wants_contrast", lambda: False)
    qapp.styleHints().accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.NoPreference)
    assert qapp.styleSheet()
    assert look.colours() == DARK
    shown.use_theme(ThemeChoice.LIGHT)
    shown.deleteLater()


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_painted_in_the_colour_asked_for(name: str, qtbot: QtBot) -> None:
    picture = QImage(24, 24, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_icon(painter, QRectF(0, 0, 24, 24), name, LIGHT.accent)
    painter.end()
    pixels = [picture.pixelColor(x, y) for x in range(24) for y in range(24)]
    solid = {pixel.name().upper() for pixel in pixels if pixel.alpha() == 255}
    assert solid <= {LIGHT.accent}
    assert any(pixel.alpha() > 128 for pixel in pixels)


def test_every_icon_is_used_and_every_icon_used_is_there() -> None:
    sources = "\n".join(ui_sources().values())
    unused = [
        name
        for name in ICONS
        if f'"{name}"' not in sources and f'"{name.removesuffix("-fill")}"' not in sources
    ]
    assert not unused
    named = set(re.findall(r'(?:icon|IconSign|MessagePage)\(\s*"([a-z-]+)"', sources))
    assert named
    assert named <= set(ICONS)


def test_an_icon_gives_pictures_in_any_size(qtbot: QtBot) -> None:
    picture = icon("folders", "accent").pixmap(32, 32)
    assert not picture.isNull()


def test_the_first_chinese_font_is_that_of_the_language() -> None:
    simplified, traditional = families("zh_CN"), families("zh_TW")
    assert simplified.index("Microsoft YaHei UI") < simplified.index("Microsoft JhengHei UI")
    assert traditional.index("Microsoft JhengHei UI") < traditional.index("Microsoft YaHei UI")


def test_dates_and_numbers_are_written_as_the_language_does() -> None:
    assert shown_date(date(2026, 3, 9)) == "09 Mar 2026"
    with i18n.speaking("zh_TW"):
        assert shown_date(date(2026, 3, 9)) == "2026-03-09"
    assert shown_date(None) == ""
    assert shown_number(1284) == "1,284"


def test_every_field_that_search_knows_has_a_name() -> None:
    assert not [rule.field for rule in RULES if not match_words((rule.field,))]


def test_plates_have_the_colour_that_they_have_on_the_road() -> None:
    plates = {"粤B·12345": "plate_blue", "粤B·D12345": "plate_green", "粤Z·1234港": "plate_black"}
    plates |= {"KX21 ZPT": "plate_yellow", "ABC-1234": "plate_white"}
    assert {plate: strip_role(plate) for plate in plates} == plates


def test_icons_carry_their_licence() -> None:
    assert "MIT License" in Path(resource("icons") / "LICENSE").read_text("utf-8")


def test_the_platform_of_tests_has_no_screen(qtbot: QtBot) -> None:
    assert QGuiApplication.platformName() == "offscreen"
