"""The scans of an import of documents: looked at with nothing copied, or put into the vault for its rows.

Bytes come first: the import's transaction begins when all of them are on the disk. What a stopped import
leaves in the vault is swept by ``check --repair``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.exchange.messages import packed_params
from dealerdesk.exchange.reading.scan_archives import ARCHIVE_TOO_LARGE, MOST_SCAN_BYTES, is_archive
from dealerdesk.paths import DataFolder, kept_text
from dealerdesk.services.documents.attaching import STORING_SCANS
from dealerdesk.services.imports.scan_places import NamedScan, Place
from dealerdesk.services.imports.scan_sources import (
    ArchiveScans,
    FolderScans,
    Look,
    Looks,
    ScanSource,
    too_large,
)
from dealerdesk.storage.incoming.scans import (
    FoundScan,
    HeldScan,
    LostScan,
    ScanFindings,
    WantedScans,
    wanted_scans,
)
from dealerdesk.vault import Vault
from dealerdesk.vault.faults import (
    SCAN_EMPTY,
    SCAN_MEDIA_TYPE,
    VAULT_DISK_FULL,
    VAULT_FAILED,
    VAULT_NO_PERMISSION,
)
from dealerdesk.vault.media import ACCEPTED, HEAD_SIZE, find_media_type

LOOKING_AT_SCANS = Message("looking_at_scans", "Looking at the scans")
_AT_ONCE = 1 << 20

Scans = dict[Place, str]
"""What scans are called in sentences, by their places."""
Told = Callable[[int], object]
"""Hears how many scans are done."""

_FATAL = frozenset({VAULT_DISK_FULL, VAULT_NO_PERMISSION, VAULT_FAILED, ARCHIVE_TOO_LARGE})
"""What stands against all scans, not against one."""


class ImportScans:
    """The scans of one import."""

    def __init__(self, source: ScanSource, vault: Vault) -> None:
        self._source = source
        self._vault = vault

    def look(self, connection: Any, progress: Progress) -> ScanFindings:
        """What the scans are that rows of the plan name; nothing is copied."""

        def looked(scans: Scans, told: Told) -> Looks:
            found: Looks = {}
            for place, said in scans.items():
                told(len(found))
                found[place] = self._look_or_refusal(place, said)
            return found

        return self._findings(connection, looked, progress, LOOKING_AT_SCANS)

    def put_away(self, connection: Any, progress: Progress) -> ScanFindings:
        """Put the scans that rows of the plan name into the vault, where their documents lack them.

        Raises ``vault_disk_full``, ``vault_no_permission``, ``vault_failed`` and `Cancelled`.
        """

        def stored(scans: Scans, told: Told) -> Looks:
            fitting = {place: said for place, said in scans.items() if not self._too_large(place)}
            found = self._source.store(self._vault, fitting, told)
            for refusal in found.values():
                if isinstance(refusal, DealerDeskError) and refusal.message in _FATAL:
                    raise refusal
            return found | {place: too_large(scans[place]) for place in scans.keys() - fitting.keys()}

        return self._findings(connection, stored, progress, STORING_SCANS)

    def _findings(
        self,
        connection: Any,
        settle: Callable[[Scans, Told], Looks],
        progress: Progress,
        stage: Message,
    ) -> ScanFindings:
        wanted = list(wanted_scans(connection))
        if not wanted:
            return ScanFindings()
        progress.step(stage, 0, None)
        with self._source.ready():
            rows = [(row.n, at, scan) for row in wanted for at, scan in enumerate(self._new(row, progress))]
            scans = {scan.place: scan.said for _, _, scan in rows if scan.place is not None}
            looks = settle(scans, lambda done: progress.step(stage, done, len(scans)))
        return _said(rows, looks)

    def _new(self, row: WantedScans, progress: Progress) -> Iterator[NamedScan]:
        """The scans of a row that its document has not got."""
        progress.step(LOOKING_AT_SCANS, 0, None)
        for scan in self._source.named(row):
            if scan.place is None or not self._holds(row.held, scan.place, scan.said):
                yield scan

    def _holds(self, held: Iterable[HeldScan], place: Place, said: str) -> bool:
        """Whether one of the scans that are there has the same bytes; only what is as large is read."""
        with suppress(DealerDeskError, OSError):
            size = self._source.size(place)
            alike = {each.sha256 for each in held if each.size == size}
            if alike and size <= MOST_SCAN_BYTES:
                with self._source.open(place, said) as file:
                    return _digest(file) in alike
        return False

    def _too_large(self, place: Place) -> bool:
        with suppress(OSError):
            return self._source.size(place) > MOST_SCAN_BYTES
        return False

    def _look_or_refusal(self, place: Place, said: str) -> Look | DealerDeskError:
        try:
            return self._look(place, said)
        except DealerDeskError as refusal:
            return refusal

    def _look(self, place: Place, said: str) -> Look:
        if self._too_large(place):
            raise too_large(said)
        with self._source.open(place, said) as file:
            head = file.read(HEAD_SIZE)
        if not head:
            raise DealerDeskError(SCAN_EMPTY, path=said)
        media_type = find_media_type(head)
        if media_type is None:
            raise DealerDeskError(SCAN_MEDIA_TYPE, path=said, accepted=ACCEPTED)
        return Look(media_type, self._source.size(place), self._source.count_pages(place, media_type, said))


def _said(rows: Iterable[tuple[int, int, NamedScan]], looks: Looks) -> ScanFindings:
    found, lost = [], []
    for n, at, scan in rows:
        look = scan.refusal if scan.place is None else looks[scan.place]
        if isinstance(look, Look):
            name = kept_text(scan.name)
            found.append(FoundScan(n, at, name, look.sha256, look.media_type.value, look.size, look.pages))
        elif look is not None:
            lost.append(LostScan(n, scan.said, look.code, packed_params(look.params)))
    return ScanFindings(tuple(found), tuple(lost))


def _digest(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while part := file.read(_AT_ONCE):
        digest.update(part)
    return digest.hexdigest()


def scans_of(path: Path, kind: RecordKind, folder: DataFolder) -> ImportScans | None:
    """The scans that an import of `path` may bring; None for what brings none."""
    if kind is not RecordKind.DOCUMENTS:
        return None
    return ImportScans(ArchiveScans(path) if is_archive(path) else FolderScans(path), Vault(folder.scans))
