"""The rules of an audit's findings that a person can check with pencil and paper."""

from __future__ import annotations

import pytest

from dealerdesk.domain.audit_findings import COMPARED_LABELS, RECOUNT, STRAYS, Compared, shelf_of
from dealerdesk.domain.audits import STRAY_FAULTS, Fault


@pytest.mark.parametrize(
    ("location", "shelf"),
    [
        ("B-2/14", "B-2"),
        ("B-2 / 14", "B-2"),
        ("B-2 14", "B-2"),
        ("B-2/14/", "B-2"),
        ("B-2", "B"),
        ("B", "B"),
        ("柜3-上层-7", "柜3-上层"),
        ("-14", "-14"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_shelf_is_a_place_without_its_last_part(location: str | None, shelf: str) -> None:
    assert shelf_of(location) == shelf


def test_what_may_be_a_mistake_in_counting_is_counted_again() -> None:
    assert frozenset(STRAY_FAULTS.values()) == STRAYS
    assert Fault.PAPER not in RECOUNT
    assert not RECOUNT & STRAYS
    assert set(COMPARED_LABELS) == set(Compared)
