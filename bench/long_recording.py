"""Measure a show of two hours: its bytes on the disk, its playlists' CPU time, and a reader's memory.

A maker's own writer makes six seconds of noise, at the size and the bit rate of our default. Noise needs all bits that
the encoder may use, so the disk figure is the most for such a show. The last segment of it stands for all others.
"""

import json
import os
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from kaibo.features.recording import folder, playlist
from kaibo.features.recording.live.playlist import back
from kaibo.features.recording.live.timeline import Timeline

from e2e.kaibo import ROOT

T = TypeVar("T")
SECONDS, SEGMENT = 7200, 2
NOISE = 3 * SEGMENT
"""Seconds after which the encoder keeps to its bit rate."""
DEFAULT: dict[str, Any] = {"width": 1280, "height": 720, "fps": 30, "preset": "veryfast", "video_kbps": 2500}
"""The server's usual order (docs/recording.md)."""


def measure(seconds: int = SECONDS) -> Iterator[str]:
    """Read a recording of this length as the server does, and write its playlists."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "recording"
        _record(place)
        _repeat(place / "runs/1", seconds)
        index = place / "runs/1" / folder.INDEX
        yield _disk(place, index)
        began = time.process_time()
        found = folder.read(place)
        read = time.process_time() - began
        began = time.process_time()
        text = playlist.vod(found, "0" * 22)
        written = time.process_time() - began
        yield f"{found.seconds:.0f} s: CPU time {read * 1000:.0f} ms to read, {written * 1000:.0f} ms for the playlist"
        yield f"index {index.stat().st_size / 1000:.0f} kB, playlist {len(text) / 1000:.0f} kB"
        del found
        kept, now, most = _traced(lambda: folder.read(place))
        yield f"memory of {len(kept.runs[0].segments)} segments: {now:.1f} MB, while reading {most:.1f} MB"
        live, now, most = _traced(lambda: _timeline(index))
        yield f"memory of {len(live.segments)} segments on air: {now:.1f} MB, while reading {most:.1f} MB"
        began = time.process_time()
        text = back(live.kept, "0" * 32, ended=False)
        written = time.process_time() - began
        yield f"playlist to go back, on air: {len(text) / 1000:.0f} kB, CPU time {written * 1000:.0f} ms"


def _disk(place: Path, index: Path) -> str:
    """Say the bytes of the whole folder. A link counts as the file that it stands for."""
    total = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    parts = index.read_text().count('"n":')
    return f"disk {total / 1e9:.3f} GB in {parts} parts, for noise at {DEFAULT['video_kbps']} kbit/s and sound"


def _traced(read: Callable[[], T]) -> tuple[T, float, float]:
    """Return what is read, its megabytes, and the most megabytes meanwhile."""
    tracemalloc.start()
    made = read()
    now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return made, now / 1e6, most / 1e6


def _timeline(index: Path) -> Timeline:
    """Know all parts, as a server does while the show is on air."""
    made = Timeline()
    parts, end = folder.parse(index.read_text())
    made.add(1, parts, ended=bool(end))
    return made


def _record(place: Path) -> None:
    """Write some segments with the maker's writer."""
    sys.path.insert(0, str(ROOT / "maker/tests"))
    from made import order, run

    run(order(place, **DEFAULT), NOISE, noisy=True)


def _repeat(run: Path, seconds: int) -> None:
    """Let the run have this length of its last segment."""
    file = run / folder.INDEX
    lines = [line for line in map(json.loads, file.read_text().splitlines()) if "end" not in line]
    last = max(line["s"] for line in lines)
    template = [line for line in lines if line["s"] == last]
    (run / folder.segment_name(last)).rename(run / "template")
    for number in range(last):
        (run / folder.segment_name(number)).unlink()
    repeated = []
    for number in range(seconds // SEGMENT):
        os.link(run / "template", run / folder.segment_name(number))
        moved = (number - last) * SEGMENT
        repeated += [one | {"s": number, "b": one["b"] + moved, "t": one["t"] + moved * 1000} for one in template]
    (run / "template").unlink()
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in repeated)
    file.write_text(text + '{"end":"stopped"}\n')
