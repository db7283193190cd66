"""A show on air on a real LiveKit. Its raw clients join LiveKit's own port, past the proxy, with any token."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import websockets
from livekit import rtc

from tests.running import PATIENCE, Person, Running, first, post, views
from tests.show import TAB, Show

WIDTH, HEIGHT = 64, 36


@dataclass
class Raw:
    """A LiveKit client that is not one of our pages."""

    room: rtc.Room = field(default_factory=rtc.Room)
    out: "asyncio.Future[int]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    published: set[str] = field(default_factory=set)
    """The identities of all tracks that this client ever saw."""

    async def join(self, server: Running, token: str) -> "Raw":
        self.room.on("disconnected", self._left)
        self.room.on("track_published", lambda _, one: self.published.add(one.identity))
        await self.room.connect(f"ws://127.0.0.1:{server.ports.port}", token)
        self.published |= {one.identity for one in self.room.remote_participants.values() if one.track_publications}
        return self

    async def publish(self) -> "Raw":
        track = rtc.LocalVideoTrack.create_video_track("picture", rtc.VideoSource(WIDTH, HEIGHT))
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_CAMERA)
        await self.room.local_participant.publish_track(track, options)
        return self

    def _left(self, reason: int) -> None:
        if not self.out.done():
            self.out.set_result(reason)

    async def put_out(self) -> None:
        """Wait until LiveKit removes the client. Raise TimeoutError otherwise."""
        reason = await asyncio.wait_for(self.out, PATIENCE)
        assert reason in (rtc.DisconnectReason.PARTICIPANT_REMOVED, rtc.DisconnectReason.ROOM_DELETED), reason


@dataclass
class Air:
    """A show on air, and what its audience sees."""

    server: Running
    show: Show
    host: Person
    token: str
    publisher: Raw
    seen: AsyncIterator[dict[str, Any]]

    async def until(self, **wanted: Any) -> dict[str, Any]:
        return await first(self.seen, lambda view: {name: view[name] for name in wanted} == wanted)


async def token(person: Person, name: str) -> str:
    return str((await person.call(name, Tab=TAB))["Token"])


async def watching(server: Running, show: Show) -> Raw:
    answer = await post(server.client(), f"{await server.watch_path(show)}/call/WatchShow", {})
    return await Raw().join(server, answer.json()["Result"]["Token"])


async def replay(server: Running, token: str) -> None:
    """Join at LiveKit's own port with an old token. Wait until LiveKit hangs up. Raise TimeoutError otherwise."""
    url = f"ws://127.0.0.1:{server.ports.port}/rtc?access_token={token}&protocol=16&auto_subscribe=1"
    async with (
        asyncio.timeout(PATIENCE),
        websockets.connect(url, proxy=None, open_timeout=None, compression=None) as socket,
    ):
        await socket.recv()
        with contextlib.suppress(websockets.ConnectionClosed):
            while True:
                await socket.recv()


@asynccontextmanager
async def page(person: Person) -> AsyncIterator[None]:
    """Keep the page of a person open."""
    async with views(person.http, person.path) as seen:
        await first(seen, lambda view: bool(view["Seat"]["Connected"]))
        yield
