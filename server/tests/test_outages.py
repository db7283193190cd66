"""A running server while PostgreSQL or Redis is away: every door says so, and all goes on afterwards."""

import asyncio
import json
import logging
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import httpx2
import pytest
import websockets
from kaibo.account import table as access
from kaibo.app import Dependencies, build
from kaibo.call import Owner
from kaibo.clock import now_ms
from kaibo.cluster import members
from kaibo.features.link.state import PURPOSE
from kaibo.features.link.token import LaunchToken, mint
from kaibo.gateway.envelope import REGION, SERVICE
from kaibo.gateway.signature import Signed, sign
from kaibo.host import web_server
from kaibo.host.livekit import config
from kaibo.host.livekit.config import free_port
from kaibo.host.livekit.process import LiveKitProcess
from kaibo.media.memory import MemoryEngine
from kaibo.session import table as sessions
from kaibo.session.role import Role
from kaibo.settings import Settings
from kaibo.stores import postgres, watched
from kaibo.stores.opening import open_store

from tests.running import Person, Running, first, post, views
from tests.show import Show
from tests.wire import How, Wire

pytestmark = [pytest.mark.anyio, pytest.mark.parts]
BY_THE_SECOND = "GetShowDoors"
"""A call that a test may make again and again. Most others have a rate by the minute, so they would wait for one."""
on_postgres = pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)


@dataclass
class WithoutMedia(Running):
    """A server whose media engine is in memory. Empty `redis_url`: PostgreSQL brings its nudges."""

    redis_url: str = ""

    @property
    def settings(self) -> Settings:
        shared = {"database_url": self.store_url, "redis_url": self.redis_url}
        return super().settings.model_copy(update=shared)

    async def start(self) -> None:
        rtc = self.ports.rtc
        self.dependencies = Dependencies(open_store(self.store_url), self.vault, MemoryEngine(), rtc)
        app = build(self.settings, self.dependencies)
        self.server = web_server.server(app, port=self.settings.port, stop_seconds=0)
        self.serving = asyncio.create_task(self.server.serve())
        while not self.server.started:
            assert not self.serving.done(), "the server did not start"
            await asyncio.sleep(0.005)


