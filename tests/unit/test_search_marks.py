"""What is marked in a hit, and why it is one, on the values of the pictures and of the sample registers."""

from __future__ import annotations

import pytest

from dealerdesk.domain.search_marks import Manner, Reason, explain, marks, match, merged
from dealerdesk.domain.search_query import parse_query


def marked(field: str, text: str, typed: str) -> str:
    """`text` with its marked parts in brackets."""
    shown, at = "", 0
    for begin, end in marks(field, text, parse_query(typed)):
        shown += f"{text[at:begin]}[{text[begin:end]}]"
        at = end
    return shown + text[at:]


@pytest.mark.parametrize(
    ("field", "typed", "shown"),
    [
        ("plate", "88", "浙A·[88]K21"),
        ("plate", "浙A8", "[浙A·8]8K21"),
        ("plate", "8 k2", "浙A·88[K2]1"),
        ("old_plate", "粤b123", "[粤B·123]45"),
        ("old_plate", "粵B123", "[粤B·123]45"),
        ("vin", "LFVPG8BI4MD", "[LFVPG8B14MD]636944"),
        ("vin", "36944", "LFVPG8B14MD6[36944]"),
        ("vin", "lfvpg8b14md636944", "[LFVPG8B14MD636944]"),
        ("phone", "88", "139 02[88] 7164"),
        ("phone", "1390288", "[139 0288] 7164"),
        ("phone", "7164", "139 0288 [7164]"),
        ("order_no", "08", "RO-2025-[08]81"),
        ("order_no", "20250881", "RO-[2025-0881]"),
        ("order_no", "88", "RO-2025-0[88]1"),
        ("location", "b432", "[B-4/32]"),
        ("file_no", "00093", "2022-[00093]"),
    ],
)
def test_numbers_are_marked_where_they_were_typed(field: str, typed: str, shown: str) -> None:
    text = shown.replace("[", "").replace("]", "")
    assert marked(field, text, typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown", "manner"),
    [
        ("zwm", "[张伟明]", Manner.INITIALS),
        ("wm", "张[伟明]", Manner.INITIALS),
        ("z", "[张]伟明", Manner.INITIALS),
        ("m", "张伟[明]", Manner.INITIALS),
        ("zhangw", "[张伟]明", Manner.PINYIN),
        ("zhangwm", "[张伟明]", Manner.PINYIN),
        ("weim", "张[伟明]", Manner.PINYIN),
        ("伟明", "张[伟明]", Manner.LITERAL),
        ("张伟", "[張偉]明", Manner.LITERAL),
        ("張偉", "[张伟]明", Manner.LITERAL),
        ("yuchi", "[尉遲]芳", Manner.PINYIN),
        ("dfj", "[单飞俊]", Manner.INITIALS),
        ("oyxw", "[欧阳修文]", Manner.INITIALS),
        ("hdqc", "深圳[宏达汽车]销售有限公司", Manner.INITIALS),
        ("zwm", "[Z]hu [W]en[m]ei", Manner.INITIALS),
        ("zhuwe", "[Zhu We]nmei", Manner.LITERAL),
        ("zhuwm", "[Zhu] [W]en[m]ei", Manner.PINYIN),
        ("oconn", "Daniel [O'Conn]or", Manner.LITERAL),
        ("muller", "Jürgen [Müller]", Manner.LITERAL),
    ],
)
def test_names_are_marked_by_letters_pinyin_and_initials(typed: str, shown: str, manner: Manner) -> None:
    text = shown.replace("[", "").replace("]", "")
    assert marked("customer", text, typed) == shown
    found = match("customer", text, parse_query(typed).terms[0].text)
    assert found is not None
    assert found.manner is manner


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1390", "+86 [139 0]755 4821"),
        ("0912", "+886 [912] 345 678"),
        ("8826", "13800138000/0755-[8826]4190"),
        ("571", "0[571]-8826 4190"),
        ("0571", "[0571]-8826 4190"),
    ],
)
def test_phones_are_marked_as_dialled_at_home(typed: str, shown: str) -> None:
    assert marked("phone", shown.replace("[", "").replace("]", ""), typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown", "manner"),
    [
        ("大众", "一汽-[大众]", Manner.LITERAL),
        ("vw", "[一汽-大众]", Manner.OTHER_NAME),
        ("dazh", "[大众]", Manner.PINYIN),
    ],
)
def test_makes_are_marked_by_their_names(typed: str, shown: str, manner: Manner) -> None:
    text = shown.replace("[", "").replace("]", "")
    found = match("make", text, typed)
    assert found is not None
    assert found.manner is manner
    assert marked("make", text, typed) == shown


def test_numbers_of_a_card_are_found_from_their_sixth_character_on() -> None:
    assert match("id_number", "110101199003070134", "11010") is None
    assert marked("id_number", "110101199003070134", "110101") == "[110101]199003070134"
    assert match("id_number", "110101199003070134", "070134") is None


def test_a_record_says_why_by_the_first_field_that_each_word_fits() -> None:
    values = [("plate", "浙A·88K21"), ("customer", "张伟明"), ("phone", "13902887164")]
    assert explain(values, parse_query("zwm 88")) == (
        Reason("customer", "张伟明", Manner.INITIALS),
        Reason("plate", "浙A·88K21", Manner.LITERAL),
    )
    assert explain(values, parse_query("zwm 99")) is None
    assert explain([], parse_query("")) == ()


def test_marks_of_several_words_are_merged() -> None:
    assert merged([(4, 6), (0, 2), (2, 3)]) == ((0, 3), (4, 6))
    assert marked("customer", "张伟明", "张 zw 明") == "[张伟明]"


def test_a_sign_that_folds_to_two_digits_is_marked_as_one() -> None:
    assert marks("phone", "0¼0", parse_query("0¼0")) == ((0, 3),)
    assert marks("phone", "0¼0", parse_query("40")) == ((1, 3),)
