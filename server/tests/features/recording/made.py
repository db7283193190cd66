"""Recordings in the form that makers write (docs/recording.md), made by PyAV: real H.264 in fragmented MP4."""

import io
import json
import struct
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

FPS, WIDTH, HEIGHT = 10, 64, 36
SEGMENT_SECONDS = 2
MP4 = {"movflags": "empty_moov+default_base_moof+frag_keyframe", "frag_duration": "500000", "flush_packets": "1"}
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
BEGAN = 1_796_000_000_000
"""When the first run of a test's recording began, in unix ms."""


class Cut:
    """A file for the muxer. It cuts the boxes into an init and parts."""

    def __init__(self) -> None:
        self.init, self.parts = b"", list[bytes]()
        self._waiting, self._held = b"", b""

    def write(self, content: bytes) -> int:
        self._waiting += bytes(content)
        while len(self._waiting) >= 8:
            size, kind = struct.unpack_from(">I4s", self._waiting)
            if len(self._waiting) < size:
                break
            self._held += self._waiting[:size] if kind in (b"ftyp", b"moov", b"moof", b"mdat") else b""
            self._waiting = self._waiting[size:]
            if kind == b"moov":
                self.init, self._held = self._held, b""
            elif kind == b"mdat":
                self.parts.append(self._held)
                self._held = b""
        return len(content)


def encoded(seconds: float, colour: int) -> Cut:
    """Encode a plain picture: a key frame each two seconds, a part each half second."""
    cut = Cut()
    with av.open(cut, "w", format="mp4", options=MP4) as out:
        options = {"preset": "ultrafast", "tune": "zerolatency", "g": str(FPS * SEGMENT_SECONDS), "sc_threshold": "0"}
        video = out.add_stream("libx264", rate=FPS, options=options)
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number in range(int(seconds * FPS)):
            shade = np.full((HEIGHT, WIDTH, 3), (colour, number % 256, 99), np.uint8)
            frame = av.VideoFrame.from_ndarray(shade)
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
    return cut


def run(
    folder: Path, number: int, seconds: float, *, at: int = BEGAN, end: str = "stopped", colour: int = 200
) -> list[dict[str, Any]]:
    """Write one run. `at`: when it began, in unix ms. `end`: "" for one that was killed. Return its index."""
    place = folder / "runs" / str(number)
    place.mkdir(parents=True)
    cut = encoded(seconds, colour)
    (place / "init.mp4").write_bytes(cut.init)
    lines: list[dict[str, Any]] = []
    each = SEGMENT_SECONDS * 2
    for count, part in enumerate(cut.parts):
        segment, place_in = divmod(count, each)
        file = place / f"{segment:06d}.m4s"
        offset = file.stat().st_size if place_in else 0
        with file.open("ab") as out:
            out.write(part)
        begins = count / 2
        about = {"s": segment, "p": count, "o": offset, "n": len(part), "b": begins, "d": min(0.5, seconds - begins)}
        lines.append(about | {"k": int(place_in == 0), "t": at + int(begins * 1000)})
    text = "".join(json.dumps(line) + "\n" for line in lines) + (json.dumps({"end": end}) + "\n" if end else "")
    (place / "index.jsonl").write_text(text)
    (folder / "fence").write_text(str(number))
    return lines


def pictures(folder: Path, runs: dict[int, float]) -> None:
    """Write the cover and a storyboard with a tile each second. `runs`: the seconds of each run."""
    (folder / "cover.jpg").write_bytes(JPEG)
    (folder / "storyboard").mkdir()
    (folder / "storyboard" / "0.jpg").write_bytes(JPEG)
    tiles = [(number, second) for number, seconds in runs.items() for second in range(int(seconds))]
    lines = (
        json.dumps({"t": second, "run": number, "sheet": 0, "x": 160 * (at % 10), "y": 90 * (at // 10)})
        for at, (number, second) in enumerate(tiles)
    )
    (folder / "storyboard.jsonl").write_text("\n".join(lines) + "\n")


def seconds_of(content: bytes) -> float:
    """Return how long the pictures of an MP4 of this module last, by decoding them."""
    return frames_of(content) / FPS


def length_of(content: bytes) -> float:
    """Return the seconds that an MP4 names as its length."""
    with av.open(io.BytesIO(content), "r") as file:
        assert file.duration
        return file.duration / av.time_base


def frames_of(content: bytes) -> int:
    """Count the pictures of an MP4, by decoding them."""
    with av.open(io.BytesIO(content), "r") as file:
        return len(list(file.decode(video=0)))
