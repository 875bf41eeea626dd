"""Cover sheets and the cabinet index: what they say of vehicle files."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import overload

from sqlalchemy.orm import Session

from dealerdesk.domain.completeness import Completeness
from dealerdesk.domain.cover_sheets import CoverLine, CoverSheet, IndexLine
from dealerdesk.domain.documents import DocumentType, Paper
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.files import KIND_LABELS, FileKind
from dealerdesk.domain.labels import FolderLabel, cabinet_order
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.domain.settings import DEALERSHIP_NAME
from dealerdesk.services.actions import COVERS_PRINTED, INDEX_PRINTED
from dealerdesk.services.completeness import completeness_of
from dealerdesk.services.cover_audits import audits_of
from dealerdesk.services.details import DocumentDetail, FileDetail
from dealerdesk.services.file_details import file_detail
from dealerdesk.services.labels import NO_LABELS, LabelResult
from dealerdesk.services.noting import note
from dealerdesk.services.refs import get_known_file
from dealerdesk.services.settings import value_of
from dealerdesk.storage.engine import driver
from dealerdesk.storage.models import Customer, User, VehicleFile
from dealerdesk.storage.unit_of_work import Database

_THERE = "SELECT f.id FROM json_each(?) j JOIN vehicle_file f ON f.id = j.value ORDER BY j.key"


class CoverSheets:
    """The cover sheets of one dealership's folders, and the index of where they stand."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author

    def of_files(self, file_ids: Sequence[int]) -> Sequence[CoverSheet]:
        """Cover sheets in the order of `file_ids`; files that are gone are left out.

        Each is read when it is asked for, so that a whole cabinet can be printed; that raises ``file_gone``.
        """
        with self._database.reading() as session:
            found = driver(session.connection()).execute(_THERE, (json.dumps(list(file_ids)),))
            return _Sheets(self._database, self._author, [file_id for (file_id,) in found])

    def index_of(self, file_ids: Sequence[int]) -> tuple[IndexLine, ...]:
        """Lines of the index, in the order of the cabinet; files that are gone are left out."""
        with self._database.reading() as session:
            complete = completeness_of(driver(session.connection()), file_ids, self._database.now().date())
            lines = [_index_line(session, file_id, found) for file_id, found in complete.items()]
        return tuple(sorted(lines, key=lambda line: cabinet_order(line.label.location)))

    def write(
        self, out: Path, sheets: Sequence[CoverSheet], progress: Progress | None = None, *, names: bool
    ) -> LabelResult:
        """Write cover sheets into the PDF `out`, whole or not at all; the history notes it with `names`.

        Raises ``no_labels``, and the refusals of `printing.cover_sheets.write_cover_sheets`.
        """
        # Start-up: only whoever prints needs what paints.
        from dealerdesk.printing.cover_sheets import write_cover_sheets  # noqa: PLC0415 - start-up

        if not sheets:
            raise DealerDeskError(NO_LABELS)
        write_cover_sheets(out, sheets, progress or Silent(), names=names)
        if names:
            self.note_printed(len(sheets))
        return LabelResult(len(sheets), out)

    def note_printed(self, count: int) -> None:
        """Note in the history that cover sheets with names and phones were printed."""
        note(self._database, self._author, COVERS_PRINTED, count=count)

    def write_index(
        self, out: Path, lines: Sequence[IndexLine], progress: Progress | None = None, *, names: bool
    ) -> LabelResult:
        """Write the index into the PDF `out`, whole or not at all; the history notes it with `names`.

        Raises ``no_labels``, and the refusals of `printing.cabinet_index.write_cabinet_index`.
        """
        # Start-up: only whoever prints needs what paints.
        from dealerdesk.printing.cabinet_index import write_cabinet_index  # noqa: PLC0415 - start-up

        if not lines:
            raise DealerDeskError(NO_LABELS)
        write_cabinet_index(out, lines, progress or Silent(), names=names)
        if names:
            self.note_index_printed(len(lines))
        return LabelResult(len(lines), out)

    def note_index_printed(self, count: int) -> None:
        """Note in the history that an index with names was printed."""
        note(self._database, self._author, INDEX_PRINTED, count=count)


class _Sheets(Sequence[CoverSheet]):
    """Cover sheets that are read one by one."""

    def __init__(self, database: Database, author: int, file_ids: Sequence[int]) -> None:
        self._database = database
        self._author = author
        self._file_ids = file_ids

    def __len__(self) -> int:
        return len(self._file_ids)

    @overload
    def __getitem__(self, place: int) -> CoverSheet: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[CoverSheet]: ...
    def __getitem__(self, place: int | slice) -> CoverSheet | Sequence[CoverSheet]:
        if isinstance(place, slice):
            return _Sheets(self._database, self._author, self._file_ids[place])
        today = self._database.now().date()
        with self._database.reading() as session:
            connection = driver(session.connection())
            dealership = str(value_of(connection, DEALERSHIP_NAME))
            user = session.get(User, self._author)
            detail = file_detail(session, get_known_file(session, self._file_ids[place]), today)
            sheet = _sheet(detail, dealership, user.name if user else "", today)
            return replace(sheet, audits=tuple(audits_of(connection, self._file_ids[place])))


def _sheet(detail: FileDetail, dealership: str, author: str, today: date) -> CoverSheet:
    values = detail.values
    label = FolderLabel(
        str(values["file_no"]), *(_text(values[code]) for code in ("plate", "vin", "location", "customer"))
    )
    registered = values["registration_date"]
    made = (_text(values["manufacture_date"]) or "")[:4]
    return CoverSheet(
        label=label,
        vehicle=_vehicle(_text(values["make"]), _text(values["model"]), made),
        phone=_text(values["phone"]),
        registered=registered if isinstance(registered, date) else None,
        kind=KIND_LABELS[FileKind(str(values["kind"]))].said(),
        lines=tuple(_lines(detail)),
        present=len(detail.completeness.present),
        required=len(detail.completeness.required),
        dealership=dealership,
        printed_on=today,
        printed_by=author,
    )


def _lines(detail: FileDetail) -> Iterable[CoverLine]:
    """The types that the file must hold, and those that it holds besides, as a file shows them."""
    held: dict[str, list[DocumentDetail]] = defaultdict(list)
    for document in detail.documents:
        held[document.type].append(document)
    waived = {waiver.type for waiver in detail.waivers}
    for type_ in DocumentType:
        documents = held[type_.value]
        if type_ not in detail.required_types and not documents:
            continue
        yield CoverLine(
            type_,
            is_required=type_ in detail.completeness.required,
            is_waived=type_.value in waived,
            has_paper=any(document.paper == Paper.PRESENT.value for document in documents),
            has_scan=any(document.scans for document in documents),
            remark=_remark(documents),
        )


def _remark(documents: Sequence[DocumentDetail]) -> str:
    """Number and date of the latest, and how many there are."""
    if not documents:
        return ""
    last = documents[-1]
    parts = [last.number or "", last.dated.isoformat() if last.dated else ""]
    parts += [f"× {len(documents)}"] if len(documents) > 1 else []
    return " · ".join(part for part in parts if part)


def _index_line(session: Session, file_id: int, found: Completeness) -> IndexLine:
    file = session.get_one(VehicleFile, file_id)
    customer = session.get(Customer, file.customer_id) if file.customer_id else None
    label = FolderLabel(
        file.file_no, file.plate, file.vin, file.location, customer.name if customer else None
    )
    return IndexLine(label, _vehicle(file.make, file.model), len(found.present), len(found.required))


def _vehicle(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def _text(value: object) -> str | None:
    return str(value) if value else None
