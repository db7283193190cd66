"""A running server: real HTTP, a real LiveKit, a store of its own."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from kaibo.account import table as access
from kaibo.activity import table as activities
from kaibo.app import build
from kaibo.call import Owner, new_id
from kaibo.clock import now_ms
from kaibo.dependencies import Dependencies, limits_of
from kaibo.features.link.state import PURPOSE
from kaibo.features.link.token import LaunchToken, mint
from kaibo.gateway.envelope import REGION, SERVICE
from kaibo.gateway.most import Most
from kaibo.gateway.signature import Signed, sign
from kaibo.host import web_server
from kaibo.host.livekit import config
from kaibo.host.livekit.binary import binary
from kaibo.host.livekit.config import Ports
from kaibo.host.livekit.process import LiveKitProcess
from kaibo.host.makers import Makers
from kaibo.media.livekit import LiveKitEngine
from kaibo.session.call import COOKIE
from kaibo.session.role import Role
from kaibo.session.table import public_name
from kaibo.settings import Settings
from kaibo.stores.opening import open_store
from kaibo.vault import Vault, fingerprint
from sqlalchemy import Connection

from tests.plain import NO_TLS
from tests.show import TAB, Show, make_show

GRACE_SECONDS = 600
"""No slow machine makes a person absent. The tests of an absence shorten it."""
PATIENCE = 60


@dataclass
class Person:
    """A person with a session, in a browser of their own."""

    id: str
    http: httpx2.AsyncClient

    @property
    def path(self) -> str:
        return f"/s/{self.id}"

    @property
    def public(self) -> str:
        """The public name of the session."""
        return public_name(self.id, fingerprint(self.http.cookies.get(COOKIE, path=self.path) or ""))

    async def call(self, name: str, **body: Any) -> Any:
        """Make a call. Return its result. Raise AssertionError with the answer when the server refuses it."""
        answer = await self.ask(name, **body)
        assert answer.status_code == 200, answer.text
        return answer.json()["Result"]

    async def ask(self, name: str, **body: Any) -> httpx2.Response:
        return await post(self.http, f"{self.path}/call/{name}", body)

    def cookies(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())


async def take_over(asker: Person, holder: Person) -> Any:
    """Let a host ask for the seat and the holder hand it over. Return what the new holder sees then."""
    await asker.call("TakeOver", Tab=TAB)
    if (await holder.call("GetSession"))["Seat"]["Mine"]:
        await holder.call("HandOver", Tab=TAB)
    return await asker.call("GetSession")


async def post(http: httpx2.AsyncClient, path: str, body: dict[str, Any]) -> httpx2.Response:
    """Make a call like a page."""
    return await http.post(path, json=body, headers={"Origin": str(http.base_url).rstrip("/")})


@dataclass
class Running:
    """The server at `url`. A test can kill it and start it again over the same store and the same LiveKit."""

    url: str
    folder: Path
    store_url: str
    ports: Ports
    livekit: LiveKitProcess
    trusted_proxies: str = ""
    grace_seconds: int = GRACE_SECONDS
    most: Most | None = None
    id: str = field(default_factory=lambda: new_id("sv_"))
    """The server keeps it over its restarts."""
    makers: Makers | None = None
    """None: it records nothing."""
    more: Mapping[str, Any] = field(default_factory=dict)
    """Further settings."""
    vault: Vault = field(default_factory=lambda: Vault(bytes(32)))
    clients: list[httpx2.AsyncClient] = field(default_factory=list)
    server: web_server.Server = field(init=False)
    serving: "asyncio.Task[None]" = field(init=False)
    dependencies: Dependencies = field(init=False)

    @property
    def settings(self) -> Settings:
        port = int(self.url.rpartition(":")[2])
        return Settings(data=self.folder, port=port, public_url=self.url, grace_seconds=self.grace_seconds, **self.more)

    def client(self) -> httpx2.AsyncClient:
        """Make a browser with its own connections and cookies."""
        made = httpx2.AsyncClient(base_url=self.url, timeout=PATIENCE, trust_env=False, verify=NO_TLS)
        self.clients.append(made)
        return made

    async def start(self) -> None:
        rtc = self.ports.rtc
        engine = LiveKitEngine(rtc.url, rtc.key, rtc.secret)
        store = open_store(self.store_url)
        self.dependencies = Dependencies(store, self.vault, engine, rtc, server=self.id, makers=self.makers)
        app = build(self.settings, self.dependencies, self.most)
        port = self.settings.port
        # 0: do not wait for streams that stay open
        self.server = web_server.server(
            app, port=port, trusted_proxies=self.trusted_proxies, stop_seconds=0, most=self.most
        )
        self.serving = asyncio.create_task(self.server.serve())
        while not self.server.started:
            assert not self.serving.done(), "the server did not start"
            await asyncio.sleep(0.005)

    async def stop(self) -> None:
        self.server.should_exit = True
        await self.serving

    async def show(self) -> Show:
        """Create a new activity."""
        return await make_show(self.dependencies.store, limits_of(self.settings))

    async def person(self, show: Show, role: Role, name: str = "") -> Person:
        """Let a person click their launch link and enter the page."""
        token = mint(LaunchToken(show.id, role, name, epoch=1), self.vault.key(PURPOSE))
        http = self.client()
        opened = (await post(http, "/client/OpenLaunch", {"Token": token})).json()["Result"]
        nonce = {"Ticket": opened["Ticket"], "Nonce": "n" * 22}
        redeemed = (await post(http, "/client/RedeemTicket", nonce)).json()["Result"]
        person = Person(redeemed["SessionId"], http)
        await person.call("EnterSession", Tab=TAB)
        return person

    async def delete(self, show: Show) -> None:
        """Delete the activity by a signed call, like a backend."""
        key, secret = await self.dependencies.store.write(
            lambda db: access.create_key(db, self.vault, Owner(show.account), now_ms())
        )
        query, body = "Action=DeleteActivityAPI&Version=2020-06-01", json.dumps({"ActivityId": show.id}).encode()
        headers = {"host": self.url.partition("://")[2], "content-type": "application/json"}
        headers |= sign(Signed("POST", query, headers, body), key, secret, now_ms() // 1000, REGION, SERVICE)
        answer = await self.client().post(f"/?{query}", content=body, headers=headers)
        assert answer.status_code == 200, answer.text

    async def watch_path(self, show: Show) -> str:
        def work(db: Connection) -> str:
            found = activities.find(db, show.id)
            assert found
            return f"/w/{found.view_path}"

        return await self.dependencies.store.read(work)


@asynccontextmanager
async def views(
    http: httpx2.AsyncClient, path: str, name: str = "view", query: str = ""
) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
    """Open the event stream of a page. Yield the data of each event with this name: the view at each change."""
    async with http.stream("GET", f"{path}/events{query}") as answer:
        assert answer.status_code == 200, answer.status_code

        async def each() -> AsyncIterator[dict[str, Any]]:
            event = ""
            async for line in answer.aiter_lines():
                if line.startswith("event: "):
                    event = line.removeprefix("event: ")
                elif line.startswith("data: ") and event == name:
                    yield json.loads(line.removeprefix("data: "))

        yield each()


async def first(seen: AsyncIterator[dict[str, Any]], holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Return the next view that fits. Raise TimeoutError when none comes."""
    async with asyncio.timeout(PATIENCE):
        async for view in seen:
            if holds(view):
                return view
    raise AssertionError("the stream ended")


