"""Other programs, watched: their seconds and the most memory that one process of theirs had."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_WATCHER = Path(__file__).with_name("watcher.py")
_ROOT = Path(__file__).parents[2]
_PATIENCE_S = 1800
_PATIENCE_WITH_WINDOWS_S = 300


@dataclass(frozen=True, slots=True)
class Watched:
    """What a program took; `peak_mb` is the largest resident size of it or of a child it waited for.

    `peak_mb` is None where the system does not tell (Windows).
    """

    wall: float
    peak_mb: float | None


def watch(command: Sequence[str], *, codes: frozenset[int] = frozenset({0})) -> Watched:
    """Run `command` to its end; raises ``RuntimeError`` with its words when its exit code is no good."""
    done = subprocess.run(
        [sys.executable, "-S", "-E", "-P", str(_WATCHER), *command],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=_PATIENCE_S,
        check=False,
    )
    if done.returncode not in codes:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-2000:]}")
    seen = json.loads(done.stdout.rpartition("\n")[2])
    return Watched(seen["wall"], seen["peak_mb"])


def dealerdesk(data_folder: Path, *words: str) -> list[str]:
    """The command line that runs `dealerdesk` on a data folder."""
    return [sys.executable, "-m", "dealerdesk", "--data", str(data_folder), "--lang", "en", *words]


def in_a_window(script: str, settings: Path, *words: str, typed: str = "") -> str:
    """Run a script of this folder that opens a window, with settings of its own: what it tells.

    Raises ``RuntimeError`` with its words when it fails.
    """
    environment = os.environ | {"XDG_CONFIG_HOME": str(settings), "PYTHONPATH": str(_ROOT)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run(
        [sys.executable, "-P", str(_WATCHER.with_name(script)), *words],
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_PATIENCE_WITH_WINDOWS_S,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{script} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout
