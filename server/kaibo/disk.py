"""Write files that a power cut leaves whole, and that only their owner may read."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

PRIVATE = 0o600
PUBLIC, PUBLIC_FOLDER = 0o644, 0o755
FRESH = ".new"
"""The end of the name of a file that is not whole yet."""


def write_private(file: Path, text: str) -> None:
    """Write a whole text as `write_bytes` does."""
    write_bytes(file, text.encode())


def write_bytes(file: Path, content: bytes) -> None:
    """Write a whole file. After a crash or a power cut it holds the old content or the new one.

    Raises OSError, for example when the disk is full. The old file then stays unchanged.
    """
    with whole(file) as out:
        out.write(content)


@contextlib.contextmanager
def whole(file: Path) -> Iterator[IO[bytes]]:
    """Open a new file to write. It takes the place of `file` when all of it is on the disk.

    After an error nothing of it stays, and the old file is unchanged. Raises OSError.
    """
    handle, name = tempfile.mkstemp(FRESH, f".{file.name}.", file.parent)  # its mode is 0600
    fresh = Path(name)
    try:
        with open(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.replace(fresh, file)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    sync(file.parent)


def is_blank(file: Path) -> bool:
    """Tell whether a file is missing, empty, or full of zeros. A power cut leaves a new file so.

    Raises OSError when the file is there and cannot be read.
    """
    try:
        return not file.read_bytes().strip(b"\0 \t\r\n")
    except FileNotFoundError:
        return True


def sync(path: Path) -> None:
    """Keep the content of a file, or the names in a folder, over a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_private(file: Path) -> None:
    """Take a file's rights from all users but its owner. Leave a file of another user unchanged."""
    with contextlib.suppress(FileNotFoundError, PermissionError):
        if file.stat().st_mode & 0o077:
            file.chmod(PRIVATE)


def sweep(folder: Path) -> None:
    """Delete the unfinished files of crashed writers. No other process may be writing in this folder."""
    for unfinished in folder.glob(f".*{FRESH}"):
        unfinished.unlink(missing_ok=True)


def write_public(file: Path, content: bytes) -> None:
    """Write a file that every user of this machine may read, whatever the umask. Raises OSError."""
    make_public_folder(file.parent)
    file.write_bytes(content)
    file.chmod(PUBLIC)


def make_public_folder(folder: Path) -> None:
    """Make a folder and its missing parents, open to every user whatever the umask. Raises OSError."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in missing:
        path.chmod(PUBLIC_FOLDER)
