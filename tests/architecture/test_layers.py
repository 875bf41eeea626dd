"""The house's rules (ARCHITECTURE.md) as plain sentences; import-linter says the same about detours."""

from __future__ import annotations

import pytest

from tests.architecture.source import Import, imports, program

LEAVES = {"paths", "logs", "i18n", "durable"}
STORES = {"storage", "vault", "exchange", "printing"}
BELOW_SERVICES = STORES | {"domain"} | LEAVES
BELOW_SCREENS = {"services"} | BELOW_SERVICES

# Which other rooms a room may know.
KNOWS: dict[str, set[str]] = {
    "": set(),
    "__main__": {"bootstrap", "ui", "cli"} | BELOW_SCREENS,
    "bootstrap": {"ui", "cli"} | BELOW_SCREENS,
    "ui": BELOW_SCREENS,
    "cli": BELOW_SCREENS,
    "services": BELOW_SERVICES,
    "storage": {"domain"} | LEAVES,
    "vault": {"domain"} | LEAVES,
    "exchange": {"domain"} | LEAVES,
    "printing": {"domain"} | LEAVES,
    "domain": LEAVES,
} | {leaf: set() for leaf in LEAVES}


def room_is_known(room: str) -> bool:
    return room in KNOWS


def leading_to(*libraries: str) -> list[Import]:
    return [found for found in imports() if found.library in libraries]


def outside(found: list[Import], *rooms: str) -> list[str]:
    return [str(one) for one in found if one.source.room not in rooms]


def test_every_room_says_where_it_stands() -> None:
    assert {source.room for source in program()} <= set(KNOWS)


@pytest.mark.parametrize("room", sorted(room for room in KNOWS if room))
def test_a_room_knows_only_the_rooms_below_it(room: str) -> None:
    wrong = [
        str(found)
        for found in imports()
        if found.source.room == room and found.room not in KNOWS[room] | {room, ""}
    ]
    assert not wrong


def test_screens_and_the_command_line_do_not_know_each_other() -> None:
    assert "cli" not in KNOWS["ui"]
    assert "ui" not in KNOWS["cli"]


def test_storage_vault_exchange_and_printing_do_not_know_each_other() -> None:
    assert not [room for room in STORES if KNOWS[room] & STORES]


def test_qt_is_known_only_in_ui_and_printing() -> None:
    assert not outside(leading_to("PySide6", "shiboken6"), "ui", "printing")


def test_sqlalchemy_is_known_only_in_storage_and_services() -> None:
    assert not outside(leading_to("sqlalchemy", "alembic"), "storage", "services")


def test_the_sqlite_driver_is_known_only_in_storage_and_in_the_reading_child_of_exchange() -> None:
    assert not outside(leading_to("sqlcipher3"), "storage", "exchange")


def test_libraries_for_codes_are_known_only_in_printing() -> None:
    assert not outside(leading_to("segno"), "printing")


def test_spreadsheet_libraries_are_known_only_in_exchange() -> None:
    assert not outside(leading_to("python_calamine", "xlsxwriter"), "exchange")


def test_nobody_uses_the_sqlite_of_python() -> None:
    assert not outside(leading_to("sqlite3"))


def test_openpyxl_is_known_only_where_a_workbook_is_copied() -> None:
    assert {found.source.path.name for found in leading_to("openpyxl")} == {"problem_copy.py"}


def test_the_domain_is_pure() -> None:
    machinery = {"os", "io", "pathlib", "shutil", "socket", "subprocess", "tempfile", "threading", "time"}
    assert not [str(found) for found in leading_to(*machinery) if found.source.room == "domain"]


def test_imports_stand_at_the_top_unless_a_comment_gives_the_start_up_time_as_reason() -> None:
    inner = [found for found in imports() if found.inside_function]
    assert not [str(found) for found in inner if "start-up" not in comments_above(found)]


def comments_above(found: Import) -> str:
    """The comments of an import's line and of the imports and comments right above it."""
    lines = found.source.text.splitlines()[: found.line]
    block = [lines.pop()]
    while lines and lines[-1].strip().startswith(("#", "import ", "from ")):
        block.append(lines.pop())
    return " ".join(line.partition("#")[2] for line in block)
