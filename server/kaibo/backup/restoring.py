"""Restore a backup into an empty place."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, inspect

from kaibo import migrations
from kaibo.account import last_backup, seal
from kaibo.backup import sealed
from kaibo.backup.archive import Reader
from kaibo.backup.errors import BackupDamaged, BackupFailed, BackupTooNew, PlaceNotEmpty
from kaibo.backup.making import PRIVATE, Say
from kaibo.backup.rows import Form, Source, fill
from kaibo.disk import whole, write_private
from kaibo.files import folder as files_folder, parts
from kaibo.files.table import show_file
from kaibo.host.data_folder import MASTER_KEY, DataFolder
from kaibo.migrations import database
from kaibo.vault import MasterKeyUnusable, Vault, parse


class Restored(NamedTuple):
    """The result of a restore."""

    rows: int
    files: int
    keys: bool


def restore(file: Path, url: str, folder: DataFolder, files: Path, ask: Callable[[], str], say: Say) -> Restored:
    """Check a backup and write all of it. `ask` returns the passphrase, and is called only when the backup has keys.

    The store comes last, so a restore that fails leaves an empty store, and may be tried again. Raises BackupUnusable,
    MasterKeyUnusable and FilesUnusable. The caller holds the data folder.
    """
    with _opened(file) as reader:
        manifest = reader.manifest
        if not migrations.is_known(manifest.revision):
            raise BackupTooNew(f"Kaibo {manifest.kaibo} made the backup, and this one is older; use that version")
        require_empty(url)
        say("checking")
        reader.check()
        private = sealed.unseal(reader.keys(), ask(), manifest.installation) if manifest.keys else {}
        vault = _vault(folder, private)
        with database.whole(url) as db:
            _require_empty(db)
            say("rows")
            rows = fill(db, url, _Whole(reader))
            last_backup.note(db, manifest.made_at)
            if not seal.fits(db, vault):
                raise MasterKeyUnusable("master.key in the data folder is not the key of this backup; put that there")
            try:
                _write_files(db, reader, files, say)
                _write_private(folder, private)
            except OSError as error:
                raise BackupFailed(f"{error.filename or files}: {error.strerror} (nothing was restored)") from None
        return Restored(rows, len(manifest.files), bool(private))


def require_empty(url: str) -> None:
    """Raise PlaceNotEmpty unless the database has no tables. Do not make the file of a SQLite store."""
    try:
        if not migrations.tables(url):
            return
    except migrations.StoreUnusable:  # there is a store of a newer version
        pass
    raise PlaceNotEmpty("the database already has tables; name an empty one (--data, or database_url)")


def _require_empty(db: Connection) -> None:
    if inspect(db).get_table_names():
        raise PlaceNotEmpty("another command made tables in the database meanwhile")


class _Whole(Source):
    """The rows of a backup without those of files whose bytes it lacks. A show lost these during the backup."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.revision, self.forms = reader.revision, reader.forms

    def rows(self, form: Form) -> Iterator[list[Any]]:
        rows = self._reader.rows(form)
        if form.name != show_file.name or not self._reader.manifest.lost:
            return rows
        lost = set(self._reader.manifest.lost)
        at = form.columns.index(show_file.c.sha256.name)
        return (row for row in rows if row[at] not in lost)


@contextmanager
def _opened(file: Path) -> Iterator[Reader]:
    try:
        with file.open("rb") as opened:
            yield Reader(opened)
    except OSError as error:
        raise BackupDamaged(f"{file} cannot be read: {error.strerror}") from None


def _vault(folder: DataFolder, private: Mapping[str, str]) -> Vault:
    """Open the vault of the backup's keys, or of the data folder when the backup has none.

    Raises PlaceNotEmpty when the data folder has another master key, and MasterKeyUnusable without one.
    """
    if not private:
        return Vault(folder.master_keys(sealed=True))
    there = folder.path / MASTER_KEY
    if there.exists() and there.read_text().strip() not in {"", private[MASTER_KEY].strip()}:
        raise PlaceNotEmpty(f"{there} is the key of another store; name an empty data folder with --data")
    return Vault(parse(private[MASTER_KEY]))


def _write_files(db: Connection, reader: Reader, files: Path, say: Say) -> None:
    wanted = reader.manifest.files
    if not wanted and not files_folder.known(db):
        return
    files_folder.prepare(db, files)
    for number, sha256 in enumerate(wanted, 1):
        say(f"files: {number} of {len(wanted)}")
        there = parts.content(files, sha256)
        there.parent.mkdir(mode=0o700, exist_ok=True)
        with whole(there) as out:
            for data in reader.file(sha256):
                out.write(data)


def _write_private(folder: DataFolder, private: Mapping[str, str]) -> None:
    for name in PRIVATE:
        if name in private:
            write_private(folder.path / name, private[name])
