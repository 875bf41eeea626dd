"""Whatever people do by the services: taking it back leaves what was, doing it again brings what came."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerdesk.bootstrap import Desk, make_desk
from dealerdesk.domain.documents import DocumentType, Market, Paper
from dealerdesk.domain.duplicates import PairKind
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.files import FileKind, FileState
from dealerdesk.services.bulk_edits import FieldChange, How
from dealerdesk.services.cards import CardDraft
from dealerdesk.services.file_filters import FilesFilter
from dealerdesk.services.merging import Choice
from dealerdesk.services.required_documents import default_table
from tests.support.databases import clock, rows_of, sets_of
from tests.support.desks import fresh_copy, ids_of

WORDS = ("", "王小明", "O'Brien", "100 %_*", "{file_no} %s", "一\n二", "🚗" * 3, "\u202eabc", "=1+1")
PLATES = ("粤B10001", "粤B10002", "粤b·10001", "")
VINS = ("LSVAA49J132000001", "LSVAA49J132OOOO01", "")
LINES = ({"line_kind": "part", "line_quantity": "2", "line_unit_price": "10"}, {"line_kind": "labour"})
TYPES = (DocumentType.SALES_CONTRACT, DocumentType.REPAIR_ORDER, DocumentType.INSURANCE_POLICY)


class Deed(NamedTuple):
    """What somebody does: which of `DEEDS`, to which record, and with which words."""

    what: int
    which: int
    word: int


def deeds(most: int) -> st.SearchStrategy[list[Deed]]:
    number = st.integers(0, 17)
    deed = st.builds(Deed, st.integers(0, len(DEEDS) - 1), number, number)
    return st.lists(deed, min_size=1, max_size=most)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small data folder that each example copies."""
    folder = tmp_path_factory.mktemp("template") / "data"
    with closing(make_desk(folder, clock)) as desk:
        for number in range(3):
            made = desk.files.create({"plate": f"粤B2000{number}", "customer": f"王{number}", "phone": "138"})
            file_id = desk.files.show(made.file_no).id
            desk.orders.create(file_id, {"date_in": "2026-03-01"}, LINES)
            desk.papers.create(file_id, TYPES[number], {"number": "1"})
    return folder


class Doing:
    """One deed with what it is done to."""

    def __init__(self, desk: Desk, deed: Deed) -> None:
        self.desk, self.deed = desk, deed
        self.word = WORDS[deed.word % len(WORDS)]

    def one(self, table: str) -> int:
        ids = ids_of(self.desk, table)
        return ids[self.deed.which % len(ids)] if ids else 4711

    @property
    def file(self) -> int:
        return self.one("vehicle_file")

    @property
    def file_no(self) -> str:
        detail = self.desk.lists.detail(self.file)
        return str(detail.values["file_no"]) if detail else "none"

    @property
    def files(self) -> list[int]:
        return ids_of(self.desk, "vehicle_file")[: 1 + self.deed.which % 3]

    @property
    def type(self) -> DocumentType:
        return TYPES[self.deed.word % len(TYPES)]

    @property
    def plate(self) -> str:
        return PLATES[self.deed.word % len(PLATES)]


def _edit_many(d: Doing) -> None:
    how = How.ADD if d.deed.word % 2 else How.SET
    d.desk.bulk_edits.apply_edit(d.desk.bulk_edits.plan_edit(d.files, [FieldChange("notes", d.word, how)]))


def _register(d: Doing) -> None:
    vin = VINS[d.deed.which % len(VINS)]
    typed = {"vin": vin, "vin_note": "old", "plate": d.plate, "customer": d.word, "phone": "138"}
    chosen = d.one("customer") if d.deed.which % 2 else None
    d.desk.registration.register(typed, chosen)


def _require(d: Doing) -> None:
    table = default_table(tuple(Market)[d.deed.word % len(Market)], both=bool(d.deed.which % 2))
    d.desk.required_documents.apply_required(table, seen=d.desk.required_documents.get_table())


def _merge(d: Doing) -> None:
    kind, table = ((PairKind.CUSTOMERS, "customer"), (PairKind.FILES, "vehicle_file"))[d.deed.word % 2]
    ids = ids_of(d.desk, table)
    plan = d.desk.merging.plan_pair(kind, d.one(table), ids[d.deed.word % len(ids)])
    d.desk.merging.apply_merge(plan, {"customer": Choice.OTHER} if d.deed.which % 2 else {})


