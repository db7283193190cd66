"""What comes from a server, and never more of it than is wanted: a small answer, or a file that was signed."""

import contextlib
import errno
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QTimer, QUrl, Signal
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest

from kaibo_companion import __version__
from kaibo_companion.release import Update

PATIENCE_MS = 30_000  # for a small answer as a whole
QUIET_MS = 20_000  # without a byte
CHUNK = 1024 * 1024  # bytes
Attribute = QNetworkRequest.Attribute


class Network(QObject):
    """Asks where it is told, or not at all: no redirect is followed, and no cookie is sent or kept."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._network = QNetworkAccessManager(self)
        self._network.setRedirectPolicy(QNetworkRequest.RedirectPolicy.ManualRedirectPolicy)
        self._network.setTransferTimeout(QUIET_MS)

    def get(self, url: str) -> QNetworkReply:
        request = QNetworkRequest(QUrl(url))
        request.setRawHeader(QByteArray(b"User-Agent"), QByteArray(f"KaiboCompanion/{__version__}".encode()))
        request.setRawHeader(QByteArray(b"Accept-Encoding"), QByteArray(b"identity"))  # sizes are those on the wire
        manual = QNetworkRequest.LoadControl.Manual.value
        for attribute in (
            Attribute.CookieLoadControlAttribute,
            Attribute.CookieSaveControlAttribute,
            Attribute.AuthenticationReuseAttribute,
        ):
            request.setAttribute(attribute, manual)
        return self._network.get(request)


class Answer(QObject):
    """A small answer, whole: `then` gets it once, or None when none came that is a 200 of at most `most` bytes."""

    def __init__(self, network: Network, url: str, most: int, then: Callable[[bytes | None], None]) -> None:
        super().__init__(network)
        self._reply, self._most, self._then = network.get(url), most, then
        self._had, self._over = bytearray(), False
        self._reply.setReadBufferSize(most + 1)
        self._reply.readyRead.connect(self._read)
        self._reply.finished.connect(self._finish)
        QTimer.singleShot(PATIENCE_MS, self, self._reply.abort)

    def drop(self) -> None:
        """Without a word."""
        if not self._over:
            self._then = lambda _: None
            self._reply.abort()

    def _read(self) -> None:
        self._had += self._reply.read(self._most + 1).data()
        if len(self._had) > self._most:
            self._reply.abort()

    def _finish(self) -> None:
        good = _good(self._reply)
        if good:
            self._read()
        self._over = True
        self._reply.deleteLater()
        self.deleteLater()
        self._then(bytes(self._had) if good and len(self._had) <= self._most else None)


class Download(QObject):
    """An installer on its way into a folder, as `{file}.part` until all of it is there and is what was signed.

    `failed` says "unreachable", "wrong" (not what was signed), "no_space" or "disk".
    """

    progress = Signal(int, int)  # bytes that are here, and all; once for each hundredth
    ready = Signal(Path)
    failed = Signal(str)

    def __init__(self, network: Network, update: Update, folder: Path) -> None:
        """Raises OSError when it cannot be written there."""
        super().__init__(network)
        self._update, self._part = update, folder / f"{update.file}.part"
        self._had, self._told, self._sum, self._over = 0, -1, sha256(), False
        self._part.unlink(missing_ok=True)
        self._file = open(self._part, "xb", opener=lambda path, flags: os.open(path, flags, 0o600))  # noqa: SIM115
        self._reply = network.get(f"{update.server}/download/{update.file}")
        self._reply.setReadBufferSize(4 * CHUNK)
        self._reply.readyRead.connect(self._read)
        self._reply.finished.connect(self._finish)

    def drop(self) -> None:
        """Without a trace and without a word."""
        if self._over:
            return
        self._over = True
        self._reply.abort()
        self._reply.deleteLater()
        self.deleteLater()
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            self._part.unlink(missing_ok=True)

    def _read(self) -> None:
        if self._over:
            return
        if _status(self._reply) != 200:
            return self._fail("unreachable")
        while chunk := self._reply.read(CHUNK).data():
            self._had += len(chunk)
            if self._had > self._update.size:
                return self._fail("wrong")
            self._sum.update(chunk)
            try:
                self._file.write(chunk)
            except OSError as error:
                return self._fail("no_space" if error.errno == errno.ENOSPC else "disk")
        hundredth = self._had * 100 // self._update.size
        if hundredth != self._told:
            self._told = hundredth
            self.progress.emit(self._had, self._update.size)
        return None

    def _finish(self) -> None:
        if self._over:
            return None
        if not _good(self._reply):
            return self._fail("unreachable")
        self._read()
        if self._over:
            return None
        if self._had < self._update.size:  # Qt takes a connection that broke for an end
            return self._fail("unreachable")
        if self._sum.hexdigest() != self._update.sha256:
            return self._fail("wrong")
        whole = self._part.with_suffix("")
        try:
            self._file.close()
            self._part.chmod(0o644)  # apt reads it as a user of its own
            os.replace(self._part, whole)
        except OSError as error:
            return self._fail("no_space" if error.errno == errno.ENOSPC else "disk")
        self._over = True
        self._reply.deleteLater()
        self.deleteLater()
        return self.ready.emit(whole)

    def _fail(self, code: str) -> None:
        self.drop()
        self.failed.emit(code)


def _status(reply: QNetworkReply) -> int:
    return int(reply.attribute(Attribute.HttpStatusCodeAttribute) or 0)


def _good(reply: QNetworkReply) -> bool:
    return reply.error() == QNetworkReply.NetworkError.NoError and _status(reply) == 200
