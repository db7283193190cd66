"""`python -m bench.flashes URL TOKEN`: publish 1280×720 at 30/s, with a flash and a beep at the start of each second.

A picture with the noise of a camera moves below the flash, so that encoders have work.
Each piece of sound leaves at the moment that it is for. Four squares near the lower edge write the number of the
second. So nobody takes a late flash for the next one.
"""

import asyncio
import sys
import time

import numpy as np
from livekit import rtc

WIDTH, HEIGHT, FPS, RATE = 1280, 720, 30, 48_000
LASTS = 0.2
"""Seconds of a flash and of a beep."""
PIECE = RATE // 100
BITS = 4
"""The squares show the second modulo sixteen, its highest bit first. Each has an eighth of the width and height."""


def lit(now: float) -> bool:
    return now % 1 < LASTS


async def pictures(source: rtc.VideoSource) -> None:
    """Send what moves, and the flash."""
    chance = np.random.default_rng(1)
    small = chance.integers(60, 180, (HEIGHT // 16, WIDTH // 16), np.uint8)
    luma = np.kron(small, np.ones((16, 16), np.uint8))
    planes = np.concatenate([luma.reshape(-1), np.full(WIDTH * HEIGHT // 2, 128, np.uint8)])
    shown = planes[: WIDTH * HEIGHT].reshape(HEIGHT, WIDTH)
    noise = [chance.integers(0, 9, luma.shape, np.uint8) for _ in range(8)]
    while True:
        await asyncio.sleep(1 / FPS - time.time() % (1 / FPS))
        now = time.time()
        shown[:] = np.roll(luma, int(now * 120) % WIDTH, axis=1) + noise[int(now * FPS) % len(noise)]
        shown[: HEIGHT // 4, : WIDTH // 4] = 235 if lit(now) else 16
        for bit in range(BITS):
            left, size = WIDTH // 8 * bit, (HEIGHT // 8, WIDTH // 8)
            bright = int(now) >> (BITS - 1 - bit) & 1
            shown[-2 * size[0] : -size[0], left : left + size[1]] = 235 if bright else 16
        source.capture_frame(rtc.VideoFrame(WIDTH, HEIGHT, rtc.VideoBufferType.I420, planes.tobytes()))


async def sounds(source: rtc.AudioSource) -> None:
    """Send pieces of 10 ms at their moments."""
    wave = (np.sin(np.arange(RATE) * 2 * np.pi * 1000 / RATE) * 12000).astype(np.int16)
    begun, sent = time.time(), 0
    while True:
        await asyncio.sleep(max(0.0, begun + sent / 100 - time.time()))
        at = begun + sent / 100
        first = sent * PIECE % RATE
        piece = wave[first : first + PIECE] if lit(at) else np.zeros(PIECE, np.int16)
        await source.capture_frame(rtc.AudioFrame(piece.tobytes(), RATE, 1, PIECE))
        sent += 1


async def main(url: str, token: str) -> None:
    room = rtc.Room()
    await room.connect(url, token)
    picture, sound = rtc.VideoSource(WIDTH, HEIGHT), rtc.AudioSource(RATE, 1, queue_size_ms=0)
    local = room.local_participant
    video: rtc.LocalTrack = rtc.LocalVideoTrack.create_video_track("picture", picture)
    encoding = rtc.VideoEncoding(max_framerate=FPS, max_bitrate=2_500_000)
    source = rtc.TrackSource.SOURCE_CAMERA
    options = rtc.TrackPublishOptions(source=source, simulcast=False, video_encoding=encoding)
    await local.publish_track(video, options)
    audio: rtc.LocalTrack = rtc.LocalAudioTrack.create_audio_track("sound", sound)
    await local.publish_track(audio, rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE))
    await asyncio.gather(pictures(picture), sounds(sound))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
