"""Columns are recognised in three languages, and no heading means two fields."""

from __future__ import annotations

import pytest

from dealerdesk import i18n
from dealerdesk.domain.fields import FIELDS, RecordKind
from dealerdesk.exchange.reading.headings import words_of
from dealerdesk.exchange.reading.recognise import best_row, code_of, column_letters, heading_key

# product.md, Vocabulary: code, 简体, 繁體.
VOCABULARY = [
    "file_no 档案编号 檔案編號",
    "location 柜位 櫃位",
    "plate 车牌号 牌照號碼",
    "vin 车辆识别代号 車身號碼",
    "engine_no 发动机号 引擎號碼",
    "make 厂牌 廠牌",
    "model 车型 車型",
    "manufacture_date 出厂日期 出廠日期",
    "odometer 里程表读数 里程數",
    "customer 客户 客戶",
    "contact_person 接洽人 接洽人",
    "actual_user 使用人 使用人",
    "id_number 身份证号 身分證號",
    "company_number 统一社会信用代码 統一編號",
    "registered_address 户籍地址 戶籍地址",
    "mailing_address 通讯地址 通訊地址",
    "responsible 责任人 責任人",
]
TRADE: dict[RecordKind, dict[str, str | None]] = {
    RecordKind.FILES: {
        "Reg.": "plate",
        "Chassis no.": "vin",
        "车架号(VIN)": "vin",
        "（VIN）": "vin",
        "* 車 牌 號 碼": "plate",
        "号牌号码": "plate",
        "里程（km）": "odometer",
        "Stock No": "file_no",
        "MOT due": "next_inspection",
        "ＶＩＮ": "vin",
        "出廠年月": "manufacture_date",
        "上牌日期": "registration_date",
        "強制險到期": "insurance_ends",
        "行動電話": "phone",
        "Keeper": "customer",
        "Driver's phone": "user_phone",
        "next_inspection": "next_inspection",
        "Plate #": "plate",
        "VIN / 车架号": "vin",
        "Vehicle make": "make",
        "车辆颜色": "colour",
        "車主身分證號": "id_number",
        "Owner's mobile": "phone",
        "联系电话1": "phone",
        "联系电话2": None,
        "交强险到期时间": "insurance_ends",
        "保險到期": "insurance_ends",
        "上牌日": "registration_date",
        "First registration date": "registration_date",
        "身份证号/信用代码": None,
        "客户编号": None,
        "Customer notes": None,
        "#": None,
        "/": None,
        "下次保养里程": None,
        "序号": None,
        "": None,
        "()": None,
    },
    RecordKind.REPAIR_ORDERS: {
        "RO No.": "order_no",
        "Customer complaint": "reported_fault",
        "OK to call": "order_consent",
        "Type": "line_kind",
        "Qty": "line_quantity",
        "Job #": "order_no",
        "交车日": "date_out",
        "出厂日期": "date_out",
        "工单号": "order_no",
    },
    RecordKind.CUSTOMERS: {
        "职业/行业": "occupation",
        "同意回訪": "consent_to_call",
        "DOB": "birth_date",
        "Customer #": "customer_no",
    },
    RecordKind.DOCUMENTS: {
        "Doc. type": "type",
        "文件種類": "type",
        "Issue date": "dated",
        "發票號碼": "number",
        "有效期限": "expiry",
        "正本": "paper",
        "掃描檔": "scans",
        "扫描件路径": "scans",
        "工单号": "order_no",
        "车牌": "plate",
    },
    RecordKind.POLICIES: {"保險單號": "policy_no", "险种": "policy_kind", "Expiry": "ends"},
}


@pytest.mark.parametrize("line", VOCABULARY)
def test_the_words_of_the_vocabulary_are_known(line: str) -> None:
    code, *words = line.split()
    for kind, fields in FIELDS.items():
        # In repair orders 出厂日期 is the day the vehicle left the workshop.
        if code in {field.code for field in fields} and code != "odometer":
            assert [code_of(kind, word) for word in words] == [code] * 2


@pytest.mark.parametrize("kind", list(RecordKind))
def test_the_headings_of_the_trade_are_known(kind: RecordKind) -> None:
    assert {heading: code_of(kind, heading) for heading in TRADE[kind]} == TRADE[kind]


@pytest.mark.parametrize("kind", list(RecordKind))
def test_every_label_in_every_language_means_its_own_field(kind: RecordKind) -> None:
    for language in i18n.LANGUAGES:
        with i18n.speaking(language):
            said = {field.code: field.label.said() for field in FIELDS[kind]}
        assert {code: code_of(kind, label) for code, label in said.items()} == {code: code for code in said}


@pytest.mark.parametrize("kind", list(RecordKind))
def test_no_heading_stands_for_two_fields_of_one_kind(kind: RecordKind) -> None:
    seen: dict[str, str] = {}
    for code, words in words_of(kind).items():
        for word in words.split("|"):
            assert seen.setdefault(heading_key(word), code) == code, word


def test_every_field_has_headings_and_every_heading_a_field() -> None:
    for kind, fields in FIELDS.items():
        assert set(words_of(kind)) == {field.code for field in fields}


def test_the_row_with_most_headings_is_the_heading_row() -> None:
    rows = [["VIN list", "", ""], ["VIN", "", "printed", "by"], ["VIN", "Make", "Plate"], ["x", "VW", "A1"]]
    assert best_row(RecordKind.FILES, rows) == (2, 3)
    assert best_row(RecordKind.FILES, [["VIN"], ["x"]]) == (0, 1)
    assert best_row(RecordKind.FILES, [["Make"], ["x"]]) == (0, 0)


def test_columns_have_the_letters_that_excel_shows() -> None:
    assert [column_letters(at) for at in (0, 25, 26, 701, 702, 16_383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]
