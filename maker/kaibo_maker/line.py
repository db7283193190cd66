"""The line from the clock to the files: a thread that encodes and writes, and what waits for it."""

import logging
import math
import queue
import threading
import time
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import av
import numpy as np

from kaibo_maker.boxes import Facts
from kaibo_maker.encoder import Encoder
from kaibo_maker.files import Ended, RunFiles
from kaibo_maker.order import Order
from kaibo_maker.overload import Overload
from kaibo_maker.picture import Raw, fit
from kaibo_maker.sound import RATE
from kaibo_maker.storyboard import Storyboard

MOST_SOUND = 30 * RATE
"""Samples that may wait. A disk that hangs for longer costs sound."""
HOLE = 15
"""Frames a second that stand in a hole, so that no part gets longer than it may."""
FILL = 2
"""Frames a second that fill a gap."""
EXACT = 0.001
"""Seconds by which the time of a part may be off."""
log = logging.getLogger("kaibo.maker")


class Gap(NamedTuple):
    """A time in which nobody made a frame: this process stood still, or the run before was killed."""

    frames: range
    silence: int
    """Samples, 0 or more."""


class Shot(NamedTuple):
    """One frame of the output."""

    number: int
    raw: Raw | None
    """The host's frame. None: the cover."""
    quick: bool


class Line(threading.Thread):
    """Encodes in its own thread. Its queue gives up pictures before sound, and never waits."""

    def __init__(self, order: Order, cover: av.VideoFrame, began: Callable[[], float]) -> None:
        """Take the cover, and what tells the moment of the first frame (seconds of the monotonic clock)."""
        super().__init__(name="line", daemon=True)
        self._order, self._cover, self._began = order, cover, began
        self._queue: queue.SimpleQueue[Shot | Gap | np.ndarray | None] = queue.SimpleQueue()
        self._given = self._taken = 0
        """Frames that one thread gave, and the other one took."""
        self._samples_given = self._samples_taken = self._samples_lost = 0
        self._number = -1
        """The last frame that was encoded."""
        self._gaps: list[tuple[float, float]] = []
        """Where gaps begin and end, in media seconds."""
        self._last: tuple[Raw | None, av.VideoFrame] = None, cover
        self.files = RunFiles(order)
        self._encoder = Encoder(order, self.files.init, self._part)
        self._storyboard: Storyboard | None = None
        self.keep = True
        """Whether a segment that begins now belongs to the recording."""
        self.overload = Overload(time.monotonic())
        self.encoded = 0
        self.reason = self._reason = ""
        """Why the run ended: stopped, interrupted, lost, disk, or broken."""

    @property
    def waiting(self) -> float:
        """Return the seconds of pictures that wait for the encoder."""
        return (self._given - self._taken) * self.overload.level.every / self._order.fps

    @property
    def preset(self) -> str:
        return self._encoder.preset

    def shoot(self, number: int, raw: Raw | None) -> None:
        """Take frame `number` of the output: the host's, or the cover."""
        if self.overload.takes(number, self.waiting, time.monotonic()):
            self._given += 1
            self._queue.put(Shot(number, raw, self.overload.level.quick))

    def hear(self, samples: np.ndarray) -> None:
        """Take the next samples: 16 bits, rows of left and right. Silence stands for those that were lost."""
        if self._samples_given - self._samples_taken >= MOST_SOUND:
            self._samples_lost += len(samples)
            return
        if self._samples_lost:
            samples = np.concatenate([np.zeros((self._samples_lost, 2), np.int16), samples])
            self._samples_lost = 0
        self._samples_given += len(samples)
        self._queue.put(samples)

    def fill(self, gap: Gap) -> None:
        """Take a gap. The cover and silence fill it, in segments of its own."""
        self._queue.put(gap)

    def finish(self, reason: str) -> None:
        """End the run in good order after all that waits. `reason`: stopped, or interrupted."""
        self._reason = reason
        self._queue.put(None)

    def run(self) -> None:
        try:
            while (item := self._queue.get()) is not None:
                if isinstance(item, Shot):
                    self._taken += 1
                    self._encode(item)
                elif isinstance(item, Gap):
                    self._fill(item)
                else:
                    self._samples_taken += len(item)
                    self._encoder.sound(item)
            self._encoder.close()
            self.reason = self._reason
        except Ended as ended:
            self.reason = str(ended)
        except Exception:
            log.exception("the run broke")
            self.reason = "broken"
        if self.reason != "broken":
            self.files.end(self.reason)

    def _encode(self, shot: Shot) -> None:
        self._bridge(shot)
        if shot.raw is None:
            self._last = None, self._cover
        elif shot.raw is not self._last[0]:  # a slow host's frame is encoded more than once
            self._last = shot.raw, fit(shot.raw, self._order.width, self._order.height)
        frame = self._last[1]
        if self.keep:
            self._remember(frame, shot)
        self._picture(frame, shot.number, shot.quick)

    def _bridge(self, shot: Shot) -> None:
        """Repeat the last picture where many frames were dropped. Else one frame would make a long part."""
        step = max(1, self._order.fps // HOLE)
        if shot.number - self._number > max(2, step):
            for number in range(self._number + step, shot.number, step):
                self._picture(self._last[1], number, shot.quick)

    def _fill(self, gap: Gap) -> None:
        frames, fps = gap.frames, self._order.fps
        self._gaps.append((frames.start / fps, frames.stop / fps))
        self._encoder.cut()
        numbers = [frames.start + place * fps // FILL for place in range(math.ceil(len(frames) * FILL / fps))]
        heard = 0
        for place, (number, following) in enumerate(pairwise([*numbers, frames.stop]), 1):
            self._remember(self._cover, Shot(number, None, quick=False))
            self._picture(self._cover, number, quick=False, lasts=following - number)
            until = gap.silence * place // len(numbers)
            self._encoder.sound(np.zeros((until - heard, 2), np.int16))
            heard = until
        self._number = frames.stop - 1
        self._encoder.cut()

    def _picture(self, frame: av.VideoFrame, number: int, quick: bool, lasts: int = 1) -> None:
        self._encoder.picture(frame, number, quick, lasts)
        self._number = number
        self.encoded += 1

    def _remember(self, frame: av.VideoFrame, shot: Shot) -> None:
        try:
            self._storyboard = self._storyboard or Storyboard(self._order.folder, self._order.run)
            self._storyboard.look(frame, shot.number / self._order.fps, shot.raw is not None)
        except OSError as error:  # a recording without small pictures is better than none
            log.warning("storyboard: %s", error)

    def _part(self, content: bytes, facts: Facts) -> None:
        if self.reason:
            return  # PyAV closes its file later, and a run that ended takes nothing
        at = time.time() - time.monotonic() + self._began() + facts.begins
        filling = any(first <= facts.begins + EXACT < until for first, until in self._gaps)
        self.files.part(content, facts, int(at * 1000), self.keep, filling)
