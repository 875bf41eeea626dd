"""Opening an audit."""

from __future__ import annotations

from dealerdesk.ui.page import Page


class NewAuditPage(Page):
    """Opening an audit."""
