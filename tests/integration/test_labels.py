"""Labels on paper: where they are, what they say, and that readers read them."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.domain.labels import FORMATS, Box, FolderLabel, LabelFormat, LabelPart, LabelSheet
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Silent
from dealerdesk.printing.alignment import RULER_MM, ruler_marks, write_alignment
from dealerdesk.printing.label_layout import lay_out
from dealerdesk.printing.labels import paint_label, picture_of_label, picture_of_page, write_labels
from dealerdesk.printing.paper import pdf_pages
from tests.support.printed import codes_on, letters_on, pages_of, text_of, things_on

pytestmark = pytest.mark.usefixtures("qapp")

EVERY_FORMAT = pytest.mark.parametrize("of", FORMATS.values(), ids=lambda of: of.code)
FILES = (
    FolderLabel("2023-00417", "粤B·D12345", "LGXCE6CB2P0041726", "B-2 / 17", "陈嘉怡", "比亚迪 汉 EV"),
    FolderLabel("2021-00066", "KX21 ZPT", "WMWXR32060T781945", "B-2 / 16", "Oliver Grant", "MINI Cooper S"),
    FolderLabel("2023-00502", "BKD-8823", "JTJTJRCZ8P2047751", "D-1 / 02", "林國棟"),
    FolderLabel("2020-00204", None, "WF0SXXGA2LJ925063", None, None),
)
ALL = frozenset(LabelPart)
COMBINATIONS = [frozenset(some) for count in range(len(ALL) + 1) for some in combinations(LabelPart, count)]
_EXACT_MM = 0.1
_READABLE_MM = 1.1
"""How high digits are at least that people read at arm's length: those of 4.5 points."""


def written(out: Path, sheet: LabelSheet, labels: tuple[FolderLabel, ...] = FILES) -> Path:
    write_labels(out, labels, sheet, Silent())
    return out


@EVERY_FORMAT
@pytest.mark.parametrize("dots_per_inch", [203, 300])
def test_both_codes_of_every_label_are_read_back(of: LabelFormat, dots_per_inch: int, tmp_path: Path) -> None:
    out = written(tmp_path / "out.pdf", LabelSheet(of, parts=ALL))
    read = [code for page in pages_of(out) for code in codes_on(page, dots_per_inch)]
    assert sorted(read) == sorted((kind, label.file_no) for label in FILES for kind in ("Code128", "QRCode"))


@EVERY_FORMAT
def test_codes_and_number_are_readable_whatever_else_is_wanted(of: LabelFormat, tmp_path: Path) -> None:
    """One label of each combination, as many as a sheet has on a page."""
    out = tmp_path / "out.pdf"
    labels = [replace(FILES[0], file_no=f"2023-{number:05d}") for number in range(len(COMBINATIONS))]
    places = list(LabelSheet(of).places(len(labels)))
    with pdf_pages(out, of.paper_width, of.paper_height, "") as pages:
        paper = pages.next()
        for number, (page, box) in enumerate(places):
            if number and page != places[number - 1][0]:
                paper = pages.next()
            paint_label(paper, box, labels[number], LabelSheet(of, parts=COMBINATIONS[number]))
    wanted = sorted((kind, label.file_no) for label in labels for kind in ("Code128", "QRCode"))
    for dots_per_inch in (203, 300):
        assert sorted(code for page in pages_of(out) for code in codes_on(page, dots_per_inch)) == wanted
    words = " ".join(map(text_of, pages_of(out)))
    assert all(label.file_no in words for label in labels)
    heights = [letter.height for page in pages_of(out) for letter in letters_on(page, "0123456789")]
    assert min(heights) >= _READABLE_MM


@EVERY_FORMAT
def test_what_is_switched_off_leaves_its_room_to_the_rest(of: LabelFormat, tmp_path: Path) -> None:
    label = FolderLabel("2023-00417", "粤B·DABCD", "LGXCECBPVWXYZ", "B-C", "陈嘉怡", "MINI Cooper")

    def height(*parts: LabelPart) -> float:
        out = written(tmp_path / "out.pdf", LabelSheet(of, parts=frozenset(parts)), (label,))
        return max(letter.height for page in pages_of(out) for letter in letters_on(page, "0123456789"))

    # On a narrow roll the number is as wide as the label already.
    least = 0.99 if of.code == "roll-60x40" else 1.2
    assert height(LabelPart.FILE_NO) > height(*ALL) * least


