"""Documents of vehicle files out of a workbook, or out of an archive of scans."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.document_fields import DOCUMENT_FIELDS
from dealerdesk.domain.documents import DocumentType, Paper, Side
from dealerdesk.domain.imports import DUPLICATE_IN_SHEET, NO_SUCH_FILE
from dealerdesk.domain.messages import Message
from dealerdesk.storage.incoming import document_matching, scans
from dealerdesk.storage.incoming.comparing import (
    EDITED_SINCE,
    any_differs_sql,
    edited_sql,
    given,
    given_columns,
    insert_sql,
    keep_ours,
    note_difference,
    write_changes,
)
from dealerdesk.storage.incoming.planning import ROWS, STANDING, Outcome, Terms, settle
from dealerdesk.storage.incoming.remarks import conflict, keep_decided, kept_sql, leave_out, refuse, warn
from dealerdesk.storage.incoming.vehicles import VEHICLE_SAID, find_files

DOCUMENT_ELSEWHERE = Message(
    "document_elsewhere",
    "A document of this type with the number {theirs} stands in the file {file_no} too. "
    "Look whether the vehicle is right.",
)
ORDER_NOT_IN_FILE = Message(
    "document_order_unknown",
    "The vehicle has no repair order with this number, so the document hangs on none. "
    "Import the repair order first, or correct the number.",
)
ORDER_ON_SALES_SIDE = Message(
    "document_order_sales_side",
    "Documents of the sales side hang on no repair order, so this number is not taken over.",
)

_CODES = tuple(field.code for field in DOCUMENT_FIELDS)
_SERVICE_SIDE = ", ".join(f"'{type_}'" for type_ in DocumentType if type_.side is Side.SERVICE)
_MATCHED = (
    f"{ROWS} JOIN temp.wanted w ON w.n = s.n JOIN document t ON t.id = p.record_id "
    f"LEFT JOIN repair_order o ON o.id = t.repair_order_id WHERE {STANDING} AND p.first = p.n"
)
_MOVES = (
    f"(w.order_said IS NOT NULL AND t.repair_order_id IS NOT w.order_said AND NOT {kept_sql('order_no')})"
)
"""SQL for whether the document ``t`` is to hang on another repair order."""


def plan_documents(connection: Any, terms: Terms) -> None:
    """Decide what becomes of each staged row; rows of one document have the same ``plan.first``."""
    find_files(connection)
    unknown = f"{ROWS} WHERE p.file_id IS NULL"
    refuse(connection, "vin", NO_SUCH_FILE, unknown, {"value": VEHICLE_SAID})
    _find_orders(connection, terms)
    document_matching.match_documents(connection, terms)
    _refuse_other_accounts(connection)
    _keep_ours(connection, terms)
    elsewhere = (
        f"{ROWS} JOIN document t ON t.number = s.number AND t.type = s.type AND t.file_id <> p.file_id "
        f"JOIN vehicle_file f ON f.id = t.file_id WHERE {STANDING} AND p.record_id IS NULL "
        "AND p.first = p.n GROUP BY s.n"
    )
    said = {"theirs": "s.number", "file_no": "min(f.file_no)"}
    warn(connection, "number", DOCUMENT_ELSEWHERE, elsewhere, said)
    columns = given_columns(connection, _CODES, "document")
    settle(
        connection,
        new="p.record_id IS NULL AND p.first = p.n",
        changed=f"SELECT s.n {_MATCHED} AND ({any_differs_sql(columns)} OR {_MOVES})",
    )
    scans.lay_out_scans(connection)
    hand_on_outcomes(connection)


def hand_on_outcomes(connection: Any) -> None:
    """Let further rows of a document become what its first row does."""
    connection.execute(
        "UPDATE temp.plan AS p SET outcome = o.outcome FROM temp.plan o "
        f"WHERE o.n = p.first AND p.first <> p.n AND {STANDING}"
    )


def apply_documents(connection: Any, terms: Terms) -> None:
    """Write new documents and changed ones, and then the scans that were put away for them."""
    columns = given_columns(connection, _CODES, "document")
    changed = (
        f"{ROWS} JOIN temp.wanted w ON w.n = s.n "
        f"WHERE t.id = p.record_id AND p.first = p.n AND p.outcome = '{Outcome.CHANGED}'"
    )
    write_changes(connection, "document", columns, changed)
    connection.execute(
        f"UPDATE document AS t SET repair_order_id = w.order_said, version = t.version + 1 {changed} "
        f"AND {_MOVES}"
    )
    _number_new(connection)
    own = {
        "id": "p.record_id",
        "file_id": "p.file_id",
        "type": "s.type",
        "paper": f"coalesce(s.paper, CASE WHEN s.scans IS NULL THEN '{Paper.PRESENT}' "
        f"ELSE '{Paper.MISSING}' END)",
        "repair_order_id": "w.order_id",
        "created_at": "?",
    }
    columns.pop("paper", None)
    connection.execute(
        f"{insert_sql('document', own, columns)} {ROWS} JOIN temp.wanted w ON w.n = s.n "
        f"WHERE p.outcome = '{Outcome.NEW}' AND p.first = p.n ORDER BY p.n",
        (terms.now,),
    )
    scans.apply_scans(connection, terms)


def _find_orders(connection: Any, terms: Terms) -> None:
    """Make the table ``wanted``: the rows that stand, and the repair orders they hang on.

    ``order_said`` is the one that the row names; ``order_id`` besides one that its number leads to, or the
    file's only one, but not in a workbook of our own, which names them all.
    """
    connection.execute(
        "CREATE TEMP TABLE wanted AS SELECT s.n, p.file_id, s.type, s.number, s.dated, s.amount, s.expiry, "
        "s.note, s.paper, s.scans, o.id AS order_said, o.id AS order_id, NULL AS record_id, s.n AS first "
        f"{ROWS} LEFT JOIN repair_order o ON o.order_no = s.order_no AND o.file_id = p.file_id "
        f"AND s.type IN ({_SERVICE_SIDE}) WHERE {STANDING}"
    )
    connection.execute("CREATE UNIQUE INDEX temp.ix_wanted_n ON wanted (n)")
    if given(connection, ["order_no"]):
        lost = f"{ROWS} JOIN temp.wanted w ON w.n = s.n WHERE s.order_no IS NOT NULL AND w.order_said IS NULL"
        for which, message in (("", ORDER_NOT_IN_FILE), ("NOT", ORDER_ON_SALES_SIDE)):
            leave_out(connection, "order_no", message, f"{lost} AND s.type {which} IN ({_SERVICE_SIDE})")
    if not terms.is_own:
        hanging = f"order_id IS NULL AND type IN ({_SERVICE_SIDE})"
        by_number = "number IN (o.order_no, o.settlement_no)"
        connection.execute(
            "UPDATE temp.wanted AS w SET order_id = (SELECT CASE WHEN "
            f"count(*) FILTER (WHERE {by_number}) THEN min(o.id) FILTER (WHERE {by_number}) "
            "WHEN count(*) = 1 THEN min(o.id) END FROM repair_order o WHERE o.file_id = w.file_id) "
            f"WHERE {hanging}"
        )


def _refuse_other_accounts(connection: Any) -> None:
    """The same row again is harmless; another account of the document of an earlier row is not."""
    differs = " OR ".join(f's."{code}" IS NOT e."{code}"' for code in (*_CODES, "order_no"))
    rows = f"{ROWS} JOIN staging.staged e ON e.n = p.first WHERE p.first <> p.n AND ({differs})"
    refuse(
        connection,
        "number",
        DUPLICATE_IN_SHEET,
        rows,
        {"row": "p.first", "value": "coalesce(s.number, s.type)"},
    )


def _keep_ours(connection: Any, terms: Terms) -> None:
    """Keep what was edited here since, the repair order among it, and what people decided to keep."""
    columns = given_columns(connection, _CODES, "document")
    keep_ours(connection, "document", columns, _MATCHED, terms)
    moved = f"{_MATCHED} AND {_MOVES}"
    said = {"ours": "coalesce(o.order_no, '')", "theirs": "s.order_no"}
    edited = f"{moved} AND {edited_sql('document', 'repair_order_id')}"
    conflict(connection, "order_no", EDITED_SINCE, edited, said, ours="o.order_no")
    if terms.detail:
        note_difference(connection, "order_no", "o.order_no", moved)
    keep_decided(connection, ["order_no"])


def _number_new(connection: Any) -> None:
    """Give new documents their ids beforehand, so that the scans of their rows find them."""
    connection.execute(
        "UPDATE temp.plan AS p SET record_id = x.place + "
        "(SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'document') FROM "
        "(SELECT n, row_number() OVER (ORDER BY n) AS place FROM temp.plan "
        f"WHERE outcome = '{Outcome.NEW}' AND first = n) x WHERE x.n = p.n"
    )
    connection.execute(
        "UPDATE temp.plan AS p SET record_id = o.record_id FROM temp.plan o "
        f"WHERE o.n = p.first AND p.first <> p.n AND {STANDING}"
    )
