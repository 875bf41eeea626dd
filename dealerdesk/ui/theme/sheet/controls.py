"""Buttons, inputs, chips and tabs."""

from __future__ import annotations

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.colours import Colours
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.sheet.lettering import type_of

_INPUTS = {"QLineEdit": m.GAP_2, "QPlainTextEdit": m.GAP_2 - 2, "QComboBox": m.GAP_2 + 2, "QSpinBox": m.GAP_2}
"""The room left of the text, so that all texts stand on one line: Qt adds 2 to lines and 4 to paper."""


def buttons(c: Colours) -> str:
    """Buttons by their ``look``; the plain one is bordered."""
    flat = f"padding: 0 {m.GAP_2}px; min-height: {m.LIST_LINE - 2 * m.FOCUS_RING}px;"
    return f"""
QPushButton {{ background: {c.surface}; color: {c.text}; border: {m.BORDER}px solid {c.border};
    border-radius: {m.RADIUS_CONTROL}px; padding: 0 {m.GAP_4}px; min-height: {m.CONTROL - 2}px;
    qproperty-iconSize: {m.ICON + m.GAP_1}px {m.ICON}px; }}
QPushButton:hover {{ background: {c.hover}; }}
QPushButton:pressed {{ background: {c.selection}; }}
QPushButton:focus {{ border: {m.FOCUS_RING}px solid {c.accent}; padding: 0 {m.GAP_4 - 1}px;
    min-height: {m.CONTROL - 2 * m.FOCUS_RING}px; }}
QPushButton:disabled {{ color: {c.disabled}; }}
QPushButton[look="filled"] {{ background: {c.accent}; color: {c.on_filled};
    border: {m.BORDER}px solid {c.accent};
    font-weight: {int(Text.STRONG.weight)}; }}
QPushButton[look="filled"]:hover, QPushButton[look="filled"]:pressed {{ background: {c.accent_strong};
    border-color: {c.accent_strong}; }}
QPushButton[look="filled"]:focus {{ border: {m.FOCUS_RING}px solid {c.text}; }}
QPushButton[look="filled"]:disabled {{ background: {c.subtle}; border-color: {c.border};
    color: {c.disabled}; }}
QToolButton {{ background: transparent; color: {c.text_2}; border: {m.FOCUS_RING}px solid transparent;
    border-radius: {m.RADIUS_CONTROL}px; {flat} }}
QToolButton:hover {{ background: {c.hover}; }}
QToolButton:focus {{ border-color: {c.accent}; }}
QToolButton[look="square"] {{ padding: 0; }}
QToolButton::menu-indicator {{ image: none; }}
"""


def fields(c: Colours) -> str:
    """The search box and the keys that are written as keys."""
    return f"""
QFrame[look="search"] {{ background: {c.surface}; border: {m.BORDER}px solid {c.input_border};
    border-radius: {m.RADIUS_CONTROL}px; margin: 1px; }}
QFrame[look="search"][focused="true"] {{ border: {m.FOCUS_RING}px solid {c.accent}; margin: 0; }}
QFrame[look="search"] QLineEdit {{ background: transparent; border: none; padding: 0; color: {c.text};
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QFrame[look="search"]:disabled {{ border-color: {c.border}; }}
QLabel[text_kind="key"] {{ color: {c.text_2}; background: {c.subtle}; border: {m.BORDER}px solid {c.border};
    border-radius: {m.RADIUS_BADGE}px; padding: 0 {m.GAP_1}px; {type_of(Text.CAPTION)} }}
"""


def inputs(c: Colours) -> str:
    """Fields of forms; ``problem`` is ``bad`` or ``warn`` while something is said below one."""
    one = ", ".join(_INPUTS)
    rules = [
        f"""
{one} {{ background: {c.surface}; color: {c.text}; border: {m.BORDER}px solid {c.input_border};
    border-radius: {m.RADIUS_CONTROL}px; padding: 0 {m.GAP_2}px; min-height: {m.CONTROL - 2 * m.BORDER}px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QPlainTextEdit {{ padding: {m.GAP_1}px {_INPUTS["QPlainTextEdit"]}px; }}
QLineEdit QToolButton {{ min-height: 0; padding: 0; }}
QLineEdit, QPlainTextEdit {{ placeholder-text-color: {c.text_3}; }}
QComboBox {{ padding: 0 {m.GAP_5}px 0 {_INPUTS["QComboBox"]}px; }}
QComboBox::drop-down {{ border: none; width: {m.GAP_5}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {c.surface}; color: {c.text};
    border: {m.BORDER}px solid {c.border}; selection-background-color: {c.selection};
    selection-color: {c.text}; outline: none; }}
QComboBox QAbstractItemView::item {{ min-height: {m.LIST_LINE}px; padding: 0 {m.GAP_1}px; }}"""
    ]
    rules += _quiet_inputs(one, c)
    for state, colour, width in (
        (":disabled", c.border, m.BORDER),
        ('[problem="warn"]', c.warn_fill, m.FOCUS_RING),
        ('[problem="bad"]', c.bad_fill, m.FOCUS_RING),
        (":focus", c.accent, m.FOCUS_RING),
    ):
        for quiet, height in (("", m.CONTROL), ('[quiet="true"]', m.DENSE_ROW)):
            rules += [
                f"{name}{quiet}{state} {{ border: {width}px solid {colour};"
                f" padding-left: {indent - (width - m.BORDER)}px; min-height: {height - 2 * width}px; }}"
                for name, indent in _INPUTS.items()
            ]
    rules.append(f"QLineEdit:disabled, QComboBox:disabled {{ color: {c.disabled}; background: {c.subtle}; }}")
    return "\n".join(rules)


