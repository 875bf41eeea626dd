"""How much is in the data folder, how much room is left, and when it was backed up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from dealerdesk.paths import DataFolder, free_space
from dealerdesk.services.backups.remembering import LastBackup, find_last_backup
from dealerdesk.storage.models import Document, Scan, VehicleFile
from dealerdesk.storage.unit_of_work import Database

_SUFFIXES = ("", "-wal", "-shm")
"""Of the files that SQLite keeps a database in."""


@dataclass(frozen=True, slots=True)
class FolderSurvey:
    """What is in a data folder; sizes in bytes, of scans that several documents name once.

    `files` are those that are not archived; `free_bytes` is None where the system does not tell.
    """

    path: Path
    database_bytes: int
    scans_bytes: int
    free_bytes: int | None
    files: int
    archived: int
    documents: int
    scans: int
    last_backup: LastBackup | None


class Surveys:
    """Looks at one data folder."""

    def __init__(self, folder: DataFolder, database: Database) -> None:
        self._folder = folder
        self._database = database

    def get_survey(self) -> FolderSurvey:
        """What is in the data folder now."""
        each_once = select(Scan.sha256, func.max(Scan.size).label("size")).group_by(Scan.sha256).subquery()
        with self._database.reading() as session:
            files, archived = session.execute(
                select(
                    func.count() - func.count(VehicleFile.archived_at), func.count(VehicleFile.archived_at)
                )
            ).one()
            documents = session.scalar(select(func.count()).select_from(Document)) or 0
            scans = session.scalar(select(func.count()).select_from(Scan)) or 0
            scans_bytes = session.scalar(select(func.coalesce(func.sum(each_once.c.size), 0))) or 0
        return FolderSurvey(
            path=self._folder.root,
            database_bytes=sum(map(_size, self._database_files())),
            scans_bytes=scans_bytes,
            free_bytes=free_space(self._folder.root),
            files=files,
            archived=archived,
            documents=documents,
            scans=scans,
            last_backup=self.find_last_backup(),
        )

    def find_last_backup(self) -> LastBackup | None:
        """The newest backup that is known of."""
        return find_last_backup(self._folder)

    def _database_files(self) -> list[Path]:
        path = self._folder.database
        return [path.with_name(path.name + suffix) for suffix in _SUFFIXES]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # SQLite makes and removes the two beside the database
        return 0
