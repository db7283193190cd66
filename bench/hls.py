"""Measure viewers by HLS per core, beside viewers by WebRTC of the same show."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.audience import Audience
from bench.host import MAKING, flashing
from bench.line import percentile
from e2e.kaibo import OURS, Kaibo, Show

VIEWERS = int(os.environ.get("BENCH_HLS_VIEWERS", "100"))
"""Viewers of each kind. They come in turn, so that each kind has the machine for itself."""
SECONDS = int(os.environ.get("BENCH_HLS_SECONDS", "30"))
"""How long each steady state is measured."""
ROUNDS = int(os.environ.get("BENCH_HLS_ROUNDS", "5"))
SETTLE = 8
"""Seconds after an arrival until only the steady work is left."""
WITHIN = f"{VIEWERS / 10}s"
MODES = {"WebRTC": -1, "HLS": 0}
"""Each way with the number of places for WebRTC that makes viewers take it. -1: as many as come."""


class Steady(NamedTuple):
    """The cost of a crowd."""

    cores: dict[str, float]
    """By process: kaibo, livekit, maker."""
    kbits: float
    """Of picture and sound, for each viewer, a second."""
    late: list[float]
    """Milliseconds from the end of a part until a viewer has it."""


def measure() -> Iterator[str]:
    """Return the figures of both kinds of viewers. The show is recorded, so a maker runs in both cases."""
    with tempfile.TemporaryDirectory() as name:
        kaibo = Kaibo(Path(name) / "data", KAIBO_LOG_LEVEL="warning", **MAKING).start()
        try:
            yield from _show(kaibo.show("HLS"))
        finally:
            kaibo.stop()


def _show(show: Show) -> Iterator[str]:
    rounds: dict[str, list[Steady]] = {mode: [] for mode in MODES}
    with flashing(show) as maker:
        for _ in range(ROUNDS):
            for mode, places in MODES.items():
                settings = {"Delivery": {"WebrtcViewers": places}}
                show.call("PutShowSettings", OURS, ActivityId=show.activity_id, Settings=settings)
                rounds[mode].append(_crowd(show, maker))
    by = {mode: median(_serving(mode, each) for each in found) for mode, found in rounds.items()}
    kbits = {mode: median(each.kbits for each in found) for mode, found in rounds.items()}
    for mode, cores in by.items():
        yield f"{VIEWERS} viewers by {mode} of {kbits[mode]:.0f} kbit/s: {VIEWERS / cores:.0f} viewers per core"
    yield f"ratio: {by['WebRTC'] / by['HLS']:.2f}"
    for part in ("maker", "livekit"):
        used = {mode: median(each.cores[part] for each in found) for mode, found in rounds.items()}
        yield f"{part}: {used['HLS']:.2f} cores while they watch by HLS, {used['WebRTC']:.2f} by WebRTC"
    late = [part for each in rounds["HLS"] for part in each.late]
    p50, p95 = (percentile(late, part) for part in (0.5, 0.95))
    yield f"the end of a part → a viewer has it: p50 {p50:.0f} ms, p95 {p95:.0f} ms"


def _serving(mode: str, each: Steady) -> float:
    """Return the cores of what serves these viewers. LiveKit serves none of those by HLS."""
    return each.cores["kaibo"] + (each.cores["livekit"] if mode == "WebRTC" else 0)


def _crowd(show: Show, maker: int) -> Steady:
    watched = {"kaibo": show.server.pid, "livekit": show.server.livekit_pid, "maker": maker}
    with Audience("-door", show.watch_url, "-n", str(VIEWERS), "-within", WITHIN, watched=watched) as viewers:
        cores = viewers.hold(SECONDS, SETTLE)
    left = viewers.left
    assert left["alive"] == VIEWERS, (viewers.joined, left["alive"], left["broken"])
    return Steady(cores, left["bytes"] * 8 / 1000 / left["seconds"] / VIEWERS, left["late"])
