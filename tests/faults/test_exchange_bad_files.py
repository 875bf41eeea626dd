"""Files that are no spreadsheets, or were made to do harm: one clear sentence each, and nothing is left."""

from __future__ import annotations

import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Silent, Stoppable
from dealerdesk.exchange.child import ChildFailedError, Limits, run_in_child
from dealerdesk.exchange.messages import FILE_EMPTY
from dealerdesk.exchange.reading import guard, reader, staging
from tests.support.spreadsheets import (
    biff,
    biff_text,
    compound,
    old_workbook,
    read,
    read_here,
    rezipped,
    workbook,
)

HEADINGS = ["VIN", "Make"]


def honest(folder: Path) -> Path:
    return workbook(folder / "honest.xlsx", [HEADINGS, ["WVWZZZ1JZXW000001", "VW"]])


def file(name: str, content: bytes) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return made


def archive(name: str, **members: bytes) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        return rezipped(
            honest(folder), folder / name, {key.replace("__", "/"): value for key, value in members.items()}
        )

    return made


def changed(changes: dict[str, bytes | None]) -> Callable[[Path], Path]:
    return lambda folder: rezipped(honest(folder), folder / "bad.xlsx", changes)


def far_corner(folder: Path) -> Path:
    cells = b'<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1"/>'
    )
    return changed(
        {"xl/worksheets/sheet1.xml": sheet + b"<sheetData>" + cells + b"</sheetData></worksheet>"}
    )(folder)


