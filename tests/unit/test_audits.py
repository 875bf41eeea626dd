"""The rules of audits: places, verdicts, matches, who may sign, and when one is due."""

from __future__ import annotations

from datetime import date

import pytest

from dealerdesk.domain.audits import (
    Figures,
    Mark,
    Seen,
    StrayKind,
    Verdict,
    cabinet_of,
    is_match,
    is_right_place,
    place_key,
    reminder,
    signers,
    verdict_on_expected,
    verdict_on_stray,
)
from dealerdesk.domain.errors import DealerDeskError

NEVER, ELSEWHERE, HERE = Seen(found=False, there=False), Seen(found=True, there=False), Seen(True, True)


@pytest.mark.parametrize(
    ("home", "place", "right"),
    [
        ("B-2/14", "B", True),
        ("B-2/14", "b-2", True),
        ("B-2/14", "B-2 / 14", True),
        ("B-2/14", "Ｂ－２", True),
        ("B-2/14", "", True),
        (None, "C", True),
        ("B", "B-2", True),
        ("B-21/14", "B-2", False),
        ("B-2/14", "C", False),
        ("甲1", "甲", False),
        ("甲-1", "甲", True),
    ],
)
def test_a_place_lies_within_another_that_its_name_begins_with(
    home: str | None, place: str, right: bool
) -> None:
    assert is_right_place(home, place) is right


@pytest.mark.parametrize(
    ("location", "name"),
    [("B-2/14", "B"), ("12/3", "12"), ("甲 3", "甲"), ("", ""), (None, ""), ("-x", "-X"), ("b-2", "B")],
)
def test_the_cabinet_stands_before_the_first_sign(location: str | None, name: str) -> None:
    assert cabinet_of(location) == name


def test_places_sort_as_folders_stand() -> None:
    standing = [
        "2",
        "2-1",
        "10-1",
        "A",
        "a 1",
        "A-2",
        "A-002/1",
        "A-2/2",
        "A-2/10",
        "A-10",
        "A/1",
        "A1",
        "B",
        "甲-1",
    ]
    assert sorted({*standing}, key=place_key) == standing
    assert place_key(" ｂ－２ ") == place_key("B-2") == place_key("b-02")
    assert max([*standing, "\U0001f697", "", None], key=place_key) == ""
    assert place_key(None) == place_key("") > place_key("\U0001f697")


@pytest.mark.parametrize(
    ("seen", "right_place", "verdict"),
    [
        (NEVER, True, Verdict.COUNTED),
        (ELSEWHERE, True, Verdict.ALREADY),
        (HERE, True, Verdict.ALREADY),
        (NEVER, False, Verdict.MISPLACED),
        (ELSEWHERE, False, Verdict.MISPLACED),
        (HERE, False, Verdict.ALREADY),
    ],
)
def test_a_verdict_asks_what_was_seen_before(seen: Seen, right_place: bool, verdict: Verdict) -> None:
    assert verdict_on_expected(seen, right_place=right_place) is verdict


def test_only_what_is_archived_is_told_so() -> None:
    told = {kind: verdict_on_stray(kind) for kind in StrayKind}
    assert told.pop(StrayKind.ARCHIVED) is Verdict.ARCHIVED
    assert set(told.values()) == {Verdict.UNKNOWN}


def test_a_document_is_in_order_unless_somebody_said_otherwise() -> None:
    fine = {None, Mark.PRESENT, Mark.NOT_APPLICABLE}
    sides = [None, *Mark]
    assert {(paper, scan) for paper in sides for scan in sides if is_match(paper, scan)} == {
        (paper, scan) for paper in fine for scan in fine
    }


def test_two_different_people_sign() -> None:
    assert signers([" Lin  Mei ", "林志远"]) == ("Lin Mei", "林志远")
    for names in (
        ["Ann"],
        ["Ann", "ann"],
        ["Ann", "Ａｎｎ "],
        ["Ann", " "],
        ["Ann", "Bob", "Cid"],
        ["A", "b" * 501],
        ["Ann", "Ann."],
        ["O'Neil", "ONeil"],
        ["Ann", "—"],
        [".", "-"],
        ["陈怡君", "陳怡君"],
    ):
        with pytest.raises(DealerDeskError) as refused:
            signers(names)
        assert refused.value.code == "audit_signers"


def test_discrepancies_are_the_sum_of_what_is_not_in_order() -> None:
    figures = Figures(
        expected=100,
        counted=90,
        misplaced=3,
        unknown=2,
        archived=1,
        conflicts=4,
        papers=5,
        scans=6,
        unexplained=0,
        passed=80,
    )
    assert figures.missing == 10
    assert figures.discrepancies == 10 + 3 + 2 + 1 + 4 + 5 + 6


def test_an_audit_is_due_365_days_after_the_last_or_after_the_first_file() -> None:
    closed, made = date(2025, 10, 8), date(2020, 1, 1)
    due = reminder(closed, made, date(2026, 10, 7))
    assert not due.is_due(date(2026, 10, 7))
    assert due.is_due(date(2026, 10, 8))
    assert reminder(None, made, date(2026, 1, 1)).due == date(2020, 12, 31)
    assert not reminder(None, None, date(2026, 1, 1)).is_due(date(2026, 1, 1))
