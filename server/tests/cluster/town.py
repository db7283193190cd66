"""A town: the programs of docs/scale.md, and the people who use them."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx2
import psycopg
from kaibo.cluster.members import owner
from kaibo.gateway.envelope import REGION, SERVICE
from kaibo.gateway.signature import Signed, sign
from kaibo.host.livekit.config import LOOPBACK
from livekit import api
from livekit.api.room_service import RoomService
from redis.asyncio import Redis

from tests.cluster.installed import GRACE_SECONDS, LIVEKIT_SECRET, PASSWORD, Installed
from tests.cluster.people import Browser, Person, Viewer
from tests.cluster.program import Program, until
from tests.plain import NO_TLS

VERSIONS = {
    "GetDownloadLiveClient": "2023-08-01",
    "UpdateActivityUserBanStatus": "2023-08-01",
    "GetShowState": "2026-12-01",
}


class Show(NamedTuple):
    """An activity, and the links to it."""

    id: int
    host: str
    guest: str
    watch: str
    """The path of the watch page."""


class Town(Installed):
    """Everything that runs. A test leaves it with all programs running."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._people: list[Browser] = []

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

    async def node_of(self, show: Show) -> Program:
        """Return the LiveKit node that has the show's program, as LiveKit wrote it into Redis."""
        async with Redis(host=LOOPBACK, port=self.redis_port, password=PASSWORD, decode_responses=True) as redis:
            rooms = dict(await redis.hgetall("room_node_map"))  # type: ignore[misc]
        node = next(node for room, node in rooms.items() if f"-{show.id}-program-" in room)
        return next(each for each in self.nodes if self.node_id(each) == node)

    def node_id(self, node: Program) -> str:
        """Return the id that a node chose at its last start."""
        return str(re.findall(r'"nodeID":"(ND_\w+)","nodeIP"', node.text())[-1])

    @asynccontextmanager
    async def livekit(self, node: Program) -> AsyncIterator[RoomService]:
        """Open LiveKit's own API at a node."""
        async with api.LiveKitAPI(f"http://{LOOPBACK}:{node.port}", "kaibo", LIVEKIT_SECRET) as opened:
            yield opened.room

    async def rooms(self, show: Show) -> list[str]:
        """List the rooms of a show at a node that runs."""
        async with self.livekit(next(node for node in self.nodes if node.runs)) as rooms:
            listed = (await rooms.list_rooms(api.ListRoomsRequest())).rooms
        return [room.name for room in listed if f"-{show.id}-" in room.name]


@asynccontextmanager
async def town(folder: Path, first: Callable[[Town], dict[str, str]] = lambda _: {}) -> AsyncIterator[Town]:
    """Run a town. `first` gives what its servers' environment has in their first life, beside its own."""
    made = Town(folder)
    made.first = first(made)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(made.stop)
        await made.start()
        yield made
