"""How the cells of the list of files are painted: one delegate a column."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from dealerdesk.domain.files import KIND_LABELS, FileState
from dealerdesk.services.lists import FileRow
from dealerdesk.ui.formats import label, shown_date
from dealerdesk.ui.models.files_columns import SORTED_BY, Column, column_title
from dealerdesk.ui.models.files_model import FilesModel
from dealerdesk.ui.models.matches import match_words
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.meter import meter_width, paint_meter, reading_of
from dealerdesk.ui.widgets.painting import paint_cell_text, paint_text, rounded
from dealerdesk.ui.widgets.plate import badge_width, paint_badge
from dealerdesk.ui.widgets.states import paint_state, state_width

Index = QModelIndex | QPersistentModelIndex

VIN_TAIL = 6
_WIDEST_PLATE = "粤B·D12345"
_WIDEST_DATE = date(2028, 8, 28)
_USUAL_NAME = "Zhou Jianguo"
_USUAL_MATCHES = ("customer", "contact_person")
_USUAL_WORDS = {
    Column.FILE_NO: "2026-00417",
    Column.LOCATION: "B-2/17/04",
    Column.PHONE: "139 0755 4821",
    Column.COLOUR: "Ice blue",
    Column.ODOMETER: "138,420",
}
_DATES = {
    Column.LAST_VISIT,
    Column.BUILT,
    Column.INSURANCE_ENDS,
    Column.NEXT_SERVICE,
    Column.NEXT_INSPECTION,
}
_SECONDARY = _DATES | {
    Column.RESPONSIBLE,
    Column.MATCHED,
    Column.LOCATION,
    Column.KIND,
    Column.COLOUR,
    Column.NOTES,
    Column.ODOMETER,
}
FIRST_COLUMN = "first_column"
"""The property in which a table keeps which of its columns stands leftmost."""


class CellDelegate(QStyledItemDelegate):
    """Paints what is in a cell; the ground of the rows is the table's."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell; a row that is still on its way is a grey bar."""
        place = QRectF(option.rect)
        left = m.GAP_4 if option.widget.property(FIRST_COLUMN) == index.column() else m.GAP_2
        inner = place.adjusted(left, 0, -m.GAP_2, -m.BORDER)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = index.data(FilesModel.ROW_ROLE)
        if row is None:
            bar = QRectF(inner.left(), inner.center().y() - m.GAP_1, inner.width() * 0.6, m.GAP_2)
            painter.fillPath(rounded(bar, m.RADIUS_BADGE), colours().of("row_line"))
        else:
            self.paint_content(painter, inner, row, index)

    def paint_content(self, painter: QPainter, place: QRectF, _row: FileRow, index: Index) -> None:
        """Draw what is in the cell, inside `place`."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        secondary = index.column() in _SECONDARY
        now = colours()
        if index.column() == Column.ODOMETER:
            spare = place.width() - text_metrics(Text.BODY).horizontalAdvance(text)
            # Text is measured in whole pixels, and cut where a fraction of one is missing.
            place = place.adjusted(max(spare - 1, 0), 0, 0, 0)
        paint_cell_text(painter, place, text, Text.BODY, now.text_2 if secondary else now.text)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  # Qt's name
        """The width that cells of this column usually need, at the fonts of now."""
        return QSize(column_width(Column(index.column())), m.ROW)


class PlateDelegate(CellDelegate):
    """A plate as a badge."""

    def paint_content(self, painter: QPainter, place: QRectF, row: FileRow, _index: Index) -> None:
        """Draw the badge."""
        paint_badge(painter, place, row.plate)


class VinDelegate(CellDelegate):
    """A VIN, its last six characters strong, since people search and compare by them."""

    def paint_content(self, painter: QPainter, place: QRectF, row: FileRow, _index: Index) -> None:
        """Draw the VIN in two weights."""
        paint_vin(painter, place, row.vin or "")


class StateDelegate(CellDelegate):
    """A state as icon and word."""

    def paint_content(self, painter: QPainter, place: QRectF, row: FileRow, _index: Index) -> None:
        """Draw the state."""
        paint_state(painter, place, FileState(row.state), archived=row.archived)


class MeterDelegate(CellDelegate):
    """Completeness as segments and count."""

    def paint_content(self, painter: QPainter, place: QRectF, row: FileRow, _index: Index) -> None:
        """Draw the meter."""
        paint_meter(painter, place, reading_of(row.completeness, row.expiring))


class InsuranceDelegate(CellDelegate):
    """The day on which the insurance ends; soon or past, it stands out."""

    def paint_content(self, painter: QPainter, place: QRectF, row: FileRow, index: Index) -> None:
        """Draw the day."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        now = colours()
        kind, colour = (Text.STRONG, now.warn) if row.expiring else (Text.BODY, now.text_2)
        paint_cell_text(painter, place, text, kind, colour)


DELEGATES: dict[Column, type[CellDelegate]] = {
    Column.PLATE: PlateDelegate,
    Column.VIN: VinDelegate,
    Column.STATE: StateDelegate,
    Column.DOCUMENTS: MeterDelegate,
    Column.INSURANCE_ENDS: InsuranceDelegate,
}
"""Columns that are more than text."""


def paint_vin(painter: QPainter, place: QRectF, vin: str) -> None:
    """Draw a VIN with its last six characters strong, at the left of `place`."""
    now = colours()
    used = paint_text(painter, place, vin[:-VIN_TAIL], Text.VIN, now.text_3)
    paint_cell_text(painter, place.adjusted(used, 0, 0, 0), vin[-VIN_TAIL:], Text.VIN_TAIL, now.text)


def vin_width() -> int:
    """How wide a VIN is."""
    head = text_metrics(Text.VIN).horizontalAdvance("0" * 11)
    return head + text_metrics(Text.VIN_TAIL).horizontalAdvance("0" * VIN_TAIL)


def column_width(column: Column) -> int:
    """The width a column needs at the fonts and the language of now; flexible ones at the least."""
    body = text_metrics(Text.BODY)
    title = text_metrics(Text.STRONG_CAPTION).horizontalAdvance(column_title(column))
    title += m.GAP_1 + m.GAP_3 if column in SORTED_BY else m.GAP_1
    widths = {
        Column.PLATE: badge_width(_WIDEST_PLATE),
        Column.VIN: vin_width(),
        Column.STATE: state_width(),
        Column.DOCUMENTS: meter_width(),
        Column.MATCHED: body.horizontalAdvance(match_words(_USUAL_MATCHES)) + m.GAP_2,
        Column.KIND: max(body.horizontalAdvance(label(kind)) for kind in KIND_LABELS.values()),
    }
    if column in widths:
        return max(title, widths[column]) + 2 * m.GAP_2
    usual = shown_date(_WIDEST_DATE) if column in _DATES else _USUAL_WORDS.get(column, _USUAL_NAME)
    metrics = text_metrics(Text.STRONG) if column is Column.INSURANCE_ENDS else body
    return max(title, metrics.horizontalAdvance(usual) + m.GAP_1) + 2 * m.GAP_2