DEEDS: tuple[Callable[[Doing], object], ...] = (
    _register,
    _edit_many,
    _require,
    _merge,
    lambda d: d.desk.duplicates.set_apart(PairKind.CUSTOMERS, d.one("customer"), d.one("customer") + 1),
    lambda d: d.desk.cards.save(d.file, CardDraft({"customer": d.word, "phone": "139", "special_days": "x"})),
    lambda d: d.desk.cards.save(d.file, CardDraft({"customer": d.word}, corrects_name=True)),
    lambda d: d.desk.cards.save(d.file, CardDraft({"plate": d.plate, "notes": d.word})),
    lambda d: d.desk.customers.edit(d.one("customer"), {"customer": d.word, "id_number": str(d.deed.which)}),
    lambda d: d.desk.files.set_state(d.file_no, tuple(FileState)[d.deed.word % len(FileState)]),
    lambda d: d.desk.files.archive(d.file_no, d.word),
    lambda d: d.desk.files.unarchive(d.file_no),
    lambda d: d.desk.bulk_edits.archive(d.files, d.word),
    lambda d: d.desk.bulk_edits.unarchive(d.files),
    lambda d: d.desk.orders.create(d.file, {"date_in": "2026-03-02", "reported_fault": d.word}, LINES),
    lambda d: d.desk.orders.edit(d.one("repair_order"), {"advisor": d.word}, LINES[: d.deed.word % 3]),
    lambda d: d.desk.orders.settle(d.one("repair_order"), d.word, "2026-03-05"),
    lambda d: d.desk.orders.reopen(d.one("repair_order")),
    lambda d: d.desk.orders.remove(d.one("repair_order")),
    lambda d: d.desk.papers.create(d.file, d.type, {"note": d.word}),
    lambda d: d.desk.papers.edit(d.one("document"), {"note": d.word, "number": ""}),
    lambda d: d.desk.papers.note_paper(d.one("document"), tuple(Paper)[d.deed.word % len(Paper)]),
    lambda d: d.desk.papers.move(d.one("document"), d.type, d.one("repair_order")),
    lambda d: d.desk.papers.remove(d.one("document")),
    lambda d: d.desk.papers.waive(d.file, d.type, d.word),
    lambda d: d.desk.papers.unwaive(d.file, d.type),
    lambda d: d.desk.saved_filters.save(d.word[:2], FilesFilter()),
    lambda d: d.desk.saved_filters.delete(d.word[:2]),
    lambda d: d.desk.settings.set("market", tuple(Market)[d.deed.word % len(Market)].value),
    lambda d: d.desk.settings.set("dealership.name", d.word),
    lambda d: d.desk.users.rename_current(d.word, seen=d.desk.users.get_current().name),
    lambda d: d.desk.files.edit(d.file_no, {"kind": tuple(FileKind)[d.deed.word % len(FileKind)].value}),
)


def do(desk: Desk, work: list[Deed]) -> list[int]:
    """Do it all, as far as it is not refused; the change sets, oldest first."""
    before = set(sets_of(desk.database))
    for deed in work:
        with suppress(DealerDeskError):
            DEEDS[deed.what](Doing(desk, deed))
    return [set_id for set_id in sets_of(desk.database) if set_id not in before]


@given(work=deeds(6))
@settings(max_examples=30, deadline=None)
def test_all_taken_back_is_what_was_and_all_done_again_is_what_came(template: Path, work: list[Deed]) -> None:
    with fresh_copy(template) as desk:
        states = [rows_of(desk.database)]
        steps: list[int] = []
        for deed in work:
            if made := do(desk, [deed]):
                assert len(made) == 1
                steps += made
                states.append(rows_of(desk.database))
        for expected in (states[-2::-1], states[1:], states[-2::-1]):
            again = []
            for step, rows in zip(reversed(steps), expected, strict=True):
                undone = desk.history.undo(step)
                assert undone.kept == ()
                assert undone.change is not None
                again.append(undone.change)
                assert rows_of(desk.database) == rows
            steps = again
        assert desk.checks.check(deep=True).problems == ()


@given(work=deeds(6), choices=st.lists(st.integers(0, 20), min_size=1, max_size=6))
@settings(max_examples=20, deadline=None)
def test_taken_back_in_any_order_nothing_breaks(template: Path, work: list[Deed], choices: list[int]) -> None:
    with fresh_copy(template) as desk:
        steps = do(desk, work)
        for choice in choices if steps else ():
            with suppress(DealerDeskError):
                undone = desk.history.undo(steps[choice % len(steps)])
                steps += [undone.change] if undone.change else []
        assert desk.checks.check(deep=True).problems == ()
        for file_id in ids_of(desk, "vehicle_file"):
            assert desk.lists.detail(file_id) is not None
            assert desk.orders.history_of(file_id) is not None
            assert desk.history.page_of_file(file_id) is not None
        assert desk.settings.all()
        assert desk.required_documents.get_table()
        assert desk.saved_filters.all() is not None
