"""The end of a change set: what is kept of the files it touched is made true, and the set is sealed."""

from __future__ import annotations

from datetime import date
from typing import Any

from dealerdesk.domain.progress import Progress
from dealerdesk.storage import completeness, search_upkeep
from dealerdesk.storage.history import seal
from dealerdesk.storage.numbers import pass_by_what_was_given
from dealerdesk.storage.touched import touched_files


def seal_set(connection: Any, set_id: int, today: date, params: str, progress: Progress) -> frozenset[int]:
    """Seal the open change set with its label's `params`, as JSON; the ids of the files it touched.

    `connection` is the driver's, inside the transaction that made the set.
    """
    pass_by_what_was_given(connection, set_id)
    files = touched_files(connection, set_id)
    search_upkeep.refresh(connection, files, progress)
    completeness.renew(connection, files, today, set_id)
    seal(connection, set_id, params)
    connection.execute("DELETE FROM recording")
    return files
