"""`python -m bench.stage_guests URL`: guests of a stage, one for each join token on stdin, until stdin ends.

Each sends a moving picture of 320×180 at 15/s and the sound of a tone. All share one film, and each has an encoder of
its own. The tokens end with an empty line. The program prints a line when all have published."""

import asyncio
import logging
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from livekit import rtc

from e2e.kaibo import ROOT

WIDTH, HEIGHT, RATE, BITS = 320, 180, 15, 200_000
SOUND_RATE, HERTZ = 48_000, 440
TRIES = 3
AT_ONCE = 5
"""So many connect at the same time."""


@contextmanager
def on_stage(url: str, tokens: Sequence[str]) -> Iterator[None]:
    """Keep guests on a stage until the block ends, in a process of their own. `url` is LiveKit's, `ws://…`."""
    command = [sys.executable, "-m", "bench.stage_guests", url]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdin
        assert running.stdout
        running.stdin.write("".join(f"{token}\n" for token in tokens) + "\n")
        running.stdin.flush()
        assert running.stdout.readline() == "published\n", "the guests did not come"
        yield
        running.stdin.close()


async def _show(film: rtc.VideoSource, done: asyncio.Event) -> None:
    """Send a bar that wanders over a picture of grey noise."""
    noise = np.random.default_rng(1).integers(90, 110, (HEIGHT, WIDTH), np.uint8)
    chroma = bytes([128]) * (WIDTH * HEIGHT // 2)
    began = asyncio.get_running_loop().time()
    number = 0
    while not done.is_set():
        luma = noise.copy()
        left = number * 4 % (WIDTH - 40)
        luma[20:160, left : left + 40] = 220
        film.capture_frame(rtc.VideoFrame(WIDTH, HEIGHT, rtc.VideoBufferType.I420, luma.tobytes() + chroma))
        number += 1
        await asyncio.sleep(max(0.0, began + number / RATE - asyncio.get_running_loop().time()))


async def _sing(voice: rtc.AudioSource, done: asyncio.Event) -> None:
    at, size = 0, SOUND_RATE // 50
    while not done.is_set():
        t = (np.arange(size) + at) / SOUND_RATE
        tone = (np.sin(2 * np.pi * HERTZ * t) * (0.6 + 0.4 * np.sin(4 * np.pi * t)) * 3000).astype(np.int16)
        await voice.capture_frame(rtc.AudioFrame(tone.tobytes(), SOUND_RATE, 1, size))
        at += size


async def _publish(url: str, token: str, film: rtc.VideoSource, voice: rtc.AudioSource) -> rtc.Room:
    """Enter a room, and publish there. Try again when a busy machine took too long."""
    encoding = rtc.VideoEncoding(max_framerate=RATE, max_bitrate=BITS)
    camera, microphone = rtc.TrackSource.SOURCE_CAMERA, rtc.TrackSource.SOURCE_MICROPHONE
    options = rtc.TrackPublishOptions(source=camera, simulcast=False, video_encoding=encoding)
    for left in reversed(range(TRIES)):
        room = rtc.Room()
        try:
            await room.connect(url, token, rtc.RoomOptions(auto_subscribe=False))
            me = room.local_participant
            await me.publish_track(rtc.LocalVideoTrack.create_video_track("camera", film), options)
            sound = rtc.LocalAudioTrack.create_audio_track("voice", voice)
            await me.publish_track(sound, rtc.TrackPublishOptions(source=microphone))
        except (rtc.ConnectError, rtc.participant.PublishTrackError):
            await room.disconnect()
            if not left:
                raise
        else:
            return room
    raise AssertionError("it tries at least once")


async def main(url: str) -> None:
    tokens = [line.strip() for line in iter(sys.stdin.readline, "\n")]
    film, voice = rtc.VideoSource(WIDTH, HEIGHT), rtc.AudioSource(SOUND_RATE, 1)
    gate, done = asyncio.Semaphore(AT_ONCE), asyncio.Event()
    sending = [asyncio.create_task(_show(film, done)), asyncio.create_task(_sing(voice, done))]

    async def publish(token: str) -> rtc.Room:
        async with gate:
            return await _publish(url, token, film, voice)

    rooms = await asyncio.gather(*map(publish, tokens))
    print("published", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    done.set()
    await asyncio.gather(*sending)
    await asyncio.gather(*(room.disconnect() for room in rooms))


if __name__ == "__main__":
    logging.disable(logging.WARNING)  # the SDK writes whole session descriptions when the machine is busy
    asyncio.run(main(sys.argv[1]))
