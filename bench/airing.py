"""Measure the CPU time of one show of 1280×720 at 30 pictures a second: server, LiveKit and maker."""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.host import MAKING, flashing, making
from bench.load import cpu
from e2e.kaibo import Kaibo

SECONDS = int(os.environ.get("BENCH_AIRING_SECONDS", "30"))
"""How long each round is measured."""
ROUNDS = int(os.environ.get("BENCH_AIRING_ROUNDS", "5"))
SETTLE = 8
AIM = 0.6
"""Cores of all parts."""


def measure() -> Iterator[str]:
    """Return the cores of a recorded show without viewers, beside those of a server without a show on air."""
    with tempfile.TemporaryDirectory() as name:
        kaibo = Kaibo(Path(name) / "data", KAIBO_LOG_LEVEL="warning", **MAKING).start()
        try:
            time.sleep(SETTLE)
            own = {"server": kaibo.pid, "LiveKit": kaibo.livekit_pid}
            quiet = _cores(own)
            with flashing(kaibo.show("Airing")) as maker:
                time.sleep(SETTLE)
                rounds = [_cores(own | {"maker": maker}) for _ in range(ROUNDS)]
                made = making(kaibo.folder)
        finally:
            kaibo.stop()
    parts = {part: median(each[part] for each in rounds) for part in rounds[0]}
    whole = median(sum(each.values()) for each in rounds)
    shown = ", ".join(f"{part} {cores:.2f}" for part, cores in parts.items())
    judged = "enough" if whole <= AIM else "TOO MUCH"
    yield f"a recorded show of 1280×720 at 30/s: {whole:.2f} of a core ({shown}), of {AIM}: {judged}"
    yield f"pictures a second of its recording: {made['fps']}; dropped: {made['dropped_frames']}"
    yield "without a show: " + ", ".join(f"{part} {cores:.2f}" for part, cores in quiet.items())


def _cores(processes: dict[str, int]) -> dict[str, float]:
    """Measure how many cores each process uses from now on."""
    before, began = {part: cpu(pid) for part, pid in processes.items()}, time.monotonic()
    time.sleep(SECONDS)
    took = time.monotonic() - began
    return {part: (cpu(pid) - before[part]) / took for part, pid in processes.items()}
