"""The program's own log: what it did and where it failed, without personal data beyond ids."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from logging.handlers import RotatingFileHandler

LOG_NAME = "dealerdesk.log"
_LOG_BYTES = 1_000_000
_KEPT_LOGS = 5

_log = logging.getLogger("dealerdesk")


class _SharedLog(logging.Handler):
    """A log that several processes append to, and that never gets in the way of the work."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: RotatingFileHandler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line; the file is begun with the first."""
        if self._file is None:
            self._file = _shared_file(self._path)
            self._file.setFormatter(self.formatter)
        self._file.emit(record)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
        super().close()


def _shared_file(path: Path) -> RotatingFileHandler:
    # Start-up: these rotating files bring sockets along, and the first line comes after the first paint.
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - start-up, see above

    class SharedFile(RotatingFileHandler):
        def doRollover(self) -> None:  # noqa: N802  # the library's name
            """Begin a new file, unless another process has the old one open, as Windows then refuses."""
            try:
                super().doRollover()
            except OSError:
                self.maxBytes = 0

        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # the library's name
            """Let the work go on when the log cannot be written: the disk may be full."""

    return SharedFile(path, maxBytes=_LOG_BYTES, backupCount=_KEPT_LOGS, encoding="utf-8", delay=True)


def set_up_logging(folder: Path) -> None:
    """Write the log into `folder` from now on, if the data folder above it exists and can be written."""
    close_log()
    if not folder.parent.is_dir():
        return
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return
    log = _SharedLog(folder / LOG_NAME)
    log.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(log)
    if root.getEffectiveLevel() > logging.INFO:
        root.setLevel(logging.INFO)


def close_log() -> None:
    """Stop writing the log and let go of its file."""
    root = logging.getLogger()
    for log in [log for log in root.handlers if isinstance(log, _SharedLog)]:
        root.removeHandler(log)
        log.close()


def log_crash(error: BaseException) -> str:
    """Log a bug and return its reference, eight characters that are the same wherever the same line fails.

    The error's own words stay out of the log, since libraries put customers' values into them.
    """
    import hashlib  # noqa: PLC0415  # start-up: most runs see no bug

    trace = [
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for cause in _causes(error)
        for frame in (*traceback.extract_tb(cause.__traceback__), _raised(cause))
    ]
    reference = hashlib.sha256("\n".join(trace).encode()).hexdigest()[:8].upper()
    _log.error("crash %s\n%s", reference, "\n".join(trace))
    return reference


def catch_crashes(tell: Callable[[str], None]) -> None:
    """Log what no one else catches, in any thread, and `tell` the person its reference."""

    def on_crash(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if not isinstance(error, KeyboardInterrupt):
            tell(log_crash(error))

    def on_thread_crash(crash: threading.ExceptHookArgs) -> None:
        if crash.exc_value is not None and not isinstance(crash.exc_value, SystemExit):
            tell(log_crash(crash.exc_value))

    sys.excepthook = on_crash
    threading.excepthook = on_thread_crash


def _causes(error: BaseException) -> list[BaseException]:
    causes = [error]
    while (before := causes[-1].__cause__ or causes[-1].__context__) and before not in causes:
        causes.append(before)
    return causes[::-1]


def _raised(error: BaseException) -> traceback.FrameSummary:
    return traceback.FrameSummary(type(error).__module__, None, type(error).__qualname__)
