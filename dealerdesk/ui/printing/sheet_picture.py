"""The picture of a page before it is printed, on which the first free label is chosen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from dealerdesk.domain.labels import Box
from dealerdesk.domain.messages import Message
from dealerdesk.ui.printing.job import PaperKind, PrintJob
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.painting import border_pen

PICTURE = Message("ui.print_picture", "Preview of the page")
SHEET = Message("ui.print_sheet_picture", "Preview of the sheet, the first label is {start} of {count}")
_MOST_DOTS_PER_MM = 14.0
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
# Paper is white by day and by night.
_USED, _CUT = QColor(0, 0, 0, 70), QColor(0, 0, 0, 70)


class SheetPicture(QWidget):
    """`start_chosen` tells the number of the label to begin with, `reshaped` that the paper is another."""

    start_chosen = Signal(int)
    reshaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: PrintJob | None = None
        self._page = 0
        self._picture: QImage | None = None
        self._shown = QSizeF(1, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        retell(self, self._tell)

    @property
    def dots_per_mm(self) -> float:
        """How finely the picture should be painted."""
        paper, (width, _) = self._paper(), self._job.size if self._job else (1.0, 1.0)
        return min(max(paper.width() / width * self.devicePixelRatioF(), 0.5), _MOST_DOTS_PER_MM)

    @property
    def paper_size(self) -> QSizeF:
        """The paper in millimetres."""
        return QSizeF(*self._job.size) if self._job else QSizeF(1, 1)

    def show_at(self, paper: QSizeF, whole: QSizeF) -> None:
        """Show the paper so large, in the middle of a widget of the size `whole`."""
        self._shown = paper
        self.setFixedSize(whole.toSize())
        self.update()

    def share_at(self, point: QPointF) -> QPointF:
        """Where a point of the widget is on the paper, in shares of its width and height."""
        paper = self._paper()
        return QPointF((point.x() - paper.x()) / paper.width(), (point.y() - paper.y()) / paper.height())

    def place_at(self, share: QPointF) -> QPointF:
        """The point of the widget at such a place of the paper."""
        paper = self._paper()
        return QPointF(paper.x() + share.x() * paper.width(), paper.y() + share.y() * paper.height())

    def show_job(self, job: PrintJob | None, page: int) -> None:
        """Show the outline of a page; its picture may come later."""
        is_other = self._job is None or job is None or job.size != self._job.size
        self._job, self._page = job, page
        if is_other:
            self._picture = None
            self.reshaped.emit()
        self._tell()
        self.update()

    def show_picture(self, picture: QImage) -> None:
        """Show what is on the page."""
        self._picture = picture
        self.update()

    def place_of(self, number: int) -> QRectF:
        """Where the label with this number, from 1 on, is on the widget."""
        assert self._job is not None
        return self._on_widget(self._job.sheet.format.box(number - 1))

    @property
    def _offers_start(self) -> bool:
        job = self._job
        is_first = job is not None and self._page == 0 and job.kind is PaperKind.LABELS
        return is_first and job is not None and not job.sheet.format.is_roll

    def _paper(self) -> QRectF:
        """Where the paper is."""
        paper = QRectF(QPointF(), self._shown)
        paper.moveCenter(QRectF(self.rect()).center())
        return paper

    def _on_widget(self, box: Box) -> QRectF:
        paper, (width, _) = self._paper(), self._job.size if self._job else (1.0, 1.0)
        scale = paper.width() / width
        return QRectF(
            paper.x() + box.x * scale, paper.y() + box.y * scale, box.width * scale, box.height * scale
        )

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the page, where labels are cut, and which of them are used already."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillRect(self.rect(), colours().of("window"))
            if self._job is None:
                return
            paper = self._paper()
            painter.fillRect(paper, Qt.GlobalColor.white)
            if self._picture is not None:
                painter.drawImage(paper, self._picture)
            if self._job.kind is PaperKind.LABELS:
                self._paint_labels(painter, self._job)
            painter.setPen(border_pen(colours().border))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(paper)

    def _paint_labels(self, painter: QPainter, job: PrintJob) -> None:
        of, start = job.sheet.format, job.sheet.start if self._page == 0 else 1
        cut = QPen(_CUT, m.BORDER, Qt.PenStyle.DashLine)
        for number in range(1, of.per_page + 1):
            place = self.place_of(number)
            if number < start:
                painter.fillRect(place, QBrush(_USED, Qt.BrushStyle.BDiagPattern))
            if not of.is_roll:
                painter.setPen(cut)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(place)
        if self._offers_start and self.hasFocus():
            painter.setPen(QPen(QColor(colours().accent), m.FOCUS_RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.place_of(start).adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Begin with the label that was clicked."""
        if self._job is None or not self._offers_start:
            return
        for number in range(1, self._job.sheet.format.per_page + 1):
            if self.place_of(number).contains(event.position()):
                self.start_chosen.emit(number)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Arrows choose the label to begin with."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self._job is None or not self._offers_start:
            super().keyPressEvent(event)
            return
        sheet = self._job.sheet
        start = sheet.start + step[0] + step[1] * sheet.format.columns
        if 1 <= start <= sheet.format.per_page:
            self.start_chosen.emit(start)

    def _tell(self) -> None:
        if self._job is not None and self._offers_start:
            sheet = self._job.sheet
            said = SHEET.said(start=sheet.start, count=sheet.format.per_page)
        else:
            said = PICTURE.said()
        self.setAccessibleName(said)
