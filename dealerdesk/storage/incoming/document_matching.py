"""Which document of its file a row means: the surest likeness first, and never two rows one document.

A number makes a document; without one, type and date do where nothing else speaks against it. Of several
alike, the first row means the first document, so that what was exported is found again as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dealerdesk.domain.fields import RecordKind
from dealerdesk.storage.columns import expression
from dealerdesk.storage.incoming.planning import Terms

_SAID = ("number", "dated", "amount", "expiry", "note", "order_id")
_ALIKE = ("file_id", "type", *_SAID)
_NUMBERED = "number IS NOT NULL"
_BARE = "number IS NULL"


def match_documents(connection: Any, terms: Terms) -> None:
    """Fill ``record_id`` and ``first`` of the plan out of the table ``wanted``.

    Each row of a workbook of our own is a document by itself, and one that was exported here may mean a
    document by what that said then.
    """
    _list_papers(connection)
    _pair(connection, (*_ALIKE, "paper", "scans"))
    _pair(connection, _ALIKE)
    _pair(connection, ("file_id", "type", "number"), _NUMBERED)
    if terms.last_change is not None:
        _go_back_to(connection, terms.last_change)
        _pair(connection, _ALIKE)
        _pair(connection, ("file_id", "type", "number"), _NUMBERED)
        _pair(connection, ("file_id", "type", "dated", "order_id"), _BARE)
    _join(connection, ("file_id", "type", "number"), _NUMBERED)
    if not terms.is_own:
        _join(connection, (*_ALIKE, "paper"), _BARE)
    # Somebody who changed a row of ours meant that document; elsewhere it may be another one.
    _pair_only_ones(connection, ("number", "order_id") if terms.is_own else _SAID)
    connection.execute(
        "UPDATE temp.plan AS p SET first = w.first, record_id = f.record_id "
        "FROM temp.wanted w JOIN temp.wanted f ON f.n = w.first WHERE w.n = p.n"
    )


def _list_papers(connection: Any) -> None:
    """Make the table ``held``: the documents of the files that the rows speak of."""
    scans = expression(RecordKind.DOCUMENTS, "scans")
    connection.execute(
        "CREATE TEMP TABLE held AS SELECT id, file_id, type, number, dated, amount, expiry, note, paper, "
        f"repair_order_id AS order_id, {scans} AS scans, 0 AS taken FROM document "
        "WHERE file_id IN (SELECT file_id FROM temp.wanted)"
    )
    connection.execute("CREATE UNIQUE INDEX temp.ix_held_id ON held (id)")
    connection.execute("CREATE INDEX temp.ix_held_file_id ON held (file_id, type)")


def _go_back_to(connection: Any, last_change: int) -> None:
    """Let documents that no row means yet be what they were when the workbook was exported."""
    for name, column in ((name, "repair_order_id" if name == "order_id" else name) for name in _SAID):
        # With min(), SQLite takes the other columns from the row that has the minimum.
        connection.execute(
            f"UPDATE temp.held AS h SET {name} = x.value FROM (SELECT min(id), row_id, "
            f"before ->> '{column}' AS value FROM row_change WHERE tbl = 'document' AND op = 'u' "
            f"AND set_id > ? AND coalesce(before ->> '{column}', after ->> '{column}') IS NOT NULL "
            "GROUP BY row_id) x "
            "WHERE x.row_id = h.id AND NOT h.taken",
            (last_change,),
        )


def _pair(connection: Any, alike: Sequence[str], which: str = "1") -> None:
    """Pair rows and documents that are the same in the columns `alike`, in their order."""
    key = f"json_array({', '.join(alike)})"

    def places(table: str, number: str, free: str) -> str:
        return (
            f"SELECT {number} AS at, {key} AS key, row_number() OVER (PARTITION BY {key} ORDER BY {number}) "
            f"AS place FROM temp.{table} WHERE {free} AND {which}"
        )

    connection.execute(
        f"UPDATE temp.wanted AS w SET record_id = x.id FROM (SELECT a.at AS n, b.at AS id FROM "
        f"({places('wanted', 'n', 'record_id IS NULL')}) a JOIN ({places('held', 'id', 'NOT taken')}) b "
        "ON b.key = a.key AND b.place = a.place) x WHERE x.n = w.n"
    )
    _mark_taken(connection)


def _join(connection: Any, alike: Sequence[str], which: str) -> None:
    """Let rows without a document mean the one of the first row that is the same in the columns `alike`."""
    key = f"json_array({', '.join(alike)})"
    connection.execute(
        "UPDATE temp.wanted AS w SET first = x.first FROM (SELECT n, first_value(n) OVER "
        f"(PARTITION BY {key} ORDER BY record_id IS NULL, n) AS first FROM temp.wanted WHERE {which}) x "
        "WHERE x.n = w.n AND w.record_id IS NULL"
    )


def _pair_only_ones(connection: Any, speaking: Sequence[str]) -> None:
    """Pair a row and a document of its type where nothing in the columns `speaking` tells them apart.

    Only where neither the row nor the document could mean another one.
    """
    agree = " AND ".join(
        f"(w.{name} IS NULL OR h.{name} IS NULL OR h.{name} = w.{name})" for name in speaking
    )
    connection.execute(
        "UPDATE temp.wanted AS w SET record_id = x.id FROM (SELECT w.n, h.id, "
        "count(*) OVER (PARTITION BY w.n) AS documents, count(*) OVER (PARTITION BY h.id) AS rows "
        "FROM temp.wanted w JOIN temp.held h ON h.file_id = w.file_id AND h.type = w.type "
        f"WHERE w.record_id IS NULL AND w.first = w.n AND NOT h.taken AND {agree}) x "
        "WHERE x.n = w.n AND x.documents = 1 AND x.rows = 1"
    )
    _mark_taken(connection)


def _mark_taken(connection: Any) -> None:
    connection.execute(
        "UPDATE temp.held SET taken = 1 WHERE NOT taken AND id IN (SELECT record_id FROM temp.wanted)"
    )
