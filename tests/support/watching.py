"""What goes wrong without stopping anything: exceptions in slots, warnings of Qt and in the log; memory."""

from __future__ import annotations

import ctypes
import gc
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from traceback import format_exception
from types import TracebackType

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

_MACHINE = ("This plugin does not support", "XDG_RUNTIME_DIR not set")
"""What Qt says of the machine, not of the program."""


@dataclass(slots=True)
class Troubles:
    """All that was noticed, in order, each with what was `under_way` then."""

    seen: list[str] = field(default_factory=list)
    under_way: Callable[[], str] = str

    def note(self, kind: str, words: str) -> None:
        self.seen.append(f"{kind}: {words}\n{self.under_way()}".strip())


class _LogEar(logging.Handler):
    def __init__(self, troubles: Troubles) -> None:
        super().__init__(logging.WARNING)
        self._troubles = troubles

    def emit(self, record: logging.LogRecord) -> None:
        self._troubles.note(f"log of {record.name}", record.getMessage())


@contextmanager
def watching() -> Iterator[Troubles]:
    """Notice every exception that nobody caught, every warning of Qt and every warning in the log."""
    troubles = Troubles()

    def on_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        troubles.note("exception", "".join(format_exception(kind, error, trace)))

    def on_message(kind: QtMsgType, _context: object, words: str) -> None:
        told = kind not in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}
        if told and not words.startswith(_MACHINE):
            troubles.note("Qt", words)

    ear = _LogEar(troubles)
    hook, sys.excepthook = sys.excepthook, on_exception
    handler = qInstallMessageHandler(on_message)
    logging.getLogger().addHandler(ear)
    try:
        yield troubles
    finally:
        logging.getLogger().removeHandler(ear)
        qInstallMessageHandler(handler)
        sys.excepthook = hook


def memory_mb() -> float:
    """The megabytes in use once garbage is given back; 0 where the system does not tell."""
    gc.collect()
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    ctypes.CDLL(None).malloc_trim(0)
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
