"""Migrations: bring a store to the form of this version."""

import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.exc import DatabaseError, OperationalError

from kaibo.migrations import backup, repair
from kaibo.migrations.database import StoreUnusable, sqlite_file, whole

__all__ = ["StoreUnusable", "behind", "bring", "check", "config", "is_known", "revision", "tables", "upgrade"]

HERE = Path(__file__).parent
CONNECTION = "connection"
"""The attribute of Alembic's configuration that holds an open connection to work in."""
log = logging.getLogger("kaibo.store")


def config(url: str) -> Config:
    """Make Alembic's configuration for a database."""
    alembic = Config()
    alembic.set_main_option("script_location", str(HERE).replace("%", "%%"))
    alembic.attributes["url"] = url
    return alembic


def behind(url: str) -> str | None:
    """Return the revision of a store that `upgrade` would change. Return None for an empty or a newest one."""
    script = ScriptDirectory.from_config(config(url))
    revision = _revision_of(url, script)
    return None if revision == script.get_current_head() else revision


def upgrade(url: str, copies: int = backup.KEPT) -> None:
    """Bring a database to the newest version, wholly or not at all. Return at once when it is there.

    Copy a SQLite store first, and let as many `copies` stay. Wait while another process migrates, and find its work
    done. Raises StoreUnusable.
    """
    script = ScriptDirectory.from_config(config(url))
    if _revision_of(url, script) == script.get_current_head():
        return
    try:
        with whole(url) as db:
            _upgrade(db, url, script, copies)
    except DatabaseError as error:
        raise StoreUnusable(f"{_named(url)} could not be migrated, nothing was changed: {error.orig}") from error


def check(url: str) -> None:
    """Raise StoreUnusable unless a database has the newest version."""
    script = ScriptDirectory.from_config(config(url))
    if _revision_of(url, script) != script.get_current_head():
        raise StoreUnusable(f"{_named(url)} is not of this version's form yet", "Run kaibo migrate.")


def tables(url: str) -> frozenset[str]:
    """Return the names of a database's tables. Raises StoreUnusable for a database of a newer version."""
    script = ScriptDirectory.from_config(config(url))
    if _is_missing(url):
        return frozenset()
    engine = create_engine(url)
    try:
        with engine.connect() as db:
            _revision(db, script, url)
            return frozenset(inspect(db).get_table_names())
    finally:
        engine.dispose()


def bring(db: Connection, url: str, revision: str = "head") -> None:
    """Bring a database to a revision, within the connection's transaction (`database.whole`). Copy nothing."""
    alembic = config(url)
    alembic.attributes[CONNECTION] = db
    command.upgrade(alembic, revision)


def revision(db: Connection, url: str) -> str | None:
    """Find the revision of an open database, None for an empty one. Raises StoreUnusable for one of a newer version."""
    return _revision(db, ScriptDirectory.from_config(config(url)), url)


def is_known(revision: str) -> bool:
    """Tell whether this version knows a revision, so that it can migrate a store from there."""
    script = ScriptDirectory.from_config(config("sqlite://"))
    return revision in {each.revision for each in script.walk_revisions()}


def _upgrade(db: Connection, url: str, script: ScriptDirectory, copies: int) -> None:
    revision, head, file = _revision(db, script, url), script.get_current_head(), sqlite_file(url)
    if revision == head:  # another process was quicker
        return
    leftovers = _leftovers(db, file, revision, script) if file and repair.form(db).tables else []
    copy = backup.make(file, revision, copies) if file and revision else None
    for leftover in leftovers:
        db.exec_driver_sql(leftover.undo)
        log.warning("an earlier migration broke off; deleted its empty %s", leftover.name)
    bring(db, url)
    if copy:
        log.warning("the store goes from version %s to %s; a copy of the old one is %s", revision, head, copy)
    elif revision:
        log.warning("the store goes from version %s to %s", revision, head)


def _leftovers(db: Connection, file: Path, revision: str | None, script: ScriptDirectory) -> list[repair.Leftover]:
    try:
        return repair.leftovers(db, *_forms(revision, script))
    except StoreUnusable as error:
        copy = backup.newest(file)
        fault = f"{file} was left half migrated: {error}. Nothing was changed"
        raise StoreUnusable(fault, f"To go on, put {copy or 'a backup of it'} in its place.") from None


def _forms(revision: str | None, script: ScriptDirectory) -> tuple[repair.Form, repair.Form]:
    """Read the forms of a revision and of the next one, from empty stores in memory."""
    later = script.iterate_revisions("head", revision or "base")
    following = next(each.revision for each in later if each.down_revision == revision)
    engine = create_engine("sqlite://")
    alembic = config("sqlite://")
    with engine.connect() as db:
        alembic.attributes[CONNECTION] = db
        if revision:
            command.upgrade(alembic, revision)
        at = repair.form(db)
        command.upgrade(alembic, following)
        forms = at, repair.form(db)
    engine.dispose()
    return forms


def _revision_of(url: str, script: ScriptDirectory) -> str | None:
    """Find the revision of a database without a lock, because nearly every start finds the newest version."""
    if _is_missing(url):
        return None
    engine = create_engine(url)
    try:
        with engine.connect() as db:
            return _revision(db, script, url)
    finally:
        engine.dispose()


def _is_missing(url: str) -> bool:
    """Tell whether the store is a file that does not exist. To open it would make it."""
    file = sqlite_file(url)
    return file is not None and not file.exists()


def _revision(db: Connection, script: ScriptDirectory, url: str) -> str | None:
    """Find the revision of a database. Return None when no migration has finished. Raises StoreUnusable."""
    try:
        heads = MigrationContext.configure(db).get_current_heads()
    except OperationalError:
        raise
    except DatabaseError as error:
        cure = "Put a backup of it in its place." if sqlite_file(url) else "Mend the database, or database_url."
        reason = str(error.orig).strip().partition("\n")[0]
        raise StoreUnusable(f"{_named(url)}: {reason}", cure) from None
    known = {each.revision for each in script.walk_revisions()}
    if len(heads) > 1 or not known.issuperset(heads):
        raise StoreUnusable(
            f"{_named(url)} is of a newer version of Kaibo ({', '.join(heads)}) than this one "
            f"({script.get_current_head()})",
            "Run that version, or put an older backup in its place.",
        )
    return heads[0] if heads else None


def _named(url: str) -> str:
    """Name a store for people, never with a password."""
    return str(sqlite_file(url) or "the store (database_url)")
