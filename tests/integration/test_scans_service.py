"""Pictures of pages, and copies of scans under their own names."""

from __future__ import annotations

from pathlib import Path

import pytest

from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.domain.progress import Stoppable
from dealerdesk.services.documents import Scans, file_name
from dealerdesk.vault import Vault
from tests.support import scans

CONTENT = scans.pdf(2)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "scans")


@pytest.fixture
def sha256(vault: Vault) -> str:
    return vault.store_bytes(CONTENT, "contract.pdf").sha256


def test_pages_are_drawn_and_their_scan_is_named(vault: Vault, sha256: str) -> None:
    picture = Scans(vault).page(sha256, 2, 100, "contract.pdf")
    assert (picture.width, picture.height) == (100, 50)
    with pytest.raises(DealerDeskError, match=r"contract\.pdf has no page 3"):
        Scans(vault).page(sha256, 3, 100, "contract.pdf")
    with pytest.raises(DealerDeskError, match=r"The scan gone\.pdf is not in"):
        Scans(vault).page("0" * 64, 1, 100, "gone.pdf")


def test_a_copy_is_whole_and_writes_over_nothing_unasked(vault: Vault, sha256: str, tmp_path: Path) -> None:
    target = tmp_path / "copy.pdf"
    assert Scans(vault).save_copy(sha256, target).read_bytes() == CONTENT
    target.write_bytes(b"mine")
    with pytest.raises(DealerDeskError) as refused:
        Scans(vault).save_copy(sha256, target)
    assert (refused.value.code, target.read_bytes()) == ("copy_exists", b"mine")
    Scans(vault).save_copy(sha256, target, replace=True)
    assert target.read_bytes() == CONTENT


def test_a_copy_that_cannot_be_made_leaves_nothing(vault: Vault, sha256: str, tmp_path: Path) -> None:
    stopped = Stoppable()
    stopped.stop()
    target = tmp_path / "copy.pdf"
    with pytest.raises(Cancelled):
        Scans(vault).save_copy(sha256, target, progress=stopped)
    with pytest.raises(DealerDeskError) as refused:
        Scans(vault).save_copy(sha256, tmp_path / "nowhere" / "copy.pdf")
    assert refused.value.code == "copy_failed"
    vault.path_of(sha256).write_bytes(b"flipped")
    with pytest.raises(DealerDeskError) as refused:
        Scans(vault).save_copy(sha256, target)
    assert refused.value.code == "scan_damaged"
    assert [path.name for path in tmp_path.iterdir()] == ["scans"]


def test_a_lent_copy_has_a_name_that_every_system_takes(vault: Vault, sha256: str, tmp_path: Path) -> None:
    lent = Scans(vault).lend(sha256, 'CON/a:"b".pdf', tmp_path)
    assert (lent.name, lent.read_bytes()) == ("CON_a__b_.pdf", CONTENT)
    assert Scans(vault).lend(sha256, 'CON/a:"b".pdf', tmp_path) == lent


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("保险单 2026.pdf", "保险单 2026.pdf"),
        ("con.pdf", "_con.pdf"),
        ("dots. . ", "dots"),
        ("...", "scan"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("x" * 300 + ".pdf", "x" * 117 + ".pdf"),
    ],
)
def test_names_of_copies(name: str, taken: str) -> None:
    assert file_name(name) == taken
