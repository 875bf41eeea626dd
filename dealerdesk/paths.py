"""Where things lie on this computer: the data folder, what is in it, and what travels in the package."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

DATA_VARIABLE = "DEALERDESK_DATA"
PACKAGE = Path(__file__).resolve().parent

# File systems of other machines, by the names that Linux and macOS give them. Not among them are 9p and
# virtiofs: they are how a virtual machine sees a disk of its own host, with working locks.
_NETWORK_FILE_SYSTEMS = frozenset(
    {"afpfs", "afs", "ceph", "cifs", "coda", "davfs", "ftp", "fuse.davfs", "fuse.glusterfs", "fuse.rclone"}
    | {"fuse.sshfs", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs", "webdav"}
)
_WINDOWS_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW


@dataclass(frozen=True, slots=True)
class DataFolder:
    """One dealership's data: the database, the scans and the backups, all below `root`."""

    root: Path

    @property
    def database(self) -> Path:
        """The SQLite database of the vehicle files."""
        return self.root / "dealerdesk.db"

    @property
    def scans(self) -> Path:
        """The vault of scans, named by their hashes."""
        return self.root / "scans"

    @property
    def backups(self) -> Path:
        """Backups that were not given another place."""
        return self.root / "backups"

    @property
    def last_backup(self) -> Path:
        """The note on when the last backup was made, and where it lies."""
        return self.root / "last_backup.json"

    @property
    def inbox(self) -> Path:
        """Scans that wait for their vehicle file."""
        return self.root / "inbox"

    @property
    def drafts(self) -> Path:
        """What was typed and not saved yet."""
        return self.root / "drafts"

    @property
    def logs(self) -> Path:
        """The folder of the program's own log."""
        return self.root / "logs"

    @property
    def bulk_lock(self) -> Path:
        """The lock that a long operation holds; it names its holder."""
        return self.root / "bulk.lock"


def data_folder(argument: Path | None, environ: Mapping[str, str]) -> Path:
    """The absolute data folder: `argument` (``--data``), else ``DEALERDESK_DATA``, else the platform's."""
    given = argument or (Path(environ[DATA_VARIABLE]) if environ.get(DATA_VARIABLE) else None)
    return (given or platformdirs.user_data_path("DealerDesk", appauthor=False)).expanduser().absolute()


def resource(name: str) -> Path:
    """A file or folder of ``resources/`` by its name there, such as ``icons/logo.svg``."""
    installed = PACKAGE / "resources"
    return (installed if installed.is_dir() else PACKAGE.parent / "resources") / name


def kept_text(path: Path | str) -> str:
    """`path` as text that a database keeps, with ``?`` for what is no text in a name on the disk."""
    return str(path).encode("utf-8", "replace").decode()


def free_space(path: Path) -> int | None:
    """How many bytes are free on the disk of `path`, or of the nearest folder above it; None if unknown."""
    import shutil  # noqa: PLC0415  # start-up: it brings compression libraries along

    for place in (path, *path.absolute().parents):
        try:
            return shutil.disk_usage(place).free
        except FileNotFoundError:
            continue
        except OSError:
            return None
    return None


def is_network_share(path: Path) -> bool:
    """Whether `path`, or the nearest folder above it that exists, lies on another machine's disk."""
    if sys.platform == "win32":
        return _is_windows_share(path)
    place = path.absolute()
    while not place.exists():
        place = place.parent
    if sys.platform == "darwin":
        import subprocess  # noqa: PLC0415  # start-up: only macOS needs it

        mounts = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        return file_system(place.resolve(), mac_mounts(mounts)) in _NETWORK_FILE_SYSTEMS
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return file_system(place.resolve(), linux_mounts(mounts)) in _NETWORK_FILE_SYSTEMS


def file_system(path: Path, mounts: Mapping[Path, str]) -> str:
    """The type of the file system that holds the absolute `path`; empty when no mount does."""
    return next((mounts[place] for place in (path, *path.parents) if place in mounts), "")


def linux_mounts(mountinfo: str) -> dict[Path, str]:
    """Mount points and their file systems, from ``/proc/self/mountinfo`` (proc(5)); the last mount counts."""
    mounts = {}
    for line in mountinfo.splitlines():
        mount, _, source = line.partition(" - ")
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), mount.split()[4])
        mounts[Path(point)] = source.split()[0]
    return mounts


def mac_mounts(listing: str) -> dict[Path, str]:
    """Mount points and their file systems, from what macOS's ``mount`` prints."""
    lines = re.finditer(r"^.+? on (?P<point>/.*) \((?P<type>\w+)[,)]", listing, re.MULTILINE)
    return {Path(line["point"]): line["type"] for line in lines}


def _is_windows_share(path: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes  # noqa: PLC0415  # start-up: only Windows needs it

    drive = path.absolute().drive
    if drive.startswith("\\\\") and not drive.startswith(("\\\\?\\", "\\\\.\\")):
        return True
    return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _WINDOWS_REMOTE_DRIVE)
