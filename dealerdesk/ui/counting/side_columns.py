"""The columns of the lists beside the counter."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dealerdesk.services.audits import Discrepancy, LeftRow
from dealerdesk.ui.findings.columns import BELONGS, CUSTOMER, PLATE, WHAT, number_of
from dealerdesk.ui.findings.looks import LOOKS, fault_words
from dealerdesk.ui.findings.window_model import RowColumn
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.painting import paint_cell_text, square
from dealerdesk.ui.widgets.plate import paint_badge

_PLATE_USUAL = "粤B·D12345 00"


def _paint_plate(painter: QPainter, place: QRectF, row: Discrepancy | LeftRow) -> None:
    if row.plate:
        paint_badge(painter, place.adjusted(0, 0, m.GAP_2, 0), row.plate)
    else:
        name = row.file_no if isinstance(row, LeftRow) else number_of(row)
        paint_cell_text(painter, place, name or "", Text.BODY, colours().text)


def _paint_what(painter: QPainter, place: QRectF, row: Discrepancy) -> None:
    look, now = LOOKS[row.fault], colours()
    paint_icon(painter, square(place, m.ICON), look.icon, getattr(now, look.role))
    rest = place.adjusted(m.ICON + m.GAP_2, 0, 0, 0)
    paint_cell_text(painter, rest, fault_words(row), Text.BODY, now.text)


LEFT_COLUMNS = (
    RowColumn(PLATE, lambda row: row.plate or row.file_no, _PLATE_USUAL, paint=_paint_plate),
    RowColumn(CUSTOMER, lambda row: row.owner or "", "Zhou Jian", share=1, spare=1),
    RowColumn(BELONGS, lambda row: row.location or "", "AB-12 / 188", is_right=True),
)
FOUND_COLUMNS = (
    RowColumn(PLATE, lambda row: row.plate or number_of(row), _PLATE_USUAL, paint=_paint_plate),
    RowColumn(WHAT, fault_words, "Wrong cabinet", share=1, paint=_paint_what),
)