@asynccontextmanager
async def server(folder: Path, store_url: str, redis_url: str = "") -> AsyncIterator[WithoutMedia]:
    url, livekit = f"http://127.0.0.1:{free_port()}", cast(LiveKitProcess, None)
    made = WithoutMedia(url, folder, store_url, config.kept(folder), livekit, redis_url=redis_url)
    await made.start()
    try:
        yield made
    finally:
        for client in made.clients:
            await client.aclose()
        await made.stop()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the waits for a database that is away."""
    monkeypatch.setattr(watched, "UNANSWERED_SECONDS", 4.0)
    monkeypatch.setattr(watched, "CONNECT_SECONDS", 2)
    monkeypatch.setattr(watched, "LOOK_SECONDS", 0.1)
    monkeypatch.setattr(postgres, "AGAIN_SECONDS", 0.1)
    monkeypatch.setattr(members, "RENEW_SECONDS", 0.1)


class Backend:
    """A caller of signed calls, with a key of the show's account."""

    def __init__(self, server: Running, show: Show, key: tuple[str, str]) -> None:
        self._http, self._host, self._key, self._show = server.client(), server.url.partition("://")[2], key, show

    @classmethod
    async def of(cls, server: Running, show: Show) -> "Backend":
        vault, store = server.dependencies.vault, server.dependencies.store
        made = await store.write(lambda db: access.create_key(db, vault, Owner(show.account), now_ms()))
        return cls(server, show, made)

    async def call(self, action: str, **more: Any) -> httpx2.Response:
        version = "2026-12-01" if action == BY_THE_SECOND else "2020-06-01"
        query = f"Action={action}&Version={version}"
        body = json.dumps({"ActivityId": self._show.id, **more}).encode()
        headers = {"host": self._host, "content-type": "application/json"}
        headers |= sign(Signed("POST", query, headers, body), *self._key, now_ms() // 1000, REGION, SERVICE)
        return await self._http.post(f"/?{query}", content=body, headers=headers, timeout=60)

    async def patiently(self, action: str, **more: Any) -> httpx2.Response:
        """Call. Wait after each refusal by flow control."""
        while True:
            answer = await self.call(action, **more)
            if answer.status_code != 429:
                return answer
            await asyncio.sleep(float(answer.headers["retry-after"]))

    async def until(self, status: int) -> httpx2.Response:
        """Call until the answer has this status."""
        while (answer := await self.call(BY_THE_SECOND)).status_code != status:
            assert answer.status_code in (200, 429, 503), answer.text
            await asyncio.sleep(0.02)
        return answer


async def refused_upgrade(url: str, **headers: str) -> Any:
    """Return the answer to a WebSocket that the server refuses."""
    with pytest.raises(websockets.InvalidStatus) as refused:
        await websockets.connect(
            url.replace("http", "ws", 1), additional_headers=headers, proxy=None, open_timeout=None
        )
    return refused.value.response


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what the store logged, without the reasons."""
    lines = [each.getMessage() for each in caplog.records if each.name == "kaibo.store"]
    return [line.partition(",")[0].partition(":")[0] for line in lines]


async def presence(server: Running, person: Person) -> tuple[bool, int]:
    """Return whether the person is connected, and when they left last."""
    found = await server.dependencies.store.read(lambda db: sessions.find(db, person.id))
    assert found
    return found.connected, found.left_at


@on_postgres
@pytest.mark.parametrize("how", ["refused", "hangs"])
async def test_every_door_says_that_the_database_is_away_and_goes_on_afterwards(
    how: How, store_url: str, tmp_path: Path, quick: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    wire = Wire(store_url)
    await wire.mend()
    async with server(tmp_path, wire.url) as running:
        show = await running.show()
        host, visitor = await running.person(show, Role.HOST), running.client()
        backend = await Backend.of(running, show)
        watch = await running.watch_path(show)
        link = mint(LaunchToken(show.id, Role.GUEST, "", epoch=1), running.vault.key(PURPOSE))
        async with views(host.http, host.path) as seen:
            await anext(seen)
            await backend.until(200)
            before = await presence(running, host)
            assert before[0]
            await wire.cut(how)
            answer = await backend.until(503)
            error = answer.json()["ResponseMetadata"]["Error"]
            assert error["Code"] == "ServiceUnavailableTemp.Store"
            assert answer.headers["retry-after"]

            html = {"Accept": "text/html"}
            origin = {"Origin": running.url}
            refusals = [
                await host.ask("GetSession"),
                await host.ask("EnterSession", Tab="tab-of-another-page"),
                await host.http.get(f"{host.path}/events"),
                await post(host.http, f"{host.path}/events", {"Tab": "tab-of-another-page"}),
                await visitor.get(f"{watch}/events"),
                await post(visitor, f"{watch}/call/WatchShow", {}),
                await post(visitor, "/client/OpenLaunch", {"Token": link}),
                await visitor.get(f"/l/{link}", headers=html),
                await visitor.get("/launch/abc/events"),
                await refused_upgrade(f"{running.url}{host.path}/events", Cookie=host.cookies(), **origin),
                await refused_upgrade(f"{running.url}{host.path}/rtc", Cookie=host.cookies(), **origin),
                await refused_upgrade(f"{running.url}{watch}/rtc", **origin),
            ]
            assert [(each.status_code, "retry-after" in each.headers) for each in refusals] == [(503, True)] * 12
            page = refusals[7]
            assert "The server cannot answer right now" in page.text
            assert page.headers["refresh"]
            assert (await visitor.get(watch, headers=html)).status_code == 200
            assert (await visitor.get("/health")).text == "OK"
            assert (await visitor.post("/hooks/livekit")).status_code == 401

            while not told(caplog):
                await backend.until(503)
            await wire.mend()
            await backend.until(200)
            answer = await backend.patiently("UpdateActivityBasicConfigAPI", Name="Afterwards")
            assert answer.status_code == 200
            await first(seen, lambda view: view["Activity"]["Name"] == "Afterwards")
            assert await presence(running, host) == before, "the outage must not close the host's stream"
    await wire.close()
    assert told(caplog) == ["the database does not answer", "the database answers again"]
    assert [each.getMessage() for each in caplog.records if each.exc_info] == []


@on_postgres
async def test_without_redis_calls_are_answered_and_pages_stay(
    redis: tuple[int, "subprocess.Popen[bytes]"], store_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    port, process = redis
    async with server(tmp_path, store_url, f"redis://127.0.0.1:{port}") as running:
        show, http = await running.show(), running.client()
        host, backend = await running.person(show, Role.HOST), await Backend.of(running, show)

        async def bus(ok: bool) -> int:
            """Wait until the bus is up or down. Return the status of `/ready`."""
            while (answer := await http.get("/ready")).json()["bus"]["ok"] != ok:
                await backend.call("UpdateActivityBasicConfigAPI", Name=str(ok))
                await asyncio.sleep(0.1)
            return answer.status_code

        async with views(host.http, host.path) as seen:
            await anext(seen)
            assert await bus(True) == 200
            process.kill()
            process.wait()
            assert await bus(False) == 200, "a balancer must keep the servers, which all lost Redis"
            await backend.until(200)
            assert (await host.ask("GetSession")).status_code == 200
            answer = await backend.patiently("UpdateActivityBasicConfigAPI", Name="Alone")
            assert answer.status_code == 200
            await first(seen, lambda view: view["Activity"]["Name"] == "Alone")
    assert [each.getMessage() for each in caplog.records if each.exc_info] == []
