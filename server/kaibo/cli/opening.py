"""Open the store and the master key. Each command does it here."""

import logging
import os
from pathlib import Path

from sqlalchemy import create_engine

from kaibo import migrations
from kaibo.account import seal
from kaibo.backup import making
from kaibo.backup.errors import BackupUnusable
from kaibo.disk import make_private
from kaibo.files import folder as files
from kaibo.host.data_folder import DataFolder
from kaibo.migrations import StoreUnusable, backup
from kaibo.migrations.database import sqlite_file
from kaibo.settings import Settings
from kaibo.vault import Vault

UPGRADE = "before-upgrade-"
"""The start of the name of a backup that is made before an upgrade. The store's revision follows."""
PASSPHRASE = "KAIBO_BACKUP_PASSPHRASE"
log = logging.getLogger("kaibo.store")
JOURNALS = ("", "-wal", "-shm", "-journal")
"""The ends of the names of SQLite's files (https://www.sqlite.org/tempfiles.html)."""


def migrate(settings: Settings, folder: DataFolder) -> None:
    """Bring the store to this version's form. Raises StoreUnusable."""
    url = settings.database
    _make_private(url)
    _back_up(settings, folder)
    with folder.one_at_a_time():
        migrations.upgrade(url, settings.upgrade_copies)


def migrate_own(settings: Settings, folder: DataFolder) -> Vault:
    """Migrate the store and open the vault. Change no store that belongs to another master key.

    Raises StoreUnusable and MasterKeyUnusable.
    """
    url = settings.database
    if seal.TABLE in migrations.tables(url):
        vault(url, folder)
    migrate(settings, folder)
    return vault(url, folder)


def make(settings: Settings, folder: DataFolder) -> None:
    """Make the store where there is none yet. Raises StoreUnusable for a store of another form, and leaves it alone."""
    if migrations.tables(settings.database):
        check(settings.database)
    else:
        migrate(settings, folder)


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


def _back_up(settings: Settings, folder: DataFolder) -> None:
    """Back up a PostgreSQL that an upgrade changes, if the settings name a folder. SQLite's file is copied anyway.

    Raises StoreUnusable.
    """
    url = settings.database
    if not settings.upgrade_backups or sqlite_file(url) or not (revision := migrations.behind(url)):
        return
    there = Path(settings.upgrade_backups)
    file = there / f"{UPGRADE}{revision}.kaibo"
    try:
        there.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = making.make(file, url, folder, settings.files_folder, os.environ.get(PASSPHRASE) or None, log.debug)
    except (OSError, BackupUnusable) as error:
        raise StoreUnusable(
            f"the store was not changed, because its backup failed: {error}", "Mend that, or empty upgrade_backups."
        ) from None
    backup.keep(list(there.glob(f"{UPGRADE}*.kaibo")), file, settings.upgrade_copies)
    log.warning("before the upgrade the store went into the backup %s, with %d rows", file, made.rows)


def _make_private(url: str) -> None:
    """Take a SQLite store's files from other users. SQLite gives its journals the mode of the store."""
    if file := sqlite_file(url):
        for ending in JOURNALS:
            make_private(file.with_name(file.name + ending))
