"""A plate has one form and one key, however it is written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dealerdesk.domain.plates import PlateForm, inspect_plate, is_plate_form, normalise_plate, plate_key

CHINESE = st.one_of(
    st.from_regex(r"[京沪粤川苏][A-HJ-NP-Z][0-9A-HJ-NP-Z]{5}", fullmatch=True),
    st.from_regex(r"[京沪粤川苏][A-HJ-NP-Z]([DF][0-9A-HJ-NP-Z][0-9]{4}|[0-9]{5}[DF])", fullmatch=True),
    st.from_regex(r"[京沪粤川苏][A-HJ-NP-Z][0-9]{4}[警学港澳挂领]", fullmatch=True),
    st.from_regex(r"使[0-9]{6}", fullmatch=True),
)
BRITISH = st.from_regex(r"[A-Z]{2}[0-9]{2}[A-Z]{3}", fullmatch=True)
SEPARATORS = st.sampled_from(["", " ", "·", "・", "-", "－", "\u3000", "•", ".", " · "])


@st.composite
def written(draw: st.DrawFn, key: str) -> str:
    """The plate `key`, written in some width and case, with separators anywhere."""
    pieces = []
    for character in key:
        shape = draw(st.sampled_from(["as it is", "wide", "small"]))
        if shape == "wide" and character.isascii():
            pieces.append(chr(ord(character) + 0xFEE0))
        else:
            pieces.append(character.lower() if shape == "small" else character)
        pieces.append(draw(SEPARATORS))
    return "".join(pieces)


@given(st.one_of(st.from_regex(r"[京沪粤][A-Z]·[0-9A-Z]{5,6}", fullmatch=True), CHINESE))
def test_a_plate_that_is_written_as_plates_are_stored_is_read_like_any_other(text: str) -> None:
    # The space keeps it from being recognised at a glance.
    slowly = inspect_plate(f" {text}")
    assert (normalise_plate(text), plate_key(text)) == (slowly.plate, slowly.key)
    if is_plate_form(text):
        assert (slowly.plate, slowly.error) == (text, None)


@given(st.data(), CHINESE | BRITISH)
def test_the_normal_form_does_not_depend_on_separators_width_and_case(draws: st.DataObject, key: str) -> None:
    text = draws.draw(written(key))
    assert normalise_plate(text) == normalise_plate(key)
    assert plate_key(text) == key
    assert inspect_plate(text).form is not PlateForm.OTHER


@given(st.text() | CHINESE | BRITISH | st.text(alphabet="粵粤Bbｂ１1 -–·学學無ß\u0301", max_size=10))
def test_normalising_twice_changes_nothing_and_keeps_the_key(text: str) -> None:
    plate = normalise_plate(text)
    assert normalise_plate(plate) == plate
    assert plate_key(plate) == plate_key(text)
    assert plate_key(plate_key(text)) == plate_key(text)


@given(st.text())
def test_a_report_agrees_with_its_parts(text: str) -> None:
    report = inspect_plate(text)
    assert (report.plate, report.key) == (normalise_plate(text), plate_key(text))
    if any(character in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" for character in report.key):
        assert report.error is None
