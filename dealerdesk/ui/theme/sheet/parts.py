"""Tables, menus, scroll bars, slots of documents, offers: the furniture of single screens."""

from __future__ import annotations

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.colours import Colours
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.sheet.lettering import type_of


def tables(c: Colours) -> str:
    """Tables, their headers and scroll bars."""
    return f"""
QTableView {{ background: {c.surface}; border: none; outline: none; color: {c.text}; }}
QHeaderView {{ background: {c.subtle}; border: none; }}
QHeaderView[look="plain"] {{ background: {c.surface}; }}
QHeaderView::section {{ background: {c.subtle}; color: {c.text_2}; border: none;
    border-top: {m.BORDER}px solid {c.border}; border-bottom: {m.BORDER}px solid {c.border};
    padding: 0 {m.GAP_2}px; {type_of(Text.STRONG_CAPTION)} }}
QHeaderView[look="topmost"]::section {{ border-top: none; }}
QHeaderView::section:first {{ padding-left: {m.GAP_4}px; }}
QHeaderView::section:hover {{ background: {c.hover}; }}
QHeaderView::up-arrow, QHeaderView::down-arrow {{ width: 0; height: 0; }}
QListView[look="choices"] {{ background: transparent; border: none; outline: none; color: {c.text}; }}
QListView[look="sections"] {{ background: {c.subtle}; border: none; outline: none; color: {c.text_2};
    border-right: {m.BORDER}px solid {c.border}; padding: {m.GAP_2}px 0; }}
QListView[look="sections"]::item {{ padding: 0 {m.GAP_3}px;
    border-left: {m.SELECTION_BAR}px solid transparent; }}
QListView[look="sections"]::item:hover {{ background: {c.hover}; }}
QListView[look="sections"]::item:selected {{ background: {c.selection}; color: {c.text};
    border-left-color: {c.accent}; }}
QScrollBar:vertical {{ background: {c.surface}; width: {m.SCROLL_BAR}px; margin: 0; border: none; }}
QScrollBar:horizontal {{ background: {c.surface}; height: {m.SCROLL_BAR}px; margin: 0; border: none; }}
QScrollBar::handle {{ background: {c.border}; border-radius: {m.RADIUS_BADGE}px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {c.input_border}; }}
QScrollBar::handle:vertical {{ min-height: {m.SCROLL_GRIP}px; }}
QScrollBar::handle:horizontal {{ min-width: {m.SCROLL_GRIP}px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: none; border: none; width: 0; height: 0; }}
"""


def slots(c: Colours) -> str:
    """Places for documents: filled, missing, waived; chosen, and with a scan held over them."""
    chosen = f"border: {m.FOCUS_RING}px solid {c.accent}; margin: 0;"
    return f"""
QFrame[look="slot"] {{ background: {c.surface}; border: {m.BORDER}px solid {c.border};
    border-radius: {m.RADIUS_CONTROL}px; margin: 1px; }}
QFrame[look="slot"][state="missing"] {{ border: {m.BORDER}px dashed {c.bad_fill}; }}
QFrame[look="slot"][state="optional"], QFrame[look="slot"][state="waived"] {{
    border: {m.BORDER}px dashed {c.border}; }}
QFrame[look="slot"][state="optional"] QPushButton[look="compact"] {{ color: {c.text_2}; }}
QFrame[look="slot"][chosen="true"] {{ background: {c.accent_tint}; {chosen} }}
QFrame[look="slot"][state="over"] {{ background: {c.accent_tint}; {chosen} }}
QFrame[look="slot_row"] {{ background: transparent; border: {m.FOCUS_RING}px solid transparent;
    border-radius: {m.RADIUS_CONTROL}px; }}
QFrame[look="slot_row"]:hover {{ background: {c.hover}; }}
QFrame[look="slot_row"][chosen="true"], QFrame[look="slot_row"][state="over"] {{
    background: {c.accent_tint}; border-color: {c.accent}; }}
QFrame[look="strip"] {{ background: {c.subtle}; border: none;
    border-bottom: {m.BORDER}px solid {c.border}; }}
QFrame[look="remark"] {{ background: {c.subtle}; border: {m.BORDER}px solid {c.row_line};
    border-radius: {m.RADIUS_CONTROL}px; }}
QPushButton[look="compact"] {{ padding: 0 {m.GAP_2}px; min-height: {m.CHIP - 2 * m.BORDER}px; }}
QPushButton[look="compact"]:focus {{ padding: 0 {m.GAP_2 - 1}px; min-height: {m.CHIP - 2 * m.FOCUS_RING}px; }}
QPushButton[look="icon"] {{ background: transparent; border: {m.FOCUS_RING}px solid transparent;
    padding: 0 {m.GAP_1}px; min-height: {m.CONTROL - 2 * m.FOCUS_RING}px; }}
QPushButton[look="icon"]:hover {{ background: {c.hover}; }}
QPushButton[look="icon"]:focus {{ border-color: {c.accent}; }}
QScrollArea[look="desk"], QWidget[look="desk"] {{ background: {c.window}; }}
QPushButton[look="inbox"] {{ background: {c.surface}; padding: 0; }}
QPushButton[look="inbox"]:checked {{ background: {c.accent_tint};
    border: {m.FOCUS_RING}px solid {c.accent}; }}
QLabel[text_kind="tag_warn"], QLabel[text_kind="tag_bad"], QLabel[text_kind="tag_plain"] {{
    border-radius: {m.RADIUS_BADGE}px; padding: 1px {m.GAP_2}px; {type_of(Text.STRONG_CAPTION)} }}
QLabel[text_kind="tag_warn"] {{ background: {c.warn_tint}; color: {c.warn}; }}
QLabel[text_kind="tag_bad"] {{ background: {c.bad_tint}; color: {c.bad}; }}
QLabel[text_kind="tag_plain"] {{ background: {c.surface}; color: {c.text_2}; }}
"""


