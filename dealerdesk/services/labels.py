"""Folder labels: for which files, and what each of them says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FILE_FIELDS, RecordKind
from dealerdesk.domain.filters import parse_filter
from dealerdesk.domain.labels import FolderLabel, LabelSheet, cabinet_order
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.services.actions import LABELS_PRINTED
from dealerdesk.services.noting import note
from dealerdesk.services.refs import get_file
from dealerdesk.storage.columns import records_sql
from dealerdesk.storage.engine import driver
from dealerdesk.storage.unit_of_work import Database

NO_LABELS = Message(
    "no_labels", "No vehicle file fits, so there is no label to print. Name other files, or widen the filter."
)

_BATCH = 1000
_CODES = ["file_no", "plate", "vin", "location", "customer", "make", "model"]
_BY_ID = (
    "SELECT f.file_no, f.plate, f.vin, f.location, c.name, f.make, f.model FROM json_each(?) j "
    "JOIN vehicle_file f ON f.id = j.value LEFT JOIN customer c ON c.id = f.customer_id ORDER BY j.key"
)
_BY_NUMBER = "SELECT f.id FROM json_each(?) j JOIN vehicle_file f ON f.file_no = j.value ORDER BY j.key"


@dataclass(frozen=True, slots=True)
class LabelResult:
    """How many labels, cover sheets or lines of the index were written, and where."""

    labels: int
    path: Path


class Labels:
    """The folder labels of one dealership."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author

    def fitting(self, where: str | None = None) -> tuple[FolderLabel, ...]:
        """Labels of the files that the FILTER `where` lets through, in the order of the cabinet.

        Archived files have none unless the filter names ``archived``. Raises the filter's refusals.
        """
        sql, values = records_sql(RecordKind.FILES, _CODES, parse_filter(where or "", FILE_FIELDS))
        with self._database.reading() as session:
            rows = driver(session.connection()).execute(sql, values).fetchall()
        labels = [_label(*row) for row in rows]
        return tuple(sorted(labels, key=lambda label: cabinet_order(label.location)))

    def named(self, refs: Sequence[str]) -> tuple[FolderLabel, ...]:
        """Labels of the files that `refs` name, in their order, each once.

        Raises ``unknown_ref`` or ``ambiguous_ref``.
        """
        with self._database.reading() as session:
            ids = list(dict.fromkeys(get_file(session, ref).id for ref in refs))
            return _labels_of(driver(session.connection()), ids)

    def of_files(self, file_ids: Sequence[int]) -> tuple[FolderLabel, ...]:
        """Labels of files in the order of `file_ids`; those that are gone are left out."""
        with self._database.reading() as session:
            return _labels_of(driver(session.connection()), file_ids)

    def file_ids(self, labels: Sequence[FolderLabel]) -> tuple[int, ...]:
        """The ids of the files that `labels` are of, in their order."""
        numbers = json.dumps([label.file_no for label in labels])
        with self._database.reading() as session:
            return tuple(
                file_id for (file_id,) in driver(session.connection()).execute(_BY_NUMBER, (numbers,))
            )

    def write(
        self, out: Path, labels: Sequence[FolderLabel], sheet: LabelSheet, progress: Progress | None = None
    ) -> LabelResult:
        """Write labels into the PDF `out`, whole or not at all; the history notes it if they say names.

        Raises ``no_labels``, and the refusals of `printing.labels.write_labels`.
        """
        # Start-up: only whoever prints needs what paints.
        from dealerdesk.printing.labels import write_labels  # noqa: PLC0415 - start-up, see above

        if not labels:
            raise DealerDeskError(NO_LABELS)
        write_labels(out, labels, sheet, progress or Silent())
        if sheet.names:
            self.note_printed(len(labels))
        return LabelResult(len(labels), out)

    def note_printed(self, count: int) -> None:
        """Note in the history that labels with names were printed."""
        note(self._database, self._author, LABELS_PRINTED, count=count)

    @staticmethod
    def write_test_page(out: Path, sheet: LabelSheet) -> LabelResult:
        """Write a page with frames where labels will be into the PDF `out`, whole or not at all.

        Raises the refusals of `printing.alignment.write_alignment`.
        """
        # Start-up: only whoever prints needs what paints.
        from dealerdesk.printing.alignment import write_alignment  # noqa: PLC0415 - start-up, see above

        write_alignment(out, sheet)
        return LabelResult(sheet.format.per_page, out)


def _labels_of(connection: Any, file_ids: Sequence[int]) -> tuple[FolderLabel, ...]:
    found: list[FolderLabel] = []
    for start in range(0, len(file_ids), _BATCH):
        rows = connection.execute(_BY_ID, (json.dumps(list(file_ids[start : start + _BATCH])),))
        found += [_label(*row) for row in rows]
    return tuple(found)


def _label(*row: Any) -> FolderLabel:
    *known, make, model = row
    return replace(FolderLabel(*known), vehicle=" ".join(filter(None, (make, model))) or None)
