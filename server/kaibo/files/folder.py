"""The folder of files, which several servers share. A mark in it and the store tell the same id.

Without the check a server with a folder of its own would keep files that the other servers never find.
"""

import os
import secrets
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, select, text

from kaibo.account.table import meta
from kaibo.cluster import installation, members
from kaibo.disk import is_blank, write_private
from kaibo.files.errors import FilesAway
from kaibo.files.table import any_there

MARK = "kaibo-files.id"
NAME = "files folder"
"""The name of the row in `meta` with the folder's id."""


class FilesUnusable(RuntimeError):
    """The folder of files is not the one of this store, or cannot be used. The text says what to do."""


class Mark(NamedTuple):
    """The mark in a folder."""

    installation: str
    """The servers over one store."""
    folder: str
    """The folder's own id."""


def claim(db: Connection, folder: Path, server: str) -> None:
    """Check that the folder is the one that the store knows. Make and mark it the first time. `server`: this one's id.

    A folder without the right mark is taken while the store knows no file, and no other server lives.
    Raises FilesUnusable. Runs in a transaction that the caller commits.
    """
    ours = installation.find(db)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        mark = read(folder)
        if mark and mark.installation != ours:
            raise FilesUnusable(f"{folder} belongs to another installation of Kaibo; name another folder")
        mine = mark.folder if mark else f"fo_{secrets.token_hex(12)}"
        stored = _store(db, mine)
        mark = read(folder)  # a server that started at the same time may have made it
        if mark and mark.folder == stored:
            return
        if stored != mine and (any_there(db) or members.others_live(db, server)):
            raise FilesUnusable(
                f"{folder} is not the folder that this store's files are in. Put that folder there: mount the one that "
                "all servers share, or restore it from your backup"
            )
        write_private(folder / MARK, f"{ours} {stored}")
    except OSError as error:
        raise FilesUnusable(f"{folder}: {error.strerror}") from None


def prepare(db: Connection, folder: Path) -> None:
    """Mark an empty folder as the one that the store knows, before its files are restored there.

    A folder with that mark stays as it is. Raises FilesUnusable for any other one.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        wanted = Mark(installation.find(db), known(db))
        mark = read(folder)
        if mark == wanted:
            return
        if mark or any(folder.iterdir()):
            raise FilesUnusable(f"{folder} is not empty; name an empty folder")
        if wanted.folder:
            write_private(folder / MARK, " ".join(wanted))
    except OSError as error:
        raise FilesUnusable(f"{folder}: {error.strerror}") from None


def read(folder: Path) -> Mark | None:
    """Read the mark of a folder, None without one. Raises OSError."""
    file = folder / MARK
    words = [] if is_blank(file) else file.read_bytes().decode(errors="replace").split()
    return Mark(*words) if len(words) == 2 else None


def is_here(folder: Path, known: str) -> bool:
    """Tell whether the folder is there and has the id that the store knows."""
    try:
        mark = read(folder)
    except OSError:
        return False
    return mark is not None and mark.folder == known and os.access(folder, os.W_OK)


def require(folder: Path, known: str) -> None:
    """Raise FilesAway unless the folder is the one that the store knows. A drive may not be mounted.

    Otherwise a server would write into the empty folder below the drive. "" for `known` checks nothing.
    """
    if known and not is_here(folder, known):
        raise FilesAway


def known(db: Connection) -> str:
    """Return the folder's id as the store knows it; "" when no server claimed a folder yet."""
    value = db.scalar(select(meta.c.value).where(meta.c.name == NAME))
    return bytes(value).decode() if value else ""


def _store(db: Connection, mine: str) -> str:
    """Store the folder's id unless one is stored. Return the stored one.

    A server that starts at the same time waits for the end of this transaction.
    """
    row = {"name": NAME, "value": mine.encode()}
    db.execute(text("INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING"), row)
    return known(db)
