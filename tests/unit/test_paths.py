from __future__ import annotations

from pathlib import Path

import pytest

from dealerdesk.paths import (
    DataFolder,
    data_folder,
    file_system,
    is_network_share,
    linux_mounts,
    mac_mounts,
    resource,
)

MOUNTINFO = """\
22 1 0:20 / / rw,relatime shared:1 - overlay overlay rw,lowerdir=/a
30 22 0:26 / /mnt/office\\040server rw,relatime shared:9 - cifs //server/office rw,vers=3.1.1
31 30 8:17 / /mnt/office\\040server/local rw,relatime - ext4 /dev/sdb1 rw
32 22 0:40 / /home/desk/remote rw,nosuid,nodev - fuse.sshfs desk@server: rw,user_id=1000
33 22 0:41 / /srv/host rw - 9p host rw,trans=virtio
34 22 8:18 / /twice rw - ext4 /dev/sdc1 rw
35 34 0:50 / /twice rw - nfs4 server:/twice rw
"""

MOUNT_OF_A_MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//desk@server/Office on /Volumes/Office (smbfs, nodev, nosuid, mounted by desk)
"""


def test_the_argument_comes_before_the_environment(tmp_path: Path) -> None:
    environ = {"DEALERDESK_DATA": str(tmp_path / "from environment")}
    assert data_folder(tmp_path / "from argument", environ) == tmp_path / "from argument"
    assert data_folder(None, environ) == tmp_path / "from environment"


def test_an_empty_variable_counts_as_none() -> None:
    assert data_folder(None, {"DEALERDESK_DATA": ""}) == data_folder(None, {})


def test_without_argument_and_variable_the_platform_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: tmp_path / name)
    assert data_folder(None, {}) == tmp_path / "DealerDesk"


def test_a_relative_data_folder_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert data_folder(Path("shop"), {}) == tmp_path / "shop"


def test_everything_of_a_data_folder_lies_inside_it(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    inside = {
        folder.database,
        folder.scans,
        folder.backups,
        folder.inbox,
        folder.logs,
        folder.bulk_lock,
    }
    assert len(inside) == 6
    assert {place.parent for place in inside} == {tmp_path}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/home/desk", "overlay"),
        ("/mnt/office server/dealership", "cifs"),
        ("/mnt/office server/local/dealership", "ext4"),
        ("/mnt/office servers", "overlay"),
        ("/home/desk/remote", "fuse.sshfs"),
        ("/srv/host/x", "9p"),
        ("/twice/x", "nfs4"),
    ],
)
def test_the_innermost_and_last_mount_says_what_a_folder_lies_on(path: str, expected: str) -> None:
    assert file_system(Path(path), linux_mounts(MOUNTINFO)) == expected


def test_a_share_on_a_mac_is_known_by_its_mount() -> None:
    mounts = mac_mounts(MOUNT_OF_A_MAC)
    assert file_system(Path("/Volumes/Office/dealership"), mounts) == "smbfs"
    assert file_system(Path("/Users/desk"), mounts) == "apfs"


def test_a_folder_of_this_computer_is_no_network_share_even_before_it_exists(tmp_path: Path) -> None:
    assert not is_network_share(tmp_path / "not" / "yet" / "there")


@pytest.mark.parametrize(
    ("kind", "expected"), [("nfs4", True), ("cifs", True), ("ext4", False), ("9p", False)]
)
def test_a_network_file_system_is_a_network_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, expected: bool
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(
        "dealerdesk.paths.linux_mounts", lambda _: {Path("/"): "ext4", tmp_path.resolve(): kind}
    )
    assert is_network_share(tmp_path / "dealership") is expected


def test_resources_are_found_where_the_program_is() -> None:
    assert resource("translations").is_dir()
