"""One run of a maker, from its order to its last part."""

import asyncio
import logging
import signal
import time
from pathlib import Path

import numpy as np

from kaibo_maker import clock, gap
from kaibo_maker.cover import cover
from kaibo_maker.line import Gap, Line
from kaibo_maker.order import Order, Wishes
from kaibo_maker.picture import Raw
from kaibo_maker.room import Program
from kaibo_maker.sound import Sound
from kaibo_maker.status import Status, bound_log

LOOK_SECONDS = 0.2
ORPHANED = 15 * 60.0
"""Seconds without a server and without a host, after which a maker ends by itself."""
LATE = 0.05
"""Seconds by which the clock is late on a busy machine. Sound is then on its way too."""
EXIT = {"stopped": 0, "interrupted": 0, "lost": 3, "disk": 4}
"""Exit codes. Any other one is a fault, after which a new run may begin."""
log = logging.getLogger("kaibo.maker")


class Maker:
    """Hands the newest frame and the sound to the line, by the clock of the output."""

    def __init__(self, order: Order, folder: Path) -> None:
        self._folder = folder
        self._wishes = Wishes(folder / "wanted.json")
        self._status = Status(order.run, preset=order.preset)
        self._clock = clock.Clock(order.fps, time.monotonic())
        self._line = Line(order, cover(order), lambda: self._clock.begun)
        self._line.keep = self._wishes.look().keep  # the first segment begins at once
        self._program = Program(order, self._picture, self._piece)
        self._sound = Sound()
        now = self._clock.begun = time.monotonic()
        if self._line.keep:
            self._clock.begun -= gap.before(order, time.time(), clock.LONGEST_GAP)
            self._fill_gap(self._clock.gap(now, least=0.0))
        self._newest: Raw | None = None
        self._came: float | None = None
        self._publisher = ""
        self._shown = time.monotonic()
        self._stop = asyncio.Event()
        self._interrupted = False

    async def run(self) -> int:
        """Make until the run ends. Return the exit code."""
        for each in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(each, self._interrupt)
        self._line.start()
        tasks = [asyncio.create_task(each()) for each in (self._program.stay, self._tick, self._look, self._report)]
        ended = asyncio.create_task(self._stop.wait())
        done, _ = await asyncio.wait([*tasks, ended], return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        self._hear_nothing(self._sound.rest(self._clock.next / self._clock.fps))
        self._line.finish("interrupted" if self._interrupted else "stopped")
        await asyncio.to_thread(self._line.join, 30)
        for result in results:
            if isinstance(result, Exception):
                log.error("the maker broke", exc_info=result)
                self._line.reason = "broken"
        self._write("stopped", 0.0)
        log.warning("%s after %d parts", self._line.reason, self._line.files.parts)
        return EXIT.get(self._line.reason, 1)

    def _interrupt(self) -> None:
        """End, though the show may go on: the machine or LiveKit stops."""
        self._interrupted = True
        self._stop.set()

    def _picture(self, raw: Raw, at: float) -> None:
        self._newest, self._came = raw, at

    def _piece(self, samples: np.ndarray, at: float) -> None:
        placed = self._sound.arrive(at - self._clock.begun - self._program.held, len(samples))
        self._hear_nothing(placed.silence)
        if placed.length == len(samples):
            self._line.hear(samples)
        elif placed.length:
            self._line.hear(stretched(samples, placed.length))

    async def _tick(self) -> None:
        while self._line.is_alive():
            planned = self._clock.wait(time.monotonic())
            before = time.monotonic()
            await asyncio.sleep(planned)
            now = time.monotonic()
            self._fill_gap(self._clock.gap(now))
            live = clock.fresh(self._came, now)
            if live:
                self._shown = now
            for number in self._clock.due(now):
                self._line.shoot(number, self._newest if live else None)
            if now - before - planned < LATE:
                self._fill(now)
        self._stop.set()

    def _fill(self, now: float) -> None:
        self._hear_nothing(self._sound.fill(now - self._clock.begun - self._program.held))

    def _fill_gap(self, frames: range) -> None:
        if frames:
            silence = self._sound.rest(frames.stop / self._clock.fps - self._program.held)
            self._line.fill(Gap(frames, silence))

    def _hear_nothing(self, samples: int) -> None:
        if samples:
            self._line.hear(np.zeros((samples, 2), np.int16))

    async def _look(self) -> None:
        """Follow what the server wants."""
        while True:
            wanted = await asyncio.to_thread(self._wishes.look)
            self._line.keep = wanted.keep
            if wanted.publisher != self._publisher:
                self._publisher, self._newest, self._came = wanted.publisher, None, None
            self._program.want(wanted.publisher)
            if wanted.stop or min(self._wishes.untouched(), time.monotonic() - self._shown) > ORPHANED:
                self._stop.set()
            await asyncio.sleep(LOOK_SECONDS)

    async def _report(self) -> None:
        """Say each second how it goes."""
        before, encoded = time.monotonic(), 0
        while True:
            now = time.monotonic()
            rate = (self._line.encoded - encoded) / max(now - before, 0.001)
            before, encoded = now, self._line.encoded
            live = "live" if clock.fresh(self._came, now) else "cover"
            self._write(live if self._program.joined else "joining", rate)
            bound_log()
            await asyncio.sleep(1)

    def _write(self, state: str, rate: float) -> None:
        line, to = self._line, self._status
        to.state, to.fps = state, round(rate, 1)
        to.error = line.reason if line.reason not in ("", "stopped", "interrupted") else self._program.error
        to.dropped_frames, to.queue_ms = line.overload.dropped, round(line.waiting * 1000)
        to.overloaded = line.overload.loses(time.monotonic())
        to.preset, to.rate = line.preset, line.overload.level.every
        to.parts, to.bytes = line.files.parts, line.files.bytes
        to.write(self._folder)


def stretched(samples: np.ndarray, length: int) -> np.ndarray:
    """Return the samples, a little longer or shorter."""
    at = np.linspace(0, len(samples) - 1, length)
    sides = [np.interp(at, np.arange(len(samples)), samples[:, side]) for side in (0, 1)]
    return np.stack(sides, axis=1).astype(np.int16)
