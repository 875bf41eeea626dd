"""Layouts reckoned anew at once, where Qt would take one round of events for each level."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def lay_out_anew(widget: QWidget) -> None:
    """Give everything inside `widget` its room for the texts and fonts of now.

    Texts that wrap need it after a change of language: their heights are asked for from the outside to the
    inside, and each level keeps what it was told before.
    """
    for layout in widget.findChildren(QLayout):
        layout.invalidate()
    own = widget.layout()
    if own is not None:
        own.activate()
    widget.updateGeometry()
