"""What keeps the window quick on large desks, without a stopwatch: how often things are done."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from dealerdesk.ui.theme.look import Look, ThemeChoice

DEPTH = 12


def test_a_theme_styles_each_widget_as_often_wherever_it_stands(qapp: QApplication, look: Look) -> None:
    styled: Counter[QObject] = Counter()

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
            if event.type() is QEvent.Type.StyleChange:
                styled[watched] += 1
            return False

    outermost = innermost = QWidget()
    for _ in range(DEPTH):
        innermost = QWidget(innermost)
    outermost.show()
    watch = Watch()
    for widget in (outermost, innermost):
        widget.installEventFilter(watch)
    look.use_theme(ThemeChoice.DARK)
    assert styled[innermost] == styled[outermost] <= 3
    look.use_theme(ThemeChoice.LIGHT)
    outermost.close()
    outermost.deleteLater()
