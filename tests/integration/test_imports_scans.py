"""Scans that a sheet of documents names: taken in from beside the workbook, and from nowhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from unittest import mock

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping, Side
from dealerdesk.domain.imports import Verdict
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.services.imports import ImportResult, scan_sources
from dealerdesk.services.imports import scans as import_scans
from dealerdesk.services.imports.scans import ImportScans
from dealerdesk.storage.incoming.scans import ScanFindings
from tests.support.importing import (
    count_of,
    files,
    outcome,
    picture,
    put_in,
    query,
    reading_here,
    records,
    said,
)
from tests.support.scans import jpeg, locked_pdf, pdf
from tests.support.spreadsheets import VINS

A, B = VINS[:2]
KIND = RecordKind.DOCUMENTS
CONTRACT = {"vin": A, "type": "sales_contract"}


@pytest.fixture
def folder(desk: Desk) -> Path:
    """Where the sheets of `put_in` lie, with a few scans beside and below."""
    files(desk, {"vin": A}, {"vin": B})
    place = desk.folder.root.parent
    (place / "scans" / "２０２６").mkdir(parents=True)
    (place / "a.pdf").write_bytes(pdf(2, mark=1))
    (place / "b; c.pdf").write_bytes(pdf(1, mark=2))
    (place / "scans" / "d.jpg").write_bytes(jpeg())
    (place / "scans" / "２０２６" / "合同（１）.pdf").write_bytes(pdf(3, mark=3))
    return place


def documents(desk: Desk, *rows: Mapping[str, object], **options: bool) -> ImportResult:
    return put_in(desk, KIND, *rows, **options)


def attached(desk: Desk) -> list[tuple[object, ...]]:
    return query(desk, "SELECT document_id, name, media_type, pages FROM scan ORDER BY id")


def test_scans_beside_the_workbook_are_attached(desk: Desk, folder: Path) -> None:
    cell = "a.pdf；scans\\d.jpg\n./scans/２０２６/合同（１）.pdf\nb; c.pdf"
    result = documents(desk, CONTRACT | {"number": "1", "scans": cell})
    assert (outcome(result), result.problems) == ({"new": 1}, ())
    assert attached(desk) == [
        (1, "a.pdf", "application/pdf", 2),
        (1, "d.jpg", "image/jpeg", 1),
        (1, "合同（１）.pdf", "application/pdf", 3),
        (1, "b; c.pdf", "application/pdf", 1),
    ]
    for (sha256,) in query(desk, "SELECT sha256 FROM scan"):
        assert desk.vault.verify(sha256)
    # Its paper was not seen, only its scan.
    assert query(desk, "SELECT paper FROM document") == [("missing",)]
    assert outcome(documents(desk, CONTRACT | {"number": "1", "scans": cell})) == {"unchanged": 1}


def test_absolute_paths_into_the_folder_are_taken_and_quotes_taken_off(desk: Desk, folder: Path) -> None:
    cell = f'"{folder / "a.pdf"}"\n{folder}/scans/../scans/d.jpg'
    assert outcome(documents(desk, CONTRACT | {"scans": cell})) == {"new": 1}
    assert [name for _, name, *_ in attached(desk)] == ["a.pdf", "d.jpg"]


def test_a_known_document_gets_its_scan_and_the_same_bytes_only_once(desk: Desk, folder: Path) -> None:
    documents(desk, CONTRACT | {"number": "1", "paper": "present"})
    row = CONTRACT | {"number": "1", "scans": "a.pdf"}
    assert outcome(documents(desk, row, dry_run=True)) == {"changed": 1}
    assert outcome(documents(desk, row)) == {"changed": 1}
    (folder / "copy of a.pdf").write_bytes((folder / "a.pdf").read_bytes())
    result = documents(desk, CONTRACT | {"number": "1", "scans": "copy of a.pdf; a.pdf"})
    assert outcome(result) == {"unchanged": 1}
    # Another scan under a name that is there already is another scan.
    (folder / "a.pdf").write_bytes(pdf(1, mark=9))
    assert outcome(documents(desk, row)) == {"changed": 1}
    assert [name for _, name, *_ in attached(desk)] == ["a.pdf", "a.pdf"]
    assert query(desk, "SELECT paper FROM document") == [("present",)]


def test_equal_rows_bring_their_scans_together(desk: Desk, folder: Path) -> None:
    rows = [CONTRACT | {"number": "1", "scans": name} for name in ("a.pdf", "scans/d.jpg", "a.pdf")]
    assert outcome(documents(desk, *rows)) == {"new": 1}
    assert [found[:2] for found in attached(desk)] == [(1, "a.pdf"), (1, "d.jpg")]


def test_what_cannot_be_taken_in_is_left_out_and_the_row_imported(desk: Desk, folder: Path) -> None:
    (folder / "letter.docx").write_bytes(b"PK\x03\x04 no scan")
    (folder / "empty.pdf").touch()
    (folder / "locked.pdf").write_bytes(locked_pdf())
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    names = ["none.pdf", "scans", "letter.docx", "empty.pdf", "locked.pdf", "broken.pdf"]
    rows = [CONTRACT | {"number": str(n), "scans": name} for n, name in enumerate(names)]
    foretold = documents(desk, *rows, dry_run=True)
    result = documents(desk, *rows, CONTRACT | {"number": "9", "scans": "a.pdf;none.pdf"})
    assert outcome(result) == {"new": 7, "left_out": 7}
    assert [problem.code for problem in result.problems] == [
        "scan_not_there",
        "scan_unreadable",
        "scan_media_type",
        "scan_empty",
        "scan_password",
        "scan_damaged",
        "scan_not_there",
    ]
    assert {problem.column for problem in result.problems} == {"Scans"}
    assert [problem.value for problem in result.problems] == [*names, "none.pdf"]
    assert [problem.code for problem in foretold.problems] == [p.code for p in result.problems[:-1]]
    assert [name for _, name, *_ in attached(desk)] == ["a.pdf"]


def test_a_document_that_would_hold_nothing_is_refused(desk: Desk, folder: Path) -> None:
    result = documents(
        desk,
        CONTRACT | {"scans": "none.pdf"},
        CONTRACT | {"scans": "none.pdf", "dated": "2026-03-10"},
        CONTRACT | {"scans": "none.pdf", "paper": "present"},
    )
    assert (outcome(result), said(result)) == (
        {"new": 2, "refused": 1, "left_out": 2},
        [
            ("refused", 2, "scan_not_there"),
            ("left_out", 3, "scan_not_there"),
            ("left_out", 4, "scan_not_there"),
        ],
    )


@pytest.mark.parametrize(
    "path",
    [
        "../secret.pdf",
        "scans/../../secret.pdf",
        "..\\secret.pdf",
        "/etc/passwd",
        "C:\\Users\\x\\secret.pdf",
        "C:secret.pdf",
        "\\\\server\\share\\secret.pdf",
        "//server/share/secret.pdf",
        "\\\\?\\C:\\secret.pdf",
        "\\secret.pdf",
        "//./pipe/x",
        "scans/..",
        ".",
    ],
)
def test_what_lies_elsewhere_is_not_touched(desk: Desk, folder: Path, path: str) -> None:
    (folder.parent / "secret.pdf").write_bytes(pdf())
    asked: list[object] = []
    real = Path.lstat

    def lstat(self: Path) -> os.stat_result:
        asked.append(self)
        return real(self)

    with mock.patch.object(Path, "lstat", lstat):
        result = documents(desk, CONTRACT | {"number": "1", "scans": path})
    assert said(result) == [("left_out", 2, "scan_not_beside")]
    assert not [each for each in asked if "secret" in str(each) or "server" in str(each)]
    assert count_of(desk, "scan") == 0


@pytest.mark.skipif(sys.platform == "win32", reason="making links takes a right there")
def test_links_lead_nowhere(desk: Desk, folder: Path) -> None:
    (folder.parent / "secret.pdf").write_bytes(pdf())
    (folder / "link.pdf").symlink_to(folder.parent / "secret.pdf")
    (folder / "up").symlink_to(folder.parent, target_is_directory=True)
    result = documents(desk, CONTRACT | {"number": "1", "scans": "link.pdf;up/secret.pdf"})
    assert said(result) == [("left_out", 2, "scan_not_beside")] * 2
    os.mkfifo(folder / "pipe.pdf")
    result = documents(desk, CONTRACT | {"number": "1", "scans": "pipe.pdf"})
    assert said(result) == [("left_out", 2, "scan_unreadable")]
    assert count_of(desk, "scan") == 0


def test_a_scan_that_is_too_large_is_left_out(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_scans, "MOST_SCAN_BYTES", 100)
    monkeypatch.setattr(scan_sources, "MOST_SCAN_BYTES", 100)
    rows = [CONTRACT | {"number": "1", "scans": "a.pdf"}]
    for dry_run in (True, False):
        assert said(documents(desk, *rows, dry_run=dry_run)) == [("left_out", 2, "scan_file_too_large")]


def test_names_that_the_document_has_are_no_news_where_no_such_file_lies(desk: Desk, folder: Path) -> None:
    cell = "a.pdf\nb; c.pdf\nscans/２０２６/合同（１）.pdf"
    documents(desk, CONTRACT | {"number": "1", "scans": cell})
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    before = records(desk)
    for ending in ("xlsx", "csv"):
        out = elsewhere / f"out.{ending}"
        desk.exports.export(KIND, out)
        with reading_here():
            again = desk.imports.run(out, ImportMapping(KIND))
        assert (outcome(again), again.problems) == ({"unchanged": 1}, ())
    assert records(desk) == before
    # The same by the way that they came, though the files are gone.
    (folder / "a.pdf").unlink()
    assert outcome(documents(desk, CONTRACT | {"number": "1", "scans": "a.pdf"})) == {"unchanged": 1}


def test_a_dry_run_copies_nothing(desk: Desk, folder: Path) -> None:
    before = picture(desk)
    row = CONTRACT | {"number": "1", "scans": "a.pdf;none.pdf"}
    foretold = documents(desk, row, dry_run=True)
    assert picture(desk) == before
    assert list(desk.vault.hashes()) == []
    done = documents(desk, row)
    assert (outcome(done), done.problems) == (outcome(foretold), foretold.problems)


def test_an_undo_takes_the_scans_off_again(desk: Desk, folder: Path) -> None:
    documents(desk, CONTRACT | {"number": "1", "scans": "a.pdf"})
    before = records(desk)
    result = documents(
        desk,
        CONTRACT | {"number": "1", "scans": "scans/d.jpg"},
        CONTRACT | {"number": "2", "scans": "a.pdf"},
    )
    assert outcome(result) == {"new": 1, "changed": 1}
    assert result.import_id is not None
    undone = desk.history.undo(result.import_id)
    assert (undone.kept, undone.reverted) == ((), 2)
    assert records(desk) == before


def test_a_stopped_import_leaves_no_rows(desk: Desk, folder: Path) -> None:
    before = records(desk)

    class Impatient:
        def step(self, stage: Message, done: int, total: int | None) -> None:
            if stage.code == "storing_scans" and done:
                raise Cancelled

    sheet = folder / "stopped.csv"
    sheet.write_text(f"VIN,Document type,Scans\n{A},sales_contract,a.pdf;scans/d.jpg\n", "utf-8")
    with reading_here(), pytest.raises(Cancelled):
        desk.imports.run(sheet, ImportMapping(KIND), Impatient())
    assert records(desk) == before


def test_a_full_disk_ends_the_import(desk: Desk, folder: Path) -> None:
    full = OSError(28, "No space left on device")
    with (
        mock.patch("dealerdesk.vault.store.receive", side_effect=full),
        pytest.raises(DealerDeskError, match="no room left"),
    ):
        documents(desk, CONTRACT | {"scans": "a.pdf"})
    assert count_of(desk, "document") == 0


def test_scans_that_came_meanwhile_are_not_written_twice(desk: Desk, folder: Path) -> None:
    documents(desk, CONTRACT | {"number": "1"})
    real = ImportScans.put_away

    def somebody_attaches_it_too(self: ImportScans, connection: object, progress: Progress) -> ScanFindings:
        found = real(self, connection, progress)
        desk.documents.attach(A, DocumentType.SALES_CONTRACT, [folder / "a.pdf"], number="1")
        return found

    with mock.patch.object(ImportScans, "put_away", somebody_attaches_it_too):
        result = documents(desk, CONTRACT | {"number": "1", "scans": "a.pdf"})
    assert outcome(result) == {"unchanged": 1}
    assert count_of(desk, "scan") == 1


def test_a_check_shows_scans_and_brings_just_those(desk: Desk, folder: Path, tmp_path: Path) -> None:
    documents(desk, CONTRACT | {"number": "1", "scans": "a.pdf"})
    sheet = folder / "checked.csv"
    rows = ["sales_contract,1,a.pdf;scans/d.jpg", "sales_contract,2,none.pdf", "vehicle_invoice,3,a.pdf"]
    lines = [f"{A},{row}" for row in rows]
    sheet.write_text("\n".join(["VIN,Document type,Number,Scans", *lines]), "utf-8")
    place = tmp_path / "check"
    place.mkdir()
    with reading_here():
        check = desk.imports.check(sheet, ImportMapping(KIND), place)
    shown = desk.imports.lines(check, list(Verdict), 0, 10)
    assert [(line.row, line.verdict, line.code, line.ours, line.theirs) for line in shown] == [
        (3, "left_out", "scans", None, "none.pdf"),
        (2, "changed", "scans", "a.pdf", "d.jpg"),
        (3, "new", None, None, None),
        (4, "new", None, None, None),
    ]
    assert [line.can_decide for line in shown if line.verdict == "left_out"] == [False]
    done = desk.imports.apply(check)
    assert outcome(done) == {"new": 2, "changed": 1, "left_out": 1}
    assert [found[:2] for found in attached(desk)] == [(1, "a.pdf"), (1, "d.jpg"), (3, "a.pdf")]


def test_scans_that_a_person_decided_against_stay_out(desk: Desk, folder: Path) -> None:
    documents(desk, CONTRACT | {"number": "1"})
    sheet = folder / "decided.csv"
    sheet.write_text(f"VIN,Document type,Number,Scans\n{A},sales_contract,1,a.pdf\n", "utf-8")
    with reading_here():
        done = desk.imports.run(sheet, ImportMapping(KIND, decisions={(2, "scans"): Side.OURS}))
    assert (outcome(done), count_of(desk, "scan")) == ({"unchanged": 1}, 0)
