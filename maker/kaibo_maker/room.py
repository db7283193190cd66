"""The program's room in LiveKit, for ever: join, take the picture and the sound of one publisher, join again."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable

import jwt
import numpy as np
from livekit import rtc

from kaibo_maker.order import Order
from kaibo_maker.picture import LEAST, Raw
from kaibo_maker.skew import Skew
from kaibo_maker.sound import RATE

TOKEN_SECONDS = 60
CONNECT_SECONDS = 10
AGAIN_SECONDS = 0.5
"""How long to wait before the next try to join."""
RECONNECT_SECONDS = 3
"""How long LiveKit's own client may try to come back. A new join is quicker than its longer tries."""
SILENT_SECONDS = 10
"""After so long without a picture from a publisher who has one, the maker joins again."""
PIECE_MS = 20
log = logging.getLogger("kaibo.maker")
Picture = Callable[[Raw, float], None]
Piece = Callable[["np.ndarray", float], None]


def token(order: Order, now: float) -> str:
    """Make the token of a hidden participant who only listens. `now`: unix seconds."""
    video = {
        "roomJoin": True,
        "room": order.room,
        "canPublish": False,
        "canPublishData": False,
        "canSubscribe": True,
        "hidden": True,
        "recorder": True,
    }
    claims = {"iss": order.key, "sub": order.identity, "video": video}
    return jwt.encode({**claims, "nbf": int(now) - 10, "exp": int(now) + TOKEN_SECONDS}, order.secret, "HS256")


class Program:
    """The picture and the sound of the wanted publisher. All times are seconds of the monotonic clock."""

    def __init__(self, order: Order, picture: Picture, piece: Piece) -> None:
        """Take who gets each frame, and each piece of sound (16 bits, rows of left and right), with its time."""
        self._order = order
        self._picture, self._piece = picture, piece
        self._publisher = ""
        self._room: rtc.Room | None = None
        self._gone = asyncio.Event()
        self._reading: dict[str, asyncio.Task[None]] = {}
        self._pictured = 0.0
        self._skew = Skew()
        self.joined = False
        """Whether it ever was in the room."""
        self.error = ""

    @property
    def held(self) -> float:
        """Return the seconds that sound comes later than its picture."""
        return self._skew.seconds

    def want(self, publisher: str) -> None:
        """Take the picture and the sound of this identity alone. Empty: of no one."""
        if publisher != self._publisher:
            self._publisher = publisher
            self._subscribe()

    async def stay(self) -> None:
        """Be in the room until the task is cancelled."""
        tries = 0
        while True:
            engine = self._order.engines[tries % len(self._order.engines)]
            tries += 1
            try:
                await self._visit(engine)
            except (rtc.ConnectError, TimeoutError) as error:
                self._report(f"room: {str(error) or 'no answer in time'}")
            await asyncio.sleep(AGAIN_SECONDS)

    async def _visit(self, engine: str) -> None:
        """Join once, and return when the room is lost."""
        self._gone = asyncio.Event()
        self._room = room = rtc.Room()
        self._skew = Skew()
        room.on("track_published", lambda *_: self._subscribe())
        room.on("track_subscribed", self._read)
        room.on("track_unsubscribed", lambda _, publication, __: self._stop(publication.sid))
        room.on("disconnected", lambda *_: self._gone.set())
        room.on("reconnecting", lambda: self._watch(room))
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await room.connect(engine, token(self._order, time.time()), rtc.RoomOptions(auto_subscribe=False))
            self.joined = True
            self._report("")
            self._subscribe()
            await self._lost()
        finally:
            self._room = None
            for sid in list(self._reading):
                self._stop(sid)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await room.disconnect()

    async def _lost(self) -> None:
        """Wait until the room is gone, or sends no picture though the publisher has one."""
        while not self._gone.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await self._gone.wait()
            await self._measure()
            if self._expects() and time.monotonic() - self._pictured > SILENT_SECONDS:
                self._report("room: no picture comes")
                return

    async def _measure(self) -> None:
        """Look how long LiveKit's client holds back what it hands on."""
        for one in self._theirs():
            with contextlib.suppress(Exception):  # a track that just ended has no counts
                async with asyncio.timeout(1):
                    counts = await one.track.get_stats() if one.track else []
                for each in counts:
                    if each.HasField("inbound_rtp"):
                        given = each.inbound_rtp.inbound
                        sound = one.kind == rtc.TrackKind.KIND_AUDIO
                        self._skew.look(one.sid, sound, given.jitter_buffer_delay, given.jitter_buffer_emitted_count)

    def _expects(self) -> bool:
        """Tell whether a picture is subscribed, and not muted."""
        shown = any(one.kind == rtc.TrackKind.KIND_VIDEO and one.subscribed and not one.muted for one in self._theirs())
        if not shown:
            self._pictured = time.monotonic()
        return shown

    def _watch(self, room: rtc.Room) -> None:
        """Leave the room if LiveKit's client does not come back soon."""

        def look() -> None:
            if room is self._room and room.connection_state != rtc.ConnectionState.CONN_CONNECTED:
                self._gone.set()

        asyncio.get_running_loop().call_later(RECONNECT_SECONDS, look)

    def _theirs(self) -> list[rtc.RemoteTrackPublication]:
        """Return what the wanted publisher publishes."""
        who = self._room.remote_participants.get(self._publisher) if self._room else None
        return list(who.track_publications.values()) if who else []

    def _subscribe(self) -> None:
        """Subscribe to the wanted publisher's tracks, and to no other."""
        for participant in self._room.remote_participants.values() if self._room else ():
            for publication in participant.track_publications.values():
                wanted = participant.identity == self._publisher
                if publication.subscribed != wanted:
                    publication.set_subscribed(wanted)
                if not wanted:
                    self._stop(publication.sid)

    def _read(self, track: rtc.Track, publication: rtc.RemoteTrackPublication, who: rtc.RemoteParticipant) -> None:
        if who.identity != self._publisher:
            return
        self._stop(publication.sid)
        self._pictured = time.monotonic()
        read = self._pictures if track.kind == rtc.TrackKind.KIND_VIDEO else self._sounds
        self._reading[publication.sid] = asyncio.create_task(read(track))

    def _stop(self, sid: str) -> None:
        if task := self._reading.pop(sid, None):
            task.cancel()

    async def _pictures(self, track: rtc.Track) -> None:
        stream = rtc.VideoStream(track, capacity=1, format=rtc.VideoBufferType.I420)
        try:
            async for event in stream:
                if min(event.frame.width, event.frame.height) >= LEAST:
                    self._pictured = time.monotonic()
                    self._picture(event.frame, self._pictured)
        finally:
            await stream.aclose()

    async def _sounds(self, track: rtc.Track) -> None:
        stream = rtc.AudioStream(track, sample_rate=RATE, num_channels=2, frame_size_ms=PIECE_MS)
        try:
            async for event in stream:
                samples = np.frombuffer(event.frame.data, np.int16).reshape(-1, 2)
                self._piece(samples, time.monotonic())
        finally:
            await stream.aclose()

    def _report(self, error: str) -> None:
        if error != self.error:
            log.warning("%s", error or "in the room")
            self.error = error
