"""Grounds, panels and bands: what other things stand on."""

from __future__ import annotations

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.colours import Colours


def grounds(c: Colours) -> str:
    """Windows, pages, bars and lines."""
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
QSplitter[look="quiet"]::handle:vertical {{ background: {c.subtle}; border: none;
    border-top: {m.BORDER}px solid {c.border}; border-bottom: {m.BORDER}px solid {c.border}; }}
QTableView QTableCornerButton::section {{ background: {c.subtle}; border: none;
    border-top: {m.BORDER}px solid {c.border}; border-bottom: {m.BORDER}px solid {c.border}; }}
QFrame[look="card"] QTableView QTableCornerButton::section {{ border-top: none; }}
"""


def panels(c: Colours) -> str:
    """What stands on a page: topics to read, the palette, strips, tiles, places to drop files on."""
    return f"""
QListView[look="topics"] {{ background: transparent; outline: none; border: none; }}
QTextBrowser[look="reading"]:focus {{ border: {m.FOCUS_RING}px solid {c.accent}; }}
QListView[look="topics"]::item {{ color: {c.text}; padding: {m.GAP_2}px {m.GAP_2}px;
    border-left: {m.SELECTION_BAR}px solid transparent; }}
QListView[look="topics"]::item:hover {{ background: {c.hover}; }}
QListView[look="topics"]::item:selected {{ background: {c.selection}; color: {c.text};
    border-left: {m.SELECTION_BAR}px solid {c.accent}; }}
QTextBrowser[look="reading"] {{ background: {c.surface}; color: {c.text};
    border: {m.FOCUS_RING}px solid transparent;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QFrame[look="palette"] {{ background: {c.surface}; border: {m.BORDER}px solid {c.input_border};
    border-radius: {m.RADIUS_CARD}px; }}
QFrame[look="palette"] QListView {{ background: transparent; border: none; outline: none; }}
QFrame[look="keys"] {{ background: {c.subtle}; border: none; border-top: {m.BORDER}px solid {c.border};
    border-bottom-left-radius: {m.RADIUS_CARD - m.BORDER}px;
    border-bottom-right-radius: {m.RADIUS_CARD - m.BORDER}px; }}
QFrame[look="chips"] {{ background: transparent; border: none;
    border-bottom: {m.BORDER}px solid {c.row_line}; }}
QFrame[look="strip"] {{ background: {c.surface}; border: none;
    border-bottom: {m.BORDER}px solid {c.border}; }}
"""


def import_page(c: Colours) -> str:
    """Tiles with figures, places to drop files on, problems and what becomes of them."""
    return f"""
QPushButton[look="count"] {{ border-radius: {m.RADIUS_CARD}px; padding: 0; text-align: left; }}
QPushButton[look="count"]:focus {{ border: {m.FOCUS_RING}px solid {c.accent}; padding: 0; }}
QPushButton[look="count"]:disabled {{ background: {c.subtle}; border-color: {c.row_line}; }}
QFrame[look="trouble"] {{ background: {c.bad_tint}; border: {m.BORDER}px solid {c.bad_fill};
    border-radius: {m.RADIUS_CARD}px; }}
QFrame[look="detail"] {{ background: {c.subtle}; border: none; border-top: {m.BORDER}px solid {c.border}; }}
QTableView[look="sheet"] {{ border: {m.BORDER}px solid {c.border}; border-radius: 0; }}
QFrame[look="drop"] {{ background: {c.surface}; border: {m.BORDER}px dashed {c.input_border};
    border-radius: {m.RADIUS_CARD}px; }}
QFrame[look="drop"][over="true"] {{ background: {c.accent_tint};
    border: {m.FOCUS_RING}px solid {c.accent}; }}
QFrame[look="summary"] {{ background: {c.subtle}; border: {m.BORDER}px solid {c.border};
    border-radius: {m.RADIUS_CARD}px; }}
QFrame[look="foot"] {{ background: {c.subtle}; border: none;
    border-top: {m.BORDER}px solid {c.border}; }}
QFrame[look="effect"] {{ background: {c.accent_tint}; border: {m.BORDER}px solid {c.border};
    border-radius: {m.RADIUS_CARD}px; }}
"""


def file_page(c: Colours) -> str:
    """Bands, the bar of what is not saved, the entries of the history, and what drops down."""
    return f"""
QFrame[look="popup"] {{ background: {c.surface}; border: {m.BORDER}px solid {c.border};
    border-radius: {m.RADIUS_CARD}px; }}
QFrame[look="band"] {{ background: {c.warn_tint}; border: none;
    border-bottom: {m.BORDER}px solid {c.warn_fill}; }}
QFrame[look="bar"] {{ background: {c.accent_tint}; border: none;
    border-top: {m.BORDER}px solid {c.accent}; }}
QFrame[look="entry"] {{ background: {c.surface}; border: {m.FOCUS_RING}px solid {c.surface};
    border-bottom: {m.BORDER}px solid {c.row_line}; }}
QFrame[look="entry"]:hover {{ background: {c.subtle}; border-color: {c.subtle};
    border-bottom-color: {c.row_line}; }}
QFrame[look="entry"]:focus {{ border: {m.FOCUS_RING}px solid {c.accent}; }}
QPushButton[look="square"] {{ padding: 0; min-width: {m.CONTROL - 2 * m.BORDER}px; }}
QPushButton[look="square"]:focus {{ padding: 0; min-width: {m.CONTROL - 2 * m.FOCUS_RING}px; }}
"""
