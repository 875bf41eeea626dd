"""Plate numbers: one normal form for storing, one key for comparing, and the forms that are recognised.

Chinese forms follow GA 36 (letters I and O are not used in the serial); plates of any country are
accepted (product.md, The vehicle file, point 5).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from dealerdesk.domain.findings import Finding, finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_identifier, fold_upper

PLATE_UNUSABLE = Message(
    "plate_unusable",
    "“{value}” is not a plate: it has no letter and no digit. Leave the plate empty until there is one.",
)


class PlateForm(StrEnum):
    """The kinds of plate that are told apart."""

    MAINLAND = "mainland"
    NEW_ENERGY = "new_energy"
    POLICE = "police"
    LEARNER = "learner"
    TRAILER = "trailer"
    HONG_KONG_MACAU = "hong_kong_macau"
    DIPLOMATIC = "diplomatic"
    TAIWAN = "taiwan"
    BRITISH = "british"
    OTHER = "other"


class PlateColour(StrEnum):
    """The colour a plate of this form usually has; `OTHER` where the form does not tell."""

    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    BLACK = "black"
    WHITE = "white"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PlateReport:
    """A plate in its normal form, the key it is compared by, what it is, and why it cannot be used."""

    plate: str
    key: str
    form: PlateForm
    colour: PlateColour
    error: Finding | None = None


_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SIMPLIFIED = str.maketrans("滬遼雲魯蘇贛晉陝閩貴粵寧瓊領學掛", "沪辽云鲁苏赣晋陕闽贵粤宁琼领学挂")
_SERIAL = "[0-9A-HJ-NP-Z]"
_ENERGY = "[A-HJK]"
_SUFFIXES = {
    "警": (PlateForm.POLICE, PlateColour.WHITE),
    "学": (PlateForm.LEARNER, PlateColour.YELLOW),
    "挂": (PlateForm.TRAILER, PlateColour.YELLOW),
    "港": (PlateForm.HONG_KONG_MACAU, PlateColour.BLACK),
    "澳": (PlateForm.HONG_KONG_MACAU, PlateColour.BLACK),
    "使": (PlateForm.DIPLOMATIC, PlateColour.BLACK),
    "领": (PlateForm.DIPLOMATIC, PlateColour.BLACK),
}
_MAINLAND = re.compile(f"([{_PROVINCES}][A-Z])({_SERIAL}{{5}})")
_SUFFIXED = re.compile(f"([{_PROVINCES}][A-Z])({_SERIAL}{{4}}[{''.join(_SUFFIXES)}])")
_NEW_ENERGY = re.compile(f"([{_PROVINCES}][A-Z])({_ENERGY}{_SERIAL}[0-9]{{4}}|[0-9]{{5}}{_ENERGY})")
_STORED = re.compile(
    f"([{_PROVINCES}][A-Z])·({_SERIAL}{{5}}|{_ENERGY}{_SERIAL}[0-9]{{4}}|[0-9]{{5}}{_ENERGY})"
)
_EMBASSY = re.compile(r"(使)([0-9]{6})|([0-9]{6})(使)")
_TAIWAN = re.compile(
    r"[A-Z]{2,3}-[0-9]{3,4}|[0-9]{3,4}-[A-Z]{2,3}|[A-Z][0-9A-Z]-[0-9]{4}|[0-9]{4}-[0-9A-Z]{2}"
)
_BRITISH = re.compile(r"([A-Z]{2}[0-9]{2})([A-Z]{3})")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣", "-"))


def normalise_plate(text: str) -> str:
    """The form in which a plate is stored: ``粤B·12345`` for Chinese forms, ``AB12 CDE`` for British ones.

    Other plates stay as written, folded and in upper case.
    """
    return text if is_plate_form(text) else _described(text)[0]


def is_plate_form(text: str) -> bool:
    """Whether `text` is one of China's usual plates, written as plates are stored; most are."""
    return _STORED.fullmatch(text) is not None


def plate_key(text: str) -> str:
    """The plate's letters and digits alone, in upper case: what two writings of one plate have in common."""
    if is_plate_form(text):
        return text.replace("·", "")
    key = "".join(filter(str.isalnum, fold_identifier(text)))
    return key.translate(_SIMPLIFIED) if not key.isascii() else key


def inspect_plate(text: str) -> PlateReport:
    """Normalise a plate, recognise its form, and refuse one without letter or digit (``plate_unusable``)."""
    plate, key, form, colour = _described(text)
    error = None if any(map(_is_plate_character, key)) else finding(PLATE_UNUSABLE, value=text)
    return PlateReport(plate, key, form, colour, error)


def _is_plate_character(character: str) -> bool:
    return character.isdigit() or (character.isalpha() and unicodedata.category(character) != "Lo")


def _described(text: str) -> tuple[str, str, PlateForm, PlateColour]:
    key = plate_key(text)
    chinese = _chinese(key)
    if chinese:
        return chinese[0], key, chinese[1], chinese[2]
    if match := _BRITISH.fullmatch(key):
        return f"{match[1]} {match[2]}", key, PlateForm.BRITISH, PlateColour.OTHER
    plain = fold_upper(text).translate(_DASHES)
    if _TAIWAN.fullmatch(plain):
        return plain, key, PlateForm.TAIWAN, PlateColour.WHITE
    return plain, key, PlateForm.OTHER, PlateColour.OTHER


def _chinese(key: str) -> tuple[str, PlateForm, PlateColour] | None:
    if key.isascii():
        return None
    if match := _MAINLAND.fullmatch(key):
        return f"{match[1]}·{match[2]}", PlateForm.MAINLAND, PlateColour.BLUE
    if match := _NEW_ENERGY.fullmatch(key):
        return f"{match[1]}·{match[2]}", PlateForm.NEW_ENERGY, PlateColour.GREEN
    if match := _SUFFIXED.fullmatch(key):
        return f"{match[1]}·{match[2]}", *_SUFFIXES[key[-1]]
    if _EMBASSY.fullmatch(key):
        return key, PlateForm.DIPLOMATIC, PlateColour.BLACK
    return None
