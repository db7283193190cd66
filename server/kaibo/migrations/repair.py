"""Repair SQLite stores that a crash of an older version left between two revisions.

Up to 0011 SQLite committed each new table, column and index at once. It committed the revision only at the end of the
migration. So a store may already have parts of the next revision. All of them are empty, because the migration wrote
rows in one transaction with the revision.
"""

from typing import NamedTuple

from sqlalchemy import Connection

from kaibo.migrations.database import StoreUnusable

COPY = "_alembic_tmp_"
"""The beginning of the name of a copy that replaces a table."""


class Form(NamedTuple):
    """The form of a store."""

    tables: dict[str, dict[str, str]]
    """Columns by table, each with its default as SQL."""
    indexes: set[str]


def form(db: Connection) -> Form:
    """Read the tables, columns and indexes of a store."""
    query = "SELECT name FROM sqlite_master WHERE type = ? AND substr(name, 1, 7) <> 'sqlite_'"
    tables, indexes = ([name for (name,) in db.exec_driver_sql(query, (kind,))] for kind in ("table", "index"))
    return Form({name: _columns(db, name) for name in tables}, set(indexes))


class Leftover(NamedTuple):
    """A part of a later revision that a broken migration left."""

    name: str
    undo: str
    """The statement that deletes it."""


def leftovers(db: Connection, at: Form, following: Form) -> list[Leftover]:
    """Find the leftovers of the next migration, in the order in which to delete them.

    `at` is the form of the store's revision, and `following` the form of the next one. Raises StoreUnusable when a
    leftover holds data.
    """
    here = form(db)
    copies = [name for name in here.tables if name.startswith(COPY) and name.removeprefix(COPY) in here.tables]
    tables = [name for name in here.tables if name in following.tables and name not in at.tables]
    columns = [
        (table, column, default)
        for table in at.tables
        for column, default in here.tables.get(table, {}).items()
        if column not in at.tables[table] and column in following.tables.get(table, {})
    ]
    held = [table for table in tables if _any(db, f'SELECT 1 FROM "{table}"')]
    held += [
        f"{table}.{column}"
        for table, column, default in columns
        if _any(db, f'SELECT 1 FROM "{table}" WHERE "{column}" IS NOT ({default})')
    ]
    if held:
        raise StoreUnusable(f"{', '.join(held)} should not be there yet, and holds data")
    indexes = [name for name in here.indexes if name in following.indexes and name not in at.indexes]
    return [
        *(Leftover(name, f'DROP INDEX "{name}"') for name in indexes),
        *(Leftover(name, f'DROP TABLE "{name}"') for name in (*copies, *tables)),
        *(Leftover(f"{table}.{name}", f'ALTER TABLE "{table}" DROP COLUMN "{name}"') for table, name, _ in columns),
    ]


def _columns(db: Connection, table: str) -> dict[str, str]:
    rows = db.exec_driver_sql("SELECT name, dflt_value FROM pragma_table_info(?)", (table,))
    return {name: default or "NULL" for name, default in rows}


def _any(db: Connection, query: str) -> bool:
    return db.exec_driver_sql(f"{query} LIMIT 1").first() is not None
