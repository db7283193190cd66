"""One transaction that changes the form of a database, wholly or not at all."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import Connection, create_engine, event, make_url

from kaibo.errors import Unusable

PATIENCE = 30
"""Seconds to wait for another process that writes to the SQLite file."""
LOCK = 0x6B61_6962_6F
"""PostgreSQL's advisory lock of Kaibo's migrations: "kaibo" in ASCII."""


class StoreUnusable(Unusable):
    """This version cannot use the store. The text says why, and what to do."""


def sqlite_file(url: str) -> Path | None:
    """Return the file of a SQLite store. Return None for another database, and for one in memory."""
    parts = make_url(url)
    name = (parts.database or "").removeprefix("file:")
    return Path(name) if parts.get_backend_name() == "sqlite" and name not in {"", ":memory:"} else None


@contextmanager
def whole(url: str) -> Iterator[Connection]:
    """Open one transaction over everything, also over tables. Only one process at a time has it.

    Raises StoreUnusable, and changes nothing, when rows would point at missing rows.
    """
    is_sqlite = make_url(url).get_backend_name() == "sqlite"
    if is_sqlite:
        engine = create_engine(url, connect_args={"timeout": PATIENCE})
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", lambda db: db.exec_driver_sql("BEGIN IMMEDIATE"))
    else:  # READ COMMITTED sees another process's commit after the lock
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
                rows = ", ".join(f"{table} → {parent} ({count})" for (table, parent), count in more.items())
                raise StoreUnusable(f"a migration would leave rows that point at missing rows: {rows}")
    finally:
        engine.dispose()


def _leave_transactions_to_us(connection: SqliteConnection, _: object) -> None:
    """Stop Python's own transactions, which commit at every change of a table.

    https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#pysqlite-serializable. Foreign keys must be off before the
    transaction begins, because a copy replaces a changed table (https://www.sqlite.org/lang_altertable.html).
    """
    connection.isolation_level = None
    for pragma in ("synchronous=FULL", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _lost(db: Connection) -> "Counter[tuple[str, str]]":
    """Count the rows that point at missing rows, by table and by the table they point at."""
    return Counter((row[0], row[2]) for row in db.exec_driver_sql("PRAGMA foreign_key_check"))
