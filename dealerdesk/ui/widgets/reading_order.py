"""Tab walks as people read: by the layouts, in their order, through all that can be seen now.

Qt's own chain is the order in which widgets were made: pages that are made late, chips that come and go, and
panes that hand their focus on to a part of themselves leave gaps and circles in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLayout, QLineEdit, QScrollArea, QSplitter, QWidget

_WITHOUT_PARTS = (QAbstractButton, QLabel, QLineEdit)
"""What has no stops inside but those that are laid out in it; most of a window are these."""


def step_focus(window: QWidget, *, forward: bool) -> bool:
    """Put the keyboard on the stop after or before the one where it is; False when there is none."""
    widgets = in_reading_order(window)
    at = _place_of(window.focusWidget(), widgets)
    ahead = [*widgets[at + 1 :], *widgets[: at + 1]] if forward else [*widgets[at::-1], *widgets[:at:-1]]
    here = window.focusWidget()
    stop = next((widget for widget in ahead if widget is not here and is_stop(widget)), None)
    if stop is None:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    enter(stop, reason)
    return True


def enter(pane: QWidget, reason: Qt.FocusReason) -> bool:
    """Put the keyboard on `pane`, else on its first stop, and scroll there; False when there is none.

    A pane that hands its focus on to a part that cannot be seen now would swallow it.
    """
    taker = _taker(pane)
    if taker is None:
        return False
    taker.setFocus(reason)
    _show(taker)
    return True


def can_enter(pane: QWidget) -> bool:
    """Whether there is something in `pane` to put the keyboard on."""
    return pane.isVisible() and _taker(pane) is not None


def _taker(pane: QWidget) -> QWidget | None:
    taker = pane
    while (proxy := taker.focusProxy()) is not None:
        taker = proxy
    if taker.focusPolicy() is not Qt.FocusPolicy.NoFocus and taker.isVisible() and taker.isEnabled():
        return taker
    return next((widget for widget in in_reading_order(pane) if is_stop(widget)), None)


def is_stop(widget: QWidget) -> bool:
    """Whether Tab stops at the widget; what hands its focus on leaves that to the part it hands it to."""
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
        and widget.isEnabled()
        and widget.isVisible()
    )


def in_reading_order(widget: QWidget) -> list[QWidget]:
    """`widget` and all in it that is not hidden, in the order of the layouts."""
    found: list[QWidget] = []
    _add(widget, found)
    return found


def _add(widget: QWidget, found: list[QWidget]) -> None:
    """Add the widget, what is laid out in it, and then the rest as it was made."""
    found.append(widget)
    layout = widget.layout()
    if layout is None and isinstance(widget, _WITHOUT_PARTS):
        return
    inside = [child for child in widget.children() if isinstance(child, QWidget)]
    parts: list[QWidget] = []
    if isinstance(widget, QSplitter):
        beside = (widget.widget(number) for number in range(widget.count()))
        parts += [part for part in beside if part is not None]
    elif layout is not None:
        _add_laid_out(layout, inside, parts)
    if not isinstance(widget, _WITHOUT_PARTS):
        laid_out = set(parts)
        parts += [child for child in inside if child not in laid_out]
    for part in parts:
        if not part.isHidden() and not part.isWindow():
            _add(part, found)


def _add_laid_out(layout: QLayout, inside: Sequence[QWidget], parts: list[QWidget]) -> None:
    """Add those of the widgets `inside` that stand in `layout`, or in one within it, in its order."""
    # The layout is not asked for its items: Python would hold on to them when their widgets are gone, and
    # whatever Qt makes in their place would crash the process when it goes.
    standing: list[tuple[int, QWidget | QLayout]] = [
        (place, part) for part in inside if (place := layout.indexOf(part)) >= 0
    ]
    standing += [(layout.indexOf(inner), inner) for inner in layout.children() if isinstance(inner, QLayout)]
    for _place, part in sorted(standing, key=itemgetter(0)):
        if isinstance(part, QLayout):
            _add_laid_out(part, inside, parts)
        else:
            parts.append(part)


def _place_of(focus: QWidget | None, widgets: list[QWidget]) -> int:
    """Where the keyboard is among `widgets`: on one of them, or inside one that does not show it now."""
    places = {widget: place for place, widget in enumerate(widgets)}
    while focus is not None:
        if focus in places:
            return places[focus]
        focus = focus.parentWidget()
    return 0


def _show(widget: QWidget) -> None:
    """Scroll whatever scrolls, so that the widget can be seen."""
    holder = widget.parentWidget()
    while holder is not None and not holder.isWindow():
        if isinstance(holder, QScrollArea) and holder.widget() is not None:
            holder.ensureWidgetVisible(widget)
        holder = holder.parentWidget()
