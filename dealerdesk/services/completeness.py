"""Completeness of vehicle files, from the rows in the database (product.md, The vehicle file, point 7)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dealerdesk.domain.completeness import (
    Completeness,
    FileContents,
    HeldDocument,
    SettledOrder,
    completeness,
)
from dealerdesk.domain.documents import DocumentType, Paper
from dealerdesk.domain.fields import LineKind
from dealerdesk.domain.files import FileKind
from dealerdesk.services.settings import paper_and_scan, required_types

_TYPES = {type_.value: type_ for type_ in DocumentType}
_PAPERS = {paper.value: paper for paper in Paper}
# By the driver: a page of a list is judged each time that people scroll, and a session takes three times as
# long. The ids come as one JSON array, which may be of any length.
_AMONG = "file_id IN (SELECT value FROM json_each(?))"
_KINDS = "SELECT id, kind FROM vehicle_file WHERE id IN (SELECT value FROM json_each(?))"
_WAIVED = f"SELECT file_id, type FROM waiver WHERE {_AMONG}"
_DOCUMENTS = (
    "SELECT file_id, type, paper, (SELECT count(*) FROM scan WHERE document_id = document.id), "
    f"repair_order_id FROM document WHERE {_AMONG} ORDER BY id"
)
_SETTLED = (
    "SELECT file_id, id, settled_on, EXISTS (SELECT 1 FROM repair_line WHERE order_id = repair_order.id "
    f"AND line_kind = '{LineKind.PART.value}') "
    f"FROM repair_order WHERE {_AMONG} AND settled_on IS NOT NULL ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class FileHeld:
    """What completeness asks of one file: its kind and what it holds."""

    kind: FileKind
    contents: FileContents


def completeness_of(connection: Any, file_ids: Sequence[int], today: date) -> dict[int, Completeness]:
    """The completeness of each file as of `today`, by file id; ids that are gone are left out.

    `connection` is the driver's.
    """
    required = required_types(connection)
    both = paper_and_scan(connection)
    return {
        file_id: completeness(required[held.kind], held.contents, today=today, paper_and_scan=both)
        for file_id, held in held_by(connection, file_ids).items()
    }


def held_by(connection: Any, file_ids: Sequence[int]) -> dict[int, FileHeld]:
    """What each file holds, by file id; ids that are gone are left out."""
    among = (json.dumps(list(file_ids)),)
    documents = _documents(connection, among)
    orders = _settled_orders(connection, among)
    waived: dict[int, set[DocumentType]] = defaultdict(set)
    for file_id, type_ in connection.execute(_WAIVED, among):
        waived[file_id].add(_TYPES[type_])
    return {
        file_id: FileHeld(
            FileKind(kind),
            FileContents(
                tuple(documents[file_id]), tuple(orders[file_id]), frozenset(waived.get(file_id, ()))
            ),
        )
        for file_id, kind in connection.execute(_KINDS, among)
    }


def _documents(connection: Any, among: tuple[str]) -> dict[int, list[HeldDocument]]:
    found: dict[int, list[HeldDocument]] = defaultdict(list)
    for file_id, type_, paper, count, order in connection.execute(_DOCUMENTS, among):
        held = HeldDocument(_TYPES[type_], _PAPERS[paper], count, None if order is None else str(order))
        found[file_id].append(held)
    return found


def _settled_orders(connection: Any, among: tuple[str]) -> dict[int, list[SettledOrder]]:
    found: dict[int, list[SettledOrder]] = defaultdict(list)
    for file_id, order, settled_on, has_parts in connection.execute(_SETTLED, among):
        found[file_id].append(SettledOrder(str(order), date.fromisoformat(settled_on), bool(has_parts)))
    return found
