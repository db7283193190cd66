"""Clients of LiveKit, which signal through a town as its pages do."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import httpx2
from kaibo.host.livekit.config import LOOPBACK
from livekit import rtc

from tests.cluster.jar import Jar
from tests.cluster.program import until

WIDTH, HEIGHT = 64, 36
PICTURE = bytes([128]) * (WIDTH * HEIGHT * 3 // 2)
AGAIN_SECONDS = 0.2
"""How long a client waits before it joins again."""
PUT_OUT = (rtc.DisconnectReason.PARTICIPANT_REMOVED, rtc.DisconnectReason.ROOM_DELETED)


class Refused(Exception):
    """A call that the town did not answer with success."""


class Media:
    """A client of LiveKit that signals through the town, and joins again as our pages do."""

    def __init__(self, jar: Jar, path: str, ask: Callable[[], Awaitable[str]], *, publishes: bool) -> None:
        """Take the cookies of the page at this path, and what asks for a token."""
        self.frames = 0
        """How many pictures it received."""
        self.joined = 0
        """How often it came in."""
        self.reconnected = 0
        """How often LiveKit's client came back by itself."""
        self.put_out: list[int] = []
        """The reasons for which LiveKit removed it."""
        self.inside = False
        self._path, self._ask, self._publishes = path, ask, publishes
        self._jar = jar
        self._counting: set[asyncio.Task[None]] = set()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Join, and wait until it is in."""
        await self._jar.start()
        self._task = asyncio.create_task(self._stay())
        await until(lambda: self.inside or (self._task and self._task.done() and self._task.result()))

    async def close(self) -> None:
        """Leave."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._jar.stop()

    async def moves(self) -> None:
        """Wait until more pictures arrive."""
        before = self.frames
        await until(lambda: self.frames > before + 3)

    async def _stay(self) -> None:
        while True:
            with contextlib.suppress(rtc.ConnectError, httpx2.HTTPError, Refused):
                await self._once(await self._ask())
            await asyncio.sleep(AGAIN_SECONDS)

    async def _once(self, token: str) -> None:
        room, out = rtc.Room(), asyncio.Queue[int]()
        room.on("disconnected", out.put_nowait)
        room.on("reconnected", self._note_reconnect)
        room.on("track_subscribed", self._count)
        try:
            await room.connect(f"ws://{LOOPBACK}:{self._jar.port}{self._path}", token)
            drawing = asyncio.create_task(self._publish(room) if self._publishes else asyncio.sleep(0))
            self.inside, self.joined = True, self.joined + 1
            try:
                reason = await out.get()
            finally:
                self.inside = False
                drawing.cancel()
                await asyncio.gather(drawing, return_exceptions=True)
            if reason in PUT_OUT:
                self.put_out.append(reason)
        finally:
            await room.disconnect()

    async def _publish(self, room: rtc.Room) -> None:
        source = rtc.VideoSource(WIDTH, HEIGHT)
        track = rtc.LocalVideoTrack.create_video_track("picture", source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_CAMERA, simulcast=False)
        await room.local_participant.publish_track(track, options)
        while True:
            source.capture_frame(rtc.VideoFrame(WIDTH, HEIGHT, rtc.VideoBufferType.I420, PICTURE))
            await asyncio.sleep(0.1)

    def _note_reconnect(self) -> None:
        self.reconnected += 1

    def _count(self, track: rtc.Track, *_: object) -> None:
        async def count() -> None:
            async for _ in rtc.VideoStream(track, capacity=2):
                self.frames += 1

        if track.kind == rtc.TrackKind.KIND_VIDEO:
            task = asyncio.create_task(count())
            self._counting.add(task)
            task.add_done_callback(self._counting.discard)
