"""Importing in tests: rows as dictionaries by field code, and what a database holds as a value to compare."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from unittest import mock

from dealerdesk.bootstrap import Desk, open_desk
from dealerdesk.domain.fields import RecordKind, field_of
from dealerdesk.domain.import_mapping import ImportMapping, Rule
from dealerdesk.domain.progress import Progress
from dealerdesk.exchange.reading import plain, preview, printed, reader, scan_archives
from dealerdesk.services.imports import ImportResult
from dealerdesk.storage.engine import driver
from dealerdesk.storage.recording import recorded_tables

REGISTER = "车辆档案登记表.xlsx"
ORDERS = "repair-orders.xlsx"
TAIWAN = "客戶資料-big5.csv"
BRITISH = "inventory.xls"

_numbers = count(1)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime.fromisoformat("2026-10-08T11:00")

    def __call__(self) -> datetime:
        return self.now

    def days_later(self, days: int) -> None:
        self.now += timedelta(days=days)


def copied_desk(made: Path, root: Path, clock: Callable[[], datetime]) -> Desk:
    """Open a copy of a closed data folder."""
    shutil.copytree(made, root)
    return open_desk(root, clock)


@contextmanager
def reading_here() -> Iterator[None]:
    """Read spreadsheets in this process: starting a child for each of many small sheets takes longer."""

    def here(
        work: Callable[..., object], *args: object, source: Path, progress: Progress, limits: object
    ) -> Any:
        return json.loads(json.dumps(work(progress.step, *args)))

    with ExitStack() as patches:
        for module in (reader, preview, scan_archives, plain, printed):
            patches.enter_context(mock.patch.object(module, "run_in_child", here))
        yield


def sheet(folder: Path, kind: RecordKind, rows: tuple[Mapping[str, object], ...]) -> Path:
    """A .csv with a column for every field that any of `rows` has, headed by the field's name."""
    codes = list(dict.fromkeys(code for row in rows for code in row))
    path = folder / f"sheet-{next(_numbers)}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([heading(kind, code) for code in codes])
        writer.writerows([row.get(code, "") for code in codes] for row in rows)
    return path


def heading(kind: RecordKind, code: str) -> str:
    field = field_of(kind, code)
    assert field is not None, code
    return field.label.text


def put_in(
    desk: Desk,
    kind: RecordKind,
    *rows: Mapping[str, object],
    theirs: bool = False,
    create_files: bool = False,
    dry_run: bool = False,
) -> ImportResult:
    """Import `rows` from a .csv; the first one is row 2 of the sheet."""
    path = sheet(desk.folder.root.parent, kind, rows)
    rule = Rule.THEIRS if theirs else Rule.OURS
    mapping = ImportMapping(kind, on_conflict=rule, create_files=create_files)
    with reading_here():
        return desk.imports.run(path, mapping, dry_run=dry_run)


def files(desk: Desk, *rows: Mapping[str, object], **options: bool) -> ImportResult:
    """Import vehicle files."""
    return put_in(desk, RecordKind.FILES, *rows, **options)


def outcome(result: ImportResult) -> dict[str, int]:
    """The counts that are not zero, `rows` aside."""
    names = ("new", "changed", "unchanged", "conflicts", "refused", "left_out")
    return {name: getattr(result, name) for name in names if getattr(result, name)}


def said(result: ImportResult) -> list[tuple[str, int, str]]:
    """Severity, row and code of each problem."""
    return [(problem.severity, problem.row, problem.code) for problem in result.problems]


def values(desk: Desk, ref: str) -> dict[str, Any]:
    """The fields of a vehicle file that hold something."""
    shown = desk.files.show(ref)
    return {code: value for code, value in shown.values.items() if value is not None}


def query(desk: Desk, sql: str, *params: object) -> list[tuple[Any, ...]]:
    """What the database answers."""
    with desk.database.reading() as session:
        return list(driver(session.connection()).execute(sql, params).fetchall())


def count_of(desk: Desk, table: str) -> int:
    """How many rows a table has."""
    return int(query(desk, f'SELECT count(*) FROM "{table}"')[0][0])


def picture(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that is recorded, and the history of it."""
    names = [table.name for table in recorded_tables()]
    names += ["change_set", "row_change", "import_run", "counter", "search_entry", "recording"]
    return {name: query(desk, f'SELECT * FROM "{name}" ORDER BY 1, 2') for name in names}


def records(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """What an undo brings back: the records, without their version counts."""
    found = {}
    for table in recorded_tables():
        names = ", ".join(f'"{column.name}"' for column in table.columns if column.name != "version")
        found[table.name] = query(desk, f'SELECT {names} FROM "{table.name}" ORDER BY id')
    return found
