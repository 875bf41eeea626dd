"""What cannot be done is said in one clear sentence, with exit code 1, and nothing is changed."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # it ships no types
from sqlcipher3 import dbapi2

from tests.support.command_line import Run, dealerdesk
from tests.support.spreadsheets import compound
from tests.support.troubles import small_disk_at, told_by

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
posix = pytest.mark.skipif(
    sys.platform == "win32", reason="permission bits and small disks as POSIX has them"
)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that everybody may enter; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def house(place: Path) -> Path:
    """A data folder with one vehicle file."""
    folder = place / "house"
    assert dealerdesk("--data", folder, "new").code == 0
    sheet = place / "one.csv"
    sheet.write_text("VIN,Plate\nLVGXKZG28HC547710,粤B12345\n", encoding="utf-8")
    assert dealerdesk("--data", folder, "import", "files", sheet).code == 0
    return folder


@pytest.fixture
def small_house(house: Path, tmp_path: Path) -> Iterator[Path]:
    """The same data folder on a disk that is almost full."""
    with small_disk_at(tmp_path / "disk", "2m") as disk:
        folder = disk / "house"
        shutil.copytree(house, folder)
        (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free - 64 * 1024))
        yield folder


def rows(folder: Path) -> list[str]:
    """Everything that the database holds, as SQL."""
    connection = dbapi2.connect(str(folder / "dealerdesk.db"))
    try:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1"
            )
            if not name.startswith(("sqlite_", "search"))
        ]
        return [
            str(row) for name in tables for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1')
        ]
    finally:
        connection.close()


def assert_one_sentence(run: Run, *, naming: str) -> None:
    assert run.code == 1
    assert run.stdout == b""
    assert run.stderr.count("\n") == 1, run.stderr
    assert "Traceback" not in run.stderr
    assert naming in run.stderr


def a_bad_workbook(kind: str, folder: Path) -> Path:
    path = folder / "register.xlsx"
    match kind:
        case "empty":
            path.write_bytes(b"")
        case "pdf":
            path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
        case "password":
            path.write_bytes(compound("EncryptedPackage", b"secret"))
        case "no table":
            with xlsxwriter.Workbook(path) as book:
                book.add_worksheet().write_string("A1", "a letter to my aunt")
        case "missing":
            pass
    return path


@pytest.mark.parametrize("kind", ["empty", "pdf", "password", "no table", "missing"])
def test_a_file_that_is_no_register_is_refused(kind: str, house: Path, tmp_path: Path) -> None:
    before = rows(house)
    path = a_bad_workbook(kind, tmp_path)
    assert_one_sentence(dealerdesk("--data", house, "import", "files", path), naming="register.xlsx")
    assert rows(house) == before


def test_a_folder_without_a_database_is_no_data_folder(tmp_path: Path) -> None:
    assert_one_sentence(dealerdesk("--data", tmp_path / "none", "find", "x"), naming="none")


@pytest.mark.parametrize("content", [b"", b"This is a letter.\n" * 200], ids=["empty", "text"])
def test_a_text_file_is_no_database(content: bytes, tmp_path: Path) -> None:
    database = tmp_path / "dealerdesk.db"
    database.write_bytes(content)
    assert_one_sentence(dealerdesk("--data", tmp_path, "find", "x"), naming="dealerdesk.db")
    assert database.read_bytes() == content


def test_a_newer_database_is_left_alone(house: Path) -> None:
    connection = dbapi2.connect(str(house / "dealerdesk.db"))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = rows(house)
    assert_one_sentence(dealerdesk("--data", house, "edit", "547710", "notes=x"), naming="newer DealerDesk")
    assert rows(house) == before


@posix
def test_a_data_folder_without_write_permission_is_said(house: Path) -> None:
    before = rows(house)
    places = [house, *house.rglob("*")]
    for place in places:
        place.chmod(0o555 if place.is_dir() else 0o444)
    script = """
import io
from contextlib import redirect_stderr
import dealerdesk.bootstrap, dealerdesk.cli.program, dealerdesk.services.imports
from dealerdesk.__main__ import main
drop_rights()
for words in (["edit", "547710", "notes=x"], ["import", "files", "one.csv"], ["archive", "547710"]):
    said = io.StringIO()
    with redirect_stderr(said):
        code = main(["--data", "house", "--lang", "en", *words])
    print(code, said.getvalue().count("\\n"), "permission" in said.getvalue())
"""
    try:
        told = told_by(script, house.parent)
    finally:
        for place in places:
            place.chmod(0o755 if place.is_dir() else 0o644)
    assert told == ["1", "1", "True"] * 3
    assert rows(house) == before


@posix
def test_a_full_disk_is_said(small_house: Path, tmp_path: Path) -> None:
    before = rows(small_house)
    assert_one_sentence(
        dealerdesk("--data", small_house, "import", "files", SAMPLES / "车辆档案登记表.xlsx"),
        naming=str(small_house),
    )
    assert rows(small_house) == before
    scan = tmp_path / "large.pdf"
    scan.write_bytes((SAMPLES / "sales_contract-636944.pdf").read_bytes() + os.urandom(200_000))
    assert_one_sentence(
        dealerdesk("--data", small_house, "attach", "547710", "sales_contract", scan), naming=str(small_house)
    )
    assert rows(small_house) == before
