"""An archive of scans as a table: each entry a row, with what its name says of document and vehicle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dealerdesk.domain.fields import DATED, DOCUMENT_TYPE, FILE_NO, NUMBER, SCANS, RecordKind
from dealerdesk.domain.findings import Finding, finding
from dealerdesk.domain.imports import NO_SUCH_FILE
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.domain.scan_names import ScanName, VehicleWord, read_scan_name
from dealerdesk.exchange.reading.header import Column, Header
from dealerdesk.exchange.reading.rows import CheckedRow, Problem, Severity
from dealerdesk.exchange.reading.scan_archives import ArchiveEntry, list_entries
from dealerdesk.exchange.reading.staging import Checked, StagedWorkbook, open_staged, write_staging
from dealerdesk.exchange.reading.tables import Table
from dealerdesk.paths import kept_text
from dealerdesk.storage.engine import driver
from dealerdesk.storage.incoming.naming import NamedFiles, find_named_files
from dealerdesk.storage.unit_of_work import Database

READING_NAMES = Message("reading_scan_names", "Reading the names of the scans")
NAME_WITHOUT_TYPE = Message(
    "scan_name_type",
    "The name {name} says no type of document. Put one into it, such as sales_contract, 行驶证 or 結算單.",
)
NAME_WITHOUT_VEHICLE = Message(
    "scan_name_vehicle",
    "The name {name} says no vehicle. Put the VIN, at least its last six characters, or the plate into it.",
)
NAME_OF_SEVERAL = Message(
    "scan_name_vehicles",
    "The name {name} fits several vehicle files: {files}. Put the whole VIN or the file number into it.",
)
_MOST_NAMED = 5
_CODES = (FILE_NO.code, DOCUMENT_TYPE.code, NUMBER.code, DATED.code, SCANS.code)


@dataclass(frozen=True, slots=True)
class _Read:
    """An entry with what its name says."""

    entry: ArchiveEntry
    said: ScanName


def stage_archive(path: Path, staging: Path, database: Database, progress: Progress) -> StagedWorkbook:
    """List the archive `path` and leave its entries as rows in the new SQLite file `staging`.

    Raises what `exchange.reading.scan_archives.list_entries` raises, and `Cancelled`.
    """
    entries = list_entries(path, progress)
    read = []
    for done, entry in enumerate(entries):
        progress.step(READING_NAMES, done, len(entries))
        read.append(_Read(entry, read_scan_name(entry.name)))
    words = {word.text: word.key for each in read for word in each.said.vehicles}
    with database.reading() as session:
        files = find_named_files(driver(session.connection()), words.items())
    heading = SCANS.label.said()
    checked = Checked(
        RecordKind.DOCUMENTS,
        Table(kept_text(path.name), lambda: iter(()), len(read), 1),
        Header(0, (Column(0, heading, SCANS),), ()),
        _Rows(read, files, heading),
        lambda: (),
    )
    write_staging(staging, checked, lambda _row: None)
    return open_staged(staging)


class _Rows:
    """The rows of an archive."""

    def __init__(self, read: Sequence[_Read], files: dict[str, NamedFiles], heading: str) -> None:
        self._read, self._files, self._heading = read, files, heading

    @property
    def codes(self) -> tuple[str, ...]:
        """What a name can say."""
        return _CODES

    def __iter__(self) -> Iterator[CheckedRow]:
        for each in self._read:
            yield self._row(each.entry, each.said)

    def _row(self, entry: ArchiveEntry, said: ScanName) -> CheckedRow:
        name = kept_text(entry.name)
        refusal: Finding | None = None
        file_no, vehicle = None, None
        if entry.refusal:
            refusal = finding(entry.refusal, path=name)
        elif said.type is None:
            refusal = finding(NAME_WITHOUT_TYPE, name=name)
        else:
            file_no, vehicle, refusal = self._vehicle(name, said)
        values: tuple[Any, ...] = (
            file_no,
            said.type.value if said.type else None,
            said.number(vehicle),
            said.dated.isoformat() if said.dated else None,
            name,
        )
        problems = (Problem(SCANS.code, self._heading, name, Severity.REFUSED, refusal),) if refusal else ()
        return CheckedRow(entry.n, refusal is not None, values, None, problems)

    def _vehicle(self, name: str, said: ScanName) -> tuple[str | None, VehicleWord | None, Finding | None]:
        """The file that the surest words of a name stand for, and one of them; or why there is none."""
        known = [(self._files[word.text], word) for word in said.vehicles if word.text in self._files]
        if not known:
            return None, None, _unknown(name, said)
        surest = min(files.way for files, _ in known)
        best = [(files, word) for files, word in known if files.way == surest]
        numbers = sorted({file_no for files, _ in best for file_no in files.file_nos})
        if len(numbers) > 1:
            return None, None, finding(NAME_OF_SEVERAL, name=name, files=numbers[:_MOST_NAMED])
        return numbers[0], max((word for _, word in best), key=lambda word: len(word.text)), None


def _unknown(name: str, said: ScanName) -> Finding:
    words = [word.text for word in said.vehicles if word.text.isalnum()]
    if not words:
        return finding(NAME_WITHOUT_VEHICLE, name=name)
    return finding(NO_SUCH_FILE, value=max(words, key=len))
