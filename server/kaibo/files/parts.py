"""The bytes of files on the disk: `{folder}/{first two digits}/{sha256}`, and the parts of unfinished ones.

The parts are the record of how far an upload came, so several servers share it with the folder. All here blocks, so it
runs in threads. Each function raises DiskFull when there is no room, and FilesAway when the folder does not answer.
"""

import errno
import hashlib
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kaibo.disk import FRESH, sync, write_bytes
from kaibo.errors import DiskFull
from kaibo.files import kinds
from kaibo.files.errors import FileDamaged, FilesAway, UnsupportedFile
from kaibo.files.table import ShowFile

BYTES = 512 * 1024
"""Of each part but the last. In base64 a part fits into a call's body of 1 MiB (`gateway/body.py`)."""
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
PARTS = "parts"
SET_ASIDE = ".gone"
"""The end of the name of content that is about to be deleted."""
log = logging.getLogger("kaibo.files")


@contextmanager
def _asking() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        log.debug("the folder of files does not answer: %r", error)
        raise (DiskFull if error.errno in NO_ROOM else FilesAway)() from error


def count(size: int) -> int:
    """Return the number of parts of a file with this many bytes."""
    return -(-size // BYTES)


def length(size: int, part: int) -> int:
    """Return how many bytes a part of such a file has. 0: there is no such part."""
    return max(0, min(BYTES, size - part * BYTES))


def content(folder: Path, sha256: str) -> Path:
    """Return where the bytes of a whole file are."""
    return folder / sha256[:2] / sha256


def _place(folder: Path, activity_id: int, sha256: str) -> Path:
    return folder / PARTS / f"{activity_id}-{sha256}"


def missing(folder: Path, file: ShowFile) -> list[int]:
    """List the parts that are not there yet."""
    with _asking():
        try:
            there = set(os.listdir(_place(folder, file.activity, file.sha256)))
        except FileNotFoundError:
            there = set()
    return [part for part in range(count(file.size)) if str(part) not in there]


def put(folder: Path, file: ShowFile, part: int, data: bytes) -> list[int]:
    """Write a part. With the last one, check the whole file and put it in its place. Return the parts that are missing.

    The same part may come again. Raises UnsupportedFile by the content, and FileDamaged when it is not the announced
    one. The server then drops all parts.
    """
    place = _place(folder, file.activity, file.sha256)
    if part == 0:
        kinds.check_head(file.type, data[: kinds.HEAD_BYTES])
    with _asking():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_bytes(place / str(part), data)
    left = missing(folder, file)
    if not left:
        try:
            _finish(folder, file, place)
        except (UnsupportedFile, FileDamaged):
            drop_parts(folder, file.activity, file.sha256)
            raise
    return left


def _finish(folder: Path, file: ShowFile, place: Path) -> None:
    """Make the whole file of its parts, check it and put it in its place. The parts stay until the row says ready."""
    with _asking():
        handle, name = tempfile.mkstemp(FRESH, dir=place)  # it goes with the parts after a crash
        whole = Path(name)
        try:
            with open(handle, "wb") as out:
                _join(file, place, out)
                out.flush()
                os.fsync(out.fileno())
            kinds.check_picture(file.type, whole)
            there = content(folder, file.sha256)
            there.parent.mkdir(mode=0o700, exist_ok=True)
            os.replace(whole, there)
            sync(there.parent)
        finally:
            whole.unlink(missing_ok=True)


def _join(file: ShowFile, place: Path, out: IO[bytes]) -> None:
    """Write all parts, one behind the other. Raises FileDamaged when they are not the announced file."""
    digest, size = hashlib.sha256(), 0
    for part in range(count(file.size)):
        data = (place / str(part)).read_bytes()
        if part == 0:
            kinds.check_head(file.type, data[: kinds.HEAD_BYTES])
        digest.update(data)
        size += len(data)
        out.write(data)
    if size != file.size or digest.hexdigest() != file.sha256:
        raise FileDamaged


def drop_parts(folder: Path, activity_id: int, sha256: str) -> None:
    """Delete the parts of an upload."""
    with _asking(), suppress(FileNotFoundError):
        shutil.rmtree(_place(folder, activity_id, sha256))


def set_aside(folder: Path, sha256: str) -> None:
    """Take content out of its place. `restore` or `drop` follows, once the store says whether a row needs it."""
    there = content(folder, sha256)
    with _asking(), suppress(FileNotFoundError):
        os.replace(there, there.with_name(sha256 + SET_ASIDE))


def restore(folder: Path, sha256: str) -> None:
    """Put content back that was set aside. Content that came meanwhile is the same."""
    there = content(folder, sha256)
    with _asking(), suppress(FileNotFoundError):
        os.replace(there.with_name(sha256 + SET_ASIDE), there)


def drop(folder: Path, sha256: str) -> None:
    """Delete content that was set aside."""
    there = content(folder, sha256)
    with _asking():
        there.with_name(sha256 + SET_ASIDE).unlink(missing_ok=True)
