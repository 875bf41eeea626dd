"""Vehicle identification numbers after ISO 3779 and GB 16735: letters, length, check digit, model year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import mul

from dealerdesk.domain.findings import Finding, finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_identifier
from dealerdesk.domain.wmi import Region, region_of

LENGTH = 17
CHECK_POSITION = 8
YEAR_POSITION = 9

VIN_LENGTH = Message(
    "vin_length",
    "The VIN “{value}” has {count} character; it must have 17. Compare it with the registration certificate.",
    "The VIN “{value}” has {count} characters; it must have 17. "
    "Compare it with the registration certificate.",
)
VIN_LETTERS = Message("vin_letters", "The VIN “{value}” contains “{characters}”, which no VIN has. {hint}")
VIN_MEANT = Message(
    "vin_meant",
    "Did you mean {digits}? Then it is {suggestion}; compare it with the registration certificate.",
)
VIN_COMPARE = Message("vin_compare", "Compare it with the registration certificate.")
VIN_CHECK_DIGIT = Message(
    "vin_check_digit",
    "The ninth character of the VIN {value} would be {expected} by calculation. "
    "Compare the VIN with the vehicle; if they agree, leave it.",
)

_FORM = re.compile(r"[0-9A-HJ-NPR-Z]{17}")
_STRANGE = re.compile(r"[^0-9A-HJ-NPR-Z]")
_SEPARATORS = str.maketrans("", "", "-·.*")
_LOOK_ALIKES = str.maketrans("OQI", "001")
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VALUES = {str(digit): digit for digit in range(10)} | dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True)
)
_YEAR_CODES = "ABCDEFGHJKLMNPRSTVWXY123456789"
_FIRST_MODEL_YEAR = 1980


@dataclass(frozen=True, slots=True)
class VinReport:
    """A VIN in its normal form, why it cannot be one, and what is doubtful about it."""

    vin: str
    error: Finding | None = None
    warning: Finding | None = None


def is_vin_form(text: str) -> bool:
    """Whether `text` is written as VINs are stored, and of their letters and length; most are."""
    return _FORM.fullmatch(text) is not None


def normalise_vin(text: str) -> str:
    """The form in which VINs are stored and compared: folded, upper case, no spaces, dashes or stars."""
    if is_vin_form(text):
        return text
    vin = fold_identifier(text).translate(_SEPARATORS)
    # What stood apart may go together once nothing is between: a letter and an accent.
    return vin if vin.isascii() else fold_identifier(vin)


def inspect_vin(text: str) -> VinReport:
    """Normalise a VIN and judge its length, letters and check digit.

    Errors ``vin_length`` and ``vin_letters``, with the VIN that was perhaps meant; warning
    ``vin_check_digit`` (product.md, The vehicle file, point 5).
    """
    vin = normalise_vin(text)
    if not is_vin_form(vin):
        return VinReport(vin, error=_form_error(vin))
    expected = check_digit(vin)
    if vin[CHECK_POSITION] == expected or not _has_check_digit(vin):
        return VinReport(vin)
    return VinReport(vin, warning=finding(VIN_CHECK_DIGIT, value=vin, expected=expected))


def _form_error(vin: str) -> Finding:
    if len(vin) != LENGTH:
        return finding(VIN_LENGTH, value=vin, count=len(vin))
    strange = "".join(dict.fromkeys(_STRANGE.findall(vin)))
    suggestion = vin.translate(_LOOK_ALIKES)
    hint = finding(VIN_COMPARE)
    if _FORM.fullmatch(suggestion):
        digits = "/".join(dict.fromkeys(strange.translate(_LOOK_ALIKES)))
        hint = finding(VIN_MEANT, digits=digits, suggestion=suggestion)
    return finding(VIN_LETTERS, value=vin, characters=strange, hint=hint)


def check_digit(vin: str) -> str:
    """The ninth character that the other sixteen ask for, ``0`` to ``9`` or ``X`` (GB 16735, annex)."""
    remainder = sum(map(mul, _WEIGHTS, map(_VALUES.__getitem__, vin))) % 11
    return "X" if remainder == 10 else str(remainder)


def vin_with_check_digit(vin: str) -> str:
    """`vin` with its ninth character, whatever it was, replaced by the right check digit."""
    neutral = f"{vin[:CHECK_POSITION]}0{vin[CHECK_POSITION + 1 :]}"
    return f"{vin[:CHECK_POSITION]}{check_digit(neutral)}{vin[CHECK_POSITION + 1 :]}"


def _has_check_digit(vin: str) -> bool:
    """Whether the ninth character is meant as one.

    China and North America prescribe it; elsewhere a letter such as the Z of ``WVWZZZ…`` is a filler.
    """
    prescribed = vin[0] == "L" or region_of(vin) is Region.NORTH_AMERICA
    return prescribed or vin[CHECK_POSITION] in "0123456789X"


def model_year_candidates(vin: str, *, latest: int) -> tuple[int, ...]:
    """The years, up to `latest`, that the tenth character may stand for; codes repeat every 30 years."""
    cycle = len(_YEAR_CODES)
    at = _YEAR_CODES.find(vin[YEAR_POSITION]) if len(vin) == LENGTH else -1
    return tuple(range(_FIRST_MODEL_YEAR + at, latest + 1, cycle)) if at >= 0 else ()
