"""Labels of whatever is in the record: nothing leaves its label, and codes carry what they should."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from dealerdesk.domain.labels import FORMATS, Box, FolderLabel, LabelFormat, LabelPart, LabelSheet
from dealerdesk.domain.progress import Silent
from dealerdesk.printing.code128 import QUIET_MODULES, can_encode, code_widths
from dealerdesk.printing.label_layout import DOT_MM, lay_out
from dealerdesk.printing.labels import write_labels
from dealerdesk.printing.qr import QUIET_MODULES as QR_QUIET
from tests.support.printed import pages_of, things_on

pytestmark = pytest.mark.usefixtures("qapp")

ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40)
DIGITS = st.text("0123456789-A", min_size=1, max_size=24)
# Letters of the scripts that the fonts of every system write, with marks above and below.
LINES = st.text("粤京龘麟檔ABWQjpqyÅŴŷçgĄ·-/0123456789. ,", max_size=70).map(str.strip)
FORMAT = st.sampled_from(list(FORMATS.values()))


def lines_up(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    of=FORMAT,
    parts=st.frozensets(st.sampled_from(LabelPart)),
    plate=LINES,
    vin=LINES,
    location=LINES,
    customer=LINES,
    file_no=st.one_of(ASCII.map(str.strip).filter(bool), LINES.filter(bool)),
)
def test_nothing_leaves_its_label(  # noqa: PLR0917 - what a label says
    of: LabelFormat,
    parts: frozenset[LabelPart],
    plate: str,
    vin: str,
    location: str,
    customer: str,
    file_no: str,
    tmp_path: Path,
) -> None:
    sheet = LabelSheet(of, start=of.per_page // 2 + 1, parts=parts)
    out = tmp_path / "out.pdf"
    write_labels(out, [FolderLabel(file_no, plate, vin, location, customer, plate)], sheet, Silent())
    ((_, label),) = sheet.places(1)
    things = [thing for page in pages_of(out) for thing in things_on(page)]
    assert things
    assert all(label.holds(thing, 0.05) for thing in things)


@given(of=FORMAT, side=st.integers(21, 77), bars=st.integers(0, 600))
def test_codes_and_text_keep_away_from_each_other_and_from_the_edges(
    of: LabelFormat, side: int, bars: int
) -> None:
    layout = lay_out(of, side, bars)
    label = Box(0, 0, of.width, of.height)
    assert label.holds(layout.text)
    assert layout.text.width > 10
    assert layout.text.height > 8
    if layout.qr:
        white = layout.qr.inset(-QR_QUIET * layout.qr_module, -QR_QUIET * layout.qr_module)
        assert label.holds(white, 0.001)
        assert layout.qr.width == pytest.approx(side * layout.qr_module)
        assert layout.qr_module >= 3 * DOT_MM
        assert not lines_up(white.inset(0.001, 0.001), layout.text)
    if layout.bars:
        white = layout.bars.inset(-QUIET_MODULES * layout.bar_module, 0)
        assert label.holds(white, 0.001)
        assert layout.bars.width == pytest.approx(bars * layout.bar_module)
        assert layout.bars.height >= 5
        assert not lines_up(white.inset(0.001, 0), layout.text)
        assert layout.qr is None or not lines_up(white.inset(0.001, 0), layout.qr)


def test_every_format_has_room_for_both_codes_of_a_usual_number() -> None:
    for of in FORMATS.values():
        layout = lay_out(of, 21, 123)
        assert layout.qr is not None
        assert layout.bars is not None
        assert layout.qr_module >= 0.5


def drawn(widths: tuple[int, ...]) -> Image.Image:
    """The bars as a picture of two dots a module."""
    dots, quiet = 2, 2 * QUIET_MODULES
    picture = Image.new("L", (dots * sum(widths) + 2 * quiet, 40), 255)
    at = quiet
    for number, width in enumerate(widths):
        if number % 2 == 0:
            ImageDraw.Draw(picture).rectangle((at, 0, at + dots * width - 1, 40), 0)
        at += dots * width
    return picture


@given(st.one_of(ASCII, DIGITS))
def test_what_is_put_into_bars_is_read_from_them(text: str) -> None:
    (code,) = zxingcpp.read_barcodes(drawn(code_widths(text)))
    assert code.text == text


@given(st.text("0123456789", min_size=4, max_size=30))
def test_digits_take_half_the_room(digits: str) -> None:
    assert sum(code_widths(digits)) <= 11 * (len(digits) // 2 + 2 * (len(digits) % 2) + 2) + 13


def test_other_letters_have_no_bars() -> None:
    for text in ("", "档案1", "é", "A\n"):
        assert not can_encode(text)
        with pytest.raises(ValueError, match=r"^"):
            code_widths(text)


def test_widths_alternate_and_none_is_nothing() -> None:
    assert all(1 <= width <= 4 for pair in pairwise(code_widths("2023-00417")) for width in pair)
