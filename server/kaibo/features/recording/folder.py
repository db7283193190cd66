"""The folder of one recording, as makers write it (docs/recording.md).

A maker that was killed may leave half a line and half a part. The index names a part after its bytes are in the
file. So a reader takes what the index names, and nothing else.
"""

import os
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_core import from_json

FENCE, COVER, DOWNLOAD = "fence", "cover.jpg", "download.mp4"
M4S = ".m4s"
STORYBOARD = "storyboard.jsonl"
INDEX, INIT = "index.jsonl", "init.mp4"
DISK = "disk"
"""The end of a run for which the disk had no room."""


class Part(NamedTuple):
    """One part of a segment."""

    segment: int
    offset: int
    """Where it begins in the segment's file, in bytes."""
    size: int
    """Bytes."""
    seconds: float
    key: bool
    """It begins with a key frame."""
    at: int
    """When its first frame was made, in unix ms."""
    passing: bool = False
    """It belongs to no recording."""
    filling: bool = False
    """It fills a gap of the recording with the cover."""


class Segment(NamedTuple):
    """One segment of a run: the parts that a reader may use."""

    number: int
    size: int
    """Bytes. The file may have more of them."""
    seconds: float
    at: int
    """Unix ms."""


class Run(NamedTuple):
    """The work of one maker, without the parts that a later one wrote again."""

    number: int
    segments: tuple[Segment, ...]

    @property
    def seconds(self) -> float:
        return sum(segment.seconds for segment in self.segments)


class Tile(NamedTuple):
    """One small picture of the storyboard."""

    at: float
    """Seconds of the recording."""
    sheet: int
    x: int
    y: int


class Recorded(NamedTuple):
    """The content of a recording."""

    runs: tuple[Run, ...] = ()
    size: int = 0
    """Bytes of all usable segments."""
    full: bool = False
    """The last run ended because the disk was full."""
    tiles: tuple[Tile, ...] = ()
    cover: bool = False

    @property
    def seconds(self) -> float:
        return sum(run.seconds for run in self.runs)

    def segment(self, run: int, number: int) -> Segment | None:
        """Find one segment. None for one that no reader may use."""
        for each in self.runs:
            if each.number == run:
                at = bisect_left(each.segments, number, key=lambda segment: segment.number)
                found = each.segments[at] if at < len(each.segments) else None
                return found if found and found.number == number else None
        return None


def parse(text: str) -> tuple[list[Part], str]:
    """Read the lines of an index. Return the parts, and how the run ended ("" when it did not end in order). Pure."""
    parts, end = [], ""
    for line in _objects(text):
        if "end" in line:
            end = str(line["end"])
            continue
        try:
            flags = bool(line.get("w")), bool(line.get("f"))
            place, seconds = (int(line["s"]), int(line["o"]), int(line["n"])), float(line["d"])
            part = Part(*place, seconds, bool(line["k"]), int(line["t"]), *flags)
        except (KeyError, TypeError, ValueError):
            continue
        parts.append(part)
    return parts, end


def segments(parts: Iterable[Part], sizes: Mapping[int, int], before: float) -> tuple[Segment, ...]:
    """Gather the parts that begin before a moment (unix ms). Pure.

    `sizes` has the bytes of each segment's file. A power cut may have left fewer than the index names. A segment begins
    with a key frame, and has no hole.
    """
    made: dict[int, list[Any]] = {}
    for number, offset, size, seconds, key, at, passing, _ in parts:
        torn = offset + size > sizes.get(number, 0)
        if passing or torn or at >= before:
            continue
        known = made.get(number)
        if known is None and offset == 0 and key:
            made[number] = [number, size, seconds, at]
        elif known and offset == known[1]:
            known[1] += size
            known[2] += seconds
    return tuple(Segment(*made[number]) for number in sorted(made))


def joined(indexes: Mapping[int, list[Part]], sizes: Mapping[int, Mapping[int, int]]) -> tuple[Run, ...]:
    """Join the runs of a recording. A later run wins from its first part on. Pure."""
    runs: list[Run] = []
    before = float("inf")
    for number in sorted(indexes, reverse=True):
        usable = segments(indexes[number], sizes.get(number, {}), before)
        if usable:
            runs.append(Run(number, usable))
        before = min([before, *(part.at for part in indexes[number])])
    return tuple(reversed(runs))


def tiles(text: str, runs: Iterable[Run]) -> tuple[Tile, ...]:
    """Read the storyboard's lines. A line names its run, and the seconds since that run began. Pure."""
    begins, total = {}, 0.0
    for run in runs:
        begins[run.number] = total, run.seconds
        total += run.seconds
    found: dict[float, Tile] = {}
    for line in _objects(text):
        try:
            begin, length = begins.get(int(line.get("run", 0)), (0.0, total if "run" not in line else 0.0))
            since = float(line["t"])
            tile = Tile(begin + since, int(line["sheet"]), int(line["x"]), int(line["y"]))
        except (KeyError, TypeError, ValueError):
            continue
        if since < length:
            found[tile.at] = tile
    return tuple(found[at] for at in sorted(found))


def read(folder: Path) -> Recorded:
    """Read a recording. A missing folder is an empty recording. Raises OSError."""
    indexes: dict[int, list[Part]] = {}
    sizes: dict[int, dict[int, int]] = {}
    end = ""
    for run in run_folders(folder):
        number = int(run.name)
        indexes[number], end = parse(_text(run / INDEX))
        sizes[number] = _sizes(run)
    runs = joined(indexes, sizes)
    size = sum(segment.size for run in runs for segment in run.segments)
    found = tiles(_text(folder / STORYBOARD), runs)
    return Recorded(runs, size, end == DISK, found, (folder / COVER).is_file())


def segment_name(number: int) -> str:
    """Name the file of a segment."""
    return f"{number:06d}{M4S}"


def _sizes(run: Path) -> dict[int, int]:
    """Return the bytes of each segment's file of a run. Raises OSError."""
    found = {}
    with os.scandir(run) as entries:
        for entry in entries:
            name, ending = os.path.splitext(entry.name)
            if ending == M4S and name.isdecimal():
                with suppress(FileNotFoundError):  # the maker deletes segments that pass
                    found[int(name)] = entry.stat().st_size
    return found


def run_folders(folder: Path) -> list[Path]:
    """List the runs that began a file, in their order."""
    found = [run for run in (folder / "runs").glob("*") if run.name.isdecimal() and (run / INIT).is_file()]
    return sorted(found, key=lambda run: int(run.name))


def _objects(text: str) -> Iterable[dict[str, Any]]:
    """Yield the JSON objects of the whole lines. A power cut may leave zeros in a file."""
    for line in text.split("\n")[:-1]:
        try:
            found = from_json(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            yield found


def _text(file: Path) -> str:
    try:
        return file.read_text(errors="replace")
    except FileNotFoundError:
        return ""
