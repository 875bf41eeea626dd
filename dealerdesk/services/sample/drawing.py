"""Pages that look like a dealership's papers, drawn by the program: the same words give the same bytes.

They are JPEG pictures, or PDFs of black and white pages as an office scanner makes them.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

_DOTS_AN_INCH: Final = 100
_WIDTH, _HEIGHT = 826, 1169
_MARGIN, _TOP, _ROW = 70, 230, 44
_VALUES_AT = 300
_BLACK, _GREY, _WHITE = "#1c1c1c", "#8a8a8a", "#fdfdfb"
_STAMP = "#c03028"
_JPEG_QUALITY: Final = 32
# A PDF names the time at which it was written; a drawn one names this, to be the same every time.
_ALWAYS: Final = time.struct_time((2020, 1, 1, 12, 0, 0, 2, 1, 0))
_FOLDERS: Final = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts",
    "/System/Library/Fonts", "/Library/Fonts", "C:/Windows/Fonts",
)  # fmt: skip
_CHINESE_FONTS: Final = (
    "wqy-zenhei.ttc", "wqy-microhei.ttc", "NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf", "SourceHanSansSC-Regular.otf", "Hiragino Sans GB.ttc", "STHeiti Light.ttc",
    "msyh.ttc", "msyh.ttf", "simhei.ttf", "simsun.ttc", "DroidSansFallbackFull.ttf",
)  # fmt: skip
_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True, slots=True)
class Form:
    """What is printed on a paper before it is filled in."""

    house: str
    title: str
    labels: tuple[str, ...]
    terms: str
    pages: int = 1


def draw_jpeg(form: Form, values: tuple[str, ...]) -> bytes:
    """A photograph-like page of `form` with `values` beside its labels."""
    buffer = BytesIO()
    _filled(form, values).save(buffer, "JPEG", quality=_JPEG_QUALITY)
    return buffer.getvalue()


def draw_pdf(form: Form, values: tuple[str, ...]) -> bytes:
    """A scanner-like PDF of `form` with `values` beside its labels."""
    first, *more = (
        page.convert("1", dither=Image.Dither.NONE)
        for page in (_filled(form, values), *(_terms_page(form, nth) for nth in range(2, form.pages + 1)))
    )
    buffer = BytesIO()
    first.save(
        buffer,
        "PDF",
        resolution=_DOTS_AN_INCH,
        save_all=True,
        append_images=more,
        creationDate=_ALWAYS,
        modDate=_ALWAYS,
    )
    return buffer.getvalue()


def can_draw_chinese() -> bool:
    """Whether this computer has a known font with Chinese characters."""
    return _chinese_font() is not None


@cache
def _chinese_font() -> Path | None:
    folders = (Path(folder).expanduser() for folder in _FOLDERS)
    found = {
        path.name: path
        for folder in folders
        if folder.is_dir()
        for path in sorted(folder.rglob("*.[to]t[fc]"))
    }
    return next((found[name] for name in _CHINESE_FONTS if name in found), None)


@cache
def _font(size: int) -> _Font:
    path = _chinese_font()
    return ImageFont.truetype(str(path), size) if path else ImageFont.load_default(size)


def _drawable(text: str) -> str:
    """`text` without the characters that this computer's font would show as boxes."""
    if can_draw_chinese():
        return text
    return "".join(letter for letter in text if ord(letter) < 0x250) or "-"


def _filled(form: Form, values: tuple[str, ...]) -> Image.Image:
    page = _blank(form).copy()
    pen = ImageDraw.Draw(page)
    for row, value in enumerate(values):
        pen.text((_VALUES_AT, _TOP + 10 + row * _ROW), _drawable(value), _BLACK, _font(20))
    return page


@cache
def _blank(form: Form) -> Image.Image:
    """The printed form: drawn once, filled in many times."""
    page = Image.new("RGB", (_WIDTH, _HEIGHT), _WHITE)
    pen = ImageDraw.Draw(page)
    pen.text((_MARGIN, 60), _drawable(form.house), _GREY, _font(18))
    pen.text((_WIDTH / 2, 130), _drawable(form.title), _BLACK, _font(34), anchor="mm")
    pen.line((_MARGIN, 180, _WIDTH - _MARGIN, 180), _BLACK, 2)
    for row, label in enumerate(form.labels):
        top = _TOP + row * _ROW
        pen.rectangle((_MARGIN, top, _WIDTH - _MARGIN, top + _ROW), outline=_GREY)
        pen.text((_MARGIN + 14, top + 10), _drawable(label), _BLACK, _font(20))
    bottom = _TOP + len(form.labels) * _ROW
    pen.line((_VALUES_AT - 16, _TOP, _VALUES_AT - 16, bottom), _GREY)
    _write_terms(pen, form, bottom + 50, 4)
    _stamp(pen, form)
    return page


@cache
def _terms_page(form: Form, number: int) -> Image.Image:
    page = Image.new("RGB", (_WIDTH, _HEIGHT), _WHITE)
    pen = ImageDraw.Draw(page)
    pen.text((_MARGIN, 60), _drawable(f"{form.title}  {number}/{form.pages}"), _GREY, _font(18))
    _write_terms(pen, form, 120, 16)
    return page


def _write_terms(pen: ImageDraw.ImageDraw, form: Form, top: int, count: int) -> None:
    for number in range(1, count + 1):
        pen.text((_MARGIN, top + (number - 1) * 34), _drawable(f"{number}. {form.terms}"), _GREY, _font(16))


def _stamp(pen: ImageDraw.ImageDraw, form: Form) -> None:
    centre, radius = (_WIDTH - 210, _HEIGHT - 220), 78
    box = (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)
    pen.ellipse(box, outline=_STAMP, width=4)
    pen.text(centre, _drawable(form.house)[:6], _STAMP, _font(22), anchor="mm")
