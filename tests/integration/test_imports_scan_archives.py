"""A zip of scans is a table of documents: by what the names of its entries say, and never by paths."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path
from unittest import mock

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.messages import Message
from dealerdesk.exchange.reading import scan_archives
from dealerdesk.services.imports import ImportResult
from tests.support.command_line import dealerdesk
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
from tests.support.scans import jpeg, pdf
from tests.support.spreadsheets import VINS

A, B = VINS[:2]
TAIL = A[-6:]
KIND = RecordKind.DOCUMENTS


@pytest.fixture
def known(desk: Desk) -> Desk:
    """A desk with two files, the first with a plate and an earlier one, and two repair orders."""
    files(desk, {"vin": A, "plate": "京A88888"}, {"vin": B, "plate": "AB12 CDE"})
    files(desk, {"vin": A, "plate": "粤B12345"}, theirs=True)
    put_in(desk, RecordKind.REPAIR_ORDERS, *({"order_no": f"WX2026-000{n}", "vin": A} for n in (1, 2)))
    return desk


def packed(desk: Desk, entries: Iterable[tuple[str, bytes]], name: str = "scans.zip") -> Path:
    out = desk.folder.root.parent / name
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in entries:
            archive.writestr(entry, content)
    return out


def run(desk: Desk, path: Path, *, dry_run: bool = False) -> ImportResult:
    with reading_here():
        return desk.imports.run(path, ImportMapping(KIND), dry_run=dry_run)


def bring(desk: Desk, *names: str, dry_run: bool = False) -> ImportResult:
    return run(desk, packed(desk, [(name, pdf(1, mark=n)) for n, name in enumerate(names)]), dry_run=dry_run)


def documents(desk: Desk) -> list[tuple[object, ...]]:
    return query(
        desk,
        "SELECT d.file_id, d.type, d.number, d.dated, group_concat(s.name, '|' ORDER BY s.id) "
        "FROM document d LEFT JOIN scan s ON s.document_id = d.id GROUP BY d.id ORDER BY d.id",
    )


def test_names_say_vehicle_type_number_and_date(known: Desk) -> None:
    result = bring(
        known,
        f"sales_contract-{TAIL}.pdf",
        "粤B12345_购车发票_2024-03-01.pdf",
        f"{A}/行驶证.pdf",
        "AB12 CDE/Insurance Policy P-778899 20260301.pdf",
        "舊照 京A·88888/合格證(1).pdf",
        "2026-00002_PDI_checklist.pdf",
        "维修委托书/粤B12345 维修委托书 WX2026-0002.pdf",
    )
    assert (outcome(result), result.problems) == ({"new": 7}, ())
    assert (result.sheet, result.header_row, result.rows) == ("scans.zip", 0, 7)
    assert documents(known) == [
        (1, "sales_contract", None, None, f"sales_contract-{TAIL}.pdf"),
        (1, "vehicle_invoice", None, "2024-03-01", "粤B12345_购车发票_2024-03-01.pdf"),
        (1, "registration_certificate", None, None, "行驶证.pdf"),
        (2, "insurance_policy", "P-778899", "2026-03-01", "Insurance Policy P-778899 20260301.pdf"),
        (1, "conformity_certificate", None, None, "合格證(1).pdf"),
        (2, "preparation_order", None, None, "2026-00002_PDI_checklist.pdf"),
        (1, "repair_order", "WX2026-0002", None, "粤B12345 维修委托书 WX2026-0002.pdf"),
    ]
    # The document's number is the order's, so it hangs on it.
    assert query(known, "SELECT repair_order_id FROM document WHERE type = 'repair_order'") == [(2,)]
    assert query(known, "SELECT DISTINCT paper FROM document") == [("missing",)]


def test_pages_of_one_document_come_together_and_again_change_nothing(known: Desk) -> None:
    names = [f"sales_contract-{TAIL}-HT-2024-001_{page}.jpg" for page in (1, 2, 3)]
    entries = [(name, jpeg(size=(20 + n, 20))) for n, name in enumerate(names)]
    path = packed(known, entries)
    assert outcome(run(known, path, dry_run=True)) == {"new": 1}
    assert count_of(known, "scan") == 0
    assert outcome(run(known, path)) == {"new": 1}
    assert documents(known) == [(1, "sales_contract", "HT-2024-001", None, "|".join(names))]
    before = records(known)
    assert outcome(run(known, path)) == {"unchanged": 1}
    assert records(known) == before


def test_names_that_say_too_little_are_refused_by_their_place(known: Desk) -> None:
    result = bring(
        known,
        f"{TAIL}.pdf",
        "sales_contract.pdf",
        "sales_contract-999999.pdf",
        f"sales_contract-{TAIL}-{B[-8:]}.pdf",
        f"sales_contract-{TAIL}.pdf",
    )
    assert (outcome(result), said(result)) == (
        {"new": 1, "refused": 4},
        [
            ("refused", 1, "scan_name_type"),
            ("refused", 2, "scan_name_vehicle"),
            ("refused", 3, "no_such_file"),
            ("refused", 4, "scan_name_vehicles"),
        ],
    )
    assert [problem.value for problem in result.problems][2] == "sales_contract-999999.pdf"
    assert "2026-00001" in result.problems[3].message


def test_a_vin_outweighs_what_else_may_be_one(known: Desk) -> None:
    bring(known, f"{A}/sales_contract {B[-8:]}.pdf", f"{B[-6:]}_{A}_contract.pdf")
    assert [document[:3] for document in documents(known)] == [
        (1, "sales_contract", B[-8:]),
        (1, "sales_contract", None),
    ]


def test_what_is_no_scan_is_refused_and_what_systems_leave_behind_passed_over(known: Desk) -> None:
    path = packed(
        known,
        [
            ("folder/", b""),
            ("__MACOSX/._sales_contract.pdf", b"x"),
            (".DS_Store", b"x"),
            ("folder/Thumbs.db", b"x"),
            (f"invoice-{TAIL}.txt", b"just words"),
            (f"invoice-{TAIL}-7788.pdf", b"just words"),
            (f"sales_contract-{TAIL}.pdf", pdf()),
        ],
    )
    result = run(known, path)
    assert (result.rows, outcome(result)) == (3, {"new": 2, "refused": 1, "left_out": 1})
    assert said(result) == [("refused", 5, "scan_media_type"), ("left_out", 6, "scan_media_type")]
    assert count_of(known, "scan") == 1


def test_an_undo_takes_an_archive_back(known: Desk) -> None:
    before = records(known)
    result = bring(known, f"sales_contract-{TAIL}.pdf", f"invoice-{TAIL}.pdf")
    assert result.import_id is not None
    assert known.history.undo(result.import_id).kept == ()
    assert records(known) == before


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8", "cp437"])
def test_names_are_read_whichever_system_packed_them(known: Desk, encoding: str) -> None:
    words = {
        "gb18030": ["新车销售合同", "行驶证", "机动车销售统一发票"],
        "big5": ["新車銷售合約", "行車執照", "統一發票"],
        "utf-8": ["新车销售合同", "行驶证", "發票"],
        "cp437": ["sales contract Müller", "registration Zoë", "invoice é"],
    }[encoding]
    names = [f"{TAIL}_{word}.pdf".encode(encoding) for word in words]
    stand_ins = [str(n) * len(name) for n, name in enumerate(names)]
    path = packed(known, [(name, pdf(1, mark=n)) for n, name in enumerate(stand_ins)])
    content = path.read_bytes()
    for stand_in, name in zip(stand_ins, names, strict=True):
        content = content.replace(stand_in.encode(), name)
    path.write_bytes(content)
    result = run(known, path)
    assert (outcome(result), result.problems) == ({"new": 3}, ())
    assert [document[1] for document in documents(known)] == [
        "sales_contract",
        "registration_certificate",
        "vehicle_invoice",
    ]
    assert query(known, "SELECT name FROM scan ORDER BY id")[0] == (f"{TAIL}_{words[0]}.pdf",)


# --- what comes from strangers ------------------------------------------------------------------------


def test_names_that_lead_out_and_links_are_refused(known: Desk, tmp_path: Path) -> None:
    names = [f"../../{A}/contract.pdf", f"/tmp/contract-{TAIL}.pdf", f"C:\\contract-{TAIL}.pdf", "..\\x.pdf"]
    path = packed(known, [(name, pdf()) for name in names])
    link = zipfile.ZipInfo(f"contract-{TAIL}.pdf")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    result = run(known, path)
    assert said(result) == [
        *(("refused", n, "entry_name") for n in range(1, 5)),
        ("refused", 5, "entry_link"),
    ]
    assert count_of(known, "document") == 0


def test_an_encrypted_entry_is_refused(known: Desk) -> None:
    path = packed(known, [(f"contract-{TAIL}.pdf", pdf())])
    content = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + at] |= 1
    path.write_bytes(content)
    assert said(run(known, path)) == [("refused", 1, "entry_encrypted")]


def test_damaged_entries_are_refused_and_the_others_taken(known: Desk) -> None:
    path = packed(known, [(f"contract-{TAIL}.pdf", pdf(3)), (f"invoice-{TAIL}.pdf", pdf())])
    content = bytearray(path.read_bytes())
    at = content.index(b"contract") + 40
    content[at : at + 30] = bytes(30)
    path.write_bytes(content)
    result = run(known, path)
    assert (outcome(result), said(result)) == (
        {"new": 1, "refused": 1},
        [("refused", 1, "entry_damaged")],
    )


@pytest.mark.parametrize(
    "content", [b"", b"no archive", b"PK\x03\x04" + b"\0" * 50, b"PK\x05\x06" + b"\xff" * 18]
)
def test_what_is_no_archive_is_refused(known: Desk, content: bytes) -> None:
    path = known.folder.root.parent / "scans.zip"
    path.write_bytes(content)
    before = picture(known)
    with pytest.raises(DealerDeskError) as refusal:
        run(known, path)
    assert refusal.value.code == "file_damaged"
    assert picture(known) == before


def test_a_missing_archive_is_named(known: Desk, tmp_path: Path) -> None:
    with pytest.raises(DealerDeskError) as refusal:
        run(known, tmp_path / "none.zip")
    assert refusal.value.code == "file_not_found"


def test_an_entry_that_swells_is_stopped_on_the_way(known: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_archives, "SMALL_BYTES", 1 << 20)
    path = packed(known, [(f"contract-{TAIL}.pdf", pdf() + bytes(8 << 20)), (f"invoice-{TAIL}.pdf", pdf())])
    result = run(known, path)
    assert (outcome(result), said(result)) == ({"new": 1, "refused": 1}, [("refused", 1, "entry_unsafe")])
    assert not list((known.folder.scans / "incoming").iterdir())


def test_what_an_entry_has_is_counted_not_believed(known: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_archives, "MOST_SCAN_BYTES", 50_000)
    path = packed(known, [(f"contract-{TAIL}.pdf", pdf() + bytes(100_000))])
    content = bytearray(path.read_bytes())
    directory = content.index(b"PK\x01\x02")
    # The directory says 600 bytes.
    content[directory + 24 : directory + 28] = struct.pack("<I", 600)
    path.write_bytes(content)
    assert said(run(known, path)) == [("refused", 1, "entry_damaged")]
    path = packed(known, [(f"contract-{TAIL}.pdf", pdf() + bytes(100_000))])
    assert said(run(known, path)) == [("refused", 1, "scan_file_too_large")]


def test_an_archive_that_is_too_large_is_refused_as_a_whole(
    known: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(known, [(f"contract-{TAIL}.pdf", pdf()), (f"invoice-{TAIL}.pdf", pdf())])
    for name, limit in (("MOST_ENTRIES", 1), ("MOST_BYTES", 500)):
        monkeypatch.setattr(scan_archives, name, limit)
        with pytest.raises(DealerDeskError) as refusal:
            run(known, path)
        assert refusal.value.code == "archive_too_large"
        monkeypatch.undo()
    # The directory may lie about its sizes: what is inflated counts.
    with (
        mock.patch.object(scan_archives, "_list", _believing),
        mock.patch.object(scan_archives, "MOST_BYTES", 500),
        pytest.raises(DealerDeskError) as refusal,
    ):
        run(known, path)
    assert refusal.value.code == "archive_too_large"
    assert count_of(known, "document") == 0


def _believing(_report: object, path: Path) -> list[tuple[int, str, None]]:
    with zipfile.ZipFile(path) as archive:
        return [(n, name, None) for n, name in enumerate(archive.namelist(), 1)]


def test_names_of_any_length_and_letters_do_no_harm(known: Desk) -> None:
    names = [
        "a1_" * 20_000,
        "合同" * 5_000,
        "\u202e" * 300,
        "contract-" * 2_000 + ".pdf",
        "a/" * 3_000 + "b.pdf",
    ]
    result = bring(known, *names)
    assert {problem.severity for problem in result.problems} == {"refused"}
    assert (result.rows, result.refused) == (5, 5)


def test_an_archive_in_an_archive_is_no_scan(known: Desk) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"contract-{TAIL}.pdf", pdf())
    path = packed(known, [(f"contract-{TAIL}.zip", inner.getvalue())])
    assert said(run(known, path)) == [("refused", 1, "scan_media_type")]


def test_an_archive_is_listed_in_a_child_process(known: Desk) -> None:
    path = packed(known, [(f"contract-{TAIL}.pdf", pdf())])
    assert outcome(known.imports.run(path, ImportMapping(KIND))) == {"new": 1}


def test_a_stopped_import_of_an_archive_leaves_no_rows(known: Desk) -> None:
    class Impatient:
        def step(self, stage: Message, done: int, total: int | None) -> None:
            if stage.code == "storing_scans" and done:
                raise Cancelled

    path = packed(known, [(f"contract-{TAIL}.pdf", pdf()), (f"invoice-{TAIL}.pdf", pdf())])
    before = records(known)
    with reading_here(), pytest.raises(Cancelled):
        known.imports.run(path, ImportMapping(KIND), Impatient())
    assert records(known) == before


def test_an_archive_from_the_command_line(known: Desk) -> None:
    path = packed(known, [(f"contract-{TAIL}.pdf", pdf()), ("photo.jpg", jpeg())])
    words = ("--data", known.folder.root, "--json", "import", "documents", path)
    errors = path.parent / "errors.xlsx"
    # There are no rows to copy, which is said before anything is imported.
    assert dealerdesk(*words, "--errors", errors).error_code == "cli.import_archive_rows"
    assert count_of(known, "document") == 0
    done = dealerdesk(*words)
    assert (done.code, done.answer["new"], done.answer["refused"]) == (3, 1, 1)
    (problem,) = done.answer["problems"]
    assert (problem["row"], problem["value"], problem["code"]) == (2, "photo.jpg", "scan_name_type")
    out = path.parent / "documents.csv"
    assert dealerdesk("--data", known.folder.root, "--json", "export", "documents", out).answer["rows"] == 1
    assert "sales contract" in out.read_text("utf-8-sig")
