"""Exports under names: kept for everybody, replaced, deleted, and all of it undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.services.saved_exports import ExportChoice, NamedExport
from dealerdesk.storage.engine import driver
from dealerdesk.storage.unit_of_work import Label
from tests.support.desks import last_change

ENDING = ExportChoice(
    RecordKind.FILES, ("plate", "insurance_ends", "phone"), "insurance_ends<=2026-12-31", "zh_TW", "csv"
)
_LABEL = Label(Message("test.saved_by_another_version", "saved by another version"))
CARDS = ExportChoice(RecordKind.CUSTOMERS, ("customer",))


def test_an_export_is_found_again_under_its_name_as_it_was(desk: Desk) -> None:
    desk.saved_exports.save(" insurance   list ", ENDING)
    desk.saved_exports.save("Cards", CARDS)
    assert desk.saved_exports.all() == (NamedExport("Cards", CARDS), NamedExport("insurance list", ENDING))


def test_saving_under_a_name_that_is_there_replaces_and_undo_brings_the_other_back(desk: Desk) -> None:
    desk.saved_exports.save("Mine", ENDING)
    desk.saved_exports.save("Mine", CARDS)
    assert desk.saved_exports.all() == (NamedExport("Mine", CARDS),)
    desk.history.undo(last_change(desk))
    assert desk.saved_exports.all() == (NamedExport("Mine", ENDING),)


def test_a_deleted_export_comes_back_by_undo(desk: Desk) -> None:
    desk.saved_exports.save("Mine", CARDS)
    desk.saved_exports.delete("Mine")
    assert desk.saved_exports.all() == ()
    desk.history.undo(last_change(desk))
    assert desk.saved_exports.all() == (NamedExport("Mine", CARDS),)


@pytest.mark.parametrize(
    ("name", "choice", "code"),
    [
        ("", CARDS, "saved_export_name"),
        ("x" * 61, CARDS, "saved_export_name"),
        ("Mine", ExportChoice(RecordKind.CUSTOMERS, ("vin",)), "unknown_column"),
        ("Mine", ExportChoice(RecordKind.CUSTOMERS, ("phone",), "vin=1"), "filter_field"),
    ],
)
def test_what_could_not_be_exported_is_not_saved(
    desk: Desk, name: str, choice: ExportChoice, code: str
) -> None:
    with pytest.raises(DealerDeskError) as refused:
        desk.saved_exports.save(name, choice)
    assert refused.value.code == code
    assert desk.saved_exports.all() == ()


def test_what_is_gone_cannot_be_deleted_again(desk: Desk) -> None:
    with pytest.raises(DealerDeskError, match="Mine"):
        desk.saved_exports.delete("Mine")


@pytest.mark.parametrize(
    "change", ["kind = 'boats'", "columns = '[\"sails\"]'", "language = 'tlh'", "ending = 'pdf'"]
)
def test_what_a_newer_version_saved_and_this_one_does_not_know_is_not_offered(
    desk: Desk, change: str
) -> None:
    desk.saved_exports.save("Mine", CARDS)
    with desk.database.writing(_LABEL, author=desk.author) as work:
        driver(work.session.connection()).execute(f"UPDATE saved_export SET {change}")
    assert desk.saved_exports.all() == ()


def test_a_saved_export_is_what_export_takes(desk: Desk, tmp_path: Path) -> None:
    desk.files.create({"vin": "WVWZZZ1JZXW000001", "insurance_ends": "2026-06-30", "plate": "粤B12345"})
    desk.files.create({"vin": "WVWZZZ1JZXW000002"})
    choice = desk.saved_exports.save("Mine", ENDING).choice
    path = tmp_path / f"out.{choice.ending}"
    result = desk.exports.export(
        choice.kind, path, where=choice.where, columns=choice.columns, language=choice.language
    )
    assert result.rows == 1
    assert desk.exports.count(choice.kind, choice.where) == 1
