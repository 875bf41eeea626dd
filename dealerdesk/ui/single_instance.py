"""One window a data folder: a second start finds the first, has it come to the front, and leaves.

A lock file, which the system lets go of when its holder dies, says who is first; a local socket beside it
carries the request. So two starts at one moment end with one window, and whatever a killed process left
behind is taken over.
"""

from __future__ import annotations

import os
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCryptographicHash,
    QDeadlineTimer,
    QDir,
    QLockFile,
    QObject,
    QThread,
    Signal,
)

if TYPE_CHECKING:  # start-up: who is first needs no network
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_MS = 3000
"""How long the first window may take to answer."""
_STEP_MS = 50
_REQUEST, _ANSWER = b"raise", b"raised"
_ANY_PROCESS = -1  # ASFW_ANY of AllowSetForegroundWindow


class Claimed(Enum):
    """What became of a claim to a data folder."""

    FIRST = "first"
    """The folder is this process's."""
    RAISED = "raised"
    """Another window has it, and came to the front."""
    SILENT = "silent"
    """Another window has it, and does not answer."""


class SingleInstance(QObject):
    """Holds the claim of this process to one data folder; `raise_asked` tells that another start came."""

    raise_asked = Signal()

    def __init__(self, parent: QObject | None = None, *, patience_ms: int = PATIENCE_MS) -> None:
        super().__init__(parent)
        self._patience_ms = patience_ms
        self._lock: QLockFile | None = None
        self._name = ""
        self._server: QLocalServer | None = None

    def claim(self, folder: Path) -> Claimed:
        """Claim `folder`, and let go of what was claimed before if that succeeds; waits a moment at most.

        Other starts are heard from `listen` on; until then they wait, as they do for a window that is busy.
        """
        name = name_of(folder)
        lock = QLockFile(QDir.temp().filePath(f"{name}.lock"))
        lock.setStaleLockTime(0)
        deadline = QDeadlineTimer(self._patience_ms)
        was_there = False
        while not lock.tryLock(0):
            if lock.error() is not QLockFile.LockError.LockFailedError:
                self.release()  # nothing can be locked here: better two windows than none
                return Claimed.FIRST
            reply = _ask(name, deadline)
            if reply is Claimed.RAISED:
                return reply
            was_there |= reply is Claimed.SILENT
            if deadline.hasExpired():
                # A lock without a socket is a dead process's whose number another one has now.
                if not was_there and lock.removeStaleLockFile() and lock.tryLock(0):
                    break
                return Claimed.SILENT
            QThread.msleep(_STEP_MS)
        self.release()
        self._lock, self._name = lock, name
        return Claimed.FIRST

    def listen(self) -> None:
        """Hear other starts on the claimed folder from now on."""
        if self._lock is None or self._server is not None:
            return
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415  # start-up: comes after the first paint

        # Only who holds the lock comes here: a socket of this name is a dead process's.
        QLocalServer.removeServer(self._name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._on_connected)
        server.listen(self._name)
        self._server = server

    def release(self) -> None:
        """Let go of the data folder."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _on_connected(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._on_read(socket))
            self._on_read(socket)

    def _on_read(self, socket: QLocalSocket) -> None:
        if socket.canReadLine() and bytes(socket.readLine().data()).strip() == _REQUEST:
            self.raise_asked.emit()
            socket.write(_ANSWER + b"\n")
            socket.flush()
            socket.disconnectFromServer()


def name_of(folder: Path) -> str:
    """The name under which windows on `folder` find each other, for one user."""
    place = os.path.normcase(folder.expanduser().resolve())
    whose = f"{Path.home()}\0{place}"
    # Start-up: Qt has a hash at hand, Python's brings a library of its own.
    digest = QCryptographicHash.hash(
        whose.encode("utf-8", "surrogateescape"), QCryptographicHash.Algorithm.Sha256
    )
    return f"dealerdesk-{digest.data().hex()[:24]}"


def _ask(name: str, deadline: QDeadlineTimer) -> Claimed | None:
    """Ask the first window to come to the front; None where nobody listens."""
    from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415  # start-up: most starts are the only one

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(max(int(deadline.remainingTime()), 1)):
        return None
    _let_others_come_to_the_front()
    socket.write(_REQUEST + b"\n")
    socket.flush()
    while not socket.canReadLine():
        if not socket.waitForReadyRead(max(int(deadline.remainingTime()), 1)):
            break
    return Claimed.RAISED if bytes(socket.readLine().data()).strip() == _ANSWER else Claimed.SILENT


def _let_others_come_to_the_front() -> None:
    """Hand on the right to be in front, which Windows gives to the program that was started last."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  # start-up: only Windows needs it

        ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)
