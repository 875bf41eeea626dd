"""Qt's style sheet, generated from colours and measures; widgets ask for a look by properties.

``text_kind`` on a QLabel is a kind of text, ``look`` on a QPushButton or QFrame a kind of control.
"""

from __future__ import annotations

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.colours import Colours
from dealerdesk.ui.theme.fonts import Text


def style_sheet(c: Colours) -> str:
    """The style sheet of the whole application in colours `c`."""
    return "\n".join([_grounds(c), _labels(c), _buttons(c), _fields(c), _tables(c), _small_parts(c)])


def _grounds(c: Colours) -> str:
    return f"""
QMainWindow, QWidget[look="page"], QStackedWidget {{ background: {c.surface}; }}
QWidget[look="rail"] {{ background: {c.rail}; border: none; }}
QFrame[look="top"] {{ background: {c.surface}; border: none;
    border-bottom: {m.BORDER}px solid {c.border}; }}
QFrame[look="preview"] {{ background: {c.surface}; border: none;
    border-left: {m.BORDER}px solid {c.border}; }}
QFrame[look="preview"]:focus {{ border: {m.FOCUS_RING}px solid {c.accent}; }}
QFrame[look="line"] {{ background: {c.row_line}; border: none; max-height: {m.BORDER}px; }}
QFrame[look="divider"] {{ background: {c.border}; border: none; }}
QFrame[look="card"] {{ background: {c.surface}; border: {m.BORDER}px solid {c.border};
    border-radius: {m.RADIUS_CARD}px; }}
QFrame[look="notice"] {{ background: {c.bad_tint}; border: none;
    border-bottom: {m.BORDER}px solid {c.bad_fill}; }}
QFrame[look="notice"] QLabel {{ color: {c.bad}; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QSplitter::handle {{ background: {c.border}; }}
"""


def _labels(c: Colours) -> str:
    kinds = {
        "caption": (Text.CAPTION, c.text_3),
        "strong_caption": (Text.STRONG_CAPTION, c.text_2),
        "second": (Text.BODY, c.text_2),
        "strong": (Text.STRONG, c.text),
        "section": (Text.SECTION, c.text),
        "title": (Text.TITLE, c.text),
        "missing": (Text.STRONG_CAPTION, c.bad),
        "expiring": (Text.STRONG_CAPTION, c.warn),
    }
    rules = [
        f'QLabel[text_kind="{name}"] {{ color: {colour}; {_type(kind)} }}'
        for name, (kind, colour) in kinds.items()
    ]
    return "\n".join([f"QLabel {{ color: {c.text}; background: transparent; }}", *rules])


def _type(kind: Text) -> str:
    return f"font-size: {kind.points}pt; font-weight: {int(kind.weight)};"


def _buttons(c: Colours) -> str:
    flat = f"padding: 0 {m.GAP_2}px; min-height: {m.LIST_LINE - 2 * m.FOCUS_RING}px;"
    return f"""
QPushButton {{ background: {c.surface}; color: {c.text}; border: {m.BORDER}px solid {c.border};
    border-radius: {m.RADIUS_CONTROL}px; padding: 0 {m.GAP_4}px; min-height: {m.CONTROL - 2}px; }}
QPushButton:hover {{ background: {c.hover}; }}
QPushButton:pressed {{ background: {c.selection}; }}
QPushButton:focus {{ border: {m.FOCUS_RING}px solid {c.accent}; padding: 0 {m.GAP_4 - 1}px;
    min-height: {m.CONTROL - 2 * m.FOCUS_RING}px; }}
QPushButton:disabled {{ color: {c.disabled}; }}
QPushButton[look="filled"] {{ background: {c.accent}; color: {c.on_accent};
    border: {m.BORDER}px solid {c.accent};
    font-weight: {int(Text.STRONG.weight)}; }}
QPushButton[look="filled"]:hover, QPushButton[look="filled"]:pressed {{ background: {c.accent_strong};
    border-color: {c.accent_strong}; }}
QPushButton[look="filled"]:focus {{ border: {m.FOCUS_RING}px solid {c.text}; }}
QPushButton[look="filled"]:disabled {{ background: {c.disabled}; border-color: {c.disabled}; }}
QToolButton {{ background: transparent; color: {c.text_2}; border: {m.FOCUS_RING}px solid transparent;
    border-radius: {m.RADIUS_CONTROL}px; {flat} }}
QToolButton:hover {{ background: {c.hover}; }}
QToolButton:focus {{ border-color: {c.accent}; }}
QToolButton::menu-indicator {{ image: none; }}
"""


