"""The command line on a real data folder: what is promised to scripts, and what people read."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dealerdesk import bootstrap, i18n
from dealerdesk.cli import registry, search
from dealerdesk.domain.fields import CUSTOMER_FIELDS, FILE_FIELDS
from tests.conftest import LogWatch
from tests.support.command_line import Run, dealerdesk
from tests.support.scans import pdf

VIN = "LSVAM4187C2184847"
OTHER_VIN = "1HGCM82633A004352"

Spoken = Callable[..., Run]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two vehicle files, that no test changes."""
    return made_folder(tmp_path_factory.mktemp("house") / "data")


@pytest.fixture
def own(house: Path, tmp_path: Path) -> Path:
    """A data folder with two vehicle files, to change."""
    return shutil.copytree(house, tmp_path / "data")


def made_folder(folder: Path) -> Path:
    with closing(bootstrap.make_desk(folder)) as desk:
        desk.files.create(
            {
                "vin": VIN,
                "plate": "粤B12345",
                "make": "大众",
                "model": "Passat",
                "customer": "王伟",
                "phone": "13800138000",
                "odometer": "52000",
                "insurance_ends": "2026-12-31",
                "notes": 'first "line"\nsecond',
            }
        )
        desk.files.create({"vin": OTHER_VIN, "make": "Honda", "customer": "王小明"})
    return folder


def first_number(folder: Path) -> str:
    return str(ask(folder, "show", VIN).answer["file"]["file_no"])


def ask(folder: Path, *words: object, **environ: str) -> Run:
    return dealerdesk("--data", folder, "--json", *words, **environ)


def tell(folder: Path, *words: object, **environ: str) -> Run:
    return dealerdesk("--data", folder, *words, **environ)


# --- new ---------------------------------------------------------------------------------------------


def test_new_makes_a_data_folder_and_never_a_second_one_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "a folder" / "资料"
    made = ask(folder, "new")
    assert (made.code, made.answer, made.stderr) == (0, {"data": str(folder), "files": 0}, "")
    before = (folder / "dealerdesk.db").read_bytes()
    again = ask(folder, "new")
    assert (again.code, again.error_code) == (1, "data_folder_exists")
    assert (folder / "dealerdesk.db").read_bytes() == before


def test_a_seed_without_a_sample_is_a_mistake(tmp_path: Path) -> None:
    run = ask(tmp_path / "data", "new", "--seed", 4)
    assert (run.code, run.error_code) == (2, "usage")
    assert not (tmp_path / "data").exists()


