"""The list of what is in a backup, which travels in it as ``manifest.json``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

FORMAT = 1
"""The layout of backups that this version writes; higher ones come from newer versions."""

MANIFEST = "manifest.json"
DATABASE = "dealerdesk.db"

_SCAN = re.compile(r"scans/(?P<shelf>[0-9a-f]{2})/(?P<sha256>(?P=shelf)[0-9a-f]{62})")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PROGRAM = "DealerDesk"


class NewerFormatError(Exception):
    """The backup's layout is one that only a newer DealerDesk knows."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file in the backup; `size` in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """When a backup was made (local time, ISO 8601), by which version, and what is in it."""

    app_version: str
    made_at: str
    files: int
    documents: int
    members: Mapping[str, Member]

    def to_json(self) -> bytes:
        """The manifest as it stands in the backup, UTF-8."""
        content = {
            "program": _PROGRAM,
            "format": FORMAT,
            "app_version": self.app_version,
            "made_at": self.made_at,
            "files": self.files,
            "documents": self.documents,
            "scans": len(self.members) - 1,
            "members": {name: [member.sha256, member.size] for name, member in self.members.items()},
        }
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def read_manifest(content: bytes) -> Manifest:
    """The manifest in `content`; raises ``ValueError`` when it is none, `NewerFormatError` for newer ones."""
    try:
        found = json.loads(content)
        if found["program"] != _PROGRAM:
            raise ValueError(found["program"])
        if int(found["format"]) > FORMAT:
            raise NewerFormatError
        members = {name: Member(str(sha), int(size)) for name, (sha, size) in found["members"].items()}
        manifest = Manifest(
            str(found["app_version"]),
            str(found["made_at"]),
            int(found["files"]),
            int(found["documents"]),
            members,
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if DATABASE not in members or not all(map(_is_sane, members, members.values())):
        raise ValueError(MANIFEST)
    return manifest


def scan_member(sha256: str) -> str:
    """The name in the backup of the scan with this hash."""
    return f"scans/{sha256[:2]}/{sha256}"


def sha256_of_scan(name: str) -> str | None:
    """The hash that a member's name says, or None where the member is no scan."""
    match = _SCAN.fullmatch(name)
    return match["sha256"] if match else None


def _is_sane(name: str, member: Member) -> bool:
    """Whether a member is one of ours; no other name is ever made into a path."""
    is_known = name == DATABASE or sha256_of_scan(name) is not None
    return is_known and member.size >= 0 and bool(_SHA256.fullmatch(member.sha256))
