"""What a column may hold by what its cells look like, where its heading says nothing.

Only what has a form of its own is guessed: VINs, plates, mobile phones, and numbers of people and companies
by their check digits. A date may be any date, and an order's number looks like anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from dealerdesk.domain.fields import FIELDS, FieldType, RecordKind
from dealerdesk.domain.people import inspect_company_number, inspect_id_number
from dealerdesk.domain.plates import PlateForm, inspect_plate
from dealerdesk.domain.text import fold_line, phone_digits
from dealerdesk.domain.vin import inspect_vin
from dealerdesk.domain.wmi import region_of

_FEWEST = 3
_SHARE = 0.8
_FEWEST_FOREIGN_PLATES = 5
_FEWEST_TAIWAN_COMPANIES = 5

_MOBILE = re.compile(r"1[3-9][0-9]{9}|0[79][0-9]{8,9}")
"""Mobile numbers as dialled in China, in Taiwan (09 and eight digits) and in Britain (07 and nine)."""
_DIALLED = re.compile(r"\+?[0-9() -]{9,20}")
_RESIDENT = re.compile(r"[0-9]{17}[0-9X]|[A-Z][1289A-D][0-9]{8}")
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_TAIWAN_COMPANY = re.compile(r"[0-9]{8}")
_DAY = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_CHINESE_PLATES = frozenset(PlateForm) - {PlateForm.TAIWAN, PlateForm.BRITISH, PlateForm.OTHER}


def guessed_codes(
    kind: RecordKind, columns: Mapping[int, Sequence[str]], taken: Collection[str]
) -> dict[int, str]:
    """The codes of the fields that columns seem to hold, by column.

    `columns` are the texts of the filled cells of columns that nothing else is known of; `taken` are the
    fields that others hold. A field is guessed for one column only, or else for none.
    """
    guessed: dict[int, str] = {}
    for field_type, seems in _TESTS:
        code = _field_for(kind, field_type, taken)
        fitting = [at for at, texts in columns.items() if at not in guessed and seems(texts)] if code else []
        if code and len(fitting) == 1:
            guessed[fitting[0]] = code
    return guessed


def _field_for(kind: RecordKind, field_type: FieldType, taken: Collection[str]) -> str | None:
    """The field of a type that a column may be: the first of them, and none once one of them is taken."""
    codes = [field.code for field in FIELDS[kind] if field.type is field_type]
    if not codes or any(code in taken for code in codes):
        return None
    return codes[0]


def _nearly_all(texts: Sequence[str], fits: Callable[[str], bool], fewest: int = _FEWEST) -> bool:
    return len(texts) >= fewest and sum(map(fits, texts)) >= _SHARE * len(texts)


def _seem_vins(texts: Sequence[str]) -> bool:
    return _nearly_all(texts, _is_vin)


def _is_vin(text: str) -> bool:
    """Whether a text is surely a VIN: other numbers of 17 characters have figures where VINs have letters."""
    report = inspect_vin(text)
    vin = report.vin
    if report.error or region_of(vin) is None or not vin[-4:].isdigit():
        return False
    must_check = vin[0] in "L12345"
    return not (must_check and report.warning) and not vin[3:11].isdigit()


def _seem_plates(texts: Sequence[str]) -> bool:
    """Chinese plates have a form of their own; others must have differing letters, unlike stock numbers."""
    forms = [inspect_plate(text).form for text in texts]
    if _nearly_all(texts, lambda text: inspect_plate(text).form in _CHINESE_PLATES):
        return True
    letters = {"".join(filter(str.isalpha, text)) for text in texts}
    return (
        len(letters) >= _FEWEST
        and PlateForm.OTHER not in forms
        and _nearly_all(texts, lambda _: True, _FEWEST_FOREIGN_PLATES)
    )


def _seem_phones(texts: Sequence[str]) -> bool:
    return _nearly_all(texts, _is_mobile)


def _is_mobile(text: str) -> bool:
    plain = fold_line(text).removesuffix(".0")
    return bool(_DIALLED.fullmatch(plain) and _MOBILE.fullmatch(phone_digits(plain)))


def _seem_people(texts: Sequence[str]) -> bool:
    """Registers put a company's number into the column of people's numbers too."""
    people = sum(map(_is_person, texts))
    return people > sum(map(_is_company, texts)) and _nearly_all(
        texts, lambda text: _is_person(text) or _is_company(text)
    )


def _is_person(text: str) -> bool:
    report = inspect_id_number(text)
    return report.warning is None and bool(_RESIDENT.fullmatch(report.number))


def _is_company(text: str) -> bool:
    report = inspect_company_number(text)
    return report.warning is None and bool(_CREDIT_CODE.fullmatch(report.number)) and not _is_person(text)


def _seem_companies(texts: Sequence[str]) -> bool:
    return _nearly_all(texts, _is_company) or _nearly_all(
        texts, _is_company_in_taiwan, _FEWEST_TAIWAN_COMPANIES
    )


def _is_company_in_taiwan(text: str) -> bool:
    """Whether eight digits pass the check, which one number in five does, and are no day."""
    report = inspect_company_number(text)
    is_number = _TAIWAN_COMPANY.fullmatch(report.number) and not _DAY.fullmatch(report.number)
    return report.warning is None and bool(is_number)


_TESTS: tuple[tuple[FieldType, Callable[[Sequence[str]], bool]], ...] = (
    (FieldType.VIN, _seem_vins),
    (FieldType.PLATE, _seem_plates),
    (FieldType.ID_NUMBER, _seem_people),
    (FieldType.COMPANY_NUMBER, _seem_companies),
    (FieldType.PHONE, _seem_phones),
)
