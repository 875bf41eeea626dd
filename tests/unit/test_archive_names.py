"""The names of a zip's entries, in the encodings of those who pack them."""

from __future__ import annotations

import zipfile

import pytest

from dealerdesk.exchange.reading.archive_names import entry_names


def entries(encoding: str, *names: str) -> list[zipfile.ZipInfo]:
    """Entries as Python sees names that carry no word on their encoding."""
    found = []
    for name in names:
        entry = zipfile.ZipInfo("x")
        entry.orig_filename = name.encode(encoding).decode("cp437")
        found.append(entry)
    return found


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("gb18030", ["粤B12345 新车销售合同.pdf", "plain.pdf"]),
        ("gb18030", ["王.jpg"]),
        ("gb18030", ["扫描件/2024年/行驶证（正本）.jpg"]),
        ("big5", ["新車銷售合約.pdf", "行車執照.jpg", "保險單.pdf"]),
        ("big5", ["結算單（正本）.pdf"]),
        ("utf-8", ["新车销售合同.pdf"]),
        ("utf-8", ["Müller.pdf"]),
        ("cp437", ["Müller.pdf", "Zoë – contrat.pdf".replace("–", "-")]),
        ("cp437", ["factura nº 7.pdf"]),
    ],
)
def test_names_are_read_as_they_were_written(encoding: str, names: list[str]) -> None:
    assert entry_names(entries(encoding, *names)) == names


def test_a_name_that_says_it_is_utf_8_is_believed() -> None:
    entry = zipfile.ZipInfo("合同.pdf")
    entry.flag_bits |= 0x800
    assert entry_names([entry, *entries("gb18030", "新车销售合同.pdf")]) == ["合同.pdf", "新车销售合同.pdf"]


def test_bytes_of_no_encoding_are_kept_as_signs() -> None:
    (name,) = entry_names(entries("latin-1", "\xff\xfe\x80.pdf"))
    assert name.endswith(".pdf")
