"""How headings and rows of the search are painted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from dealerdesk.domain.messages import Message
from dealerdesk.ui.search.lines import Line, Piece
from dealerdesk.ui.search.results import SHOW_ALL, TITLES, Heading, Index, ResultsModel
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.marked import marked_width, paint_marked
from dealerdesk.ui.widgets.painting import paint_text, square, text_width
from dealerdesk.ui.widgets.plate import badge_width, paint_badge

OPEN = Message("ui.search_open", "Open")
_BETWEEN = "·"
_HEAD_SHARE = 0.34
"""What a row begins with takes at most this part of it."""
_REASON_SHARE = 0.4
_BEFORE_MARK = 6
"""So many letters are left before the first mark of a text that is cut before it."""
_KEY_ICON = "arrow-elbow-down-left"


class ResultDelegate(QStyledItemDelegate):
    """Paints one entry of a `ResultsModel`."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  # Qt's name
        """Headings are a little lower than rows."""
        is_heading = isinstance(index.data(ResultsModel.ENTRY_ROLE), Heading)
        return QSize(m.FOUND_COLUMN, m.FOUND_HEADING if is_heading else m.FOUND_ROW)

    def helpEvent(  # noqa: N802  # Qt's name
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Tell the whole row where it is cut."""
        line = index.data(ResultsModel.LINE_ROLE)
        if line is not None and _whole_width(line) > option.rect.width():
            return super().helpEvent(event, view, option, index)
        QToolTip.hideText()
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a heading or a row."""
        entry = index.data(ResultsModel.ENTRY_ROLE)
        place = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, Heading):
            _paint_heading(painter, place.adjusted(m.GAP_4, 0, -m.GAP_3, 0), entry)
        else:
            chosen = isinstance(option.widget, QListView) and option.widget.currentIndex() == index
            hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
            _paint_ground(painter, place, chosen=chosen, hovered=hovered)
            inner = place.adjusted(m.GAP_4, 0, -m.GAP_3, 0)
            _paint_line(painter, inner, index.data(ResultsModel.LINE_ROLE), chosen=chosen)
        painter.restore()


def show_all_place(place: QRectF, heading: Heading) -> QRectF:
    """Where in a heading's `place` the link is that shows all of its group; empty where there is none."""
    if not heading.has_more:
        return QRectF()
    width = text_width(SHOW_ALL.said(number=heading.total), Text.STRONG_CAPTION)
    return QRectF(place.right() - m.GAP_3 - width, place.top(), width, place.height())


def _paint_heading(painter: QPainter, place: QRectF, heading: Heading) -> None:
    now = colours()
    used = paint_text(painter, place, TITLES[heading.group].said(), Text.STRONG_CAPTION, now.text_2)
    if heading.total:
        paint_text(painter, place.adjusted(used + m.GAP_2, 0, 0, 0), heading.total, Text.CAPTION, now.text_3)
    link = show_all_place(place.adjusted(0, 0, m.GAP_3, 0), heading)
    if link:
        said = SHOW_ALL.said(number=heading.total)
        paint_text(painter, link.adjusted(0, 0, 1, 0), said, Text.STRONG_CAPTION, now.accent)


def _paint_ground(painter: QPainter, place: QRectF, *, chosen: bool, hovered: bool) -> None:
    now = colours()
    if chosen or hovered:
        painter.fillRect(place, now.of("selection" if chosen else "hover"))
    if chosen:
        painter.fillRect(QRectF(place.left(), place.top(), m.SELECTION_BAR, place.height()), now.of("accent"))


def _paint_line(painter: QPainter, place: QRectF, line: Line, *, chosen: bool) -> None:
    now = colours()
    paint_icon(painter, square(place, m.ICON), line.icon, now.text_2 if line.is_possible else now.disabled)
    room = place.adjusted(m.ICON + m.GAP_2 + m.GAP_1, 0, 0, 0)
    right = _paint_right(painter, room, line, chosen=chosen)
    room.setRight(right)
    _paint_pieces(painter, room.adjusted(_paint_head(painter, room, line), 0, 0, 0), line)


