"""The commands `kaibo backup`, `kaibo restore` and `kaibo move`."""

import getpass
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from kaibo.backup import making, moving, restoring
from kaibo.backup.errors import BackupUnusable, StoreInUse
from kaibo.cli.opening import PASSPHRASE as VARIABLE
from kaibo.cli.stopped import Stopped
from kaibo.features.recording.reading import FOLDER
from kaibo.host.data_folder import DataFolder, FolderInUse
from kaibo.settings import Settings
from kaibo.terminal import as_json, escaped

HOW = f"give the passphrase by {VARIABLE} or --passphrase-file"
SHOWN_SECONDS = 0.2
"""How often the progress on a terminal changes."""


def make(settings: Settings, file: Path, passphrase_file: Path | None, *, keys: bool) -> None:
    """Write a backup and print what is in it. Servers go on meanwhile. Raises Stopped."""
    passphrase = _passphrase(passphrase_file, twice=True) if keys else None
    with _told(), Progress() as progress:
        folder = DataFolder(settings.data)
        made = making.make(file, settings.database, folder, settings.files_folder, passphrase, progress)
    if made.lost:
        print(f"kaibo: {made.lost} files of shows are damaged or missing on the server", file=sys.stderr)
    recordings = settings.files_folder / FOLDER
    if recordings.is_dir() and any(recordings.iterdir()):
        print(f"kaibo: the recordings are not in the backup; copy {recordings}", file=sys.stderr)
    line = {"File": str(file), "Bytes": made.size, "Rows": made.rows, "Files": made.files, "Keys": keys}
    print(as_json(line))


def restore(settings: Settings, file: Path, passphrase_file: Path | None) -> None:
    """Restore a backup into an empty place, and print what came. Raises Stopped."""
    with _told(), _held(settings) as folder, Progress() as progress:

        def ask() -> str:
            progress.clear()
            return _passphrase(passphrase_file)

        came = restoring.restore(file, settings.database, folder, settings.files_folder, ask, progress)
    print(as_json({"File": str(file), "Rows": came.rows, "Files": came.files, "Keys": came.keys}))


def move(settings: Settings, url: str) -> None:
    """Copy the store to another database, and print what to set. Raises Stopped."""
    with _told(), _held(settings):
        moved = moving.move(settings.database, url)
    print(as_json({"Rows": moved.rows}))
    shown = make_url(url).render_as_string()
    print(f'Now set in kaibo.toml: database_url = "{escaped(shown)}"', file=sys.stderr)
    print("The old store stays as it is. Delete it when the new one works.", file=sys.stderr)


class Progress:
    """Shows on a terminal what a command does now, on one line. Shows nothing in a log."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty()
        self._at = 0.0

    def __call__(self, text: str) -> None:
        if self._shows and time.monotonic() - self._at > SHOWN_SECONDS:
            self._at = time.monotonic()
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Clear the line."""
        if self._shows:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()


@contextmanager
def _told() -> Iterator[None]:
    """End the command with the error's name and text. The name is for programs."""
    try:
        yield
    except BackupUnusable as error:
        raise Stopped(f"{type(error).__name__}: {error}") from None


@contextmanager
def _held(settings: Settings) -> Iterator[DataFolder]:
    """Hold the data folder, so that no server starts on it. Raises StoreInUse."""
    folder = DataFolder(settings.data)
    try:
        with folder.held():
            yield folder
    except FolderInUse:
        raise StoreInUse(f"a server runs on {folder.path}; stop it first") from None


def _passphrase(file: Path | None, *, twice: bool = False) -> str:
    """Find the passphrase: in a file, in the environment, or typed. Raises Stopped."""
    if file:
        try:
            return file.read_text().rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise Stopped(f"the passphrase file {file} cannot be read: {error}") from None
    if given := os.environ.get(VARIABLE):
        return given
    if not sys.stdin.isatty():
        raise Stopped(f"{HOW}" + ("; or leave the keys out with --no-keys" if twice else ""))
    typed = getpass.getpass("Passphrase of the keys: ")
    if twice and getpass.getpass("The same again: ") != typed:
        raise Stopped("the two passphrases differ")
    return typed
