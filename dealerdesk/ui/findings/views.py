"""The views of an audit's findings, and what each one lists."""

from __future__ import annotations

from enum import StrEnum

from dealerdesk.domain.audit_findings import RECOUNT
from dealerdesk.domain.audits import Fault
from dealerdesk.domain.messages import Message


class View(StrEnum):
    """The tabs of the page; the values are words of a `Place`."""

    ALL = "all"
    LEFT = "left"
    RECOUNT = "recount"
    MEANWHILE = "meanwhile"
    BESIDE = "beside"
    WORTH = "worth"
    COMPARISON = "comparison"
    CLOSE = "close"


NAMES = {
    View.ALL: Message("ui.findings_view_all", "Discrepancies"),
    View.LEFT: Message("ui.findings_view_left", "Left to find"),
    View.RECOUNT: Message("ui.findings_view_recount", "Count again"),
    View.MEANWHILE: Message("ui.findings_view_meanwhile", "Meanwhile"),
    View.BESIDE: Message("ui.findings_view_beside", "Not expected"),
    View.WORTH: Message("ui.findings_view_worth", "Worth correcting"),
    View.COMPARISON: Message("ui.findings_view_comparison", "Last audit"),
    View.CLOSE: Message("ui.findings_view_close", "Sign-off"),
}
LISTS = (View.ALL, View.LEFT, View.RECOUNT)
"""Views that list discrepancies."""
FAULTS = {View.ALL: frozenset[Fault](), View.LEFT: frozenset({Fault.MISSING}), View.RECOUNT: RECOUNT}
"""What a list holds, whatever the tiles say; nothing means everything."""


def view_of(words: str) -> tuple[View, frozenset[Fault]]:
    """What the words of a place ask for: a view, or the faults of one kind."""
    if words in list(View):
        return View(words), frozenset()
    return View.ALL, frozenset({Fault(words)} if words in list(Fault) else ())
