"""The audit log: the events that it writes, when, and for how long it keeps them."""

import asyncio
import threading
from collections.abc import Sequence
from typing import Any

import pytest
from kaibo.call import Event
from kaibo.clock import now_ms
from kaibo.features.audit import log, table, tried
from kaibo.features.audit.log import AuditLog
from kaibo.gateway.network import prefix
from kaibo.store import Store
from sqlalchemy import Connection, select

pytestmark = pytest.mark.anyio
ALL: dict[str, Any] = {"kinds": [], "link": "", "session": "", "since": 0, "until": 0, "before": 0, "limit": 10_000}


def events(number: int, at: int = 1) -> list[Event]:
    return [Event(at, "ac", 7, "open", link=f"ln_{one}") for one in range(number)]


async def kept(store: Store, **filters: Any) -> list[str]:
    rows = await store.scan(lambda db: table.listed(db, "ac", None, **{**ALL, **filters}))
    return [row.event.link for row in rows]


async def test_later_events_are_written_in_batches_and_in_order(store: Store) -> None:
    audit = AuditLog(store, 0)
    audit.later(events(log.BATCH + 1))
    assert await kept(store) == []
    await audit.write_behind()
    assert await kept(store) == [f"ln_{one}" for one in reversed(range(log.BATCH + 1))]


async def test_events_of_a_failed_write_wait(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    audit = AuditLog(store, 0)
    audit.later(events(3))
    write = table.write

    def fail(db: Connection, some: Sequence[Event]) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(table, "write", fail)
    with pytest.raises(OSError, match="full"):
        await audit.write_behind()
    monkeypatch.setattr(table, "write", write)
    await audit.write_behind()
    assert await kept(store) == ["ln_2", "ln_1", "ln_0"]


async def test_cancelled_write_is_finished_once_and_waited_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server stops while the store writes."""
    write, begun, go_on = table.write, threading.Event(), threading.Event()

    def slowly(db: Connection, some: Sequence[Event]) -> None:
        begun.set()
        assert go_on.wait(30)
        write(db, some)

    monkeypatch.setattr(table, "write", slowly)
    audit = AuditLog(store, 0)
    audit.later(events(3))
    chore = asyncio.create_task(audit.write_behind())
    await asyncio.to_thread(begun.wait, 30)
    chore.cancel()
    with pytest.raises(asyncio.CancelledError):
        await chore
    audit.later(events(1))
    last = asyncio.create_task(audit.write_behind())
    await asyncio.sleep(0.1)
    assert not last.done()
    go_on.set()
    await last
    assert await kept(store) == ["ln_0", "ln_2", "ln_1", "ln_0"]


async def test_events_wait_when_a_cancelled_write_fails(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    write, begun, go_on = table.write, threading.Event(), threading.Event()

    def fail(db: Connection, some: Sequence[Event]) -> None:
        begun.set()
        assert go_on.wait(30)
        raise OSError("the disk is full")

    monkeypatch.setattr(table, "write", fail)
    audit = AuditLog(store, 0)
    audit.later(events(2))
    chore = asyncio.create_task(audit.write_behind())
    await asyncio.to_thread(begun.wait, 30)
    chore.cancel()
    with pytest.raises(asyncio.CancelledError):
        await chore
    go_on.set()
    with pytest.raises(OSError, match="full"):
        await audit.write_behind()
    monkeypatch.setattr(table, "write", write)
    await audit.write_behind()
    assert await kept(store) == ["ln_1", "ln_0"]


async def test_events_over_the_limit_are_lost_and_counted_in_the_log(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    lost: list[float] = []
    audit = AuditLog(store, 0, lost.append)
    audit.later(events(log.MOST))
    assert lost == []
    audit.later(events(5))
    assert lost == [5]
    monkey = asyncio.create_task(audit.write_behind())
    await monkey
    assert "lost 5 events" in caplog.text
    assert len(await kept(store, limit=log.MOST + 5)) == log.MOST


def tries(at: int) -> list[Event]:
    """Make two refused tries of one session."""
    return [Event(at, "ac", 7, "refuse", link="ln", session="se", detail=code) for code in ("SeatTaken", "StageFull")]


async def write(store: Store, audit: AuditLog, some: list[Event], tried_again: list[Event]) -> None:
    await store.write(lambda db: audit.write(db, some, tried_again))


async def test_try_is_logged_once_by_all_servers_until_a_minute_later(store: Store) -> None:
    servers, now = [AuditLog(store, 0), AuditLog(store, 0)], now_ms()
    for audit in servers:
        await write(store, audit, events(1, now), tries(now))
    assert sorted(await kept(store)) == ["ln", "ln", "ln_0", "ln_0"]
    for audit in servers:
        audit.later([], tries(now + tried.AGAIN_MS - 1))
        await audit.write_behind()
    assert len(await kept(store, kinds=["refuse"])) == 2
    for audit in servers:
        audit.later(events(1, now), tries(now + tried.AGAIN_MS))
        await audit.write_behind()
    assert len(await kept(store, kinds=["refuse"])) == 4


async def test_try_at_many_servers_at_once_is_logged_once(store: Store) -> None:
    now = now_ms()
    servers = [AuditLog(store, 0) for _ in range(8)]
    await asyncio.gather(*(write(store, audit, [], tries(now)) for audit in servers))
    assert await kept(store) == ["ln", "ln"]


async def test_try_of_a_failed_write_is_written_later(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    audit, write = AuditLog(store, 0), table.write

    def fail(db: Connection, some: Sequence[Event]) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(table, "write", fail)
    audit.later([], tries(now_ms()))
    with pytest.raises(OSError, match="full"):
        await audit.write_behind()
    monkeypatch.setattr(table, "write", write)
    await audit.write_behind()
    assert await kept(store) == ["ln", "ln"]


async def test_noted_tries_are_forgotten(store: Store) -> None:
    await store.write(lambda db: tried.new(db, tries(now_ms() - tried.AGAIN_MS)))
    await store.write(lambda db: tried.new(db, [tries(now_ms())[0]._replace(session="other")]))
    await AuditLog(store, 0).forget()
    assert await store.read(lambda db: list(db.scalars(select(tried.tried.c.session)))) == ["other"]


async def test_old_events_are_forgotten_in_small_parts(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "FORGOTTEN", 4)
    day, now = 24 * 3600 * 1000, now_ms()
    old, young = events(10, now - 2 * day), [event._replace(link="young") for event in events(2, now)]
    await store.write(lambda db: table.write(db, [*old, *young]))
    await AuditLog(store, day).forget()
    assert await kept(store) == ["young", "young"]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:7:8::1", "2001:db8:7::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", ""),
        ("testclient", ""),
        ("<script>", ""),
    ],
)
def test_only_the_network_of_an_address_is_kept(address: str, network: str) -> None:
    assert prefix(address) == network
