"""Files that a power cut leaves whole, and that their owner alone may read."""

import contextlib
import os
import tempfile
from pathlib import Path

PRIVATE = 0o600
PUBLIC, PUBLIC_FOLDER = 0o644, 0o755
FRESH = ".new"
"""How the name of a file ends that is not whole yet."""


def write_private(file: Path, text: str) -> None:
    """Write a text whole: after a crash or a power cut the file holds the old text or the new one.

    Raises OSError, as for a full disk; the old file is then as it was.
    """
    handle, name = tempfile.mkstemp(FRESH, f".{file.name}.", file.parent)  # its mode is 0600
    fresh = Path(name)
    try:
        with open(handle, "w") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        os.replace(fresh, file)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)


def is_blank(file: Path) -> bool:
    """Say whether a file is missing, or holds only what a power cut leaves of a new file: nothing, or zeros.

    Raises OSError when the file is there and cannot be read.
    """
    try:
        return not file.read_bytes().strip(b"\0 \t\r\n")
    except FileNotFoundError:
        return True


def sync_folder(folder: Path) -> None:
    """Keep the names in a folder over a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def make_private(file: Path) -> None:
    """Take a file from everybody but its owner. One that belongs to another user stays as it is."""
    with contextlib.suppress(FileNotFoundError, PermissionError):
        if file.stat().st_mode & 0o077:
            file.chmod(PRIVATE)


def sweep(folder: Path) -> None:
    """Delete what crashed writers left. No other process may be writing there."""
    for left in folder.glob(f".*{FRESH}"):
        left.unlink(missing_ok=True)


def write_public(file: Path, content: bytes) -> None:
    """Write a file that every user of this machine may read, whatever the umask. Raises OSError."""
    make_public_folder(file.parent)
    file.write_bytes(content)
    file.chmod(PUBLIC)


def make_public_folder(folder: Path) -> None:
    """Make a folder and what is missing above it, open to every user whatever the umask. Raises OSError."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in missing:
        one.chmod(PUBLIC_FOLDER)
