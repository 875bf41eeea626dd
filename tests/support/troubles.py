"""Machines that fail, for real: small disks, missing rights, and processes that can be killed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# What every child begins with: it says what happened in one line.
PRELUDE = """
import os, sys
from pathlib import Path
from dealerdesk.domain.errors import DealerDeskError

def tell(action):
    try:
        action()
    except DealerDeskError as refusal:
        print(refusal.code, flush=True)
    else:
        print("done", flush=True)

# Root may do everything, so whoever tests rights must not be root.
def drop_rights():
    import encodings.cp437  # which zipfile needs, and the interpreter may lie where only root reads
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
"""


def child(script: str, folder: Path) -> subprocess.Popen[str]:
    """A Python process that runs `script` in `folder`, after the prelude."""
    return subprocess.Popen(
        [sys.executable, "-c", PRELUDE + script],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def told_by(script: str, folder: Path) -> list[str]:
    """The words that the child prints before it ends."""
    output, _ = child(script, folder).communicate(timeout=60)
    return output.split()


@contextmanager
def small_disk_at(folder: Path, size: str) -> Iterator[Path]:
    """Make `folder` a disk of `size` (``600k``) for the block; skips the test where that is not allowed."""
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("mounting a small disk takes root")
    options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run([mount, *options], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
