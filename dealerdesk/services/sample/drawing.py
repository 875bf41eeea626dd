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

_WIDTH, _HEIGHT = 660, 934
_DOTS_AN_INCH: Final = 80
_MARGIN, _TOP, _ROW, _VALUES_AT = 50, 170, 38, 230
_BLACK, _GREY, _WHITE, _STAMP = "#1c1c1c", "#707070", "#fdfdfd", "#c03028"
_DARK_ENOUGH: Final = 168
"""Shades below this are black to an office scanner."""
_JPEG_QUALITY: Final = 18
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
    """What is printed on a paper before it is filled in; a photographed one is in colour."""

    house: str
    title: str
    labels: tuple[str, ...]
    terms: tuple[str, ...]
    pages: int = 1
    photographed: bool = False


def draw(form: Form, values: tuple[str, ...]) -> bytes:
    """`form` with `values` beside its labels, as a JPEG if photographed, else as a PDF."""
    first = _filled(form, values)
    buffer = BytesIO()
    if form.photographed:
        first.save(buffer, "JPEG", quality=_JPEG_QUALITY)
        return buffer.getvalue()
    pages = [first, *(_terms_page(form, number) for number in range(2, form.pages + 1))]
    scanned = [page.point(lambda shade: 255 * (shade >= _DARK_ENOUGH), "1") for page in pages]
    scanned[0].save(
        buffer,
        "PDF",
        resolution=_DOTS_AN_INCH,
        save_all=True,
        append_images=scanned[1:],
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
        pen.text((_VALUES_AT, _TOP + 9 + row * _ROW), _drawable(value), _BLACK, _font(17))
    return page


def _empty_page(form: Form) -> Image.Image:
    return Image.new("RGB" if form.photographed else "L", (_WIDTH, _HEIGHT), _WHITE)


@cache
def _blank(form: Form) -> Image.Image:
    """The printed form: drawn once, filled in many times."""
    page = _empty_page(form)
    pen = ImageDraw.Draw(page)
    pen.text((_MARGIN, 44), _drawable(form.house), _GREY, _font(15))
    pen.text((_WIDTH / 2, 102), _drawable(form.title), _BLACK, _font(28), anchor="mm")
    pen.line((_MARGIN, 140, _WIDTH - _MARGIN, 140), _BLACK, 2)
    for row, label in enumerate(form.labels):
        top = _TOP + row * _ROW
        pen.rectangle((_MARGIN, top, _WIDTH - _MARGIN, top + _ROW), outline=_GREY)
        pen.text((_MARGIN + 12, top + 9), _drawable(label), _BLACK, _font(17))
    bottom = _TOP + len(form.labels) * _ROW
    pen.line((_VALUES_AT - 14, _TOP, _VALUES_AT - 14, bottom), _GREY)
    _write_terms(pen, form, bottom + 40, 3)
    _stamp(pen, form)
    return page


@cache
def _terms_page(form: Form, number: int) -> Image.Image:
    page = _empty_page(form)
    pen = ImageDraw.Draw(page)
    pen.text((_MARGIN, 44), _drawable(f"{form.title}  {number}/{form.pages}"), _GREY, _font(15))
    _write_terms(pen, form, 100, 16)
    return page


def _write_terms(pen: ImageDraw.ImageDraw, form: Form, top: int, count: int) -> None:
    for number in range(1, count + 1):
        words = _drawable(f"{number}. {form.terms[number % len(form.terms)]}")
        pen.text((_MARGIN, top + (number - 1) * 30), words, _BLACK, _font(14))


def _stamp(pen: ImageDraw.ImageDraw, form: Form) -> None:
    """The house's round seal."""
    x, y, radius = _WIDTH - 150, _HEIGHT - 170, 66
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=_STAMP, width=4)
    pen.text((x, y), _drawable(form.house)[:6], _STAMP, _font(19), anchor="mm")
