"""The rows of a store in plain JSON values, and their way into an empty store. Both databases have the same values.

The tables are those of the store itself, and not those of this version. So a store of an older form can be read too.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from sqlite3 import Connection as SqliteConnection
from typing import Any, NamedTuple, Protocol

from sqlalchemy import (
    Column,
    Connection,
    LargeBinary,
    MetaData,
    Table,
    create_engine,
    event,
    inspect,
    make_url,
    select,
    text,
)

from kaibo import migrations
from kaibo.backup.errors import BackupDamaged
from kaibo.cluster.hls_viewers import hls_viewer
from kaibo.cluster.members import server
from kaibo.cluster.reports import server_report
from kaibo.cluster.waiting import waiting
from kaibo.session.presence import presence
from kaibo.store import ManyRows

LEFT_OUT = {"alembic_version", server.name, server_report.name, presence.name, waiting.name, hls_viewer.name}
"""Tables of this moment: the form, and the servers that run now with their open pages."""
AT_ONCE = 1000
"""Rows that are read or written together."""
PATIENCE = 30
"""Seconds to wait for a lock of SQLite."""


class Form(NamedTuple):
    """A table of a store."""

    name: str
    columns: tuple[str, ...]
    binary: tuple[str, ...]
    """The columns with bytes. Their values are base64."""


class Source(Protocol):
    """Something that the rows of a whole store come from."""

    revision: str
    """The form of the store."""
    forms: Sequence[Form]
    """All tables but LEFT_OUT. A table comes after those that its rows point at."""

    def rows(self, form: Form) -> Iterator[list[Any]]:
        """Read all rows of a table. Each has a value for each column."""
        ...


class Snapshot(Source):
    """A store as it is at one moment. Servers may go on with it."""

    def __init__(self, db: Connection, url: str) -> None:
        """Take a connection of `snapshot`. Raises StoreUnusable for a store of a newer version."""
        self.db = db
        self.revision = migrations.revision(db, url) or ""
        self._tables = {table.name: table for table in tables(db)}
        self.forms = [_form(table) for table in self._tables.values()]

    def rows(self, form: Form) -> Iterator[list[Any]]:
        binary = [form.columns.index(name) for name in form.binary]
        query = select(self._tables[form.name]).execution_options(yield_per=AT_ONCE)
        for row in self.db.execute(query):
            values = list(row)
            for at in binary:
                if values[at] is not None:
                    values[at] = b64encode(values[at]).decode()
            yield values


@contextmanager
def snapshot(url: str) -> Iterator[Snapshot]:
    """Open a store to read it at one moment. Raises StoreUnusable for a store of a newer version."""
    if make_url(url).get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": PATIENCE})
        event.listen(engine, "connect", _only_read)
        event.listen(engine, "begin", lambda db: db.exec_driver_sql("BEGIN"))
    else:
        engine = create_engine(url, isolation_level="REPEATABLE READ", execution_options={"postgresql_readonly": True})
    try:
        with engine.begin() as db:
            yield Snapshot(db, url)
    finally:
        engine.dispose()


def fill(db: Connection, url: str, source: Source) -> int:
    """Make the tables in an empty database, write all rows, and bring them to this version's form. Count the rows.

    `db` is a connection of `migrations.database.whole`, so all of it happens or nothing. Raises BackupDamaged.
    """
    migrations.bring(db, url, source.revision)
    ours = {table.name: table for table in tables(db)}
    if ours.keys() != {form.name for form in source.forms}:
        raise BackupDamaged("the tables are not those of the store's form")
    for table in reversed(ours.values()):  # a migration writes first rows
        db.execute(table.delete())
    number = sum(_write(db, ours[form.name], form, source.rows(form)) for form in source.forms)
    _follow_sequences(db, ours.values())
    migrations.bring(db, url)
    return number


def tables(db: Connection) -> list[Table]:
    """Return the store's tables but LEFT_OUT, each after those that its rows point at."""
    inspector, metadata = inspect(db), MetaData()
    names = [name for name, _ in inspector.get_sorted_table_and_fkc_names() if name and name not in LEFT_OUT]
    return [
        Table(name, metadata, *(Column(each["name"], each["type"]) for each in inspector.get_columns(name)))
        for name in names
    ]


def _form(table: Table) -> Form:
    binary = tuple(column.name for column in table.columns if isinstance(column.type, LargeBinary))
    return Form(table.name, tuple(column.name for column in table.columns), binary)


def _write(db: Connection, table: Table, form: Form, rows: Iterable[list[Any]]) -> int:
    try:
        into = ManyRows([table.columns[name] for name in form.columns])
    except KeyError as missing:
        raise BackupDamaged(f"the table {form.name} has no column {missing}") from None
    binary = [form.columns.index(name) for name in form.binary]
    rows, number = iter(rows), 0
    while some := list(islice(rows, AT_ONCE)):
        for row in some:
            if len(row) != len(form.columns):
                raise BackupDamaged(f"a row of the table {form.name} has not as many values as columns")
            for at in binary:
                row[at] = None if row[at] is None else b64decode(row[at])
        try:
            into.add(db, some)
        except _unfit(db) as error:
            first = str(error).splitlines()[0]
            raise BackupDamaged(f"the rows of the table {form.name} do not fit: {first}") from None
        number += len(some)
    return number


def _unfit(db: Connection) -> tuple[type[Exception], ...]:
    """Return the driver's errors about values. PostgreSQL takes no text with a zero byte, for example."""
    driver: Any = db.dialect.loaded_dbapi
    return driver.DataError, driver.IntegrityError, driver.ProgrammingError


def _follow_sequences(db: Connection, tables: Iterable[Table]) -> None:
    """Let PostgreSQL number new rows after the written ones. SQLite does so by itself."""
    if db.dialect.name != "postgresql":
        return
    find = text("SELECT pg_get_serial_sequence(:table, :column)")
    for table in tables:
        for column in table.columns:
            if name := db.scalar(find, {"table": table.name, "column": column.name}):
                highest = select(column).order_by(column.desc()).limit(1)
                if (value := db.scalar(highest)) is not None:
                    db.execute(text("SELECT setval(:name, :value)"), {"name": name, "value": value})


def _only_read(connection: SqliteConnection, _: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA query_only=ON")
