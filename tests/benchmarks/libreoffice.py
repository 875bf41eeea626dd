"""LibreOffice as a peer, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.benchmarks.clocks import Contestant, stopwatch
from tests.benchmarks.ground import Ground

LABEL = "LibreOffice opening it"
_PATIENCE_S = 600


def opening(ground: Ground, workbook: Path) -> Contestant | None:
    """LibreOffice opening `workbook`, less its own start; None where it is not installed.

    Without a screen it opens only to convert, so writing the rows as text, a small part, is in it.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    place = ground.place()
    one_row = place / "one.xlsx"
    ground.register.head(1).write(one_row)
    _convert(program, one_row, place)  # its first start makes a profile
    return lambda: _convert(program, workbook, place) - _convert(program, one_row, place)


def _convert(program: str, workbook: Path, place: Path) -> float:
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "csv", "--outdir", str(place), str(workbook)]
    with stopwatch() as lap:
        subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE_S)
    if not (place / f"{workbook.stem}.csv").is_file():
        raise RuntimeError(f"LibreOffice did not convert {workbook.name}")
    return lap.wall
