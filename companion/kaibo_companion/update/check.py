"""Find newer versions of the app on the server that it is in, and download them. A person starts the installer.

The app trusts only what the makers of this build signed. Their key is in the bundle. A build without a key offers
nothing (docs/companion.md, "Updates").
"""

import contextlib
import hashlib
import json
import os
import shlex
import shutil
import sys
import time
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from kaibo_companion import __version__
from kaibo_companion.files import write_json
from kaibo_companion.network import Answer, Network, Transfer
from kaibo_companion.origin import origin
from kaibo_companion.update.download import Download
from kaibo_companion.update.manifest import NoUpdate, Reason, Update, find_update
from kaibo_companion.update.minisign import BadSignature, PublicKey, read_key, verify

KEY_FILE = Path(__file__).parent.parent / "update.pub"
DAY = 24 * 3600  # seconds
SILENCE_MS = 20_000
MANIFEST, SIGNATURE = 64 * 1024, 4 * 1024  # bytes, at most
SPARE = 256 * 1024 * 1024  # bytes that a download leaves free, because the installation needs space too


class Updates(QObject):
    """One check and one download at a time. A newer one silently replaces the older one."""

    offered = Signal(Update)
    none = Signal(str)  # a Reason
    progress = Signal(int, int)  # bytes so far, and all bytes; once per hundredth
    ready = Signal(Path)
    failed = Signal(str)  # "unreachable", "wrong" (not the signed file), "no_space" or "disk"

    def __init__(self, folder: Path, parent: QObject | None = None, key_file: Path = KEY_FILE) -> None:
        """Note in a file of `folder`, the app's own, when the app asked which server."""
        super().__init__(parent)
        self._asked_file = folder / "updates.json"
        self._key_file = key_file
        self._network = Network(self, f"KaiboCompanion/{__version__}", SILENCE_MS)
        self._transfer: Transfer | None = None
        self._download: Download | None = None

    def check(self, server: str, by_hand: bool = False) -> None:
        """Ask `server`, an origin: at most once a day, but always when a person asks (`by_hand`).

        `offered` or `none` answers. Raises BadLink when the app may not open this server.
        """
        server = origin(server)
        if self._transfer:
            self._transfer.drop()
        try:
            key = read_key(self._key_file.read_bytes())
        except (OSError, BadSignature):
            return self.none.emit(Reason.NO_KEY)
        asked = self._asked_today()
        if server in asked and not by_hand:
            return self.none.emit(Reason.ASKED_TODAY)
        with contextlib.suppress(OSError):
            write_json(self._asked_file, asked | {server: int(time.time())})
        url = f"{server}/download/manifest.json"

        def got_manifest(manifest: Answer) -> None:
            if manifest.status != 200:
                return self.none.emit(Reason.UNREACHABLE)

            def got_signature(signature: Answer) -> None:
                self._judge(key, server, manifest.body, signature)

            self._transfer = Transfer(self._network.get(f"{url}.minisig"), SIGNATURE, got_signature)
            return None

        self._transfer = Transfer(self._network.get(url), MANIFEST, got_manifest)
        return None

    def download(self, update: Update, folder: Path) -> None:
        """Download into `folder`. `progress` follows, then `ready` with the file, or `failed`."""
        self.cancel()
        try:
            if shutil.disk_usage(folder).free < update.size + SPARE:
                return self.failed.emit("no_space")
            self._download = Download(self._network, update, folder)
        except OSError:
            return self.failed.emit("disk")
        self._download.progress.connect(self.progress)
        self._download.ready.connect(self.ready)
        self._download.failed.connect(self.failed)
        return None

    def cancel(self) -> None:
        """Stop the download silently, and remove its file."""
        if self._download:
            self._download.drop()

    def _judge(self, key: PublicKey, server: str, manifest: bytes, signature: Answer) -> None:
        if signature.status != 200:
            return self.none.emit(Reason.UNREACHABLE)
        try:
            verify(key, manifest, signature.body)
            update = find_update(manifest, server, __version__)
        except BadSignature:
            return self.none.emit(Reason.UNSIGNED)
        except NoUpdate as error:
            return self.none.emit(error.reason)
        return self.offered.emit(update)

    def _asked_today(self) -> dict[str, int]:
        """Return the servers that were asked in the last day, with the unix seconds. A future time does not count."""
        try:
            stored = json.loads(self._asked_file.read_text())
            return {server: when for server, when in stored.items() if 0 <= time.time() - when < DAY}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}


class FileState(Enum):
    """The state of a downloaded file since it was checked."""

    SAME = "same"
    GONE = "gone"
    CHANGED = "changed"


def check_file(update: Update, file: Path) -> FileState:
    """Return whether the file is still the one that was offered. Remove a changed one. An unreadable one is GONE."""
    try:
        with file.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return FileState.GONE
    if digest == update.sha256:
        return FileState.SAME
    with contextlib.suppress(OSError):
        file.unlink()
    return FileState.CHANGED


def open_installer(path: Path) -> bool:
    """Open a file with the system's installer. Return whether that worked."""
    if sys.platform == "win32":
        try:
            os.startfile(path)
        except OSError:  # Windows blocked it, or the person said no to Windows
            return False
        return True
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def terminal_command(path: Path) -> str:
    """Return the command that installs the file in a terminal; "" where this is not usual."""
    if sys.platform != "linux":
        return ""
    return f"sudo apt install {shlex.quote(str(path.absolute()))}"
