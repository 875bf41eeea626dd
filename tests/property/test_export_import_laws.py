"""What a desk holds, exported in any language and imported again, changes nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dealerdesk import i18n
from dealerdesk.bootstrap import Desk, make_desk
from dealerdesk.domain.fields import CUSTOMER_FIELDS, FILE_FIELDS, FIELDS, Field, FieldType, RecordKind
from tests.support.importing import Clock, copied_desk, outcome, put_in, reading_here, records, said
from tests.support.spreadsheets import VINS

NASTY = ["=1+1", "-x", "@a", "'=x", "1E5", "007", "合计", "a\nb", "2026", "#N/A?", "ＡＢ", "  x ", "yes", "王·伟"]
WORDS = st.sampled_from(NASTY) | st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12)
DAYS = st.dates(min_value=__import__("datetime").date(1950, 1, 1), max_value=__import__("datetime").date(2100, 12, 31))
AMOUNTS = st.decimals(0, 10**7, places=2).map(str)
TYPED: dict[FieldType, st.SearchStrategy[str]] = {
    FieldType.DATE: DAYS.map(str),
    FieldType.PARTIAL_DATE: st.tuples(DAYS, st.sampled_from([4, 7, 10])).map(lambda pair: str(pair[0])[: pair[1]]),
    FieldType.DATETIME: st.datetimes(
        __import__("datetime").datetime(1950, 1, 1), __import__("datetime").datetime(2100, 12, 31)
    ).map(lambda moment: f"{moment:%Y-%m-%d %H:%M}"),
    FieldType.MONEY: AMOUNTS,
    FieldType.QUANTITY: AMOUNTS,
    FieldType.INTEGER: st.integers(0, 10**9).map(str),
    FieldType.YES_NO: st.sampled_from(["yes", "no"]),
    FieldType.PLATE: st.sampled_from(["粤B12345", "AB12 CDE", "京A88888", "ABC-1234", "x 1"]),
}
