from __future__ import annotations

import pytest

from dealerdesk.domain.plates import PlateColour, PlateForm, inspect_plate, normalise_plate, plate_key


@pytest.mark.parametrize(
    ("typed", "plate", "form", "colour"),
    [
        ("粤b12345", "粤B·12345", PlateForm.MAINLAND, PlateColour.BLUE),
        ("粤Ｂ・１２３４５", "粤B·12345", PlateForm.MAINLAND, PlateColour.BLUE),
        ("粤B-12345", "粤B·12345", PlateForm.MAINLAND, PlateColour.BLUE),
        ("粵 B 12345", "粤B·12345", PlateForm.MAINLAND, PlateColour.BLUE),
        ("川C·F25597", "川C·F25597", PlateForm.NEW_ENERGY, PlateColour.GREEN),
        ("沪AD12345", "沪A·D12345", PlateForm.NEW_ENERGY, PlateColour.GREEN),
        ("京A12345D", "京A·12345D", PlateForm.NEW_ENERGY, PlateColour.GREEN),
        ("京A·1234警", "京A·1234警", PlateForm.POLICE, PlateColour.WHITE),
        ("苏E1234學", "苏E·1234学", PlateForm.LEARNER, PlateColour.YELLOW),
        ("鲁B 1234 挂", "鲁B·1234挂", PlateForm.TRAILER, PlateColour.YELLOW),
        ("粤Z·F123港", "粤Z·F123港", PlateForm.HONG_KONG_MACAU, PlateColour.BLACK),
        ("粤z1234澳", "粤Z·1234澳", PlateForm.HONG_KONG_MACAU, PlateColour.BLACK),
        ("沪A0123领", "沪A·0123领", PlateForm.DIPLOMATIC, PlateColour.BLACK),
        ("使 014578", "使014578", PlateForm.DIPLOMATIC, PlateColour.BLACK),
        ("abc-1234", "ABC-1234", PlateForm.TAIWAN, PlateColour.WHITE),
        ("1234－AB", "1234-AB", PlateForm.TAIWAN, PlateColour.WHITE),
        ("ag14rec", "AG14 REC", PlateForm.BRITISH, PlateColour.OTHER),
        ("b–ab 1234", "B-AB 1234", PlateForm.OTHER, PlateColour.OTHER),
        ("abc1234", "ABC1234", PlateForm.OTHER, PlateColour.OTHER),
        ("粤B1234", "粤B1234", PlateForm.OTHER, PlateColour.OTHER),
        ("京A·O1234", "京A·O1234", PlateForm.OTHER, PlateColour.OTHER),
    ],
)
def test_plates_are_brought_to_one_form(typed: str, plate: str, form: PlateForm, colour: PlateColour) -> None:
    report = inspect_plate(typed)
    assert (report.plate, report.form, report.colour, report.error) == (plate, form, colour, None)


@pytest.mark.parametrize("typed", ["无", "未上牌", "—", "·", "臨時"])
def test_a_plate_without_letter_or_digit_is_unusable(typed: str) -> None:
    error = inspect_plate(typed).error
    assert error is not None
    assert error.code == "plate_unusable"
    assert typed in error.said()


@pytest.mark.parametrize("typed", ["А123ВС 77", "١٢٣٤ أ", "7"])
def test_plates_in_other_scripts_are_accepted(typed: str) -> None:
    assert inspect_plate(typed).error is None


def test_the_key_leaves_out_what_separates() -> None:
    assert plate_key("b-ab 1234") == plate_key("BAB1234") == "BAB1234"
    assert plate_key("粵B·12345") == plate_key("粤ｂ12345") == "粤B12345"
    assert plate_key(normalise_plate("粵B12345")) == "粤B12345"
