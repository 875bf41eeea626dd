"""Whatever happens to one byte of a backup, it is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.backups import restore_backup, verify_backup
from tests.support.desks import small_desk


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    desk: Desk = small_desk(tmp_path_factory.mktemp("desk") / "desk", files=2, scans_=1)
    content = desk.backups.backup().path.read_bytes()
    desk.close()
    return content


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("changed") / "backup.zip"


def is_found(path: Path) -> bool:
    try:
        return not verify_backup(path).ok
    except DealerDeskError as refusal:
        return refusal.code in {"not_a_backup", "backup_damaged"}


def is_not_restored(path: Path) -> bool:
    into = path.parent / "again"
    with pytest.raises(DealerDeskError):
        restore_backup(path, into)
    return not into.exists()


@settings(max_examples=60)
@given(st.data())
def test_a_flipped_bit_anywhere_is_found(backup: bytes, changed: Path, data: st.DataObject) -> None:
    # As often near the end, where directory and seal are, as anywhere else.
    anywhere = st.integers(0, len(backup) - 1)
    place = data.draw(anywhere | st.integers(len(backup) - 600, len(backup) - 1) | st.integers(0, 60))
    content = bytearray(backup)
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    changed.write_bytes(content)
    assert is_found(changed)
    assert is_not_restored(changed)


@settings(max_examples=40)
@given(st.data())
def test_a_backup_that_broke_off_is_found(backup: bytes, changed: Path, data: st.DataObject) -> None:
    changed.write_bytes(backup[: data.draw(st.integers(0, len(backup) - 1))])
    assert is_found(changed)


@settings(max_examples=40)
@given(st.data())
def test_bytes_added_or_taken_out_anywhere_are_found(
    backup: bytes, changed: Path, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(backup)))
    added = data.draw(st.binary(max_size=100))
    taken = data.draw(st.integers(0, 100))
    content = backup[:place] + added + backup[place + taken :]
    changed.write_bytes(content)
    assert is_found(changed) == (content != backup)
