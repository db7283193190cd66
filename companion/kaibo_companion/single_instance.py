"""One app for each person: a second start hands its link to the first and is gone.

The lock decides who is first, not the socket: of three starts at once all three would find nobody listening.

A link has a ticket in it, so the second makes sure that the first listens. On Windows every program sees the names of
pipes, and may listen at a name before the app does: Qt makes a pipe also where another program has one of that name.
So the first puts a key into the app's folder, another one at each start. What proves the key can read that folder.
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

from kaibo_companion.kept import write

LONGEST = 16_384  # bytes of a line: a proof, one link as JSON and its end
KEY_FILE, KEY_BYTES = "listens.key", 32
HEARD = b"heard"
PATIENCE_MS = 5000  # for the first to listen, while it starts
ANSWER_MS = 2000  # for the first to answer a line


def first(folder: Path) -> QLockFile | None:
    """The lock, for whoever is first; it is held until it is dropped. One that a crash left behind is taken."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(OSError):  # a folder of another's: then the lock says no
        folder.chmod(0o700)
    lock = QLockFile(str(folder / "lock"))
    lock.setStaleLockTime(0)
    return lock if lock.tryLock(0) else None


def hand_over(folder: Path, text: str) -> bool:
    """Whether the first took `text` (a link, or nothing: show yourself); not when it is gone by now.

    Raises TimeoutError when it is there and does not listen, or another program listens in its place.
    """
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not deadline.hasExpired():
        if (key := _key(folder)) and _give(address(folder, key), key, text):
            return True
        if _nobody_is_first(folder):
            return False
        QThread.msleep(20)
    raise TimeoutError("it runs already and does not answer; end it and try again")


def _give(where: str, key: bytes, text: str) -> bool:
    """Whether the one who listens there has the key, and took `text`: without the key it is not told."""
    socket = QLocalSocket()
    socket.connectToServer(where)
    if not socket.waitForConnected(200):
        return False
    challenge = secrets.token_hex(KEY_BYTES).encode()
    socket.write(challenge + b"\n")
    if not hmac.compare_digest(_line(socket), _proof(key, b"first", challenge)):
        return False
    said = json.dumps(text).encode()
    socket.write(_proof(key, b"second", challenge, said) + b" " + said + b"\n")
    return _line(socket) == HEARD


def _line(socket: QLocalSocket) -> bytes:
    """What it says next, without the end of the line; nothing when it says no whole line in time."""
    deadline = QDeadlineTimer(ANSWER_MS)
    while not socket.canReadLine():
        if socket.bytesAvailable() > LONGEST or not socket.waitForReadyRead(deadline.remainingTime()):
            return b""
    return bytes(socket.readLine(LONGEST).data()).rstrip(b"\n")


def _proof(key: bytes, *what: bytes) -> bytes:
    return hmac.digest(key, b" ".join(what), sha256).hex().encode()


def _key(folder: Path) -> bytes:
    """The first's; nothing while there is none."""
    try:
        return (folder / KEY_FILE).read_bytes()
    except OSError:
        return b""


def _nobody_is_first(folder: Path) -> bool:
    lock = first(folder)
    if lock:
        lock.unlock()
    return lock is not None


def address(folder: Path, key: bytes) -> str:
    """Where the first listens: a socket in a folder that this person alone may write to; on Windows a pipe, whose name
    nobody knows before it is there."""
    if sys.platform == "win32":
        return f"kaibo-companion-{_proof(key, b'name').decode()[:32]}"
    run = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    name = f"kaibo-companion-{sha256(str(folder).encode()).hexdigest()[:12]}"
    return str((run if run.is_absolute() and _is_private(run) else folder) / name)


def _is_private(folder: Path) -> bool:
    """Whether nobody else may put anything there (https://specifications.freedesktop.org/basedir-spec/latest)."""
    if sys.platform == "win32":
        return False
    try:
        found = folder.stat()
    except OSError:
        return False
    return found.st_uid == os.geteuid() and not found.st_mode & 0o022


class Listener(QObject):
    """The first's ear: `came` says what each further start brought."""

    came = Signal(str)

    def __init__(self, folder: Path) -> None:
        """Raises OSError where nobody can listen."""
        super().__init__()
        self._key = secrets.token_bytes(KEY_BYTES)
        self._server = QLocalServer()
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._meet)
        where = address(folder, self._key)
        QLocalServer.removeServer(where)  # one that a crash left behind: the lock is ours
        if not self._server.listen(where):
            raise OSError(self._server.errorString())
        write(folder / KEY_FILE, self._key)

    def _meet(self) -> None:
        socket = self._server.nextPendingConnection()
        challenge: list[bytes] = []
        socket.readyRead.connect(lambda: self._read(socket, challenge))
        socket.disconnected.connect(socket.deleteLater)

    def _read(self, socket: QLocalSocket, challenge: list[bytes]) -> None:
        """First a challenge, then what it is told: nothing counts without a proof."""
        while socket.canReadLine():
            line = bytes(socket.readLine(LONGEST).data()).rstrip(b"\n")
            if not challenge:
                challenge.append(line)
                self._say(socket, _proof(self._key, b"first", line))
                continue
            proof, _, said = line.partition(b" ")
            if not hmac.compare_digest(proof, _proof(self._key, b"second", *challenge, said)):
                return socket.abort()
            self._say(socket, HEARD)
            return self.came.emit(str(json.loads(said)))
        if socket.bytesAvailable() > LONGEST:
            socket.abort()
        return None

    def _say(self, socket: QLocalSocket, line: bytes) -> None:
        socket.write(line + b"\n")
        socket.flush()
