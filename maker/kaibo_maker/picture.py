"""Pictures in the size of the output: a frame of LiveKit becomes one of the encoder."""

from typing import Protocol

import av
import numpy as np
from numpy.typing import NDArray

BLACK = (16, 128, 128)
"""Black in limited range: luma and both colours."""
LEAST = 16
"""Pixels of a side that a frame must have. A muted track may send frames of 2×2."""


Pixels = NDArray[np.uint8]


class Raw(Protocol):
    """A frame of LiveKit, in I420."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def data(self) -> memoryview: ...


def fit(raw: Raw, width: int, height: int) -> av.VideoFrame:
    """Return the frame in the size of the output. Another shape stands between black bars."""
    frame = _frame(raw)
    if (frame.width, frame.height) == (width, height):
        return frame
    scale = min(width / frame.width, height / frame.height)
    inner = max(2, int(frame.width * scale) & ~1), max(2, int(frame.height * scale) & ~1)
    small = frame.reformat(*inner, interpolation="FAST_BILINEAR")
    return small if inner == (width, height) else paste(small, width, height)


def paste(small: av.VideoFrame, width: int, height: int) -> av.VideoFrame:
    """Put a frame into the middle of a black one."""
    left, top = (width - small.width) // 4 * 2, (height - small.height) // 4 * 2
    made = av.VideoFrame(width, height, "yuv420p")
    for plane, source, value, half in zip(made.planes, small.planes, BLACK, (1, 2, 2), strict=True):
        rows = pixels(plane)
        rows[:] = value
        inner = pixels(source)
        rows[top // half : top // half + inner.shape[0], left // half : left // half + inner.shape[1]] = inner
    return made


def pixels(plane: av.video.plane.VideoPlane) -> Pixels:
    """Return the pixels of a plane, to read and to write."""
    rows: Pixels = np.frombuffer(memoryview(plane), np.uint8)
    return rows.reshape(plane.height, plane.line_size)[:, : plane.width]


def _frame(raw: Raw) -> av.VideoFrame:
    width, height = raw.width, raw.height
    made = av.VideoFrame(width, height, "yuv420p")
    content = np.frombuffer(raw.data, np.uint8)
    at = 0
    for plane in made.planes:
        rows = pixels(plane)
        rows[:] = content[at : at + rows.size].reshape(rows.shape)
        at += rows.size
    return made
