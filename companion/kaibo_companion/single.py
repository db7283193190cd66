"""One app for each person: a second start hands its link to the first and is gone.

The lock decides who is first, not the socket: of three starts at once all three would find nobody listening.
"""

import json
import os
import sys
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

LONGEST = 16_384  # bytes of a message: one link as JSON and its end of line
HEARD = b"heard\n"
PATIENCE_MS = 5000  # for the first to listen, while it starts


def first(folder: Path) -> QLockFile | None:
    """The lock, for whoever is first; it is held until it is dropped. One that a crash left behind is taken."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(folder / "lock"))
    lock.setStaleLockTime(0)
    return lock if lock.tryLock(0) else None


def hand_over(folder: Path, text: str) -> bool:
    """Whether the first took `text` (a link, or nothing: show yourself); not when it is gone by now.

    Raises TimeoutError when it is there and does not listen.
    """
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not deadline.hasExpired():
        socket = QLocalSocket()
        socket.connectToServer(address(folder))
        if socket.waitForConnected(200):
            socket.write(json.dumps(text).encode() + b"\n")
            if socket.waitForReadyRead(2000) and bytes(socket.readLine().data()) == HEARD:
                return True
        if _nobody_is_first(folder):
            return False
        QThread.msleep(20)
    raise TimeoutError("it runs already and does not answer; end it and try again")


def _nobody_is_first(folder: Path) -> bool:
    lock = first(folder)
    if lock:
        lock.unlock()
    return lock is not None


def address(folder: Path) -> str:
    """Where the first listens: a socket that this person alone may open; on Windows a pipe's name."""
    name = f"kaibo-companion-{sha256(str(folder).encode()).hexdigest()[:12]}"
    if sys.platform == "win32":
        return name
    return str(Path(os.environ.get("XDG_RUNTIME_DIR") or folder) / name)


class Listener(QObject):
    """The first's ear: `came` says what each further start brought."""

    came = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._server = QLocalServer()
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._meet)
        QLocalServer.removeServer(address(folder))  # one that a crash left behind: the lock is ours
        if not self._server.listen(address(folder)):
            raise OSError(self._server.errorString())

    def _meet(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._read(socket))
        socket.disconnected.connect(socket.deleteLater)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST:
                socket.abort()
            return
        text = json.loads(bytes(socket.readLine(LONGEST).data()))
        socket.write(HEARD)
        socket.flush()
        self.came.emit(str(text))
