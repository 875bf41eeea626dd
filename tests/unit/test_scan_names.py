"""What the names of scans say, in three languages and many habits."""

from __future__ import annotations

from datetime import date

import pytest

from dealerdesk import i18n
from dealerdesk.domain.documents import TYPE_LABELS, DocumentType
from dealerdesk.domain.scan_names import ScanName, read_scan_name

TAIL = "636944"


def number(said: ScanName, vehicle: str = TAIL) -> str | None:
    """The document's number, once it is known which word is the vehicle."""
    return said.number(next((word for word in said.vehicles if word.key == vehicle), None))


@pytest.mark.parametrize("type_", DocumentType)
def test_every_type_is_told_by_its_code_and_its_name_in_every_language(type_: DocumentType) -> None:
    words = [type_.value]
    for language in i18n.LANGUAGES:
        with i18n.speaking(language):
            words.append(TYPE_LABELS[type_].said())
    for word in words:
        for name in (f"{word}-{TAIL}.pdf", f"{TAIL}_{word.upper()}.JPG", f"{TAIL}/{word}/0001.tif"):
            assert read_scan_name(name).type is type_, name


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("二手车买卖合同", "sales_contract"),
        ("sales-contract", "sales_contract"),
        ("SalesContract", "sales_contract"),
        ("pre-delivery inspection", "preparation_order"),
        ("inspection result", "inspection_result"),
        ("交强险保险单", "insurance_policy"),
        ("維修結帳單", None),
        ("维修结算单", "settlement_statement"),
        ("维修发票", "settlement_statement"),
        ("RO 1", "repair_order"),
        ("robot", None),
        ("contractor", None),
        ("invoice2", None),
        ("照片", None),
    ],
)
def test_the_longest_word_of_the_trade_counts(name: str, type_: str | None) -> None:
    found = read_scan_name(f"{TAIL} {name}.pdf").type
    assert (found.value if found else None) == type_


def test_the_scan_itself_outweighs_its_folders() -> None:
    assert read_scan_name(f"合同/{TAIL} 发票.pdf").type is DocumentType.VEHICLE_INVOICE
    assert read_scan_name(f"发票/合同/{TAIL}.pdf").type is DocumentType.SALES_CONTRACT


@pytest.mark.parametrize(
    ("name", "vehicle"),
    [
        ("contract-636944.pdf", "636944"),
        ("LGXC16DF4A0636944/contract.pdf", "LGXC16DF4A0636944"),
        ("contract 粤B·12345.pdf", "粤B12345"),
        ("粵B-12345合約.pdf", "粤B12345"),
        ("王伟粤BD12345行驶证.jpg", "粤BD12345"),
        ("AB12 CDE contract.pdf", "AB12CDE"),
        ("ABC-1234_contract.pdf", "ABC1234"),
        ("2026-00417 contract.pdf", "202600417"),
        ("ＬＧＸＣ１６ＤＦ４Ａ０６３６９４４ contract.pdf", "LGXC16DF4A0636944"),
    ],
)
def test_what_may_be_the_vehicle_is_told(name: str, vehicle: str) -> None:
    assert vehicle in {word.key for word in read_scan_name(name).vehicles}


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("contract-636944-2024-03-01", date(2024, 3, 1)),
        ("contract_636944_20240301", date(2024, 3, 1)),
        ("2024.3.1 contract 636944", date(2024, 3, 1)),
        ("2024年3月1日 合同 636944", date(2024, 3, 1)),
        ("2024-03-01/contract 636944", date(2024, 3, 1)),
        ("contract-636944-2024-02-31", None),
        ("contract-636944-2026-0417", None),
        ("contract-636944-1820-01-01", None),
        ("contract-636944-12024030199", None),
    ],
)
def test_a_date_is_told_from_a_number(name: str, day: date | None) -> None:
    assert read_scan_name(f"{name}.pdf").dated == day


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (f"contract-{TAIL}", None),
        (f"contract-{TAIL}-HT-2024-001", "HT-2024-001"),
        (f"contract-HT2024001-{TAIL}", "HT2024001"),
        (f"{TAIL} 合同 HT2024001(2)", "HT2024001"),
        (f"{TAIL} contract HT2024001-p2", "HT2024001"),
        (f"{TAIL} contract HT2024001 第3页", "HT2024001"),
        (f"{TAIL} contract HT2024001_12", "HT2024001"),
        (f"{TAIL} contract HT-12", "HT-12"),
        (f"{TAIL} contract 1", None),
        (f"{TAIL} contract 001", None),
        (f"{TAIL} contract copy", None),
        (f"HT2024001 contract {TAIL}", None),
        (f"RO-2026-0417-{TAIL}", "2026-0417"),
        (f"contract-{TAIL}-2024-03-01-HT99", "HT99"),
        (f"contract/{TAIL}-HT2024001", None),
    ],
)
def test_the_number_is_what_stands_behind_the_type(name: str, said: str | None) -> None:
    assert number(read_scan_name(f"{name}.pdf")) == said


@pytest.mark.parametrize(
    "name", ["", "/", "///", ".pdf", " ", "\0", "\u202e", "İ" * 50, "ß合同", "合" * 9_999]
)
def test_any_name_is_read(name: str) -> None:
    read_scan_name(name).number(None)
