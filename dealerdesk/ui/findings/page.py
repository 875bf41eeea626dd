"""What an audit found, and closing it."""

from __future__ import annotations

from dealerdesk.ui.page import Page


class FindingsPage(Page):
    """What an audit found, and closing it."""
