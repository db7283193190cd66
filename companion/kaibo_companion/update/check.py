"""Newer versions of the app, from the server that it is in: asked for, fetched, checked. A person starts the installer.

The server is only where they lie. What counts is what the makers of this build signed: their key is in the bundle, and
a build without one offers nothing (docs/companion.md, "Updates").
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

from kaibo_companion import __version__, release
from kaibo_companion.deep_link import origin
from kaibo_companion.fetch import Answer, Download, Network
from kaibo_companion.kept import keep
from kaibo_companion.minisign import BadSignature, PublicKey, read_key, verify
from kaibo_companion.release import Nothing, NoUpdate, Update

KEY_FILE = Path(__file__).with_name("update.pub")
DAY = 24 * 3600  # seconds
MANIFEST, SIGNATURE = 64 * 1024, 4 * 1024  # bytes, at most
SPARE = 256 * 1024 * 1024  # bytes that a download leaves free: what it installs needs room as well


class Updates(QObject):
    """One question and one download at a time; a newer one takes the older one's place, which then says no more."""

    offered = Signal(Update)
    none = Signal(str)  # a Nothing
    progress = Signal(int, int)  # bytes that are here, and all; once for each hundredth
    ready = Signal(Path)
    failed = Signal(str)  # "unreachable", "wrong" (not what was signed), "no_space" or "disk"

    def __init__(self, folder: Path, parent: QObject | None = None, key_file: Path = KEY_FILE) -> None:
        """`folder` is the app's own; it keeps there when it asked which server."""
        super().__init__(parent)
        self._asked = folder / "updates.json"
        self._key_file = key_file
        self._network = Network(self)
        self._answer: Answer | None = None
        self._download: Download | None = None

    def check(self, server: str, by_hand: bool = False) -> None:
        """Ask `server`, an origin: once a day by itself, and whenever a person wishes. `offered` or `none` answers.

        Raises BadLink for what is no server that the app may ask.
        """
        server = origin(server)
        if self._answer:
            self._answer.drop()
        try:
            key = read_key(self._key_file.read_bytes())
        except (OSError, BadSignature):
            return self.none.emit(Nothing.NO_KEY)
        asked = self._asked_today()
        if server in asked and not by_hand:
            return self.none.emit(Nothing.ASKED_TODAY)
        with contextlib.suppress(OSError):
            keep(self._asked, asked | {server: int(time.time())})
        manifest = f"{server}/download/manifest.json"

        def told(body: bytes | None) -> None:
            if body is None:
                return self.none.emit(Nothing.UNREACHABLE)
            self._answer = Answer(
                self._network,
                f"{manifest}.minisig",
                SIGNATURE,
                lambda signature: self._judge(key, server, body, signature),
            )
            return None

        self._answer = Answer(self._network, manifest, MANIFEST, told)
        return None

    def download(self, update: Update, folder: Path) -> None:
        """Into `folder`: `progress`, then `ready` with the file or `failed`."""
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
        """Give up a download, silently, and what is here of it; also when the app ends."""
        if self._download:
            self._download.drop()

    def _judge(self, key: PublicKey, server: str, manifest: bytes, signature: bytes | None) -> None:
        if signature is None:
            return self.none.emit(Nothing.UNREACHABLE)
        try:
            verify(key, manifest, signature)
            found = release.offered(manifest, server, __version__)
        except BadSignature:
            return self.none.emit(Nothing.UNSIGNED)
        except NoUpdate as nothing:
            return self.none.emit(nothing.why)
        return self.offered.emit(found)

    def _asked_today(self) -> dict[str, int]:
        """Servers, and when in unix seconds. A clock that was set back asks again."""
        try:
            found = json.loads(self._asked.read_text())
            return {server: when for server, when in found.items() if 0 <= time.time() - when < DAY}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}


class Ready(Enum):
    """What became of a download that lay there for a while."""

    SAME = "same"
    GONE = "gone"
    CHANGED = "changed"


def look_again(update: Update, file: Path) -> Ready:
    """Whether it still is the file that was offered. One that is another is taken away; one that cannot be read is as
    good as gone."""
    try:
        with file.open("rb") as opened:
            found = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return Ready.GONE
    if found == update.sha256:
        return Ready.SAME
    with contextlib.suppress(OSError):
        file.unlink()
    return Ready.CHANGED


def open_installer(path: Path) -> bool:
    """Hand a ready download to the system's installer, for a person who asked for it; whether it took it."""
    if sys.platform == "win32":
        try:
            os.startfile(path)
        except OSError:  # blocked, or the person said no to Windows
            return False
        return True
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def by_hand(path: Path) -> str:
    """The words that install it in a terminal; "" where nobody does it so."""
    if sys.platform != "linux":
        return ""
    return f"sudo apt install {shlex.quote(str(path.absolute()))}"
