"""Folding settles at once: what is folded stays as it is."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from dealerdesk.domain.text import fold, fold_identifier, fold_line, fold_text, fold_upper, phone_digits

ANY_TEXT = st.text() | st.text(
    alphabet="aＡ１ \u3000\u00a0\u200b\t\n\r\u00b4\u0301ßŉΐ한\u1160\u3164ﬁ㎝İı½\u1100\u1161"
)


@given(ANY_TEXT)
@example("\u00b4a\u00b4")
@example("\u1100\u200b\u1161")
@example("a\u200b\u0301")
def test_folding_twice_changes_nothing(text: str) -> None:
    for step in (fold, fold_line, fold_upper, fold_identifier):
        assert step(step(text)) == step(text)


@given(ANY_TEXT)
def test_what_cannot_be_seen_makes_no_difference_to_stored_text(text: str) -> None:
    assert fold_text(f"\u200b{text}") == fold_text(text)


@given(ANY_TEXT)
def test_folded_text_is_trimmed_visible_and_in_compatibility_form(text: str) -> None:
    folded = fold(text)
    assert folded == folded.strip()
    assert unicodedata.is_normalized("NFKC", folded)
    assert not any(
        unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in folded if character != "\n"
    )


@given(ANY_TEXT)
def test_identifiers_hold_no_white_space(text: str) -> None:
    assert not any(map(str.isspace, fold_identifier(text)))


@given(st.text(alphabet=st.characters(min_codepoint=0x21, max_codepoint=0x7E)))
def test_full_width_and_half_width_are_one(text: str) -> None:
    wide = "".join(chr(ord(character) + 0xFEE0) for character in text)
    assert fold(wide) == text
    assert fold_identifier(wide) == fold_identifier(text)


@given(ANY_TEXT)
def test_phones_are_compared_by_ascii_digits_alone(text: str) -> None:
    assert set(phone_digits(text)) <= set("0123456789")


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["+86", "+86 ", "0086", "+86-"]))
def test_a_chinese_mobile_is_one_number_with_and_without_its_country(mobile: str, prefix: str) -> None:
    assert phone_digits(prefix + mobile) == phone_digits(f"{mobile[:3]} {mobile[3:7]}-{mobile[7:]}") == mobile
