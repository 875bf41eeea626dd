"""An audit of two thousand folders by keys and a scanner: each planted fault is found, none invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlcipher3 import dbapi2

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import AuditState, Fault, Figures
from dealerdesk.services.audits import LeftRow
from dealerdesk.services.audits.verifying import Doubt
from dealerdesk.ui import scanner
from dealerdesk.ui.audits.actions import NEW_KEYS
from dealerdesk.ui.counting.page import CountingPage
from dealerdesk.ui.findings.page import FindingsPage
from dealerdesk.ui.places import PageName
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.session import Session
from dealerdesk.ui.theme.look import Look
from tests.gui.conftest import Person
from tests.support.answers import Answers
from tests.support.scanner import scan
from tests.support.windows import sample_desk, wait_until, window_on

FILES = 2000
MISSING, MISPLACED, UNKNOWN, PAPERS, SCANS = 30, 12, 5, 40, 25
KEYS = 9
"""So many documents have a key of their own."""
AGREED_EVERY = 40
"""Of so many folders without a fault, one is ticked as recorded."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A folder on the way along the cabinet, and the key that is pressed once it is scanned."""

    code: str
    key: str = ""


class Cabinet:
    """What really stands in the cabinets: the record with planted faults."""

    def __init__(self, desk: Desk, audit: int) -> None:
        self.desk, self.audit = desk, audit
        rows = desk.findings.left(audit, start=0, count=FILES).rows
        self.expected = len(rows)
        chance = Random(6)
        housed = [row for row in rows if row.cabinet]
        self.missing = {row.file_no for row in chance.sample(housed, MISSING)}
        there = [row for row in housed if row.file_no not in self.missing]
        self.misplaced = {row.file_no: row for row in chance.sample(there, MISPLACED)}
        rest = [row for row in there if row.file_no not in self.misplaced]
        chance.shuffle(rest)
        self.papers = self._keys(rest, PAPERS, shifted=False)
        self.scans = self._keys([row for row in rest if row.file_no not in self.papers], SCANS, shifted=True)
        self.cabinets = list(dict.fromkeys(row.cabinet for row in housed))
        self.unknown = [f"STRAY-{number}" for number in range(UNKNOWN)]
        self._rows = rows

    def stops(self, cabinet: str) -> Iterator[Stop]:
        """What a counter meets in one cabinet; folders without a place stand in the first one."""
        at = self.cabinets.index(cabinet)
        before = self.cabinets[at - 1]
        for number, row in enumerate(self._rows):
            home = row.cabinet or self.cabinets[0]
            if row.file_no in self.misplaced:
                home = self.cabinets[(self.cabinets.index(row.cabinet) + 1) % len(self.cabinets)]
            if home != cabinet or row.file_no in self.missing:
                continue
            key = self.papers.get(row.file_no) or self.scans.get(row.file_no, "")
            yield Stop(row.file_no, key or ("Space" if number % AGREED_EVERY == 0 else ""))
        assert before != cabinet
        yield from (Stop(code) for code in self.unknown[at :: len(self.cabinets)])

    def _keys(self, rows: list[LeftRow], count: int, *, shifted: bool) -> dict[str, str]:
        """The keys that say of `count` folders that a paper, or a scan, is missing that is on record."""
        found: dict[str, str] = {}
        for row in rows:
            papers = self.desk.counting.folder(self.audit, row.file_no).papers[:KEYS]
            held = [at for at, paper in enumerate(papers) if (paper.has_scan if shifted else paper.has_paper)]
            if held:
                found[row.file_no] = f"{'Shift+' if shifted else ''}{held[-1] + 1}"
            if len(found) == count:
                return found
        raise AssertionError(len(found))

    @property
    def faults(self) -> set[tuple[Fault, str]]:
        """All that was planted."""
        told = {
            Fault.MISSING: self.missing,
            Fault.MISPLACED: self.misplaced,
            Fault.UNKNOWN: self.unknown,
            Fault.PAPER: self.papers,
            Fault.SCAN: self.scans,
        }
        return {(fault, code) for fault, codes in told.items() for code in codes}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two thousand files."""
    sample_desk(tmp_path / "desk", FILES).close()
    return tmp_path / "desk"


@pytest.fixture
def session(folder: Path, look: Look, preferences: Preferences) -> Iterator[Session]:
    with window_on(folder, look, preferences) as session:
        session.window.activateWindow()
        wait_until(session.window.isActiveWindow)
        yield session


@pytest.fixture(autouse=True)
def _scanner_is_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of this scanner come every 2 ms by the clock, however busy the computer is."""
    ticks = iter(range(0, 10**9, 2))
    monkeypatch.setattr(scanner, "monotonic", lambda: next(ticks) / 1000)


