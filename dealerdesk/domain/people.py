"""Numbers of people and companies: only their check digits are judged, and only as a warning.

Districts and dates inside the numbers are left alone, since codes change; numbers of a form that is not
known here are foreign and pass (product.md, The vehicle file, point 5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dealerdesk.domain.findings import Finding, finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_identifier

ID_CHECK_DIGIT = Message(
    "id_check_digit",
    "The ID number “{value}” does not fit its check digit. Compare it with the identity card.",
)
COMPANY_CHECK_DIGIT = Message(
    "company_check_digit",
    "The company number “{value}” does not fit its check digit. Compare it with the business licence.",
)

_RESIDENT = re.compile(r"[0-9]{17}[0-9X]")
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_TAIWAN_PERSON = re.compile(r"[A-Z][1289A-D][0-9]{8}")
_TAIWAN_COMPANY = re.compile(r"[0-9]{8}")
_TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""Letters in the order of their values, which begin at 10."""


@dataclass(frozen=True, slots=True)
class NumberReport:
    """A number in its normal form, and what is doubtful about it."""

    number: str
    warning: Finding | None = None


def inspect_id_number(text: str) -> NumberReport:
    """Normalise a person's number and verify its check digit (warning ``id_check_digit``).

    Known are the resident ID of 18 digits and Taiwan's 身分證號; a credit code is accepted too, since
    registers put companies into the same column. Old IDs of 15 digits have no check digit.
    """
    number = _compact(text, (_RESIDENT, _CREDIT_CODE, _TAIWAN_PERSON))
    if _RESIDENT.fullmatch(number):
        right = _is_right_resident_id(number) or _is_right_credit_code(number)
    elif _CREDIT_CODE.fullmatch(number):
        right = _is_right_credit_code(number)
    elif _TAIWAN_PERSON.fullmatch(number):
        right = _is_right_in_taiwan(number)
    else:
        right = True
    return NumberReport(number, None if right else finding(ID_CHECK_DIGIT, value=number))


def inspect_company_number(text: str) -> NumberReport:
    """Normalise a company's number and verify its check digit (warning ``company_check_digit``).

    Known are 统一社会信用代码 (GB 32100) and Taiwan's 統一編號; a sole trader's resident ID passes.
    """
    number = _compact(text, (_CREDIT_CODE, _TAIWAN_COMPANY, _RESIDENT))
    if _CREDIT_CODE.fullmatch(number):
        right = _is_right_credit_code(number) or (number.isdigit() and _is_right_resident_id(number))
    elif _TAIWAN_COMPANY.fullmatch(number):
        right = _is_right_company_in_taiwan(number)
    else:
        right = True
    return NumberReport(number, None if right else finding(COMPANY_CHECK_DIGIT, value=number))


def _compact(text: str, forms: tuple[re.Pattern[str], ...]) -> str:
    """The folded number, without its dashes where what is left is of a known form."""
    number = fold_identifier(text)
    if "-" not in number:
        return number
    compact = number.replace("-", "")
    return compact if any(form.fullmatch(compact) for form in forms) else number


def _is_right_resident_id(number: str) -> bool:
    # Start-up: the first screen judges no number, and the library brings Python's network along.
    from stdnum.cn import ric  # noqa: PLC0415 - start-up, see above

    return ric.calc_check_digit(number) == number[-1]


def _is_right_credit_code(number: str) -> bool:
    from stdnum.cn import uscc  # noqa: PLC0415 - start-up, see above

    return bool(_CREDIT_CODE.fullmatch(number)) and uscc.calc_check_digit(number) == number[-1]


def _is_right_in_taiwan(number: str) -> bool:
    """Weights 1, 9, 8 … 1, 1 over the letter's two digits and the rest, a multiple of 10 (內政部)."""
    first = _TAIWAN_LETTERS.index(number[0]) + 10
    second = number[1] if number[1].isdigit() else str(_TAIWAN_LETTERS.index(number[1]) % 10)
    digits = [int(digit) for digit in f"{first}{second}{number[2:]}"]
    weights = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 10 == 0


def _is_right_company_in_taiwan(number: str) -> bool:
    """Since April 2023 a multiple of 5 is enough (財政部); with a 7 in seventh place, one short of it too."""
    from stdnum.tw import ubn  # noqa: PLC0415 - start-up, see above

    remainder = ubn.calc_checksum(number) % 5
    return remainder == 0 or (remainder == 4 and number[6] == "7")
