"""How far an audit is counted, as a bar: in order, faulty, left."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealerdesk.domain.audits import Figures
from dealerdesk.domain.messages import Message
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.painting import rounded

PARTS = Message("ui.audit_parts", "{in_order} in order, {faulty} with a discrepancy, {left} left")


def parts_of(found: Figures) -> tuple[int, int, int]:
    """How many expected folders are in order, how many are found with a fault, how many are left."""
    return found.passed, max(found.counted - found.passed, 0), found.missing


def parts_words(found: Figures) -> str:
    """The three parts in words."""
    in_order, faulty, left = map(shown_number, parts_of(found))
    return PARTS.said(in_order=in_order, faulty=faulty, left=left)


def paint_progress(painter: QPainter, bar: QRectF, found: Figures) -> None:
    """Draw the three parts of the folders that are expected."""
    now, radius = colours(), bar.height() / 2
    painter.fillPath(rounded(bar, radius), now.of("border"))
    in_order, faulty, _ = parts_of(found)
    for folders, role in ((in_order + faulty, "warn_fill"), (in_order, "ok_fill")):
        if folders and found.expected:
            width = max(bar.width() * folders / found.expected, bar.height())
            part = QRectF(bar.left(), bar.top(), width, bar.height())
            painter.fillPath(rounded(part, radius), now.of(role))


class ProgressLine(QWidget):
    """The bar by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: Figures | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        retell(self, self._tell)

    def show_figures(self, found: Figures) -> None:
        """Show how far it is now."""
        self._figures = found
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """A thin line."""
        return QSize(0, m.GAP_3)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw it."""
        if self._figures is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_progress(painter, QRectF(0, 2, self.width(), m.GAP_2), self._figures)

    def _tell(self) -> None:
        if self._figures is not None:
            self.setAccessibleName(parts_words(self._figures))
            self.setToolTip(parts_words(self._figures))
