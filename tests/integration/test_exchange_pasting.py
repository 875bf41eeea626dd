"""A block copied from a spreadsheet is read like a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.exchange.clipboard import table_html, table_text
from dealerdesk.exchange.reading.pasting import save_pasted
from tests.support.spreadsheets import VINS, look_here, read, read_here


def shown(text: str, html: str, folder: Path) -> list[tuple[str, ...]]:
    return [row.cells for row in look_here(save_pasted(text, html, folder)).rows]


def test_a_block_from_excel_is_read_with_its_line_breaks_and_marks(tmp_path: Path) -> None:
    text = (
        "VIN\tCustomer\tNotes\r\n"
        f'{VINS[0]}\t王伟\t"two\nlines, ""quoted"""\r\n'
        f"{VINS[1]}\tO'Neil; Sons, Ltd\t5\" wheels\r\n"
    )
    path = save_pasted(text, "<table><tr><td>not asked</td></tr></table>", tmp_path)
    assert (path.parent, path.suffix) == (tmp_path, ".tsv")
    found = read(path)
    assert (found.rows[2]["customer"], found.rows[2]["notes"]) == ("王伟", 'two\nlines, "quoted"')
    assert (found.rows[3]["customer"], found.rows[3]["notes"]) == ("O'Neil; Sons, Ltd", '5" wheels')
    assert found.noted == {}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", ["\t", ",", ";"])
def test_lists_of_any_kind_are_tables(delimiter: str, end: str, tmp_path: Path) -> None:
    lines = [
        delimiter.join(row) for row in (["VIN", "厂牌", "Notes"], [VINS[0], "大众", ""], [VINS[1], "", "x"])
    ]
    found = read_here(save_pasted(end.join(lines), "", tmp_path))
    assert [(row["vin"], row["make"], row["notes"]) for row in found.rows.values()] == [
        (VINS[0], "大众", None),
        (VINS[1], None, "x"),
    ]


def test_one_column_is_a_table_too_though_its_cells_have_commas(tmp_path: Path) -> None:
    assert shown("Customer\nLin, Ltd\nWang; Sons\n", "", tmp_path) == [
        ("Customer",),
        ("Lin, Ltd",),
        ("Wang; Sons",),
    ]


def test_tabs_stand_between_cells_whatever_is_in_them(tmp_path: Path) -> None:
    text = "a, b, c\td, e, f\n1, 2, 3\t4; 5; 6\n7, 8, 9\t|||||\n"
    assert shown(text, "", tmp_path)[0] == ("a, b, c", "d, e, f")


def test_a_mark_that_never_closes_takes_nothing_along(tmp_path: Path) -> None:
    text = f'VIN\tNotes\n{VINS[0]}\t"wheel\n{VINS[1]}\tx\n'
    assert [row["vin"] for row in read_here(save_pasted(text, "", tmp_path)).rows.values()] == list(VINS[:2])


def test_without_text_the_page_is_asked(tmp_path: Path) -> None:
    html = (
        "<html><!--StartFragment--><table><col width=9><tr><th>VIN<th colspan=2>Make &amp;\n  model</th></tr>"
        f"<tr><td>{VINS[0]}</td><td><b>VW</b> Golf</td><td>a<br>b</td></tr></table><table><tr><td>x</table>"
    )
    assert shown(" \r\n", html, tmp_path) == [("VIN", "Make & model", ""), (VINS[0], "VW Golf", "a\nb")]


def test_what_dealerdesk_copies_can_be_pasted(tmp_path: Path) -> None:
    rows = [["VIN", "Phone"], [VINS[0], "+44 20 1234"], [VINS[1], "007"]]
    expected = [tuple(row) for row in rows]
    assert shown(table_text(rows), "", tmp_path) == expected
    assert shown("", table_html(rows), tmp_path) == expected


@pytest.mark.parametrize(
    ("text", "html", "code"),
    [
        ("", "", "clipboard_empty"),
        ("\t\t\r\n \n", "", "clipboard_empty"),
        ("", "<p>Hello</p>", "clipboard_empty"),
        ("", "<table><tr><td> </td></tr></table>", "clipboard_empty"),
        ("VIN", "", "clipboard_no_table"),
        ("\t\tVIN\r\n\t\r\n", "", "clipboard_no_table"),
        ("", "<td>VIN</td>", "clipboard_no_table"),
        ("x\t" * 2**25 + "y", "", "clipboard_too_large"),
        ("", "<" * (2**23 + 1), "clipboard_too_large"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(text: str, html: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(DealerDeskError) as refusal:
        save_pasted(text, html, tmp_path)
    assert refusal.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_letters_that_are_none_harm_nobody(tmp_path: Path) -> None:
    assert shown("VIN\tNo\0tes\nx\t\udc80\n", "", tmp_path) == [("VIN", "Notes"), ("x", "?")]


def test_pasting_again_replaces_what_was_pasted(tmp_path: Path) -> None:
    save_pasted("VIN\tMake\n" * 9, "", tmp_path)
    assert len(shown("VIN\tMake\n", "", tmp_path)) == 1
