from __future__ import annotations

import pytest

from dealerdesk.domain.text import fold, fold_identifier, fold_line, fold_text, phone_digits


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("　粤Ｂ\u00a0１２３ ", "粤B 123"),
        ("A\u200bB\ufeffC\u00adD\u202eE", "ABCDE"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\tb", "a b"),
        ("a\x00b\x07c", "abc"),
        ("\u3164\u115f", ""),
        ("\ud800x", "x"),
        ("\ufe0f\u2713", "✓"),
    ],
)
def test_folding_takes_away_what_cannot_be_seen(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_a_line_has_single_spaces() -> None:
    assert fold_line(" Daniel \n O'Connor\t3 ") == "Daniel O'Connor 3"


def test_identifiers_are_compared_without_spaces_width_and_case() -> None:
    assert fold_identifier(" ro２６ 00\n01 ") == "RO260001"


@pytest.mark.parametrize(
    ("phone", "digits"),
    [
        ("138 0013-8000", "13800138000"),
        ("＋８６ 138 0013 8000", "13800138000"),
        ("0086-13800138000", "13800138000"),
        ("+86 (0)10 6552 9988", "01065529988"),
        ("+886 912-345-678", "0912345678"),
        ("+44 (0)20 7946 0018", "02079460018"),
        ("+1 (650) 253-0000", "6502530000"),
        ("+49 30 901820", "4930901820"),
        ("(02) 2345-6789 #12", "022345678912"),
        ("none", ""),
    ],
)
def test_phones_are_compared_as_dialled_at_home(phone: str, digits: str) -> None:
    assert phone_digits(phone) == digits


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("定期保養，更換機油（全合成）：完成！", "定期保養，更換機油（全合成）：完成！"),
        ("Ｐｌｅａｓｅ　call １３９…", "Please call 139…"),
        ("  第一行\r\n第二行\u200b ", "第一行\n第二行"),
    ],
)
def test_free_text_keeps_the_punctuation_that_people_typed(typed: str, kept: str) -> None:
    assert fold_text(typed) == kept
    assert fold_text(kept) == kept
