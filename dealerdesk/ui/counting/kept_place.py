"""Where somebody stood last in an audit, for going on there on another day."""

from __future__ import annotations

from dealerdesk.ui.page import Workplace

_KEPT = "counting.place"


def kept_place(workplace: Workplace, audit: int) -> str:
    """The cabinet, "" for none; audits of another data folder have the same numbers, and are not meant."""
    kept = workplace.preferences.kept(f"{_KEPT}.{audit}")
    is_ours = isinstance(kept, list) and len(kept) == 2 and kept[0] == str(workplace.desk.folder.root)
    return str(kept[1]) if is_ours else ""


def keep_place(workplace: Workplace, audit: int, cabinet: str) -> None:
    """Keep where somebody stands now."""
    workplace.preferences.keep(f"{_KEPT}.{audit}", [str(workplace.desk.folder.root), cabinet])