@pytest.mark.parametrize("offset", [0.04, 0.0625, 0.8])
def test_codes_are_on_whole_dots_of_a_label_printer(offset: float, tmp_path: Path) -> None:
    """Else bars of two dots are grey at their edges, and a reader that sees the grey misses them."""
    of = FORMATS["roll-50x30"]
    out = written(tmp_path / "out.pdf", LabelSheet(of, offset_x=offset, offset_y=offset))
    for page, label in zip(pages_of(out), FILES, strict=True):
        assert codes_on(page, 203, in_grey=True) == [("Code128", label.file_no), ("QRCode", label.file_no)]


@EVERY_FORMAT
def test_frames_and_rulers_of_the_test_page_are_where_labels_are(of: LabelFormat, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    sheet = LabelSheet(of, offset_x=0.8, offset_y=-0.4)
    write_alignment(out, sheet)
    (shapes,) = map(things_on_shapes, pages_of(out))
    boxes = [of.box(position).moved(0.8, -0.4) for position in range(of.per_page)]
    assert all(stands(box, shapes) for box in boxes)
    for box in boxes:
        marks = list(ruler_marks(box))
        assert len(marks) == 4 * RULER_MM
        ruled = box.inset(1, 1)
        assert stands(ruled, shapes)
        assert ruled.holds(marks[0], _EXACT_MM)
    (said,) = map(text_of, pages_of(out))
    assert said.startswith("1 right 0.8 mm, down -0.4 mm")
    assert said.endswith(str(of.per_page) if of.per_page > 1 else "mm")


@EVERY_FORMAT
def test_labels_stand_where_the_paper_has_them(of: LabelFormat, tmp_path: Path) -> None:
    sheet = LabelSheet(of, start=min(3, of.per_page), offset_x=0.8, offset_y=-0.4)
    layout = lay_out(of, 21, 123)
    assert layout.qr
    assert layout.bars
    out = written(tmp_path / "out.pdf", sheet)
    pages = list(map(things_on_shapes, pages_of(out)))
    assert len(pages) == sheet.pages(len(FILES))
    for page, label in sheet.places(len(FILES)):
        for part in (layout.qr, layout.bars):
            assert stands(part.moved(label.x, label.y), pages[page])


def things_on_shapes(page: object) -> list[Box]:
    return things_on(page, only_shapes=True)


def stands(place: Box, things: list[Box]) -> bool:
    """Whether one of `things` is exactly at `place`."""
    return any(place.holds(thing, _EXACT_MM) and thing.holds(place, _EXACT_MM) for thing in things)


@EVERY_FORMAT
def test_paper_has_the_size_of_the_format(of: LabelFormat, tmp_path: Path) -> None:
    (page, *_) = [
        (p.get_width(), p.get_height()) for p in pages_of(written(tmp_path / "out.pdf", LabelSheet(of)))
    ]
    # Qt writes whole points.
    assert page == (
        pytest.approx(of.paper_width / 25.4 * 72, abs=0.51),
        pytest.approx(of.paper_height / 25.4 * 72, abs=0.51),
    )


@pytest.mark.parametrize("language_of_print", ["en", "zh_CN", "zh_TW"])
@EVERY_FORMAT
def test_the_text_of_a_label_is_what_it_says(
    of: LabelFormat, language_of_print: str, tmp_path: Path, language: object
) -> None:
    assert callable(language)
    language(language_of_print)
    for number, label in enumerate(FILES):
        out = written(tmp_path / f"{number}.pdf", LabelSheet(of, parts=ALL), (label,))
        (said,) = map(text_of, pages_of(out))
        assert said == " ".join(text for _, text in label.lines(ALL))


def test_names_are_on_no_label_unless_they_are_wanted(tmp_path: Path) -> None:
    (said,) = map(text_of, pages_of(written(tmp_path / "out.pdf", LabelSheet())))
    assert not [name for name in ("陈嘉怡", "Oliver Grant", "林國棟") if name in said]


def test_a_number_in_chinese_has_a_qr_code_and_no_bars(tmp_path: Path) -> None:
    out = written(tmp_path / "out.pdf", LabelSheet(), (FolderLabel("档案-17", "粤B·D12345"),))
    (read,) = [codes_on(page, 203) for page in pages_of(out)]
    assert read == [("QRCode", "档案-17")]


def test_a_number_too_long_for_bars_keeps_its_qr_code(tmp_path: Path) -> None:
    number = "HARBOUR-MOTORS-VEHICLE-FILE-000017"
    out = written(tmp_path / "out.pdf", LabelSheet(FORMATS["roll-50x30"]), (FolderLabel(number),))
    (read,) = [codes_on(page, 203) for page in pages_of(out)]
    assert read == [("QRCode", number)]


def test_a_picture_shows_what_the_page_says() -> None:
    shown = picture_of_page(FILES, LabelSheet(FORMATS["roll-62x29"]), 1, 10)
    assert (shown.width(), shown.height()) == (620, 290)
    black = sum(shown.pixelColor(x, y).lightness() < 64 for x in range(0, 620, 4) for y in range(0, 290, 4))
    assert black > 500


def test_a_picture_of_one_label_is_the_label() -> None:
    sheet = LabelSheet(FORMATS["a4-70x37"], start=5, offset_x=3)
    shown = picture_of_label(FILES[0], sheet, 10)
    assert (shown.width(), shown.height()) == (700, 370)
    page = picture_of_page(FILES[:1], LabelSheet(FORMATS["a4-70x37"]), 0, 10).copy(0, 5, 700, 370)
    differ = sum(
        shown.pixelColor(x, y) != page.pixelColor(x, y) for x in range(0, 700, 7) for y in range(0, 370, 7)
    )
    assert differ < 700


def test_a_stopped_print_leaves_no_file(tmp_path: Path) -> None:
    class Stops:
        def step(self, what: Message, done: int, total: int | None = None) -> None:
            if done == 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        write_labels(tmp_path / "out.pdf", FILES, LabelSheet(), Stops())
    assert list(tmp_path.iterdir()) == []


def test_another_ending_and_a_place_that_is_none_are_refused(tmp_path: Path) -> None:
    for out, code in (
        (tmp_path / "out.png", "print_ending"),
        (tmp_path / "none" / "out.pdf", "print_failed"),
    ):
        with pytest.raises(DealerDeskError) as refused:
            written(out, LabelSheet())
        assert refused.value.code == code


def test_files_are_labelled_by_filter_by_name_and_by_id(registered: Desk) -> None:
    labels = registered.labels.fitting()
    ids = list(registered.lists.file_ids())
    assert len(labels) == len(ids) > 3
    by_id = registered.labels.of_files(ids)
    assert set(by_id) == set(labels)
    second, first = by_id[1], by_id[0]
    assert registered.labels.named([second.file_no, first.file_no, second.file_no]) == (second, first)
    some = registered.labels.fitting(f"file_no={first.file_no}")
    assert some == (first,)
    registered.files.archive(first.file_no)
    assert first not in registered.labels.fitting()
    assert registered.labels.named([first.file_no]) == (first,)


def test_labels_come_in_the_order_of_the_cabinet(desk: Desk) -> None:
    for place in ("A-10", "B-1", "A-2", ""):
        desk.files.create({"plate": f"粤B·1000{len(place)}{place[:1] or 'X'}", "location": place})
    assert [label.location for label in desk.labels.fitting()] == ["A-2", "A-10", "B-1", None]


def test_no_file_is_no_paper(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(DealerDeskError) as refused:
        desk.labels.write(tmp_path / "out.pdf", desk.labels.fitting(), LabelSheet())
    assert refused.value.code == "no_labels"
