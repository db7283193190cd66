"""Empty PostgreSQL stores for tests, copied from one migrated store.

PostgreSQL needs a hundred times longer to make a copy than to empty one. So the next test gets the same copy, emptied,
unless a test changed its form.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kaibo import migrations
from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

END_OTHERS = text(
    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
FORM = text(
    """
    WITH ours AS (SELECT oid, xmin FROM pg_class WHERE relnamespace = 'public'::regnamespace),
    lines AS (
      SELECT concat('class ', oid, ' ', xmin) AS line FROM ours
      UNION ALL SELECT concat('column ', attrelid, attname, xmin) FROM pg_attribute JOIN ours ON attrelid = ours.oid
      UNION ALL SELECT concat('trigger ', oid, ' ', xmin) FROM pg_trigger
      UNION ALL SELECT concat('function ', oid, ' ', xmin) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
      UNION ALL SELECT concat('schema ', oid, ' ', xmin) FROM pg_namespace WHERE nspname !~ '^pg_'
      UNION ALL SELECT concat('database ', oid, ' ', xmin) FROM pg_database WHERE datname = current_database()
    )
    SELECT md5(string_agg(line, ',' ORDER BY line)) FROM lines
    """
)
"""A hash of the versions of the catalogue's rows. Each change of a table, a rule or a right makes a new version."""

Rows = dict[str, list[dict[str, Any]]]
"""The rows of each table."""


class Databases:
    """The databases of a test run, in the PostgreSQL at this URL."""

    def __init__(self, server: str) -> None:
        self._url = make_url(server)
        self._server = create_engine(
            self._url.set(database="postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool
        )

    def make(self, template: str | None = "template1") -> URL:
        """Make a copy of a database, by default one without any table."""
        name = f"test_{secrets.token_hex(6)}"
        with self._server.connect() as db:
            db.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        return self._url.set(database=name)

    def drop(self, url: URL) -> None:
        """Drop a database, also while a program uses it."""
        with self._server.connect() as db:
            db.execute(text(f"DROP DATABASE {url.database} WITH (FORCE)"))


@contextmanager
def without_tables(server: str) -> Iterator[str]:
    """Yield the URL of a database without any table, in the PostgreSQL at this URL."""
    databases = Databases(server)
    made = databases.make()
    try:
        yield made.render_as_string(hide_password=False)
    finally:
        databases.drop(made)


class Copies:
    """The copies of one migrated store, which has no shows. `server` is the URL of the PostgreSQL that they are in."""

    def __init__(self, server: str) -> None:
        self._databases = Databases(server)
        self._form = self._databases.make()
        migrations.upgrade(self._form.render_as_string(hide_password=False))
        self._rows = _rows(self._form)
        self._free: list[_Copy] = []

    @contextmanager
    def empty(self) -> Iterator[str]:
        """Yield the URL of a store that no other test uses at the same time."""
        copy = self._free.pop() if self._free else _Copy(self._databases.make(self._form.database))
        try:
            yield copy.url.render_as_string(hide_password=False)
        finally:
            if copy.empty(self._rows):
                self._free.append(copy)
            else:
                self._drop(copy)

    def close(self) -> None:
        """Drop the copies that are left, and the form."""
        for copy in self._free:
            self._drop(copy)
        self._databases.drop(self._form)

    def _drop(self, copy: "_Copy") -> None:
        copy.close()
        self._databases.drop(copy.url)


class _Copy:
    """One copy. Its one connection stays open, because PostgreSQL reads the catalogue again for each new one."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._engine = create_engine(url, pool_size=1, max_overflow=0, pool_pre_ping=True)
        with self._engine.connect() as db:
            self._form = db.scalar(FORM)

    def empty(self, rows: Rows) -> bool:
        """End what uses the copy, and give its tables these rows alone. Return False when no test can use it again."""
        try:
            with self._engine.begin() as db:
                db.execute(END_OTHERS)
                if db.scalar(FORM) != self._form:
                    return False
                db.execute(text("SET LOCAL session_replication_role = replica"))  # foreign keys ask for no order
                db.execute(text("; ".join(f"DELETE FROM {table}" for table in rows)))
                for table, filled in rows.items():
                    if filled:
                        values = ", ".join(f":{column}" for column in filled[0])
                        db.execute(text(f"INSERT INTO {table} ({', '.join(filled[0])}) VALUES ({values})"), filled)
                db.execute(text("SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence"))
        except DBAPIError:
            return False
        return True

    def close(self) -> None:
        self._engine.dispose()


def _rows(url: URL) -> Rows:
    with create_engine(url, poolclass=NullPool).connect() as db:
        tables = list(db.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")))
        return {table: [dict(row) for row in db.execute(text(f"TABLE {table}")).mappings()] for table in tables}