def test_every_planted_fault_is_found_and_none_invented(
    person: Person, answers: Answers, tmp_path: Path
) -> None:
    desk = person.session.desk
    assert isinstance(desk, Desk)
    audit = open_by_keys(person, desk)
    cabinet = Cabinet(desk, audit)
    walk(person, cabinet)
    figures = desk.audits.figures(audit)
    assert figures == planted_figures(cabinet)
    found = {(row.fault, row.code) for row in desk.findings.discrepancies(audit)}
    assert found == cabinet.faults
    explain_by_keys(person)
    assert desk.audits.figures(audit).unexplained == 0
    close_by_keys(person, answers)
    assert desk.audits.get(audit).state is AuditState.CLOSED
    for ending, keys in (("xlsx", "Ctrl+E"), ("pdf", "Ctrl+P")):
        answers.place = tmp_path / f"report.{ending}"
        person.press(keys)
        assert desk.audits.verify(answers.place).ok
    assert figures_written(tmp_path / "report.xlsx") == {
        "Expected": cabinet.expected,
        "Missing": MISSING,
        "Misplaced": MISPLACED,
        "Folders not in the record": UNKNOWN,
        "Discrepancies": MISSING + MISPLACED + UNKNOWN + PAPERS + SCANS,
    }
    change_a_row(desk)
    for ending in ("xlsx", "pdf"):
        assert Doubt.ROWS in desk.audits.verify(tmp_path / f"report.{ending}").doubts


def change_a_row(desk: Desk) -> None:
    """Change one count behind the program's back."""
    with closing(dbapi2.connect(str(desk.folder.database), isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(
            "UPDATE audit_count SET counted_by = 'Eve' WHERE id = (SELECT max(id) FROM audit_count)"
        )


def open_by_keys(person: Person, desk: Desk) -> int:
    """Open an audit of all files."""
    person.press("Ctrl+3")
    person.press(NEW_KEYS)
    person.press("Ctrl+S")
    assert person.window.pages.place is not None
    assert person.window.pages.place.page is PageName.COUNTING
    return desk.audits.all()[0][0].id


def walk(person: Person, cabinet: Cabinet) -> None:
    """Go along all cabinets with the scanner, and tick what is wrong."""
    page = person.window.current
    assert isinstance(page, CountingPage)
    told: Counter[str] = Counter()
    for name in cabinet.cabinets:
        while page.tiles.chosen != name:
            person.press("Ctrl+PgDown")
        for stop in cabinet.stops(name):
            scan(person.session, stop.code)
            told[verdict_on(page, stop.code)] += 1
            if stop.key:
                wait_until(partial(is_open, page, stop.code))
                person.press(stop.key)
    person.rest()
    assert told == {
        "counted": cabinet.expected - MISSING - MISPLACED,
        "misplaced": MISPLACED,
        "unknown": UNKNOWN,
    }
    page.panel.save()
    person.rest()


def verdict_on(page: CountingPage, code: str) -> str:
    """Wait until a scan was told its verdict."""

    def is_told() -> bool:
        return page.verdict.heard is not None and page.verdict.heard.code == code

    wait_until(is_told)
    assert page.verdict.heard is not None
    return page.verdict.heard.verdict.value


def is_open(page: CountingPage, file_no: str) -> bool:
    """Whether the folder is there to be ticked."""
    return page.panel.file_no == file_no


def planted_figures(cabinet: Cabinet) -> Figures:
    """What the audit must come to."""
    faulty = MISSING + MISPLACED + PAPERS + SCANS
    return Figures(
        expected=cabinet.expected,
        counted=cabinet.expected - MISSING,
        misplaced=MISPLACED,
        unknown=UNKNOWN,
        archived=0,
        conflicts=0,
        papers=PAPERS,
        scans=SCANS,
        cards=0,
        unexplained=faulty + UNKNOWN,
        passed=cabinet.expected - faulty,
    )


def explain_by_keys(person: Person) -> None:
    """Explain all of it at once."""
    person.press("Ctrl+D")
    assert isinstance(person.window.current, FindingsPage)
    person.press("Ctrl+M")
    for words in ("Planted by a test", "Take it back", "Ann"):
        say(person, words)
        person.press(Qt.Key.Key_Return)
    person.press("Ctrl+Return")


def close_by_keys(person: Person, answers: Answers) -> None:
    """Sign under two names."""
    answers.sure = True
    person.press("Ctrl+PgUp")
    page = person.window.current
    assert isinstance(page, FindingsPage)
    person.click(page.closing.signing.inputs["first"].editor)
    say(person, "Ann")
    person.press(Qt.Key.Key_Return)
    say(person, "Bob")
    person.press("Ctrl+Return")


def say(person: Person, words: str) -> None:
    """Type where suggestions open; without a screen their closing leaves no window active."""
    person.type(words)
    if QApplication.activePopupWidget() is None:
        person.window.activateWindow()
        person.rest()


def figures_written(path: Path) -> dict[str, int]:
    """Figures of a report, as its first sheet says them."""
    wanted = ("Expected", "Missing", "Misplaced", "Folders not in the record", "Discrepancies")
    rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    said = {str(row[0]): row[1] for row in rows}
    return {name: int(said[name]) for name in wanted}