def _quiet_inputs(one: str, c: Colours) -> list[str]:
    """Inputs that look like text on a page until the pointer is in them; changed ones stand out."""
    rules = []
    for quiet, ground, line in (
        ('[quiet="true"]', c.subtle, c.row_line),
        ('[quiet="true"]:hover', c.surface, c.input_border),
        ('[quiet="true"][changed="true"]', c.accent_tint, c.accent),
    ):
        which = ", ".join(f"{name.strip()}{quiet}" for name in one.split(","))
        rules.append(
            f"{which} {{ background: {ground}; border: {m.BORDER}px solid {line};"
            f" min-height: {m.DENSE_ROW - 2 * m.BORDER}px; }}"
        )
    return rules


def choosers(c: Colours) -> str:
    """Chips, tabs and links."""
    return f"""
QPushButton[look="chip"] {{ border-radius: {m.RADIUS_CHIP}px; padding: 0 {m.GAP_3}px; color: {c.text_2};
    min-height: {m.CHIP - 2 * m.BORDER}px; }}
QPushButton[look="chip"]:checked {{ background: {c.accent_tint}; color: {c.accent};
    border: {m.BORDER}px solid {c.accent}; font-weight: {int(Text.STRONG.weight)}; }}
QPushButton[look="chip"]:focus {{ border: {m.FOCUS_RING}px solid {c.accent}; padding: 0 {m.GAP_3 - 1}px;
    min-height: {m.CHIP - 2 * m.FOCUS_RING}px; }}
QPushButton[look="chip"]:disabled {{ color: {c.disabled}; border-color: {c.row_line}; }}
QPushButton[look="chip"][adds="true"] {{ border-style: dashed; }}
QPushButton[look="flat"] {{ background: transparent; border: {m.FOCUS_RING}px solid transparent;
    color: {c.text}; padding: 0 {m.GAP_2}px; min-height: {m.CONTROL - 2 * m.FOCUS_RING}px; }}
QPushButton[look="flat"]:hover {{ background: {c.hover}; }}
QPushButton[look="flat"]:focus {{ border-color: {c.accent}; }}
QPushButton[look="flat"]:disabled {{ color: {c.disabled}; }}
QPushButton[look="link"] {{ background: transparent; border: {m.FOCUS_RING}px solid transparent;
    color: {c.accent}; padding: 0 {m.GAP_1}px; min-height: {m.LIST_LINE - 2 * m.FOCUS_RING}px; }}
QPushButton[look="link"]:hover {{ color: {c.accent_strong}; text-decoration: underline; }}
QPushButton[look="link"]:focus {{ border-color: {c.accent}; }}
QPushButton[look="number"] {{ background: transparent; border: {m.FOCUS_RING}px solid transparent;
    color: {c.text}; padding: 0 {m.GAP_1}px; min-height: {m.LIST_LINE - 2 * m.FOCUS_RING}px; }}
QPushButton[look="narrow"] {{ padding: 0 {m.GAP_2}px; }}
QPushButton[look="narrow"]:focus {{ padding: 0 {m.GAP_2 - 1}px; }}
QPushButton[look="danger"] {{ color: {c.bad}; border-color: {c.bad_fill}; }}
QTabBar {{ background: transparent; border: none; }}
QTabBar::tab {{ background: transparent; color: {c.text_2}; border: none;
    border-bottom: {m.TAB_LINE}px solid transparent; padding: 0 {m.GAP_3}px; min-height: {m.TAB}px; }}
QTabBar::tab:hover {{ color: {c.text}; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent};
    font-weight: {int(Text.STRONG.weight)}; }}
QTabBar:focus {{ border: {m.FOCUS_RING}px solid {c.accent}; border-radius: {m.RADIUS_CONTROL}px; }}
QCheckBox, QRadioButton {{ color: {c.text}; spacing: {m.GAP_2}px; }}
QRadioButton::indicator {{ width: {m.ICON - 2 * m.BORDER}px; height: {m.ICON - 2 * m.BORDER}px;
    border: {m.BORDER}px solid {c.input_border}; border-radius: {m.ICON // 2}px; background: {c.surface}; }}
QRadioButton::indicator:checked {{ width: {m.ICON - 2 * m.GAP_1}px; height: {m.ICON - 2 * m.GAP_1}px;
    border: {m.GAP_1}px solid {c.accent}; }}
QRadioButton::indicator:focus {{ border-color: {c.accent}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {c.disabled}; }}
"""
