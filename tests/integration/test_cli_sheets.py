"""The command line's longer work: spreadsheets in and out, samples, backups, and stopping them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from dealerdesk import bootstrap
from tests.support.command_line import Run, dealerdesk
from tests.support.scans import pdf

GOOD, SHORT, ODD = "LSVAM4187C2184847", "LSVAM4187C218484", "1HGCM82633A004353"
REGISTER = f"""车牌号,车架号,品牌,车主姓名,联系电话,柜位
粤B12345,{GOOD},大众,王伟,13800138000,B-2/17
粤B23456,{SHORT},大众,李娜,13800138001,B-2/18
沪A34567,{ODD},Honda,Jane,13800138002,B-2/19
"""
ORDERS = f"""RO No.,VIN,Date in,Line,Description,Qty,Amount
R-1,{GOOD},2026-03-10 11:00,1,Oil,1,250.50
R-1,{GOOD},2026-03-10 11:00,2,Filter,2,80
R-2,LFM7Y3ET2NA690389,2026-03-11 09:00,1,Brakes,1,900
"""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty") / "data"
    bootstrap.make_desk(folder).close()
    return folder


@pytest.fixture
def own(empty: Path, tmp_path: Path) -> Path:
    """An empty data folder, to change."""
    return shutil.copytree(empty, tmp_path / "data")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, encoding="gb18030")
    return path


def ask(folder: Path, *words: object) -> Run:
    return dealerdesk("--data", folder, "--json", *words)


def tell(folder: Path, *words: object) -> Run:
    return dealerdesk("--data", folder, *words)


def files_in(folder: Path) -> int:
    return int(ask(folder, "check").answer["files"])


# --- import -------------------------------------------------------------------------------------------


def test_an_import_answers_with_every_row_that_is_not_in(own: Path, register: Path) -> None:
    run = ask(own, "import", "files", register)
    answer = run.answer
    assert run.code == 3
    assert run.stderr.count("\n") == 1
    assert "1 rows refused" in run.stderr
    expected = {"kind": "files", "header_row": 1, "rows": 3, "new": 2, "changed": 0, "unchanged": 0}
    assert {key: answer[key] for key in expected} == expected
    assert {key: answer[key] for key in ("conflicts", "refused", "left_out")} == {
        "conflicts": 0,
        "refused": 1,
        "left_out": 0,
    }
    assert isinstance(answer["import"], int)
    assert isinstance(answer["sheet"], str)
    assert answer["columns"]["车架号"] == "vin"
    assert all(isinstance(note, str) for note in answer["notes"])
    refused, warning = answer["problems"]
    assert set(refused) == {"severity", "row", "column", "value", "code", "message"}
    assert (refused["severity"], refused["row"], refused["column"]) == ("refused", 3, "车架号")
    assert refused["value"] == SHORT
    assert (warning["severity"], warning["row"]) == ("warning", 4)


def test_of_two_columns_under_one_heading_the_one_that_is_read_is_answered(own: Path, tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    path.write_text(f"车架号,车主,电话,电话,?\n{GOOD},王伟,1,2,3\n", encoding="utf-8")
    answer = ask(own, "import", "files", path).answer
    assert answer["columns"] == {"车架号": "vin", "车主": "customer", "电话": "phone", "?": None}
    assert "only the first column is read" in " ".join(answer["notes"])
    assert ask(own, "show", GOOD).answer["file"]["phone"] == "1"


def test_an_encoding_that_is_wrong_is_called_as_it_was_named(own: Path, register: Path) -> None:
    run = ask(own, "import", "files", register, "--encoding", "utf-8")
    assert (run.code, run.error_code) == (1, "encoding_wrong")
    assert "not written in utf-8:" in run.answer["error"]["message"]


def test_the_same_register_twice_changes_nothing(own: Path, register: Path) -> None:
    ask(own, "import", "files", register)
    answer = ask(own, "import", "files", register).answer
    assert (answer["new"], answer["changed"], answer["unchanged"]) == (0, 0, 2)


def test_people_read_what_became_of_the_rows(own: Path, register: Path) -> None:
    lines = tell(own, "import", "files", register).text.splitlines()
    assert "New          2" in lines
    refused = lines.index("These rows were refused:")
    assert lines[refused + 1].startswith("row 3, 车架号: ")
    assert lines[-1].endswith("takes it back.")


def test_a_clean_import_is_done_in_full(own: Path, register: Path) -> None:
    register.write_text(REGISTER.replace(f"粤B23456,{SHORT},大众,李娜,13800138001,B-2/18\n", ""))
    run = tell(own, "import", "files", register)
    assert (run.code, run.stderr) == (0, "")


def test_a_dry_run_has_no_number_and_changes_nothing(own: Path, register: Path) -> None:
    run = ask(own, "import", "files", register, "--dry-run")
    assert (run.code, run.answer["import"], run.answer["new"]) == (3, None, 2)
    assert files_in(own) == 0
    assert ask(own, "imports").answer == {"imports": []}
    assert "dry run" in tell(own, "import", "files", register, "--dry-run").text


def test_imports_are_listed_newest_first_and_undone_once(own: Path, register: Path) -> None:
    first = ask(own, "import", "files", register).answer["import"]
    second = ask(own, "import", "files", register).answer["import"]
    listed = ask(own, "imports").answer["imports"]
    assert [entry["import"] for entry in listed] == [second, first]
    assert set(listed[1]) == {"import", "at", "by", "kind", "path", "new", "changed", "undone"}
    assert (listed[1]["kind"], listed[1]["path"], listed[1]["new"]) == ("files", str(register), 2)
    assert listed[1]["undone"] is False
    undone = ask(own, "undo", first)
    assert (undone.code, undone.answer["reverted"], undone.answer["kept"]) == (0, 2, [])
    assert files_in(own) == 0
    assert ask(own, "imports").answer["imports"][1]["undone"] is True
    assert "taken back" in tell(own, "imports").text


def test_undo_of_an_import_keeps_and_names_the_file_that_was_edited(own: Path, register: Path) -> None:
    number = ask(own, "import", "files", register).answer["import"]
    edited = ask(own, "edit", GOOD, "phone=13900139000").answer["file_no"]
    run = tell(own, "undo", number)
    assert (run.code, run.text.splitlines()) == (3, ["1 record was taken back.", f"kept: {edited}"])
    assert "1 record was changed since" in run.stderr
    assert files_in(own) == 1


def test_repair_orders_of_unknown_vehicles_are_refused_or_get_a_draft(
    own: Path, register: Path, tmp_path: Path
) -> None:
    ask(own, "import", "files", register)
    orders = tmp_path / "orders.csv"
    orders.write_text(ORDERS)
    run = ask(own, "import", "repair-orders", orders)
    assert (run.code, run.answer["new"], run.answer["refused"]) == (3, 1, 1)
    assert run.answer["problems"][0]["code"] == "no_such_file"
    created = ask(own, "import", "repair-orders", orders, "--create-files")
    assert (created.code, created.answer["new"], created.answer["unchanged"]) == (0, 1, 1)
    (order,) = ask(own, "show", GOOD).answer["file"]["repair_orders"]
    assert (order["order_no"], order["date_in"]) == ("R-1", "2026-03-10T11:00")
    assert [line["line_amount"] for line in order["lines"]] == ["250.50", "80.00"]
    assert [line["line_no"] for line in order["lines"]] == [1, 2]
    assert "R-1" in tell(own, "show", GOOD).text


def test_on_a_conflict_ours_stays_unless_theirs_is_asked_for(own: Path, register: Path) -> None:
    ask(own, "import", "files", register)
    register.write_text(REGISTER.replace("王伟", "王小伟"))
    ours = ask(own, "import", "files", register)
    assert (ours.code, ours.answer["conflicts"]) == (3, 1)
    assert ask(own, "show", GOOD).answer["file"]["customer"]["name"] == "王伟"
    ask(own, "import", "files", register, "--on-conflict", "theirs")
    assert ask(own, "show", GOOD).answer["file"]["customer"]["name"] == "王小伟"


def test_what_is_no_spreadsheet_is_refused_with_nothing_changed(own: Path, tmp_path: Path) -> None:
    fake = tmp_path / "register.xlsx"
    fake.write_bytes(pdf())
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    for path, code in (
        (fake, "file_not_spreadsheet"),
        (empty, "file_empty"),
        (tmp_path / "x.ods", "file_not_found"),
    ):
        run = ask(own, "import", "files", path)
        assert (run.code, run.error_code) == (1, code)
        assert str(path) in run.stderr
    assert ask(own, "imports").answer == {"imports": []}


# --- export -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_was_exported_is_unchanged_when_it_comes_back(
    own: Path, register: Path, tmp_path: Path, ending: str
) -> None:
    ask(own, "import", "files", register)
    out = tmp_path / f"out.{ending}"
    run = ask(own, "export", "files", out)
    assert (run.code, run.answer) == (0, {"rows": 2, "path": str(out)})
    again = ask(own, "import", "files", out)
    assert (again.code, again.answer["new"], again.answer["changed"]) == (0, 0, 0)
    assert again.answer["unchanged"] == 2


def test_an_export_takes_a_filter_columns_and_a_language(own: Path, register: Path, tmp_path: Path) -> None:
    ask(own, "import", "files", register)
    out = tmp_path / "out.csv"
    run = ask(own, "export", "files", out, "--where", "make~Hon", "--columns", "vin,location", "--lang", "en")
    assert run.answer["rows"] == 1
    assert out.read_text(encoding="utf-8-sig").split() == ["VIN,Cabinet", "location", f"{ODD},B-2/19"]
    assert tell(own, "export", "files", out).text == f"2 rows are in {out}.\n"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["x.csv", "--where", "colours=red"], "filter_field"),
        (["x.csv", "--where", "state"], "filter_syntax"),
        (["x.csv", "--where", "odometer=many"], "filter_value"),
        (["x.csv", "--where", "state>draft"], "filter_operator"),
        (["x.csv", "--columns", "vin,colours"], "unknown_column"),
        (["x.pdf"], "export_ending"),
    ],
)
def test_words_of_an_export_that_are_off(own: Path, tmp_path: Path, words: list[str], code: str) -> None:
    run = ask(own, "export", "files", tmp_path / words[0], *words[1:])
    assert (run.code, run.error_code) == (2, code)
    assert not (tmp_path / words[0]).exists()


def test_an_export_that_cannot_be_written_is_refused(own: Path, tmp_path: Path) -> None:
    run = ask(own, "export", "files", tmp_path / "no folder" / "x.csv")
    assert (run.code, run.error_code) == (1, "export_failed")


# --- check, backup, verify, restore --------------------------------------------------------------------


def with_a_scan(folder: Path, tmp_path: Path) -> Path:
    """The scan in the vault of a folder with one file and one document."""
    with closing(bootstrap.open_desk(folder)) as desk:
        desk.files.create({"vin": GOOD})
    scan = tmp_path / "contract.pdf"
    scan.write_bytes(pdf())
    sha256 = ask(folder, "attach", GOOD, "sales_contract", scan).answer["attached"][0]["sha256"]
    (kept,) = [path for path in (folder / "scans").rglob("*") if path.is_file() and sha256[:8] in path.name]
    return kept


def test_check_counts_and_finds_all_well(own: Path, tmp_path: Path) -> None:
    with_a_scan(own, tmp_path)
    run = ask(own, "check", "--deep")
    assert run.code == 0
    assert run.answer == {"ok": True, "files": 1, "documents": 1, "scans": 1, "problems": []}
    assert tell(own, "check").text.endswith("All is well.\n")


def test_check_names_a_damaged_scan_and_is_not_done(own: Path, tmp_path: Path) -> None:
    kept = with_a_scan(own, tmp_path)
    kept.chmod(0o600)
    kept.write_bytes(pdf(mark=7))
    run = ask(own, "check", "--deep")
    assert (run.code, run.answer["ok"]) == (1, False)
    assert run.stderr.count("\n") == 1
    (problem,) = run.answer["problems"]
    assert set(problem) == {"kind", "ref", "message"}
    assert "The check found 1 problem" in tell(own, "check", "--deep").stderr


def test_a_backup_is_verified_and_restored(own: Path, tmp_path: Path) -> None:
    with_a_scan(own, tmp_path)
    out = tmp_path / "the backup"
    made = ask(own, "backup", out)
    assert made.code == 0
    assert (made.answer["files"], made.answer["documents"]) == (1, 1)
    assert made.answer["bytes"] == Path(made.answer["path"]).stat().st_size
    verified = ask(own, "verify", made.answer["path"])
    assert (verified.code, verified.answer["ok"], verified.answer["problems"]) == (0, True, [])
    assert verified.answer["sha256"] == made.answer["sha256"]
    restored = ask(own, "restore", made.answer["path"], "--into", tmp_path / "second")
    assert (restored.code, restored.answer["path"]) == (0, str(tmp_path / "second"))
    assert ask(tmp_path / "second", "show", GOOD).answer["file"]["documents"][0]["type"] == "sales_contract"
    again = ask(own, "restore", made.answer["path"], "--into", tmp_path / "second")
    assert (again.code, again.answer["error"]["code"]) == (1, "restore_into_used")


def test_backups_are_told_to_people(own: Path, tmp_path: Path) -> None:
    backup = ask(own, "backup").answer["path"]
    assert Path(backup).parent == own / "backups"
    assert "was checked" in tell(own, "backup", tmp_path / "b.zip").text
    assert "is sound" in tell(own, "verify", backup).text
    assert "is a data folder now" in tell(own, "restore", backup, "--into", tmp_path / "r").text


def test_a_damaged_backup_is_not_done(own: Path) -> None:
    backup = Path(ask(own, "backup").answer["path"])
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    run = ask(own, "verify", backup)
    assert (run.code, run.answer["ok"]) == (1, False)
    assert run.answer["problems"]
    assert run.stderr.count("\n") == 1
    refused = ask(own, "restore", backup, "--into", own.parent / "r")
    assert (refused.code, refused.error_code) == (1, "backup_damaged")
    assert not (own.parent / "r").exists()


# --- new --sample --------------------------------------------------------------------------------------


def test_the_same_seed_makes_the_same_sample_in_a_folder_of_its_own(tmp_path: Path) -> None:
    exports = []
    for name in ("one", "two"):
        folder = tmp_path / name
        run = ask(folder, "new", "--sample", 5, "--seed", 7)
        assert (run.code, run.answer) == (0, {"data": str(folder), "files": 5})
        exports.append(tmp_path / f"{name}.csv")
        assert ask(folder, "export", "files", exports[-1]).answer["rows"] > 0
        assert files_in(folder) == 5
    assert exports[0].read_text() == exports[1].read_text()
    assert {path.name for path in tmp_path.iterdir()} == {"one", "two", "one.csv", "two.csv"}


def test_ctrl_c_stops_a_sample_and_leaves_no_trace(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")
    folder = tmp_path / "data"
    terminal, theirs = pty.openpty()
    words = ["--data", str(folder), "--lang", "en", "--json", "new", "--sample", "100000"]
    with subprocess.Popen(
        [sys.executable, "-m", "dealerdesk", *words],
        stdout=subprocess.PIPE,
        stderr=theirs,
        cwd=Path(__file__).parents[2],
    ) as process:
        os.close(theirs)
        seen = b""
        while b"%" not in seen:  # the bar: the work has begun
            seen += os.read(terminal, 1000)
        process.send_signal(signal.SIGINT)
        assert process.stdout
        answer = json.loads(process.stdout.read())
    os.close(terminal)
    assert process.returncode == 1
    assert answer["error"]["code"] == "stopped"
    assert list(tmp_path.iterdir()) == []
