from __future__ import annotations

from datetime import date, datetime, time

import pytest

from dealerdesk.domain.dates import PartialDate, day_first_evidence, from_serial, read_date_text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2019.05.06", "2019-05-06"),
        ("2019-5-6", "2019-05-06"),
        ("２０１９／５／６", "2019-05-06"),
        ("2019年5月6日", "2019-05-06"),
        ("2019 年 5 月 6 日", "2019-05-06"),
        ("2019年5月", "2019-05"),
        ("2019年", "2019"),
        ("2015/07", "2015-07"),
        ("07/2015", "2015-07"),
        ("201507", "2015-07"),
        ("2014", "2014"),
        ("20190506", "2019-05-06"),
        ("6 May 2019", "2019-05-06"),
        ("6-MAY-2019", "2019-05-06"),
        ("1st September 2019", "2019-09-01"),
        ("May 6, 2019", "2019-05-06"),
        ("Sept 2019", "2019-09"),
        ("民國108/05/06", "2019-05-06"),
        ("民国 108 年 5 月", "2019-05"),
        ("13/05/2019", "2019-05-13"),
        ("05/13/2019", "2019-05-13"),
        ("06.06.2019", "2019-06-06"),
        ("2019-05-06 00:00:00", "2019-05-06"),
        ("29 Feb 2020", "2020-02-29"),
    ],
)
def test_dates_are_read_in_the_usual_orders(text: str, canonical: str) -> None:
    reading = read_date_text(text)
    assert (str(reading.value), reading.error) == (canonical, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("06/05/2019", "date_ambiguous"),
        ("2019-02-30", "date_impossible"),
        ("31/04/2019", "date_impossible"),
        ("29 Feb 2019", "date_impossible"),
        ("2019-13", "date_impossible"),
        ("2019-00-10", "date_impossible"),
        ("1949-12-31", "date_range"),
        ("2101-01-01", "date_range"),
        ("108/05/06", "date_unreadable"),
        ("06/05/19", "date_unreadable"),
        ("6 Maj 2019", "date_unreadable"),
        ("无", "date_unreadable"),
        ("2019 " * 100, "date_unreadable"),
        ("2019-05-06 25:00", "time_unreadable"),
        ("2019-05-06 10:61", "time_unreadable"),
    ],
)
def test_what_is_no_date_says_why(text: str, code: str) -> None:
    reading = read_date_text(text)
    assert reading.value is None
    assert reading.error is not None
    assert reading.error.code == code
    assert text in reading.error.said()


def test_the_order_of_day_and_month_is_taken_from_the_caller() -> None:
    assert str(read_date_text("06/05/2019", day_first=True).value) == "2019-05-06"
    assert str(read_date_text("06/05/2019", day_first=False).value) == "2019-06-05"


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("13/05/2019", True),
        ("05/13/2019", False),
        ("06/05/2019", None),
        ("2019-05-13", None),
        ("13/13/2019", None),
    ],
)
def test_a_day_beyond_twelve_proves_the_order_of_its_column(text: str, evidence: bool | None) -> None:
    assert day_first_evidence(text) is evidence


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-03-10T11:00", time(11, 0)),
        ("2026-03-10 11:00:30", time(11, 0, 30)),
        ("2026年3月10日13:05", time(13, 5)),
        ("2026年3月10日 下午3:05", time(15, 5)),
        ("10 March 2026 12:30 AM", time(0, 30)),
        ("2026-03-10", None),
    ],
)
def test_a_time_beside_the_date_is_read(text: str, at: time | None) -> None:
    reading = read_date_text(text)
    assert (str(reading.value), reading.at) == ("2026-03-10", at)


def test_partial_dates_know_their_days() -> None:
    assert PartialDate(2026, 3).first_day == date(2026, 3, 1)
    assert PartialDate(2026, 3).whole is None
    assert PartialDate(2026, 3, 10).whole == date(2026, 3, 10)
    assert PartialDate.of(date(2026, 3, 10)) == PartialDate(2026, 3, 10)


@pytest.mark.parametrize(
    "parts", [(2026, 13, None), (2026, None, 3), (1949, None, None), (2026, 2, 29), (2026, 0, None)]
)
def test_partial_dates_that_cannot_be_are_refused(parts: tuple[int, int | None, int | None]) -> None:
    with pytest.raises(ValueError, match=r"month|day|no such date"):
        PartialDate(*parts)


@pytest.mark.parametrize("text", ["2026-3", "26-03", "2026-03-1", "２０２６"])
def test_only_the_canonical_text_is_parsed(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        PartialDate.parse(text)


def test_serials_count_from_1900_or_1904() -> None:
    assert from_serial(43591) == datetime(2019, 5, 6)  # noqa: DTZ001  # local time of the desk
    assert from_serial(43591.55) == datetime(2019, 5, 6, 13, 12)  # noqa: DTZ001  # local time of the desk
    assert from_serial(42129, epoch_1904=True) == datetime(2019, 5, 6)  # noqa: DTZ001  # local time of the desk
    assert from_serial(-1) is None
    assert from_serial(1e12) is None
