"""Dealerships and single records for tests: realistic, the same every time, on real files.

`sample_desk` is a whole small dealership. `a_vehicle_file` and the others put one record, with whatever it
needs, into an open unit of work; what a test cares about it says, the rest is plausible.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from dealerdesk.bootstrap import Desk, make_desk
from dealerdesk.domain.documents import DocumentType, Paper
from dealerdesk.domain.fields import LineKind, PolicyKind
from dealerdesk.domain.messages import Message
from dealerdesk.domain.plates import normalise_plate, plate_key
from dealerdesk.domain.progress import Silent
from dealerdesk.domain.vin import vin_with_check_digit
from dealerdesk.services.sample import SamplePlan, make_sample
from dealerdesk.storage.models import (
    Base,
    Customer,
    Document,
    Policy,
    RepairLine,
    RepairOrder,
    User,
    VehicleFile,
)
from dealerdesk.storage.unit_of_work import Label, UnitOfWork

T = TypeVar("T", bound=Base)

TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 11, 0)  # noqa: DTZ001 - the program's times are local
MADE_BY_A_TEST = Label(Message("test.made", "made by a test"))

_serial = count(1)


def at_eleven() -> datetime:
    """The tests' clock: always `NOW`."""
    return NOW


def empty_desk(tmp_path: Path, clock: Callable[[], datetime] = at_eleven) -> Desk:
    """A fresh data folder in ``tmp_path/data``; the caller closes it."""
    return make_desk(tmp_path / "data", clock)


def sample_desk(tmp_path: Path, count: int = 20, seed: int = 1, drawn: int = 4) -> Desk:
    """A small dealership in ``tmp_path/data``; only the first `drawn` files have scans of their own."""
    desk = empty_desk(tmp_path)
    fill_with_sample(desk, SamplePlan(count, seed, TODAY, drawn))
    return desk


def fill_with_sample(desk: Desk, plan: SamplePlan) -> None:
    """Put a sample into an empty desk."""
    make_sample(desk.database, desk.vault, plan, author=desk.author, progress=Silent())


def a_vin(serial: int | None = None) -> str:
    """A valid VIN that no other call returns."""
    return vin_with_check_digit(f"LSVNB4180RN{next(_serial) if serial is None else serial:06d}")


def a_user(work: UnitOfWork, name: str = "周健", role: str = "manager") -> User:
    """One more person who works with DealerDesk."""
    return _added(work, User(name=name, role=role))


def a_customer(work: UnitOfWork, **values: Any) -> Customer:
    """A customer card."""
    number = next(_serial)
    card = {"customer_no": f"T-{number:06d}", "name": "王小明", "phone": f"138{number:08d}"} | values
    return _added(work, Customer(**card))


def a_vehicle_file(work: UnitOfWork, **values: Any) -> VehicleFile:
    """A draft of a new sale with its owner; `plate` is normalised as the program does."""
    if "customer_id" not in values:
        values["customer_id"] = a_customer(work).id
    number = next(_serial)
    plain = {
        "file_no": f"T-{number:05d}",
        "vin": a_vin(number),
        "plate": f"粤B{number:05d}",
        "make": "大众",
        "model": "朗逸",
        "colour": "白色",
        "manufacture_date": "2024-02",
        "registration_date": TODAY - timedelta(days=400),
        "location": f"A-1/{number}",
        "created_at": NOW - timedelta(days=401),
        "created_by": work.author,
    }
    file = VehicleFile(**plain | values)
    if file.plate:
        file.plate, file.plate_key = normalise_plate(file.plate), plate_key(file.plate)
    return _added(work, file)


def a_document(
    work: UnitOfWork, file: VehicleFile, type_: DocumentType = DocumentType.SALES_CONTRACT, **values: Any
) -> Document:
    """A document of `file` whose paper is there."""
    plain = {"paper": Paper.PRESENT.value, "dated": TODAY - timedelta(days=400), "created_at": NOW}
    return _added(work, Document(file_id=file.id, type=type_.value, **plain | values))


def a_repair_order(work: UnitOfWork, file: VehicleFile, **values: Any) -> RepairOrder:
    """A settled order of 30 days ago with an hour of labour (180.00) and two parts (90.00)."""
    number = next(_serial)
    came = NOW - timedelta(days=30)
    plain = {
        "order_no": f"TR-{number:05d}",
        "date_in": came,
        "date_out": came + timedelta(hours=3),
        "odometer_in": 12_000,
        "odometer_out": 12_001,
        "advisor": "孙丽",
        "reported_fault": "常规保养",
        "labour_cost": Decimal(180),
        "parts_cost": Decimal(90),
        "total": Decimal(270),
        "settlement_no": f"TS-{number:05d}",
        "settled_on": came.date(),
        "order_consent": True,
    }
    order = _added(work, RepairOrder(file_id=file.id, **plain | values))
    _line(work, order, 1, LineKind.LABOUR, "保养工时", Decimal(1), Decimal(180))
    _line(work, order, 2, LineKind.PART, "机油滤清器", Decimal(2), Decimal(45))
    return order


def a_policy(work: UnitOfWork, file: VehicleFile, **values: Any) -> Policy:
    """A year's commercial insurance that ends in 20 days, noted in the file too."""
    ends = values.get("ends", TODAY + timedelta(days=20))
    plain = {
        "policy_no": f"TP{next(_serial):08d}",
        "policy_kind": PolicyKind.COMMERCIAL.value,
        "insurer": "平安产险",
        "starts": ends - timedelta(days=364),
        "ends": ends,
        "premium": Decimal("2150.00"),
    }
    file.insurance_ends = max(ends, file.insurance_ends or ends)
    return _added(work, Policy(file_id=file.id, **plain | values))


def _line(  # noqa: PLR0917 - the columns of a line
    work: UnitOfWork,
    order: RepairOrder,
    number: int,
    kind: LineKind,
    words: str,
    quantity: Decimal,
    price: Decimal,
) -> None:
    work.session.add(
        RepairLine(
            order_id=order.id,
            line_no=number,
            line_kind=kind.value,
            line_description=words,
            line_quantity=quantity,
            line_unit_price=price,
            line_amount=quantity * price,
        )
    )


def _added(work: UnitOfWork, record: T) -> T:
    work.session.add(record)
    work.session.flush()
    return record
