"""A store without room: a write is refused as a whole, reading goes on, and `/ready` says so."""

import asyncio
import logging
import resource
from pathlib import Path
from typing import Any

import pytest
from kaibo.errors import DiskFull
from kaibo.store import Store
from kaibo.stores import full
from kaibo.stores.sqlite import SqliteStore
from sqlalchemy import Connection, event, text

from tests.gateway.door import serving

pytestmark = pytest.mark.anyio
on_sqlite = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
MANY = 1 << 30
LONG = "x" * 60_000


def make(db: Connection) -> None:
    db.execute(text("CREATE TABLE n (i INTEGER PRIMARY KEY, filling TEXT)"))


def put(i: int, filling: str = "") -> Any:
    return lambda db: db.execute(text("INSERT INTO n VALUES (:i, :filling)"), {"i": i, "filling": filling}).rowcount


def all_of(db: Connection) -> list[int]:
    return list(db.scalars(text("SELECT i FROM n ORDER BY i")))


class Room:
    """The number of pages that the store's file may have. A lower number than it has means that number."""

    def __init__(self, store: Store) -> None:
        assert isinstance(store, SqliteStore)
        self.pages = MANY
        event.listen(store._writing, "begin", self._set)

    def _set(self, db: Connection) -> None:
        raw: Any = db.connection.dbapi_connection
        raw.execute(f"PRAGMA max_page_count = {self.pages}")


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the store have room again at the first write that finds it."""
    monkeypatch.setattr(full, "STEADY_SECONDS", 0.0)


@on_sqlite
async def test_write_without_room_is_refused_alone_and_said_once(
    steady: None, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    room = Room(store)
    await store.write(make)
    await store.write(put(1))
    room.pages = 1
    works = [store.write(put(i, LONG * 10)) for i in range(2, 5)]
    told = await asyncio.gather(*works, return_exceptions=True)
    assert [type(each) for each in told] == [DiskFull] * 3
    assert await store.read(all_of) == [1], "nothing is half done, and reading goes on"
    assert store.full.there
    with pytest.raises(DiskFull):
        await store.write(put(5, LONG * 10))
    room.pages = MANY
    assert await store.write(put(6, LONG)) == 1
    assert not store.full.there
    assert await store.read(all_of) == [1, 6]
    lines = [each.getMessage().partition(",")[0] for each in caplog.records if each.levelno >= logging.WARNING]
    assert lines == ["the store has no room to write", "the store has room again"]


@pytest.fixture
def small_files() -> Any:
    """Let no file of this process grow beyond a size. A write beyond it fails like one over a quota."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@on_sqlite
def test_calls_that_write_are_refused_and_others_answered_while_no_file_may_grow(
    store_url: str, tmp_path: Path, small_files: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(store_url, data=tmp_path) as (caller, _):
        show = caller.call("CreateActivityAPIV2", Name="before")["ActivityId"]
        journal = tmp_path / "kaibo.db-wal"
        small_files(journal.stat().st_size)
        name = "n" * 60
        answers = [caller.refused("CreateActivityAPIV2", Name=name) for _ in range(3)]
        assert answers == [(507, "InsufficientStorage")] * 3
        assert caller.call("ListActivityAPI")["TotalItemCount"] == 1
        assert caller.call("GetActivityAPI", ActivityId=show)["Name"] == "before"
        ready = caller.http.get("/ready")
        assert (ready.status_code, ready.json()["disk"]["ok"]) == (503, False)
        small_files(resource.getrlimit(resource.RLIMIT_FSIZE)[1])
        made = caller.call("CreateActivityAPIV2", Name="after")["ActivityId"]
        assert caller.call("GetActivityAPI", ActivityId=made)["Name"] == "after"
    assert [each.getMessage() for each in caplog.records if each.exc_info] == []
    lines = [each.getMessage() for each in caplog.records if each.name == "kaibo.store"]
    assert len(lines) == 1
