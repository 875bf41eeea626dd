"""Sizes of the screens, in logical pixels."""

from __future__ import annotations

from typing import Final

GAP_1: Final = 4
GAP_2: Final = 8
GAP_3: Final = 12
GAP_4: Final = 16
GAP_5: Final = 24

RADIUS_BADGE: Final = 3
RADIUS_CONTROL: Final = 4
RADIUS_CARD: Final = 6

BORDER: Final = 1
FOCUS_RING: Final = 2
SELECTION_BAR: Final = 4

RAIL_WIDTH: Final = 84
RAIL_NARROW: Final = 48
RAIL_ITEM: Final = 64
TOP_BAR: Final = 56
PAGE_HEAD: Final = 56
STATUS_BAR: Final = 28
PREVIEW_WIDTH: Final = 332
PREVIEW_WIDEST: Final = 420
SEARCH_WIDEST: Final = 560
DIALOGUE_WIDTH: Final = 560
"""A column of sentences and buttons in the middle of a page."""

ROW: Final = 32
HEADER_ROW: Final = 32
LIST_LINE: Final = 24
CONTROL: Final = 32
SEARCH_BOX: Final = 36
ICON: Final = 16
NAVIGATION_ICON: Final = 24
EMPTY_ICON: Final = 48

PLATE_STRIP: Final = 5
PLATE_BADGE: Final = 20
PLATE_LARGE: Final = 36
SEGMENT_WIDTH: Final = 6
SEGMENT_HEIGHT: Final = 12
SEGMENT_GAP: Final = 2
SIDE_GAP: Final = 4
PROGRESS_BAR: Final = 160
SCROLL_BAR: Final = 10
SCROLL_GRIP: Final = 32
MARK_COLUMN: Final = 46

MINIMUM_WINDOW: Final = (880, 500)
USUAL_WINDOW: Final = (1366, 736)
NARROW_BELOW: Final = 1100
"""Windows narrower than this close the preview and show the rail's icons alone."""
