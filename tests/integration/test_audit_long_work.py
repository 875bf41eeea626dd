"""Long work on audits: it tells where it stands, and whoever stops it leaves everything as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import Cancelled
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.services.audits import AuditDraft
from tests.support.audits import cabinet, no, opened
from tests.support.desks import last_change


class Told:
    """Keeps what it is told, and stops the work once it hears of `until`."""

    def __init__(self, until: str = "") -> None:
        self.steps: list[tuple[str, int, int | None]] = []
        self._until = until

    def step(self, stage: Message, done: int, total: int | None) -> None:
        self.steps.append((stage.code, done, total))
        if stage.code == self._until:
            raise Cancelled


Work = Callable[[Desk, int, Path, Progress], object]


def workbook(desk: Desk, audit: int, folder: Path, progress: Progress) -> object:
    return desk.audits.write_sheet(audit, folder / "out.xlsx", progress=progress)


def printed(desk: Desk, audit: int, folder: Path, progress: Progress) -> object:
    return desk.audits.write_sheet(audit, folder / "out.pdf", progress=progress)


def report(desk: Desk, audit: int, folder: Path, progress: Progress) -> object:
    return desk.audits.report(audit, folder / "out.xlsx", progress=progress)


def printed_report(desk: Desk, audit: int, folder: Path, progress: Progress) -> object:
    return desk.audits.report(audit, folder / "out.pdf", progress=progress)


@pytest.fixture
def audit(desk: Desk) -> int:
    """An open audit of six files."""
    cabinet(desk, 6)
    return opened(desk)


def test_opening_tells_how_many_files_are_on_the_list(desk: Desk) -> None:
    cabinet(desk, 6)
    told = Told()
    assert desk.audits.open_audit(AuditDraft("Stock-take"), told).expected == 6
    assert told.steps[-1] == ("audit_freezing", 6, 6)


def test_an_opening_that_is_stopped_leaves_no_audit(desk: Desk) -> None:
    cabinet(desk, 6)
    before = last_change(desk)
    with pytest.raises(Cancelled):
        desk.audits.open_audit(AuditDraft("Stock-take"), Told("audit_freezing"))
    assert (desk.audits.all(), last_change(desk)) == ((), before)


def test_a_large_list_is_frozen_in_portions_and_in_the_order_of_the_files(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dealerdesk.storage.audits.FROZEN_AT_ONCE", 2)
    cabinet(desk, 5)
    told = Told()
    drawn = desk.audits.open_audit(AuditDraft("Draw", size=4, seed=3), told).audit
    assert [done for _, done, _ in told.steps] == [0, 2, 4]
    with desk.database.asking() as connection:
        rows = connection.execute("SELECT file_id FROM audit_file WHERE audit_id = ? ORDER BY id", (drawn,))
        ids = [file_id for (file_id,) in rows]
    assert (len(ids), ids) == (4, sorted(ids))


@pytest.mark.parametrize(
    ("work", "stage"),
    [
        (workbook, "writing_spreadsheet"),
        (printed, "printing_count_sheet"),
        (report, "writing_spreadsheet"),
        (printed_report, "painting_report"),
    ],
)
def test_what_is_written_tells_its_steps_and_is_not_there_when_it_is_stopped(
    desk: Desk, audit: int, tmp_path: Path, work: Work, stage: str
) -> None:
    desk.counting.scan(audit, [no(1)], by="Ann")
    before, folder = last_change(desk), tmp_path / "written"
    folder.mkdir()
    with pytest.raises(Cancelled):
        work(desk, audit, folder, Told(stage))
    assert not list(folder.iterdir())
    assert last_change(desk) == before, "the history notes nothing that was not written"
    told = Told()
    work(desk, audit, folder, told)
    last = told.steps[-1]
    assert (last[0], last[1]) == (stage, last[2])