def test_a_sample_is_not_mixed_with_anything(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me")
    run = ask(tmp_path, "new", "--sample", 2)
    assert (run.code, run.error_code) == (1, "folder_not_empty")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    run = ask(tmp_path / "file" / "data", "new")
    assert run.code == 1
    assert str(tmp_path / "file") in run.stderr
    assert "error" in run.answer


# --- find and show ------------------------------------------------------------------------------------


def test_find_answers_with_what_fits(house: Path) -> None:
    run = ask(house, "find", "王伟", "大众")
    assert (run.code, run.stderr) == (0, "")
    (hit,) = run.answer["hits"]
    assert run.answer["query"] == "王伟 大众"
    assert run.answer["total"] == 1
    assert {key: hit[key] for key in ("vin", "plate", "make", "model", "customer")} == {
        "vin": VIN,
        "plate": "粤B·12345",
        "make": "大众",
        "model": "Passat",
        "customer": "王伟",
    }
    assert set(hit["matched"]) == {"customer", "make"}
    assert "file_id" not in hit


def test_find_without_hits_is_done(house: Path) -> None:
    run = ask(house, "find", "nobody")
    nothing = {"query": "nobody", "total": 0, "total_is_exact": True, "hits": [], "suggestions": []}
    assert (run.code, run.answer) == (0, nothing)
    assert tell(house, "find", "nobody").text == "0 vehicle files fit.\n"


def test_find_without_hits_names_words_that_find_something(house: Path) -> None:
    answer = ask(house, "find", "wagnwei").answer
    assert (answer["total"], answer["hits"], answer["suggestions"]) == (0, [], ["wangwei"])
    assert "wangwei" in tell(house, "find", "wagnwei").text
    assert ask(house, "find", "wangwei").answer["suggestions"] == []


def test_a_total_that_nobody_counted_says_so(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(house, "find", "王", "--limit", 1).answer["total_is_exact"] is True
    monkeypatch.setattr("dealerdesk.storage.search_index.MOST_COUNTED", 1)
    answer = ask(house, "find", "王", "--limit", 1).answer
    assert (answer["total"], answer["total_is_exact"]) == (1, False)
    assert "1+" in tell(house, "find", "王", "--limit", 1).text


def test_find_says_when_there_is_more(house: Path) -> None:
    run = tell(house, "find", "王", "--limit", 1)
    assert run.code == 0
    assert "2 vehicle files fit; the 1 most recent are shown." in run.text
    assert len(ask(house, "find", "王", "--limit", 1).answer["hits"]) == 1


def test_find_draws_a_table(house: Path) -> None:
    heading, rule, row, blank, total = tell(house, "find", "粤B").text.splitlines()
    assert heading.split() == ["File", "number", "Plate", "VIN", "Make", "Model", "Customer"]
    assert set(rule) == {"─", " "}
    assert row.split()[1:] == ["粤B·12345", VIN, "大众", "Passat", "王伟"]
    assert (blank, total) == ("", "1 vehicle file fits.")


@pytest.mark.parametrize("ref", [VIN, VIN[-6:], "粤b·12345", "file_no"])
def test_show_gives_the_whole_file_by_any_ref(house: Path, ref: str) -> None:
    if ref == "file_no":
        ref = first_number(house)
    run = ask(house, "show", ref)
    file = run.answer["file"]
    assert (run.code, run.stderr) == (0, "")
    assert {field.code for field in FILE_FIELDS} <= set(file)
    assert (file["vin"], file["odometer"], file["archived"]) == (VIN, 52000, False)
    assert (file["state"], file["kind"]) == ("draft", "new_sale")
    assert (file["insurance_ends"], file["engine_no"]) == ("2026-12-31", None)
    assert file["notes"] == 'first "line"\nsecond'
    assert file["customer"]["name"] == "王伟"
    assert file["customer"]["phone"] == "13800138000"
    assert {field.code for field in CUSTOMER_FIELDS} - {"customer"} <= set(file["customer"])
    assert [file[key] for key in ("documents", "repair_orders", "policies", "old_plates")] == [[], [], [], []]
    assert (file["completeness"]["present"], file["completeness"]["required"]) == (0, 7)
    assert "sales_contract" in file["completeness"]["missing"]


def test_show_tells_people_the_same(house: Path) -> None:
    text = tell(house, "show", VIN).text
    for words in ("52000", "draft", "new sale", "2026-12-31", 'first "line" second', "13800138000"):
        assert words in text
    assert "Completeness: 0 of 7; missing: sales contract," in text


def test_a_ref_that_fits_nothing_is_refused(house: Path) -> None:
    run = ask(house, "show", "nothing")
    assert (run.code, run.error_code) == (1, "unknown_ref")


# --- single changes -----------------------------------------------------------------------------------


def test_edit_says_what_changed_and_undo_takes_it_back(own: Path) -> None:
    run = ask(own, "edit", VIN, "location=B-2/17", "phone=13900139000", "make=大众")
    assert run.code == 0
    assert run.answer["file_no"] == first_number(own)
    assert run.answer["changed"] == ["location", "phone"]
    undone = ask(own, "undo", run.answer["change"])
    assert (undone.code, undone.answer["reverted"], undone.answer["kept"]) == (0, 1, [])
    file = ask(own, "show", VIN).answer["file"]
    assert (file["location"], file["phone"]) == (None, "13800138000")


def test_edit_of_nothing_new_changes_nothing(own: Path) -> None:
    run = ask(own, "edit", VIN, "make=大众")
    assert (run.code, run.answer["changed"], run.answer["change"]) == (0, [], None)
    assert "so nothing was changed" in tell(own, "edit", VIN, "make=大众").text


def test_edit_changes_all_or_nothing(own: Path) -> None:
    run = ask(own, "edit", VIN, "location=X", "odometer=many")
    assert (run.code, run.error_code) == (1, "integer_unreadable")
    assert ask(own, "show", VIN).answer["file"]["location"] is None
    assert "Odometer: “many”" in run.answer["error"]["message"]
    taken = ask(own, "edit", OTHER_VIN, f"vin={VIN}")
    assert (taken.code, taken.error_code) == (1, "vin_has_file")


def test_a_field_that_is_given_two_values_is_a_matter_of_words(own: Path) -> None:
    run = ask(own, "edit", VIN, "location=X", "notes=a", "location=Y")
    assert (run.code, run.error_code) == (2, "usage")
    assert "“location”" in run.answer["error"]["message"]
    assert ask(own, "show", VIN).answer["file"]["location"] is None


@pytest.mark.parametrize(("field", "code"), [("colours", "unknown_field"), ("state", "fixed_field")])
def test_a_field_that_cannot_be_edited_is_a_matter_of_words(house: Path, field: str, code: str) -> None:
    run = ask(house, "edit", VIN, f"{field}=x")
    assert (run.code, run.error_code) == (2, code)


def test_a_warning_goes_with_the_answer(own: Path) -> None:
    number = str(ask(own, "show", OTHER_VIN).answer["file"]["file_no"])
    run = ask(own, "edit", number, "vin=1HGCM82633A004353")
    (warning,) = run.answer["warnings"]
    assert set(warning) == {"code", "message"}
    told = tell(own, "edit", number, "vin=1HGCM82633A004354")
    assert told.stderr.count("\n") == 1
    assert tell(own, "--quiet", "edit", number, "vin=1HGCM82633A004355").stderr == ""


def test_states_go_step_by_step(own: Path) -> None:
    assert ask(own, "state", VIN, "filed").error_code == "state_step"
    assert ask(own, "state", VIN, "verified").answer["changed"] == ["state"]
    assert tell(own, "state", VIN, "filed").code == 0
    assert ask(own, "show", VIN).answer["file"]["state"] == "filed"


def test_a_file_is_archived_and_comes_back(own: Path) -> None:
    run = ask(own, "archive", VIN, "--reason", "sold abroad")
    assert (run.code, run.answer["changed"]) == (0, ["archived"])
    file = ask(own, "show", VIN).answer["file"]
    assert (file["archived"], file["archive_reason"]) == (True, "sold abroad")
    assert ask(own, "unarchive", VIN).answer["changed"] == ["archived"]
    assert ask(own, "show", VIN).answer["file"]["archived"] is False


def test_history_tells_who_what_and_when(own: Path) -> None:
    number = first_number(own)
    change = ask(own, "edit", VIN, "location=B-2").answer["change"]
    entries = ask(own, "history", VIN).answer["history"]
    newest = entries[0]
    assert {key: newest[key] for key in ("change", "field", "before", "after")} == {
        "change": change,
        "field": "location",
        "before": None,
        "after": "B-2",
    }
    assert newest["action"] == f"file {number} edited"
    assert newest["by"]
    assert len(newest["at"]) == len("2026-10-08T11:00")
    text = tell(own, "history", VIN).text
    assert "Cabinet location" in text
    assert "B-2" in text


def test_undo_refuses_what_is_not_there_or_was_undone(own: Path) -> None:
    assert (ask(own, "undo", 999).code, ask(own, "undo", 999).error_code) == (1, "no_such_change")
    change = ask(own, "edit", VIN, "location=B-2").answer["change"]
    assert tell(own, "undo", change).text == "1 record was taken back.\n"
    assert ask(own, "undo", change).error_code == "already_undone"


def test_undo_keeps_and_names_what_was_changed_since(own: Path) -> None:
    change = ask(own, "edit", VIN, "location=B-2").answer["change"]
    ask(own, "edit", VIN, "location=C-3")
    run = ask(own, "undo", change)
    assert (run.code, run.answer["reverted"], run.answer["kept"]) == (3, 0, [first_number(own)])
    assert run.stderr.count("\n") == 1
    assert ask(own, "show", VIN).answer["file"]["location"] == "C-3"


# --- scans --------------------------------------------------------------------------------------------


def test_attach_puts_scans_into_the_file_and_says_which_are_known(own: Path, tmp_path: Path) -> None:
    scan = tmp_path / 'contract "new"\n合同.pdf'
    scan.write_bytes(pdf(2))
    run = ask(own, "attach", VIN, "sales_contract", scan, "--number", "A-1", "--date", "2026-03-10")
    (attached,) = run.answer["attached"]
    assert run.code == 0
    assert (attached["path"], attached["already_in"], len(attached["sha256"])) == (str(scan), None, 64)
    (document,) = ask(own, "show", VIN).answer["file"]["documents"]
    assert (document["id"], document["type"]) == (attached["document"], "sales_contract")
    assert (document["number"], document["date"]) == ("A-1", "2026-03-10")
    assert (document["scans"][0]["pages"], document["scans"][0]["sha256"]) == (2, attached["sha256"])
    again = ask(own, "attach", OTHER_VIN, "other_sales", scan)
    assert (again.code, again.answer["attached"][0]["already_in"]) == (0, first_number(own))
    told = tell(own, "attach", OTHER_VIN, "other_sales", scan)
    assert told.stderr.count("\n") == 1
    assert "has the same scan" in told.stderr
    assert "sales contract" in tell(own, "show", VIN).text


def test_attach_names_what_it_refuses(own: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(pdf())
    bad.write_text("no scan")
    part = ask(own, "attach", VIN, "sales_contract", good, bad)
    assert (part.code, len(part.answer["attached"])) == (3, 1)
    assert part.answer["refused"][0]["path"] == str(bad)
    assert str(bad) in part.stderr
    one = ask(own, "attach", VIN, "sales_contract", bad)
    assert (one.code, one.answer["error"]["code"]) == (1, part.answer["refused"][0]["code"])
    none = ask(own, "attach", VIN, "sales_contract", bad, tmp_path / "gone.pdf")
    assert (none.code, none.answer["attached"], len(none.answer["refused"])) == (1, [], 2)
    assert none.answer["error"]["code"] == none.answer["refused"][0]["code"]
    assert none.stderr.count("\n") == 2


# --- settings -----------------------------------------------------------------------------------------


def test_settings_are_listed_and_set(own: Path) -> None:
    assert ask(own, "settings", "list").answer["settings"]["lapsed_months"] == "6"
    run = ask(own, "settings", "set", "lapsed_months", "9")
    assert (run.code, run.answer["settings"]["lapsed_months"]) == (0, "9")
    assert "lapsed_months" in tell(own, "settings", "list").text
    assert (ask(own, "settings", "set", "lapsed_months", "soon").code) == 1
    unknown = ask(own, "settings", "set", "colour", "red")
    assert (unknown.code, unknown.error_code) == (2, "setting_unknown")


# --- how it is said -----------------------------------------------------------------------------------


def test_the_language_is_that_of_the_option_else_of_the_folder_else_of_the_computer(own: Path) -> None:
    english = tell(own, "show", "nothing").stderr
    simplified = tell(own, "show", "nothing", LC_ALL="zh_CN.UTF-8").stderr
    traditional = tell(own, "show", "nothing", "--lang", "zh_TW", LC_ALL="zh_CN.UTF-8").stderr
    tell(own, "settings", "set", "language", "zh_TW")
    by_folder = tell(own, "show", "nothing").stderr
    assert "No vehicle file fits" in english
    assert by_folder == traditional
    assert tell(own, "show", "nothing", "--lang", "en").stderr == english
    assert tell(own, "show", "nothing", "--lang", "zh_CN").stderr == simplified
    assert tell(own, "fnid").stderr == tell(own, "fnid", "--lang", "zh_TW").stderr


@pytest.mark.parametrize(
    ("words", "computer", "spoken"),
    [
        (["find", "x"], "en_GB.UTF-8", "zh_TW"),
        (["find", "x", "--lang", "zh_CN"], "en_GB.UTF-8", "zh_CN"),
        (["fnid", "x"], "zh_CN.UTF-8", "zh_TW"),
        (["verify", "x"], "zh_CN.UTF-8", "zh_TW"),
        (["--help"], "zh_CN.UTF-8", "zh_TW"),
        (["--help", "--lang", "en"], "zh_CN.UTF-8", "en"),
        (["find", "x", "--data", "/nowhere"], "zh_HK.UTF-8", "zh_TW"),
        (["find", "x", "--data", "/nowhere"], "zh_CN.UTF-8", "zh_CN"),
    ],
)
def test_each_run_speaks_the_language_it_should(
    own: Path, words: list[str], computer: str, spoken: str
) -> None:
    tell(own, "settings", "set", "language", "zh_TW")
    tell(own, *words, LC_ALL=computer)
    assert i18n.current_language() == spoken


@pytest.mark.parametrize(
    "words", [["frob"], ["find"], ["find", "x", "--limit", "0"], ["--lang", "fr", "imports"]]
)
def test_words_that_are_off_exit_with_2_and_one_sentence(house: Path, words: list[str]) -> None:
    run = ask(house, *words)
    assert (run.code, run.error_code) == (2, "usage")
    told = tell(house, *words)
    assert (told.code, told.stdout, told.stderr.count("\n")) == (2, b"", 1)


def test_no_data_folder_is_said(tmp_path: Path) -> None:
    run = ask(tmp_path / "none", "find", "x")
    assert (run.code, run.error_code) == (1, "no_data_folder")
    assert not (tmp_path / "none").exists()


def test_a_text_file_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "dealerdesk.db").write_text("not a database, but long enough to be looked at twice " * 40)
    run = ask(tmp_path, "find", "x")
    assert (run.code, run.error_code) == (1, "not_a_database")


def test_help_is_given_with_exit_code_0(house: Path) -> None:
    assert "TEXT" in tell(house, "find", "--help").text
    assert "TEXT" in ask(house, "find", "-h").answer["help"]
    assert tell(house, "find", "--help").code == 0


def test_json_is_utf_8_whatever_the_console(house: Path) -> None:
    run = dealerdesk("--data", house, "find", "王伟", "--json", encoding="ascii")
    assert "王伟".encode() in run.stdout
    assert run.code == 0


def test_a_console_without_chinese_gets_question_marks_and_no_failure(house: Path) -> None:
    run = dealerdesk("--data", house, "find", "王伟", encoding="ascii")
    assert run.code == 0
    assert b"??" in run.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere every name is text")
def test_what_is_no_text_is_kept_as_far_as_it_is(own: Path, tmp_path: Path) -> None:
    odd = tmp_path / "list\udcff"
    odd.with_suffix(".csv").write_text(f"VIN,colour\n{VIN},red\n", encoding="utf-8")
    odd.with_suffix(".pdf").write_bytes(pdf())
    assert ask(own, "import", "files", odd.with_suffix(".csv")).code == 0
    assert ask(own, "imports").answer["imports"][0]["path"] == str(tmp_path / "list?.csv")
    assert ask(own, "attach", VIN, "sales_contract", odd.with_suffix(".pdf")).code == 0
    assert ask(own, "archive", VIN, "--reason", "sold\udcff abroad").code == 0
    shown = ask(own, "show", VIN).answer["file"]
    assert (shown["colour"], shown["documents"][0]["scans"][0]["name"]) == ("red", "list?.pdf")
    assert (shown["archived"], shown["archive_reason"]) == (True, "sold abroad")


def test_a_name_that_is_no_text_is_still_json(house: Path) -> None:
    run = ask(house, "find", "a\udce9b")
    assert run.code == 0
    assert run.answer["query"] == "a\udce9b"


def test_a_bug_is_one_sentence_with_a_reference_and_the_place_of_the_log(
    own: Path, monkeypatch: pytest.MonkeyPatch, logged: LogWatch
) -> None:
    broken(monkeypatch, RuntimeError("a customer's name"))
    with logged.expecting("crash"):
        run = ask(own, "find", "x")
    assert (run.code, run.error_code) == (1, "unexpected")
    log = own / "logs" / "dealerdesk.log"
    assert str(log) in run.stderr
    assert "Traceback" not in run.stderr
    assert "customer's name" not in log.read_text() + run.stderr


def test_an_interruption_and_a_refusal_of_the_system_are_sentences(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch, KeyboardInterrupt())
    assert (ask(own, "find", "x").code, ask(own, "find", "x").error_code) == (1, "stopped")
    broken(monkeypatch, PermissionError(13, "Permission denied", "/some/place"))
    run = ask(own, "find", "x")
    assert (run.code, run.error_code) == (1, "system_refused")
    assert "/some/place" in run.stderr


def broken(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object) -> int:
        raise error

    entry = search.COMMANDS[0]
    replaced = [type(entry)(entry.name, entry.summary, fail, entry.add_words)]
    monkeypatch.setattr(registry, "ENTRIES", replaced)


# --- as a program of its own --------------------------------------------------------------------------


def started(*words: object, **environ: str) -> subprocess.CompletedProcess[bytes]:
    surroundings = os.environ | {"LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "error"} | environ
    return subprocess.run(
        [sys.executable, "-m", "dealerdesk", *map(str, words)],
        capture_output=True,
        env=surroundings,
        check=False,
        cwd=Path(__file__).parents[2],
    )


def test_the_program_answers_and_ends_with_the_exit_code(house: Path) -> None:
    done = started("--data", house, "--json", "find", "王伟")
    assert (done.returncode, json.loads(done.stdout)["total"], done.stderr) == (0, 1, b"")
    refused = started("find", "王伟", "--json", DEALERDESK_DATA=str(house / "none"))
    assert (refused.returncode, json.loads(refused.stdout)["error"]["code"]) == (1, "no_data_folder")


CTRL_C_AT_AN_IMPORT = """
import sys
class CtrlC:
    def find_spec(self, name, *_):
        if name == "dealerdesk.cli.registry":
            sys.meta_path.remove(self)
            raise KeyboardInterrupt
sys.meta_path.insert(0, CtrlC())
from dealerdesk.__main__ import main
sys.exit(main())
"""


def test_ctrl_c_while_the_program_starts_is_a_sentence(house: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CTRL_C_AT_AN_IMPORT, "--data", house, "--json", "find", "x"],
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert (done.returncode, json.loads(done.stdout)["error"]["code"]) == (1, "stopped")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there always is a display")
def test_without_a_display_the_window_says_so_in_one_line(house: Path) -> None:
    run = started("--data", house, DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert (run.returncode, run.stdout, run.stderr.count(b"\n")) == (2, b"", 1)
    assert b"There is no display" in run.stderr


@pytest.mark.parametrize("words", [["find", "王伟"], ["show", VIN]])
def test_finding_and_showing_leave_heavy_libraries_alone(house: Path, words: list[str]) -> None:
    code = (
        "import sys; from dealerdesk.__main__ import main; code = main(sys.argv[1:]); "
        "print(code, *sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, "--data", str(house), *words], capture_output=True, check=True, text=True
    )
    exit_code, *modules = run.stderr.split()
    assert exit_code == "0"
    heavy = {
        "PySide6",
        "shiboken6",
        "xlsxwriter",
        "python_calamine",
        "PIL",
        "pypdfium2",
        "alembic",
        "pypinyin",
    }
    assert not heavy & set(modules)


def test_a_reader_that_goes_away_is_not_an_error(house: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as stdout:
        run = subprocess.run(
            [sys.executable, "-m", "dealerdesk", "--data", str(house), "find", "王"],
            stdout=stdout,
            stderr=subprocess.PIPE,
            check=False,
            cwd=Path(__file__).parents[2],
        )
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_answer_that_cannot_be_written_is_said(house: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [
                sys.executable,
                "-m",
                "dealerdesk",
                "--data",
                str(house),
                "--lang",
                "en",
                "--json",
                "find",
                "王",
            ],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            cwd=Path(__file__).parents[2],
        )
    assert run.returncode == 1
    assert b"could not be written" in run.stderr
    assert run.stderr.count(b"\n") == 1
