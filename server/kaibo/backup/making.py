"""Make a backup of a store, its files and its keys, while servers run."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, create_engine, select
from sqlalchemy.exc import SQLAlchemyError

from kaibo import __version__, clock
from kaibo.account import last_backup, seal
from kaibo.backup import sealed
from kaibo.backup.archive import Head, Writer
from kaibo.backup.errors import BackupFailed
from kaibo.backup.rows import Snapshot, snapshot
from kaibo.cluster import installation
from kaibo.disk import whole
from kaibo.files import folder as files_folder, parts
from kaibo.files.table import show_file
from kaibo.host.data_folder import MASTER_KEY, DataFolder
from kaibo.vault import MasterKeyUnusable, Vault

Say = Callable[[str], None]
"""Hears of the progress: one short text each time."""
PRIVATE = (MASTER_KEY, "ca.pem", "demo.json")
"""The files of the data folder that go with a backup: the keys of links, of --lan, of the demo."""
READY = show_file.c.ready_at > 0


class Made(NamedTuple):
    """The content of a new backup."""

    rows: int
    files: int
    lost: int
    """Files without bytes, although the store still names them. They are damaged on the server."""
    size: int
    """Bytes."""


def make(file: Path, url: str, folder: DataFolder, files: Path, passphrase: str | None, say: Say) -> Made:
    """Write a backup. `passphrase` seals the keys; None leaves them out.

    A backup with the same name stays until the new one is whole. Raises BackupUnusable, StoreUnusable and
    MasterKeyUnusable.
    """
    try:
        with whole(file) as out:
            writer = Writer(out)
            try:
                rows, wanted = _write_store(writer, url, folder, files, passphrase, say)
                lost = _write_files(writer, files, wanted, say)
            except BaseException:
                writer.abandon()
                raise
            writer.finish(rows.head)
    except OSError as error:
        raise BackupFailed(f"{file} cannot be written ({error.strerror}); nothing of it stayed") from None
    _note(url, rows.head.made_at)
    still = len(lost & _named_now(url)) if lost else 0
    return Made(rows.number, len(wanted) - len(lost), still, file.stat().st_size)


def _note(url: str, at: int) -> None:
    """Note in the store when it was backed up. A store that takes no rows, or has an older form, goes without."""
    engine = create_engine(url)
    with suppress(SQLAlchemyError), engine.begin() as db:
        last_backup.note(db, at)
    engine.dispose()


class _Rows(NamedTuple):
    head: Head
    number: int


def _write_store(
    writer: Writer, url: str, folder: DataFolder, files: Path, passphrase: str | None, say: Say
) -> tuple[_Rows, set[str]]:
    """Write the keys and all rows. Return the facts, and the hashes of the files that the rows name."""
    with snapshot(url) as source:
        head = _head(source)
        if passphrase is not None:
            writer.add_keys(sealed.seal(_private(source.db, folder), passphrase, head.installation))
        wanted = _named(source)
        if wanted and not files_folder.is_here(files, files_folder.known(source.db)):
            raise BackupFailed(f"{files} is not the folder of this store's files; mount it, or name it (setting files)")
        number = 0
        for form in source.forms:
            say(f"rows: {form.name}")
            number += writer.add_rows(form, source.rows(form))
    return _Rows(head, number), wanted


def _write_files(writer: Writer, files: Path, wanted: set[str], say: Say) -> set[str]:
    """Write files. Return those whose bytes were not there. A show may have lost them since the snapshot."""
    lost = set()
    for number, sha256 in enumerate(sorted(wanted), 1):
        say(f"files: {number} of {len(wanted)}")
        if not writer.add_file(sha256, parts.content(files, sha256)):
            lost.add(sha256)
    return lost


def _head(source: Snapshot) -> Head:
    if not source.revision:
        raise BackupFailed("there is no store here yet; name it with --data, or with the setting database_url")
    there = {form.name for form in source.forms}
    name = installation.find(source.db) if installation.installation.name in there else ""
    return Head(__version__, clock.database_ms(source.db) or clock.now_ms(), source.revision, name)


def _named(source: Snapshot) -> set[str]:
    if show_file.name not in {form.name for form in source.forms}:
        return set()
    return set(source.db.scalars(select(show_file.c.sha256).where(READY)))


def _named_now(url: str) -> set[str]:
    with snapshot(url) as source:
        return _named(source)


def _private(db: Connection, folder: DataFolder) -> dict[str, str]:
    """Read the private files. Raises MasterKeyUnusable when the master key is not that of the store."""
    vault = Vault(folder.master_keys(sealed=True))
    if _has_seal(db) and not seal.fits(db, vault):
        raise MasterKeyUnusable("master.key in the data folder is not the key of this store; put the right one there")
    return {name: (folder.path / name).read_text() for name in PRIVATE if (folder.path / name).exists()}


def _has_seal(db: Connection) -> bool:
    """Tell whether the store's form has the table of the known text."""
    return db.dialect.has_table(db, seal.TABLE)
