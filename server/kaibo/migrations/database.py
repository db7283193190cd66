"""A database whose form is changed whole or not at all."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import Connection, create_engine, event, make_url

PATIENCE = 30
"""Seconds to wait for another process that writes to the SQLite file."""
LOCK = 0x6B61_6962_6F
"""PostgreSQL's advisory lock of Kaibo's migrations: "kaibo" in ASCII."""


class StoreUnusable(RuntimeError):
    """This code cannot use the store as it is; the text says why and what to do."""


def sqlite_file(url: str) -> Path | None:
    """The store's file; None for another database, and for one in memory."""
    parts = make_url(url)
    name = (parts.database or "").removeprefix("file:")
    return Path(name) if parts.get_backend_name() == "sqlite" and name not in {"", ":memory:"} else None


@contextmanager
def whole(url: str) -> Iterator[Connection]:
    """Open one transaction over everything, tables included, that one process at a time may have.

    Raises StoreUnusable when rows would point at rows that are not there; nothing is changed then.
    """
    is_sqlite = make_url(url).get_backend_name() == "sqlite"
    if is_sqlite:
        engine = create_engine(url, connect_args={"timeout": PATIENCE})
        event.listen(engine, "connect", _as_sqlite_has_it)
        event.listen(engine, "begin", lambda db: db.exec_driver_sql("BEGIN IMMEDIATE"))
    else:  # so that what another process committed is seen once it has let go of the lock
        engine = create_engine(url, isolation_level="READ COMMITTED")
    try:
        with engine.begin() as db:
            if not is_sqlite:
                db.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
                yield db
                return
            before = _lost(db)
            yield db
            if more := _lost(db) - before:
                told = ", ".join(f"{table} → {parent} ({count})" for (table, parent), count in more.items())
                raise StoreUnusable(f"a migration would leave rows without what they point at: {told}")
    finally:
        engine.dispose()


def _as_sqlite_has_it(connection: SqliteConnection, _: object) -> None:
    """Leave transactions to us: Python's own way commits at every change of a table.

    https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#pysqlite-serializable. Foreign keys must be off before the
    transaction begins: a table is changed by a copy that replaces it (https://www.sqlite.org/lang_altertable.html).
    """
    connection.isolation_level = None
    for pragma in ("synchronous=FULL", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _lost(db: Connection) -> "Counter[tuple[str, str]]":
    """Count the rows that point at no row, by table and by the table they point at."""
    return Counter((row[0], row[2]) for row in db.exec_driver_sql("PRAGMA foreign_key_check"))
