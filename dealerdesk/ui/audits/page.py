"""All audits, and what is to be done about the next one."""

from __future__ import annotations

from dealerdesk.ui.page import Page


class AuditsPage(Page):
    """All audits, and what is to be done about the next one."""
