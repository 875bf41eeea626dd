"""Random changes over the recorded tables, for laws that must hold whatever people do.

A `Step` is one statement through the ORM, Core or plain SQL. What SQLite refuses (a plate that is taken, a
customer who has files) is left out, as a person would leave it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from itertools import count
from typing import Any, NamedTuple

from hypothesis import strategies as st
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2

from dealerdesk.storage.models import (
    Base,
    Customer,
    Document,
    OwnerRecord,
    PlateRecord,
    Policy,
    RepairLine,
    RepairOrder,
    Setting,
    VehicleFile,
    Waiver,
)
from dealerdesk.storage.unit_of_work import Database, UnitOfWork
from tests.support.databases import changing

WORDS = ("", "王小明", "O'Brien", '"引号"', "back\\slash", "一\n二\t三", "🚗", "粤B·12345")
VINS = ("LSVAA49J132000001", "LSVAA49J132000002", "LSVAA49J132000003")
PLATES = ("粤B10001", "粤B10002", "粤B10003")
DAY = date(2026, 3, 10)
_serial = count(1)

MODELS: tuple[type[Any], ...] = (
    Customer,
    VehicleFile,
    Document,
    PlateRecord,
    OwnerRecord,
    Waiver,
    RepairOrder,
    RepairLine,
    Policy,
    Setting,
)


class Step(NamedTuple):
    """One change: an index into the things that can be done, and numbers that choose what and with what."""

    action: int
    model: int
    pick: int
    word: int


def steps(*, most: int = 8) -> st.SearchStrategy[list[Step]]:
    """The steps of one unit of work."""
    number = st.integers(0, 23)
    return st.lists(st.builds(Step, number, number, number, number), min_size=1, max_size=most)


def take(database: Database, work: Sequence[Step]) -> int | None:
    """Take the steps as one unit of work; the id of its change set, None where it changed nothing."""
    with changing(database) as unit:
        for step in work:
            take_step(unit, step)
    return unit.change.set_id if unit.change else None


def take_step(work: UnitOfWork, step: Step) -> None:
    """Take one step, or leave it out where SQLite refuses it."""
    model = MODELS[step.model % len(MODELS)]
    action = _ACTIONS[step.action % len(_ACTIONS)]
    work.session.expire_all()
    with suppress(IntegrityError, dbapi2.IntegrityError), work.session.begin_nested():
        action(work, model, step)
        work.session.flush()


def _values(work: UnitOfWork, model: type[Any], step: Step) -> dict[str, Any] | None:
    """Values for a new row of `model`; None where it needs a row that is not there."""
    word = WORDS[step.word % len(WORDS)]
    file = _id(work, VehicleFile, step.pick)
    customer = _id(work, Customer, step.pick)
    serial = next(_serial)
    plain: dict[type[Any], dict[str, Any]] = {
        Customer: {"customer_no": f"N{serial}", "name": word, "kind": "person", "phone": f"138{serial:08d}"},
        VehicleFile: {
            "file_no": f"N{serial}",
            "vin": _one(VINS, step.word),
            "plate": _one(PLATES, step.pick),
            "plate_key": _one(PLATES, step.pick),
            "make": word,
            "customer_id": customer,
            "kind": "new_sale",
            "state": "draft",
            "created_at": work.at,
            "created_by": 1,
        },
        Setting: {"key": f"k{step.word % 3}", "value": word},
    }
    of_file: dict[type[Any], dict[str, Any]] = {
        Document: {"type": "sales_contract", "number": word, "paper": "missing", "created_at": work.at},
        PlateRecord: {"plate": PLATES[step.word % 3], "plate_key": PLATES[step.word % 3], "until": DAY},
        Waiver: {"type": f"t{step.word % 3}", "reason": word, "waived_by": 1},
        RepairOrder: {"order_no": f"R{step.word % 4}", "advisor": word, "odometer_in": step.word},
        Policy: {"policy_no": f"P{step.word % 4}", "insurer": word, "ends": DAY},
    }
    if model in plain:
        return plain[model]
    if model is OwnerRecord:
        there = file is not None and customer is not None
        return {"file_id": file, "customer_id": customer, "until": DAY} if there else None
    if model is RepairLine:
        order = _id(work, RepairOrder, step.pick)
        return {"order_id": order, "line_no": step.word % 3, "line_description": word} if order else None
    return of_file[model] | {"file_id": file} if file is not None else None


def _one(texts: tuple[str, ...], number: int) -> str | None:
    return (*texts, None)[number % (len(texts) + 1)]


def _id(work: UnitOfWork, model: type[Any], pick: int) -> int | None:
    rows = work.connection.execute(f'SELECT id FROM "{model.__tablename__}" ORDER BY id').fetchall()
    return int(rows[pick % len(rows)][0]) if rows else None


_CHANGEABLE: dict[type[Any], tuple[str, ...]] = {
    Customer: ("name", "phone", "notes", "contact_person"),
    VehicleFile: ("make", "vin", "plate_key", "notes", "customer_id", "odometer"),
    Document: ("number", "note", "file_id"),
    PlateRecord: ("plate", "file_id"),
    OwnerRecord: ("customer_id",),
    Waiver: ("reason",),
    RepairOrder: ("advisor", "odometer_in", "settlement_no", "file_id"),
    RepairLine: ("line_description", "line_no", "order_id"),
    Policy: ("insurer", "policy_no"),
    Setting: ("key", "value"),
}


def _change(work: UnitOfWork, model: type[Any], step: Step) -> dict[str, Any]:
    """A column of `model` and a value for it."""
    columns = _CHANGEABLE[model]
    column = columns[step.word % len(columns)]
    pick = step.pick + step.word
    values: dict[str, Any] = {
        "vin": _one(VINS, pick),
        "plate_key": _one(PLATES, pick),
        "customer_id": _id(work, Customer, pick),
        "file_id": _id(work, VehicleFile, pick),
        "order_id": _id(work, RepairOrder, pick),
        "odometer": pick,
        "odometer_in": None if pick % 3 == 0 else pick,
        "line_no": pick % 3,
        "policy_no": f"P{pick % 4}",
        "key": f"k{pick % 3}",
    }
    empty = None if Base.metadata.tables[model.__tablename__].columns[column].nullable else ""
    return {column: values.get(column, WORDS[pick % len(WORDS)] or empty)}


def _add(work: UnitOfWork, model: type[Any], step: Step) -> None:
    if (values := _values(work, model, step)) is not None:
        work.session.add(model(**values))


def _insert(work: UnitOfWork, model: type[Any], step: Step) -> None:
    if (values := _values(work, model, step)) is not None:
        work.session.execute(insert(model).values(**values))


def _replace(work: UnitOfWork, model: type[Any], step: Step) -> None:
    """INSERT OR REPLACE, which deletes whatever is in the way."""
    if (values := _values(work, model, step)) is not None:
        work.session.execute(insert(model).values(**values).prefix_with("OR REPLACE"))


def _edit(work: UnitOfWork, model: type[Any], step: Step) -> None:
    row = work.session.get(model, _id(work, model, step.pick) or 0)
    for column, new in _change(work, model, step).items() if row else ():
        setattr(row, column, new)


def _update(work: UnitOfWork, model: type[Any], step: Step) -> None:
    row_id = _id(work, model, step.pick)
    work.session.execute(update(model).where(model.id == row_id).values(**_change(work, model, step)))


def _update_all(work: UnitOfWork, model: type[Any], step: Step) -> None:
    for column, new in _change(work, model, step).items():
        work.connection.execute(f'UPDATE "{model.__tablename__}" SET "{column}" = ?', (new,))


def _swap(work: UnitOfWork, model: type[Any], step: Step) -> None:
    """Let two files change plates, by way of none."""
    ids = [row[0] for row in work.connection.execute("SELECT id FROM vehicle_file ORDER BY id")]
    if len(ids) < 2:
        return
    one, other = ids[step.pick % len(ids)], ids[(step.pick + 1) % len(ids)]
    keys = dict(work.connection.execute("SELECT id, plate_key FROM vehicle_file").fetchall())
    for row_id, key in ((one, None), (other, keys[one]), (one, keys[other])):
        work.connection.execute("UPDATE vehicle_file SET plate_key = ? WHERE id = ?", (key, row_id))


def _delete(work: UnitOfWork, model: type[Any], step: Step) -> None:
    row = work.session.get(model, _id(work, model, step.pick) or 0)
    if row is not None:
        work.session.delete(row)


def _delete_all(work: UnitOfWork, model: type[Any], step: Step) -> None:
    work.session.execute(delete(model).where(model.id >= (_id(work, model, step.pick) or 0)))


_ACTIONS: tuple[Callable[[UnitOfWork, type[Any], Step], None], ...] = (
    _add,
    _insert,
    _edit,
    _update,
    _replace,
    _update_all,
    _swap,
    _delete,
    _delete_all,
)
