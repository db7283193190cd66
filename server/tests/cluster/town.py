"""The set-up of docs/scale.md on this machine: two servers behind Caddy, two LiveKit nodes, PostgreSQL, Redis."""

import asyncio
import json
import secrets
import shutil
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx2
import postgres
import psycopg
from kaibo.cluster.members import owner
from kaibo.gateway.envelope import REGION, SERVICE
from kaibo.gateway.signature import Signed, sign
from kaibo.host.livekit.binary import binary
from kaibo.host.livekit.config import LOOPBACK, free_port
from redis.asyncio import Redis

from tests.cluster import serve
from tests.cluster.documented import file
from tests.cluster.people import Browser, Person, Viewer
from tests.cluster.program import Program, until
from tests.plain import NO_TLS

GRACE_SECONDS = 600
"""No slow machine makes a person absent for good. `Town.grace_passes` moves the stored moment."""
PASSWORD, LIVEKIT_SECRET = secrets.token_hex(8), secrets.token_hex(16)
TESTS = Path(__file__).resolve().parents[2]
VERSIONS = {"GetDownloadLiveClient": "2023-08-01"}


class Show(NamedTuple):
    """An activity, and the links to it."""

    id: int
    host: str
    guest: str
    watch: str
    """The path of the watch page."""


class Town:
    """Everything that runs. A test leaves it with all programs running."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres = postgres.Temporary()
        ports = [free_port() for _ in range(6)]
        self.redis_port, self.caddy_port = ports[4:]
        self.url = f"http://{LOOPBACK}:{self.caddy_port}"
        self.redis = self._redis()
        self.nodes = [self._node(number, port) for number, port in enumerate(ports[:2])]
        self.a, self.b = (self._server(name, port) for name, port in zip("ab", ports[2:4], strict=True))
        self.caddy = self._caddy()
        self.key: dict[str, str] = {}
        self._people: list[Browser] = []

    @property
    def servers(self) -> list[Program]:
        return [self.a, self.b]

    @property
    def programs(self) -> list[Program]:
        """In the order in which they stop."""
        return [self.caddy, *self.servers, *self.nodes, self.redis]

    def _redis(self) -> Program:
        port = self.redis_port
        here = {"10.0.0.32": LOOPBACK, "6379": str(port), "secret": PASSWORD, "/var/lib/redis": str(self.folder)}
        (self.folder / "redis.conf").write_text(file("redis.conf", here))
        return Program(self.folder, "redis", ["redis-server", "redis.conf"], port)

    def _node(self, number: int, port: int) -> Program:
        udp = free_port(socket.SOCK_DGRAM)
        here = {
            "10.0.0.21": LOOPBACK,
            "port: 7880": f"port: {port}",
            "10.0.0.32:6379": f"{LOOPBACK}:{self.redis_port}",
            "password: secret": f"password: {PASSWORD}",
            "the secret of LiveKit's API, 32 characters or more": LIVEKIT_SECRET,
            "7881": str(free_port()),
            "7882": str(udp),
            "node_ip: 203.0.113.21": "enable_loopback_candidate: true",
            "https://live.example.com": self.url,
        }
        name = f"livekit{number}"
        (self.folder / f"{name}.yaml").write_text(file("livekit.yaml", here))
        return Program(self.folder, name, [str(binary()), "--config", f"{name}.yaml"], port)

    def _server(self, name: str, port: int) -> Program:
        folder = self.folder / name
        folder.mkdir()
        here = {
            'host = "10.0.0.11"': f'host = "{LOOPBACK}"',
            "https://live.example.com": self.url,
            "10.0.0.1": LOOPBACK,
            "postgresql+psycopg://kaibo:secret@10.0.0.31/kaibo": self.postgres.url,
            ":secret@10.0.0.32:6379": f":{PASSWORD}@{LOOPBACK}:{self.redis_port}",
            "http://10.0.0.21:7880,http://10.0.0.22:7880": ",".join(
                f"http://{LOOPBACK}:{node.port}" for node in self.nodes
            ),
            "the secret of LiveKit's API, 32 characters or more": LIVEKIT_SECRET,
        }
        (folder / "kaibo.toml").write_text(file("kaibo.toml", here))
        command = [sys.executable, serve.__file__, "serve", "--data", "data", "--port", str(port)]
        environment = {"KAIBO_GRACE_SECONDS": str(GRACE_SECONDS), "PYTHONPATH": str(TESTS)}
        return Program(folder, name, command, port, health="/health", **environment)

    def _caddy(self) -> Program:
        here = {
            "live.example.com": self.url,
            "10.0.0.11:8780": f"{LOOPBACK}:{self.a.port}",
            "10.0.0.12:8780": f"{LOOPBACK}:{self.b.port}",
        }
        options = f"{{\n\tadmin off\n\tstorage file_system {self.folder}/caddy\n}}\n"
        (self.folder / "Caddyfile").write_text(options + file("Caddyfile", here))
        return Program(self.folder, "caddy", ["caddy", "run", "--config", "Caddyfile"], self.caddy_port)

    async def start(self) -> None:
        """Do what the document says, in its order."""
        await asyncio.to_thread(self.postgres.create)
        await asyncio.to_thread(self.postgres.start)
        await self.redis.start()
        await asyncio.gather(*(node.start() for node in self.nodes))
        await asyncio.to_thread(self.a.run, "migrate", "--data", "data")
        self.key = json.loads(await asyncio.to_thread(self.a.run, "key", "create", "--data", "data"))
        (self.b.folder / "data").mkdir(mode=0o700)
        shutil.copy(self.a.folder / "data/master.key", self.b.folder / "data")
        await asyncio.gather(self.a.start(), self.b.start())
        await self.caddy.start()

    async def stop(self) -> None:
        for program in self.programs:
            if program.runs:
                await program.kill()
        await asyncio.to_thread(self.postgres.stop)
        self.postgres.delete()

    async def signed(self, action: str, port: int = 0, **body: Any) -> httpx2.Response:
        """Make a signed call through the proxy, or at the server with this port."""
        query = f"Action={action}&Version={VERSIONS.get(action, '2020-06-01')}"
        raw = json.dumps(body).encode()
        headers = {"host": self.url.partition("://")[2], "content-type": "application/json"}
        key, secret = self.key["AccessKeyId"], self.key["SecretAccessKey"]
        headers |= sign(Signed("POST", query, headers, raw), key, secret, int(time.time()), REGION, SERVICE)
        async with httpx2.AsyncClient(timeout=30, trust_env=False, verify=NO_TLS) as http:
            where = f"http://{LOOPBACK}:{port or self.caddy_port}/?{query}"
            return await http.post(where, content=raw, headers=headers)

    async def ours(self, action: str, port: int = 0, **body: Any) -> Any:
        """Make a signed call, as often as its rate allows. Return its result."""

        answers: list[httpx2.Response] = []

        async def answered() -> bool:
            answers.append(await self.signed(action, port, **body))
            return answers[-1].status_code != 429

        await until(answered)
        answer = answers[-1]
        assert answer.status_code == 200, answer.text
        return answer.json()["Result"]

    async def show(self, owned_by: Program | None = None) -> Show:
        """Make an activity. `owned_by`: this server owns it, and both servers know that."""
        if owned_by:
            await self.all_know_each_other()
        while True:
            made = await self.ours("CreateActivityAPIV2", Name="A show")
            if owned_by in (None, await self.owner(made["ActivityId"])):
                break
        activity = made["ActivityId"]
        host = await self.ours("GetDownloadLiveClient", ActivityId=activity)
        guest = await self.ours("GetDownloadLiveClient", ActivityId=activity, LoginType=1, UserName="陈一鸣")
        return Show(activity, host["Url"], guest["Url"], f"/w/{made['ViewUrl'].rpartition('/')[2]}")

    async def enter(self, link: str, port: int = 0) -> Person:
        person = Person(self.url)
        self._people.append(person)
        return await person.enter(link, port)

    def viewer(self, show: Show) -> Viewer:
        viewer = Viewer(self.url, show.watch)
        self._people.append(viewer)
        return viewer

    async def all_leave(self) -> None:
        """Close the browsers of all people."""
        await asyncio.gather(*(person.close() for person in self._people))
        self._people.clear()

    async def viewers(self, show: Show, program: Program) -> int:
        """Ask one server how many watch."""
        told = await self.ours("GetRealTimeOnlineNumberAPI", program.port, ActivityId=show.id)
        return int(told["RealPopularity"])

    async def restart(self, server: Program, **environment: str) -> None:
        """Stop a server in order, and start it again."""
        await server.stop()
        await self.start_again(server, **environment)

    async def start_again(self, server: Program, **environment: str) -> None:
        """Start a server, and wait until the proxy sends it people again."""
        await server.start(**environment)
        size = server.size()

        async def serves() -> bool:
            async with httpx2.AsyncClient(trust_env=False, verify=NO_TLS) as http:
                await http.get(f"{self.url}/proxy-looks-for-{server.name}")
            return f"/proxy-looks-for-{server.name} " in server.text(size)

        await until(serves)

    async def all_know_each_other(self) -> None:
        """Wait until each server renewed its lease once more. Then it read the leases of the others."""

        async def leases() -> dict[str, int]:
            return dict(await self.rows("SELECT id, lease_until FROM server"))

        before = await leases()
        assert len(before) == len(self.servers)

        async def renewed() -> bool:
            now = await leases()
            return all(now[server] > until for server, until in before.items())

        await until(renewed)

    async def owner(self, activity: int) -> Program:
        """Return the server that owns an activity, as the leases are now."""
        living = tuple(row[0] for row in await self.rows("SELECT id FROM server ORDER BY id"))
        ids = {(server.folder / "data/server.id").read_text().strip(): server for server in self.servers}
        return ids[owner(activity, living)]

    async def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Run SQL in the store."""
        url = self.postgres.url.replace("+psycopg", "")
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as db:
            cursor = await db.execute(query.encode(), values)
            return await cursor.fetchall() if cursor.description else []

    async def grace_passes(self, show: Show) -> None:
        """Let the grace time of the absent people pass, once the servers noted that they are absent."""

        async def noted() -> bool:
            return bool(await self.rows("SELECT 1 FROM absence WHERE activity = %s", show.id))

        await until(noted)
        moved = "UPDATE absence SET since = since - %s WHERE activity = %s"
        await self.rows(moved, GRACE_SECONDS * 1000, show.id)

    def keys(self) -> Redis:
        """Open LiveKit's Redis."""
        return Redis(host=LOOPBACK, port=self.redis_port, password=PASSWORD, decode_responses=True)


@asynccontextmanager
async def town(folder: Path) -> AsyncIterator[Town]:
    """Run a town."""
    made = Town(folder)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(made.stop)
        await made.start()
        yield made
