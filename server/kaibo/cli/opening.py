"""Open the store and the master key. Each command does it here."""

from pathlib import Path

from sqlalchemy import create_engine

from kaibo import migrations
from kaibo.account import seal
from kaibo.disk import make_private
from kaibo.files import folder as files
from kaibo.host.data_folder import DataFolder
from kaibo.migrations.database import sqlite_file
from kaibo.vault import Vault

JOURNALS = ("", "-wal", "-shm", "-journal")
"""The ends of the names of SQLite's files (https://www.sqlite.org/tempfiles.html)."""


def migrate(url: str, folder: DataFolder) -> None:
    """Bring the store to this version's form. Raises StoreUnusable."""
    _make_private(url)
    with folder.one_at_a_time():
        migrations.upgrade(url)


def migrate_own(url: str, folder: DataFolder) -> Vault:
    """Migrate the store and open the vault. Change no store that belongs to another master key.

    Raises StoreUnusable and MasterKeyUnusable.
    """
    if seal.TABLE in migrations.tables(url):
        vault(url, folder)
    migrate(url, folder)
    return vault(url, folder)


def make(url: str, folder: DataFolder) -> None:
    """Make the store where there is none yet. Raises StoreUnusable for a store of another form, and leaves it alone."""
    if migrations.tables(url):
        check(url)
    else:
        migrate(url, folder)


def check(url: str) -> None:
    """Raise StoreUnusable unless the store has this version's form."""
    _make_private(url)
    migrations.check(url)


def vault(url: str, folder: DataFolder) -> Vault:
    """Open the vault with the data folder's master key. Make the key when the store belongs to none yet.

    The caller migrated the store before. Raises MasterKeyUnusable for the key of another store.
    """
    engine = create_engine(url)
    try:
        with engine.begin() as db:
            vault = Vault(folder.master_keys(sealed=seal.is_sealed(db)))
            seal.check(db, vault)
            return vault
    finally:
        engine.dispose()


def claim_files(url: str, settings_folder: Path, folder: DataFolder) -> None:
    """Check that the shows' files are in the folder that the settings name. Raises FilesUnusable."""
    engine = create_engine(url)
    try:
        with engine.begin() as db:
            files.claim(db, settings_folder, folder.server_id())
    finally:
        engine.dispose()


def _make_private(url: str) -> None:
    """Take a SQLite store's files from other users. SQLite gives its journals the mode of the store."""
    if file := sqlite_file(url):
        for ending in JOURNALS:
            make_private(file.with_name(file.name + ending))
