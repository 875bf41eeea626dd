"""How the cells of the check are painted."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dealerdesk.services.imports import CheckLine, Verdict
from dealerdesk.ui.imports.check_model import CheckColumn, CheckModel
from dealerdesk.ui.imports.words import LOOKS
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.choice_cell import paint_choice_box
from dealerdesk.ui.widgets.painting import paint_cell_text, paint_text, square

_VIN_TAIL = 6
_WHOLE_VIN = 17


def paint_check_cell(  # noqa: PLR0913  # where, whose and what
    painter: QPainter,
    place: QRectF,
    model: CheckModel,
    line: CheckLine,
    column: CheckColumn,
    *,
    is_at: bool,
    is_chosen: bool,
) -> None:
    """Draw one cell of `line` inside `place`; `is_at` where the keyboard is on a line that `is_chosen`."""
    now, text = colours(), " ".join(model.text(line, column).split())
    if column is CheckColumn.ROW:
        used = text_metrics(Text.BODY).horizontalAdvance(text)
        paint_text(
            painter, place.adjusted(max(place.width() - used - 1, 0), 0, 0, 0), text, Text.BODY, now.text_3
        )
    elif column is CheckColumn.RESULT:
        look = LOOKS[line.verdict]
        colour = getattr(now, look.role)
        paint_icon(painter, square(place, m.ICON), look.icon, colour)
        paint_cell_text(painter, place.adjusted(m.ICON + m.GAP_1 + 2, 0, 0, 0), text, Text.BODY, colour)
    elif column is CheckColumn.VIN:
        _paint_vin(painter, place, line, text)
    elif column is CheckColumn.DECISION and line.can_decide and (is_chosen or _is_open(line)):
        role = "text_2" if line.decision is None else "text"
        paint_choice_box(painter, place.adjusted(-m.GAP_1, 0, m.GAP_1, 0), text, role=role, is_at=is_at)
    elif column is CheckColumn.THEIRS:
        _paint_theirs(painter, place, model, line, text)
    else:
        paint_cell_text(painter, place, text, Text.BODY, getattr(now, _role(line, column)))


def _is_open(line: CheckLine) -> bool:
    """Whether the choice is always shown as a box: of what merely changes only where somebody decided."""
    return line.verdict is Verdict.CONFLICT or line.decision is not None


def _paint_vin(painter: QPainter, place: QRectF, line: CheckLine, text: str) -> None:
    now = colours()
    tail = _VIN_TAIL if len(text) == _WHOLE_VIN and line.verdict is not Verdict.REFUSED else 0
    head = text[: len(text) - tail]
    used = paint_text(painter, place, head, Text.VIN, now.text_3 if tail else now.text_2)
    if tail:
        paint_cell_text(painter, place.adjusted(used, 0, 0, 0), text[-tail:], Text.VIN_TAIL, now.text)


def _paint_theirs(painter: QPainter, place: QRectF, model: CheckModel, line: CheckLine, text: str) -> None:
    now = colours()
    if model.is_corrected(line):
        sign = QRectF(place.right() - m.GAP_3, place.top(), m.GAP_3, place.height())
        paint_icon(painter, square(sign, m.GAP_3), "pencil-simple", now.accent)
        place = place.adjusted(0, 0, -m.GAP_4, 0)
    kind = Text.VIN_TAIL if line.code == "vin" else Text.STRONG
    is_quiet = line.verdict is Verdict.UNCHANGED
    paint_cell_text(
        painter, place, text, Text.BODY if is_quiet else kind, now.text_2 if is_quiet else now.text
    )


def _role(line: CheckLine, column: CheckColumn) -> str:
    if column is CheckColumn.REASON and line.verdict in {Verdict.REFUSED, Verdict.LEFT_OUT}:
        return "bad"
    if column in {CheckColumn.FIELD, CheckColumn.OURS, CheckColumn.DECISION}:
        return "text_2"
    return "text"
