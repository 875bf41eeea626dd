"""What walking through a window by keys tells: Tab and Shift+Tab, F6, and Esc."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget

from dealerdesk.ui.shell.window import MainWindow
from tests.support.inspection import described, is_qts_own

MOST_TABS = 400
MOST_PANES, LEAST_PANES = 12, 2
MOST_BACKS = 8


def unreachable(window: QWidget) -> list[str]:
    """Enabled controls that Tab does not come by, or that it does not leave; in what stands in front.

    Shift+Tab must come by the same ones, the other way round.
    """
    window = QApplication.activePopupWidget() or QApplication.activeModalWidget() or window
    window.activateWindow()
    QApplication.processEvents()
    walks: list[list[QWidget]] = []
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        walk = _walked(window, key)
        if isinstance(walk, str):
            return [walk]
        walks.append(walk)
    there, back = walks
    missed = [f"Tab does not come by {described(widget)}" for widget in _expected(window, there)]
    if not missed and set(back) != set(there):
        missed = [f"only Tab or only Shift+Tab comes by {described(each)}" for each in {*there} ^ {*back}]
    return missed


def _walked(window: QWidget, key: Qt.Key) -> list[QWidget] | str:
    """What Tab or Shift+Tab comes by until it is where it began, or what is wrong with it."""
    QTest.keyClick(QApplication.focusWidget() or window, key)
    start = QApplication.focusWidget()
    if start is None:
        return "nothing has the focus"
    walked: list[QWidget] = [start]
    for _step in range(MOST_TABS):
        focus = QApplication.focusWidget()
        assert focus is not None
        _leave(focus, key)
        reached = QApplication.focusWidget()
        if reached is focus:
            return f"{key.name} does not leave {described(focus)}"
        if reached is None or reached is start:
            break
        if reached in walked:
            return (
                f"{key.name} goes in a circle from {described(reached)} and never back to {described(start)}"
            )
        walked.append(reached)
    return walked


def _leave(focus: QWidget, key: Qt.Key) -> None:
    """Press Tab; where it walks cells, go on until it comes to the last one and leaves."""
    cells = focus if isinstance(focus, QAbstractItemView) and focus.tabKeyNavigation() else None
    for _cell in range(MOST_TABS):
        before = cells.currentIndex() if cells is not None else None
        QTest.keyClick(focus, key)
        if cells is None or QApplication.focusWidget() is not focus or cells.currentIndex() == before:
            return


def _expected(window: QWidget, walked: Sequence[QWidget]) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        if (
            widget.isVisible()
            and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.focusProxy() is None
            and widget.window() is window.window()
            and not is_qts_own(widget)
            and widget not in walked
            and not _group_is_reached(widget, walked)
        ):
            yield widget


def _group_is_reached(widget: QWidget, walked: Sequence[QWidget]) -> bool:
    """Whether arrow keys lead to the widget, from another one of its exclusive group."""
    if not isinstance(widget, QAbstractButton):
        return False
    group = widget.group()
    if group is not None and group.exclusive():
        return any(other in walked for other in group.buttons())
    siblings = [other for other in walked if other.parent() is widget.parent()]
    return widget.autoExclusive() and any(
        isinstance(other, QAbstractButton) and other.autoExclusive() for other in siblings
    )


def lost_keyboard(window: QWidget) -> list[str]:
    """Nothing when the keyboard is on what can be seen, and F6 walks from part to part and round."""
    if QApplication.activePopupWidget() or QApplication.activeModalWidget():
        return []
    window.activateWindow()
    QApplication.processEvents()
    focus = QApplication.focusWidget()
    if focus is None or not focus.isVisible():
        return [f"the keyboard is on {described(focus) if focus else 'nothing'}"]
    page = window.current if isinstance(window, MainWindow) else None
    least = LEAST_PANES + any(page is not None and page.isAncestorOf(stop) for stop in _expected(window, ()))
    for key in ("F6", "Shift+F6") if page is not None else ():
        walked: list[QWidget] = []
        for _step in range(MOST_PANES):
            QTest.keySequence(window, QKeySequence(key))
            reached = QApplication.focusWidget()
            if reached is None or not reached.isVisible():
                return [f"{key} leads to {described(reached) if reached else 'nothing'}"]
            if reached in walked:
                break
            walked.append(reached)
        if len(walked) < least or reached is not walked[0]:
            return [f"{key} walks only {' → '.join(described(each) for each in walked)}"]
    return []


def stuck(window: MainWindow) -> list[str]:
    """Nothing when Esc goes back step by step, from wherever the keyboard is to where the window began."""
    for _step in range(MOST_BACKS):
        QTest.keyClick(
            QApplication.activePopupWidget() or QApplication.focusWidget() or window, Qt.Key.Key_Escape
        )
        QApplication.processEvents()
        in_front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if in_front is None and not window.pages.can_go_back:
            return []
    return [f"Esc does not lead back from {described(QApplication.focusWidget() or window)}"]