def _fields(c: Colours) -> str:
    return f"""
QFrame[look="search"] {{ background: {c.surface}; border: {m.BORDER}px solid {c.input_border};
    border-radius: {m.RADIUS_CONTROL}px; margin: 1px; }}
QFrame[look="search"][focused="true"] {{ border: {m.FOCUS_RING}px solid {c.accent}; margin: 0; }}
QFrame[look="search"] QLineEdit {{ background: transparent; border: none; color: {c.text};
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QFrame[look="search"]:disabled {{ border-color: {c.border}; }}
QLabel[text_kind="key"] {{ color: {c.text_2}; background: {c.subtle}; border: {m.BORDER}px solid {c.border};
    border-radius: {m.RADIUS_BADGE}px; padding: 0 {m.GAP_1}px; {_type(Text.CAPTION)} }}
"""


def _tables(c: Colours) -> str:
    return f"""
QTableView {{ background: {c.surface}; border: none; outline: none; color: {c.text}; }}
QHeaderView {{ background: {c.subtle}; border: none; }}
QHeaderView::section {{ background: {c.subtle}; color: {c.text_2}; border: none;
    border-top: {m.BORDER}px solid {c.border}; border-bottom: {m.BORDER}px solid {c.border};
    padding: 0 {m.GAP_2}px; {_type(Text.STRONG_CAPTION)} }}
QHeaderView::section:first {{ padding-left: {m.GAP_4}px; }}
QHeaderView::section:hover {{ background: {c.hover}; }}
QHeaderView::up-arrow, QHeaderView::down-arrow {{ width: 0; height: 0; }}
QScrollBar:vertical {{ background: {c.surface}; width: {m.SCROLL_BAR}px; margin: 0; border: none; }}
QScrollBar:horizontal {{ background: {c.surface}; height: {m.SCROLL_BAR}px; margin: 0; border: none; }}
QScrollBar::handle {{ background: {c.border}; border-radius: {m.RADIUS_BADGE}px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {c.input_border}; }}
QScrollBar::handle:vertical {{ min-height: {m.SCROLL_GRIP}px; }}
QScrollBar::handle:horizontal {{ min-width: {m.SCROLL_GRIP}px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: none; border: none; width: 0; height: 0; }}
"""


def _small_parts(c: Colours) -> str:
    return f"""
QStatusBar {{ background: {c.subtle}; border-top: {m.BORDER}px solid {c.border}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel, QStatusBar QToolButton {{ color: {c.text_2}; {_type(Text.CAPTION)} }}
QToolTip {{ background: {c.surface}; color: {c.text}; border: {m.BORDER}px solid {c.border};
    padding: {m.GAP_1}px; }}
QMenu {{ background: {c.surface}; color: {c.text}; border: {m.BORDER}px solid {c.border};
    padding: {m.GAP_1}px; }}
QMenu::item {{ padding: {m.GAP_1}px {m.GAP_5}px {m.GAP_1}px {m.GAP_2}px; border-radius: {m.RADIUS_BADGE}px; }}
QMenu::item:selected {{ background: {c.selection}; color: {c.text}; }}
QMenu::indicator {{ width: {m.ICON}px; height: {m.ICON}px; padding-left: {m.GAP_1}px; }}
QProgressBar {{ background: {c.row_line}; border: none; border-radius: {m.RADIUS_BADGE}px;
    max-height: {m.GAP_2}px; min-width: {m.PROGRESS_BAR}px; max-width: {m.PROGRESS_BAR}px;
    color: transparent; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: {m.RADIUS_BADGE}px; }}
"""