def inflated(folder: Path) -> Path:
    path = folder / "inflated.xlsx"
    with (
        zipfile.ZipFile(honest(folder)) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for member in old.infolist():
            new.writestr(member.filename, old.read(member))
        with new.open("xl/media/image.bin", "w", force_zip64=True) as stream:
            for _ in range(300):
                stream.write(bytes(2**20))
    return path


def crowded(folder: Path) -> Path:
    return changed({f"xl/media/{number}.png": b"" for number in range(3_000)})(folder)


def laughs(folder: Path) -> Path:
    text = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'
    return changed({"xl/sharedStrings.xml": text})(folder)


def shuffled(folder: Path) -> Path:
    path = honest(folder)
    content = path.read_bytes()
    path.write_bytes(content[:400] + bytes(200) + content[600:])
    return path


def endless_rows(folder: Path) -> Path:
    """A few kilobytes that ask for billions of cells; calamine aborts, or the memory runs out."""
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    cell = (
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    )
    content = (
        f'<office:document-content xmlns:office="{space}office:1.0" xmlns:table="{space}table:1.0">'
        '<office:body><office:spreadsheet><table:table table:name="S">'
        '<table:table-row table:number-rows-repeated="1048576">'
        f"{cell}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    path = folder / "endless.ods"
    with zipfile.ZipFile(path, "w") as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        new.writestr("META-INF/manifest.xml", "<manifest/>")
        new.writestr("content.xml", content)
    return path


BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing": (lambda folder: folder / "none.xlsx", "file_not_found"),
    "a folder": (lambda folder: folder, "file_unreadable"),
    "empty": (file("a.xlsx", b""), "file_empty"),
    "empty text": (file("a.csv", b"\xef\xbb\xbf\r\n \r\n"), "file_empty"),
    "a PDF": (file("a.xlsx", b"%PDF-1.7\n1 0 obj"), "file_not_spreadsheet"),
    "a PDF as text": (file("a.csv", b"%PDF-1.7\n1 0 obj"), "file_not_spreadsheet"),
    "text": (file("a.xlsx", b"VIN,Make\r\nWVWZZZ1JZXW000001,VW\r\n"), "file_not_spreadsheet"),
    "binary text": (file("a.csv", b"VIN,Make\n" + bytes(range(256)) * 8), "file_not_spreadsheet"),
    "another archive": (archive("a.xlsx", **{"xl__workbook.xml": b""}), "file_damaged"),
    "no workbook": (changed({"xl/workbook.xml": None}), "file_not_spreadsheet"),
    "a document": (changed({"xl/workbook.xml": None, "word/document.xml": b"<d/>"}), "file_not_spreadsheet"),
    "cut short": (lambda folder: _cut(honest(folder)), "file_damaged"),
    "shuffled": (shuffled, "file_damaged"),
    "encrypted": (file("a.xlsx", compound("EncryptedPackage", b"secret")), "file_password"),
    "old with a password": (
        lambda folder: old_workbook(folder / "a.xls", b"", globals_=biff(0x2F, bytes(54))),
        "file_password",
    ),
    "old, another program": (file("a.xls", compound("WordDocument", b"text")), "file_not_spreadsheet"),
    "old, broken": (file("a.xls", compound("Workbook", b"x")[:600]), "file_damaged"),
    "old, one kilobyte": (file("a.xls", guard.OLE_SIGNATURE + b"\xff" * 1_016), "file_not_spreadsheet"),
    "no headings": (lambda folder: workbook(folder / "a.xlsx", [["a", "b"], [1, 2]]), "no_headings"),
    "no rows": (lambda folder: workbook(folder / "a.xlsx", []), "no_headings"),
    "a text bomb": (inflated, "file_too_large"),
    "a far corner": (far_corner, "file_too_large"),
    "three thousand members": (crowded, "file_too_large"),
    "a billion laughs": (laughs, "file_unsafe"),
    "a way out": (changed({"xl/../../evil.xml": b""}), "file_unsafe"),
    "endless rows": (endless_rows, "file_too_large"),
}


def _cut(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-300])
    return path


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_one_sentence(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    make, code = BAD[name]
    path = make(tmp_path)
    staging = tmp_path / "staging"
    with pytest.raises(DealerDeskError) as refusal:
        reader.read_into_staging(path, ImportMapping(RecordKind.FILES), staging, progress=Silent())
    assert refusal.value.code == code
    assert path.name in str(refusal.value)
    assert not staging.exists()
    assert capfd.readouterr() == ("", "")


def test_the_guard_refuses_bombs_before_anything_parses_them(tmp_path: Path) -> None:
    for make in (far_corner, crowded, laughs):
        began = time.process_time()
        with pytest.raises(DealerDeskError):
            guard.inspect_file(make(tmp_path))
        assert time.process_time() - began < 10


def test_an_old_workbook_that_asks_for_billions_of_cells_leaves_the_program_alive(tmp_path: Path) -> None:
    far = biff(0x203, struct.pack("<HHHd", 65_535, 65_535, 0, 1.0))
    path = old_workbook(tmp_path / "a.xls", biff_text(0, 0, "VIN") + far)
    with pytest.raises(DealerDeskError) as refusal:
        read(path)
    assert refusal.value.code in {"file_damaged", "file_too_large"}


def abort(_report: object) -> None:
    memoryview_of_nothing: Callable[[], None] = __import__("os").abort
    memoryview_of_nothing()


def hang(report: Callable[[Message, int, int | None], None]) -> None:
    report(reader.READING, 0, None)
    while True:
        time.sleep(60)


def hoard(_report: object) -> None:
    held = bytearray(2**33)
    raise AssertionError(len(held))


def refuse(_report: object) -> None:
    raise DealerDeskError(FILE_EMPTY, path="x")


def blunder(_report: object) -> None:
    raise KeyError("a bug")


@pytest.mark.parametrize(
    ("work", "code"),
    [(abort, "file_damaged"), (hang, "file_too_slow"), (hoard, "file_too_large"), (refuse, "file_empty")],
)
def test_a_child_that_dies_hangs_or_hoards_is_told_in_a_sentence(
    work: Callable[..., None], code: str
) -> None:
    with pytest.raises(DealerDeskError) as refusal:
        run_in_child(
            work,
            source=Path("x.xlsx"),
            progress=Silent(),
            limits=Limits(silence_s=3 if work is hang else 120),
        )
    assert refusal.value.code == code


def rant(_report: object) -> str:
    return "x" * (65 * 2**20)


def test_a_child_that_says_too_much_is_not_listened_to() -> None:
    with pytest.raises(DealerDeskError) as refusal:
        run_in_child(rant, source=Path("x"), progress=Silent(), limits=Limits())
    assert refusal.value.code == "file_damaged"


def test_no_child_hangs_for_half_a_minute_or_takes_a_gigabyte() -> None:
    assert Limits().silence_s < 28
    assert Limits().memory_bytes <= 800 * 2**20


def test_more_problems_than_anybody_reads_are_refused_and_where_they_are_is_said(tmp_path: Path) -> None:
    rows = [HEADINGS, *([f"SHORT{at}", "VW"] for at in range(30))]
    with mock.patch.object(staging, "MOST_PROBLEMS", 20), pytest.raises(DealerDeskError) as refusal:
        read_here(workbook(tmp_path / "a.xlsx", rows, "Cars"))
    assert refusal.value.code == "too_many_problems"
    assert "Cars" in str(refusal.value)


def test_formats_far_below_a_narrow_table_are_no_reason_to_refuse_it(tmp_path: Path) -> None:
    book = load_workbook(honest(tmp_path))
    book.active["B1048576"].number_format = "@"
    book.save(tmp_path / "formats.xlsx")
    assert read_here(tmp_path / "formats.xlsx").staged.rows == 1


def test_a_bug_in_the_child_is_no_refusal() -> None:
    with pytest.raises(ChildFailedError, match="a bug"):
        run_in_child(blunder, source=Path("x"), progress=Silent(), limits=Limits())


def test_a_person_can_stop_the_child_even_while_it_says_nothing(tmp_path: Path) -> None:
    progress = Stoppable()
    progress.stop()
    with pytest.raises(Cancelled):
        run_in_child(hang, source=Path("x"), progress=progress, limits=Limits())
    staging = tmp_path / "staging"
    with pytest.raises(Cancelled):
        reader.read_into_staging(
            honest(tmp_path), ImportMapping(RecordKind.FILES), staging, progress=progress
        )
    assert not staging.exists()


def test_a_child_that_ctrl_c_ends_while_it_starts_tells_nothing_of_the_file() -> None:
    progress = Stoppable()
    progress.stop()
    with pytest.raises(Cancelled):
        run_in_child(abort, source=Path("x"), progress=progress, limits=Limits())
