"""One app per person: a later start hands its link to the running app and exits.

A lock decides which start becomes the app. A socket could not: three starts at once would all find no listener.

A link contains a ticket, so the later start checks who listens. On Windows any program can listen on a pipe's name
before the app does, and Qt then shares the name. So the app writes a new key into its folder at each start. A program
that proves the key can read that folder, and is the app.
"""

import hmac
import json
import os
import secrets
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from kaibo_companion.files import write

LONGEST = 16_384  # bytes of a line: a proof, and a link as JSON
KEY_FILE, KEY_BYTES = "listens.key", 32
ACCEPTED = b"heard"
PATIENCE_MS = 20_000  # for the app to start and listen, also on a busy machine
ANSWER_MS = 2000  # for the app to answer a line


def acquire(folder: Path) -> QLockFile | None:
    """Take the lock, and return it; None when the app runs already. The lock of a crashed app is free."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(OSError):  # another user owns the folder: then the lock fails
        folder.chmod(0o700)
    lock = QLockFile(str(folder / "lock"))
    lock.setStaleLockTime(0)
    return lock if lock.tryLock(0) else None


def hand_over(folder: Path, text: str) -> bool:
    """Give `text` (a link, or "" to show the window) to the running app. Return False when it has ended meanwhile.

    Raises TimeoutError when the app does not answer, or another program listens in its place.
    """
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not deadline.hasExpired():
        if (key := _read_key(folder)) and _send(address(folder, key), key, text):
            return True
        if _no_app_runs(folder):
            return False
        QThread.msleep(20)
    raise TimeoutError("Kaibo runs already but does not answer. End it and try again.")


def _send(name: str, key: bytes, text: str) -> bool:
    """Send `text` to the listener after it has proved the key. Return whether it accepted the text."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(200):
        return False
    challenge = secrets.token_hex(KEY_BYTES).encode()
    socket.write(challenge + b"\n")
    if not hmac.compare_digest(_line(socket), _proof(key, b"first", challenge)):
        return False
    message = json.dumps(text).encode()
    socket.write(_proof(key, b"second", challenge, message) + b" " + message + b"\n")
    return _line(socket) == ACCEPTED


def _line(socket: QLocalSocket) -> bytes:
    """Wait for the next line, and return it without its end; b"" when none came in time."""
    deadline = QDeadlineTimer(ANSWER_MS)
    while not socket.canReadLine():
        if socket.bytesAvailable() > LONGEST or not socket.waitForReadyRead(deadline.remainingTime()):
            return b""
    return bytes(socket.readLine(LONGEST).data()).rstrip(b"\n")


def _proof(key: bytes, *parts: bytes) -> bytes:
    return hmac.digest(key, b" ".join(parts), sha256).hex().encode()


def _read_key(folder: Path) -> bytes:
    """Return the key of the running app; b"" when there is none yet."""
    try:
        return (folder / KEY_FILE).read_bytes()
    except OSError:
        return b""


def _no_app_runs(folder: Path) -> bool:
    lock = acquire(folder)
    if lock:
        lock.unlock()
    return lock is not None


def address(folder: Path, key: bytes) -> str:
    """Return where the app listens: a socket in a folder that only this person may write to.

    On Windows it is a pipe. Its name follows from the key, so that no program can know it before.
    """
    if sys.platform == "win32":
        return f"kaibo-companion-{_proof(key, b'name').decode()[:32]}"
    run = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    name = f"kaibo-companion-{sha256(str(folder).encode()).hexdigest()[:12]}"
    return str((run if run.is_absolute() and _is_private(run) else folder) / name)


def _is_private(folder: Path) -> bool:
    """Return whether only this person may write there (https://specifications.freedesktop.org/basedir-spec/latest)."""
    if sys.platform == "win32":
        return False
    try:
        status = folder.stat()
    except OSError:
        return False
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


class Listener(QObject):
    """The running app's listener. `received` carries the text of each later start."""

    received = Signal(str)

    def __init__(self, folder: Path) -> None:
        """Start to listen. Raises OSError when the system does not allow it."""
        super().__init__()
        self._key = secrets.token_bytes(KEY_BYTES)
        self._server = QLocalServer()
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        name = address(folder, self._key)
        QLocalServer.removeServer(name)  # a crashed app's: this one holds the lock
        if not self._server.listen(name):
            raise OSError(self._server.errorString())
        write(folder / KEY_FILE, self._key)

    def _accept(self) -> None:
        socket = self._server.nextPendingConnection()
        challenge: list[bytes] = []
        socket.readyRead.connect(lambda: self._read(socket, challenge))
        socket.disconnected.connect(socket.deleteLater)

    def _read(self, socket: QLocalSocket, challenge: list[bytes]) -> None:
        """Read a challenge, then a proof with the message. A message without a valid proof is dropped."""
        while socket.canReadLine():
            line = bytes(socket.readLine(LONGEST).data()).rstrip(b"\n")
            if not challenge:
                challenge.append(line)
                self._send_line(socket, _proof(self._key, b"first", line))
                continue
            proof, _, message = line.partition(b" ")
            if not hmac.compare_digest(proof, _proof(self._key, b"second", *challenge, message)):
                return socket.abort()
            self._send_line(socket, ACCEPTED)
            return self.received.emit(str(json.loads(message)))
        if socket.bytesAvailable() > LONGEST:
            socket.abort()
        return None

    def _send_line(self, socket: QLocalSocket, line: bytes) -> None:
        socket.write(line + b"\n")
        socket.flush()
