"""``audit …`` on a real data folder: what is promised to scripts, and what people read."""

from __future__ import annotations

import io
import shutil
import sys
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types

from dealerdesk import bootstrap
from tests.support.audits import cabinet, no
from tests.support.command_line import Run, dealerdesk

BECAUSE = ("--cause", "lent", "--action", "fetch it", "--responsible", "Ann", "--due", "2026-12-01")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with four vehicle files, that no test changes."""
    folder = tmp_path_factory.mktemp("house") / "data"
    with closing(bootstrap.make_desk(folder)) as desk:
        cabinet(desk, 4)
    return folder


@pytest.fixture
def own(house: Path, tmp_path: Path) -> Path:
    """A data folder with four vehicle files and an open audit, to change."""
    folder = shutil.copytree(house, tmp_path / "data")
    assert audit(folder, "open", "--title", "Annual").answer["audit"] == 1
    return folder


def audit(folder: Path, *words: object) -> Run:
    return dealerdesk("--json", "--data", folder, "audit", *words)


def text(folder: Path, *words: object) -> Run:
    return dealerdesk("--data", folder, "audit", *words)


def explained(folder: Path, *refs: str) -> None:
    for ref in refs:
        assert audit(folder, "explain", 1, ref, *BECAUSE).code == 0


def test_open_answers_number_and_size(own: Path) -> None:
    run = audit(own, "open", "--title", "A only", "--where", "location~A-1")
    assert (run.code, run.answer["audit"], run.answer["expected"]) == (0, 2, 2)
    drawn = audit(own, "open", "--title", "Surprise", "--sample", 3, "--seed", 5)
    assert drawn.answer["expected"] == 3
    assert "expects 4 folders" in text(own, "open", "--title", "Another").text


def test_scan_answers_a_verdict_for_each_code_and_is_done_whatever_they_are(own: Path) -> None:
    run = audit(own, "scan", 1, no(1), no(1), no(2), "nothing", "--at", "A", "--by", "Ann")
    assert run.code == 0
    assert run.answer["results"] == [
        {"code": no(1), "verdict": "counted", "file_no": no(1)},
        {"code": no(1), "verdict": "already", "file_no": no(1)},
        {"code": no(2), "verdict": "misplaced", "file_no": no(2), "location": "B-1/2"},
        {"code": "nothing", "verdict": "unknown", "file_no": None, "why": "unknown"},
    ]
    assert dealerdesk("--data", own, "archive", no(4)).code == 0
    assert audit(own, "scan", 1, no(4)).answer["results"][0]["verdict"] == "counted", (
        "it is on the frozen list"
    )
    dealerdesk("--data", own, "audit", "open", "--title", "Next")
    assert audit(own, "scan", 2, no(4)).answer["results"][0]["verdict"] == "archived"
    assert "wrong cabinet" in text(own, "scan", 2, no(2), "--at", "A").text


def test_scan_reads_codes_from_standard_input(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = f"\ufeff{no(1)}\r\n\r\n  {no(2)}\n粤B·10003\n"
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(typed.encode())))
    run = audit(own, "scan", 1, "-")
    assert [(each["file_no"], each["verdict"]) for each in run.answer["results"]] == [
        (no(number), "counted") for number in (1, 2, 3)
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_scan_reads_what_batch_scanners_write(
    own: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    rows = ["条码;时间;数量", f"{no(1)};2026-11-22 10:31:07;1", "粤B·10003;2026-11-22 10:31:09;1"]
    content = "\r\n".join(rows).encode(encoding)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    run = audit(own, "scan", 1, "-")
    assert [(each["file_no"], each["verdict"]) for each in run.answer["results"]] == [
        (no(1), "counted"),
        (no(3), "counted"),
    ]


def test_no_codes_at_all_are_no_error(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO()))
    run = audit(own, "scan", 1, "-")
    assert (run.code, run.answer["results"]) == (0, [])
    assert audit(own, "scan", 9, "-").error_code == "no_such_audit"


def test_mark_answers_whether_the_document_is_in_order(own: Path) -> None:
    run = audit(own, "mark", 1, "10001", "sales_contract", "--paper", "present")
    assert (run.code, run.error_code) == (1, "audit_not_expected")
    run = audit(own, "mark", 1, no(1), "sales_contract", "--paper", "present", "--scan", "present")
    assert (run.code, run.answer["match"]) == (0, True)
    run = audit(own, "mark", 1, no(1), "sales_contract", "--scan", "missing", "--note", "torn")
    assert {key: run.answer[key] for key in ("file_no", "type", "match")} == {
        "file_no": no(1),
        "type": "sales_contract",
        "match": False,
    }
    assert text(own, "mark", 1, no(1), "sales_contract", "--scan", "na").text.endswith("is in order.\n")


def test_explain_answers_how_many_are_left(own: Path) -> None:
    audit(own, "scan", 1, no(1), no(2), "what")
    run = audit(own, "explain", 1, no(3), *BECAUSE)
    assert (run.code, run.answer["file_no"], run.answer["open_discrepancies"]) == (0, no(3), 2)
    assert audit(own, "explain", 1, "what", *BECAUSE).answer["file_no"] is None
    assert text(own, "explain", 1, no(4), *BECAUSE).text == "0 discrepancies are left to explain.\n"
    assert audit(own, "explain", 1, no(1), *BECAUSE).error_code == "audit_nothing_to_explain"


def test_status_answers_the_figures(own: Path) -> None:
    audit(own, "scan", 1, no(1), no(2), "what", "--at", "A")
    run = audit(own, "status", 1)
    promised = (
        "state",
        "expected",
        "counted",
        "missing",
        "misplaced",
        "unknown",
        "discrepancies",
        "unexplained",
    )
    assert [run.answer[key] for key in promised] == ["open", 4, 2, 2, 1, 1, 4, 4]
    assert (run.answer["cards"], run.answer["passed"], run.answer["before"]) == (0, 1, None)
    assert "Misplaced" in text(own, "status", 1).text


def test_status_tells_what_became_of_the_folders_that_were_missing_last_time(own: Path) -> None:
    audit(own, "scan", 1, *map(no, range(1, 4)))
    audit(own, "explain", 1, no(4), *BECAUSE)
    audit(own, "close", 1, "--by", "Ann", "--by", "Bob")
    audit(own, "open", "--title", "Next year")
    audit(own, "scan", 2, *map(no, range(2, 4)))
    assert audit(own, "status", 2).answer["before"] == {
        "audit": 1,
        "missing": 1,
        "still_missing": 1,
        "found_again": 0,
        "newly_missing": 1,
        "no_longer_expected": 0,
    }
    assert "Missing last time, too" in text(own, "status", 2).text


def test_a_sheet_goes_out_and_comes_back(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.xlsx"
    run = audit(own, "sheet", 1, out)
    assert (run.code, run.answer["rows"]) == (0, 4)
    book = load_workbook(out)
    for row, said in ((2, "yes"), (3, "yes"), (4, "no")):
        book.active.cell(row, 7, said)
    book.save(out)
    run = audit(own, "sheet", 1, out, "--read")
    assert (run.code, run.answer["counted"], run.answer["refused"], run.answer["problems"]) == (0, 2, 0, [])
    book.active.cell(5, 7, "perhaps")
    book.save(out)
    run = audit(own, "sheet", 1, out, "--read")
    assert (run.code, run.answer["counted"], run.answer["refused"]) == (3, 0, 1)
    (problem,) = run.answer["problems"]
    assert (problem["row"], problem["code"], problem["severity"]) == (5, "count_sheet_found", "refused")
    assert text(own, "sheet", 1, out, "--read").stderr.startswith("Row 5: “perhaps” is neither yes nor no.")
    assert audit(own, "sheet", 1, tmp_path / "none.xlsx", "--read").error_code == "file_not_found"


def test_close_takes_two_people_and_report_and_verify_agree(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    assert audit(own, "close", 1, "--by", "Ann", "--by", "Bob").error_code == "audit_unexplained"
    explained(own, *map(no, range(1, 5)))
    assert audit(own, "close", 1, "--by", "Ann", "--by", "ann").error_code == "audit_signers"
    run = audit(own, "close", 1, "--by", "Ann", "--by", "Bob")
    assert (run.code, run.answer["audit"], run.answer["state"]) == (0, 1, "closed")
    assert audit(own, "scan", 1, no(1)).error_code == "audit_closed"
    run = audit(own, "report", 1, out)
    assert (run.code, run.answer) == (0, {"path": str(out)})
    run = audit(own, "verify", out)
    assert (run.code, run.answer["ok"], run.answer["audit"]) == (0, True, 1)


def test_verify_says_what_does_not_fit(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    audit(own, "report", 1, out)
    audit(own, "scan", 1, no(1))
    run = audit(own, "verify", out)
    assert (run.code, run.answer["ok"], run.answer["audit"], run.answer["doubts"]) == (1, False, 1, ["rows"])
    assert text(own, "verify", out).stderr.startswith(
        "The report does not fit audit 1: the audit's rows are not"
    )


@pytest.mark.usefixtures("qapp")
def test_a_report_is_printed_and_a_printed_one_is_verified(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    run = audit(own, "report", 1, out)
    assert (run.code, run.answer) == (0, {"path": str(out)})
    run = audit(own, "verify", out)
    assert (run.code, run.answer["ok"], run.answer["audit"]) == (0, True, 1)
    audit(own, "scan", 1, no(1))
    run = audit(own, "verify", out)
    assert (run.code, run.answer["ok"], run.answer["doubts"]) == (1, False, ["rows"])
    assert audit(own, "report", 1, tmp_path / "report.doc").error_code == "report_ending"


def test_list_answers_every_audit(own: Path, house: Path) -> None:
    audit(own, "open", "--title", "Surprise", "--sample", 1)
    run = audit(own, "list")
    assert [
        (each["audit"], each["title"], each["state"], each["expected"]) for each in run.answer["audits"]
    ] == [
        (2, "Surprise", "open", 1),
        (1, "Annual", "open", 4),
    ]
    assert "Surprise" in text(own, "list").text
    assert text(house, "list").text == "There are no audits yet.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("open",),
        ("open", "--title", " "),
        ("open", "--title", "A", "--seed", "1"),
        ("open", "--title", "A", "--sample", "0"),
        ("open", "--title", "A", "--where", "nonsense=1"),
        ("scan", "1"),
        ("scan", "one", "T-00001"),
        ("mark", "1", "T-00001", "sales_contract"),
        ("mark", "1", "T-00001", "nonsense", "--paper", "present"),
        ("mark", "1", "T-00001", "sales_contract", "--paper", "there"),
        ("explain", "1", "T-00001", "--cause", "x"),
        ("close", "1", "--by", "Ann"),
        ("status",),
        ("nonsense",),
    ],
)
def test_words_that_are_off_are_told_apart(own: Path, words: tuple[str, ...]) -> None:
    run = audit(own, *words)
    assert run.code == 2
    assert run.error_code


@pytest.mark.parametrize("words", [("status", 9), ("scan", 9, "x"), ("close", 9, "--by", "A", "--by", "B")])
def test_an_audit_that_is_not_there_is_named(own: Path, words: tuple[object, ...]) -> None:
    run = audit(own, *words)
    assert (run.code, run.error_code) == (1, "no_such_audit")
