"""The store's form, version by version."""

import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DatabaseError, OperationalError

from kaibo.migrations import backup, repair
from kaibo.migrations.database import StoreUnusable, sqlite_file, whole

__all__ = ["StoreUnusable", "check", "config", "upgrade"]

HERE = Path(__file__).parent
CONNECTION = "connection"
"""The attribute of Alembic's configuration that names an open connection to work in."""
log = logging.getLogger("kaibo.store")


def config(url: str) -> Config:
    """Make Alembic's configuration for a database."""
    made = Config()
    made.set_main_option("script_location", str(HERE).replace("%", "%%"))
    made.attributes["url"] = url
    return made


def upgrade(url: str) -> None:
    """Bring a database to the newest version, all of it or nothing; quick when it is there.

    A SQLite store is copied first. Raises StoreUnusable.
    """
    script = ScriptDirectory.from_config(config(url))
    if _revision_of(url, script) == script.get_current_head():
        return
    try:
        with whole(url) as db:
            _upgrade(db, url, script)
    except OperationalError as error:
        raise StoreUnusable(f"{_named(url)} could not be migrated, nothing was changed: {error.orig}") from error


def check(url: str) -> None:
    """Raise StoreUnusable unless a database is of the newest version."""
    script = ScriptDirectory.from_config(config(url))
    if _revision_of(url, script) != script.get_current_head():
        raise StoreUnusable(f"{_named(url)} is not of this version's form yet; run kaibo migrate")


def _upgrade(db: Connection, url: str, script: ScriptDirectory) -> None:
    found, head, file = _revision(db, script, url), script.get_current_head(), sqlite_file(url)
    if found == head:  # another process was quicker
        return
    leftovers = _leftovers(db, file, found, script) if file and repair.form(db).tables else []
    copy = backup.make(file, found) if file and found else None
    for one in leftovers:
        db.exec_driver_sql(one.undo)
        log.warning("an earlier migration was cut short; its empty %s is taken away", one.name)
    made = config(url)
    made.attributes[CONNECTION] = db
    command.upgrade(made, "head")
    if copy:
        log.warning("the store goes from version %s to %s; a copy of the old one is %s", found, head, copy)


def _leftovers(db: Connection, file: Path, found: str | None, script: ScriptDirectory) -> list[repair.Leftover]:
    try:
        return repair.leftovers(db, *_forms(found, script))
    except StoreUnusable as error:
        there = backup.newest(file)
        advice = f"put {there} in its place" if there else "put a backup of it in its place"
        told = f"{file} was left half migrated: {error}. Nothing was changed. To go on, {advice}"
        raise StoreUnusable(told) from None


def _forms(revision: str | None, script: ScriptDirectory) -> tuple[repair.Form, repair.Form]:
    """The forms of a revision and of the next one, from empty stores in memory."""
    later = script.iterate_revisions("head", revision or "base")
    following = next(one.revision for one in later if one.down_revision == revision)
    engine = create_engine("sqlite://")
    made = config("sqlite://")
    with engine.connect() as db:
        made.attributes[CONNECTION] = db
        if revision:
            command.upgrade(made, revision)
        at = repair.form(db)
        command.upgrade(made, following)
        found = at, repair.form(db)
    engine.dispose()
    return found


def _revision_of(url: str, script: ScriptDirectory) -> str | None:
    """Look without a lock: nearly every start finds the newest version."""
    engine = create_engine(url)
    try:
        with engine.connect() as db:
            return _revision(db, script, url)
    finally:
        engine.dispose()


def _revision(db: Connection, script: ScriptDirectory, url: str) -> str | None:
    """Find the revision of a database; None for one that no migration has finished. Raises StoreUnusable."""
    try:
        found = MigrationContext.configure(db).get_current_heads()
    except OperationalError:
        raise
    except DatabaseError as error:
        raise StoreUnusable(f"{_named(url)}: {error.orig}; put a backup of it in its place") from None
    known = {one.revision for one in script.walk_revisions()}
    if len(found) > 1 or not known.issuperset(found):
        raise StoreUnusable(
            f"{_named(url)} is of a newer version of Kaibo ({', '.join(found)}) than this one "
            f"({script.get_current_head()}); run that version, or put a backup from before it in its place"
        )
    return found[0] if found else None


def _named(url: str) -> str:
    """What to call a store: never with a password."""
    return str(sqlite_file(url) or "the store (database_url)")