def small_parts(c: Colours) -> str:
    """Status bar, menus, tips and progress."""
    return f"""
QStatusBar {{ background: {c.subtle}; border-top: {m.BORDER}px solid {c.border}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel, QStatusBar QToolButton {{ color: {c.text_2}; {type_of(Text.CAPTION)} }}
QStatusBar QToolButton[worries="true"] {{ color: {c.warn}; font-weight: {int(Text.STRONG.weight)}; }}
QListView[look="findings"] {{ background: {c.surface}; color: {c.text}; outline: none;
    border: {m.BORDER}px solid {c.border}; border-radius: {m.RADIUS_CONTROL}px; }}
QListView[look="findings"]::item {{ padding: {m.GAP_1}px {m.GAP_2}px; }}
QListView[look="findings"]::item:selected {{ background: {c.selection}; color: {c.text}; }}
QListView[look="findings"]:focus {{ border: {m.FOCUS_RING}px solid {c.accent}; }}
QToolTip {{ background: {c.surface}; color: {c.text}; border: {m.BORDER}px solid {c.border};
    padding: {m.GAP_1}px; }}
QMenu {{ background: {c.surface}; color: {c.text}; border: {m.BORDER}px solid {c.border};
    padding: {m.GAP_1}px; }}
QMenu::item {{ padding: {m.GAP_1}px {m.GAP_5}px {m.GAP_1}px {m.GAP_2}px; border-radius: {m.RADIUS_BADGE}px; }}
QMenu::item:selected {{ background: {c.selection}; color: {c.text}; }}
QMenu::separator {{ background: {c.row_line}; height: {m.BORDER}px; margin: {m.GAP_1}px {m.GAP_2}px; }}
QMenu::indicator {{ width: {m.ICON}px; height: {m.ICON}px; padding-left: {m.GAP_1}px; }}
QCalendarWidget QWidget {{ background: {c.surface}; color: {c.text};
    alternate-background-color: {c.surface}; }}
QCalendarWidget QToolButton {{ color: {c.text}; min-height: {m.LIST_LINE}px;
    font-weight: {int(Text.STRONG.weight)}; }}
QCalendarWidget QToolButton:hover {{ background: {c.hover}; }}
QCalendarWidget QSpinBox {{ min-height: {m.LIST_LINE}px; border: {m.BORDER}px solid {c.border}; }}
QProgressBar {{ background: {c.row_line}; border: none; border-radius: {m.RADIUS_BADGE}px;
    max-height: {m.GAP_2}px; min-width: {m.PROGRESS_BAR}px; max-width: {m.PROGRESS_BAR}px;
    color: transparent; }}
QProgressBar[look="wide"] {{ min-width: {2 * m.PROGRESS_BAR}px; max-width: {2 * m.PROGRESS_BAR}px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: {m.RADIUS_BADGE}px; }}
"""


def offers(c: Colours) -> str:
    """What is offered while somebody types: suggestions, large choices, and what is known already."""
    return f"""
QListView[look="suggestions"] {{ background: {c.surface}; color: {c.text}; outline: none;
    border: {m.BORDER}px solid {c.input_border}; border-radius: {m.RADIUS_CONTROL}px; padding: {m.GAP_1}px; }}
QListView[look="suggestions"]::item {{ height: {m.DENSE_ROW}px; padding: 0 {m.GAP_1}px;
    border-radius: {m.RADIUS_BADGE}px; color: {c.text}; }}
QListView[look="suggestions"]::item:hover {{ background: {c.hover}; }}
QListView[look="suggestions"]::item:selected {{ background: {c.selection}; color: {c.text}; }}
QListView[look="candidates"] {{ background: {c.surface}; border: {m.BORDER}px solid {c.border};
    border-radius: {m.RADIUS_CARD}px; outline: none; }}
QPushButton[look="choice"] {{ border-radius: {m.RADIUS_CARD}px; padding: 0; text-align: left; }}
QPushButton[look="choice"]:checked {{ background: {c.accent_tint}; border: {m.BORDER}px solid {c.accent}; }}
QPushButton[look="choice"]:focus {{ border: {m.FOCUS_RING}px solid {c.accent}; padding: 0; }}
QFrame[look="known"] {{ background: {c.accent_tint}; border: {m.BORDER}px solid {c.accent};
    border-radius: {m.RADIUS_CARD}px; }}
QFrame[look="foot"] {{ background: {c.surface}; border: none; border-top: {m.BORDER}px solid {c.border}; }}
"""
