"""The colours of the screens by what they mean, light and dark, and those of a high-contrast system."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme's colours as ``#RRGGBB``; text reaches 4.5:1 on its ground, controls and state fills 3:1."""

    window: str
    surface: str
    subtle: str
    hover: str
    selection: str
    row_line: str
    border: str
    input_border: str
    text: str
    text_2: str
    text_3: str
    disabled: str
    accent: str
    accent_strong: str
    on_accent: str
    on_filled: str
    accent_tint: str
    ok: str
    ok_fill: str
    ok_tint: str
    warn: str
    warn_fill: str
    warn_tint: str
    bad: str
    bad_fill: str
    bad_tint: str
    mark: str
    on_mark: str
    segment: str
    segment_outline: str
    rail: str
    rail_selected: str
    rail_text: str
    rail_strong: str
    rail_bar: str
    plate_blue: str
    plate_green: str
    plate_yellow: str
    plate_black: str
    plate_white: str

    def of(self, role: str) -> QColor:
        """The colour of a role by its name here."""
        return QColor(getattr(self, role))


LIGHT = Colours(
    window="#EDF0F3",
    surface="#FFFFFF",
    subtle="#F5F7F9",
    hover="#EEF3F7",
    selection="#DCEBF6",
    row_line="#E2E7EC",
    border="#C9D1D9",
    input_border="#7A8692",
    text="#18212A",
    text_2="#43505C",
    text_3="#5C6874",
    disabled="#8B96A1",
    accent="#125D8F",
    accent_strong="#0D4A73",
    on_accent="#FFFFFF",
    on_filled="#FFFFFF",
    accent_tint="#E3EFF7",
    ok="#1A6E3F",
    ok_fill="#2E8F5B",
    ok_tint="#E1F2E8",
    warn="#855000",
    warn_fill="#BC7C00",
    warn_tint="#FCF0D3",
    bad="#B0261D",
    bad_fill="#D2453A",
    bad_tint="#FCE8E6",
    mark="#FFE48A",
    on_mark="#18212A",
    segment="#4A88B3",
    segment_outline="#87939F",
    rail="#16283A",
    rail_selected="#25415B",
    rail_text="#BFCCD8",
    rail_strong="#FFFFFF",
    rail_bar="#63B4E6",
    plate_blue="#1C5FB0",
    plate_green="#1F8F5C",
    plate_yellow="#F2C300",
    plate_black="#1D242B",
    plate_white="#C9D1D9",
)

DARK = Colours(
    window="#12171D",
    surface="#1A2129",
    subtle="#202830",
    hover="#242E38",
    selection="#1E3F58",
    row_line="#2A333D",
    border="#3B4753",
    input_border="#73808D",
    text="#E8EDF2",
    text_2="#B9C4CE",
    text_3="#A1AEBA",
    disabled="#6C7884",
    accent="#74BDEB",
    accent_strong="#93CDF2",
    on_accent="#0B1D2A",
    on_filled="#0B1D2A",
    accent_tint="#17344A",
    ok="#74CB9A",
    ok_fill="#4BAE7B",
    ok_tint="#173527",
    warn="#EDBE57",
    warn_fill="#D9A32B",
    warn_tint="#3A2E14",
    bad="#F5938B",
    bad_fill="#E0675E",
    bad_tint="#47211F",
    mark="#6A5614",
    on_mark="#FFF3CC",
    segment="#5C9CC6",
    segment_outline="#6F7C89",
    rail="#0D1217",
    rail_selected="#1E3346",
    rail_text="#A9B7C4",
    rail_strong="#FFFFFF",
    rail_bar="#74BDEB",
    plate_blue="#2C72C7",
    plate_green="#2AA36C",
    plate_yellow="#F2C300",
    plate_black="#C9D3DC",
    plate_white="#E8EDF2",
)


def palette_of(colours: Colours) -> QPalette:
    """The palette that Qt's own widgets and dialogs take their colours from."""
    role = QPalette.ColorRole
    palette = QPalette()
    for where, name in {
        role.Window: "window",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "subtle",
        role.Text: "text",
        role.Button: "surface",
        role.ButtonText: "text",
        role.BrightText: "on_accent",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Accent: "accent",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.ToolTipBase: "surface",
        role.ToolTipText: "text",
        role.PlaceholderText: "text_3",
        role.Mid: "border",
        role.Dark: "input_border",
        role.Light: "surface",
    }.items():
        palette.setColor(where, colours.of(name))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, colours.of("disabled"))
    return palette


def colours_of_system(palette: QPalette) -> Colours:
    """Colours made of nothing but the system's own, for people who set it to high contrast."""
    ground = palette.color(QPalette.ColorRole.Base).name()
    text = palette.color(QPalette.ColorRole.Text).name()
    chosen = palette.color(QPalette.ColorRole.Highlight).name()
    on_chosen = palette.color(QPalette.ColorRole.HighlightedText).name()
    grounds = {"window", "surface", "subtle", "hover", "accent_tint", "ok_tint", "warn_tint", "bad_tint"}
    grounds |= {"selection", "on_accent", "rail", "rail_selected", "row_line"}
    marks = {
        "mark": chosen,
        "on_mark": on_chosen,
        "accent": chosen,
        "on_accent": on_chosen,
        "on_filled": palette.color(QPalette.ColorRole.ButtonText).name(),  # without a sheet nothing is filled
        "rail_bar": chosen,
        "disabled": palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name(),
    }
    names = Colours.__dataclass_fields__
    return Colours(**{name: marks.get(name, ground if name in grounds else text) for name in names})
