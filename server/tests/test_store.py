"""The store on both databases: a bad call harms no other, and an acknowledged write is on the disk."""

import asyncio
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from kaibo import migrations
from kaibo.account import table as access
from kaibo.errors import DiskFull, Overloaded, StoreAway
from kaibo.store import METADATA, ManyRows, Prepared, Store
from kaibo.stores import postgres, watched
from kaibo.stores.opening import open_store
from kaibo.stores.postgres import PostgresStore
from psycopg.errors import UndefinedTable
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    bindparam,
    create_engine,
    literal,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError, IntegrityError

pytestmark = pytest.mark.anyio


on_postgres = pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
END = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"


def _run_beside(url: str, *statements: str) -> None:
    """Run SQL on the database server, over another database than this one. `{name}` stands for this one's name."""
    here = make_url(url)
    engine = create_engine(here.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        for statement in statements:
            db.execute(text(statement.format(name=here.database)))
    engine.dispose()


def make(db: Connection) -> None:
    db.execute(text("CREATE TABLE n (i INTEGER PRIMARY KEY)"))
    db.execute(text("CREATE TABLE child (i INTEGER REFERENCES n(i) DEFERRABLE INITIALLY DEFERRED)"))


def put(i: int) -> Callable[[Connection], int]:
    def work(db: Connection) -> int:
        db.execute(text("INSERT INTO n VALUES (:i)"), {"i": i})
        return i

    return work


def all_of(db: Connection) -> list[int]:
    return [row.i for row in db.execute(text("SELECT i FROM n ORDER BY i"))]


def twice(db: Connection) -> None:
    put(2)(db)


def orphan(db: Connection) -> None:
    db.execute(text("INSERT INTO child VALUES (999)"))


def meddle(db: Connection) -> None:
    db.rollback()
    raise RuntimeError("a call ended the transaction of all")


def refuse(db: Connection) -> None:
    raise Overloaded


def leave(db: Connection) -> None:
    raise SystemExit(1)


@pytest.mark.parametrize("bad", [twice, orphan, meddle, leave])
async def test_bad_call_harms_no_other(
    store: Store, bad: Callable[[Connection], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "LONGEST_WAIT", 0.001)  # or the call that inserts twice waits for 15 seconds
    await store.write(make)
    await store.write(put(2))
    calls: list[Any] = [store.write(put(1)), store.write(bad), store.write(put(3))]
    told = await asyncio.gather(*calls, return_exceptions=True)
    assert [one for one in told if isinstance(one, int)] == [1, 3]
    assert await store.read(all_of) == [1, 2, 3]


async def test_read_cannot_write(store: Store) -> None:
    await store.write(make)
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        await store.read(put(1))


async def test_every_write_can_be_read(store: Store) -> None:
    await store.write(make)
    await asyncio.gather(*(store.write(put(i)) for i in range(300)))
    assert await store.read(all_of) == list(range(300))


async def test_racing_counters_get_distinct_numbers(store: Store) -> None:
    def next_one(db: Connection) -> int:
        last = db.scalar(text("SELECT max(i) FROM n")) or 0
        return put(last + 1)(db)

    await store.write(make)
    told = await asyncio.gather(*(store.write(next_one) for _ in range(50)))
    assert sorted(told) == list(range(1, 51))


async def test_queue_counts_the_calls_that_are_not_done(store: Store) -> None:
    go, begun = Event(), Event()

    def wait(db: Connection) -> None:
        begun.set()
        assert go.wait(60)

    waiting = [asyncio.create_task(store.write(wait)) for _ in range(40)]
    await asyncio.to_thread(begun.wait, 60)
    queued = store.queue()
    go.set()
    await asyncio.gather(*waiting)
    assert queued.held > 0
    assert queued.waiting + queued.held == 40
    assert store.queue() == (0, 0)


async def test_call_that_ran_again_is_counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    again: list[None] = []
    store.on_retry = lambda: again.append(None)
    monkeypatch.setattr(postgres, "TRIES", 3)
    await store.write(make)
    await store.write(put(2))
    assert again == []
    with pytest.raises(IntegrityError):
        await store.write(put(2))
    assert len(again) == (2 if isinstance(store, PostgresStore) else 0)


async def test_bad_read_harms_no_other(store: Store) -> None:
    await store.write(make)
    await store.write(put(1))
    reads: list[Any] = [store.read(all_of), store.read(put(2)), store.read(refuse), store.read(all_of)]
    told = await asyncio.gather(*reads, return_exceptions=True)
    assert (told[0], told[3]) == ([1], [1])
    assert isinstance(told[1], DBAPIError)
    assert isinstance(told[2], Overloaded)


@on_postgres
async def test_restarted_database_is_read_and_written_again(store: Store, store_url: str) -> None:
    """PostgreSQL ends all connections when it restarts."""
    await store.write(make)
    await asyncio.gather(*(store.write(put(i)) for i in range(20)))
    await asyncio.gather(*(store.read(all_of) for _ in range(40)))
    _run_beside(store_url, END)
    told = await asyncio.gather(*(store.read(all_of) for _ in range(40)))
    assert told == [list(range(20))] * 40
    assert await store.write(put(20)) == 20


@on_postgres
async def test_absent_database_is_answered_as_overload(store: Store, store_url: str) -> None:
    await store.write(make)
    _run_beside(store_url, "ALTER DATABASE {name} ALLOW_CONNECTIONS false", END)
    for call in (store.read(all_of), store.scan(all_of), store.write(put(1))):
        with pytest.raises(Overloaded):
            await call
    _run_beside(store_url, "ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    while True:  # on a slow machine the last answer is long ago, and the store counts the database as away
        with suppress(StoreAway):
            assert await store.write(put(1)) == 1
            break
        await asyncio.sleep(0.05)
    assert await store.read(all_of) == [1]


async def test_writer_of_sqlite_keeps_sixteen_mib_of_pages(sqlite_form: Path, tmp_path: Path) -> None:
    """With SQLite's own 2 MB a row of a large audit log costs half as much again."""
    opened = open_store(f"sqlite:///{shutil.copy(sqlite_form, tmp_path / 'kaibo.db')}")
    opened.start()
    kept = await opened.write(lambda db: db.exec_driver_sql("PRAGMA cache_size").scalar())
    opened.close()
    assert kept == -16 * 1024, "in KiB, which SQLite writes as a negative number"


async def test_closed_store_refuses_calls_at_once(tmp_path: Any) -> None:
    store = open_store(f"sqlite:///{tmp_path}/s.db")
    with pytest.raises(RuntimeError, match="not open"):
        await store.write(make)
    store.start()
    store.close()
    with pytest.raises(RuntimeError, match="not open"):
        await store.write(make)


def test_in_memory_database_is_refused() -> None:
    with pytest.raises(ValueError, match="name a file"):
        open_store("sqlite://")


def test_migrations_match_the_tables(store_url: str) -> None:
    migrations.upgrade(store_url)
    engine = create_engine(store_url)
    with engine.connect() as db:
        assert compare_metadata(MigrationContext.configure(db), METADATA) == []
    engine.dispose()


async def test_long_lock_is_answered_as_overload(sqlite_form: Path, tmp_path: Path) -> None:
    file = shutil.copy(sqlite_form, tmp_path / "kaibo.db")
    store = open_store(f"sqlite:///{file}")
    store.start()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        writes = [asyncio.create_task(store.write(lambda db: access.create_account(db, "late", 0))) for _ in range(3)]
        await asyncio.wait(writes, return_when=asyncio.FIRST_COMPLETED)
        first = time.monotonic() - began
        answers = await asyncio.gather(*writes, return_exceptions=True)
        assert all(isinstance(answer, Overloaded) for answer in answers)
        assert time.monotonic() - began < 1.5 * first, "the writes must wait together"
        other.execute("ROLLBACK")
    assert await store.write(lambda db: access.create_account(db, "now", 0))
    store.close()


@pytest.mark.parametrize("number", [1, 250])
async def test_many_rows_are_added_whole_and_in_order(store: Store, number: int) -> None:
    rows = [(i, f"a\t{i}\n\\N", i % 2 or None) for i in range(number)]
    table = METADATA.tables["audit"]
    filled = ("activity", "kind", "actor", "link", "session", "name", "device", "address", "detail")
    many = ManyRows([table.c[name] for name in ("at", "account", "role", *filled)])
    await store.write(lambda db: many.add(db, [(*row, 1, *("x" for _ in filled[1:])) for row in rows]))
    found = select(table.c.at, table.c.account, table.c.role).order_by(table.c.id)
    assert await store.read(lambda db: [tuple(row) for row in db.execute(found)]) == rows


async def test_prepared_statement_gives_the_first_row(store: Store) -> None:
    await store.write(make)
    await store.write(put(7))
    n = Table("n", MetaData(), Column("i", Integer))
    above = Prepared(select(n.c.i, literal(True)).where(n.c.i > bindparam("than")))

    def both(db: Connection) -> tuple[Any, Any]:
        return above.first(db, {"than": 1}), above.first(db, {"than": 9})

    for _ in range(2):  # a connection that has prepared the statement, and one that has not
        assert await asyncio.gather(*(store.read(both) for _ in range(9))) == [((7, True), None)] * 9
    assert await store.write(both) == ((7, True), None)


@on_postgres
async def test_wrong_prepared_statement_harms_no_other_read(store: Store) -> None:
    await store.write(make)
    absent = Prepared(select(Table("absent", MetaData(), Column("i", Integer))))
    reads: list[Any] = [store.read(all_of), store.read(lambda db: absent.first(db, {})), store.read(all_of)]
    told = await asyncio.gather(*reads, return_exceptions=True)
    assert (told[0], told[2]) == ([], [])
    assert isinstance(told[1], UndefinedTable)


@on_postgres
@pytest.mark.parametrize(("state", "error"), [("53100", DiskFull), ("57014", Overloaded)], ids=["full", "too long"])
async def test_full_disk_and_long_statement_have_errors_of_their_own(
    store: Store, state: str, error: type[Exception]
) -> None:
    await store.write(make)
    fails = text(f"DO $$ BEGIN RAISE EXCEPTION 'it fails' USING ERRCODE = '{state}'; END $$")
    with pytest.raises(error):
        await store.write(lambda db: db.execute(fails))
    assert store.full.there == (error is DiskFull)
    assert await store.write(put(1)) == 1


@on_postgres
async def test_statement_that_never_ends_is_ended(
    store_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(watched, "STATEMENT_SECONDS", 0.2)
    store = open_store(store_url)
    store.start()
    with pytest.raises(Overloaded):
        await store.write(lambda db: db.execute(text("SELECT pg_sleep(3600)")))
    with pytest.raises(Overloaded):
        await store.read(lambda db: db.execute(text("SELECT pg_sleep(3600)")))
    await store.write(make)
    assert await store.write(put(1)) == 1
    store.close()
    assert not caplog.records