class Media:
    """The LiveKit of this test process. Servers run one after the other on one port, which its webhook calls.

    Each server has a store of its own, so its activities and their rooms have ids of their own.
    """

    def __init__(self, folder: Path) -> None:
        self.ports, self.port = config.kept(folder), config.free_port()
        hook = f"http://{config.LOOPBACK}:{self.port}/hooks/livekit"
        self._folder, self._config = folder, config.yaml(self.ports, config.LOOPBACK, hook)
        self._kept: list[LiveKitProcess] = []
        """Python complains of a child that runs on when its object is gone."""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[LiveKitProcess]:
        """Yield LiveKit. Start it if it does not run, and leave it running for the next server."""
        process = LiveKitProcess(binary(), self._folder, self.ports, self._config)
        self._kept.append(process)
        await process.start()
        try:
            yield process
        finally:
            for task in process._watch:
                task.cancel()

    async def stop(self) -> None:
        """Stop LiveKit, if any test started it."""
        if (self._folder / "livekit.pid").exists():
            async with self.running() as process:
                await process.stop()
        for process in self._kept:
            if process._child:
                process._child.wait()


@asynccontextmanager
async def running(
    folder: Path, store_url: str, media: Media, makers: Makers | None = None, more: Mapping[str, Any] | None = None
) -> AsyncIterator[Running]:
    """Run a server with `media`. Stop it at the end. `more`: further settings."""
    async with media.running() as livekit:
        made = Running(f"http://{config.LOOPBACK}:{media.port}", folder, store_url, media.ports, livekit)
        made.makers, made.more = makers, more or {}
        try:
            await made.start()
            yield made
        finally:
            for client in made.clients:
                await client.aclose()
            await made.stop()
