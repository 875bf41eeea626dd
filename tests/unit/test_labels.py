"""Label formats, and what a label says."""

from __future__ import annotations

import pytest

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.labels import (
    FORMATS,
    Box,
    FolderLabel,
    LabelFormat,
    LabelPart,
    LabelSheet,
    cabinet_order,
    get_format,
    vin_tail,
)
from dealerdesk.i18n import speaking

EVERY_FORMAT = pytest.mark.parametrize("of", FORMATS.values(), ids=str)
WHOLE = FolderLabel("2023-00417", "粤B·D12345", "LGXCE6CB2P0041726", "B-2 / 17", "陈嘉怡", "比亚迪 汉EV")


@EVERY_FORMAT
def test_labels_lie_on_the_paper_and_not_on_each_other(of: LabelFormat) -> None:
    paper = Box(0, 0, of.paper_width, of.paper_height)
    boxes = [of.box(position) for position in range(of.per_page)]
    assert all(paper.holds(box, 0.001) for box in boxes)
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = (
                one.right <= other.x + 0.001
                or other.right <= one.x + 0.001
                or one.bottom <= other.y + 0.001
                or other.bottom <= one.y + 0.001
            )
            assert apart


@pytest.mark.parametrize(
    ("code", "left", "top"),
    [
        ("a4-70x37", 0, 0.5),
        ("a4-70x36", 0, 4.5),
        ("a4-63.5x38.1", 7.25, 15.15),
        ("a4-99.1x38.1", 4.65, 15.15),
        ("a4-105x48", 0, 4.5),
        ("a4-52.5x29.7", 0, 0),
    ],
)
def test_sheets_begin_where_their_makers_say(code: str, left: float, top: float) -> None:
    first = get_format(code).box(0)
    assert first.x == pytest.approx(left)
    assert first.y == pytest.approx(top)


def test_a_label_says_plate_end_of_vin_number_and_cabinet() -> None:
    assert [text for _, text in WHOLE.lines()] == [
        "粤B·D12345",
        "…041726",
        "2023-00417",
        "B-2 / 17",
    ]


def test_a_label_says_what_is_wanted_in_one_order() -> None:
    assert [text for _, text in WHOLE.lines(frozenset(LabelPart))] == [
        "粤B·D12345",
        "…041726",
        "2023-00417",
        "比亚迪 汉EV",
        "陈嘉怡",
        "B-2 / 17",
    ]
    assert not {"陈嘉怡", "比亚迪 汉EV"} & set(dict(WHOLE.lines()).values())


def test_the_file_number_is_never_left_out() -> None:
    assert WHOLE.lines({LabelPart.PLATE, LabelPart.LOCATION})[-1] == (LabelPart.FILE_NO, "2023-00417")
    assert WHOLE.lines(()) == ((LabelPart.FILE_NO, "2023-00417"),)


def test_what_is_not_known_has_no_line() -> None:
    assert FolderLabel("2023-00417", None, None, "", None).lines(frozenset(LabelPart)) == (
        (LabelPart.FILE_NO, "2023-00417"),
    )


def test_a_short_vin_is_said_whole() -> None:
    assert (vin_tail("12345"), vin_tail("123456"), vin_tail("1234567")) == ("12345", "123456", "…234567")


def test_the_first_sheet_begins_at_the_free_label() -> None:
    sheet = LabelSheet(get_format("a4-70x37"), start=24)
    assert sheet.pages(0) == 0
    assert sheet.pages(1) == 1
    assert sheet.pages(2) == 2
    (first, at_the_end), (second, at_the_beginning) = sheet.places(2)
    assert (first, second) == (0, 1)
    assert at_the_end == sheet.format.box(23)
    assert at_the_beginning == sheet.format.box(0)


def test_everything_is_moved_by_the_offset() -> None:
    ((_, box),) = LabelSheet(get_format("a4-70x37"), offset_x=1.5, offset_y=-0.5).places(1)
    assert box == Box(1.5, 0.0, 70, 37)


@pytest.mark.parametrize(("code", "start"), [("a4-70x37", 0), ("a4-70x37", 25), ("roll-62x29", 2)])
def test_a_label_that_the_sheet_has_not_is_refused(code: str, start: int) -> None:
    with pytest.raises(DealerDeskError) as refused:
        LabelSheet(get_format(code), start=start)
    assert refused.value.code == "label_start"


@pytest.mark.parametrize("offset", [-10.1, 11, float("nan"), float("inf")])
def test_an_offset_off_the_paper_is_refused(offset: float) -> None:
    for right, down in ((offset, 0.0), (0.0, offset)):
        with pytest.raises(DealerDeskError) as error:
            LabelSheet(offset_x=right, offset_y=down)
        assert error.value.code == "label_offset"


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(DealerDeskError) as error:
        get_format("a4-1x1")
    assert error.value.code == "label_format_unknown"
    assert "roll-62x29" in str(error.value)


def test_formats_are_told_in_the_language() -> None:
    assert get_format("a4-63.5x38.1").said() == "A4 sheet, 3 × 7, 63.5 × 38.1 mm"
    with speaking("zh_CN"):
        assert "50 × 30" in get_format("roll-50x30").said()


def test_cabinets_are_walked_along_as_people_count() -> None:
    places = [None, "B-2", "a-10", "", "A-2", "A-2/3", "12", "B"]
    assert sorted(places, key=cabinet_order) == ["12", "A-2", "A-2/3", "a-10", "B", "B-2", None, ""]
