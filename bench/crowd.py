"""Measure many viewers of one show: in steady state, when they all come at once, and their event streams."""

import itertools
import os
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from bench.audience import Audience, listed
from bench.host import on_air
from bench.line import percentile
from bench.peer import Peer, livekit
from bench.processes import pss
from e2e.kaibo import Kaibo, Show

STEADY = int(os.environ.get("BENCH_CROWD_STEADY", "100"))
"""Viewers in steady state: so few that the machine has time to spare."""
SECONDS = int(os.environ.get("BENCH_CROWD_SECONDS", "30"))
"""How long each steady state is measured."""
ROUNDS = int(os.environ.get("BENCH_CROWD_ROUNDS", "3"))
BURST = int(os.environ.get("BENCH_CROWD_BURST", "200"))
"""Viewers who open one link within `WITHIN`."""
WITHIN = "5s"
STREAMS = int(os.environ.get("BENCH_CROWD_STREAMS", "1000"))
"""Open event streams."""
SETTLE = 8
"""Seconds after an arrival until only the steady work is left."""
FEW_KBITS = ("-kbits", "100")
"""The program's rate while arrivals are measured. Otherwise its packets would fill the machine."""
ROOM = "bench"


def measure() -> Iterator[str]:
    """Return the figures of a steady crowd, of one that comes at once, and of open event streams."""
    for part in (_steady, _burst, _streams):
        with tempfile.TemporaryDirectory() as name:
            kaibo = Kaibo(Path(name) / "data", KAIBO_LOG_LEVEL="warning").start()
            try:
                yield from part(kaibo, Path(name))
            finally:
                kaibo.stop()


def _steady(kaibo: Kaibo, folder: Path) -> Iterator[str]:
    """Compare the CPU time of Kaibo and its LiveKit with that of LiveKit alone, for the same viewers in turn."""
    ours, bare, parts = [], [], []
    with livekit(folder / "peer") as peer:
        for turn in range(ROUNDS):
            show = kaibo.show(f"Steady {turn}")
            with on_air(show), _viewers(kaibo, show, STEADY, f"{STEADY / 10}s") as viewers:
                used = viewers.hold(SECONDS, SETTLE)
            assert viewers.left["alive"] == STEADY, (viewers.joined, viewers.left)
            ours.append(sum(used.values()))
            parts.append(used["kaibo"])
            bare.append(_bare(peer, folder, turn))
    yield f"{STEADY} viewers of 1.9 Mbit/s: {STEADY / median(ours):.0f} viewers per core"
    yield f"the same with LiveKit alone: {STEADY / median(bare):.0f} viewers per core"
    yield f"ratio: {median(bare) / median(ours):.2f}. Kaibo itself takes {median(parts) * 1000:.1f} ms of CPU a second"


def _bare(peer: Peer, folder: Path, turn: int) -> float:
    room = f"{ROOM}-{turn}"
    tokens = listed(folder, [peer.token(room, f"viewer-{number}") for number in range(STEADY)])
    at = ("-livekit", f"ws://127.0.0.1:{peer.port}")
    with Audience(*at, "-publish", peer.token(room, "host", publish=True)):
        crowd = ("-n", str(STEADY), "-within", f"{STEADY / 10}s")
        with Audience(*at, "-tokens", tokens, *crowd, watched={"livekit": peer.pid}) as viewers:
            used = viewers.hold(SECONDS, SETTLE)["livekit"]
    assert viewers.left["alive"] == STEADY, (viewers.joined, viewers.left)
    return used


def _burst(kaibo: Kaibo, folder: Path) -> Iterator[str]:
    """Let a crowd open one link: each loads the page with its files, and follows the events, and watches."""
    show = kaibo.show("Burst")
    with on_air(show, *FEW_KBITS), _viewers(kaibo, show, BURST, WITHIN) as viewers:
        joined = viewers.joined
        failed = sum(joined["failures"].values())
        p50, p95 = (percentile(joined["connected"], part) for part in (0.5, 0.95))
        yield f"{BURST} viewers within {WITHIN}, until connected: p50 {p50:.0f} ms, p95 {p95:.0f} ms"
        yield f"failed: {failed}; refused at first, and came again: {joined['refusals']}"
        each = {name: seconds * 1000 / BURST for name, seconds in viewers.cost.items()}
        yield f"CPU for each: Kaibo {each['kaibo']:.1f} ms, its LiveKit {each['livekit']:.1f} ms"


def _streams(kaibo: Kaibo, folder: Path) -> Iterator[str]:
    """Open event streams alone, and rename the show once a second."""
    show = kaibo.show("Streams")
    before = pss(kaibo.pid) - pss(kaibo.livekit_pid)
    with _viewers(kaibo, show, STREAMS, "10s", "-events") as viewers:
        assert len(viewers.joined["events"]) == STREAMS, viewers.joined
        after = pss(kaibo.pid) - pss(kaibo.livekit_pid)
        yield f"memory (PSS) of one of {STREAMS} event streams: {(after - before) * 1024 / STREAMS:.0f} KiB"
        quiet = viewers.hold(SECONDS, SETTLE)["kaibo"]
        yield f"CPU of {STREAMS} streams without a change: {quiet:.3f} cores"
        yield f"with one change a second: {_changing(show, viewers):.3f} cores"


def _changing(show: Show, viewers: Audience) -> float:
    """Return the cores that Kaibo uses while the show's name changes once a second."""
    done = threading.Event()

    def rename() -> None:
        for turn in itertools.count():
            show.call("UpdateActivityBasicConfigAPI", ActivityId=show.activity_id, Name=f"Name {turn}")
            if done.wait(1):
                return

    with ThreadPoolExecutor(1) as beside:
        renaming = beside.submit(rename)
        try:
            return viewers.hold(SECONDS)["kaibo"]
        finally:
            done.set()
            renaming.result()


def _viewers(kaibo: Kaibo, show: Show, number: int, within: str, *more: str) -> Audience:
    watched = {"kaibo": kaibo.pid, "livekit": kaibo.livekit_pid}
    crowd = ("-n", str(number), "-within", within)
    return Audience("-door", show.watch_url, *crowd, *more, watched=watched)
