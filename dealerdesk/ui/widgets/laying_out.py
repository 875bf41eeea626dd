"""What is laid out: reckoned anew at once, and taken out for good."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def lay_out_anew(widget: QWidget) -> None:
    """Give everything inside `widget` its room for the texts and fonts of now.

    At once, where Qt would take one round of events for each level.
    Texts that wrap need it after a change of language: their heights are asked for from the outside to the
    inside, and each level keeps what it was told before.
    """
    for layout in widget.findChildren(QLayout):
        layout.invalidate()
    own = widget.layout()
    if own is not None:
        own.activate()
    widget.updateGeometry()


def take_out(widget: QWidget, layout: QLayout) -> None:
    """Take `widget` out of `layout` and let it end; it is out of sight at once."""
    layout.removeWidget(widget)
    widget.hide()
    widget.deleteLater()
