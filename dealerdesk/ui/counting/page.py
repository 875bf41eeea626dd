"""Counting along the cabinet."""

from __future__ import annotations

from dealerdesk.ui.page import Page


class CountingPage(Page):
    """Counting along the cabinet."""
