"""Small data folders for tests: a few vehicle files, their documents and scans."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from dealerdesk.bootstrap import Desk, make_desk
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.messages import Message
from dealerdesk.storage.models import ChangeSet, Customer, RowChange, VehicleFile
from dealerdesk.storage.unit_of_work import Label
from tests.support import scans
from tests.support.databases import clock, rows_of
from tests.support.importing import copied_desk

FILLED = Message("test.filled", "filled")
VIN_TAILS = "ABCDEFGHJK"


@contextmanager
def fresh_copy(template: Path) -> Iterator[Desk]:
    """A desk on a copy of the closed data folder `template`, for one example of a law."""
    with (
        TemporaryDirectory() as folder,
        closing(copied_desk(template, Path(folder) / "data", clock)) as desk,
    ):
        yield desk


def ids_of(desk: Desk, table: str) -> list[int]:
    """The ids of the rows of a recorded table."""
    return [row_id for name, row_id in sorted(rows_of(desk.database)) if name == table]


def plate_of(number: int) -> str:
    """The plate of the `number`-th vehicle."""
    return f"粤B·{10000 + number}"


def add_files(desk: Desk, first: int, count: int) -> list[int]:
    """Add plain vehicle files numbered from `first`, each with an owner, as one change; their ids."""
    with desk.database.writing(Label(FILLED), author=desk.author) as work:
        files = []
        for number in range(first, first + count):
            owner = Customer(customer_no=f"T-{number}", name=f"王{number}", phone=f"138{number:08d}")
            work.session.add(owner)
            work.session.flush()
            file = VehicleFile(
                file_no=f"T-{number:05d}",
                vin=f"LSVAA49J{number:09d}",
                plate=plate_of(number),
                plate_key=f"粤B{10000 + number}",
                make="大众",
                customer_id=owner.id,
                created_at=work.at,
                created_by=work.author,
            )
            work.session.add(file)
            files.append(file)
        work.session.flush()
        return [file.id for file in files]


def attach(desk: Desk, folder: Path, file: int, mark: int, padding: int = 0) -> str:
    """Put a scan into the `file`-th test file; its hash."""
    path = folder / f"contract-{mark}.pdf"
    path.write_bytes(scans.pdf(mark=mark) + bytes(padding))
    attached = desk.documents.attach(f"T-{file:05d}", DocumentType.SALES_CONTRACT, [path], number=f"N{mark}")
    return attached.attached[0].sha256


def all_changes(desk: Desk) -> list[tuple[object, ...]]:
    """Every row change of the history, with the hash of its change set."""
    with desk.database.reading() as session:
        rows = session.execute(
            select(RowChange.id, ChangeSet.hash, RowChange.tbl, RowChange.before, RowChange.after)
            .join(ChangeSet, ChangeSet.id == RowChange.set_id)
            .order_by(RowChange.id)
        )
        return [tuple(row) for row in rows]


def last_change(desk: Desk) -> int:
    """The id of the newest change set."""
    with desk.database.reading() as session:
        return session.scalar(select(func.max(ChangeSet.id))) or 0


def small_desk(root: Path, files: int = 5, scans_: int = 2) -> Desk:
    """A new data folder with a few files; the first ones have a scan each."""
    desk = make_desk(root)
    add_files(desk, 1, files)
    for number in range(1, scans_ + 1):
        attach(desk, root, number, number)
    return desk
