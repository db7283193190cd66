"""Orders and runs for the tests, without a room."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from kaibo_maker.boxes import Cutter
from kaibo_maker.encoder import MP4, Encoder, set_up
from kaibo_maker.files import RunFiles
from kaibo_maker.order import Order
from kaibo_maker.picture import pixels
from kaibo_maker.sound import RATE

FPS = 10


def order(folder: Path, run: int = 1, **entries: Any) -> Order:
    """Make an order of a small, cheap output."""
    small: dict[str, Any] = {
        "width": 160,
        "height": 90,
        "fps": FPS,
        "preset": "ultrafast",
        "video_kbps": 200,
        "reserve_mb": 0,
    }
    return Order("rc_1", run, folder, "ws://127.0.0.1:1", "key", "secret", "room", "maker", **small | entries)


def noise(number: int, width: int, height: int) -> av.VideoFrame:
    """Make a picture that no encoder makes small."""
    made = av.VideoFrame(width, height, "yuv420p")
    for plane in made.planes:
        shown = pixels(plane)
        shown[:] = np.random.default_rng(number).integers(16, 235, shown.shape, np.uint8)
    return made


def frame(luma: int, width: int = 160, height: int = 90) -> av.VideoFrame:
    """Make a grey picture."""
    made = av.VideoFrame(width, height, "yuv420p")
    for plane, value in zip(made.planes, (luma, 128, 128), strict=True):
        pixels(plane)[:] = value
    return made


def run(
    asked: Order,
    seconds: float,
    at: int = 0,
    luma: int = 100,
    keep: bool = True,
    ahead: float = 0.0,
    off: range = range(0),
    end: str = "stopped",
    noisy: bool = False,
) -> None:
    """Write a run of grey pictures and silence that began at `at`, in unix ms. The sound is `ahead` by some seconds.

    `keep` tells whether it is recorded. In the whole seconds of `off` it is not. `end`: empty for one that was killed.
    `noisy`: write noise in place of the grey.
    """
    files = _files(asked)
    encoder = Encoder(
        asked, files.init, lambda part, facts: _part(files, part, facts, at, keep and int(facts.begins) not in off)
    )
    encoder.sound(np.zeros((int(ahead * RATE), 2), np.int16))
    for number in range(int(seconds * asked.fps)):
        size = asked.width, asked.height
        encoder.picture(noise(number, *size) if noisy else frame(luma, *size), number)
        encoder.sound(np.zeros((RATE // asked.fps, 2), np.int16))
    encoder.close()
    if end:
        files.end(end)


def run_without_sound(asked: Order, seconds: float, at: int = 0, luma: int = 100) -> None:
    """Write a run whose init has no sound, as no maker of ours does."""
    files = _files(asked)
    cutter = Cutter(files.init, lambda part, facts: _part(files, part, facts, at, keep=True))
    with av.open(cutter, "w", format="mp4", options=MP4) as out:
        pictures = out.add_stream("libx264", rate=asked.fps, options={"tune": "zerolatency", "g": str(2 * asked.fps)})
        assert isinstance(pictures, av.VideoStream)
        set_up(pictures.codec_context, asked)
        for number in range(int(seconds * asked.fps)):
            each = frame(luma, asked.width, asked.height)
            each.pts, each.time_base = number, Fraction(1, asked.fps)
            out.mux(pictures.encode(each))
        out.mux(pictures.encode(None))
    files.end("stopped")


def _files(asked: Order) -> RunFiles:
    """Begin a run, and let the fence name it."""
    asked.folder.mkdir(exist_ok=True)
    (asked.folder / "fence").write_text(str(asked.run))
    return RunFiles(asked)


def _part(files: RunFiles, part: bytes, facts: Any, at: int, keep: bool) -> None:
    files.part(part, facts, at + int(facts.begins * 1000), keep)


def lumas(file: Path) -> list[tuple[float, int]]:
    """Return when the grey of a file changes, and to which."""
    changes: list[tuple[float, int]] = []
    with av.open(file) as container:
        for each in container.decode(video=0):
            luma = int(pixels(each.planes[0]).mean().round())
            if not changes or abs(changes[-1][1] - luma) > 5:
                changes.append((round(each.time or 0, 2), luma))
    return changes
