"""What was said of a record that goes is said of the one that it becomes part of."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.duplicates import PairKind


def follow_marks(connection: Any, kind: PairKind, kept: int, gone: int) -> None:
    """Let pairs that were set apart from `gone` be set apart from `kept`, each once."""
    rows = connection.execute(
        "SELECT id, first_id, second_id FROM not_duplicate "
        "WHERE kind = ?1 AND (first_id IN (?2, ?3) OR second_id IN (?2, ?3)) ORDER BY id",
        (kind, kept, gone),
    ).fetchall()
    known = {(first, second) for _, first, second in rows if gone not in {first, second}}
    for row_id, *pair in rows:
        if gone not in pair:
            continue
        low, high = sorted(kept if each == gone else each for each in pair)
        if low == high or (low, high) in known:
            connection.execute("DELETE FROM not_duplicate WHERE id = ?", (row_id,))
        else:
            known.add((low, high))
            connection.execute(
                "UPDATE not_duplicate SET first_id = ?, second_id = ?, version = version + 1 WHERE id = ?",
                (low, high, row_id),
            )
