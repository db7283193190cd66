"""Measure a maker at 1280×720 with 30 frames a second: CPU time by part, memory, and sound against picture."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import av
import numpy as np
from kaibo.clock import now_ms
from kaibo.media.token import Grant, mint

from bench.processes import TICKS, pss
from e2e.kaibo import Kaibo

SECONDS = int(os.environ.get("BENCH_RECORDING_SECONDS", "30"))
WARM = 8
PATIENCE = 60
LOUD = 1500
"""The mean of 16-bit samples from which a beep is on."""
BRIGHT = 128
ROOM, HOST = "bench-recording", "host"


def measure() -> Iterator[str]:
    """Record the flashes and beeps of `bench.flashes`. BENCH_RECORDING_SECONDS sets for how long."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kaibo = Kaibo(folder / "data", KAIBO_LOG_LEVEL="warning").start()
        try:
            yield from _recorded(folder, kaibo)
        finally:
            kaibo.stop()


def _recorded(folder: Path, kaibo: Kaibo) -> Iterator[str]:
    rtc = kaibo.livekit
    engine = f"ws://127.0.0.1:{rtc['port']}"
    token = mint(Grant(ROOM, HOST, "", ("camera", "microphone"), subscribe=False), rtc["key"], rtc["secret"], now_ms())
    recording, own = folder / "recording", folder / "maker"
    for each in (recording, own):
        each.mkdir()
    (recording / "fence").write_text("1")
    (own / "wanted.json").write_text(json.dumps({"publisher": HOST}))
    order = {"v": 1, "recording": "rc", "run": 1, "folder": str(recording), "room": ROOM, "identity": "maker"}
    (own / "order.json").write_text(json.dumps(order | {"engine": engine, "key": rtc["key"], "secret": rtc["secret"]}))
    with (
        subprocess.Popen([sys.executable, "-m", "bench.flashes", engine, token]) as host,
        subprocess.Popen([sys.executable, "-m", "kaibo_maker", str(own)]) as maker,
    ):
        try:
            _live(own / "status.json")
            time.sleep(WARM)
            before = threads(maker.pid)
            time.sleep(SECONDS)
            yield parts(before, threads(maker.pid))
            yield f"memory (PSS): {pss(maker.pid):.0f} MiB"
            status = json.loads((own / "status.json").read_text())
            yield f"frames a second: {status['fps']}; dropped: {status['dropped_frames']}; preset {status['preset']}"
        finally:
            maker.terminate()
            maker.wait()
            host.kill()
    before_join = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    command = [sys.executable, "-m", "kaibo_maker.join", str(recording), str(folder / "out.mp4")]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before_join
    size = f"{told['seconds']:.0f} s, {told['bytes'] / 1e6:.0f} MB"
    yield f"join of {size}: {used:.2f} s of CPU time, with the start of Python"
    yield offsets(folder / "out.mp4")


def _live(status: Path) -> None:
    """Wait until the maker has the host's picture. Raises AssertionError."""
    end = time.monotonic() + PATIENCE
    while not status.exists() or json.loads(status.read_text())["state"] != "live":
        assert time.monotonic() < end, "no picture came"
        time.sleep(0.2)


def threads(pid: int) -> dict[str, int]:
    """Return the ticks of each thread of a process, by its number and name."""
    found = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            head, _, numbers = (task / "stat").read_text().rpartition(")")
        except OSError:
            continue
        found[f"{task.name} {head.partition('(')[2]}"] = sum(map(int, numbers.split()[11:13]))
    return found


def parts(before: dict[str, int], after: dict[str, int]) -> str:
    """Say what each part of a maker used, in cores."""
    ours: dict[str, float] = {"encode and write": 0.0, "clock and LiveKit's events": 0.0, "receive and decode": 0.0}
    used = {name: (ticks - before.get(name, 0)) / TICKS / SECONDS for name, ticks in after.items()}
    main = min(used, key=lambda name: int(name.split()[0]))
    python = [name for name in used if name.endswith(main.partition(" ")[2]) and name != main]
    ours["clock and LiveKit's events"] = used[main]
    ours["encode and write"] = sum(used[name] for name in python)
    ours["receive and decode"] = sum(used.values()) - used[main] - ours["encode and write"]
    shown = ", ".join(f"{name} {cores:.2f}" for name, cores in ours.items())
    return f"a show of 1280×720 at 30/s: {sum(used.values()):.2f} of a core ({shown})"


def offsets(file: Path) -> str:
    """Compare when each flash and its beep begin in a file."""
    flashes, beeps = _flashes(file), _beeps(file)
    late = [min((beep - flash for beep in beeps), key=abs) * 1000 for flash in flashes]
    late = [each for each in late if abs(each) < 500]
    if not late:
        return "sound after picture: no pair was found"
    span = f"{min(late):.0f} to {max(late):.0f}"
    return f"sound after picture: {median(late):.0f} ms (median of {len(late)}; {span})"


def _flashes(file: Path) -> list[float]:
    began, lit = [], True
    with av.open(file) as container:
        for frame in container.decode(video=0):
            rows = np.frombuffer(memoryview(frame.planes[0]), np.uint8).reshape(-1, frame.planes[0].line_size)
            bright = bool(rows[: frame.height // 4, : frame.width // 4].mean() > BRIGHT)
            if bright and not lit:
                began.append(frame.time or 0.0)
            lit = bright
    return began


def _beeps(file: Path) -> list[float]:
    began, loud = [], True
    step = 240
    with av.open(file) as container:
        for frame in container.decode(audio=0):
            samples = np.abs(frame.to_ndarray()).mean(0) * 32768
            for at in range(0, len(samples) - step + 1, step):
                on = bool(samples[at : at + step].mean() > LOUD)
                if on and not loud:
                    began.append((frame.time or 0.0) + at / frame.sample_rate)
                loud = on
    return began
