"""How complete files are, counted by the database: for lists that filter and sort all files at once.

The rules are those of `domain.completeness`; a property test holds the two together.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from dealerdesk.domain.completeness import MONTHS_JUDGED, months_before
from dealerdesk.domain.documents import DocumentType, Paper, Side
from dealerdesk.domain.fields import LineKind


def completeness_counts(
    connection: Any, today: date, *, paper_and_scan: bool, file_ids: Collection[int] | None = None
) -> dict[int, tuple[int, int]]:
    """How many types each file must hold and how many of them it holds, as of `today`, by file id.

    Files of which nothing is required, and those not among `file_ids` where given, are left out.
    """
    rows = connection.execute(
        _counts_sql(paper_and_scan, among=file_ids is not None),
        {
            "slip": DocumentType.PARTS_ISSUE_SLIP.value,
            "part": LineKind.PART.value,
            "first_day": months_before(today, MONTHS_JUDGED).isoformat(),
            "ids": json.dumps(sorted(file_ids or ())),
        },
    )
    return {file_id: (required, present) for file_id, required, present in rows}


def _counts_sql(paper_and_scan: bool, *, among: bool) -> str:
    needed = (
        "SELECT 1 FROM repair_order o WHERE o.file_id = f.id AND o.settled_on IS NOT NULL "
        "AND (r.type <> :slip OR EXISTS "
        "(SELECT 1 FROM repair_line l WHERE l.order_id = o.id AND l.line_kind = :part))"
    )
    held = "SELECT 1 FROM document d WHERE d.file_id = f.id AND d.type = r.type"
    of_order = _there(f"{held} AND d.repair_order_id = o.id", paper_and_scan)
    return f"""
SELECT f.id, count(*), sum(CASE WHEN r.type IN ({_SERVICE_TYPES})
    THEN NOT EXISTS ({needed} AND o.settled_on >= :first_day AND NOT {of_order})
    ELSE {_there(held, paper_and_scan)} END)
FROM vehicle_file f CROSS JOIN required_document r ON r.kind = f.kind
WHERE NOT EXISTS (SELECT 1 FROM waiver w WHERE w.file_id = f.id AND w.type = r.type)
AND (r.type NOT IN ({_SERVICE_TYPES}) OR EXISTS ({needed}))
{"AND f.id IN (SELECT value FROM json_each(:ids))" if among else ""}
GROUP BY f.id
"""


def _there(held: str, paper_and_scan: bool) -> str:
    """SQL for whether the documents `held` are there: with paper or scan, or with both."""
    scan = "EXISTS (SELECT 1 FROM scan s WHERE s.document_id = d.id)"
    if not paper_and_scan:
        return f"EXISTS ({held} AND (d.paper IN ({_HELD}) OR {scan}))"
    return f"(EXISTS ({held} AND d.paper IN ({_HELD_OR_NOT_NEEDED})) AND EXISTS ({held} AND {scan}))"


def _listed(codes: Collection[str]) -> str:
    return ", ".join(f"'{code}'" for code in codes)


_SERVICE_TYPES = _listed([kind.value for kind in DocumentType if kind.side is Side.SERVICE])
_HELD = _listed([Paper.PRESENT.value, Paper.CHECKED_OUT.value])
_HELD_OR_NOT_NEEDED = _listed([Paper.PRESENT.value, Paper.CHECKED_OUT.value, Paper.NOT_APPLICABLE.value])
