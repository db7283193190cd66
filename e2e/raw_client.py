"""A guest without our page: the SDK of LiveKit alone, which keeps to no rule of ours."""

import asyncio
import contextlib
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import numpy as np
from livekit import rtc

T = TypeVar("T")
RATE, WIDTH, HEIGHT = 48_000, 160, 90
SILENCE = -180.0
"""dB of full scale."""
REFUSED_SECONDS = 1.0
"""LiveKit does not answer a client that may not publish. So that try ends after this time."""


class RawClient:
    """Sends one colour and one tone, by a join token, for as long as `colour` and `tone` are wanted."""

    def __init__(self, url: str, colour: tuple[int, int, int], hertz: int) -> None:
        self._url = url
        self._frame = rtc.VideoFrame(WIDTH, HEIGHT, rtc.VideoBufferType.RGBA, bytes((*colour, 255)) * WIDTH * HEIGHT)
        self._hertz = hertz
        self._room: rtc.Room | None = None
        self._sending: list[asyncio.Task[None]] = []
        self.heard: dict[int, float] = {}
        """The loudest moment of each tone since `listen`, in dB of full scale."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()

    def join(self, token: str) -> None:
        """Enter the room, out of any that this client is in."""
        self._do(self._join(token))

    def publish(self, refused: str = "") -> set[str]:
        """Publish a microphone and a camera. Return those that LiveKit took.

        `refused`: LiveKit is expected not to take this one."""
        return self._do(self._publish(refused))

    def listen(self, *hertz: int) -> None:
        """Hear everything that LiveKit gives to this client from now on. Note the loudest moment of each tone."""
        self.heard = dict.fromkeys(hertz, SILENCE)

    def close(self) -> None:
        self._do(self._leave())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    async def _join(self, token: str) -> None:
        await self._leave()
        self._room = rtc.Room()
        self._room.on("track_subscribed", self._hear)
        await self._room.connect(self._url, token)

    def _hear(self, track: rtc.Track, *_: object) -> None:
        if track.kind == rtc.TrackKind.KIND_AUDIO:
            self._sending.append(self._loop.create_task(self._note(rtc.AudioStream(track, sample_rate=RATE))))

    async def _note(self, stream: rtc.AudioStream) -> None:
        """Look at each tenth of a second of a track."""
        tenth = np.empty(0, dtype=np.int16)
        async for event in stream:
            tenth = np.append(tenth, np.frombuffer(event.frame.data, dtype=np.int16))
            if len(tenth) >= RATE // 10:
                levels = np.abs(np.fft.rfft(tenth[: RATE // 10] * np.hanning(RATE // 10))) / (RATE // 10) / 32768 * 4
                for hertz in self.heard:
                    level = 20 * float(np.log10(levels[hertz // 10] + 1e-9))
                    self.heard[hertz] = max(self.heard[hertz], level)
                tenth = tenth[RATE // 10 :]

    async def _leave(self) -> None:
        room, self._room = self._room, None
        if room:
            await room.disconnect()
        for task in self._sending:
            task.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)
        self._sending.clear()

    async def _publish(self, refused: str) -> set[str]:
        assert self._room
        room, voice, film = self._room, rtc.AudioSource(RATE, 1), rtc.VideoSource(WIDTH, HEIGHT)
        self._sending += [asyncio.create_task(self._sing(room, voice)), asyncio.create_task(self._show(room, film))]
        tracks: dict[str, rtc.LocalAudioTrack | rtc.LocalVideoTrack] = {
            "microphone": rtc.LocalAudioTrack.create_audio_track("voice", voice),
            "camera": rtc.LocalVideoTrack.create_video_track("film", film),
        }
        took = [_took(room, source, tracks[source], REFUSED_SECONDS if source == refused else 60) for source in tracks]
        return {source for source in await asyncio.gather(*took) if source}

    async def _show(self, room: rtc.Room, film: rtc.VideoSource) -> None:
        while room.isconnected():
            film.capture_frame(self._frame)
            await asyncio.sleep(1 / 15)

    async def _sing(self, room: rtc.Room, voice: rtc.AudioSource) -> None:
        """Send the tone. It swells, because browsers suppress a steady one as noise."""
        at, size = 0, RATE // 100
        while room.isconnected():
            t = (np.arange(size) + at) / RATE
            tone = np.sin(2 * np.pi * self._hertz * t) * (0.6 + 0.4 * np.sin(2 * np.pi * 2 * t)) * 0.3 * 32767
            await voice.capture_frame(rtc.AudioFrame(tone.astype(np.int16).tobytes(), RATE, 1, size))
            at += size


async def _took(room: rtc.Room, source: str, track: rtc.LocalAudioTrack | rtc.LocalVideoTrack, seconds: float) -> str:
    """Publish a track. Return its source, or "" when LiveKit did not take it in that time."""
    number = rtc.TrackSource.Value(f"SOURCE_{source.upper()}")
    with contextlib.suppress(rtc.participant.PublishTrackError, TimeoutError):
        options = rtc.TrackPublishOptions(source=number)
        await asyncio.wait_for(room.local_participant.publish_track(track, options), seconds)
        return source
    return ""


@contextmanager
def raw_client(url: str, colour: tuple[int, int, int], hertz: int) -> Iterator[RawClient]:
    made = RawClient(url, colour, hertz)
    try:
        yield made
    finally:
        made.close()
