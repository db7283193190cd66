"""Nudges between servers, over PostgreSQL and over Redis."""

import asyncio
import os
import random
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import psycopg
import pytest
from kaibo.cluster import bus as buses
from kaibo.cluster.bus import Bus
from kaibo.cluster.channel import LONGEST, NAME, names, open_channel
from kaibo.cluster.events import Events

pytestmark = [pytest.mark.anyio, pytest.mark.parts]
MINE = names("".join(random.choices("abcdwxyz234567", k=8)), False)
"""The channels of this process. Another one may run the same tests over the same database."""
OTHERS = names("efgh2345", False)
"""The channels of another installation."""


@pytest.fixture(params=["postgresql", "redis"])
def urls(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Give the addresses of the database and of Redis. The latter is empty where PostgreSQL brings the nudges."""
    database = os.environ["KAIBO_TEST_POSTGRES"]
    if request.param == "postgresql":
        return database, ""
    port, _ = request.getfixturevalue("redis")
    return database, f"redis://127.0.0.1:{port}"


@asynccontextmanager
async def server(
    urls: tuple[str, str],
    own: str,
    channels: tuple[str, ...] = MINE,
    travelled: Callable[[float], None] = buses.unmeasured,
) -> AsyncIterator[tuple[Events, Bus]]:
    """Give the events of one server that hears the others."""
    channel = open_channel(*urls, lambda: channels)
    assert channel
    events = Events()
    bus = Bus(events, channel, own, travelled)
    task = asyncio.create_task(bus.run())
    with events.listen(0) as hears:
        await hears.wait()
    yield events, bus
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_nudge_wakes_the_listeners_of_the_other_server(urls: tuple[str, str]) -> None:
    async with server(urls, "one") as (here, _), server(urls, "two") as (there, _):
        with there.listen(7) as nudged, there.listen(8) as other:
            here.nudge(7)
            await asyncio.wait_for(nudged.wait(), 30)
            assert not other.is_set()


async def test_server_measures_how_long_the_nudges_of_others_travel(urls: tuple[str, str]) -> None:
    own: list[float] = []
    others: list[float] = []
    async with (
        server(urls, "one", travelled=own.append) as (here, _),
        server(urls, "two", travelled=others.append) as (
            there,
            _,
        ),
    ):
        with there.listen(7) as nudged, there.listen(8) as again:
            here.nudge(7)
            await asyncio.wait_for(nudged.wait(), 30)
            here.nudge(8)
            await asyncio.wait_for(again.wait(), 30)
    assert len(others) == 2, "each text tells it once"
    assert all(buses.GATHER_SECONDS / 2 < seconds < 30 for seconds in others)
    assert own == []


async def test_nudge_for_hosts_wakes_the_hosts_pages_of_the_other_server(urls: tuple[str, str]) -> None:
    async with server(urls, "one") as (here, _), server(urls, "two") as (there, _):
        with there.listen(7, as_host=True) as host, there.listen(7) as viewer:
            here.nudge_hosts(7)
            await asyncio.wait_for(host.wait(), 30)
            assert not viewer.is_set()


async def test_report_of_the_media_engine_reaches_the_other_server(urls: tuple[str, str]) -> None:
    looked: asyncio.Queue[int] = asyncio.Queue()
    async with server(urls, "one") as (here, _), server(urls, "two") as (there, _):
        there.on_look(looked.put_nowait)
        here.look(9)
        assert await asyncio.wait_for(looked.get(), 30) == 9


async def test_own_nudge_does_not_come_back(urls: tuple[str, str]) -> None:
    heard: list[int] = []
    async with server(urls, "one") as (here, _), server(urls, "two") as (there, _):
        here.on_any(heard.append)
        with here.listen(2) as answered, there.listen(1) as nudged:
            here.nudge(1)
            await asyncio.wait_for(nudged.wait(), 30)
            there.nudge(2)
            await asyncio.wait_for(answered.wait(), 30)
    assert heard == [1, 2]


async def test_installations_on_one_channel_do_not_hear_each_other(urls: tuple[str, str]) -> None:
    heard: list[int] = []
    async with (
        server(urls, "one") as (here, _),
        server(urls, "two") as (there, _),
        server(urls, "three", OTHERS) as (other, _),
        server(urls, "four", OTHERS) as (beside, _),
    ):
        other.on_any(heard.append)
        with there.listen(1) as nudged, other.listen(2) as answered:
            here.nudge(1)
            await asyncio.wait_for(nudged.wait(), 30)
            beside.nudge(2)
            await asyncio.wait_for(answered.wait(), 30)
    assert heard == [2]


async def test_server_and_one_of_the_release_before_hear_each_other(urls: tuple[str, str]) -> None:
    async with server(urls, "new", names("abcd2345", True)) as (new, _), server(urls, "old", (NAME,)) as (old, _):
        with new.listen(1) as at_new, old.listen(2) as at_old:
            old.nudge(1)
            new.nudge(2)
            await asyncio.wait_for(at_new.wait(), 30)
            await asyncio.wait_for(at_old.wait(), 30)


async def test_many_nudges_travel_in_few_texts_and_all_arrive(urls: tuple[str, str]) -> None:
    many, heard, last = range(10**15, 10**15 + 2000), set[int](), asyncio.Event()

    def hear(activity: int) -> None:
        heard.add(activity)
        if len(heard) == len(many):
            last.set()

    async with server(urls, "one") as (here, _), server(urls, "two") as (there, _):
        there.on_any(hear)
        for activity in many:
            here.nudge(activity)
        await asyncio.wait_for(last.wait(), 30)
    assert heard == set(many)


async def test_text_is_no_longer_than_the_channel_takes() -> None:
    texts = list(buses._texts("server", [f"n{number}" for number in range(5000)]))
    assert all(len(text) <= LONGEST and text.startswith("server n") for text in texts)
    assert sum(len(text.split()) - 1 for text in texts) == 5000
    assert list(buses._texts("server", [])) == []


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buses, "AGAIN_SECONDS", 0.05)


@contextmanager
def again(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Run a program once more, with its arguments."""
    with subprocess.Popen(process.args, stdout=subprocess.DEVNULL) as running:
        yield
        running.terminate()


async def test_pages_read_again_when_redis_is_back(
    redis: tuple[int, "subprocess.Popen[bytes]"], quick: None, caplog: pytest.LogCaptureFixture
) -> None:
    port, process = redis
    async with server(("postgresql://h/d", f"redis://127.0.0.1:{port}"), "one") as (here, bus):
        process.kill()
        process.wait()
        with here.listen(5) as nudged:
            while bus.up:
                here.nudge(6)
                await asyncio.sleep(0.02)
            assert len([each for each in caplog.records if "is down" in each.message]) == 1
            with again(process):
                await asyncio.wait_for(nudged.wait(), 30)
                assert bus.up


async def test_pages_read_again_when_postgresql_ended_the_connections(quick: None) -> None:
    database = os.environ["KAIBO_TEST_POSTGRES"]
    async with server((database, ""), "one") as (here, _):
        with here.listen(5) as nudged:
            where = database.replace("postgresql+psycopg", "postgresql")
            async with await psycopg.AsyncConnection.connect(where, autocommit=True) as operator:
                # Other processes of the run listen in the same PostgreSQL, and must not lose their connections.
                mine = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = %s"
                ended = await operator.execute(mine, [f'LISTEN "{MINE[-1]}"'])
                assert ended.rowcount == 1
            await asyncio.wait_for(nudged.wait(), 30)
