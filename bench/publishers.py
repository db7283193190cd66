"""`python -m bench.publishers URL`: publish one silent track for each join token on stdin, until stdin ends.

A track without a sample costs LiveKit nothing but its signals. So the shows are on air, and quiet.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from livekit import rtc

AT_ONCE = 10
"""Publishers who connect at the same time."""


@contextmanager
def publishing(url: str, tokens: Sequence[str]) -> Iterator[None]:
    """Keep a publisher in each room until the block ends."""
    command = [sys.executable, "-m", "bench.publishers", url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdin
        assert running.stdout
        running.stdin.write("".join(f"{token}\n" for token in tokens) + "\n")
        running.stdin.flush()
        assert running.stdout.readline() == "published\n", "the publishers did not come"
        yield


async def main(url: str) -> None:
    tokens = [line.strip() for line in iter(sys.stdin.readline, "\n")]
    gate = asyncio.Semaphore(AT_ONCE)

    async def publish(token: str) -> rtc.Room:
        async with gate:
            room, source = rtc.Room(), rtc.AudioSource(48_000, 1)
            await room.connect(url, token)
            track = rtc.LocalAudioTrack.create_audio_track("silence", source)
            options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
            await room.local_participant.publish_track(track, options)
            return room

    rooms = await asyncio.gather(*map(publish, tokens))
    print("published", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await asyncio.gather(*(room.disconnect() for room in rooms))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
