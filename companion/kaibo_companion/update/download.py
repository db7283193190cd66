"""Download an installer, and check that it is the signed file."""

import contextlib
import errno
import os
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkReply

from kaibo_companion.network import Network, status
from kaibo_companion.update.manifest import Update

CHUNK = 1024 * 1024  # bytes


class Download(QObject):
    """An installer on its way into a folder. It is `{file}.part` until it is whole and checked.

    `failed` carries "unreachable", "wrong" (not the signed file), "no_space" or "disk".
    """

    progress = Signal(int, int)  # bytes so far, and all bytes; once per hundredth
    ready = Signal(Path)
    failed = Signal(str)

    def __init__(self, network: Network, update: Update, folder: Path) -> None:
        """Start the download. Raises OSError when the folder is not writable."""
        super().__init__(network)
        self._update, self._part = update, folder / f"{update.file}.part"
        self._size, self._hundredth, self._hash, self._over = 0, -1, sha256(), False
        self._part.unlink(missing_ok=True)
        self._file = open(self._part, "xb", opener=lambda path, flags: os.open(path, flags, 0o600))  # noqa: SIM115
        self._reply = network.get(f"{update.server}/download/{update.file}")
        self._reply.setReadBufferSize(4 * CHUNK)
        self._reply.readyRead.connect(self._read)
        self._reply.finished.connect(self._finish)

    def drop(self) -> None:
        """Stop the download and remove its file. No signal follows."""
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
        if status(self._reply) != 200:
            return self._fail("unreachable")
        while chunk := self._reply.read(CHUNK).data():
            self._size += len(chunk)
            if self._size > self._update.size:
                return self._fail("wrong")
            self._hash.update(chunk)
            try:
                self._file.write(chunk)
            except OSError as error:
                return self._fail_on_disk(error)
        hundredth = self._size * 100 // self._update.size
        if hundredth != self._hundredth:
            self._hundredth = hundredth
            self.progress.emit(self._size, self._update.size)
        return None

    def _finish(self) -> None:
        if self._over:
            return None
        if self._reply.error() != QNetworkReply.NetworkError.NoError or status(self._reply) != 200:
            return self._fail("unreachable")
        self._read()
        if self._over:
            return None
        if self._size < self._update.size:  # Qt reports a broken connection as a normal end
            return self._fail("unreachable")
        if self._hash.hexdigest() != self._update.sha256:
            return self._fail("wrong")
        whole = self._part.with_suffix("")
        try:
            self._file.close()
            self._part.chmod(0o644)  # apt reads it as another user
            os.replace(self._part, whole)
        except OSError as error:
            return self._fail_on_disk(error)
        self._over = True
        self._reply.deleteLater()
        self.deleteLater()
        return self.ready.emit(whole)

    def _fail_on_disk(self, error: OSError) -> None:
        self._fail("no_space" if error.errno == errno.ENOSPC else "disk")

    def _fail(self, code: str) -> None:
        self.drop()
        self.failed.emit(code)
