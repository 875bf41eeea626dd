"""What writing spreadsheets rests on: sums of pieces, late beginnings, cells that need no neighbours."""

from __future__ import annotations

import io
import threading
import zipfile
import zlib
from datetime import datetime
from decimal import Decimal
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerdesk.domain.fields import FIELDS, Field, FieldType, RecordKind
from dealerdesk.domain.values import to_stored
from dealerdesk.exchange.writing import outgoing
from dealerdesk.exchange.writing.packages import LatePart, joined_sum
from dealerdesk.exchange.writing.sheet_columns import SheetColumn

NASTY = [
    "=1",
    "+1",
    "-x",
    "@a",
    "'=x",
    "a&b",
    "<b>",
    'say "hi"',
    "_x0041_x0042_",
    " a",
    "a ",
    "a\nb",
    "a\r",
    "\x01",
]
WORDS = st.none() | st.sampled_from(["", "王伟", "粤B12345", *NASTY]) | st.text(max_size=8)
MOMENTS = st.datetimes(datetime.fromisoformat("1890-01-01"), datetime.fromisoformat("2100-12-31"))
STORED: dict[FieldType, st.SearchStrategy[str | int | None]] = {
    FieldType.DATE: st.none() | st.dates().map(str),
    FieldType.PARTIAL_DATE: st.none() | st.sampled_from(["2019", "2019-05", "2019-05-06"]),
    FieldType.DATETIME: st.none() | MOMENTS.map(lambda at: to_stored(FieldType.DATETIME, at)),
    FieldType.MONEY: st.none() | st.integers(-(10**16), 10**16),
    FieldType.QUANTITY: st.none() | st.integers(-(10**16), 10**16),
    FieldType.INTEGER: st.none() | st.integers(0, 10**12),
    FieldType.YES_NO: st.none() | st.sampled_from([0, 1]),
    FieldType.CHOICE: st.none() | st.sampled_from(["", "new_sale", "used_sale", "unknown"]),
}
STYLES = {
    name: number
    for number, name in enumerate(
        ["heading", "identifier", "guarded", "date", "datetime", "money", "quantity", "integer"], 1
    )
}
ONE_OF_EACH_TYPE = list({field.type: field for kind in RecordKind for field in FIELDS[kind]}.values())


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_the_sum_of_two_pieces_is_that_of_both_together(first: bytes, second: bytes) -> None:
    joined = joined_sum(zlib.crc32(first), zlib.crc32(second), len(second))
    assert joined == zlib.crc32(first + second)


def test_the_sum_knows_pieces_of_any_length() -> None:
    zeros = bytes(2**20 + 13)
    assert joined_sum(zlib.crc32(b"DealerDesk"), zlib.crc32(zeros), len(zeros)) == zlib.crc32(
        b"DealerDesk" + zeros
    )


@given(st.binary(max_size=50), st.lists(st.binary(max_size=200)), st.binary(max_size=50))
def test_a_part_whose_beginning_came_last_is_read_like_any_other(
    beginning: bytes, pieces: list[bytes], other: bytes
) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("before", other)
        part = LatePart(file, archive, "part", len(beginning))
        for piece in pieces:
            part.write(piece)
        part.finish(beginning)
        part.abandon()
        archive.writestr("behind", other)
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert archive.read("part") == beginning + b"".join(pieces)
        assert archive.read("before") == archive.read("behind") == other
        assert all(member.extract_version <= 20 for member in archive.infolist())  # no ZIP64


@pytest.mark.parametrize("length", [3, 5])
def test_a_beginning_of_another_length_than_its_room_is_refused(length: int) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        part = LatePart(file, archive, "part", 4)
        with pytest.raises(ValueError, match=str(length)):
            part.finish(bytes(length))
        part.abandon()


class FullDisk(io.BytesIO):
    """A file that has room for 10,000 bytes."""

    def write(self, content: object) -> int:
        if self.tell() > 10_000:
            raise OSError(28, "No space left on device")
        return super().write(content)  # type: ignore[arg-type]  # whatever a file takes


def test_a_full_disk_is_told_by_the_next_piece_and_leaves_no_thread() -> None:
    file, threads = FullDisk(), threading.active_count()
    archive = zipfile.ZipFile(file, "w")
    part = LatePart(file, archive, "part", 100)
    noise = b"".join(zlib.crc32(bytes([n % 251, n // 251])).to_bytes(4, "big") for n in range(5_000))

    def write_on_and_on() -> None:
        while True:
            part.write(noise)

    with pytest.raises(OSError, match="No space"):
        write_on_and_on()
    part.abandon()
    assert threading.active_count() == threads
    with pytest.raises(OSError, match="No space"):
        archive.close()


@pytest.mark.parametrize("field", ONE_OF_EACH_TYPE, ids=lambda field: field.type)
@given(draws=st.data())
def test_a_cell_is_the_same_whatever_stands_beside_it(field: Field, draws: st.DataObject) -> None:
    values = draws.draw(st.lists(STORED.get(field.type, WORDS), min_size=1, max_size=12))
    numbers = [str(row) for row in range(2, len(values) + 2)]
    with mock.patch.object(outgoing, "_MOST_REMEMBERED", draws.draw(st.sampled_from([2, 100]))):
        together = SheetColumn(field, 0, STYLES)
        alone = [SheetColumn(field, 0, STYLES) for _ in values]
        cells = ["".join(row) for row in zip(*together.pieces(values, numbers, 2))]  # noqa: B905  # some repeat for ever
        assert cells == [
            "".join(*zip(*column.pieces([value], [number], 2)))  # noqa: B905  # some repeat for ever
            for column, value, number in zip(alone, values, numbers, strict=True)
        ]
    assert together.width == max(column.width for column in alone)


@pytest.mark.parametrize("stored", [10**15, 10**15 - 1, 1, -1, 12_345_678])
def test_an_amount_is_written_to_its_last_digit(stored: int) -> None:
    field = next(field for field in ONE_OF_EACH_TYPE if field.type is FieldType.MONEY)
    (cell,) = map("".join, zip(*SheetColumn(field, 0, STYLES).pieces([stored], ["2"], 2)))  # noqa: B905  # as above
    assert Decimal(cell.partition("<v>")[2].partition("</v>")[0]) == Decimal(stored) / 10_000
