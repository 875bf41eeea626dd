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
RADIUS_CHIP: Final = 14

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
USER_NARROW: Final = 96
USER_WIDEST: Final = 200
DIALOGUE_WIDTH: Final = 560
"""A column of sentences and buttons in the middle of a page."""
QUESTION_WIDTH: Final = 400
"""The sentence of a dialog that asks whether somebody is sure."""

ROW: Final = 32
HEADER_ROW: Final = 32
LIST_LINE: Final = 24
CONTROL: Final = 32
CHIP: Final = 28
TAB: Final = 36
TAB_LINE: Final = 3
DENSE_ROW: Final = 28
SEARCH_BOX: Final = 36
ICON: Final = 16
NAVIGATION_ICON: Final = 24
EMPTY_ICON: Final = 48

WELCOME_TEXT: Final = 340
WELCOME_CARDS: Final = 620
WELCOME_CARDS_LEAST: Final = 440
WELCOME_GAP: Final = 64
WELCOME_PICTURE: Final = (254, 194)
CARD_TILE: Final = 56
CARD_ICON: Final = 28
SECTIONS_WIDTH: Final = 200
SECTION_WIDEST: Final = 760
SETTING_LABEL: Final = 200
SETTING_INPUT: Final = 320
TICK_COLUMN: Final = 112
FINDINGS_LINES: Final = 8
STEP_MARK: Final = 22
NOTICE_WINDOW: Final = (600, 280)
"""A window of its own that has one thing to say."""

SLOT: Final = 60
SLOT_CALM: Final = 40
"""A place for a document that nobody asks for."""
SLOT_ROW: Final = 32
SLOT_NARROW: Final = 410
THUMB_WIDTH: Final = 34
THUMB_HEIGHT: Final = 46
THUMB_TAG: Final = 14
COLUMN_LEAST: Final = 340
"""A column of slots; where two of them have no room beside each other, they stand below each other."""
BOARD_WANTED: Final = 920
"""Two columns of slots with all that is said in them; what is left of the room is the viewer's."""
VIEWER_WIDTH: Final = 360
VIEWER_WIDEST: Final = 640
PAGE_LEAST: Final = 140
PAGE_MARGIN: Final = 12
INBOX_THUMB: Final = 56

FILTER_INPUT: Final = 220
COLUMNS_LIST: Final = 240
COLUMNS_HIGHEST: Final = 420
PREVIEW_LEAST: Final = 280
BULK_EFFECT: Final = 136

PLATE_STRIP: Final = 5
PLATE_BADGE: Final = 20
PLATE_LARGE: Final = 36
SEGMENT_WIDTH: Final = 6
SEGMENT_LONG: Final = 20
"""A segment of the meter at the head of a file."""
SEGMENT_HEIGHT: Final = 12
SEGMENT_GAP: Final = 2
SIDE_GAP: Final = 4
PROGRESS_BAR: Final = 160
FOOT: Final = 56
"""The bar below a page that says what will be done, and does it."""
CANDIDATE_ROW: Final = 48
CANDIDATES_SHOWN: Final = 3
TWO_COLUMNS_FROM: Final = 960
"""Pages at least this wide put two columns of fields beside each other."""
HELP_TOPICS: Final = 304
READING_WIDTH: Final = 720
"""Lines of running text are not longer."""
PALETTE_WIDTH: Final = 640
PALETTE_ROW: Final = 36
PALETTE_TOP: Final = 64
KEY_CAP: Final = 20
MARK_HEIGHT: Final = 20
RADIUS_MARK: Final = 2
FOUND_WIDTH: Final = 880
FOUND_TALLEST: Final = 640
FOUND_ROW: Final = 36
FOUND_HEADING: Final = 32
FOUND_FOOT: Final = 36
FOUND_CHIPS: Final = 42
FOUND_COLUMN: Final = 128
"""What a row of the search begins with: a plate, a name, a number."""
MERGE_LABEL: Final = 184
"""The names of fields beside two records."""
MERGE_LEAST: Final = 520
PAIRS_LEAST: Final = 224
PAPERS_PANE: Final = 272
TOTALS_PANE: Final = 232
SETTLE_INPUT: Final = 240
"""Wide enough for a number, and for the sentence that says what is wrong with it."""
ORDER_PANES: Final = 900
"""An order that is shown narrower than this shows its lines and totals alone."""
FORM_TWO: Final = 560
FORM_THREE: Final = 900
LINES_LEAST: Final = 172
SERVICE_LOW: Final = 360
"""A service history that is lower than this shows the list of orders alone."""
SPARK_WIDTH: Final = 184
SPARK_HEIGHT: Final = 40
SPARK_DOT: Final = 3
AUDIT_ROW: Final = 56
AUDIT_PANE: Final = 380
"""What is told of an audit beside the list; in narrow windows it is as wide as a preview."""
CABINETS_SHOWN: Final = 8
SCROLL_BAR: Final = 10
SCROLL_GRIP: Final = 32
MARK_COLUMN: Final = 46

FILE_HEAD_NARROW: Final = 1120
"""Heads of files narrower than this give words of buttons up."""
LABEL_WIDEST: Final = 132
"""Labels left of inputs that need more take two lines."""
TWO_COLUMNS: Final = 780
THREE_COLUMNS: Final = 1140
REASON_WIDTH: Final = 220
MOMENT_COLUMN: Final = 136

MINIMUM_WINDOW: Final = (880, 500)
USUAL_WINDOW: Final = (1366, 736)
NARROW_BELOW: Final = 1100
"""Windows narrower than this close the preview and show the rail's icons alone."""