def _paint_right(painter: QPainter, place: QRectF, line: Line, *, chosen: bool) -> float:
    """Draw why it was found, and on the chosen row what Enter does; where they begin."""
    now = colours()
    right = place.right()
    if chosen and line.is_possible:
        key = QRectF(right - m.ICON, place.top(), m.ICON, place.height())
        paint_icon(painter, square(key, m.ICON), _KEY_ICON, now.accent)
        said = OPEN.said() if line.opens else ""
        width = text_width(said, Text.STRONG_CAPTION)
        right -= m.ICON + m.GAP_1 + width
        paint_text(
            painter,
            QRectF(right, place.top(), width + 1, place.height()),
            said,
            Text.STRONG_CAPTION,
            now.accent,
        )
        right -= m.GAP_4
    reason = line.reason
    if reason:
        width = min(text_width(reason, Text.CAPTION), round(place.width() * _REASON_SHARE))
        right -= width
        paint_text(
            painter, QRectF(right, place.top(), width + 1, place.height()), reason, Text.CAPTION, now.text_3
        )
        right -= m.GAP_4
    return right


def _paint_head(painter: QPainter, place: QRectF, line: Line) -> float:
    """Draw what a row begins with; the room that it takes, the same in most rows."""
    if line.has_plate:
        plate, marks = (line.head.text, line.head.marks) if line.head else (None, ())
        paint_badge(painter, place, plate, marks)
        return max(m.FOUND_COLUMN, badge_width(plate) + m.GAP_3)
    if line.head is None:
        return 0
    kind = Text.STRONG if line.head.strong else Text.BODY
    widest = max(place.width() * _HEAD_SHARE, m.FOUND_COLUMN) - m.GAP_3
    width = min(marked_width(line.head.text, line.head.marks, kind), widest)
    room = QRectF(place.left(), place.top(), width + 1, place.height())
    paint_marked(painter, room, line.head.text, line.head.marks, kind, colours().text)
    return max(m.FOUND_COLUMN, width + m.GAP_3)


def _whole_width(line: Line) -> float:
    """How wide a row would be with nothing cut."""
    head = marked_width(line.head.text, line.head.marks, Text.STRONG) if line.head else 0
    between = text_width(_BETWEEN, Text.BODY) + 2 * m.GAP_1
    pieces = sum(marked_width(piece.text, piece.marks, _kind_of(piece)) + between for piece in line.pieces)
    right = text_width(line.reason, Text.CAPTION) + 2 * m.GAP_4
    return max(m.FOUND_COLUMN, head + m.GAP_3) + pieces + right + 2 * m.GAP_4 + m.ICON


def _paint_pieces(painter: QPainter, place: QRectF, line: Line) -> None:
    now = colours()
    left = place.left()
    gap = text_width(_BETWEEN, Text.BODY)
    for at, piece in enumerate(line.pieces):
        if at:
            if place.right() - left < 2 * (gap + m.GAP_2):
                return
            middle = QRectF(left + m.GAP_1, place.top(), gap + 1, place.height())
            paint_text(painter, middle, _BETWEEN, Text.BODY, now.text_3)
            left += gap + 2 * m.GAP_1
        room = QRectF(left, place.top(), place.right() - left, place.height())
        left += _paint_piece(painter, room, piece, now.text if line.is_possible else now.text_3)


def _kind_of(piece: Piece) -> Text:
    if piece.is_vin:
        return Text.VIN
    return Text.STRONG if piece.strong else Text.BODY


def _paint_piece(painter: QPainter, room: QRectF, piece: Piece, colour: str) -> float:
    kind = _kind_of(piece)
    wanted = marked_width(piece.text, piece.marks, kind)
    plain = colours().text_2 if not piece.strong else colour
    if wanted <= room.width() or not piece.marks:
        return paint_marked(painter, room, piece.text, piece.marks, kind, plain)
    # What matched must be seen: a text that is too long is cut before its first mark.
    begin = piece.marks[0][0]
    cut = max(0, begin - _BEFORE_MARK)
    if not cut:
        return paint_marked(painter, room, piece.text, piece.marks, kind, plain)
    shifted = tuple((first - cut + 1, last - cut + 1) for first, last in piece.marks)
    return paint_marked(painter, room, f"…{piece.text[cut:]}", shifted, kind, plain)
