"""Measure the playlist of a show of two hours: its CPU time, its bytes, and the memory of its reading.

A maker's own writer makes two seconds of it. Links to them stand for the other segments.
"""

import json
import os
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from kaibo.features.recording import folder, playlist

from e2e.kaibo import ROOT

SECONDS, SEGMENT = 7200, 2


def measure() -> Iterator[str]:
    """Read a recording of two hours as the server does, and write its playlist."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "recording"
        _record(place)
        _repeat(place / "runs/1")
        began = time.process_time()
        found = folder.read(place)
        read = time.process_time() - began
        began = time.process_time()
        text = playlist.vod(found, "0" * 22)
        written = time.process_time() - began
        index = (place / "runs/1" / folder.INDEX).stat().st_size
        yield f"{found.seconds:.0f} s: CPU time {read * 1000:.0f} ms to read, {written * 1000:.0f} ms for the playlist"
        yield f"index {index / 1000:.0f} kB, playlist {len(text) / 1000:.0f} kB"
        del found
        tracemalloc.start()
        kept = folder.read(place)
        now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        yield f"memory of {len(kept.runs[0].segments)} segments: {now / 1e6:.1f} MB, while reading {most / 1e6:.1f} MB"


def _record(place: Path) -> None:
    """Write one segment with the maker's writer."""
    sys.path.insert(0, str(ROOT / "maker/tests"))
    from made import order, run

    run(order(place), SEGMENT)


def _repeat(run: Path) -> None:
    """Let the run have two hours of its first segment."""
    file = run / folder.INDEX
    first = [line for line in map(json.loads, file.read_text().splitlines()) if "end" not in line]
    lines = []
    for number in range(SECONDS // SEGMENT):
        if number:
            os.link(run / folder.segment_name(0), run / folder.segment_name(number))
        moved = number * SEGMENT
        lines += [one | {"s": number, "b": one["b"] + moved, "t": one["t"] + moved * 1000} for one in first]
    file.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines) + '{"end":"stopped"}\n')
