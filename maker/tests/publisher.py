"""`python publisher.py URL TOKEN RED GREEN BLUE`: publish one colour and a tone, until it is killed."""

import asyncio
import sys
import time

import numpy as np
from livekit import rtc

WIDTH, HEIGHT, FPS, RATE = 320, 180, 15, 48_000


def i420(colour: list[int], width: int, height: int) -> bytes:
    """Make a picture of one colour (BT.601, limited range)."""
    red, green, blue = colour
    luma = 16 + (65.481 * red + 128.553 * green + 24.966 * blue) / 255
    u = 128 + (-37.797 * red - 74.203 * green + 112 * blue) / 255
    v = 128 + (112 * red - 93.786 * green - 18.214 * blue) / 255
    return bytes([round(luma)]) * (width * height) + b"".join(
        bytes([round(each)]) * (width * height // 4) for each in (u, v)
    )


async def main(url: str, token: str, colour: list[int]) -> None:
    room = rtc.Room()
    await room.connect(url, token)
    picture, sound = rtc.VideoSource(WIDTH, HEIGHT), rtc.AudioSource(RATE, 1, queue_size_ms=100)
    local = room.local_participant
    track: rtc.LocalTrack = rtc.LocalVideoTrack.create_video_track("picture", picture)
    await local.publish_track(track, rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_CAMERA, simulcast=False))
    track = rtc.LocalAudioTrack.create_audio_track("sound", sound)
    await local.publish_track(track, rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE))
    print("published", flush=True)
    await asyncio.gather(pictures(picture, colour), sounds(sound))


async def pictures(source: rtc.VideoSource, colour: list[int]) -> None:
    frame = rtc.VideoFrame(WIDTH, HEIGHT, rtc.VideoBufferType.I420, i420(colour, WIDTH, HEIGHT))
    while True:
        source.capture_frame(frame)
        await asyncio.sleep(1 / FPS - time.monotonic() % (1 / FPS))


async def sounds(source: rtc.AudioSource) -> None:
    wave = np.sin(np.arange(RATE // 50) * 2 * np.pi * 450 / RATE) * 8000
    piece = wave.astype(np.int16).tobytes()
    while True:
        await source.capture_frame(rtc.AudioFrame(piece, RATE, 1, RATE // 50))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], [int(each) for each in sys.argv[3:6]]))
